"""What has been published, a card each, as HTML: long texts open from their first lines.

What each says is phrases'.
"""

from collections.abc import Iterable
from html import escape

from dashboard.phrases.values import Quote

LONG = 240
"""Letters of a text that is cut to its first three lines until it is opened."""


def quotes(said: Iterable[Quote]) -> str:
    """The cards, in their order."""
    return f'<div class="soc quotes">{"".join(map(_card, said))}</div>'


def _card(quote: Quote) -> str:
    text = escape(quote.text)
    body = (
        f"<details><summary><span>{text}</span></summary></details>"
        if len(quote.text) > LONG
        else f"<p>{text}</p>"
    )
    note = f'<p class="quiet">{escape(quote.note)}</p>' if quote.note else ""
    source = escape(quote.source)
    if quote.address:
        source = f'<a href="{escape(quote.address)}">{source}</a>'
    return (
        f"<section><h3>{escape(quote.title)}</h3>{body}{note}"
        f'<p class="quiet">Source: {source}</p></section>'
    )
