"""Who is looking: which bodies they may see and whether they may see single OCGs.

Enforcing it is ask.py's, at the one door; finding out who signed in is app.py's.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A role with what it may see. `body_codes` of None means every body."""

    role: str
    body_codes: frozenset[str] | None
    sees_ocgs: bool

    def may_see(self, body_codes: Iterable[str]) -> tuple[str, ...]:
        """Those of the given bodies that this viewer may see, in the given order."""
        return tuple(
            code for code in body_codes if self.body_codes is None or code in self.body_codes
        )


THIS_COMPUTER = Viewer(role="Whoever uses this computer", body_codes=None, sees_ocgs=True)
"""The viewer of a dashboard served to its own machine alone: whoever holds the store."""
