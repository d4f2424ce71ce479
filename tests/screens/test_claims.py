"""The pages that compare: claims with the data, and bodies with the region."""

import re
from pathlib import Path

import pandas as pd
import pytest
from answers.measures import measured
from opened_pages import Open, text
from oracle import Asked, Region
from placed_rows import Filed, store_of
from questions import ALL_BODIES, Question, day, given, only

from dashboard.phrases.changes import change_counts
from dashboard.store.versions import Store


def test_claims_better_than_shown_come_first_with_the_rule_in_words(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "claims", measures="true", claims="true"))
    assert re.search(r"\d+ of \d+ claims that can be checked are better than", said)
    assert "Red inside: " in said
    assert "Fewer than half of its measures meet their targets" in said
    assert "Not yet: held in" in said
    assert "none given" in said
    rows = said[said.index("Claimed against shown, claims better") :]
    assert rows.index("Better than shown") < rows.index("Agrees") < rows.index("Cannot be checked")


def test_what_a_verifier_closed_is_no_claim_of_the_body_s(opened: Open, tmp_path: Path) -> None:
    unreviewed = {
        "scpo_ref": "SCPO-1",
        "ends_on": day("2030-01-01"),
        "is_managed_in_ocg_meeting": False,
    }
    filed = [
        Filed(
            "dorset",
            day("2026-10-31"),
            {
                "finding_update": [
                    {
                        "finding_ref": "AFI 8",
                        "claimed_stage_code": "delivered",
                        "declared_brag_code": "green",
                    }
                ],
                "scpo": [unreviewed],
            },
        ),
        Filed(
            "south-west",
            day("2026-10-31"),
            {
                "verification": [
                    {
                        "finding_ref": "AFI 8",
                        "body_code": "dorset",
                        "verified_stage_code": "closed-by-hmicfrs",
                        "verified_on": day("2026-10-01"),
                    }
                ]
            },
        ),
    ]
    store = store_of(tmp_path, filed, {})
    row = only(
        store, "claim_and_evidence", Question(day("2026-10-31"), body_codes=("dorset",)),
        finding_ref="AFI 8",
    )  # fmt: skip
    assert (row["declared_brag"], row["computed_brag"]) == ("Green", "Red")
    assert row["agreement_code"] == "not-borne-out"
    said = text(opened(store, "claims", body=["Dorset"], claims="true"))
    assert "Delivered; closed by HMICFRS" in said
    assert ">● Green</span>" in said
    assert "✓ Blue" not in said
    assert "that can be checked" not in said
    assert "Verified complete, and not borne out by the latest return: AFI 8 at Dorset." in said


def test_a_claim_opens_to_its_measures_targets_and_forecasts(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "claims", measures="true"))
    assert "Measures that evidence each finding, those missed first" in said
    assert "at least 90%" in said
    assert "✗ Misses" in said
    assert re.search(r"\d+ \w+ 202\d to \d+ \w+ 20\d\d", said), "a forecast is a range"
    assert "no trend" in said


def test_nothing_is_claimed_without_a_return(
    opened: Open,
    published_store: Store,
) -> None:
    said = text(opened(published_store, "claims"))
    assert "No return reports on a finding by this date, so no claim can be checked." in said
    assert "Not known" in said


def test_consistency_marks_noise_small_numbers_and_what_cannot_be_compared(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "consistency"))
    assert "4P plan coverage at Devon and Cornwall" in said, "it counts drafts, and is not compared"
    assert 'class="hatched"' in said
    assert "Within noise" in said
    assert "Small numbers" in said
    assert "Borrow a fix" in said
    assert "What the verifier saw" in said


def test_one_measure_opens_to_every_body_s_numbers(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, "consistency", measure="4P plans of quality"))
    assert "Measures by body beside the region" in said
    assert "OCGs assessed in date" not in said


def test_one_body_is_still_beside_the_whole_region(
    opened: Open,
    demonstration_store: Store,
) -> None:
    everyone = text(opened(demonstration_store, "consistency"))
    alone = text(opened(demonstration_store, "consistency", body=["Dorset"]))
    region = r"OCGs assessed in date.*?<td>(.*?)</td>"
    found = [re.search(region, said, re.DOTALL) for said in (everyone, alone)]
    assert found[0] is not None
    assert found[1] is not None
    assert found[0][1] == found[1][1]


def test_consistency_without_returns_compares_nothing(
    opened: Open,
    published_store: Store,
) -> None:
    said = text(opened(published_store, "consistency"))
    assert "No body chosen has reported a measure by this date, so nothing is compared." in said


def test_the_board_warns_of_claims_and_counts_what_changed_by_body(
    opened: Open,
    demonstration_store: Store,
) -> None:
    said = text(opened(demonstration_store, as_at="20 October 2026 (board)", rows="true"))
    assert "better than what the data shows" in said
    assert "How many, by body" in said
    assert "Board action" in said
    assert "Board actions that changed since the earlier date" in said


def test_changes_are_counted_once_and_add_up(demonstration_store: Store) -> None:
    question = Question(day("2026-10-20"), day("2026-08-18"))
    movement = pd.DataFrame(given(demonstration_store, "movement_by_finding_body", question))
    actions = pd.DataFrame(given(demonstration_store, "action_change", question))
    names = [*dict.fromkeys([*movement["body"], *actions["body"]])]
    measures = pd.DataFrame(given(demonstration_store, "measure_change_by_body", question))
    table, counts = change_counts(movement, actions, measures, names)
    _, in_all, *of_bodies = table.columns
    assert len(counts) > 3
    assert [table.columns[name] for name in of_bodies] == names
    assert (counts[in_all] == counts[of_bodies].sum(axis=1)).all()


# Every measure has its definition, its query and its working out


def test_every_measure_is_defined_counted_and_worked_out_again(demonstration_store: Store) -> None:
    region = Region(demonstration_store)
    defined = [row["measure_code"] for row in given(
        demonstration_store, "measure_definition", Question(day("2026-10-31")))]  # fmt: skip
    counted = {row["measure_code"] for row in region.tables["return_measure"]}
    again = measured(Asked(region, day("2026-10-31"), ALL_BODIES), "dorset")
    assert len(defined) == len(set(defined)) > 10
    assert set(defined) == counted == set(again)


def test_every_measure_opens_a_page_that_is_there(demonstration_store: Store) -> None:
    app = (Path(__file__).parents[2] / "dashboard" / "app.py").read_text(encoding="utf-8")
    for row in given(demonstration_store, "measure_definition", Question(day("2026-10-31"))):
        assert f'("{row["page"]}",' in app, row["measure_code"]
        assert row["definition"].endswith("."), row["measure_code"]


@pytest.mark.parametrize("view", ["about"])
def test_about_the_figures_is_drawn_from_the_definitions(
    opened: Open,
    demonstration_store: Store,
    view: str,
) -> None:
    said = text(opened(demonstration_store, view))
    question = Question(day("2026-10-31"))
    for row in given(demonstration_store, "measure_definition", question):
        assert row["definition"] in said
        assert row["target"] in said
