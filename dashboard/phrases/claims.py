"""The Claimed and shown page in sentences and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.measures import measure_words, target_words
from dashboard.phrases.values import Table
from dashboard.wording import are, day, in_sentence, listed, n_of_d, plural, words


def claim_headline(claims: pd.DataFrame) -> list[str]:
    """How many claims are better than shown, and what is known of the rest."""
    if claims.empty:
        return [
            "No finding of these bodies had been published by this date, so nothing is claimed."
        ]
    if not claims["is_reported"].any():
        return ["No return reports on a finding by this date, so no claim can be checked."]
    checked, better = claims_checked(claims)
    sentences = []
    against = claims[claims["agreement_code"] == "contradicted"]
    if len(against):
        where = listed([f"{row.finding_ref} at {row.body}" for row in records(against)])
        sentences.append(
            f"Verified complete, and the body says otherwise since: {where}; one of the two must "
            "be put right."
        )
    if len(checked):
        sentences.append(
            f"{len(better)} of {plural(len(checked), 'claim')} that can be checked "
            f"{are(len(better))} better than what the data shows."
        )
    red = better[better["computed_brag_code"] == "red"]
    if len(red):
        found = listed([f"{row.finding_ref} at {row.body}" for row in records(red.head(4))])
        more = f" and {len(red) - 4} more" if len(red) > 4 else ""
        sentences.append(f"Red inside: {found}{more}.")
    lapsed = claims[claims["agreement_code"] == "not-borne-out"]
    if len(lapsed):
        found = listed([f"{row.finding_ref} at {row.body}" for row in records(lapsed.head(4))])
        more = f" and {len(lapsed) - 4} more" if len(lapsed) > 4 else ""
        sentences.append(
            f"Verified complete, and not borne out by the latest return: {found}{more}."
        )
    still_open = claims[claims["is_open"].fillna(False).astype(bool)]
    undated = int(still_open["expected_closing_on"].isna().sum())
    passed = int(still_open["is_past_closing"].fillna(False).sum())
    sustained = int(claims["is_sustained"].fillna(False).sum())
    done = (claims["is_delivered"] | claims["is_verified"]) & ~claims["is_contradicted"]
    complete = int(done.sum())
    sentences.append(
        f"Of {plural(len(still_open), 'open item')}, {undated} gave no closing date and {passed} "
        f"passed it. {n_of_d(sustained, complete)} claimed or verified complete "
        f"{'is' if sustained == 1 else 'are'} sustained."
    )
    unchecked = int(claims["agreement_code"].eq("unchecked").sum())
    if unchecked:
        sentences.append(
            f"{plural(unchecked, 'finding at a body', 'findings at bodies')} cannot be checked: no "
            "return, a stale one, or one that says nothing of it."
        )
    return sentences


def claims_checked(claims: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The bodies' own claims that can be checked, and those better than shown.

    From claim_and_evidence. What a verifier found complete is no claim of the body's.
    """
    checked = claims[(claims["agreement_code"] != "unchecked") & ~claims["is_verified"]]
    return checked, checked[checked["agreement_code"] == "better-than-shown"]


def claim_rows(claims: pd.DataFrame) -> pd.DataFrame:
    """claim_and_evidence's rows with their words for the table."""
    rows = list(records(claims))
    return claims.assign(
        declared=[f"{row.declared_symbol} {row.declared_brag}" for row in rows],
        shown=[_shown(row) for row in rows],
        claimed=[_claimed(row) for row in rows],
        why=[why_words(row) for row in rows],
        met=[_met(row) for row in rows],
        sustained=[sustained_words(row) for row in rows],
        closing=[closing_words(row) for row in rows],
        forecast=[forecast_words(row) for row in rows],
    )


def waiting_rows(claims: pd.DataFrame) -> pd.DataFrame:
    """Those of claim_and_evidence's rows that wait for a verifier, the longest first."""
    waits = claims[claims["is_waiting"].fillna(False).astype(bool)]
    return waits.sort_values("waiting_since_on", kind="stable")


def queue_rows(claims: pd.DataFrame) -> pd.DataFrame:
    """waiting_rows with their words for the table."""
    rows = list(records(claims))
    return claims.assign(
        since=[waiting(row) for row in rows],
        met=[_met(row) for row in rows],
        verifier=[verifier(row) for row in rows],
        milestone=[_milestone(row) for row in rows],
    )


def waiting(row: Any) -> str:
    """Since when a finding waits for a verifier, and how long; it has waiting_days."""
    days = int(row.waiting_days)
    # A month is 30 days and a half, near enough for a wait of more than two.
    long = plural(days, "day") if days <= 61 else plural(int(days / 30.4), "month")
    return f"{day(row.waiting_since_on)} ({long})"


def second_test(row: Any) -> str:
    """That a claim was disputed and is made anew, which nobody has tested; has its verified_on."""
    return f"Disputed {day(row.verified_on)}, claimed anew: waits for a second test"


def verifier(row: Any) -> str:
    """What a verifier says of a claim, or waits to test again; has is_claimed_anew."""
    return second_test(row) if row.is_claimed_anew else str(row.verified_stage)


def _milestone(row: Any) -> str:
    if pd.isna(row.next_milestone):
        return "none given"
    overdue = ", overdue" if row.is_milestone_overdue else ""
    due = "" if pd.isna(row.next_milestone_due_on) else f", due {day(row.next_milestone_due_on)}"
    return f"{row.next_milestone}{due}{overdue}"


