"""What each made-up body claims of each finding, month by month.

Which findings a body has is the public record's; what is written of them is finding_words'.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import NamedTuple

from dashboard.demonstration.finding_words import ANY_FINDING, WORDS
from dashboard.demonstration.groups import Row
from dashboard.demonstration.scene import MONTHS, Body, Scene, days, dice, month_end


class Step(NamedTuple):
    """What a body claims from a month on (0 the first, 17 the last) until its next step."""

    month: int
    stage: str
    brag: str
    closing_month: int | None
    """The month at whose end it expects to close; None where it gives no date."""
    has_evidence: bool = True
    keeps_milestone: bool = False
    """Whether its first milestone is never reached, and so runs late."""


_STEPS = (
    Step(0, "not-started", "amber", None),
    Step(2, "planned", "amber", 14),
    Step(4, "in-progress", "amber", 14),
    Step(9, "in-progress", "green", 15),
    Step(15, "delivered", "green", 16),
)
_SLOW = (
    Step(0, "not-started", "red", None),
    Step(4, "planned", "amber", None),
    Step(7, "in-progress", "amber", 19),
    Step(12, "in-progress", "amber", 22),
)

_STORIES: Mapping[tuple[str, str], tuple[Step, ...]] = {
    ("avon-and-somerset", "AFI 1"): (
        *_STEPS[:3],
        Step(9, "in-progress", "amber", 18),
    ),
    # Claimed, disputed by a verifier, taken back, and claimed again.
    ("avon-and-somerset", "AFI 2"): (
        Step(0, "planned", "amber", 12),
        Step(2, "in-progress", "green", 12),
        Step(11, "delivered", "green", 12),
        Step(15, "in-progress", "red", 17),
        Step(17, "delivered", "green", 18),
    ),
    # Delivered, and two verifiers disagree.
    ("devon-and-cornwall", "AFI 1"): (
        Step(0, "not-started", "amber", None),
        Step(3, "planned", "amber", 17),
        Step(6, "in-progress", "amber", 17),
        Step(16, "delivered", "green", 17),
    ),
    # The closing date slips three times.
    ("devon-and-cornwall", "AFI 2"): (
        Step(0, "not-started", "amber", None),
        Step(2, "planned", "green", 10),
        Step(4, "in-progress", "green", 10),
        Step(8, "in-progress", "green", 13),
        Step(12, "in-progress", "amber", 16),
        Step(17, "in-progress", "amber", 22),
    ),
    # Verified, and the verification withdrawn.
    ("dorset", "AFI 1"): (
        Step(0, "in-progress", "green", 15),
        Step(14, "delivered", "green", 15),
    ),
    # Verified, and declared amber since.
    ("dorset", "AFI 2"): (
        Step(0, "in-progress", "green", 11),
        Step(10, "delivered", "green", 11),
        Step(17, "in-progress", "amber", 20),
    ),
    ("dorset", "AFI 7"): (
        Step(0, "in-progress", "amber", 12),
        Step(8, "in-progress", "amber", 18),
        # Green, with a milestone that runs late.
        Step(14, "in-progress", "green", 18, keeps_milestone=True),
    ),
    ("dorset", "AFI 8"): (
        Step(0, "in-progress", "green", 6),
        Step(6, "delivered", "green", 6),
    ),
    ("gloucestershire", "AFI 1"): (*_SLOW[:3], Step(13, "in-progress", "red", 24)),
    ("gloucestershire", "AFI 2"): (
        Step(0, "not-started", "red", None),
        Step(6, "planned", "amber", None),
        Step(10, "in-progress", "red", None),
    ),
    # Claimed and green, with nothing to show for it.
    ("wiltshire", "AFI 1"): (
        Step(0, "planned", "green", 9),
        Step(3, "in-progress", "green", 9, has_evidence=False),
        Step(9, "delivered", "green", 9, has_evidence=False),
    ),
    ("wiltshire", "AFI 2"): _SLOW,
    ("swrocu", "AFI 1"): (
        Step(0, "in-progress", "amber", 12),
        Step(6, "in-progress", "amber", 15),
        Step(12, "delivered", "green", 15),
    ),
    ("swrocu", "AFI 2"): (
        Step(0, "in-progress", "amber", None),
        Step(5, "in-progress", "amber", 23),
    ),
}
_LEFT_OUT = {("wiltshire", "AFI 2"): 17}
"""The month from which on a body returns and says nothing of a finding."""


_OWNERS = ("Head of Intelligence", "Detective Superintendent, SOC", "Head of Crime")


def finding_rows(scene: Scene, body: Body, as_at: date) -> Iterator[Row]:
    """The finding updates sheet: one row for each finding published by the day."""
    month = scene.months.index(as_at)
    for number, (finding, published_on) in enumerate(scene.findings.get(body.code, {}).items()):
        if published_on <= as_at and is_told_of(body, finding, month):
            yield _finding_row(scene, body, finding, month) | {
                "finding_ref": finding,
                "owner_role": owner(number),
            }


def owner(number: int) -> str:
    """The role that owns a body's finding, by its number among them."""
    return _OWNERS[number % len(_OWNERS)]


