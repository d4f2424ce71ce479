"""The dashboard's entry: page settings, who is looking, and which pages they have.

Started by `python -m dashboard`, which alone keeps other pages out; not by `streamlit run`.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

import streamlit as st

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.figures.ask import ask
from dashboard.figures.filters import NOW
from dashboard.figures.question import Question
from dashboard.screens import (
    about,
    actions,
    afi_progress,
    board,
    boardroom,
    claims,
    consistency,
    governance,
    guide,
    plans,
    profiles,
    record,
    returns,
    scpo,
    send,
    socit,
    threat,
)
from dashboard.screens.parts import filter_row, navigation, news, top, uploading
from dashboard.store.disk import RetiredError, StoreError
from dashboard.wording import in_tab

# Without a title: which page it is for shows below, and a title here would flash at every click.
st.set_page_config(layout="wide", initial_sidebar_state=220)
st.html(Path(__file__).with_name("style.css"))

# Where a session keeps that its page was begun again, its version having gone.
MOVED = "version.moved"

viewer = THIS_COMPUTER
groups = {
    "Where we stand": {
        "Board": ("", board.show),
        "AFI progress": ("afi_progress", afi_progress.show),
        "Claimed and shown": ("claims", claims.show),
        "Regional consistency": ("consistency", consistency.show),
    },
    "Subjects": {
        "Threat assessment": ("threat", threat.show),
        "4P plans": ("plans", plans.show),
        "Governance": ("governance", governance.show),
        "Profiles and LROs": ("profiles", profiles.show),
        "SOCIT resourcing": ("socit", socit.show),
        "SCPOs": ("scpo", scpo.show),
    },
    "The board": {
        "Boardroom screen": ("boardroom", boardroom.show),
        "Board actions": ("actions", actions.show),
        **({"Record": ("record", record.show)} if viewer.records_for_board else {}),
    },
    "Returns": {
        "Returns": ("returns", returns.show),
        **({"Send a return": ("send", send.show)} if viewer.records else {}),
    },
    "About": {
        "Guide": ("guide", guide.show),
        "About the figures": ("about", about.show),
    },
}
is_moved = st.session_state.pop(MOVED, False)
try:
    names = filter_row.body_names(viewer)
    places = top.begin()
    with places.filters:
        filters = filter_row.choose(viewer, names)
    with places.news:
        news.show(viewer, filters)
    question = Question(viewer, filters, names)
    page = navigation.choose(
        {
            group: [
                st.Page(partial(show, question), title=title, url_path=path, default=not path)
                for title, (path, show) in pages.items()
            ]
            for group, pages in groups.items()
        }
    )
    if page.url_path != "send":
        uploading.shows(False)
    state = ask("store_state", viewer, replace(filters, known_at=NOW)).iloc[0]
    st.set_page_config(page_title=in_tab(page.title, is_made_up=bool(state["demonstration_count"])))
    if is_moved:
        news.moved()
    page.run()
except RetiredError as fault:
    # Others wrote so much while the page was drawn; the next run reads the newest version.
    if is_moved:
        st.error(str(fault))
    else:
        st.session_state[MOVED] = True
        st.rerun()
except StoreError as fault:
    st.error(str(fault))
