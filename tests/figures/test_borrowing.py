"""What a body may borrow of another: what led to its verification, where the data bears it out."""

from pathlib import Path

import pandas as pd
import pytest
from placed_rows import Filed, store_of
from questions import Question, Row, day, given

from dashboard.frames import records
from dashboard.phrases.consistency import fix_rows
from dashboard.store.versions import Store

AUGUST, SEPTEMBER, OCTOBER = day("2026-08-31"), day("2026-09-30"), day("2026-10-31")
AT = Question(OCTOBER)
UNASSESSED = {"ocg": [{"ocg_ref": "A", "is_under_investigation": True}]}


def fixed(folder: Path, latest: Row, data: dict[str, list[Row]] | None = None) -> Store:
    """Dorset worked on AFI 1 and was assured of it on 14 October; Wiltshire has it open."""
    own = {"finding_ref": "AFI 1", "declared_brag_code": "green"}
    done = {**own, "claimed_stage_code": "delivered", "progress": "Figures kept under review"}

    def claimed(claim: Row, more: dict[str, list[Row]] | None = None) -> dict[str, list[Row]]:
        return {"finding_update": [claim], **(more or {})}

    listed = {"finding_ref": "AFI 1", "owner_body_code": "dorset", "status_code": "closed"}
    filed = [
        Filed("dorset", AUGUST, claimed({**own, "next_milestone": "Clear what is out of date",
                                         "evidence": "Dip sample", "evidence_on": AUGUST})),
        Filed("dorset", SEPTEMBER, claimed({**done, "next_milestone": "Ask the region to verify",
                                            "evidence": "Scoring record"})),
        Filed("dorset", OCTOBER, claimed({**done, "evidence": "Later log", **latest}, data)),
        Filed("wiltshire", OCTOBER, claimed({**own, "claimed_stage_code": "in-progress"})),
        Filed("south-west", OCTOBER, {
            "verification": [{"finding_ref": "AFI 1", "body_code": "dorset",
                              "verified_on": day("2026-10-14")}],
            "action": [
                {**listed, "action_ref": "A-1", "due_on": SEPTEMBER, "closed_on": SEPTEMBER},
                {**listed, "action_ref": "A-2", "due_on": OCTOBER, "closed_on": day("2026-10-20")},
                {**listed, "action_ref": "A-3", "due_on": OCTOBER, "status_code": "open"},
            ],
        }),
    ]  # fmt: skip
    return store_of(folder, filed, {})


def test_what_is_offered_is_what_led_to_the_verification(tmp_path: Path) -> None:
    store = fixed(tmp_path, {})
    (row,) = records(fix_rows(pd.DataFrame(given(store, "borrow_fix", AT))))
    assert (row.finding_ref, row.body, row.open_at) == ("AFI 1", "Dorset", "Wiltshire")
    assert row.actions == "A-1: Share the trigger form checklist"
    assert row.milestones == "Clear what is out of date; Ask the region to verify"
    assert row.evidence == "Dip sample, 31 August 2026; Scoring record"


@pytest.mark.parametrize(
    ("latest", "data"),
    [({"declared_brag_code": "amber"}, None), ({}, UNASSESSED)],
    ids=["its body says otherwise", "its data says otherwise"],
)
def test_what_is_no_longer_borne_out_is_not_offered(
    tmp_path: Path, latest: Row, data: dict[str, list[Row]] | None
) -> None:
    assert given(fixed(tmp_path, latest, data), "borrow_fix", AT) == []
