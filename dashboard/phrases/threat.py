"""The Threat assessment page in sentences and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from typing import Any

import pandas as pd

from dashboard.frames import records, with_shares
from dashboard.phrases.values import Bar, BarPicture, Part, Table
from dashboard.wording import NOT_REPORTED, in_sentence, listed, n_of_d, plural, words


def threat_headline(by_body: pd.DataFrame, reasons: pd.DataFrame) -> list[str]:
    """The worst first: what is investigated unassessed; threat_by_body, trigger_form_reason."""
    groups = by_body[by_body["ocg_count"].notna()]
    forms = by_body[by_body["form_count"].notna()]
    if groups.empty and forms.empty:
        return ["No body chosen has reported its OCGs or trigger forms by this date."]
    sentences = []
    if not groups.empty:
        sentences += [_unassessed(groups), _in_date(groups)]
    if not forms.empty:
        sentences.append(_forms(forms, reasons))
    silent = by_body.loc[by_body["ocg_count"].isna(), "body"].tolist()
    if silent:
        sentences.append(f"OCGs not reported: {listed(silent)}.")
    silent = by_body.loc[by_body["form_count"].isna(), "body"].tolist()
    if silent:
        sentences.append(f"Trigger forms not reported: {listed(silent)}.")
    return sentences


def _unassessed(groups: pd.DataFrame) -> str:
    count, of = int(groups["unassessed_count"].sum()), int(groups["investigated_count"].sum())
    if not of:
        return "No active OCG is under investigation."
    if not count:
        return f"Each of {plural(of, 'OCG')} under investigation has been formally assessed."
    where = [
        f"{row.body} {int(row.unassessed_count)}"
        for row in records(groups[groups["unassessed_count"] > 0])
    ]
    return (
        f"{n_of_d(count, of)} OCGs under investigation {'has' if count == 1 else 'have'} never "
        f"been formally assessed: {listed(where)}."
    )


def _in_date(groups: pd.DataFrame) -> str:
    of, target = groups["ocg_count"].sum(), groups["in_date_target_pct"].iloc[0]
    if not of:
        return "No active OCG is held, so there is none to assess."
    return (
        f"{n_of_d(groups['in_date_count'].sum(), of, target)} active OCGs have an assessment in "
        f"date{_target(target)}; {int(groups['overdue_count'].sum())} "
        f"overdue and {int(groups['never_count'].sum())} never assessed{_lapsed(groups)}."
    )


def _lapsed(groups: pd.DataFrame) -> str:
    """Assessments whose day has passed since their body's return; nothing where none has."""
    count = int(groups["lapsed_count"].sum())
    return f"; {count} more fell due since the last return of their body" if count else ""


def _forms(forms: pd.DataFrame, reasons: pd.DataFrame) -> str:
    if not forms["form_count"].sum():
        return "No trigger form is in the returns."
    first, target = forms["first_decided_count"].sum(), forms["first_accepted_target_pct"].iloc[0]
    awaiting = int(forms["awaiting_count"].sum())
    said = (
        f"{n_of_d(forms['first_accepted_count'].sum(), first, target)} trigger forms were accepted "
        f"first time{_target(target)}"
        if first
        else "No first submission of a trigger form has been decided"
    )
    counts = reasons.groupby("reason", sort=False)["returned_count"].sum()
    if counts.sum():
        said += (
            f"; the commonest reason for return is “{in_sentence(counts.idxmax())}”, "
            f"{n_of_d(counts.max(), counts.sum())}"
        )
    return f"{said}. {awaiting or 'No form'} {'awaits' if awaiting <= 1 else 'await'} a decision."


def _target(value: Any) -> str:
    return "" if pd.isna(value) else f" (target {value:g}%)"


def form_bars(by_body: pd.DataFrame) -> BarPicture:
    """First submissions accepted and returned, by body; from threat_by_body."""
    bars = []
    for row in records(by_body):
        if pd.isna(row.form_count):
            bars.append(Bar(row.body, nothing=NOT_REPORTED))
        elif not row.first_decided_count:
            bars.append(Bar(row.body, nothing="no first submission decided"))
        else:
            accepted, of = int(row.first_accepted_count), int(row.first_decided_count)
            parts = [
                Part("solid", accepted, f"{row.body}: {accepted} accepted first time"),
                Part("hatched", of - accepted, f"{row.body}: {of - accepted} returned"),
            ]
            value = f"{n_of_d(accepted, of, row.first_accepted_target_pct)} accepted first time"
            bars.append(Bar(row.body, parts=parts, value=value))
    key = [("solid", "accepted first time"), ("hatched", "returned")]
    return BarPicture("First submissions of trigger forms, of the past 12 months", key, bars)