def _shown(row: Any) -> str:
    """What is shown, and of green and blue whether it has held."""
    said = f"{row.computed_symbol} {row.computed_brag}"
    if row.computed_brag_code not in ("green", "blue"):
        return said
    if row.met_count < row.measure_count:
        return f"{said}, on trend"
    if row.held_returns >= row.sustained_returns:
        return f"{said}, sustained"
    return f"{said}, held in {row.held_returns} of {row.sustained_returns} returns"


def _met(row: Any) -> str:
    if not row.measure_count:
        return "no measure"
    return f"{row.met_count} of {row.measure_count}"


def _claimed(row: Any) -> str:
    return f"{words(row.claimed_stage, 'Not reported')}; {in_sentence(verifier(row))}"


def why_words(row: Any) -> str:
    """Why it shows so: the rules that hold, and the measures missed."""
    said = "; ".join(row.rules)
    if len(row.missed_measures):
        said += f". Misses: {', '.join(row.missed_measures)}"
    if len(row.late_measures):
        said += f". Late on its trend: {', '.join(row.late_measures)}"
    if len(row.unknown_measures):
        said += f". Not reported: {', '.join(row.unknown_measures)}"
    return said


def sustained_words(row: Any) -> str:
    """Whether what is complete has held."""
    if row.is_sustained:
        return f"✓ Sustained: held in {row.held_returns} returns"
    if not (row.is_delivered or row.is_verified):
        return "not complete"
    return f"Not yet: held in {row.held_returns} of {row.sustained_returns} returns"


def closing_words(row: Any) -> str:
    """The closing date promised; has is_past_closing."""
    if pd.isna(row.expected_closing_on):
        return "none given"
    passed = ", passed" if row.is_past_closing else ""
    return f"{day(row.expected_closing_on)}{passed}"


def forecast_words(row: Any) -> str:
    """When the claim's own trend meets its targets."""
    if row.measure_count and row.met_count == row.measure_count:
        return "meets its targets now"
    if not pd.isna(row.forecast_from_on):
        return between(row.forecast_from_on, row.forecast_to_on)
    return "no trend" if row.known_count else "not known"


def between(first: Any, last: Any) -> str:
    """Two dates as a range."""
    return f"{day(first)} to {day(last)}" if first != last else f"about {day(first)}"


def evidence_rows(evidence: pd.DataFrame) -> pd.DataFrame:
    """evidence_by_measure's rows with their words for the table."""
    rows = list(records(evidence))
    return evidence.assign(
        shown=[
            measure_words(row.kind_code, row.numerator, row.denominator, row.threshold)
            for row in rows
        ],
        target=[target_words(row.better, row.threshold, row.kind_code) for row in rows],
        met=[_is_met(row) for row in rows],
        held=[f"{row.held_returns} in a row" if row.held_returns else "none" for row in rows],
        forecast=[
            ("" if row.is_met is True or pd.isna(row.value) else "no trend")
            if pd.isna(row.forecast_from_on)
            else between(row.forecast_from_on, row.forecast_to_on)
            for row in rows
        ],
    )


def _is_met(row: Any) -> str:
    if pd.isna(row.is_met):
        return "? Not known" if pd.isna(row.numerator) else "– Nothing to count"
    return "✓ Meets" if row.is_met else "✗ Misses"


CLAIMS = Table(
    "claim_and_evidence",
    {
        "finding_ref": "Finding",
        "body": "Body",
        "claimed": "Claimed; verified",
        "declared": "Declared",
        "shown": "Shown",
        "agreement": "Claim",
        "closing": "Expected closing",
        "why": "Why it shows so",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Claimed against shown, claims better than shown first",
    "claimed-against-shown",
    empty="No finding at a body matches these filters.",
    brags={"declared": "declared_brag_code", "shown": "computed_brag_code"},
    shape=claim_rows,
)
QUEUE = Table(
    "claim_and_evidence",
    {
        "finding_ref": "Finding",
        "body": "Body",
        "since": "Waits since",
        "verifier": "Verifier",
        "evidence": "Evidence given",
        "met": "Targets met",
        "milestone": "Next milestone",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Delivered and waiting for a verifier, the longest first",
    "waiting-for-a-verifier",
    empty="Nothing that is claimed delivered waits for a verifier.",
    missing="none given",
    shape=queue_rows,
)
TARGETS = Table(
    "claim_and_evidence",
    {
        "finding_ref": "Finding",
        "body": "Body",
        "met": "Targets met",
        "closing": "Expected closing",
        "forecast": "Meets its targets on its own trend",
        "sustained": "Sustained",
    },
    "Targets met, trends and what is sustained, in the same order",
    "targets-and-trends",
    empty=CLAIMS.empty,
    shape=claim_rows,
)
EVIDENCE = Table(
    "evidence_by_measure",
    {
        "finding_ref": "Finding",
        "body": "Body",
        "measure": "Measure",
        "shown": "Value",
        "target": "Target",
        "met": "Meets it",
        "held": "Returns that met it",
        "forecast": "On its own trend",
        "as_at_on": "As at",
        "file_name": "Return",
    },
    "Measures that evidence each finding, those missed first",
    "measures-behind-findings",
    empty="No measure with a target evidences a finding at these bodies.",
    shape=evidence_rows,
)
