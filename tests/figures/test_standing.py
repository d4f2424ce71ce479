"""Which verifier's word stands, and what is said where words disagree: one case a test."""

from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pytest
from placed_rows import Filed, store_of
from questions import Question, Row, day, given, only

from dashboard.frames import records
from dashboard.paths import QUERIES, REFERENCE
from dashboard.phrases.board import board_headline, disputed_statuses
from dashboard.phrases.board_matrix import cell_lines, with_evidence
from dashboard.phrases.changes import movement_lists
from dashboard.phrases.claims import claim_headline, claim_rows
from dashboard.phrases.findings import position_facts
from dashboard.region.csv_tables import csv_records
from dashboard.store.versions import Store
from dashboard.wording import in_sentence, plural

SEPTEMBER, OCTOBER = day("2026-09-10"), day("2026-10-27")
# Of a day by whose end the return of the last of September had come in.
AT = Question(day("2026-10-31"), day("2026-10-01"), ("dorset",))
BEFORE = Question(day("2026-10-20"), day("2026-10-01"), ("dorset",))
CLAIM = {"claimed_stage_code": "delivered", "declared_brag_code": "green", "evidence": "A log"}


def said(on: date, stage: str, by: str | None = "swrocu") -> Row:
    return {"finding_ref": "AFI 8", "body_code": "dorset", "verified_on": on,
            "verified_stage_code": stage, "verifier_body_code": by}  # fmt: skip


def verified(folder: Path, *words: Row) -> Store:
    """Each word in a return of its own, loaded in this order; Dorset claims AFI 8 delivered."""
    claims = [{"finding_ref": ref, **CLAIM} for ref in ("AFI 1", "AFI 2", "AFI 7", "AFI 8")]
    filed = [Filed("dorset", day("2026-09-30"), {"finding_update": claims})]
    for number, word in enumerate(words, start=1):
        on = max(word["verified_on"], day(f"2026-09-{10 + number}"))
        filed.append(Filed("south-west", on, {"verification": [word]}, is_entry=True))
    return store_of(folder, filed, {})


def position(store: Store, question: Question = AT) -> Row:
    return only(store, "finding_by_body", question, finding_ref="AFI 8")


def lines(store: Store, question: Question = AT) -> list[str]:
    """What the Board's cell of AFI 8 at Dorset says."""
    return cell_lines(cell(store, question))


def cell(store: Store, question: Question = AT) -> Any:
    cells, claims = (
        pd.DataFrame(given(store, query, question))
        for query in ("finding_by_body", "claim_and_evidence")
    )
    rows = with_evidence(cells, claims)
    return next(records(rows[rows["finding_ref"].eq("AFI 8") & rows["body_code"].eq("dorset")]))


def changes(store: Store) -> list[str]:
    rows = given(store, "movement_by_finding_body", AT)
    return [row["change_code"] for row in rows if row["finding_ref"] == "AFI 8"]


INSPECTORATE = said(SEPTEMBER, "closed-by-hmicfrs", None)


@pytest.mark.parametrize(
    "later", [said(OCTOBER, "regionally-assured"), said(OCTOBER, "not-verified"),
              said(OCTOBER, "disputed", "wiltshire")],
    ids=lambda row: row["verified_stage_code"],
)  # fmt: skip
def test_a_weaker_later_word_does_not_undo_a_stronger(tmp_path: Path, later: Row) -> None:
    store = verified(tmp_path, INSPECTORATE, later)
    now = position(store)
    assert (now["verified_stage"], now["brag_code"]) == ("Closed by HMICFRS", "blue")
    assert now["verified_on"] == SEPTEMBER
    assert changes(store) == []
    is_doubt = later["verified_stage_code"] != "regionally-assured"
    assert any(" on 27 October 2026" in word for word in now["later_words"]) == is_doubt
    blue = only(store, "brag_by_month", AT, on_date=AT.as_at, brag_code="blue")
    assert blue["position_count"] == 1


