"""The columns of 4P plans: a mark per row, its name and its link, whatever the frame holds."""

import re
from typing import Any

import pandas as pd
import pytest

from dashboard.drawing.plan_columns import plan_columns, plan_counts

STRANDS = ("Pursue", "Prevent", "Protect", "Prepare")
LABELS = {"live": "● Live", "overdue": "▲ Overdue", "not-covered": "○ Not covered"}


def link(path: str, **own: Any) -> str:
    return f"/{path}?ocg={own['ocg']}"


def plan(
    ref: str, *states: str, body: str = "Dorset", is_high_harm: bool = False
) -> dict[str, Any]:
    return {
        "body": body,
        "body_order": len(body),
        "ocg_ref": ref,
        "is_high_harm": is_high_harm,
        "strand_states": list(states),
        "strand_labels": [LABELS[state] for state in states],
        "is_covered": set(states) != {"not-covered"},
        "is_quality": set(states) == {"live"},
    }


def drawn(*rows: dict[str, Any]) -> str:
    return plan_columns(pd.DataFrame(rows), STRANDS, link, is_made_up=True)


def test_a_column_has_its_strands_its_words_and_its_link() -> None:
    html = drawn(plan("A-1", "live", "overdue", "not-covered", "live", is_high_harm=True))
    [column] = re.findall(r"<a .*?</a>", html)
    assert re.findall(r'<i class="([^"]+)"', column) == ["live", "overdue", "not-covered", "live"]
    assert 'href="/plans?ocg=A-1 at Dorset"' in column
    assert (
        'title="A-1 at Dorset, high harm: Pursue live, Prevent overdue, Protect not covered, '
        'Prepare live"'
    ) in column
    assert "Demonstration data" in html


def test_high_harm_stands_first_and_apart_and_no_plan_has_its_line() -> None:
    none = ("not-covered",) * 4
    html = drawn(plan("A-1", *none), plan("A-2", *none, is_high_harm=True))
    assert html.index("A-2") < html.index('class="apart"') < html.index("A-1")
    assert html.count("column unplanned") == 2
    assert 'class="apart"' not in drawn(plan("A-1", *none))


@pytest.mark.parametrize(("bodies", "ocgs"), [(1, 1), (1, 300), (54, 6), (6, 30)])
def test_every_ocg_has_a_column_and_the_whole_stays_small(bodies: int, ocgs: int) -> None:
    rows = [
        plan(f"B{body}-{number}", *["live"] * 4, body=f"Body {body} " + "x" * 50)
        for body in range(bodies)
        for number in range(ocgs)
    ]
    html = drawn(*rows)
    assert html.count("<a ") == len(rows)
    assert html.count('class="plans-of"') == bodies
    assert len(html.encode()) < 150_000 or len(rows) > 300


def test_what_a_region_or_body_is_called_is_escaped() -> None:
    html = drawn(plan('<b>"1', *["live"] * 4, body="<script>"))
    assert "<script>" not in html
    assert '<b>"' not in html


def test_counts_hold_as_many_blocks_and_no_reference() -> None:
    frame = pd.DataFrame(
        [
            {"body": "Dorset", "strand": strand, "state_code": state, "state": LABELS[state],
             "ocg_count": count}
            for strand in STRANDS
            for state, count in (("live", 5), ("not-covered", 2))
        ]
    )  # fmt: skip
    html = plan_counts(frame, STRANDS, is_made_up=False)
    rows = html.split('class="columns counts"')[1]
    assert rows.count('<i class="live">') == 4 * 5
    assert 'aria-label="Pursue: 5 live and 2 not covered"' in html
    assert "7 active OCGs" in html
