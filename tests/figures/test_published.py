"""Holds the public record to its sources: references resolve, wordings are verbatim, no names.

How the record is loaded and shown is tested elsewhere; here the files are read as plain CSV.
"""

import csv
import hashlib
import re
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "data"

HEADERS = {
    "source": "source_code,title,publisher,published_on,location,address,note",
    "inspection": "inspection_code,title,publisher,published_on,is_finding_list_whole,note,"
    "source_code",
    "fieldwork": "inspection_code,body_code,fieldwork_period,source_code",
    "grade": "inspection_code,body_code,question,grade_code,source_code,source_place",
    "finding": "finding_ref,inspection_code,kind_code,number,scope_code,parent_ref,due_on,"
    "is_wording_held,wording,source_page,source_code,note",
    "finding_body": "finding_ref,body_code",
    "theme": "inspection_code,theme_order,body_code,kind_code,theme,source_page,page,source_code",
    "statement": "statement_ref,body_code,inspection_code,published_on,kind_code,finding_ref,page,"
    "summary,note,source_code",
    "earlier_finding": "earlier_ref,body_code,inspection,published_on,question,grade_code,summary,"
    "finding_ref,note,source_code",
    "published_figure": "figure_ref,body_code,as_at_on,published_on,finding_ref,page,label,value,"
    "denominator,unit,note,measure_codes,source_code",
}

# Typed from the Dorset letter of 4 August 2025, not copied from the files under test.
LETTER_WORDING = {
    "AFI 1": """The South West Regional Organised Crime Unit and its constituent forces
        should improve how they assess threats.""",
    "AFI 2": """The South West Regional Organised Crime Unit and its constituent forces
        should improve how they work together to tackle serious and organised crime.""",
    "AFI 7": """Dorset Police should allocate enough of its resources to tackle serious
        and organised crime (SOC).""",
    "AFI 8": """Dorset Police should improve how it manages serious crime prevention
        orders (SCPO).""",
}

# SHA-256 of each name in the letter in lower case, so that the names are nowhere in the project.
NAME_DIGESTS = {
    "07d046d5fac12b3f82daf5035b9aae86db5adc8275ebfbf05ec83005a4a8ba3e",
    "36fa2b1e90f8427ece5d7a7c86d5fdb0e0225e4caa877be9a2438592154a3054",
    "3dac2672d71c1a13d9c8d07b6c7dc96fcb289f787877587ab31ad840c59c29b0",
    "6201eb4dccc956cc4fa3a78dca0c2888177ec52efd48f125df214f046eb43138",
    "6465acab944354bc9bda2f9471665b295f44d8334e8bd682b4c8aecfe4c66599",
    "668e2b73ac556a2f051304702da290160b29bad3392ddcc72074fefbee80c55a",
    "7781113a99f177280ad3e89bcf631f03acb8fa8e626082dd9158eeee0bdd5674",
    "9cfa8d8f56cdee05c98db6884d505cb28bb96329e4a027096c3fe8222033b1af",
}


def read(path: str) -> list[dict[str, str]]:
    with (DATA / f"{path}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def record(name: str) -> list[dict[str, str]]:
    return read(f"published/{name}")


def cells() -> Iterator[tuple[str, str, str]]:
    """Every cell of the public record, as (file, column, text)."""
    for name in HEADERS:
        for row in record(name):
            for column, text in row.items():
                yield name, column, text


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_the_record_is_these_files() -> None:
    assert {path.stem for path in (DATA / "published").glob("*.csv")} == set(HEADERS)


@pytest.mark.parametrize("name", HEADERS)
def test_headers_and_row_lengths(name: str) -> None:
    with (DATA / "published" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file, strict=True)
    assert ",".join(header) == HEADERS[name]
    assert rows
    assert {len(row) for row in rows} == {len(header)}


@pytest.mark.parametrize(
    ("column", "home"),
    [
        ("source_code", "published/source"),
        ("inspection_code", "published/inspection"),
        ("finding_ref", "published/finding"),
        ("body_code", "reference/body"),
    ],
)
def test_every_code_used_exists(column: str, home: str) -> None:
    known = {row[column] for row in read(home)}
    used = {text for _, held_in, text in cells() if held_in == column and text}
    assert used - known == set()


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("source", ("source_code",)),
        ("inspection", ("inspection_code",)),
        ("fieldwork", ("inspection_code", "body_code")),
        ("grade", ("inspection_code", "body_code")),
        ("finding", ("finding_ref",)),
        ("finding_body", ("finding_ref", "body_code")),
        ("theme", ("inspection_code", "body_code", "theme_order")),
        ("statement", ("statement_ref",)),
        ("published_figure", ("figure_ref",)),
        ("earlier_finding", ("earlier_ref",)),
    ],
)
def test_no_row_is_there_twice(name: str, key: tuple[str, ...]) -> None:
    keys = [tuple(row[column] for column in key) for row in record(name)]
    assert len(keys) == len(set(keys))


