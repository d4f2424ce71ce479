"""Bars of parts on one scale: how long, in which order, and never beyond their lane."""

import re

import pandas as pd
import pytest

from dashboard.drawing.bars import ROOM, ROOM_COUNTED, part_bars
from dashboard.phrases import profiles, scpo, socit, threat
from dashboard.phrases.values import Bar, BarPicture, Part

WIDTHS = re.compile(r'class="part (\w+)"[^>]*style="left:([0-9.]+)%;width:([0-9.]+)%"')


def picture(*bars: Bar, **more: object) -> str:
    return part_bars(BarPicture("Bars", [], bars, **more), is_made_up=True)  # type: ignore[arg-type]


def parts(*amounts: float) -> list[Part]:
    return [Part("solid", amount, f"{amount} <of it>") for amount in amounts]


def test_parts_follow_one_another_on_one_scale() -> None:
    drawn = picture(Bar("A", parts=parts(10, 10)), Bar("B", parts=parts(5)))
    first, second, third = [(float(x), float(w)) for _, x, w in WIDTHS.findall(drawn)]
    assert first[0] == 0
    assert second[0] == pytest.approx(first[1])
    assert first[1] + second[1] == pytest.approx(ROOM, abs=0.1)
    assert third[1] == pytest.approx(first[1] / 2, abs=0.1)


def test_a_bar_beyond_the_most_ends_there_and_its_value_says_how_long_it_is() -> None:
    drawn = picture(Bar("A", parts=parts(1005), value="1,005 days"), Bar("B", parts=parts(92)),
                    limit=(92, "limit"), most=368, counts=True)  # fmt: skip
    widths = [float(width) for _, _, width in WIDTHS.findall(drawn)]
    assert widths[0] == pytest.approx(ROOM_COUNTED, abs=0.1)
    assert widths[1] == pytest.approx(ROOM_COUNTED / 4, abs=0.1)
    assert ">1,005 days<" in drawn


@pytest.mark.parametrize("count", [1, 6, 54])
def test_nothing_stands_outside_its_lane(count: int) -> None:
    drawn = picture(*(Bar(f"Body {n}", parts=parts(n, 2 * n, 0)) for n in range(count)))
    assert all(float(x) + float(w) <= 100 for _, x, w in WIDTHS.findall(drawn))
    assert drawn.count('class="bar-line"') == count


def test_what_is_to_be_counted_is_there_as_often_as_it_is() -> None:
    drawn = picture(Bar("A", counts=[Part("block", 7, "7 cases")], figure="2.6"), counts=True)
    assert drawn.count('<i class="block">') == 7
    assert "<strong>2.6</strong>" in drawn


def test_names_are_escaped_nothing_is_said_and_made_up_data_is_marked() -> None:
    drawn = picture(Bar("<b>", nothing="not reported"), Bar("A", parts=parts(1)))
    assert "<b>" not in drawn
    assert "<of it>" not in drawn
    assert '<p class="quiet">not reported</p>' in drawn
    assert "Demonstration data" in drawn
    assert picture() == ""


# ---- What the bars of a page are ----


def test_a_trigger_form_not_decided_is_no_bar() -> None:
    rows = pd.DataFrame([
        {"body": "A", "form_count": None, "first_decided_count": None},
        {"body": "B", "form_count": 2, "first_decided_count": 0},
        {"body": "C", "form_count": 12, "first_decided_count": 12, "first_accepted_count": 3,
         "first_accepted_target_pct": 70.0},
    ])  # fmt: skip
    silent, none, some = threat.form_bars(rows).bars
    assert (silent.nothing, none.nothing) == ("not reported", "no first submission decided")
    assert [part.amount for part in some.parts] == [3, 9]
    assert some.value == "3 of 12 (25%) accepted first time"


def test_counts_of_states_stand_for_single_ocgs_and_orders() -> None:
    rows = pd.DataFrame([{"body": "A", "ocg_count": 9, "in_date_count": 4, "overdue_count": 3,
                          "never_count": 2, "in_date_target_pct": 90.0}])  # fmt: skip
    assert [part.amount for part in threat.state_bars(rows).bars[0].parts] == [4, 3, 2]
    orders = pd.DataFrame([{"body": "A", "is_reported": True, "order_count": 9,
                            "overdue_count": 2, "undated_count": 1, "lapsed_count": 1},
                           {"body": "B", "is_reported": False}])  # fmt: skip
    held, silent = scpo.review_bars(orders).bars
    assert [part.amount for part in held.parts] == [5, 1, 3]
    assert silent.nothing == "not reported"


def test_posts_are_those_here_abstracted_and_vacant() -> None:
    row = {"body": "A", "is_stale": False, "establishment_fte": 13.5, "in_post_fte": 9.0,
           "vacancy_fte": 4.5, "abstracted_fte": 3.0, "accredited_fte": 5.0,
           "live_investigations": 9, "workload_cases_per_fte": 2.25}  # fmt: skip
    (bar,) = socit.post_bars(pd.DataFrame([row])).bars
    assert [part.amount for part in bar.parts] == [6, 3, 4.5]
    assert (bar.value, bar.figure) == ("9 of 13.5 FTE", "2.3")
    assert bar.counts[0].amount == 9
    unknown = {**row, "live_investigations": None, "workload_cases_per_fte": None}
    (bar,) = socit.post_bars(pd.DataFrame([unknown])).bars
    assert (bar.figure, bar.counts[0].said) == ("?", "A: live investigations not reported")
    assert socit.post_bars(pd.DataFrame([{"body": "B", "in_post_fte": None}])).bars[0].nothing


def test_a_profile_is_as_long_as_it_is_old_and_says_who_is_shut_out() -> None:
    row = {"body": "A", "area": "North", "format_code": "static", "profile_state": "◑ Static copy",
           "age_days": 660, "partners": 8, "partners_with_access": 3}  # fmt: skip
    drawn = profiles.profile_bars(pd.DataFrame([row]), 92)
    (bar,) = drawn.bars
    assert (bar.name, bar.value) == ("North, A", "660 days, static copy")
    assert [(part.kind, part.amount) for part in bar.counts] == [("dot", 3), ("dot hollow", 5)]
    assert drawn.limit == (92, "limit, 92 days")


def test_each_lro_is_a_group_of_the_ocgs_led() -> None:
    rows = pd.DataFrame(
        [
            {"body": "A", "lro_ref": "L1", "is_trained": True, "led_count": 4},
            {"body": "A", "lro_ref": "L2", "is_trained": False, "led_count": None},
        ]
    )
    (bar,) = profiles.lro_bars(rows).bars
    assert bar.value == "1 of 2"
    assert [part.said for part in bar.counts] == ["L1: leads 4", "L2, not trained: leads not known"]
