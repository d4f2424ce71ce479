"""The SCPOs page and the Profiles and LROs page through Streamlit's own test runner."""

from datetime import date
from pathlib import Path

import pytest
from opened_pages import NONSENSE, Open, text
from placed_rows import Filed, store_of
from questions import Question, given, only

from dashboard.phrases.scpo import due_in_words
from dashboard.store.versions import Store

PAGES = ("scpo", "profiles")
OCTOBER = date(2026, 10, 31)


def test_scpos_say_what_is_late_what_is_managed_and_what_followed(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "scpo", breaches="true", reviews="true"))
    assert "Orders by what followed their latest breach" in said
    assert "SCPOs are in force" in said
    assert "overdue, the longest by" in said
    assert "Conditions checked within 92 days" in said
    assert "What followed the latest breach" in said
    assert "on 20 October 2026" in said
    assert "days overdue" in said
    assert "due in " in said
    assert "▲ Overdue" in said


def test_an_order_links_to_its_group_s_history(opened: Open, demonstration_store: Store) -> None:
    said = text(opened(demonstration_store, "scpo", body=["Devon and Cornwall"], reviews="true"))
    assert "ocg=DVC-" in said
    assert 'href="/plans?' in said


def test_profiles_say_what_is_current_and_who_leads(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "profiles", areas="true", posts="true"))
    assert "have a local profile that is live and current" in said
    assert "active OCGs have no LRO" in said
    assert "updated within the last 92 days" in said
    assert "The most active OCGs that one LRO leads is" in said
    assert "● Live, current" in said
    assert "Local profiles (sheet Local profiles)" in said
    assert "Active OCGs led" in said
    assert "The oldest was last updated" in said
    assert ">Yes, 16 March 2025<" in said


@pytest.mark.parametrize(
    ("page", "finding"), [("scpo", "Organised Crime Group (OCG) meeting"), ("profiles", "Cloud")]
)
def test_the_published_record_is_there_when_it_is_opened(
    opened: Open, demonstration_store: Store, page: str, finding: str
) -> None:
    assert finding not in text(opened(demonstration_store, page))
    said = text(opened(demonstration_store, page, published="true"))
    assert finding in said
    assert "5.5 investigators" not in said, "another finding's"


@pytest.mark.parametrize("page", PAGES)
def test_without_the_right_to_single_ocgs_there_are_counts_only(
    opened: Open, demonstration_store: Store, page: str
) -> None:
    said = text(opened(demonstration_store, page, None, False, missing="true"))
    assert "by body" in said
    assert "SCPO-0" not in said
    assert "DOR-00" not in said
    if page == "scpo":
        assert "Single orders are not shown to your role." in said


@pytest.mark.parametrize(
    ("page", "words"),
    [
        ("scpo", "No body chosen has reported its SCPOs by this date."),
        ("profiles", "No body chosen has reported its local profiles or LROs by this date."),
    ],
)
def test_what_nobody_reported_is_not_known(
    opened: Open, published_store: Store, page: str, words: str
) -> None:
    said = text(opened(published_store, page, missing="true"))
    assert words in said
    assert not NONSENSE.search(said)
    assert "0 of" not in said
    assert "0%" not in said


def test_a_body_that_left_the_sheets_out_is_named_and_not_counted(
    opened: Open, tmp_path: Path
) -> None:
    store = store_of(tmp_path, [Filed("dorset", OCTOBER, {}, "scpo;lro;local_profile")], {})
    said = text(opened(store, "scpo"))
    assert "No body chosen has reported its SCPOs by this date." in said
    both = [Filed("dorset", OCTOBER, {}, "scpo;lro"), Filed("wiltshire", OCTOBER)]
    store = store_of(tmp_path / "both", both, {})
    said = text(opened(store, "scpo"))
    assert "0 SCPOs are in force over 1 body that reported." in said
    assert "Dorset" in said.split("Not reported: ")[1].split("<")[0]
    assert "none to count" in said
    said = text(opened(store, "profiles", missing="true"))
    assert "Not reported, LROs: " in said
    assert "No area is listed" in said
    assert not NONSENSE.search(said)


