"""Claims one under another, each with its melon, what is missed and what is promised, as HTML.

What each line says is phrases'.
"""

from collections.abc import Iterable
from html import escape

from dashboard.drawing import blocks, melons
from dashboard.phrases.claim_lines import LIST as NAME
from dashboard.phrases.claim_lines import ClaimLine


def claim_list(lines: Iterable[ClaimLine], *, is_made_up: bool) -> str:
    """The lines in their order, each of which opens the history of its finding at its body."""
    drawn = "".join(map(_line, lines))
    if not drawn:
        return ""
    return (
        f'<div class="soc"><figure class="claims picture" role="group" aria-label="{escape(NAME)}">'
        f"<figcaption>{blocks.mark(is_made_up=is_made_up)}{melons.melon_key()}</figcaption>"
        f"<ul>{drawn}</ul></figure></div>"
    )


def _line(line: ClaimLine) -> str:
    melon = melons.melon(line.outside, line.inside, line.said, is_late=line.is_late, size="large")
    met = f"<strong>{escape(line.met)}</strong> " if line.met else ""
    return (
        f'<li><a class="glance" href="{escape(line.href)}">{melon}'
        f"<span><strong>{escape(line.name)}</strong>{blocks.lanes(line.claims)}</span>"
        f"<span>{met}{escape(line.why)}</span>{blocks.lanes_within(line.dates)}</a></li>"
    )
