"""The SOCIT resourcing page in sentences and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.values import Bar, BarPicture, Part, Table
from dashboard.wording import (
    NOT_REPORTED,
    day,
    in_sentence,
    listed,
    n_of_d,
    plural,
    rounded,
    words,
)

NEW_POSTS = "New posts"
ESTIMATE = "Estimate, not a record"
NEVER_SAVED = ", and never saved."
ASSUMPTIONS = (
    "Live investigations stay with the body that has them today.",
    "The posts moved are ones that lead investigations.",
    "At best for the receiving body, all the posts are available at once. At worst, only the share "
    "of them that its own posts show as accredited and not abstracted today.",
    "At best for the giving body, it loses only the share that its own posts show as accredited "
    "and not abstracted today. At worst, all the posts it gives were available.",
    "A body is never left with less than none. Training, vetting and recruiting take no time here.",
)


def socit_headline(by_body: pd.DataFrame) -> list[str]:
    """Posts filled, abstraction and the spread of workload; from socit_by_body."""
    reported = by_body[by_body["in_post_fte"].notna()]
    if reported.empty:
        return ["No body chosen has reported SOCIT posts by this date."]
    filled, abstracted = reported[["filled_target_pct", "abstracted_target_pct"]].iloc[0]
    total = reported[["establishment_fte", "in_post_fte", "abstracted_fte"]].sum()
    sentences = [
        *_abstracted(reported, abstracted),
        f"{n_of_d(total['in_post_fte'], total['establishment_fte'], filled)} FTE posts are filled "
        f"over {plural(len(reported), 'body', 'bodies')}; "
        f"{n_of_d(total['abstracted_fte'], total['in_post_fte'], abstracted)} FTE of those in post "
        "are abstracted.",
    ]
    loads = reported["workload_cases_per_fte"].dropna()
    if not loads.empty:
        sentences.append(
            f"Live investigations per available FTE run from {rounded(loads.min(), 1)} to "
            f"{rounded(loads.max(), 1)}."
        )
    silent = by_body.loc[by_body["in_post_fte"].isna(), "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences


def _abstracted(reported: pd.DataFrame, target: Any) -> list[str]:
    """Which body has lost most of its team to other work, where that is more than the target."""
    staffed = reported[reported["in_post_fte"] > 0]
    if pd.isna(target) or staffed.empty:
        return []
    shares = 100 * staffed["abstracted_fte"] / staffed["in_post_fte"]
    if not shares.max() > target:
        return []
    worst = next(records(staffed.loc[[shares.idxmax()]]))
    lost = n_of_d(worst.abstracted_fte, worst.in_post_fte, target)
    return [
        f"{worst.body} has lost {lost} FTE of its team to other work (target at most {target:g}%)."
    ]


def post_bars(by_body: pd.DataFrame) -> BarPicture:
    """Posts in use, abstracted and vacant, and the investigations each body carries."""
    key = [("solid", "in post and here"), ("hatched", "abstracted"), ("dashed", "vacant"),
           ("accredited", "accredited"), ("block", "a live investigation")]  # fmt: skip
    return BarPicture(
        "SOCIT posts and live investigations by body",
        key,
        [_posts(row) for row in records(by_body)],
        ("posts, full-time equivalent", "live investigations, per available FTE"),
        counts=True,
    )


def _posts(row: Any) -> Bar:
    if pd.isna(row.in_post_fte):
        return Bar(row.body, nothing=NOT_REPORTED)
    abstracted = float(row.abstracted_fte)
    here, vacant = float(row.in_post_fte) - abstracted, max(float(row.vacancy_fte), 0)
    amounts = {"solid": (here, "in post and here"), "hatched": (abstracted, "abstracted"),
               "dashed": (vacant, "vacant")}  # fmt: skip
    parts = [
        Part(kind, amount, f"{row.body}: {words(amount)} FTE {said}")
        for kind, (amount, said) in amounts.items()
    ]
    value = f"{words(float(row.in_post_fte))} of {words(float(row.establishment_fte))} FTE"
    accredited = f"{row.body}: {words(float(row.accredited_fte))} FTE accredited"
    cases, load = row.live_investigations, row.workload_cases_per_fte
    live = 0 if pd.isna(cases) else int(cases)
    said = (
        "live investigations not reported" if pd.isna(cases) else plural(live, "live investigation")
    )
    return Bar(
        row.body,
        [f"stale: {day(row.as_at_on)}"] if row.is_stale else [],
        parts,
        value,
        marker=Part("accredited", float(row.accredited_fte), accredited),
        counts=[Part("block", live, f"{row.body}: {said}")],
        figure="?" if pd.isna(load) else rounded(load, 1),
    )


def what_if_sentences(estimate: pd.DataFrame) -> list[str]:
    """What each body would carry if posts moved, as a range; from socit_what_if."""
    return [_what_if(row) for row in records(estimate)]


def _what_if(row: Any) -> str:
    if not row.is_reported:
        return f"{row.body} has reported no SOCIT posts by this date, so nothing can be estimated."
    part = f"{row.body} {in_sentence(row.part)} {words(row.moved_fte)} FTE"
    stale = f" (stale, from {day(row.as_at_on)})" if row.is_stale else ""
    if row.is_more_than_held:
        part += f", more than the {words(row.leading_fte)} FTE it has available"
    if not row.live_investigations:
        return f"{part}: it has no live investigation to carry{stale}."
    now = (
        "nobody available"
        if pd.isna(row.workload_cases_per_fte)
        else f"{rounded(row.workload_cases_per_fte, 1)} for each available FTE"
    )
    carried = plural(int(row.live_investigations), "live investigation")
    return f"{part}: its {carried} would go from {now} to {_range(row)}{stale}."


def _range(row: Any) -> str:
    """The workload after in words, the lowest first."""
    if pd.isna(row.lowest_workload_cases_per_fte):
        return "nobody available"
    lowest = rounded(row.lowest_workload_cases_per_fte, 1)
    if pd.isna(row.highest_workload_cases_per_fte):
        return f"{lowest} at best and nobody available at worst"
    highest = rounded(row.highest_workload_cases_per_fte, 1)
    return f"about {lowest}" if lowest == highest else f"between {lowest} and {highest}"


def same_body(name: str) -> str:
    """What is said where posts are to move from a body to itself."""
    return f"Choose two different bodies: posts of {name} stay where they are."


def what_if_rows(estimate: pd.DataFrame) -> pd.DataFrame:
    """The same as rows, each saying that it is an estimate."""
    rows = list(records(estimate))
    return estimate.assign(
        fte_after=[
            f"{rounded(row.worst_fte, 1)} to {rounded(row.best_fte, 1)}"
            if row.is_reported
            else "not reported"
            for row in rows
        ],
        workload_after=[_range(row) if row.is_reported else "not reported" for row in rows],
        kind=ESTIMATE,
    )


_PEOPLE = {
    "accredited": ("accredited_fte", "in_post_fte"),
    "abstracted": ("abstracted_fte", "in_post_fte"),
}
BY_BODY = Table(
    "socit_by_body",
    {
        "body": "Body",
        "filled": "In post of establishment, FTE",
        "vacancy_fte": "Vacancy, FTE",
        "accredited": "Accredited of in post, FTE",
        "abstracted": "Abstracted of in post, FTE",
        "live_investigations": "Live investigations",
        "workload_cases_per_fte": "Live investigations per available FTE",
        "as_at_on": "As at",
        "is_stale": "Stale",
    },
    "SOCIT posts and workload by body",
    "socit-by-body",
    shares={
        "filled": ("in_post_fte", "establishment_fte", "filled_target_pct"),
        **{name: (*share, f"{name}_target_pct") for name, share in _PEOPLE.items()},
    },
)
BY_ROLE = Table(
    "socit_by_role",
    {
        "body": "Body",
        "team": "Team",
        "role": "Role",
        "establishment_fte": "Establishment, FTE",
        "in_post_fte": "In post, FTE",
        "vacancy_fte": "Vacancy, FTE",
        "accredited": "Accredited of in post, FTE",
        "abstracted": "Abstracted of in post, FTE",
        "live_investigations": "Live investigations",
        "workload_cases_per_fte": "Live investigations per available FTE",
        "note": "Note",
        "as_at_on": "As at",
        "is_stale": "Stale",
        "file_name": "Return",
        "row_number": "Row",
    },
    "SOCIT posts by team and role, from the sheet SOCIT posts",
    "socit-by-role",
    empty="No body chosen has reported SOCIT posts by this date.",
    missing="none",
    shares=_PEOPLE,
)


def what_if_table(fte: float, giver: str, receiver: str) -> Table:
    """What each body would carry if so many posts moved; every row says that it is an estimate."""
    return Table(
        "socit_what_if",
        {
            "body": "Body",
            "part": "Posts",
            "moved_fte": "FTE moved",
            "live_investigations": "Live investigations",
            "leading_fte": "Available FTE now",
            "fte_after": "Available FTE after, worst to best",
            "workload_cases_per_fte": "Live investigations per available FTE now",
            "workload_after": "After, lowest to highest",
            "accredited": "Accredited of in post, FTE",
            "abstracted": "Abstracted of in post, FTE",
            "as_at_on": "As at",
            "is_stale": "Stale",
            "file_name": "Return, sheet SOCIT posts",
            "kind": "What this is",
        },
        f"Estimate, not a record: {fte:g} FTE from {giver} to {receiver}",
        "estimate-socit-what-if",
        shares=_PEOPLE,
        shape=what_if_rows,
    )