def test_orders_that_ended_since_are_left_out_and_said_so(opened: Open, tmp_path: Path) -> None:
    orders = [
        {"scpo_ref": "S-1", "ends_on": date(2026, 10, 30), "is_managed_in_ocg_meeting": True},
        {"scpo_ref": "S-2", "ends_on": date(2028, 1, 1), "is_managed_in_ocg_meeting": False},
    ]
    store = store_of(tmp_path, [Filed("dorset", OCTOBER, {"scpo": orders})], {})
    said = text(opened(store, "scpo", as_at="Another date", on="2026-11-10"))
    assert "1 SCPO is in force: no review is overdue, and 1 order has no review date." in said
    assert "1 more order had ended by the date of its return, and is left out." in said
    assert "Orders not managed in the OCG meeting: Dorset 1 of 1." in said
    assert "S-2" in said
    assert "S-1<" not in said


def test_an_lro_that_is_not_listed_is_told_from_none(opened: Open, tmp_path: Path) -> None:
    groups = [{"ocg_ref": "D-1", "lro_ref": "LRO-9"}, {"ocg_ref": "D-2"}]
    rows = {"ocg": groups, "lro": [{"lro_ref": "LRO-1", "is_trained": True}]}
    store = store_of(tmp_path, [Filed("dorset", OCTOBER, rows)], {})
    said = text(opened(store, "profiles", missing="true"))
    assert "1 of 2 (50%) active OCGs have no LRO; 1 name" in said
    assert "▲ LRO not listed" in said
    assert "○ No LRO named" in said
    assert only(store, "lro_by_post", Question(OCTOBER), lro_ref="LRO-1")["led_count"] == 0


@pytest.mark.parametrize("page", PAGES)
def test_one_body_alone(opened: Open, demonstration_store: Store, page: str) -> None:
    said = text(opened(demonstration_store, page, body=["Gloucestershire"]))
    assert "for Gloucestershire only." in said
    assert ">Dorset<" not in said


def test_reviews_overdue_come_first_and_undated_ones_next(tmp_path: Path) -> None:
    due = {"S-1": date(2026, 12, 1), "S-2": None, "S-3": date(2026, 10, 1), "S-4": OCTOBER}
    orders = [
        {
            "scpo_ref": ref, "review_due_on": on, "ends_on": date(2028, 1, 1),
            "is_managed_in_ocg_meeting": True,
        }
        for ref, on in due.items()
    ]  # fmt: skip
    store = store_of(tmp_path, [Filed("dorset", OCTOBER, {"scpo": orders})], {})
    rows = given(store, "scpo_register", Question(OCTOBER))
    assert [row["scpo_ref"] for row in rows] == ["S-3", "S-2", "S-4", "S-1"]
    assert [row["review_code"] for row in rows] == ["overdue", "undated", "first", "first"]


def test_a_review_s_day_is_said_in_words() -> None:
    said = [due_in_words(days) for days in (-12, -1, 0, 20, None)]
    # Counted on to the page's date; what fell due after the return is not known to be overdue.
    assert due_in_words(20, 15, date(2026, 8, 31)) == "due in 5 days"
    assert due_in_words(-3, 15, date(2026, 8, 31)) == "18 days overdue"
    since = due_in_words(20, 61, date(2026, 8, 31))
    assert since == "fell due since the return of 31 August 2026"
    assert said == [
        "12 days overdue", "1 day overdue", "due on this date", "due in 20 days", "no review date",
    ]  # fmt: skip


COUNTED = {
    "scpo-reviewed": ("scpo_by_body", "reviewed_count", "order_count"),
    "scpo-in-meeting": ("scpo_by_body", "managed_count", "order_count"),
    "scpo-conditions-checked": ("scpo_by_body", "checked_count", "order_count"),
    "profile-live": ("profile_and_lro_by_body", "current_count", "area_count"),
    "partner-access": ("profile_and_lro_by_body", "access_count", "partner_count"),
    "lro-trained": ("profile_and_lro_by_body", "trained_count", "lro_count"),
}


@pytest.mark.parametrize("on", ["2025-12-15", "2026-10-31"])
def test_the_pages_agree_with_the_measures(demonstration_store: Store, on: str) -> None:
    question = Question(date.fromisoformat(on))
    measures = [
        row
        for row in given(demonstration_store, "measure_by_body", question)
        if row["page"] in PAGES
    ]
    assert {row["measure_code"] for row in measures} == set(COUNTED)
    for row in measures:
        query, count, of = COUNTED[row["measure_code"]]
        ours = only(demonstration_store, query, question, body_code=row["body_code"])
        assert (ours[count], ours[of]) == (row["numerator"], row["denominator"])