def is_told_of(body: Body, finding: str, month: int) -> bool:
    """Whether the body's return for the month says anything of the finding."""
    return month < _LEFT_OUT.get((body.code, finding), MONTHS)


def next_milestone(scene: Scene, body: Body, finding: str, month: int) -> tuple[str, date] | None:
    """A finding's next milestone in a month and the day it is due; None where there is none."""
    text, due_on = _milestone(scene, body, finding, _step(body, finding, month), month)
    return None if text is None or due_on is None else (text, due_on)


def _step(body: Body, finding: str, month: int) -> Step:
    steps = _STORIES.get((body.code, finding), _STEPS)
    return [item for item in steps if item.month <= month][-1]


def _finding_row(scene: Scene, body: Body, finding: str, month: int) -> Row:
    steps = _STORIES.get((body.code, finding), _STEPS)
    step = _step(body, finding, month)
    since = min(item.month for item in steps if item.stage == step.stage)
    closing = step.closing_month
    milestone = _milestone(scene, body, finding, step, month)
    is_evidenced = step.has_evidence and (
        step.stage == "delivered" or (step.stage == "in-progress" and month > since + 1)
    )
    words = WORDS.get(finding, ANY_FINDING)
    first = dice(body.code, finding).randrange(len(words.evidence))
    # Evidence is gathered every other month and stands until there is newer.
    gathered_on = scene.months[month - month % 2] - days(9)
    return {
        "claimed_stage_code": step.stage,
        "declared_brag_code": step.brag,
        "progress": _progress(scene, body, finding, step, month),
        "evidence": words.evidence[(first + month // 2) % len(words.evidence)]
        if is_evidenced
        else None,
        "evidence_on": gathered_on if is_evidenced else None,
        "expected_closing_on": None if closing is None else month_end(scene.months[0], closing),
        "next_milestone": milestone[0],
        "next_milestone_due_on": milestone[1],
    }


def _progress(scene: Scene, body: Body, finding: str, step: Step, month: int) -> str:
    words = WORDS.get(finding, ANY_FINDING)
    steps = _STORIES.get((body.code, finding), _STEPS)
    was_delivered = any(item.stage == "delivered" and item.month < step.month for item in steps)
    if step.stage == "not-started":
        return "No work begun; a lead is being sought"
    if step.stage == "planned":
        return "Lead appointed; plan with dates going to the chief officers for agreement"
    if step.stage == "delivered" and was_delivered and steps[-1] is step:
        return "The points a verifier raised have been put right; ready to be tested again"
    if step.stage == "delivered":
        return "All planned work done; figures kept under review at the monthly OCG meeting"
    if was_delivered:
        return "Work reopened: the points raised since it was delivered are being put right"
    begun = min(item.month for item in steps if item.stage == step.stage)
    done = (month - begun) * len(words.progress) // (MONTHS - begun)
    # Bodies that share a finding begin at different places, or they would read alike.
    is_shared = sum(finding in findings for findings in scene.findings.values()) > 1
    first = [item.code for item in scene.bodies].index(body.code) if is_shared else 0
    return words.progress[(first + done) % len(words.progress)]


def _milestone(
    scene: Scene, body: Body, finding: str, step: Step, month: int
) -> tuple[str | None, date | None]:
    """The next milestone and when it is due; one lasts three months."""
    if step.stage == "not-started":
        return None, None
    if step.stage == "delivered":
        is_asked = step.has_evidence and month > step.month + 2
        due_on = month_end(scene.months[0], step.month + 2)
        return (None, None) if is_asked else ("Ask the region to verify", due_on)
    words = WORDS.get(finding, ANY_FINDING)
    block = 0 if step.keeps_milestone else (month - step.month) // 3
    first = dice(body.code, finding, "milestone").randrange(len(words.milestones))
    # Amber and red work runs past its milestone before it turns to the next.
    length = 3 if step.brag == "green" and not step.keeps_milestone else 1
    due_on = month_end(scene.months[0], step.month + 3 * block + length)
    return words.milestones[(first + step.month + block) % len(words.milestones)], due_on
