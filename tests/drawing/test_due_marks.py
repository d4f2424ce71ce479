"""What falls due, a mark each: where it stands, how it looks, and what it is called."""

import re
from datetime import date
from html import unescape
from itertools import pairwise
from typing import Any

import pandas as pd
import pytest

from dashboard.drawing.due_marks import APART, Days, due_marks
from dashboard.phrases import due as due_words
from dashboard.phrases.values import Due, DueLine

ON = date(2026, 10, 31)
DAYS = Days(90, 90, ((-30, "a month over"), (0, "today"), (30, "in a month")))


def drawn(*lines: DueLine) -> str:
    return due_marks("Due", [("fine", "in date")], lines, DAYS, "never", is_made_up=True)


def marks(picture: str) -> list[tuple[str, float, float]]:
    """Name, place in per cent and height in pixels of each mark that has a day."""
    found = re.findall(
        r'aria-label="([^"]*)" title="[^"]*" style="left:([0-9.]+)%;bottom:(\d+)px"', picture
    )
    return [(unescape(name), float(place), float(bottom)) for name, place, bottom in found]


def due(days: int | None, said: str = "A") -> Due:
    return Due(days, "fine", "/returns?return=1", said)


def test_a_mark_stands_at_its_day_overdue_left_of_today() -> None:
    picture = drawn(DueLine("Dorset", [], [due(-45, "late"), due(0, "now"), due(45, "soon")], []))
    places = {name: place for name, place, _ in marks(picture)}
    assert places == {"late": 25, "now": 50, "soon": 75}


def test_marks_that_would_lie_on_one_another_stand_above_one_another() -> None:
    picture = drawn(DueLine("Dorset", [], [due(10, str(n)) for n in range(300)], []))
    found = marks(picture)
    assert len(found) == 300
    assert len({bottom for _, _, bottom in found}) == 300
    height = int(re.search(r"height:(\d+)px", picture)[1])  # type: ignore[index]
    assert max(bottom for *_, bottom in found) + 24 <= height
    near = marks(drawn(DueLine("Dorset", [], [due(0, "a"), due(3, "b"), due(30, "c")], [])))
    for one, other in pairwise(near):
        assert abs(one[1] - other[1]) >= APART or one[2] != other[2]


def test_what_lies_beyond_the_axis_stands_at_its_edge() -> None:
    places = [place for _, place, _ in marks(drawn(DueLine("D", [], [due(-900), due(9000)], [])))]
    assert places == [0, 100]


def test_what_has_no_day_stands_apart_and_what_is_not_known_is_said() -> None:
    picture = drawn(DueLine("Dorset", [], [], [due(None, "never assessed")]),
                    DueLine("Wiltshire", [], [], [], "not reported"))  # fmt: skip
    assert '<div class="aside"><a class="mk-of fine"' in picture
    assert '<p class="quiet">not reported</p>' in picture
    assert drawn() == ""


def test_names_are_escaped_and_made_up_data_is_marked() -> None:
    picture = drawn(DueLine("<b>", ["<i>"], [due(1, '"><x>')], []))
    assert "<b>" not in picture
    assert "<x>" not in picture
    assert "Demonstration data" in picture


# ---- What the marks of a page are ----

BODY = {"body_code": "dorset", "body": "Dorset", "as_at_on": pd.Timestamp("2026-08-31"),
        "is_stale": True, "ocg_count": 3, "in_date_count": 2, "is_reported": True,
        "order_count": 1, "breached_count": 1}  # fmt: skip
OCG = {"body_code": "dorset", "body": "Dorset", "ocg_ref": "DOR-1",
       "is_under_investigation": False, "return_id": 7}  # fmt: skip


def assessed(code: str, due_on: str | None, **more: Any) -> Due:
    row = {**OCG, "assessment_code": code, "assessment_due_on": pd.Timestamp(due_on), **more}
    (line,) = due_words.assessments(
        pd.DataFrame([row]), pd.DataFrame([BODY]), ON, lambda row: f"/r={row.return_id}"
    )
    (mark,) = [*line.dated, *line.undated]
    return mark


@pytest.mark.parametrize(
    ("mark", "kind", "days", "said"),
    [
        (("in-date", "2026-11-10"), "fine", 10, "Dorset: DOR-1, due 10 November 2026"),
        (("overdue", "2026-10-01"), "overdue", -30,
         "Dorset: DOR-1, overdue, was due 1 October 2026"),
        (("in-date", "2026-09-30"), "lapsed", -31,
         "Dorset: DOR-1, fell due since its return, 30 September 2026"),
        (("overdue", None), "overdue", None, "Dorset: DOR-1, assessed, and no next day given"),
        (("never", None), "never", None, "Dorset: DOR-1, never assessed"),
    ],
)  # fmt: skip
def test_an_assessment_is_what_its_state_and_day_make_it(
    mark: tuple[str, str | None], kind: str, days: int | None, said: str
) -> None:
    found = assessed(*mark)
    assert (found.kind, found.days, found.said, found.href) == (kind, days, said, "/r=7")


def test_who_is_investigated_and_was_never_assessed_stands_out() -> None:
    found = assessed("never", None, is_under_investigation=True)
    assert found.kind == "alarm"
    assert found.said == "Dorset: DOR-1, under investigation, never assessed"


def reviewed(**changes: Any) -> Due:
    row = {
        "body_code": "dorset", "body": "Dorset", "scpo_ref": "S-1", "review_code": "in-date",
        "review_due_on": pd.Timestamp("2026-11-30"), "is_managed_in_ocg_meeting": True,
        "breaches": 0, "return_id": 7, **changes,
    }  # fmt: skip
    (line,) = due_words.reviews(pd.DataFrame([row]), pd.DataFrame([BODY]), ON, lambda _: None)
    assert line.lines == ["1 in force, 1 breached", "stale: 31 August 2026"]
    (mark,) = [*line.dated, *line.undated]
    return mark


def test_an_order_says_whether_it_is_managed_and_was_breached() -> None:
    assert reviewed().kind == "square"
    loose = reviewed(is_managed_in_ocg_meeting=False, breaches=2)
    assert loose.kind == "square hollow breached"
    assert loose.said.endswith("not managed in the OCG meeting, breached 2 times")


def test_a_review_that_fell_due_since_a_silent_body_s_return_is_left_of_today() -> None:
    lapsed = reviewed(review_due_on=pd.Timestamp("2026-09-30"))
    assert (lapsed.kind, lapsed.days) == ("lapsed", -31)
    assert (
        reviewed(review_code="overdue", review_due_on=pd.Timestamp("2026-08-01")).kind == "overdue"
    )
    assert reviewed(review_due_on=pd.NaT).days is None


def test_a_body_that_did_not_report_says_so() -> None:
    none = pd.DataFrame([{**BODY, "is_reported": False, "ocg_count": None}])
    nothing = pd.DataFrame(columns=[*OCG])
    assert due_words.reviews(nothing, none, ON, lambda _: None)[0].nothing == "not reported"
    assert due_words.assessments(nothing, none, ON, lambda _: None)[0].nothing == "not reported"
