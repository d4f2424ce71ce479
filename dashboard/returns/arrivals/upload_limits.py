"""How much a browser may upload, which pages take uploads now, and what was refused to whom.

Refusing a request is commands' uploads'; showing it is the Send a return page's.
"""

from dataclasses import dataclass
from threading import Lock

from dashboard.wording import plural

MB = 1024 * 1024
FILE_BYTES = 20 * MB
"""As maxUploadSize in .streamlit/config.toml, which the browser is told too."""


@dataclass(frozen=True)
class Held:
    """Files that wait to be accepted, with their size in bytes."""

    files: int = 0
    size: int = 0

    def __add__(self, other: "Held") -> "Held":
        """Both together."""
        return Held(self.files + other.files, self.size + other.size)

    def is_within(self, most: "Held") -> bool:
        """Whether it is no more than this."""
        return self.files <= most.files and self.size <= most.size


A_SESSION = Held(files=120, size=100 * MB)
"""A return of each of the 54 bodies of the nation, and once more corrected; or five files of the
largest size. What waits is held in memory, and again in the trial that shows what it changes."""
IN_ALL = Held(files=600, size=300 * MB)
"""Three full sessions: few send on one computer, and a page loaded again counts as another until
the one before has been closed for two minutes."""


def refusal(session: Held, everyone: Held, coming: Held) -> str | None:
    """Why another file is not taken, and what to do; None where it is."""
    if coming.size > FILE_BYTES:
        return f"A file is larger than {FILE_BYTES // MB} MB: send it in CSV files, or less of it."
    if not (session + coming).is_within(A_SESSION):
        return (
            f"A file was not taken: {plural(session.files, 'file')} of {session.size // MB} MB "
            f"wait here, and {most(A_SESSION)} may. Accept or take out some, or load the page "
            "again, then add it."
        )
    if not (everyone + coming).is_within(IN_ALL):
        return (
            "A file was not taken: all pages that are open hold as much as this computer keeps "
            f"waiting, {most(IN_ALL)}. Close those not needed, and add it again in three minutes."
        )
    return None


def most(held: Held) -> str:
    """A limit in words."""
    return f"{held.files} files and {held.size // MB} MB"


WAITING = f"Up to {most(A_SESSION)} wait here at a time, each of {FILE_BYTES // MB} MB at most."


class UploadingPages:
    """The sessions that show where to upload now, and what each is to be told of a refusal."""

    def __init__(self) -> None:
        """None at first."""
        self._lock = Lock()
        self._refusals: dict[str, dict[str, int]] = {}

    def shows(self, session_id: str, is_shown: bool) -> None:
        """Note whether a session's page takes uploads."""
        with self._lock:
            if is_shown:
                self._refusals.setdefault(session_id, {})
            else:
                self._refusals.pop(session_id, None)

    def has(self, session_id: str) -> bool:
        """Whether a session's page takes uploads."""
        return session_id in self._refusals

    def tell(self, session_id: str, words: str, files: int) -> None:
        """Keep what a page that takes uploads is to say while so many files wait on it."""
        with self._lock:
            if session_id in self._refusals:
                self._refusals[session_id][words] = files

    def told(self, session_id: str, files: int) -> list[str]:
        """What is to be said of a page on which so many files wait.

        A run of the page that says it may be replaced by another before anybody has read it: it
        is said until a file is taken out, or another is taken.
        """
        with self._lock:
            told = self._refusals.get(session_id, {})
            for words in [words for words, least in told.items() if files < least]:
                del told[words]
            return list(told)

    def forget(self, session_id: str) -> None:
        """Say no more of what was refused: a file was taken after it."""
        with self._lock:
            self._refusals.get(session_id, {}).clear()

    def sessions(self) -> list[str]:
        """The sessions whose page takes uploads."""
        return list(self._refusals)


PAGES = UploadingPages()
