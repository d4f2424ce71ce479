"""The public record in words: inspections, responses due and given, statements, figures.

Every value comes from a query's frame, each row with its source. Where one finding stands is
findings'.
"""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.measures import measure_words
from dashboard.phrases.values import Quote, Table
from dashboard.wording import day, listed, plural, words

SOURCE = {"source": "Source"}
OPENS = {"source": "source_address"}
"""A source opens at its address, where one is held."""


def notes(inspections: pd.DataFrame) -> list[str]:
    """What of each inspection is not held, and was looked for; from inspection_by_body."""
    return list(dict.fromkeys(inspections["note"].dropna()))


INSPECTIONS = Table(
    "inspection_by_body",
    {
        "inspection": "Inspection",
        "published_on": "Published",
        "body": "Body",
        "fieldwork_period": "Fieldwork",
        "question": "Graded for",
        "grade": "Grade",
        "grade_source": "Source",
        "grade_place": "Place in it",
    },
    "Inspections, fieldwork and published grades",
    "inspections",
    is_public=True,
    empty="No inspection was published by this date.",
    missing="not held",
    links={"inspection": "inspection_address", "grade_source": "grade_address"},
)


def responses(on: str) -> Table:
    """Which responses under section 55 are held, up to a day."""
    return Table(
        "response_by_body",
        {
            "body": "Local policing body of",
            "inspection": "Report",
            "inspection_published_on": "Day 1",
            "due_on": "Last day",
            "state": "Response",
            "answers": "Findings it answers",
            "source": "Source",
        },
        f"Responses under section 55 of the Police Act 1996, as held up to {on}",
        "section-55-responses",
        is_public=True,
        empty=f"No local policing body owes a response to a report published by {on}.",
        missing="none held",
        shape=_responded,
        links=OPENS,
    )


SECTION_55 = (
    "Within the days given, counted from the day of publication as day 1, the local policing body "
    "publishes its comments on the report, the chief officer's comments if there are any, and its "
    "response to those. Where the report makes a recommendation, the comments explain what the "
    "local policing body has done or proposes to do, or why it does nothing. Copies go to the "
    "inspectors of constabulary and to the Secretary of State."
)


def _responded(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows of response_by_body with the state of each in words, and what it answers."""
    told = list(records(rows))
    return rows.assign(
        state=pd.Series([_response(row) for row in told], index=rows.index, dtype="object"),
        answers=pd.Series(
            [
                listed(list(row.finding_refs)) if isinstance(row.finding_refs, Iterable) else None
                for row in told
            ],
            index=rows.index,
            dtype="object",
        ),
    )


def _response(row: Any) -> str:
    """One response: on which day it came, or which day it is; what is not held is never late."""
    if pd.isna(row.published_on):
        if row.day_number <= row.days_given:
            return f"○ Not held on day {row.day_number} of {row.days_given}"
        return "? Not held"
    said = f"published {day(row.published_on)}, day {row.published_day_number} of {row.days_given}"
    over = row.published_day_number - row.days_given
    return f"▲ {said}: {plural(over, 'day')} late" if over > 0 else f"● {said}"


THEMES = Table(
    "theme_by_body",
    {
        "body": "Body",
        "kind": "Kind",
        "theme": "What the inspection found",
        "source_page": "Page of the report",
        **SOURCE,
    },
    "Published comments and positives of the inspection",
    "published-themes",
    is_public=True,
    empty="No comment or positive on this is in the public record held.",
    missing="not held",
    links=OPENS,
)


def statements(on: str) -> Table:
    """The published responses and statements held up to a day."""
    return Table(
        "finding_statement",
        {
            "body": "Body",
            "finding_ref": "Finding",
            "kind": "Kind",
            "published_on": "Published",
            "summary": "What it says",
            "note": "Note",
            **SOURCE,
        },
        "Published responses and statements",
        "published-statements",
        is_public=True,
        empty=f"No statement on this is in the public record held, up to {on}.",
        missing="–",
        links=OPENS,
    )


def as_quotes(statements: pd.DataFrame) -> list[Quote]:
    """Each statement as a quote with what it is about and its source; from finding_statement."""
    return [
        Quote(
            f"{row.body}, {words(row.finding_ref, 'the report')}: {row.kind}, "
            f"{day(row.published_on)}",
            row.summary,
            words(row.note),
            words(row.source),
            words(row.source_address) or None,
        )
        for row in records(statements)
    ]


EARLIER = Table(
    "earlier_finding_by_body",
    {
        "body": "Body",
        "inspection": "Earlier inspection",
        "published_on": "Published",
        "grade": "Grade then",
        "summary": "What it found",
        "finding_ref": "Stands beside",
        "note": "Note",
        **SOURCE,
    },
    "Have we been here before: published findings of earlier inspections on the same theme",
    "earlier-findings",
    is_public=True,
    empty="No finding of an earlier inspection on this is in the public record held.",
    missing="–",
    links=OPENS,
)


def _held_against(figures: pd.DataFrame) -> pd.DataFrame:
    """The published figures with what the body's latest return counts of the same, in words."""
    told = pd.Series(
        [_returned(row) for row in records(figures)], index=figures.index, dtype="object"
    )
    return figures.assign(returned=told)


def _returned(row: Any) -> str | None:
    """Each measure that a published figure can be held against; None where there is none."""
    if not isinstance(row.measures, Iterable):
        return None
    told = [
        f"{measure['measure']}: "
        + measure_words(
            measure["kind_code"], measure["numerator"], measure["denominator"], measure["threshold"]
        )
        for measure in row.measures
    ]
    on = "" if pd.isna(row.measured_on) else f", as at {day(row.measured_on)}"
    return f"{'; '.join(told)}{on}"


FIGURES = Table(
    "published_figure_by_body",
    {
        "label": "Figure",
        "body": "Body",
        "value": "Value",
        "unit": "Unit",
        "as_at_on": "As at",
        "returned": "What the latest return shows",
        "note": "Note",
        **SOURCE,
    },
    "Published figures",
    "published-figures",
    empty="No figure on this is in the public record held.",
    missing="–",
    shape=_held_against,
    links=OPENS,
)
