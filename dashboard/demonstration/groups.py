"""A made-up body's organised crime groups and their 4P plans, each with its own history.

What the body's figures aim at is story.py's; a month's rows are the history as
it stood on that day.
"""

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from dashboard.demonstration.scene import Body, Scene, days, dice, latest
from dashboard.demonstration.story import RECORDS, PublicRecord, Story, prefix_of, story_of

ASSESSMENT_DAYS = 182
REVIEW_DAYS = 92
OCGS_PER_LRO = 4
_TURNOVER = 0.05
"""Of the active groups, how many come and go in a month."""
_TOP_SCORE = {"morile": 64}
"""Each method has its own scale; 100 for any other."""

Row = dict[str, object]


@dataclass(frozen=True)
class Assessment:
    """One formal threat assessment."""

    on: date
    method: str
    band: str
    score: float


@dataclass(frozen=True)
class Strand:
    """One strand of a group's plan: the days on which something became so."""

    code: str
    published_on: date | None
    planned_on: date | None
    live_on: date | None
    reviewed: tuple[date, ...]


@dataclass(frozen=True)
class Group:
    """One organised crime group, from its first day to its last."""

    ref: str
    identified_on: date
    archived_on: date | None
    crime_type: str
    area: str | None
    lro_ref: str | None
    investigated_from: date | None
    assessments: tuple[Assessment, ...]
    strands: tuple[Strand, ...]

    def is_active(self, as_at: date) -> bool:
        """Whether the body manages it on the day."""
        return self.identified_on <= as_at and not self.is_archived(as_at)

    def is_archived(self, as_at: date) -> bool:
        """Whether it is no longer managed on the day."""
        return self.archived_on is not None and self.archived_on <= as_at

    def is_investigated(self, as_at: date) -> bool:
        """Whether a live investigation runs into it on the day."""
        begun = self.investigated_from is not None and self.investigated_from <= as_at
        return begun and self.is_active(as_at)


def lro_count(story: Story) -> int:
    """How many lead responsible officers the body has."""
    return 2 + story.active_ocgs // OCGS_PER_LRO


def groups(scene: Scene, body: Body) -> list[Group]:
    """Every group the body manages at some time in the demonstration, in order of reference."""
    lives = sorted(_lives(scene, body), key=lambda life: life[0])
    order = dice(body.code, "order")
    # Spread over 0 to 1 rather than drawn: shares of a dozen groups stay near their aim.
    fortunes = [(place + 0.5) / len(lives) for place in range(len(lives))]
    assessed, planned = order.sample(fortunes, len(lives)), order.sample(fortunes, len(lives))
    return [
        _group(scene, body, f"{prefix_of(body)}-{number:04d}", life, luck)
        for number, (life, luck) in enumerate(
            zip(lives, zip(assessed, planned, strict=True), strict=True), start=1
        )
    ]


def held(made: list[Group], as_at: date, previous: date) -> list[Group]:
    """The groups of a return: the active, and those archived since the previous one."""
    return [
        group
        for group in made
        if group.identified_on <= as_at
        and (group.archived_on is None or group.archived_on > previous)
    ]


def ocg_rows(made: list[Group], as_at: date) -> Iterator[Row]:
    """The OCGs sheet."""
    for group in made:
        done = [item for item in group.assessments if item.on <= as_at]
        last = done[-1] if done else None
        yield {
            "ocg_ref": group.ref,
            "status_code": "archived" if group.is_archived(as_at) else "active",
            "identified_on": group.identified_on,
            "crime_type_code": group.crime_type,
            "area": group.area,
            "is_under_investigation": group.is_investigated(as_at),
            "threat_method_code": last and last.method,
            "threat_score": last and last.score,
            "threat_band_code": last and last.band,
            "assessed_on": last and last.on,
            "assessment_due_on": last and last.on + days(ASSESSMENT_DAYS),
            "lro_ref": group.lro_ref,
        }