def test_an_inspectorate_s_closure_needs_no_region_to_have_assured_it(tmp_path: Path) -> None:
    store = verified(tmp_path, said(SEPTEMBER, "regionally-assured"),
                     said(OCTOBER, "closed-by-hmicfrs", None))  # fmt: skip
    assert position(store)["verified_stage"] == "Closed by HMICFRS"
    assert changes(store) == ["verified"]


def test_what_is_withdrawn_by_who_gave_it_no_longer_stands(tmp_path: Path) -> None:
    store = verified(tmp_path, said(SEPTEMBER, "regionally-assured", "wiltshire"), INSPECTORATE,
                     said(OCTOBER, "withdrawn", None))  # fmt: skip
    assert position(store, BEFORE)["brag_code"] == "blue"
    now = position(store)
    assert (now["verified_stage"], now["is_verified"], now["brag_code"]) == (
        "Withdrawn", False, "green",
    )  # fmt: skip
    assert changes(store) == ["reopened"]


def test_nobody_withdraws_another_s_word(tmp_path: Path) -> None:
    store = verified(tmp_path, INSPECTORATE, said(OCTOBER, "withdrawn", "wiltshire"))
    assert position(store)["verified_stage"] == "Closed by HMICFRS"


def test_what_was_withdrawn_can_be_verified_again(tmp_path: Path) -> None:
    store = verified(tmp_path, INSPECTORATE, said(day("2026-10-01"), "withdrawn", None),
                     said(OCTOBER, "regionally-assured"))  # fmt: skip
    assert position(store)["verified_stage"] == "Regionally assured"


@pytest.mark.parametrize("first", ["regionally-assured", "disputed"])
def test_two_words_of_one_day_that_disagree_are_a_conflict_in_any_order(
    tmp_path: Path, first: str
) -> None:
    (second,) = {"regionally-assured", "disputed"} - {first}
    store = verified(tmp_path, said(OCTOBER, first), said(OCTOBER, second, "wiltshire"))
    now = position(store)
    assert (now["verified_stage"], now["brag_code"]) == ("Verifiers disagree", "green")
    by = {first: "SWROCU", second: "Wiltshire"}
    assert now["disagreeing"] == [
        f"Disputed by {by['disputed']}", f"Regionally assured by {by['regionally-assured']}",
    ]  # fmt: skip
    assert changes(store) == ["verifiers-disagree"]
    told = f"Verifiers disagree: {' and '.join(map(in_sentence, now['disagreeing']))}"
    assert told in lines(store)


def test_a_peer_s_word_of_the_same_day_is_no_conflict_with_the_inspectorate_s(
    tmp_path: Path,
) -> None:
    closed = said(OCTOBER, "closed-by-hmicfrs", None)
    store = verified(tmp_path, closed, said(OCTOBER, "disputed", "wiltshire"))
    assert position(store)["verified_stage"] == "Closed by HMICFRS"


def test_another_region_s_stages_work_by_their_ranks(tmp_path: Path) -> None:
    store = verified(tmp_path, {**INSPECTORATE, "verified_stage_code": "gone"},
                     said(OCTOBER, "tested"))  # fmt: skip
    with store.write("test", "Another region's stages") as con:
        for own, other in (("closed-by-hmicfrs", "gone"), ("regionally-assured", "tested"),
                           ("not-verified", "none-yet")):  # fmt: skip
            con.execute("update stage set stage_code = $1 where stage_code = $2", [other, own])
    assert position(store)["verified_stage"] == "Closed by HMICFRS"
    unspoken = only(store, "finding_by_body", AT, finding_ref="AFI 1")
    assert unspoken["verified_stage_code"] == "none-yet"


# ---- What the body itself says ----


