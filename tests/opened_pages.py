"""Opens a page through Streamlit's own test runner, and reads what it says.

The fixtures that open one are in conftest.py.
"""

import re
from collections.abc import Callable
from html import unescape

from streamlit.testing.v1 import AppTest

Open = Callable[..., AppTest]

VIEWS = (
    "board", "afi_progress", "claims", "consistency", "threat", "plans", "governance", "profiles",
    "socit", "scpo", "actions", "returns", "send", "record", "guide", "about", "boardroom",
)  # fmt: skip
STYLE = re.compile(r"<style>.*?</style>", re.DOTALL)
NONSENSE = re.compile(r"\b(nan|NaT|None|NA|Traceback)\b")

# The runner reaches only pages that are files, so any but the first is opened by itself.
ONE_PAGE = """
from dashboard.screens.parts import filter_row, top
from dashboard.access.viewer import Viewer
from dashboard.figures.question import Question
from dashboard.screens import {view}

viewer = Viewer("Tester", {bodies}, {sees_ocgs}, {records})
names = filter_row.body_names(viewer)
with top.begin().filters:
    filters = filter_row.choose(viewer, names)
{view}.show(Question(viewer, filters, names))
"""


def text(at: AppTest) -> str:
    """All that the page says."""
    # Without the style sheet, and what is printed at the edge of a sheet, which repeats the page.
    bodies = [unescape(STYLE.sub("", element.proto.body)) for element in at.get("html")]
    kinds = (at.header, at.markdown, at.info, at.caption)
    said = [element.value for kind in kinds for element in kind]
    return "\n".join([*filter(None, bodies), *said])