def test_every_row_cites_a_source_and_every_source_is_cited() -> None:
    # A finding_body row is cited by its finding.
    cited = {
        name: [row["source_code"] for row in record(name)]
        for name in HEADERS
        if name not in ("source", "finding_body")
    }
    assert [name for name, codes in cited.items() if "" in codes] == []
    assert {code for codes in cited.values() for code in codes} == {
        row["source_code"] for row in record("source")
    }


def test_dates_are_iso_and_agree_with_the_source() -> None:
    for name, column, text in cells():
        if column.endswith("_on") and (text or column != "due_on"):
            assert date.fromisoformat(text).isoformat() == text, f"{name}.{column}"
    published_on = {row["source_code"]: row["published_on"] for row in record("source")}
    for name in ("inspection", "statement", "published_figure", "earlier_finding"):
        for row in record(name):
            assert row["published_on"] == published_on[row["source_code"]], row


def test_grades_are_those_published() -> None:
    assert {row["body_code"]: row["grade_code"] for row in record("grade")} == {
        "swrocu": "adequate",
        "avon-and-somerset": "requires-improvement",
        "devon-and-cornwall": "requires-improvement",
        "dorset": "requires-improvement",
        "wiltshire": "requires-improvement",
        "gloucestershire": "inadequate",
    }


def test_fieldwork_periods_are_those_published() -> None:
    assert {row["body_code"]: row["fieldwork_period"] for row in record("fieldwork")} == {
        "avon-and-somerset": "March 2024",
        "dorset": "March 2024",
        "devon-and-cornwall": "June and July 2024",
        "wiltshire": "June and July 2024",
        "gloucestershire": "June and July 2024",
        "swrocu": "June and July 2024",
    }


def test_findings_are_numbered_without_a_gap() -> None:
    findings = record("finding")
    assert [int(row["number"]) for row in findings] == list(range(1, len(findings) + 1))
    assert all(row["finding_ref"] == f"AFI {row['number']}" for row in findings)


def test_wordings_held_are_the_letters_own() -> None:
    held = {r["finding_ref"]: r["wording"] for r in record("finding") if r["wording"]}
    assert {ref: one_line(text) for ref, text in held.items()} == {
        ref: one_line(text) for ref, text in LETTER_WORDING.items()
    }


def test_a_finding_not_held_says_so_and_nothing_else() -> None:
    with_bodies = {row["finding_ref"] for row in record("finding_body")}
    for row in record("finding"):
        is_held = row["finding_ref"] in LETTER_WORDING
        assert row["is_wording_held"] == ("true" if is_held else "false")
        assert (row["scope_code"] == "not-held") is not is_held
        assert bool(row["source_page"]) is is_held
        assert (row["finding_ref"] in with_bodies) is is_held
        assert row["note"]


def test_regional_findings_apply_to_every_graded_body_and_dorsets_to_dorset() -> None:
    graded = {row["body_code"] for row in record("grade")}
    applies = record("finding_body")
    for finding in record("finding"):
        ref, scope = finding["finding_ref"], finding["scope_code"]
        bodies = {row["body_code"] for row in applies if row["finding_ref"] == ref}
        assert bodies == {"regional": graded, "force": {"dorset"}, "not-held": set()}[scope]


def test_section_55_days_count_the_day_of_publication_as_day_one() -> None:
    (inspection,) = record("inspection")
    day_one = date.fromisoformat(inspection["published_on"])
    responses = [row for row in record("statement") if row["kind_code"] == "section-55-response"]
    responded_on = {date.fromisoformat(row["published_on"]) for row in responses}
    assert {(day - day_one).days + 1 for day in responded_on} == {54}
    assert day_one + timedelta(days=56 - 1) == date(2025, 8, 6)
    assert {row["finding_ref"] for row in responses} == set(LETTER_WORDING)


def test_figures_published_by_dorset() -> None:
    figures = record("published_figure")
    assert {(r["label"], r["value"], r["unit"]) for r in figures if r["value"]} == {
        ("SOCIT investigators", "5.5", "FTE posts"),
        ("Detective Sergeant supporting the SOCIT", "1", "posts"),
        ("Members of staff brought into the SOCIT", "2", "members of staff"),
        ("OCGs with a 4P plan", "100", "per cent of OCGs"),
        ("Areas where Clear, Hold, Build is used", "1", "areas"),
    }
    assert all(row["value"] for row in figures), "what has no value is a statement"
    first_seen = {row["label"]: row["as_at_on"] for row in figures}
    assert first_seen["Areas where Clear, Hold, Build is used"] == "2025-06-12"
    assert {row["denominator"] for row in figures} == {""}, "the letter publishes no denominator"


def test_no_cell_holds_a_name_from_the_letter() -> None:
    found = [
        (name, column)
        for name, column, text in cells()
        for word in re.findall(r"[A-Z][A-Za-z]*", text)
        if hashlib.sha256(word.lower().encode()).hexdigest() in NAME_DIGESTS
    ]
    assert found == []


def test_a_recommendation_is_answered_by_the_local_policing_body() -> None:
    meanings = {row["code"]: row["meaning"] for row in read("reference/choice") if row["meaning"]}
    assert "the local policing body has done or proposes" in meanings["recommendation"]
    assert "chief officer's comments" in meanings["section-55-response"]
    assert not any("chief constable" in meaning for meaning in meanings.values())
