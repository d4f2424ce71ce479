"""What a made-up body writes of a finding while the work goes on.

For the findings known here, with plain words for any other; when each is written is findings'.
"""

from collections.abc import Mapping
from typing import NamedTuple


class Words(NamedTuple):
    """What is written of a finding while the work goes on."""

    progress: tuple[str, ...]
    evidence: tuple[str, ...]
    milestones: tuple[str, ...]


ANY_FINDING = Words(
    progress=(
        "Lead appointed and first review of current practice completed",
        "Action plan agreed with the Director of Intelligence and shared with the region",
        "New guidance issued to the teams concerned",
        "Briefings delivered to supervisors; feedback gathered",
        "First sample taken against the new guidance; points fed back",
        "Guidance amended after the first sample",
        "Second sample taken; fewer points found",
    ),
    evidence=("Review of current practice", "Guidance as issued", "Sample against the guidance"),
    milestones=("Brief supervisors", "Take a sample", "Report the sample to the board"),
)
WORDS: Mapping[str, Words] = {
    "AFI 1": Words(
        progress=(
            "Trigger form guidance rewritten with the regional unit and issued to all districts",
            "Supervisor's check of every trigger form begun before it is sent",
            "Groups under investigation compared with the map; those not assessed listed",
            "Assessments out of date worked through at the fortnightly OCG meeting",
            "Two intelligence analysts trained in the scoring method",
            "Peer scoring of ten groups with a neighbouring force; differences discussed",
            "Reasons for returned forms fed back to the districts that sent them",
            "Reminder set 30 days before each assessment falls due",
        ),
        evidence=(
            "Dip sample of 20 trigger forms",
            "OCG meeting minutes and list of overdue assessments",
            "Peer scoring record, ten groups",
            "Trigger form guidance, as issued",
        ),
        milestones=(
            "Second dip sample of trigger forms",
            "Clear the assessments that are out of date",
            "Peer scoring with a neighbouring force",
            "Report trigger form outcomes to the board",
        ),
    ),
    "AFI 2": Words(
        progress=(
            "Plans missing from the OCG list identified and owners named",
            "Workshop for lead responsible officers on Prevent, Protect and Prepare",
            "Local profile reviewed with partners; move to a shared document begun",
            "Plan template agreed across the region adopted for new groups",
            "Overdue plan reviews listed for the monthly OCG meeting",
            "Partners given access to the shared local profile",
            "Peer review of five plans by another force; points acted on",
            "Lead responsible officers appointed since the spring trained",
        ),
        evidence=(
            "Peer review of five 4P plans",
            "Training record of lead responsible officers",
            "Access list of the local profile",
            "OCG meeting minutes, plan reviews",
        ),
        milestones=(
            "Publish the remaining plans",
            "Second peer review of plans",
            "Give the remaining partners access to the local profile",
            "Train newly appointed lead responsible officers",
        ),
    ),
    "AFI 7": Words(
        progress=(
            "Two additional members of staff in post in the SOC investigation team",
            "Workload of the team reviewed against the OCG list",
            "Accreditation plan agreed for investigators not yet accredited",
            "Half-post vacancy advertised",
            "Interviews held; no appointment made, post advertised again",
            "Abstraction from the team now needs a Detective Superintendent's agreement",
            "One investigator accredited",
        ),
        evidence=(
            "SOCIT establishment record",
            "Workload review",
            "Accreditation record",
        ),
        milestones=(
            "Fill the half-post vacancy",
            "Review workload per investigator",
            "Accredit two investigators",
        ),
    ),
    "AFI 8": Words(
        progress=(
            "Management of SOC offenders brought into the overarching OCG meeting",
            "Every order given an owner and a review date",
            "Compliance checks of conditions recorded in one log",
            "First quarterly review of every order completed",
            "Breach procedure issued to response teams",
        ),
        evidence=("OCG meeting terms of reference", "Order log", "Quarterly review of orders"),
        milestones=(
            "Quarterly review of every order",
            "Dip sample of compliance checks",
            "Brief response teams on breaches",
        ),
    ),
}
