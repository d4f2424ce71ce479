"""Holds the map of the project true: every query has its header, is asked and is tested.

What a query answers is test_queries'.
"""

import ast
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import duckdb
import pytest
from answers import ANSWERS

from dashboard.figures.queries import explained, parameters, queries
from dashboard.paths import QUERIES, ROOT
from dashboard.returns.contract import RETURN_SHEET, SHEETS, Sheet
from dashboard.store.definitions import ORDER, definitions

TESTS = Path(__file__).parent
DASHBOARD = ROOT / "dashboard"
MODULES = sorted(DASHBOARD.rglob("*.py"))
ALL_SQL = sorted(QUERIES.rglob("*.sql"))
LONGEST_MODULE, LONGEST_SHOW = 350, 60
"""In lines: more is two subjects, or a page that does not read from top to bottom."""
VAGUE_NAMES = {"utils", "helpers", "common", "base", "manager"}

BEFORE_SELECT = re.compile(
    r"\s*(?:(?:create|insert)\b.*?\b(?:as|as table|by name)\s+)?(?=(?:with|select|from)\b)",
    re.DOTALL,
)
LABELS = ("Question", "Grain", "Parameters", "Leaves out", "Shows")
SET_AT_ACCEPTANCE = {
    "return_id", "received_at", "submitted_by_role", "file_name", "sha256", "is_demonstration",
    "version_number", "is_entry", "corrects_return_id",
    "seen_return_id",
}  # fmt: skip


def test_there_are_queries_and_modules_to_check() -> None:
    assert len(queries()) > 10
    assert len(MODULES) > 10


@pytest.mark.parametrize("query", queries())
def test_a_query_opens_with_what_it_answers(query: str) -> None:
    header = explained(query)
    assert tuple(header) == LABELS, "the header's labels, in this order"
    assert header["Question"].endswith("?")
    for label in ("Grain", "Parameters", "Leaves out"):
        assert header[label].endswith("."), label
    assert header["Grain"].startswith("one row")
    assert header["Shows"] in ("body", "ocg")


@pytest.mark.parametrize("query", queries())
def test_a_query_names_exactly_the_parameters_it_takes(query: str) -> None:
    said = explained(query)["Parameters"]
    assert sorted(re.findall(r"\$(\w+)", said)) == sorted(parameters(query))
    assert (said == "none.") == (not parameters(query))


@pytest.mark.parametrize("query", queries())
def test_a_query_is_one_select(query: str) -> None:
    code = without_words((QUERIES / "figures" / f"{query}.sql").read_text(encoding="utf-8"))
    assert ";" not in code
    assert re.match(r"\s*(with|select|from)\b", code)


@pytest.mark.parametrize("path", ALL_SQL, ids=lambda path: str(path.relative_to(QUERIES)))
def test_sql_is_lower_case(path: Path) -> None:
    code = without_words(path.read_text(encoding="utf-8"))
    assert code.strip()
    assert code == code.lower()


def without_words(text: str) -> str:
    """SQL without its comments and its quoted strings, whose words are in any case."""
    return re.sub(r"--[^\n]*|'(?:[^']|'')*'", "", text)


@pytest.mark.parametrize("query", queries())
def test_a_query_is_asked_by_a_page(query: str) -> None:
    asking = re.compile(rf"\b(ask|Table)\(\s*\"{query}\"")
    assert any(asking.search(path.read_text(encoding="utf-8")) for path in MODULES)


@pytest.mark.parametrize("query", queries())
def test_a_query_is_tested(query: str) -> None:
    tests = TESTS.rglob("test_*.py")
    by_name = any(f'"{query}"' in path.read_text(encoding="utf-8") for path in tests)
    assert query in ANSWERS or by_name, "worked out again in answers/, or tested by its name"


@pytest.mark.parametrize("path", sorted((QUERIES / "returns").glob("*.sql")), ids=lambda p: p.stem)
def test_what_is_no_query_is_used_and_says_what_it_is(path: Path) -> None:
    assert path.read_text(encoding="utf-8").startswith("-- ")
    used = re.compile(rf"\bsql\(\"returns/{path.stem}\"\)|\bstaging\.run\(con, \"{path.stem}\"\)")
    assert any(used.search(path.read_text(encoding="utf-8")) for path in MODULES)


def test_every_definition_is_laid_and_says_what_it_is() -> None:
    assert sorted(ORDER) == sorted(path.stem for path in (QUERIES / "definitions").glob("*.sql"))
    assert all(text.startswith("-- ") for text in definitions())


def test_definitions_are_read_by_the_oldest_duckdb_as_the_newest_writes_them() -> None:
    # DuckDB 2.0 keeps `if` in a macro as a function that 1.5 has not: say `case when`.
    assert not [text for text in definitions() if re.search(r"\bif\s*\(", without_words(text))]


# Columns


