"""Tries uploads on a copy of the store, to show what is wrong or what they would change.

Only what was tried is taken in, and only on the version it was tried on. Checking is check's,
showing it the screens'.
"""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from functools import cache, lru_cache
from pathlib import Path

from dashboard.access.viewer import NotAllowedError, Viewer
from dashboard.returns.accept import Progress, load
from dashboard.returns.contract import RETURN_SHEET
from dashboard.returns.files.cells import to_role
from dashboard.returns.files.opening import plain_name
from dashboard.returns.outcome import MADE_UP_NAME, Outcome, Received
from dashboard.returns.problems import Problem
from dashboard.returns.rules import rules
from dashboard.returns.safely import read_received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.returns.workbooks import filling
from dashboard.store import trials, turns
from dashboard.store.versions import Store, Version

_OF_OTHER_BODIES = ("ocg_of_another_body", "return_of_another_body")
"""The rules whose problems say what another body holds."""
TELLS = {
    "return_of_another_body": "Another force's file must not be taken in, and whoever sends it has "
    "those OCGs already, to the day each was identified."
}
"""The rules that tell whoever sees one body that another holds something, in WORDS, and why."""
WORDS = "OCGs that another body holds"


@dataclass(frozen=True)
class Upload:
    """One file as the browser sent it."""

    name: str
    data: bytes = field(repr=False)


@dataclass(frozen=True)
class Trial:
    """What would become of uploads, in their order, if they were accepted on top of `base`.

    `version` is the copy that holds those without a mistake, None where there is none; its
    folder goes when the trial does.
    """

    base: Version
    uploads: tuple[Upload, ...]
    is_made_up: bool
    outcomes: tuple[Outcome, ...]
    version: Version | None
    folder: tempfile.TemporaryDirectory[str] = field(repr=False)


def workbook_of(store: Store, viewer: Viewer, body_code: str, as_at_on: date) -> bytes:
    """The workbook for a body's return as at a day, with its last return's rows as held now.

    Raises NotAllowedError for a viewer who does not send that body's returns.
    """
    _refuse_unless_sender(viewer, body_code)
    with store.read() as con:
        return filling.write(con, body_code, as_at_on)


def _refuse_unless_sender(viewer: Viewer, *body_codes: str) -> None:
    if not viewer.sends or list(viewer.may_see(body_codes)) != list(body_codes):
        raise NotAllowedError(f"{viewer.role} does not send these returns.")


def share_of(show: Callable[[float], object]) -> Progress:
    """Progress that shows which share of the files is done."""

    def advance(done: int, total: int) -> None:
        show(done / total)

    return advance


def received(
    uploads: Sequence[Upload], role: str, at: datetime, *, is_made_up: bool
) -> list[Received]:
    """The uploads as the store takes them; one later than the other, so that each has a before.

    Into a made-up store go only files whose names say that they are made up.
    """
    return [
        Received(
            Path(plain_name(upload.name)),
            at + timedelta(microseconds=number),
            role,
            is_demonstration=is_made_up and upload.name.startswith(MADE_UP_NAME),
            data=upload.data,
        )
        for number, upload in enumerate(uploads)
    ]


@lru_cache(maxsize=4)
def attempt(
    store: Store, base: Version, uploads: tuple[Upload, ...], viewer: Viewer, is_made_up: bool
) -> Trial:
    """Load the uploads into a copy of the store's version `base`, for this viewer to look at.

    The same uploads on the same version are tried once. Raises StoreError where no copy can
    be made.
    """
    _refuse_unless_sender(viewer)
    folder = tempfile.TemporaryDirectory(dir=trials.own_folder(), ignore_cleanup_errors=True)
    copy = store.begin_copy(base, Path(folder.name))
    now = datetime.now(UTC).replace(tzinfo=None)
    files = received(uploads, viewer.role, now, is_made_up=is_made_up)
    strange = _of_others(copy, files, viewer)
    own = [file for number, file in enumerate(files) if number not in strange]
    tried = iter(load(copy, own, viewer.role, "Trial"))
    outcomes = tuple(
        strange.get(number) or _for_eyes_of(viewer, next(tried)) for number in range(len(files))
    )
    is_changed = any(outcome.return_id is not None for outcome in outcomes)
    version = copy.version() if is_changed else None
    return Trial(base, uploads, is_made_up, outcomes, version, folder)


def accept(
    store: Store,
    viewer: Viewer,
    tried: Trial,
    role: str,
    progress: Progress | None = None,
    waits: turns.Told = lambda _before: None,
) -> list[Outcome]:
    """Take in, as one version, the uploads that the trial found without a mistake.

    `waits` is told how many writers are before this one, where it has to wait.
    Raises NotAllowedError for a viewer who sends no returns, ChangedMeanwhileError where the
    trial is of an older version, StoreError where the store cannot be written to, and ValueError
    for a role that is none.
    """
    _refuse_unless_sender(viewer)
    role = to_role(role)
    good = [
        upload
        for upload, outcome in zip(tried.uploads, tried.outcomes, strict=True)
        if outcome.is_accepted
    ]
    now = datetime.now(UTC).replace(tzinfo=None)
    files = received(good, role, now, is_made_up=tried.is_made_up)
    message = f"Accepted {', '.join(file.path.name for file in files)}"
    with turns.telling(waits):
        outcomes = load(store, files, role, message, on=tried.base, progress=progress)
    return [_for_eyes_of(viewer, outcome) for outcome in outcomes]


def _for_eyes_of(viewer: Viewer, outcome: Outcome) -> Outcome:
    """The outcome without what its problems tell of bodies that the viewer may not see."""
    if viewer.body_codes is None:
        return outcome
    told = tuple(
        replace(problem, found=WORDS) for problem in outcome.problems if problem.rule in TELLS
    )
    own = [problem for problem in outcome.problems if problem.rule not in _OF_OTHER_BODIES]
    if any(problem.rule == "body_does_not_file_these_sheets" for problem in own):
        # The board's sheets under a body's name would be compared with what the board holds of all.
        own = [problem for problem in own if problem.rule not in _looking_back()]
    return replace(outcome, problems=(*told, *own))


@cache
def _looking_back() -> frozenset[str]:
    return frozenset(rule.name for rule in rules() if rule.looks_back)


def _of_others(store: Store, files: Sequence[Received], viewer: Viewer) -> dict[int, Outcome]:
    """What becomes of files by a viewer of some bodies that are not plainly for one of those.

    Their rows are compared with nothing: what the store holds of another body stays unseen.
    """
    if viewer.body_codes is None:
        return {}
    with store.read() as con:
        words = read_vocabulary(con)
    refused = {}
    for number, file in enumerate(files):
        candidate, problems = read_received(file.path.name, file.data or b"", words)
        stated = candidate.tables["return_received"].to_pylist() if candidate else []
        if candidate and not (stated and viewer.may_see([str(stated[0]["body_code"])])):
            layout = candidate.layouts.get(RETURN_SHEET.table)
            cell = layout.at(None, "body_code").cell if layout else None
            problem = Problem(
                file.path.name, "Return", None, "Body", "another body, or none",
                "a body whose returns you send", "error", "file", cell,
            )  # fmt: skip
            refused[number] = Outcome(
                file.path.name, (problem, *problems), layouts=tuple(candidate.layouts.values())
            )
    return refused
