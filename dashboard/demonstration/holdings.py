"""A made-up body's teams, orders, profiles and lead officers, month by month.

The groups these belong to are groups.py'; what figures aim at is
story.py's.
"""

import random
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.demonstration.groups import REVIEW_DAYS, Group, Row, lro_count
from dashboard.demonstration.scene import Body, Scene, Span, days, dice, latest
from dashboard.demonstration.story import RECORDS, prefix_of, story_of

_ROLES = {
    "investigator": 1.0,
    "detective-sergeant": 1 / 6,
    "analyst": 1 / 6,
    "financial-investigator": 1 / 8,
    "intelligence-officer": 1 / 5,
}
"""The posts of each role, of those of investigators."""
_OUTCOMES = ("convicted", "charged", "no-further-action")
_LRO_ROLES = (
    "Chief Inspector, Neighbourhoods",
    "Detective Inspector, Investigations",
    "Inspector, Local Policing",
    "Detective Chief Inspector, Intelligence",
)


def socit_rows(scene: Scene, body: Body, held: Iterable[Group], as_at: date) -> Iterator[Row]:
    """The SOCIT posts sheet: each role's posts, split evenly over the body's teams."""
    story = story_of(body)
    live = sum(group.is_investigated(as_at) for group in held)
    for place, team in enumerate(story.teams):
        for role, ratio in _ROLES.items():
            establishment = _halves(story.investigators_fte * ratio / len(story.teams)) or 0.5
            note = None
            if role == story.over_establishment:
                in_post = establishment + 1
                note = (
                    "One post over establishment by agreement, until a vacancy elsewhere is filled"
                )
            else:
                in_post = _in_post(scene, body, team, role, establishment, as_at)
            leads = role == "investigator"
            yield {
                "team": team,
                "role_code": role,
                "establishment_fte": establishment,
                "in_post_fte": in_post,
                "accredited_fte": _halves(in_post * scene.share_on(story.accredited, as_at)),
                "abstracted_fte": _halves(in_post * scene.share_on(story.abstracted, as_at)),
                "live_investigations": len(range(place, live, len(story.teams))) if leads else 0,
                "note": note,
            }


def _halves(fte: float) -> float:
    return round(fte * 2) / 2