def selects(text: str) -> Iterator[str]:
    """The selects of a file, bare of the `create` or `insert` that they stand in."""
    bare = re.sub(r"--[^\n]*", "", text)
    for statement in duckdb.extract_statements(bare):
        lead = BEFORE_SELECT.match(statement.query)
        if lead:
            yield statement.query[lead.end() :]


def nameless(node: Any) -> Iterator[str]:
    """The columns without a name of every select in a parsed one that gives columns their names.

    Those are not the later branches of a union, which take the first one's, nor a subquery
    within an expression, whose one value needs none.
    """
    if isinstance(node, list):
        for part in node:
            yield from nameless(part)
    elif isinstance(node, dict) and node.get("class") != "SUBQUERY":
        for column in node.get("select_list", ()):
            is_named = column["class"] in ("COLUMN_REF", "STAR") or column["alias"]
            if not is_named and column.get("function_name") != "unnest":
                yield f"{column['class'].lower()} of type {column['type'].lower()}"
        is_union = node.get("type") == "SET_OPERATION_NODE"
        later = ("children", "left", "right") if is_union else ()
        for name, part in node.items():
            if name not in later:
                yield from nameless(part)
        if is_union:
            yield from nameless(node["children"][0] if "children" in node else node["left"])


@pytest.mark.parametrize("path", ALL_SQL, ids=lambda path: str(path.relative_to(QUERIES)))
def test_every_column_has_its_name_where_it_is_made(path: Path) -> None:
    for select in selects(path.read_text(encoding="utf-8")):
        parsed = duckdb.execute("select json_serialize_sql($1)", [select]).fetchall()[0][0]
        tree = json.loads(parsed)
        assert not tree["error"], (select, tree)
        assert list(nameless(tree)) == []


def test_a_column_without_a_name_is_found() -> None:
    for text in (
        "select 1",
        "create macro m() as table with a (n) as (select 2) from a",
        "insert into t by name select n, n + 1 from u union all select n, 2 as m from u",
    ):
        (select,) = selects(text)
        parsed = duckdb.execute("select json_serialize_sql($1)", [select]).fetchall()[0][0]
        assert list(nameless(json.loads(parsed))), text


# The contract and the tables


def columns_of(table: str) -> dict[str, bool]:
    """The columns tables.sql gives a table -> whether each may be empty."""
    schema = without_words((QUERIES / "definitions" / "tables.sql").read_text(encoding="utf-8"))
    (body,) = re.findall(rf"create table if not exists {table} \((.*?)\n\);", schema, re.DOTALL)
    columns = [column.strip() for column in body.split(",")]
    assert len({column.split()[0] for column in columns}) == len(columns), "a column named twice"
    return {column.split()[0]: "not null" not in column for column in columns}


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_a_sheet_fills_its_table(sheet: Sheet) -> None:
    held = columns_of(sheet.table)
    own = list(sheet.row.model_fields)
    if sheet is RETURN_SHEET:
        assert set(held) == {*own, "row_number", *SET_AT_ACCEPTANCE}
    else:
        assert list(held) == [*own, "return_id", "row_number"]


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda sheet: sheet.table)
def test_a_column_that_may_be_empty_may_be_so_in_both(sheet: Sheet) -> None:
    may_be_empty = columns_of(sheet.table)
    for name, field in sheet.row.model_fields.items():
        assert may_be_empty[name] != field.is_required(), name
    assert not any(may_be_empty[name] for name in sheet.key)


# Modules


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for(path: Path) -> None:
    assert re.match(r'"""[A-Z][^"]+\.\n?(.|\n)*?"""', path.read_text(encoding="utf-8"))
    assert path.stem not in VAGUE_NAMES


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_can_be_read_through(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= LONGEST_MODULE
    shows = [node for node in ast.walk(ast.parse(text)) if getattr(node, "name", "") == "show"]
    assert all(node.end_lineno - node.lineno < LONGEST_SHOW for node in shows)


def said(room: str) -> list[tuple[str, str]]:
    """The texts in a room's code and the modules they stand in, without what documents it."""
    found = []
    for path in sorted((DASHBOARD / room).glob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        documents = {
            id(node.value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
        }
        for node in ast.walk(tree):
            is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
            if is_text and id(node) not in documents:
                found.append((path.stem, node.value))
    return found


def test_phrases_hold_no_html() -> None:
    tags = [(module, text) for module, text in said("phrases") if re.search(r"</?[a-z]", text)]
    assert not tags


def test_drawing_holds_no_sentence() -> None:
    """A text of four words or more outside a tag is a sentence, which is phrases' to say."""
    sentences = [
        (module, text)
        for module, text in said("drawing")
        if re.search(r"[A-Za-z]+ [a-z]+ [a-z]+ [a-z]+", re.sub(r"<[^>]*>?|[^<>]*>", "", text))
    ]
    assert not sentences


def test_no_folder_is_called_pages() -> None:
    # Streamlit serves the files of such a folder without running app.py first.
    folders = {path.name for path in DASHBOARD.rglob("*") if path.is_dir()}
    assert folders.isdisjoint({"pages", *VAGUE_NAMES})
    assert "screens" in folders
