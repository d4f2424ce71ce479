"""The 4P plans page in sentences, tables and lists of what changed.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from dashboard.frames import records, spread
from dashboard.phrases.values import Table
from dashboard.wording import are, in_sentence, listed, n_of_d, plural, sign_and_words


def plan_headline(by_body: pd.DataFrame, missing: pd.DataFrame, first_strand: str) -> list[str]:
    """What plans have and what they lack; from plan_quality_by_body and strand_missing."""
    reported = by_body[by_body["is_reported"]]
    if reported.empty:
        return ["No body chosen has reported its OCGs and 4P plans by this date."]
    total = reported.sum(numeric_only=True)
    targets = reported.iloc[0]

    def share(name: str) -> str:
        return n_of_d(total[f"{name}_count"], total["ocg_count"], targets[f"{name}_target_pct"])

    pursue_only = int(total["pursue_only_count"])
    sentences = [
        f"{share('whole')} OCGs have every strand of a 4P plan published, and {share('covered')} "
        f"at least one{_most_missing(missing)}.",
        f"{share('quality')} have a plan of quality.",
        f"{plural(pursue_only, 'high-harm OCG')} of {int(total['high_harm_count'])} "
        f"{'has' if pursue_only == 1 else 'have'} {first_strand} live and nothing else.",
    ]
    if not total["ocg_count"]:
        sentences = ["No OCG is active at the bodies that reported."]
    silent = by_body.loc[~by_body["is_reported"], "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences


def _most_missing(missing: pd.DataFrame) -> str:
    """Which strand is missing most often; nothing where none is."""
    counts = missing.groupby("strand", sort=False)["missing_count"].sum()
    if counts.empty or not counts.max():
        return ""
    most = counts.index[counts == counts.max()].tolist()
    return f"; {listed(most)} {are(len(most))} missing most often, from {counts.max()}"


def columns_key(strands: Sequence[str]) -> list[tuple[str, str]]:
    """What the blocks of the columns stand for: state of a strand, none for words alone."""
    return [
        *_BLOCKS,
        (
            "",
            f"One column is one OCG, from the top {listed(strands)}; those of high harm at the "
            "left; a line beneath: no plan at all. Choose one for its history.",
        ),
    ]


_BLOCKS = (
    ("live", "live"),
    ("covered", "published, nothing live"),
    ("overdue", "review overdue"),
    ("not-covered", "not published"),
)
COUNTS_KEY = (*_BLOCKS, ("", "One block is one OCG."))


def body_lines(plans: pd.DataFrame) -> list[str]:
    """How many of a body's OCGs have a plan, and one of quality; its rows of plan_by_ocg."""
    count = len(plans)
    covered, quality = int(plans["is_covered"].sum()), int(plans["is_quality"].sum())
    return [f"{n_of_d(covered, count)} have a plan", f"{n_of_d(quality, count)} of quality"]


def column_words(row: Any, strands: Sequence[str]) -> str:
    """One OCG's plan in words; a row of plan_by_ocg."""
    told = [
        f"{strand} {in_sentence(sign_and_words(state)[1])}"
        for strand, state in zip(strands, row.strand_labels, strict=True)
    ]
    harm = ", high harm" if row.is_high_harm else ""
    return f"{ocg_name(row.body, row.ocg_ref)}{harm}: {', '.join(told)}"


def counted(strand: str, states: pd.DataFrame) -> str:
    """How many OCGs of a body stand where with one strand; rows of strand_state_by_body."""
    told = [
        f"{int(row.ocg_count)} {in_sentence(sign_and_words(row.state)[1])}"
        for row in records(states)
    ]
    return f"{strand}: {listed(told)}"


def active_ocgs(count: int) -> str:
    """How many OCGs a body has."""
    return plural(count, "active OCG")


def plan_changes(changes: pd.DataFrame) -> dict[str, list[str]]:
    """What changed of the OCGs, lines by kind of change; from plan_change_by_ocg."""
    by_change: dict[str, dict[str, list[str]]] = {}
    for row in records(changes):
        by_change.setdefault(row.change, {}).setdefault(row.body, []).append(row.ocg_ref)
    return {
        f"{change}: {sum(map(len, by_body.values()))}": [
            f"{body}: {', '.join(refs)}" for body, refs in by_body.items()
        ]
        for change, by_body in by_change.items()
    }


def plans_by_body(first_strand: str) -> Table:
    """Coverage and quality by body; `first_strand` is what a plan may have and nothing else."""
    return Table(
        "plan_quality_by_body",
        {
            "body": "Body",
            "whole": "OCGs with every strand",
            "covered": "OCGs with any strand",
            "quality": "Plans of quality",
            "pursue_only": f"High-harm OCGs with {first_strand} only",
            "overdue": "Plans with a review overdue",
            "trained": "OCGs with a trained LRO",
            "median_plan_age_days": "Median plan age in days",
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "4P plans by body",
        "plans-by-body",
        shares={
            "whole": ("whole_count", "ocg_count", "whole_target_pct"),
            "covered": ("covered_count", "ocg_count", "covered_target_pct"),
            "quality": ("quality_count", "ocg_count", "quality_target_pct"),
            "pursue_only": ("pursue_only_count", "high_harm_count"),
            "overdue": ("overdue_count", "ocg_count"),
            "trained": ("trained_lro_count", "ocg_count", "trained_lro_target_pct"),
        },
    )


def plans_by_ocg(strands: Sequence[str]) -> Table:
    """Every OCG strand by strand; `strands` are the labels in the region's order."""
    # A label is the region's, and may be any words: it heads a column and never names one.
    labels = [f"strand_{place}" for place in range(len(strands))]
    states = [f"{name}_state" for name in labels]

    def by_strand(plans: pd.DataFrame) -> pd.DataFrame:
        return spread(spread(plans, "strand_labels", labels), "strand_states", states)

    return Table(
        "plan_by_ocg",
        {
            "ocg_ref": "OCG",
            "body": "Body",
            "threat_band": "Threat band",
            "is_high_harm": "High harm",
            **dict(zip(labels, strands, strict=True)),
            "has_lro": "LRO assigned",
            "has_trained_lro": "LRO trained",
            "plan_age_days": "Plan age in days",
            "next_review_due_on": "Next review due",
            "file_name": "Return",
            "row_number": "Row",
        },
        "OCGs by strand, the most harmful first, from the sheet OCGs",
        "plans-by-ocg",
        empty="No OCG has been reported by the bodies chosen.",
        missing="none",
        shape=by_strand,
        states=dict(zip(labels, states, strict=True)),
    )


def ocg_name(body: str, ocg_ref: str) -> str:
    """An OCG by its reference and its body: bodies may number alike."""
    return f"{ocg_ref} at {body}"


def history_of(name: str) -> Table:
    """One OCG's plan, return by return; `name` as ocg_name gives it."""
    return Table(
        "plan_history_of_ocg",
        {
            "as_at_on": "As at",
            "status": "Status",
            "threat_band": "Threat band",
            "strand": "Strand",
            "activity": "Activity",
            "published_on": "Published",
            "reviewed_on": "Last reviewed",
            "review_due_on": "Review due",
            "owner_role": "Owner (role)",
            "file_name": "Return",
            "row_number": "Row",
        },
        f"History of {name}, newest first",
        f"history-{'-'.join(name.split())}",
        empty=f"No return holds {name}.",
        missing="none given",
    )
