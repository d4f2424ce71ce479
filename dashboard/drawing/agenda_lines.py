"""An agenda item on the boardroom screen as HTML: its sentence and a line of it.

What they say is phrases'.
"""

from html import escape

from dashboard.drawing import melons
from dashboard.phrases.agenda import AgendaLine

NOTHING_ELSE = (
    "<style>[data-testid=stSidebar], [data-testid=stExpandSidebarButton], .st-key-filters "
    "{ display: none !important; } .soc.bar { padding-left: 0 !important; }</style>"
)
"""Hides what a meeting has no use for: pages and filters. Only on this screen, so that no other
page pays for asking whether it is this one."""


def head(sentence: str) -> str:
    """The sentence that an item opens with."""
    return f'<div class="soc item"><h2>{escape(sentence)}</h2></div>'


def line(of: AgendaLine) -> str:
    """One line, with its melon if it has one."""
    melon = melons.melon(*of.melon, size="large") if of.melon else ""
    return (
        f'<div class="soc agenda">{melon}<p><strong>{escape(of.lead)}</strong> '
        f"<span>{escape(of.text)}</span></p></div>"
    )
