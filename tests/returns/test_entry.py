"""Recording what the board agrees: entries, references, conflicts and corrections."""

import shutil
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from questions import ALL_BODIES, DORSET_ALONE, Question, given, serving
from questions import only as only_row

from dashboard.access.viewer import THIS_COMPUTER, NotAllowedError
from dashboard.region import laying
from dashboard.returns import verify
from dashboard.returns.arrivals.entry import Entry, next_reference, save
from dashboard.returns.read import read_received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks import filling
from dashboard.store.versions import Store

TODAY = datetime.now(UTC).date()
EVERYTHING = Question(TODAY + timedelta(days=1))
ACTION = {
    "raised_on": TODAY,
    "action": "Share the trigger form checklist",
    "owner_body_code": "dorset",
    "owner_role": "Head of Intelligence",
    "due_on": TODAY + timedelta(days=30),
    "status_code": "open",
}


@pytest.fixture
def store(tmp_path: Path, published_store: Store) -> Iterator[Store]:
    shutil.copytree(published_store.folder, tmp_path / "store")
    copied = Store(tmp_path / "store")
    with serving(copied):
        yield copied


def entry(**tables: list[dict[str, Any]]) -> Entry:
    return Entry(TODAY, "Board secretariat", "Chair of the board", "official", tables)


def actions(store: Store, **asked: Any) -> list[dict[str, Any]]:
    return given(store, "action_register", replace(EVERYTHING, **asked))


def test_an_action_recorded_is_on_the_register_and_traceable(store: Store) -> None:
    outcome = save(store, THIS_COMPUTER, entry(action=[ACTION]))
    assert outcome.return_id == 1, outcome.problems
    [action] = actions(store)
    assert action["action_ref"] == "A-001"
    assert action["due_on"] == ACTION["due_on"]
    assert not verify.faults(store, lambda *_: None)


def test_a_later_entry_moves_the_date_and_keeps_the_first_promise(store: Store) -> None:
    save(store, THIS_COMPUTER, entry(action=[ACTION]))
    later = {**ACTION, "action_ref": "A-001", "due_on": TODAY + timedelta(days=60)}
    refused = save(store, THIS_COMPUTER, entry(action=[later]))
    assert [problem.rule for problem in refused.problems] == ["redated_without_agreement"]
    agreed = save(store, THIS_COMPUTER, entry(action=[{**later, "redate_agreed_by_role": "Chair"}]))
    assert agreed.is_accepted
    [action] = actions(store)
    assert (action["first_due_on"], action["due_on"]) == (ACTION["due_on"], later["due_on"])
    assert action["redate_count"] == 1


def test_what_a_meeting_decides_is_recorded_at_once(store: Store) -> None:
    attended = [
        {"meeting_on": TODAY, "body_code": code, "is_present": code != "wiltshire"}
        for code in ALL_BODIES[:-1]
    ]
    meeting = {"meeting_on": TODAY, "chair_role": "Chair of the board"}
    assert save(
        store, THIS_COMPUTER, entry(board_meeting=[meeting], attendance=attended)
    ).is_accepted
    decided = {"meeting_on": TODAY, "decision": "Use one trigger form"}
    assert save(store, THIS_COMPUTER, entry(decision=[decided, decided])).is_accepted
    verified = {
        "finding_ref": "AFI 8", "body_code": "dorset", "verified_stage_code": "regionally-assured",
        "verified_on": TODAY, "verifier_body_code": "swrocu", "verifier_role": "Peer reviewer",
        "evidence_seen": "All 14 orders",
    }  # fmt: skip
    assert save(store, THIS_COMPUTER, entry(verification=[verified])).is_accepted
    present = given(store, "meeting_attendance", EVERYTHING)
    assert [row["body_code"] for row in present if not row["is_present"]] == ["wiltshire"]
    refs = [row["decision_ref"] for row in given(store, "decision_register", EVERYTHING)]
    assert sorted(refs) == ["D-001", "D-002"]
    dorset = only_row(store, "finding_by_body", EVERYTHING, finding_ref="AFI 8", body_code="dorset")
    assert dorset["brag_code"] == "blue"


def test_an_entry_with_a_mistake_keeps_nothing_and_says_where(store: Store) -> None:
    before = store.version()
    wrong = {**ACTION, "owner_body_code": "", "due_on": "soon", "status_code": "closed"}
    outcome = save(store, THIS_COMPUTER, entry(action=[wrong]))
    assert {problem.column for problem in outcome.problems} == {"Owner body", "Due", "Closed"}
    assert store.version() == before


def test_two_people_who_add_at_once_lose_nothing(store: Store) -> None:
    def add(number: int) -> bool:
        return save(
            store, THIS_COMPUTER, entry(action=[{**ACTION, "action": f"Action {number}"}])
        ).is_accepted

    with ThreadPoolExecutor(4) as people:
        assert all(people.map(add, range(12)))
    held = actions(store)
    assert sorted(row["action"] for row in held) == sorted(f"Action {n}" for n in range(12))
    assert len({row["action_ref"] for row in held}) == 12


