"""Frames of rows: read one by one, or given the columns of words that tables show.

What a frame holds is the query's that it answers.
"""

from collections import namedtuple
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

import pandas as pd

from dashboard.wording import n_of_d


def records(frame: pd.DataFrame) -> Iterator[Any]:
    """The frame's rows as named tuples, for code that reads them one by one."""
    row = _row(tuple(map(str, frame.columns)))
    # Twice as fast as a frame turned into objects whole, and that many times as fast as itertuples.
    return map(row._make, zip(*(column.tolist() for _, column in frame.items()), strict=True))


@lru_cache(maxsize=512)
def _row(columns: tuple[str, ...]) -> Any:
    """The class of rows with these columns: to make one takes longer than to fill a hundred."""
    return namedtuple("row", columns)


def with_shares(frame: pd.DataFrame, shares: Mapping[str, tuple[str, ...]]) -> pd.DataFrame:
    """The frame with a column of words per share: name -> (count column, column it is out of).

    A third column names the target in per cent, where one is set.
    """
    words_of = {
        name: [n_of_d(*share) for share in zip(*(frame[part] for part in parts), strict=True)]
        for name, parts in shares.items()
    }
    return frame.assign(**words_of)


def spread(frame: pd.DataFrame, column: str, names: list[str]) -> pd.DataFrame:
    """The frame with a column of lists spread over columns of these names."""
    return frame.assign(
        **{name: [values[place] for values in frame[column]] for place, name in enumerate(names)}
    )
