"""One question: who asks, under which filters, and what has been asked of the store so far.

What a query answers is its own; permission and the cache are ask's.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import pandas as pd

from dashboard.access.viewer import Viewer
from dashboard.figures.ask import Parameter, ask
from dashboard.figures.filters import Filters


@dataclass(frozen=True)
class Question:
    """A viewer's view of the region; `names` gives the short name of each body they may see.

    `asked` is the one list of every query asked, through this and all that were made from it, in
    the order they were first asked.
    """

    viewer: Viewer
    filters: Filters
    names: Mapping[str, str]
    asked: list[str] = field(default_factory=list, compare=False, repr=False)

    def ask(self, query: str, **more: Parameter) -> pd.DataFrame:
        """The rows of queries/figures/<query>.sql; as ask.ask, and remembered as asked."""
        if query not in self.asked:
            self.asked.append(query)
        return ask(query, self.viewer, self.filters, **more)

    def under(self, **changes: Any) -> "Question":
        """The same question under filters that differ in this."""
        return replace(self, filters=replace(self.filters, **changes))

    def at(self, as_at_on: date) -> "Question":
        """The same question as at another day, compared with nothing."""
        return replace(self, filters=self.filters.at(as_at_on))

    @property
    def before(self) -> "Question | None":
        """The same question as it was answered on the day compared with; None where none is."""
        before = self.filters.before
        return replace(self, filters=before) if before else None

    def link(self, page: str, *, body_code: str | None = None, **own: str) -> str:
        """A link to a page under these filters, of one body alone where it is given."""
        filters = replace(self.filters, body_codes=(body_code,)) if body_code else self.filters
        return filters.link(page, self.names, **own)

    @property
    def bodies(self) -> dict[str, str]:
        """The bodies that are shown: code -> short name."""
        return {code: self.names[code] for code in self.filters.body_codes or self.names}

    @property
    def is_wide(self) -> bool:
        """Whether these are too many bodies to show side by side."""
        return self.filters.is_wide(self.names)