def state_bars(by_body: pd.DataFrame) -> BarPicture:
    """How many OCGs are in date, overdue and never assessed, by body; from threat_by_body."""
    states = {
        "solid": ("in_date_count", "in date"),
        "amber": ("overdue_count", "overdue"),
        "dashed": ("never_count", "never assessed"),
    }
    bars = [
        Bar(row.body, nothing=NOT_REPORTED)
        if pd.isna(row.ocg_count)
        else Bar(
            row.body,
            parts=[
                Part(kind, int(getattr(row, column)), f"{row.body}: {getattr(row, column)} {said}")
                for kind, (column, said) in states.items()
            ],
            value=f"{n_of_d(row.in_date_count, row.ocg_count, row.in_date_target_pct)} in date",
        )
        for row in records(by_body)
    ]
    key = [(kind, said) for kind, (_, said) in states.items()]
    return BarPicture("Active OCGs by the state of their threat assessment", key, bars)


def spread_in_words(by_body: pd.DataFrame) -> str:
    """The lowest and highest share assessed in date, and who is left out; from threat_by_body."""
    groups = by_body[by_body["ocg_count"].notna()]
    if groups.empty:
        return ""
    least = int(by_body["small_number"].iloc[0])
    is_small = groups["ocg_count"] < least
    is_other = ~is_small & groups["in_date_difference"].notna()
    compared = groups[~is_small & ~is_other]
    if len(compared) < 2:
        said = f"Fewer than two bodies can be compared on at least {least} OCGs."
    else:
        shares = compared["in_date_count"] / compared["ocg_count"]
        ranked = list(records(compared.loc[shares.sort_values(kind="stable").index]))
        said = f"Assessed in date runs from {_share(ranked[0])} to {_share(ranked[-1])}."
        if shares.min() == shares.max():
            said = f"Assessed in date is the same at {listed(compared['body'].tolist())}."
    if is_small.any():
        named = listed(groups.loc[is_small, "body"].tolist())
        said += f" Left out as too small to compare, under {least} OCGs: {named}."
    if is_other.any():
        named = listed(groups.loc[is_other, "body"].tolist())
        said += f" Left out because it is counted differently there: {named}."
    return said


def _share(row: Any) -> str:
    stale = " (stale)" if row.is_stale else ""
    return (
        f"{n_of_d(row.in_date_count, row.ocg_count, row.in_date_target_pct)} at {row.body}{stale}"
    )


def methods_in_words(frame: pd.DataFrame) -> str:
    """Which bodies' assessments are by which method, or by several; from threat_by_method."""
    used: dict[str, list[str]] = {}
    for row in records(frame[frame["assessed_count"] > 0]):
        used.setdefault(row.body, []).append(row.method)
    bodies: dict[str, list[str]] = {}
    for body, methods in used.items():
        bodies.setdefault(listed(methods), []).append(body)
    if not bodies:
        return ""
    said = "; ".join(f"{methods} at {listed(named)}" for methods, named in bodies.items())
    return f"Scored by {said}. The scores and bands of different methods cannot be compared."


def by_method(frame: pd.DataFrame) -> Table:
    """For each method, the share in date and a column a band; over threat_by_body's rows.

    From threat_by_method.
    """
    columns: dict[str, str] = {}
    parts: dict[str, pd.Series] = {}

    def add(label: str, values: pd.Series) -> None:
        # Methods and bands are the region's words: they head a column and never name one.
        name = f"part_{len(columns)}"
        columns[name], parts[name] = label, values

    for method, rows in frame.groupby("method", sort=False):
        own = rows.set_index("body_code")
        shares = with_shares(own, {"in_date": ("in_date_count", "assessed_count")})
        add(f"{method}: in date of assessed", shares["in_date"])
        is_known = own["assessed_count"].notna()
        for place, label in enumerate(own["band_labels"].iloc[0]):
            counts = [
                values[place] if known else None
                for values, known in zip(own["band_counts"], is_known, strict=True)
            ]
            add(label, pd.Series(counts, index=own.index, dtype="float"))
        if own["no_band_count"].sum():
            add(f"{method}: no band given", own["no_band_count"])
    return Table(
        "threat_by_method",
        {"body": "Body", **columns, "as_at_on": "As at", "is_stale": "Stale"},
        "OCGs formally assessed, by body and scoring method",
        "threat-by-method",
        shape=lambda by_body: by_body.set_index("body_code").assign(**parts),
    )


