"""Says on a page which place in the queue of writers it waits in."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from dashboard.drawing import blocks
from dashboard.phrases import sending


@contextmanager
def place_told() -> Iterator[Callable[[int], None]]:
    """What shows how many are before this one, where the page is at; gone when it is let in."""
    places: list[DeltaGenerator] = []

    def told(before: int) -> None:
        if not places:
            places.append(st.empty())
        places[0].html(blocks.paragraph(sending.waits(before)))

    try:
        yield told
    finally:
        for place in places:
            place.empty()