def claimed(folder: Path, *claims: Row | None, words: tuple[Row, ...] = ()) -> Store:
    """Dorset's claims on AFI 8 month by month from August on; None leaves the finding out."""
    others = [{"finding_ref": ref, **CLAIM} for ref in ("AFI 1", "AFI 2", "AFI 7")]
    days = (day("2026-08-31"), day("2026-09-30"), day("2026-10-31"))
    filed = [
        Filed("dorset", on, {"finding_update": [
            *others, *([{"finding_ref": "AFI 8", **CLAIM, **claim}] if claim is not None else [])
        ]})
        for on, claim in zip(days, claims, strict=False)
    ]  # fmt: skip
    filed += [Filed("south-west", word["verified_on"], {"verification": [word]}) for word in words]
    return store_of(folder, filed, {})


def test_a_body_that_contradicts_its_verification_is_not_blue_and_leads(tmp_path: Path) -> None:
    amber = {"declared_brag_code": "amber"}
    store = claimed(tmp_path, {}, {}, amber, words=(INSPECTORATE,))
    assert position(store, BEFORE)["brag_code"] == "blue"
    now = position(store)
    assert (now["is_verified"], now["brag_code"]) == (True, "amber")
    first, *_ = lines(store)
    assert first == "Verified, declared amber since"
    assert changes(store) == ["contradicted"]
    shown = only(store, "claim_and_evidence", AT, finding_ref="AFI 8")
    assert (shown["agreement_code"], shown["is_sustained"]) == ("contradicted", False)
    assert given(store, "claim_and_evidence", AT)[0]["finding_ref"] == "AFI 8"
    cells, claims = (
        pd.DataFrame(given(store, query, AT)) for query in ("finding_by_body", "claim_and_evidence")
    )
    for said in (disputed_statuses(cells)[0], claim_headline(claims)[0]):
        assert said.startswith("Verified complete, and the body says otherwise since: AFI 8 at Dor")
    lists = movement_lists(pd.DataFrame(given(store, "movement_by_finding_body", AT)))
    assert next(iter(lists.values())) == [
        "AFI 8, Dorset: closed by HMICFRS, declared delivered, Amber",
    ]  # fmt: skip
    assert only(store, "headline_figures", AT)["verified_count"] == 0


def test_what_a_body_said_before_it_was_verified_contradicts_nothing(tmp_path: Path) -> None:
    store = claimed(tmp_path, {"declared_brag_code": "amber"}, words=(INSPECTORATE,))
    assert position(store)["brag_code"] == "blue"


@pytest.mark.parametrize(("is_sheet", "what"), [(False, "AFI 8"), (True, "any finding")])
def test_a_claim_no_longer_made_is_said_as_what_it_is(
    tmp_path: Path, is_sheet: bool, what: str
) -> None:
    store = claimed(tmp_path, {}, {"claimed_stage_code": "in-progress",
                                   "declared_brag_code": "red"}, None)  # fmt: skip
    if is_sheet:
        with store.write("test", "As if the sheet were not reported") as con:
            con.execute(
                "update return_received set sections_not_reported = 'finding_update' "
                "where as_at_on = date '2026-10-31'"
            )
    now = position(store)
    told = f"Returned 31 October 2026, and says nothing of {what}"
    assert now["brag_code"] == "grey"
    assert lines(store)[0] == told
    assert position_facts(now_as_row(now))["Reported as at"] == told
    assert "claim-dropped" in changes(store)
    lists = movement_lists(pd.DataFrame(given(store, "movement_by_finding_body", AT)))
    last = "without its finding updates" if is_sheet else "and says nothing of it"
    assert lists["No longer reported on"][-1] == (
        f"AFI 8, Dorset: was in progress, Red. Returned 31 October 2026, {last}"
    )
    (sentence,) = disputed_statuses(pd.DataFrame(given(store, "finding_by_body", AT)))
    assert sentence.startswith("Returned, and says nothing of it: AFI ")
    shown = only(store, "claim_and_evidence", AT, finding_ref="AFI 8")
    assert shown["rules"] == ["The latest return says nothing of it", *shown["rules"][1:]]


