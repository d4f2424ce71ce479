"""Fills the workbook for a body's next return with the rows of its last, as the store holds it.

How the workbook looks and what it says is template's; reading it back is read's.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import duckdb
from duckdb import ColumnExpression, ConstantExpression

from dashboard.paths import sql
from dashboard.returns.contract import RETURN_SHEET, Sheet, sheets_of
from dashboard.returns.files.cells import fold, shown
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks.template import Filling, workbook_of
from dashboard.returns.workbooks.writing import Labels

_EVERYTHING_KNOWN = datetime(9999, 12, 31)  # noqa: DTZ001  (the store keeps no zone)


class UnknownBodyError(Exception):
    """No body goes by this name; the message lists those that there are."""


def write(con: duckdb.DuckDBPyConnection, body: str, as_at_on: date) -> bytes:
    """The workbook for a body's return as at a day, as .xlsx; `con` is a cursor of store.read().

    `body` is a body's code or name. The rows are those of its latest return on or before the
    day, as the store holds it now; of the board's sheets, for a new day, the open actions
    alone. Empty where there is no such return. Raises UnknownBodyError.
    """
    return workbook_of(filling(con, body_code(con, body), as_at_on))


def body_code(con: duckdb.DuckDBPyConnection, body: str) -> str:
    """The code of a body named by its code or a name. Raises UnknownBodyError."""
    words = read_vocabulary(con)["body"]
    if fold(body) not in words:
        known = ", ".join(dict.fromkeys(words.values()))
        raise UnknownBodyError(f"There is no body called {shown(body)}: the bodies are {known}.")
    return words[fold(body)]


def file_name(body_code: str, as_at_on: date) -> str:
    """What a body's return as at a day is called."""
    return f"{body_code}-{as_at_on.isoformat()}.xlsx"


# ---- What is filled in ----


def filling(con: duckdb.DuckDBPyConnection, code: str, as_at_on: date) -> Filling:
    """What goes into the workbook of a body, named by its code, as at a day."""
    body = _records(
        con.table("body").filter(ColumnExpression("body_code") == ConstantExpression(code))
    )[0]
    is_region = body["kind_code"] == "region"
    moment = {"as_at": as_at_on, "known_at": _EVERYTHING_KNOWN}
    last = next(
        iter(_records(con.execute(sql("returns/last_return"), {"body": code, **moment}))), None
    )
    is_new_day = last is None or last["as_at_on"] != as_at_on
    tables: dict[str, Any] = {}
    if last:
        for sheet in sheets_of(body["kind_code"]):
            tables[sheet.table] = _rows_of(con, sheet, last["return_id"])
    if is_region and is_new_day:
        # Each meeting, decision and verification is filed once; an action until it ends.
        actions = _records(con.execute(sql("returns/open_action"), moment))
        tables = {"return_received": tables.get("return_received", []), "action": actions}
    (head,) = tables.get("return_received") or [{"body_code": code}]
    tables["return_received"] = [{**head, "as_at_on": as_at_on}]
    made_up = con.table("return_received").filter(ColumnExpression("is_demonstration")).limit(1)
    return Filling(
        code,
        body["name"],
        is_region,
        as_at_on,
        last["as_at_on"] if last else None,
        bool(made_up.fetchall()),
        tables,
        _labels(con, body),
    )


def _rows_of(con: duckdb.DuckDBPyConnection, sheet: Sheet, return_id: int) -> list[dict[str, Any]]:
    of_return = ColumnExpression("return_id") == ConstantExpression(return_id)
    rows = con.table(sheet.table).filter(of_return).select("row_number", *sheet.headers)
    return [
        {name: row[name] for name in sheet.headers} for row in _records(rows.order("row_number"))
    ]


def _records(answer: Any) -> list[dict[str, Any]]:
    names = [column[0] for column in answer.description]
    return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


def _labels(con: duckdb.DuckDBPyConnection, body: Mapping[str, Any]) -> Labels:
    """Per list, the codes this body may use and how each is worded."""
    labels: dict[str, dict[str, str]] = {}
    for list_code, words in read_vocabulary(con).items():
        last = {code: word for word, code in words.items()}
        labels[list_code] = {
            code: code if fold(code) == word else word for code, word in last.items()
        }
    sections = sheets_of(body["kind_code"])
    labels["section"] = {s.table: s.title for s in sections if s is not RETURN_SHEET}
    if body["kind_code"] != "region":
        own = con.table("finding_body").filter(
            ColumnExpression("body_code") == ConstantExpression(body["body_code"])
        )
        refs = {row["finding_ref"] for row in _records(own)}
        labels["finding"] = {ref: ref for ref in labels["finding"] if ref in refs}
    return labels
