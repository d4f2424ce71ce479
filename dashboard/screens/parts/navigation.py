"""The pages in groups, as links at the left.

Which pages a viewer has is the app's.
"""

from collections.abc import Mapping, Sequence

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from dashboard.drawing import blocks


def choose(groups: Mapping[str, Sequence[StreamlitPage]]) -> StreamlitPage:
    """Draw the links, a heading a group, and give the page that was chosen."""
    # Streamlit's own groups are lists within lists that a screen reader cannot follow.
    page = st.navigation([each for pages in groups.values() for each in pages], position="hidden")
    with st.sidebar:
        for name, pages in groups.items():
            st.html(blocks.group(name))
            for each in pages:
                st.page_link(each)
    return page
