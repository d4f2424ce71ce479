"""Who is looking: which bodies they may see and whether they may see single OCGs.

Enforcing it is figures.ask's, at the one door; finding out who signed in is app's.
"""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True)
class Viewer:
    """A role with what it may see. `body_codes` of None means every body.

    One who `records` may send in returns of the bodies they see and, seeing all, record what the
    board agrees.
    """

    role: str
    body_codes: frozenset[str] | None
    sees_ocgs: bool
    records: bool = False

    @property
    def sends(self) -> bool:
        """Whether they may send returns in: a return holds single OCGs."""
        return self.records and self.sees_ocgs

    @property
    def records_for_board(self) -> bool:
        """Whether they may enter what the board agrees."""
        return self.records and self.body_codes is None

    def may_see(self, body_codes: Iterable[str]) -> tuple[str, ...]:
        """Those of the given bodies that this viewer may see, in the given order."""
        return tuple(
            code for code in body_codes if self.body_codes is None or code in self.body_codes
        )


THIS_COMPUTER = Viewer("Whoever uses this computer", None, sees_ocgs=True, records=True)
"""The viewer of a dashboard served to its own machine alone: whoever holds the store."""


class NotAllowedError(Exception):
    """The viewer may not see what this query shows."""
