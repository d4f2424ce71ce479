"""What many questions of a day rest on, worked out once for a version and that day.

Where each finding stands is asked by eight queries of a page, and to plan it takes DuckDB longer
than to answer it. What each of these says is queries/definitions'.
"""

import re
from collections.abc import Mapping
from functools import cache

import duckdb

from dashboard.store.beside import Beside

RESTS_ON: Mapping[str, tuple[str, ...]] = {
    "position_at": (),
    "return_in_force": (),
    "position_pairs": ("position_at",),
    "board_record_at": ("return_in_force",),
    "action_at": ("board_record_at",),
    "verification_at": ("return_in_force",),
    "delivered_since_at": ("return_in_force",),
    "finding_position_at": ("position_at", "verification_at", "delivered_since_at"),
    "measure_line_at": ("return_in_force",),
    "evidence_at": ("position_at", "measure_line_at"),
    "closing_redate_at": ("return_in_force",),
    "finding_shown_at": ("finding_position_at", "evidence_at", "closing_redate_at"),
    "ocg_plan_at": ("position_pairs",),
}
"""Macro of an as-at date and a known_at -> those it asks of that very date and known_at.

One that it asks of other moments as well is not among them.
"""

SCALARS = ("position_pairs",)
"""The macros that give one value and no rows."""

MOST_MOMENTS = 200
"""So many days with what was known are held of one version: all that a region is asked for in a
week, and 60 MB of a nation's. What is asked beyond them is worked out each time."""

_CALL = re.compile(rf"\b({'|'.join(RESTS_ON)})\(\$(\w+), \$(\w+)\)")
_PARAMETER = re.compile(r"\$(\w+)")

Values = Mapping[str, object]


def execute(
    con: duckdb.DuckDBPyConnection, beside: Beside | None, query: str, values: Values
) -> duckdb.DuckDBPyConnection:
    """Ask a query's SQL with its parameters' values, resting on what is worked out.

    `con` is a cursor, and `beside` what lies beside its version; None works everything out anew.
    """
    calls = _calls(query) if beside is not None else ()
    if beside is None or not calls:
        # Not con.sql, which plans the query once more to describe it.
        return con.execute(query, values or None)
    numbers: dict[str, int] = {}
    for macro, as_at, known_at in calls:
        moment = values[as_at], values[known_at]
        number = beside.number_of(moment, MOST_MOMENTS)
        if number is None:
            return con.execute(query, values or None)
        numbers[as_at] = number
        _work_out(con, beside, macro, moment, number)
    rewritten = _CALL.sub(lambda call: _held(beside.name, call[1], numbers[call[2]]), query)
    return con.execute(rewritten, {name: values[name] for name in _left(query)} or None)


def _work_out(
    con: duckdb.DuckDBPyConnection,
    beside: Beside,
    macro: str,
    moment: tuple[object, object],
    number: int,
) -> None:
    """Have a macro's rows of a moment beside the version, and all that they rest on."""

    def work() -> None:
        for other in RESTS_ON[macro]:
            _work_out(con, beside, other, moment, number)
        called = f"{macro}($as_at, $known_at)"
        asked = f"select {called} as held" if macro in SCALARS else f"from {called}"
        table = f"{beside.name}.{macro}"
        given = {"as_at": moment[0], "known_at": moment[1]}
        with con.cursor() as own:
            for other in RESTS_ON[macro]:
                kind = "" if other in SCALARS else "table "
                held = _held(beside.name, other, number)
                # One that is temporary goes before the version's own, within others as well.
                own.execute(f"create temp macro {other}(as_at, known_at) as {kind}{held}")
            beside.once(macro, lambda: _make_table(own, table, asked, given))
            own.execute(f"insert into {table} select {number}, * from ({asked})", given)  # noqa: S608

    beside.once((macro, number), work)


def _make_table(
    con: duckdb.DuckDBPyConnection, table: str, asked: str, given: Mapping[str, object]
) -> None:
    made = f"select 0::integer as moment, * from ({asked}) limit 0"  # noqa: S608
    con.execute(f"create table {table} as {made}", given)


def _held(database: str, macro: str, number: int) -> str:
    """The SQL of what is worked out of a macro, in the place of its call."""
    shown = "held" if macro in SCALARS else "* exclude (moment)"
    return f"(select {shown} from {database}.{macro} where moment = {number})"  # noqa: S608


@cache
def _calls(query: str) -> tuple[tuple[str, str, str], ...]:
    """The macro, and the names of both parameters, of each call that can be worked out."""
    return tuple(sorted(set(_CALL.findall(query))))


@cache
def _left(query: str) -> tuple[str, ...]:
    """The names of the parameters that a query takes besides its calls."""
    asked = "\n".join(line for line in query.splitlines() if not line.startswith("--"))
    return tuple(sorted(set(_PARAMETER.findall(_CALL.sub("", asked)))))