def _in_post(
    scene: Scene, body: Body, team: str, role: str, establishment: float, as_at: date
) -> float:
    record = RECORDS.get(body.code)
    if record and role == "investigator":
        joined = as_at >= record.socit_joined_on
        return record.investigators_fte if joined else record.investigators_before_fte
    if record and role == "detective-sergeant":
        return record.detective_sergeants_fte
    # Posts are filled and fall vacant by the quarter, not by the month.
    luck = dice(body.code, "posts", team, role, as_at.year, (as_at.month - 1) // 3)
    vacant = scene.share_on(story_of(body).vacant, as_at) + luck.uniform(-0.08, 0.08)
    return _halves(establishment * min(max(1 - vacant, 0.0), 1.0))


@dataclass(frozen=True)
class Order:
    """One serious crime prevention order and what happens to it."""

    ref: str
    group: Group | None
    in_force_on: date
    ends_on: date
    conditions: int
    checked: tuple[date, ...]
    reviewed: tuple[date, ...]
    managed_from: date
    breached_on: date
    breach_outcome: str


def orders(scene: Scene, body: Body, made: list[Group]) -> list[Order]:
    """Every order the body manages at some time in the demonstration."""
    story = story_of(body)
    luck = dice(body.code, "orders")
    fortunes = luck.sample(range(story.scpos), story.scpos)
    record = RECORDS.get(body.code)
    found = []
    for number, fortune in enumerate(fortunes, start=1):
        # The last few take effect during the demonstration.
        begun = scene.months[0] - days(luck.randint(-150 if number % 4 == 0 else 30, 1_200))
        managed = scene.day_when(story.scpos_managed, (fortune + 0.5) / story.scpos) or date.max
        found.append(
            Order(
                ref=f"{prefix_of(body)}-SCPO-{number:03d}",
                group=luck.choice(made) if luck.random() < 0.8 else None,
                in_force_on=begun,
                ends_on=begun + days((1_096 if number % 5 == 0 else 1_826) - 1),
                conditions=luck.randint(4, 14),
                checked=_every(scene, begun, (25, 70), luck),
                reviewed=_every(scene, begun, (70, REVIEW_DAYS + 25), luck),
                managed_from=record.scpos_in_ocg_meeting_on if record else managed,
                breached_on=_breached_on(scene, begun, luck),
                breach_outcome=luck.choice(_OUTCOMES),
            )
        )
    return found


def _every(
    scene: Scene, begun: date, gap: tuple[int, int], luck: random.Random
) -> tuple[date, ...]:
    found = []
    on = begun
    while on < scene.today:
        on += days(luck.randint(*gap))
        found.append(on)
    return tuple(found)


def _breached_on(scene: Scene, begun: date, luck: random.Random) -> date:
    """The day of an order's one breach; most have none before the demonstration ends."""
    if luck.random() > 0.25:
        return date.max
    return max(begun, scene.months[0]) + days(luck.randint(30, 420))


def scpo_rows(held: list[Group], made: list[Order], as_at: date) -> Iterator[Row]:
    """The SCPOs sheet: the orders in force on the day."""
    refs = {group.ref for group in held}
    for order in made:
        if not order.in_force_on <= as_at <= order.ends_on:
            continue
        reviewed = latest(order.reviewed, as_at)
        is_breached = order.breached_on <= as_at
        is_decided = is_breached and order.breached_on + days(75) <= as_at
        yield {
            "scpo_ref": order.ref,
            "ocg_ref": order.group.ref if order.group and order.group.ref in refs else None,
            "in_force_on": order.in_force_on,
            "ends_on": order.ends_on,
            "conditions": order.conditions,
            "conditions_checked_on": latest(order.checked, as_at),
            "is_managed_in_ocg_meeting": order.managed_from <= as_at,
            "reviewed_on": reviewed,
            "review_due_on": (reviewed or order.in_force_on) + days(REVIEW_DAYS),
            "breaches": int(is_breached),
            "breach_outcome_code": (order.breach_outcome if is_decided else "under-investigation")
            if is_breached
            else None,
        }


def profile_rows(scene: Scene, body: Body, as_at: date) -> Iterator[Row]:
    """The local profiles sheet: static copies, then live ones."""
    story, record = story_of(body), RECORDS.get(body.code)
    for number, area in enumerate(story.profile_areas):
        luck = dice(body.code, "profile", area)
        partners = luck.randint(7, 14)
        fortune = (number + 0.5) / len(story.profile_areas)
        live_on = scene.day_when(story.profiles_live, fortune) or date.max
        if record:
            live_on = record.profile_live_on
        is_live = live_on <= as_at
        issued_on = scene.months[0] - days(luck.randint(120, 500))
        months_live = (as_at - live_on).days // 30 if live_on > date.min else 0
        share = min(0.7 + 0.05 * months_live, 1.0) if is_live else luck.uniform(0.3, 0.5)
        yield {
            "area": area or body.short_name,
            "format_code": "live" if is_live else "static",
            "issued_on": issued_on,
            "updated_on": max(as_at - days(luck.randint(2, 20)), live_on) if is_live else issued_on,
            "partners": partners,
            "partners_with_access": round(partners * share),
        }


def lro_rows(scene: Scene, body: Body, as_at: date) -> Iterator[Row]:
    """The LROs sheet: each post, and whether its holder is trained by the day."""
    story, record = story_of(body), RECORDS.get(body.code)
    count = lro_count(story)
    fortunes = dice(body.code, "lros").sample(range(count), count)
    for number, fortune in enumerate(fortunes):
        luck = dice(body.code, "lro", number)
        trained_on = _trained_on(scene, story.lros_trained, (fortune + 0.5) / count, luck)
        if record:
            trained_on = min(trained_on, record.lros_trained_on - days(luck.randint(0, 40)))
        is_trained = trained_on <= as_at
        yield {
            "lro_ref": f"LRO-{number + 1:02d}",
            "role": _LRO_ROLES[number % len(_LRO_ROLES)],
            "is_trained": is_trained,
            "trained_on": trained_on if is_trained else None,
        }


def _trained_on(scene: Scene, span: Span, fortune: float, luck: random.Random) -> date:
    """The day of training; date.max for never."""
    on = scene.day_when(span, fortune)
    if on == date.min:
        return scene.months[0] - days(luck.randint(10, 500))
    return on or date.max
