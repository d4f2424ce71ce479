"""Each body's story in figures, and the public record that its demonstration agrees with.

Rows are made from these by the other demonstration modules; a body without a story here
gets the default one, so that another region still has a demonstration.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from dashboard.demonstration.scene import Body, Span


@dataclass(frozen=True)
class PublicRecord:
    """What is published of a body, which its demonstration must agree with on its dates."""

    socit_joined_on: date
    """The day from which the investigators below are in post."""
    investigators_before_fte: float
    investigators_fte: float
    detective_sergeants_fte: float
    plans_published_since: date
    """From this day on plans are published that were missing before."""
    every_ocg_planned_on: tuple[date, ...]
    """Days on which every OCG has a published plan."""
    trigger_forms_accepted_until: date
    scpos_in_ocg_meeting_on: date
    lros_trained_on: date
    profile_live_on: date
    """Static until then."""


@dataclass(frozen=True)
class Story:
    """How a body's figures move; shares run from 0 to 1."""

    prefix: str = ""
    """Of its OCG references; empty takes the body code's first three letters."""
    active_ocgs: int = 20
    methods: Mapping[str, float] = field(default_factory=dict)
    """Share of OCGs by threat method; empty splits them evenly over the region's methods."""
    assessed: Span = Span(0.75, 0.95)
    late_assessments: float = 0.15
    planned: Span = Span(0.7, 0.95)
    other_strands_live: Span = Span(0.45, 0.85)
    """Strands other than the first that have live activity."""
    late_reviews: float = 0.2
    forms_accepted_first: Span = Span(0.6, 0.85)
    lros_trained: Span = Span(0.6, 0.95)
    scpos: int = 6
    scpos_managed: Span = Span(0.5, 0.95)
    investigators_fte: float = 8.0
    """Establishment; the other roles follow from it."""
    vacant: Span = Span(0.25, 0.1)
    accredited: Span = Span(0.6, 0.85)
    abstracted: Span = Span(0.08, 0.05)
    teams: tuple[str, ...] = ("SOCIT",)
    over_establishment: str = ""
    """The role with one post above establishment, if any."""
    profile_areas: tuple[str, ...] = ("North", "South", "West")
    profiles_live: Span = Span(0.0, 0.7)
    days_to_return: tuple[int, int] = (4, 12)
    silent_months: int = 0
    """The latest months for which nothing was returned."""
    corrected_month: int | None = None
    """The month returned twice, the second time with a SOCIT figure put right."""
    not_reported: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    """Table -> its first and last month (0 the first of the demonstration) left out."""
    counts_differently: Mapping[str, str] = field(default_factory=dict)
    """Measure -> how the body counts it."""


STORIES: Mapping[str, Story] = {
    "avon-and-somerset": Story(
        prefix="AVS",
        active_ocgs=45,
        methods={"ocgm": 1.0},
        planned=Span(0.75, 0.97),
        scpos=14,
        investigators_fte=18.0,
        teams=("SOCIT North", "SOCIT South"),
        profile_areas=("North", "South", "East", "West"),
        profiles_live=Span(0.2, 1.0),
        corrected_month=10,
    ),
    "devon-and-cornwall": Story(
        prefix="DVC",
        active_ocgs=38,
        methods={"ocgm": 0.6, "morile": 0.4},
        planned=Span(0.62, 0.94),
        other_strands_live=Span(0.35, 0.75),
        scpos=11,
        investigators_fte=14.0,
        teams=("SOCIT East", "SOCIT West"),
        profile_areas=("North", "South", "East", "West"),
        counts_differently={
            "plan-coverage": "Counts a plan as there once written, before it is published"
        },
    ),
    "dorset": Story(
        prefix="DOR",
        active_ocgs=18,
        methods={"morile": 1.0},
        assessed=Span(0.92, 1.0),
        late_assessments=0.08,
        planned=Span(1.0, 1.0),
        other_strands_live=Span(0.6, 0.92),
        late_reviews=0.1,
        forms_accepted_first=Span(0.9, 0.95),
        lros_trained=Span(1.0, 1.0),
        scpos=7,
        scpos_managed=Span(1.0, 1.0),
        investigators_fte=6.0,
        profile_areas=("",),
        days_to_return=(4, 4),
    ),
    "gloucestershire": Story(
        prefix="GLO",
        active_ocgs=14,
        methods={"morile": 0.7, "ocgm": 0.3},
        assessed=Span(0.45, 0.72),
        late_assessments=0.3,
        planned=Span(0.55, 0.94),
        other_strands_live=Span(0.3, 0.6),
        late_reviews=0.35,
        forms_accepted_first=Span(0.4, 0.6),
        lros_trained=Span(0.4, 0.8),
        scpos=4,
        vacant=Span(0.4, 0.25),
        accredited=Span(0.4, 0.6),
        abstracted=Span(0.4, 0.3),
        profile_areas=("East", "West"),
        profiles_live=Span(0.0, 0.4),
        silent_months=2,
    ),
    "wiltshire": Story(
        prefix="WIL",
        active_ocgs=16,
        methods={"morile": 0.5, "ocgm": 0.5},
        assessed=Span(0.7, 0.85),
        late_assessments=0.95,
        planned=Span(0.65, 0.95),
        forms_accepted_first=Span(0.4, 0.3),
        scpos=5,
        investigators_fte=7.0,
        profile_areas=("North", "South"),
        not_reported={"scpo": (13, 17)},
    ),
    "swrocu": Story(
        prefix="ROCU",
        active_ocgs=30,
        methods={"ocgm": 1.0},
        assessed=Span(0.9, 1.0),
        late_assessments=0.05,
        planned=Span(0.8, 1.0),
        other_strands_live=Span(0.5, 0.88),
        scpos=12,
        investigators_fte=20.0,
        teams=("Regional SOCIT",),
        over_establishment="intelligence-officer",
        profile_areas=(),
        days_to_return=(4, 7),
    ),
}

RECORDS: Mapping[str, PublicRecord] = {
    # Dorset Police and Crime Commissioner, Response to HMICFRS South West ROCU report,
    # 4 August 2025; the two staff were added before the report of 12 June 2025.
    "dorset": PublicRecord(
        socit_joined_on=date(2025, 6, 2),
        investigators_before_fte=3.5,
        investigators_fte=5.5,
        detective_sergeants_fte=1.0,
        plans_published_since=date(2025, 6, 1),
        every_ocg_planned_on=(date(2025, 6, 30), date(2025, 7, 31)),
        trigger_forms_accepted_until=date(2025, 8, 4),
        scpos_in_ocg_meeting_on=date(2025, 6, 9),
        lros_trained_on=date(2025, 6, 20),
        profile_live_on=date(2026, 2, 16),
    ),
}


def story_of(body: Body) -> Story:
    """The body's story, or the default one."""
    return STORIES.get(body.code, Story())


def prefix_of(body: Body) -> str:
    """What the body's references begin with."""
    return story_of(body).prefix or body.code[:3].upper()