def _with_reasons(by_body: pd.DataFrame, reasons: pd.DataFrame) -> pd.DataFrame:
    """The frame with `returned`, how many of the decided and why, and `median_days` in words.

    From threat_by_body and trigger_form_reason.
    """
    told: dict[str, list[str]] = {}
    for row in records(reasons[reasons["returned_count"] > 0]):
        told.setdefault(row.body_code, []).append(
            f"{in_sentence(row.reason)} {int(row.returned_count)}"
        )
    returned, median_days = [], []
    for row in records(by_body):
        why = f": {', '.join(told[row.body_code])}" if row.body_code in told else ""
        returned.append(n_of_d(row.returned_count, row.decided_count) + why)
        missing = NOT_REPORTED if pd.isna(row.decided_count) else "none to count"
        median_days.append(words(row.median_days_to_decision, missing))
    return by_body.assign(returned=returned, median_days=median_days)


UNASSESSED = Table(
    "threat_by_ocg",
    {
        "ocg_ref": "OCG",
        "body": "Body",
        "days_since_identified": "Days since identified",
        "identified_on": "Identified",
        "crime_type": "Main crime type",
        "file_name": "Return",
        "row_number": "Row",
    },
    "OCGs under investigation with no formal threat assessment, the longest known first "
    "(sheet OCGs)",
    "threat-investigated-unassessed",
    empty="No OCG under investigation is without a formal threat assessment in the returns held.",
)
NO_OCG = "No OCG has been reported by the bodies chosen."
BY_BODY = Table(
    "threat_by_body",
    {
        "body": "Body",
        "unassessed": "Under investigation, never assessed",
        "in_date": "Assessed in date",
        "overdue": "Assessment overdue",
        "never": "Never assessed",
        "as_at_on": "As at",
        "is_stale": "Stale",
    },
    "Active OCGs by the state of their threat assessment",
    "threat-by-body",
    shares={
        "unassessed": ("unassessed_count", "investigated_count"),
        "in_date": ("in_date_count", "ocg_count", "in_date_target_pct"),
        "overdue": ("overdue_count", "ocg_count"),
        "never": ("never_count", "ocg_count"),
    },
)
OCGS = Table(
    "threat_by_ocg",
    {
        "ocg_ref": "OCG",
        "body": "Body",
        "assessment": "Assessment",
        "is_under_investigation": "Under investigation",
        "method": "Method",
        "threat_score": "Score",
        "threat_band": "Band",
        "assessed_on": "Assessed",
        "assessment_due_on": "Next due",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Every active OCG, those under investigation and never assessed first (sheet OCGs)",
    "threat-by-ocg",
    empty=NO_OCG,
    missing="none",
)
FORMS = Table(
    "trigger_form_register",
    {
        "form_ref": "Form",
        "body": "Body",
        "submission": "Submission",
        "submitted_on": "Submitted",
        "outcome": "Outcome",
        "decided_on": "Decided",
        "days_to_decision": "Days to decision",
        "is_in_time": "In time",
        "reason": "Reason returned",
        "ocg_ref": "OCG it led to",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Trigger forms, those awaiting a decision first (sheet Trigger forms)",
    "trigger-form-register",
    empty="No trigger form has been reported by the bodies chosen.",
    missing="none",
)


def forms_by_body(by_body: pd.DataFrame, reasons: pd.DataFrame) -> Table:
    """How trigger forms fare by body, and why they are returned; from trigger_form_reason."""
    limit = by_body["decision_within_days"].max()
    older = {"older_count": "Older, in no count"} if by_body["older_count"].fillna(0).any() else {}
    return Table(
        "threat_by_body",
        {
            "body": "Body",
            "form_count": "Forms submitted",
            "first": "Accepted first time",
            "returned": "Returned, of submissions decided, and why",
            "awaiting_count": "Awaiting",
            "median_days": "Median days to decision",
            "in_time": f"Decided within {words(limit)} days",
            **older,
            "as_at_on": "As at",
            "is_stale": "Stale",
        },
        "Trigger forms of the past 12 months by body",
        "trigger-forms-by-body",
        shares={
            "first": (
                "first_accepted_count",
                "first_decided_count",
                "first_accepted_target_pct",
            ),
            "in_time": ("in_time_count", "decided_count", "in_time_target_pct"),
        },
        shape=lambda frame: _with_reasons(frame, reasons),
    )
