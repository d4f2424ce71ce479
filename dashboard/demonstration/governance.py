"""How a made-up body governs its work: its instruments, its milestones, and Clear, Hold, Build.

What it claims of each finding is findings.py's, and its milestones follow from that.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dashboard.demonstration.findings import is_told_of, next_milestone, owner
from dashboard.demonstration.groups import Row
from dashboard.demonstration.scene import MONTHS, Body, Scene, days, dice, month_end
from dashboard.demonstration.story import story_of

_AHEAD = 8
"""Months after the last return within which a body knows its next milestone."""


class _Instrument(NamedTuple):
    """One document or meeting as a body has it, from a month on (0 the first)."""

    from_month: int = 0
    covers_soc: bool | None = True
    """None where the body does not say."""
    keeps_day: bool = True
    """Whether it comes round on the day it is due; else it is past that day at the end."""
    is_told: bool = True
    """Whether personnel were told what it is for."""


_EVERY_MONTHS = {
    "strategic-assessment": 12,
    "soc-action-plan": 3,
    "tasking-meeting": 1,
    "ocg-meeting": 1,
}
"""Instrument -> how often it comes round."""
_STORIES: Mapping[tuple[str, str], _Instrument] = {
    # As the inspection found, and the letter answered.
    ("dorset", "tasking-meeting"): _Instrument(),
    ("dorset", "ocg-meeting"): _Instrument(),
    ("devon-and-cornwall", "soc-action-plan"): _Instrument(keeps_day=False),
    ("devon-and-cornwall", "tasking-meeting"): _Instrument(is_told=False),
    ("gloucestershire", "strategic-assessment"): _Instrument(covers_soc=False),
    ("gloucestershire", "soc-action-plan"): _Instrument(from_month=MONTHS),
    ("gloucestershire", "ocg-meeting"): _Instrument(covers_soc=False),
    ("wiltshire", "tasking-meeting"): _Instrument(covers_soc=None, is_told=False),
    ("wiltshire", "ocg-meeting"): _Instrument(from_month=9),
    ("avon-and-somerset", "strategic-assessment"): _Instrument(from_month=2),
}
_UNSAID = {("wiltshire", "strategic-assessment")}
"""Instruments that a body's returns leave out."""


def governance_rows(scene: Scene, body: Body, as_at: date) -> Iterator[Row]:
    """The governance sheet: a row for each instrument the body speaks of."""
    month = scene.months.index(as_at)
    for code, every in _EVERY_MONTHS.items():
        if (body.code, code) in _UNSAID:
            continue
        told = _STORIES.get((body.code, code), _Instrument())
        if month < told.from_month:
            yield {"instrument_code": code, "is_in_place": False}
            continue
        # Each comes round on a day of its own, and one not kept up was last seen to a while ago.
        luck = dice(body.code, code)
        shift = luck.randrange(every) if told.from_month == 0 else -told.from_month
        turns = (month + shift) // every
        begun = turns * every - shift
        if not told.keeps_day:
            begun = min(begun, MONTHS - 3 - every)
        last_on = month_end(scene.months[0], begun) - days(luck.randint(1, 20))
        has_actions = code == "soc-action-plan"
        total = luck.randint(14, 24) + month // 3
        done = round(total * min(0.15 + 0.045 * month, 0.9))
        yield {
            "instrument_code": code,
            "is_in_place": True,
            "covers_soc": told.covers_soc,
            "last_on": last_on,
            "reviewed_on": last_on if every > 1 else None,
            "next_due_on": month_end(last_on, every),
            "actions_total": total if has_actions else None,
            "actions_done": done if has_actions else None,
            "communicated_on": last_on - days(30) if told.is_told and every == 1 else None,
        }


def milestone_rows(scene: Scene, body: Body, as_at: date) -> Iterator[Row]:
    """The milestones sheet: those reached, the next, and the one after where it is known."""
    month = scene.months.index(as_at)
    for number, (finding, published_on) in enumerate(scene.findings.get(body.code, {}).items()):
        if published_on <= as_at and is_told_of(body, finding, month):
            for row in _milestones(scene, body, finding, month):
                yield row | {"owner_role": owner(number)}


def _milestones(scene: Scene, body: Body, finding: str, month: int) -> Iterator[Row]:
    """Every milestone of a finding by the month, with when each was reached."""
    now = next_milestone(scene, body, finding, month)
    luck = dice(body.code, finding, "reached")
    reached: list[tuple[str, date, int]] = []
    for at in range(MONTHS + _AHEAD):
        told = next_milestone(scene, body, finding, at)
        if told and (not reached or reached[-1][:2] != told):
            reached.append((*told, at))
    for number, (words, due_on, begun) in enumerate(reached, start=1):
        after = reached[number][2] if number < len(reached) else MONTHS + _AHEAD
        ended = next(
            (at for at in range(begun, after) if not next_milestone(scene, body, finding, at)),
            after,
        )
        row = {"finding_ref": finding, "milestone_ref": f"M{number}", "milestone": words}
        done_on = month_end(scene.months[0], ended) - days(luck.randint(2, 24))
        if ended <= month:
            yield row | {"due_on": due_on, "done_on": done_on}
        elif begun <= month:
            yield row | {"due_on": due_on, "done_on": None}
        elif now:
            # The one after the next: promised for a month before it is then due.
            yield row | {"due_on": max(month_end(due_on, -1), now[1]), "done_on": None}
            return
        else:
            return


class _Place(NamedTuple):
    """What happens in one area: phase -> the month from which it holds."""

    phases: Mapping[str, int]
    partners: int
    practice: str = ""


_PLACES: Mapping[str, tuple[_Place, ...]] = {
    "avon-and-somerset": (
        _Place({"clear": 6, "hold": 12}, 7),
        _Place({"clear": 0, "hold": 3, "build": 8, "ended": 15}, 9),
    ),
    "devon-and-cornwall": (_Place({"clear": 13}, 4),),
    "dorset": (
        _Place(
            {"clear": 0, "hold": 4, "build": 13},
            11,
            "A housing officer and a school nurse sit in the weekly meeting; residents hear back "
            "within ten days",
        ),
    ),
}
_AREAS_UNSAID_FROM = {"gloucestershire": 12}
"""The month from which on a body says nothing of its areas."""


def area_rows(scene: Scene, body: Body, as_at: date) -> Iterator[Row]:
    """The Clear, Hold, Build sheet: a row for each area, used there or not."""
    month = scene.months.index(as_at)
    if month >= _AREAS_UNSAID_FROM.get(body.code, MONTHS):
        return
    places = _PLACES.get(body.code, ())
    for number, area in enumerate(story_of(body).profile_areas or ("",)):
        place = places[number] if number < len(places) else _Place({}, 0)
        begun = {phase: at for phase, at in place.phases.items() if at <= month}
        if not begun:
            yield {"area": area or body.short_name, "phase_code": "not-used"}
            continue
        phase = max(begun, key=lambda code: begun[code])
        since_on = month_end(scene.months[0], begun[phase]) - days(12)
        # Reviewed every quarter; at one place it is past its day.
        is_late = body.code == "devon-and-cornwall"
        ahead = 2 if is_late else 3 * ((month - begun[phase]) // 3 + 1)
        is_over = phase == "ended"
        yield {
            "area": area or body.short_name,
            "phase_code": phase,
            "since_on": since_on,
            "partners": place.partners,
            "next_review_on": None if is_over else month_end(since_on, ahead),
            "practice": (place.practice or None) if month > 10 else None,
        }
