"""The small parts of a page as HTML: headings, paragraphs, notices, cards, choices, lists.

Every value is escaped here; what they say is phrases'.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from html import escape

from dashboard.drawing.trend_line import trend_line
from dashboard.phrases.values import Card, Choices
from dashboard.wording import DEMONSTRATION

Link = Callable[..., str]
"""Gives the address of a page under the filters in force: a path, and the page's own filters.

With `body_code` it is that of one body alone."""


def scrolling(label: str, inner: str) -> str:
    """A part that scrolls sideways on a narrow screen, by keyboard too."""
    return (
        f'<div class="soc"><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(label)}">{inner}</div></div>'
    )


def captioned(words_of_it: str, *, is_made_up: bool) -> str:
    """A table's caption, which says so where its rows are made up."""
    # Before the words, which may run out of a narrow screen.
    return f"<caption>{mark(is_made_up=is_made_up)}{escape(words_of_it)}</caption>"


def mark(*, is_made_up: bool) -> str:
    """What stands before the words of all that is made up; nothing where it is not."""
    return f'<span class="made-up">{DEMONSTRATION}</span> ' if is_made_up else ""


def matrix(
    label: str, caption: str, heads: str, lines: Iterable[str], kind: str = "",
    *, is_made_up: bool,
) -> str:  # fmt: skip
    """A table of rows already drawn, captioned; `heads` are its column headings, drawn too."""
    return scrolling(
        label,
        f'<table class="{f"matrix {kind}".strip()}">{captioned(caption, is_made_up=is_made_up)}'
        f"<thead><tr>{heads}</tr></thead><tbody>{''.join(lines)}</tbody></table>",
    )


def column_heads(labels: Iterable[str]) -> str:
    """The headings of columns."""
    return "".join(f'<th scope="col">{escape(label)}</th>' for label in labels)


def lanes(lines: Iterable[str]) -> str:
    """Lines under one another within a cell."""
    return "".join(f'<span class="lane">{escape(line)}</span>' for line in lines)


def lanes_within(lines: Iterable[str]) -> str:
    """The same as one part beside others."""
    return f"<span>{lanes(lines)}</span>"


def brag(code: str, label: str, symbol: str) -> str:
    """A BRAG as a chip with its symbol and word."""
    return chip(code, f"{escape(symbol)} {escape(label)}")


def chip(code: str, inner: str) -> str:
    """What is drawn already as a chip in the look of a BRAG."""
    return f'<span class="brag brag-{escape(str(code))}">{inner}</span>'


def position(code: str, label: str, symbol: str) -> str:
    """A BRAG by itself."""
    return f'<div class="soc"><p>{brag(code, label, symbol)}</p></div>'


def heading(words_of_it: str, anchor: str) -> str:
    """A section's heading, which a link can point to."""
    return f'<div class="soc"><h2 id="{escape(anchor)}">{escape(words_of_it)}</h2></div>'


def group(name: str) -> str:
    """The heading of a group of links to pages."""
    return f'<div class="soc group"><h2>{escape(name)}</h2></div>'


def paragraph(sentence: str) -> str:
    """A sentence by itself."""
    return f'<div class="soc"><p>{escape(sentence)}</p></div>'


def quotation(text: str) -> str:
    """Somebody else's words."""
    return f'<div class="soc"><blockquote>{escape(text)}</blockquote></div>'


def question(sentence: str) -> str:
    """What a query answers, above how it does."""
    return f'<div class="soc query"><p><strong>{escape(sentence)}</strong></p></div>'


def notice(title: str, lines: Sequence[str]) -> str:
    """A quiet note above a page: a title and a line each."""
    return (
        f'<div class="soc past" role="status"><strong>{escape(title)}</strong>'
        f"{_listed(lines)}</div>"
    )


def told(title: str, lines: Sequence[str], *, is_good: bool) -> str:
    """What became of something that was sent or saved: read out at once where it failed."""
    kind, role = ("good", "status") if is_good else ("bad", "alert")
    sign = "✓" if is_good else "▲"
    return (
        f'<div class="soc told told-{kind}" role="{role}"><strong>{sign} {escape(title)}</strong>'
        f"{_listed(lines) if lines else ''}</div>"
    )


MOST_SENTENCES = 2
"""What a page opens with: what is read from the far end of a table."""


def opening(sentences: Sequence[str], picture: str = "") -> str:
    """What a page opens with: its headline, its picture, and what else is to be known of it."""
    rest = sentences[MOST_SENTENCES:]
    also = f'<div class="soc also">{_listed(rest)}</div>' if rest else ""
    return headline(sentences[:MOST_SENTENCES]) + picture + also


def headline(sentences: Sequence[str]) -> str:
    """Sentences that are read first, the first of which stands out."""
    if not sentences:
        return ""
    first, *rest = map(escape, sentences)
    told = "".join(f"<p>{sentence}</p>" for sentence in rest)
    return f'<div class="soc headline"><p><strong>{first}</strong></p>{told}</div>'


def cards(drawn: Iterable[Card], link: Link) -> str:
    """Headline figures side by side; nothing where there is none.

    `link` gives the address of the page that has a figure's rows.
    """
    inner = "".join(_card(card, link) for card in drawn)
    return f'<div class="soc"><dl class="figures">{inner}</dl></div>' if inner else ""


def _card(card: Card, link: Link) -> str:
    name = escape(card.label)
    if card.path is not None:
        name = f'<a href="{escape(link(card.path))}">{name}</a>'
    line = trend_line(card.trend, card.trend_words)
    trend = f"<dd>{line}</dd>" if line else ""
    return (
        f'<div class="figure"><dt>{name}</dt>'
        f'<dd class="value">{escape(card.value)} <span class="of">{escape(card.of)}</span></dd>'
        f'<dd class="change">{escape(card.change)}</dd>{trend}</div>'
    )


def facts(pairs: Mapping[str, str]) -> str:
    """Names and values, one under the other."""
    inner = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in pairs.items())
    return f'<div class="soc"><dl class="facts">{inner}</dl></div>'


def choices(of: Choices) -> str:
    """A sentence whose choices are links."""
    drawn = [f'<a href="{escape(href)}">{escape(label)}</a>' for label, href in of.links.items()]
    return (
        f'<div class="soc"><p>{escape(of.sentence)} {" · ".join(drawn)}. {escape(of.after)}</p>'
        "</div>"
    )


def linked(sentence: str, label: str, href: str, lead: str = "") -> str:
    """A sentence and a link after it; `lead` is what stands out before it."""
    strong = f"<strong>{escape(lead)}</strong>" if lead else ""
    return (
        f'<div class="soc"><p>{strong}{escape(sentence)} '
        f'<a href="{escape(href)}">{escape(label)}</a></p></div>'
    )


def changes(lists: Mapping[str, Sequence[str]], nothing: str) -> str:
    """What changed, one list a kind of change, side by side; `nothing` where there is none."""
    if not lists:
        return paragraph(nothing)
    parts = (f"<section><h3>{escape(t)}</h3>{_listed(lines)}</section>" for t, lines in
             lists.items())  # fmt: skip
    return f'<div class="soc changes">{"".join(parts)}</div>'


def points(lines: Sequence[str]) -> str:
    """A list by itself."""
    return f'<div class="soc">{_listed(lines)}</div>'


def _listed(lines: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{escape(line)}</li>' for line in lines)}</ul>"