def test_a_return_of_before_the_inspection_leaves_nothing_out(tmp_path: Path) -> None:
    store = store_of(tmp_path, [Filed("dorset", day("2025-05-31"), {})], {})
    at = Question(day("2025-06-30"), None, ("dorset",))
    assert position(store, at)["left_out_code"] is None
    assert lines(store, at) == ["No return reports on it"]


@pytest.mark.parametrize(
    ("claim", "is_open"),
    [({"claimed_stage_code": "planned"}, True), ({"claimed_stage_code": "delivered"}, False),
     ({"claimed_stage_code": "no-further-action"}, False),
     ({"claimed_stage_code": "disputed"}, False)],
    ids=lambda given: str(given),
)  # fmt: skip
def test_open_is_one_thing_on_every_page(tmp_path: Path, claim: Row, is_open: bool) -> None:
    store = claimed(tmp_path, {}, {}, {**claim, "expected_closing_on": None})
    figures = only(store, "headline_figures", AT)
    assert (figures["open_reported_count"], figures["undated_count"]) == (is_open, is_open)
    claims = pd.DataFrame(given(store, "claim_and_evidence", AT))
    said = " ".join(claim_headline(claims))
    assert f"Of {plural(int(is_open), 'open item')}, {int(is_open)} gave no closing date" in said
    assert ("No closing date" in lines(store)) == is_open


DISPUTE = said(day("2026-09-10"), "disputed", "wiltshire")
AGAIN = "Disputed 10 September 2026, claimed anew: waits for a second test"


@pytest.mark.parametrize(
    ("claims", "is_anew"),
    [(({}, {"claimed_stage_code": "in-progress"}, {}), True),
     (({"claimed_stage_code": "in-progress"}, {}, {}), True), (({}, {}, {}), False),
     (({}, {}, {"claimed_stage_code": "in-progress"}), False)],
    ids=["taken-back-and-claimed", "first-claimed-after", "claimed-throughout", "taken-back"],
)  # fmt: skip
def test_disputed_and_claimed_anew_waits_for_a_second_test(
    tmp_path: Path, claims: tuple[Row, ...], is_anew: bool
) -> None:
    store = claimed(tmp_path, *claims, words=(DISPUTE,))
    now = position(store)
    assert (now["is_contested"], now["is_claimed_anew"]) == (True, is_anew)
    assert (AGAIN in lines(store)) == is_anew
    assert ("Verifier: disputed" in lines(store)) != is_anew
    shown = only(store, "claim_and_evidence", AT, finding_ref="AFI 8")
    (row,) = records(claim_rows(pd.DataFrame([shown])))
    assert ("waits for a second test" in row.claimed) == is_anew
    figures = next(records(pd.DataFrame(given(store, "headline_figures", AT))))
    told = board_headline(figures, pd.DataFrame(), pd.DataFrame(), AT.filters)[0]
    assert ("1 disputed before is claimed anew and waits for a second test" in told) == is_anew
    assert figures.contested_count == (shown["is_waiting"] and not is_anew)
    facts = position_facts(SimpleNamespace(**now))
    assert (facts["Verified"] == AGAIN) == is_anew


def now_as_row(now: Row) -> object:
    """A row of finding_by_body as a page reads it."""
    return SimpleNamespace(**now)


def test_no_code_of_a_stage_stands_in_a_query() -> None:
    """Another region's stages have codes of their own: queries go by kind, rank and giver."""
    kinds = {row["kind_code"] for row in csv_records(REFERENCE / "stage.csv")}
    others = {row["code"] for row in csv_records(REFERENCE / "choice.csv")}
    codes = {row["stage_code"] for row in csv_records(REFERENCE / "stage.csv")} - kinds - others
    assert len(codes) > 5
    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for folder in ("definitions", "figures", "checks", "returns")
        for path in (QUERIES / folder).glob("*.sql")
    }
    assert not [(name, code) for name, text in texts.items() for code in codes
                if f"'{code}'" in text]  # fmt: skip
