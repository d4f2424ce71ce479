"""What a region's verified stages must hold, so that one verification can stand over another.

Reading the file is csv_tables'; which verification stands is queries/definitions/findings.sql's.
"""

from collections.abc import Iterator, Mapping

GIVERS = ("another-body", "inspectorate", "either")
"""Who may give a verified stage; a conflict is given by nobody."""

Fault = tuple[int | None, str, str, str]
"""The row, None where it is the file's; the column; what was found, and what was expected."""


def faults(rows: Mapping[int, Mapping[str, str | None]]) -> Iterator[Fault]:
    """Every mistake in the second lane of stage.csv, whose rows go by their number in the file."""
    lane = {number: row for number, row in rows.items() if row["lane_code"] == "verified"}
    for kind in ("withdrawn", "conflict"):
        count = sum(row["kind_code"] == kind for row in lane.values())
        if count != 1:
            yield None, "kind_code", f"{count} verified stages of the kind {kind}", "one"
    for number, row in lane.items():
        is_conflict = row["kind_code"] == "conflict"
        if row["given_by"] not in (("nobody",) if is_conflict else GIVERS):
            found = f"{row['given_by']}, of the kind {row['kind_code']}"
            expected = f"nobody for a conflict; else one of {', '.join(GIVERS)}"
            yield number, "given_by", found, expected
        if row["rank"] is None and not is_conflict:
            expected = "a whole number: the stage of the highest rank holds"
            yield number, "rank", "empty", expected
    ordered = [n for n, row in lane.items() if row["display_order"] is not None]
    if ordered:
        first = min(ordered, key=lambda number: int(lane[number]["display_order"] or 0))
        if lane[first]["is_complete"] == str(True):
            expected = "false: the first is what holds before a verifier has spoken"
            yield first, "is_complete", "true in the first verified stage", expected
