"""What the SOCIT page says if posts moved: a range under printed assumptions, never a record."""

from datetime import date

import pytest
from opened_pages import NONSENSE, Open, text

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures.ask import ask
from dashboard.figures.filters import Filters
from dashboard.phrases import socit as socit_words
from dashboard.store.versions import Store

MOVED = {"what_if": "true", "move_from": "Devon and Cornwall", "move_to": "Dorset"}


def test_a_closed_part_estimates_nothing(opened: Open, demonstration_store: Store) -> None:
    assert "Estimate" not in text(opened(demonstration_store, "socit"))


def test_posts_moved_are_a_range_for_both_bodies_with_its_assumptions_and_link(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "socit", **MOVED, move_fte="2.5"))
    assert "Devon and Cornwall gives 2.5 FTE: its " in said
    assert "Dorset receives 2.5 FTE: its " in said
    assert said.count(" would go from ") == 2
    assert said.count(" for each available FTE to ") == 2
    assert "Estimate, not a record: 2.5 FTE from Devon and Cornwall to Dorset" in said
    assert "and never saved" in said
    for line in socit_words.ASSUMPTIONS:
        assert line in said
    assert "move_from=Devon+and+Cornwall&move_to=Dorset&move_fte=2.5" in said


def test_new_posts_come_from_no_body(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "socit", what_if="true", move_to="Wiltshire"))
    assert "Wiltshire receives 1 FTE: its " in said
    assert " gives 1 FTE" not in said


def test_more_than_a_body_has_is_said_and_never_below_none(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "socit", **MOVED, move_fte="90"))
    assert "Devon and Cornwall gives 90 FTE, more than the " in said
    assert "nobody available" in said
    assert not NONSENSE.search(said)


def test_a_body_does_not_give_to_itself(opened: Open, demonstration_store: Store) -> None:
    url = {**MOVED, "move_from": "Dorset"}
    said = text(opened(demonstration_store, "socit", **url))
    assert "Choose two different bodies" in said
    assert "Estimate, not a record:" not in said


@pytest.mark.parametrize("move_from", ["New posts", "Wiltshire"])
def test_a_body_that_reported_nothing_is_not_estimated(
    opened: Open, published_store: Store, move_from: str
) -> None:
    said = text(opened(published_store, "socit", what_if="true", move_from=move_from))
    assert "has reported no SOCIT posts by this date, so nothing can be estimated" in said
    assert not NONSENSE.search(said)
    assert "0 of" not in said
    assert "0.0 to" not in said


def test_one_body_chosen_is_the_only_one_to_receive(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "socit", body=["Dorset"], what_if="true"))
    assert "Dorset receives 1 FTE" in said
    assert "Devon" not in said.split("Estimate, not a record:")[1]


def test_a_viewer_of_one_body_estimates_for_it_alone(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "socit", frozenset({"dorset"}), **MOVED))
    assert "Dorset receives 1 FTE" in said
    assert "Devon" not in said


def test_new_posts_at_dorset_worked_by_hand(look_at: None) -> None:  # noqa: ARG001
    filters = Filters(date(2026, 10, 31))
    now = ask("socit_by_body", THIS_COMPUTER, filters).set_index("body_code").loc["dorset"]
    [row] = ask(
        "socit_what_if", THIS_COMPUTER, filters, from_body=None, to_body="dorset", moved_fte=2.0
    ).to_dict("records")
    assert row["workload_cases_per_fte"] == pytest.approx(now["workload_cases_per_fte"])
    fte = now["live_investigations"] / now["workload_cases_per_fte"]
    accredited = now["accredited_fte"] / now["in_post_fte"]
    here = 1 - now["abstracted_fte"] / now["in_post_fte"]
    assert row["lowest_workload_cases_per_fte"] == pytest.approx(
        now["live_investigations"] / (fte + 2)
    )
    assert row["highest_workload_cases_per_fte"] == pytest.approx(
        now["live_investigations"] / (fte + 2 * accredited * here)
    )
