"""Tries received returns on a copy of the store: what is wrong, and what they would change.

Nothing of the real store changes. Taking returns in is acceptance's, showing them the views'.
"""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from pathlib import Path, PurePosixPath

from dashboard import acceptance, region
from dashboard.acceptance import Outcome, Received
from dashboard.intake import read_received
from dashboard.problems import Problem
from dashboard.store import Store, Version
from dashboard.viewer import Viewer

MADE_UP = "demonstration-"
"""What the name of a made-up return begins with."""


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
    outcomes: tuple[Outcome, ...]
    version: Version | None
    folder: tempfile.TemporaryDirectory[str] = field(repr=False)


def received(
    uploads: Sequence[Upload], role: str, at: datetime, *, is_made_up: bool
) -> list[Received]:
    """The uploads as the store takes them; one later than the other, so that each has a before.

    Into a made-up store go only files whose names say that they are made up.
    """
    return [
        Received(
            Path(PurePosixPath(upload.name).name),
            at + timedelta(microseconds=number),
            role,
            is_demonstration=is_made_up and upload.name.startswith(MADE_UP),
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
    folder = tempfile.TemporaryDirectory(prefix="soc-trial-", ignore_cleanup_errors=True)
    copy = store.begin_copy(base, Path(folder.name))
    now = datetime.now(UTC).replace(tzinfo=None)
    files = received(uploads, viewer.role, now, is_made_up=is_made_up)
    strange = _of_others(copy, files, viewer)
    own = [file for number, file in enumerate(files) if number not in strange]
    tried = iter(acceptance.load(copy, own, viewer.role, "Trial"))
    outcomes = tuple(strange.get(number) or next(tried) for number in range(len(files)))
    is_changed = any(outcome.return_id is not None for outcome in outcomes)
    return Trial(base, outcomes, copy.version() if is_changed else None, folder)


def _of_others(store: Store, files: Sequence[Received], viewer: Viewer) -> dict[int, Outcome]:
    """What becomes of files by a viewer of some bodies that are not plainly for one of those.

    Their rows are compared with nothing: what the store holds of another body stays unseen.
    """
    if viewer.body_codes is None:
        return {}
    with store.read() as con:
        words = region.vocabulary(con)
    refused = {}
    for number, file in enumerate(files):
        candidate, problems = read_received(file.path.name, file.data or b"", words)
        stated = candidate.tables["return_received"].to_pylist() if candidate else []
        if candidate and not (stated and viewer.may_see([str(stated[0]["body_code"])])):
            problem = Problem(
                file.path.name, "Return", None, "Body", "another body, or none",
                "a body whose returns you send", "error", "file",
            )  # fmt: skip
            refused[number] = Outcome(file.path.name, (problem, *problems))
    return refused