def test_a_change_made_meanwhile_is_shown_and_not_overwritten(store: Store) -> None:
    first = save(store, THIS_COMPUTER, entry(action=[ACTION]))
    drawn = replace(entry(), seen_return_id=first.return_id)
    theirs = {**ACTION, "action_ref": "A-001", "status_code": "closed", "closed_on": TODAY}
    mine = {**ACTION, "action_ref": "A-001", "owner_role": "Detective Superintendent"}
    assert save(store, THIS_COMPUTER, replace(drawn, tables={"action": [theirs]})).is_accepted
    refused = save(store, THIS_COMPUTER, replace(drawn, tables={"action": [mine]}))
    [problem] = refused.problems
    assert problem.rule == "changed_meanwhile"
    assert problem.found.startswith("A-001: Share the trigger form checklist (Closed, due ")
    assert "recorded by Board secretariat on " in problem.found
    [action] = actions(store)
    assert action["status_code"] == "closed"
    again = replace(drawn, tables={"action": [mine]}, seen_return_id=None)
    assert save(store, THIS_COMPUTER, again).is_accepted
    assert actions(store)[0]["owner_role"] == "Detective Superintendent"


def test_an_entry_is_taken_back_by_a_later_one_and_both_stay_on_record(store: Store) -> None:
    mistaken = save(store, THIS_COMPUTER, entry(action=[ACTION]))
    between = datetime.now(UTC).replace(tzinfo=None)
    back = replace(entry(), corrects_return_id=mistaken.return_id, note="Recorded twice")
    assert save(store, THIS_COMPUTER, back).is_accepted
    assert not actions(store)
    assert [row["action_ref"] for row in actions(store, known_at=between)] == ["A-001"]
    taken_back, first = given(store, "entry_register", EVERYTHING)
    assert (taken_back["recorded"], taken_back["note"]) == ("Takes back entry 1", "Recorded twice")
    assert first["is_corrected"]
    save(store, THIS_COMPUTER, entry(action=[ACTION]))
    assert [row["action_ref"] for row in actions(store)] == ["A-002"], "a reference is used once"


def test_a_viewer_of_one_body_records_nothing(store: Store) -> None:
    for viewer in (DORSET_ALONE, replace(DORSET_ALONE, records=True)):
        with pytest.raises(NotAllowedError):
            save(store, viewer, entry(action=[ACTION]))


def test_an_entry_among_made_up_returns_is_made_up(
    demonstration_store: Store, tmp_path: Path
) -> None:
    shutil.copytree(demonstration_store.folder, tmp_path / "made-up")
    store = Store(tmp_path / "made-up")
    laying.lay(store)
    with serving(store):
        outcome = save(store, THIS_COMPUTER, entry(action=[ACTION]))
    assert outcome.is_accepted, outcome.problems
    assert outcome.file_name.startswith("demonstration-entry-")


@pytest.mark.parametrize(
    ("used", "expected"),
    [
        ([], "A-001"),
        (["A-007", "A-003"], "A-008"),
        (["A-99"], "A-100"),
        (["A-0009"], "A-0010"),
        (["B-50", "A-", "2026/14"], "A-001"),
    ],
)
def test_the_next_reference_follows_the_highest(used: list[str], expected: str) -> None:
    assert next_reference(used, "A-001") == expected


def test_the_next_workbook_holds_what_was_recorded_and_no_entry_takes_a_return_s_place(
    store: Store,
) -> None:
    for words in ("First", "Second", "Third"):
        save(store, THIS_COMPUTER, entry(action=[{**ACTION, "action": words}]))
    with store.read() as con:
        book = filling.write(con, "south-west", TODAY)
        candidate, problems = read_received("region.xlsx", book, read_vocabulary(con))
    assert candidate is not None
    assert not [problem for problem in problems if problem.row is None]
    held = candidate.tables["action"].to_pylist()
    assert [row["action"] for row in held] == ["First", "Second", "Third"]
    assert not given(store, "body_return", EVERYTHING)[0]["return_id"]


@pytest.mark.parametrize(
    ("number", "found"),
    [
        (99, "99, which is no entry"),
        (1, "entry 1, taken back by Board secretariat on "),
        (2, "entry 2, which itself takes one back"),
    ],
)
def test_only_an_entry_that_stands_is_taken_back(store: Store, number: int, found: str) -> None:
    save(store, THIS_COMPUTER, entry(action=[ACTION]))
    save(store, THIS_COMPUTER, replace(entry(), corrects_return_id=1))
    before = store.version()
    refused = save(store, THIS_COMPUTER, replace(entry(), corrects_return_id=number))
    assert [problem.rule for problem in refused.problems] == ["corrects_no_entry"]
    assert refused.problems[0].found.startswith(found)
    assert store.version() == before


def test_who_attended_in_what_role_is_not_covered_unseen(store: Store) -> None:
    meeting = {"meeting_on": TODAY, "chair_role": "Chair of the board"}
    there = {"meeting_on": TODAY, "body_code": "dorset", "is_present": True}
    first = save(store, THIS_COMPUTER, entry(board_meeting=[meeting], attendance=[there]))
    theirs = {**there, "attendee_role": "Director of Intelligence"}
    drawn = replace(entry(), seen_return_id=first.return_id)
    assert save(store, THIS_COMPUTER, replace(drawn, tables={"attendance": [theirs]})).is_accepted
    refused = save(store, THIS_COMPUTER, replace(drawn, tables={"attendance": [there]}))
    assert "present (Director of Intelligence)" in refused.problems[0].found


def test_what_was_taken_back_meanwhile_is_not_brought_back_unseen(store: Store) -> None:
    first = save(store, THIS_COMPUTER, entry(action=[ACTION]))
    drawn = replace(entry(), seen_return_id=first.return_id)
    save(store, THIS_COMPUTER, replace(entry(), corrects_return_id=first.return_id))
    mine = {**ACTION, "action_ref": "A-001", "owner_role": "Chief Inspector"}
    refused = save(store, THIS_COMPUTER, replace(drawn, tables={"action": [mine]}))
    assert refused.problems[0].found.startswith("A-001, entry 1, taken back, recorded by ")
    assert not actions(store)
