"""A made-up body's organised crime trigger forms, each with its submissions and outcomes.

The groups they led to are groups.py'.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from dashboard.demonstration.groups import Group, Row
from dashboard.demonstration.scene import Body, Scene, days, dice
from dashboard.demonstration.story import RECORDS, prefix_of, story_of

_FORM_DAYS = 365
_REASONS = ("not-organised-crime", "already-mapped", "not-enough-information", "other")


@dataclass(frozen=True)
class Form:
    """One submission of a trigger form."""

    ref: str
    submission: int
    first_on: date
    """The day of the form's first submission."""
    submitted_on: date
    decided_on: date
    reason: str | None
    """Why it was returned; None where it was accepted."""
    ocg_ref: str | None


def forms(scene: Scene, body: Body, made: list[Group]) -> list[Form]:
    """Every submission from a year before the first month: one form led to each group."""
    if body.kind_code == "rocu":
        return []  # it assesses the forms that the forces submit
    earliest = scene.months[0] - days(_FORM_DAYS)
    led = [(group.identified_on, group) for group in made if group.identified_on >= earliest]
    luck = dice(body.code, "forms")
    span = (scene.today - earliest).days
    idle = [(earliest + days(luck.randint(0, span)), None) for _ in range(len(led) // 3)]
    numbers: dict[int, int] = {}
    found: list[Form] = []
    for on, group in sorted([*led, *idle], key=lambda item: item[0]):
        numbers[on.year] = numbers.get(on.year, 0) + 1
        ref = f"{prefix_of(body)}-TF-{on.year}-{numbers[on.year]:03d}"
        if group:
            found += _form_of_group(scene, body, ref, group)
        else:
            found += _form_returned(body, ref, on)
    return found


def _form_of_group(scene: Scene, body: Body, ref: str, group: Group) -> Iterator[Form]:
    """A form that was accepted in the end, on the day the group was first recorded."""
    luck = dice(body.code, "form", ref)
    decided_on = group.identified_on
    submitted_on = decided_on - days(luck.randint(5, 21))
    if _is_recorded(body, submitted_on):
        # The record says that the forms were accepted: none waits at a month's end.
        submitted_on = max(submitted_on, decided_on.replace(day=1))
        yield Form(ref, 1, submitted_on, submitted_on, decided_on, None, group.ref)
        return
    is_first = luck.random() < scene.share_on(story_of(body).forms_accepted_first, decided_on)
    if is_first:
        yield Form(ref, 1, submitted_on, submitted_on, decided_on, None, group.ref)
        return
    returned_on = submitted_on - days(luck.randint(5, 30))
    first_on = returned_on - days(luck.randint(5, 21))
    yield Form(ref, 1, first_on, first_on, returned_on, "not-enough-information", None)
    yield Form(ref, 2, first_on, submitted_on, decided_on, None, group.ref)


def _form_returned(body: Body, ref: str, submitted_on: date) -> Iterator[Form]:
    """A form that led to no group."""
    luck = dice(body.code, "form", ref)
    is_strong = story_of(body).forms_accepted_first.start >= 0.9
    if _is_recorded(body, submitted_on) or (is_strong and luck.random() < 0.8):
        return
    decided_on = submitted_on + days(luck.randint(7, 35))
    reason = luck.choices(_REASONS, (3, 2, 4, 1))[0]
    yield Form(ref, 1, submitted_on, submitted_on, decided_on, reason, None)


def _is_recorded(body: Body, submitted_on: date) -> bool:
    record = RECORDS.get(body.code)
    return record is not None and submitted_on <= record.trigger_forms_accepted_until


def form_rows(held: list[Group], made: list[Form], as_at: date) -> Iterator[Row]:
    """The trigger forms sheet: forms first sent in the past 12 months, as decided by the day."""
    refs = {group.ref for group in held}
    for form in made:
        if form.submitted_on > as_at or form.first_on <= as_at - days(_FORM_DAYS):
            continue
        is_decided = form.decided_on <= as_at
        outcome = "returned" if form.reason else "accepted"
        yield {
            "form_ref": form.ref,
            "submission": form.submission,
            "submitted_on": form.submitted_on,
            "outcome_code": outcome if is_decided else "awaiting",
            "decided_on": form.decided_on if is_decided else None,
            "return_reason_code": form.reason if is_decided else None,
            "ocg_ref": form.ocg_ref if is_decided and form.ocg_ref in refs else None,
        }