def plan_rows(made: list[Group], as_at: date) -> Iterator[Row]:
    """The 4P plans sheet: every strand of every group, published or not."""
    for group in made:
        for strand in group.strands:
            published = latest((strand.published_on or date.max,), as_at)
            reviewed = latest(strand.reviewed, as_at)
            due_from = None if group.is_archived(as_at) else reviewed or published
            yield {
                "ocg_ref": group.ref,
                "strand_code": strand.code,
                "published_on": published,
                "activity_code": _activity(group, strand, as_at),
                "reviewed_on": reviewed,
                "review_due_on": due_from and due_from + days(REVIEW_DAYS),
                "owner_role": f"{strand.code.title()} lead" if published else None,
            }


def _activity(group: Group, strand: Strand, as_at: date) -> str:
    is_live = strand.live_on is not None and strand.live_on <= as_at
    if is_live and group.is_archived(as_at):
        return "ended"
    if is_live:
        return "live"
    is_planned = strand.planned_on is not None and strand.planned_on <= as_at
    return "planned" if is_planned and not group.is_archived(as_at) else "none"


def _lives(scene: Scene, body: Body) -> list[tuple[date, date | None]]:
    """When each group was identified and archived; the number active stays near its aim."""
    aim = story_of(body).active_ocgs
    start = dice(body.code, "first groups", scene.months[0])
    lives: list[tuple[date, date | None]] = [
        (scene.months[0] - days(start.triangular(20, 900, 200)), None) for _ in range(aim)
    ]
    for previous, end in pairwise(scene.months):
        luck = dice(body.code, "turnover", end)
        month_days = range(1, (end - previous).days + 1)
        active = [number for number, (_, archived) in enumerate(lives) if archived is None]
        oldest_first = sorted(active, key=lambda number: lives[number][0])
        going = _about(aim * _TURNOVER + (len(active) - aim) / 2, luck)
        for number in luck.sample(oldest_first[: aim // 2], min(going, aim // 2)):
            lives[number] = (lives[number][0], previous + days(luck.choice(month_days)))
        coming = _about(aim * _TURNOVER, luck)
        lives += [(previous + days(luck.choice(month_days)), None) for _ in range(coming)]
    return lives


def _about(amount: float, luck: random.Random) -> int:
    """A whole number, on average the amount."""
    return int(max(amount, 0.0) + luck.random())


def _group(
    scene: Scene,
    body: Body,
    ref: str,
    life: tuple[date, date | None],
    fortune: tuple[float, float],
) -> Group:
    story, luck = story_of(body), dice(body.code, "group", ref)
    identified_on, archived_on = life
    assessments = _assessments(scene, story, identified_on, fortune[0], luck)
    is_grave = bool(assessments) and assessments[-1].band in scene.high_harm
    planned_on = _planned_on(scene, body, identified_on, fortune[1], luck)
    is_investigated = luck.random() < 0.65
    # The strands of one plan fare alike; the gravest groups are seen to first.
    care = luck.random() * (0.92 if is_grave else 1.0)
    return Group(
        ref=ref,
        identified_on=identified_on,
        archived_on=archived_on,
        crime_type=luck.choices(scene.crime_types, range(2 * len(scene.crime_types), 0, -2))[0],
        area=luck.choice([area or body.short_name for area in story.profile_areas] or [None]),
        lro_ref=f"LRO-{luck.randint(1, lro_count(story)):02d}" if luck.random() < 0.92 else None,
        investigated_from=identified_on + days(luck.randint(0, 60)) if is_investigated else None,
        assessments=assessments,
        strands=tuple(
            _strand(scene, story, code, number, planned_on, care, luck)
            for number, code in enumerate(scene.strands)
        ),
    )


def _assessments(
    scene: Scene, story: Story, identified_on: date, fortune: float, luck: random.Random
) -> tuple[Assessment, ...]:
    first_on = scene.day_when(story.assessed, fortune)
    if first_on is None:
        return ()
    methods = _methods(scene, story)
    method = luck.choices(list(methods), list(methods.values()))[0]
    bands = scene.bands[method]
    # The gravest band is the rarest: the weights rise towards the least grave.
    place = luck.choices(range(len(bands)), range(1, len(bands) + 1))[0]
    on = max(first_on, identified_on + days(luck.randint(3, 30)))
    assessments = []
    while on < scene.today:
        assessments.append(_assessment(on, method, bands, place, luck))
        if luck.random() < story.late_assessments:
            on += days(luck.randint(ASSESSMENT_DAYS + 60, ASSESSMENT_DAYS + 240))
        else:
            on += days(luck.randint(ASSESSMENT_DAYS - 40, ASSESSMENT_DAYS))
        if luck.random() < 0.15:
            place = min(max(place + luck.choice((-1, 1)), 0), len(bands) - 1)
    return tuple(assessments)


def _assessment(
    on: date, method: str, bands: tuple[str, ...], place: int, luck: random.Random
) -> Assessment:
    step = _TOP_SCORE.get(method, 100) / len(bands)
    lowest = step * (len(bands) - 1 - place)
    return Assessment(
        on, method, bands[place], float(round(luck.uniform(lowest + 1, lowest + step)))
    )


def _methods(scene: Scene, story: Story) -> Mapping[str, float]:
    known = {code: share for code, share in story.methods.items() if code in scene.bands}
    return known or dict.fromkeys(scene.bands, 1.0)


def _planned_on(
    scene: Scene, body: Body, identified_on: date, fortune: float, luck: random.Random
) -> date | None:
    """The day the first strand of a group's plan was published."""
    reached = scene.day_when(story_of(body).planned, fortune)
    on = None if reached is None else max(reached, identified_on + days(luck.randint(10, 38)))
    record = RECORDS.get(body.code)
    return _as_recorded(record, identified_on, on, luck) if record else on


def _as_recorded(
    record: PublicRecord, identified_on: date, on: date | None, luck: random.Random
) -> date | None:
    """The publication moved to where the public record says that plans stood."""
    if identified_on < record.plans_published_since and luck.random() < 0.3:
        on = record.plans_published_since + days(luck.randint(0, 28))
    for day in record.every_ocg_planned_on:
        if identified_on <= day and (on is None or on > day):
            on = max(identified_on, day - days(luck.randint(0, 6)))
    return on


def _strand(
    scene: Scene,
    story: Story,
    code: str,
    number: int,
    planned_on: date | None,
    care: float,
    luck: random.Random,
) -> Strand:
    """A strand: the first is published and live with the plan, the others follow it."""
    is_first = number == 0
    published_on = planned_on
    if planned_on and not is_first:
        published_on = planned_on + days(luck.choice((0, 0, 0, 14, 35)))
        if luck.random() > 0.9:
            published_on = None
    fortune = 0.0 if is_first else min(max(care + luck.uniform(-0.2, 0.2), 0.0), 1.0)
    reached = scene.day_when(story.other_strands_live, fortune)
    live_on = planned = None
    if published_on:
        planned = published_on if luck.random() < 0.7 else None
        live_on = (
            None if reached is None else max(reached, published_on + days(luck.randint(0, 30)))
        )
    return Strand(code, published_on, planned, live_on, _reviews(scene, story, published_on, luck))


def _reviews(
    scene: Scene, story: Story, published_on: date | None, luck: random.Random
) -> tuple[date, ...]:
    reviews = []
    on = published_on or scene.today
    while on < scene.today:
        if luck.random() < story.late_reviews:
            on += days(luck.randint(REVIEW_DAYS + 30, REVIEW_DAYS + 100))
        else:
            on += days(luck.randint(REVIEW_DAYS - 20, REVIEW_DAYS))
        reviews.append(on)
    return tuple(reviews)
