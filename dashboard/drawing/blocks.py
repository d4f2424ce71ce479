"""The small parts of a page as HTML: headings, paragraphs, notices, figures, links."""

from collections.abc import Mapping, Sequence
from html import escape


def scrolling(label: str, inner: str) -> str:
    """A part that scrolls sideways on a narrow screen, by keyboard too."""
    return (
        f'<div class="soc"><div class="scroll" tabindex="0" role="region" '
        f'aria-label="{escape(label)}">{inner}</div></div>'
    )


def brag(code: str, label: str, symbol: str) -> str:
    """A BRAG as a chip with its symbol and word."""
    return _chip(code, f"{escape(symbol)} {escape(label)}")


def _chip(code: str, inner: str) -> str:
    return f'<span class="brag brag-{escape(str(code))}">{inner}</span>'


def heading(words_of_it: str, anchor: str) -> str:
    """A section's heading, which a link can point to."""
    return f'<div class="soc"><h2 id="{escape(anchor)}">{escape(words_of_it)}</h2></div>'


def paragraph(sentence: str) -> str:
    """A sentence by itself."""
    return f'<div class="soc"><p>{escape(sentence)}</p></div>'


def notice(title: str, lines: Sequence[str]) -> str:
    """A quiet note above a page: a title and a line each."""
    inner = "".join(f"<li>{escape(line)}</li>" for line in lines)
    return (
        f'<div class="soc past" role="status"><strong>{escape(title)}</strong>'
        f"<ul>{inner}</ul></div>"
    )


def told(title: str, lines: Sequence[str], *, is_good: bool) -> str:
    """What became of something that was sent or saved: read out at once where it failed."""
    inner = "".join(f"<li>{escape(line)}</li>" for line in lines)
    kind, role = ("good", "status") if is_good else ("bad", "alert")
    sign = "✓" if is_good else "▲"
    return (
        f'<div class="soc told told-{kind}" role="{role}"><strong>{sign} {escape(title)}</strong>'
        f"{f'<ul>{inner}</ul>' if lines else ''}</div>"
    )


def headline(sentences: Sequence[str]) -> str:
    """The sentences that a page opens with."""
    inner = "".join(f"<p>{escape(sentence)}</p>" for sentence in sentences)
    return f'<div class="soc headline">{inner}</div>'


def figure(label: str, value: str, of: str, change: str, href: str = "") -> str:
    """One headline figure: its label, value, what it is out of, and its change in words.

    `href` is where its rows are.
    """
    name = f'<a href="{escape(href)}">{escape(label)}</a>' if href else escape(label)
    return (
        f'<div class="figure"><dt>{name}</dt>'
        f'<dd class="value">{escape(value)} <span class="of">{escape(of)}</span></dd>'
        f'<dd class="change">{escape(change)}</dd></div>'
    )


def figures(drawn: Sequence[str]) -> str:
    """Headline figures side by side."""
    return f'<div class="soc"><dl class="figures">{"".join(drawn)}</dl></div>'


def facts(pairs: Mapping[str, str]) -> str:
    """Names and values, one under the other."""
    inner = "".join(f"<dt>{escape(k)}</dt><dd>{escape(v)}</dd>" for k, v in pairs.items())
    return f'<div class="soc"><dl class="facts">{inner}</dl></div>'


def choices(sentence: str, links: Mapping[str, str], after: str) -> str:
    """A sentence whose choices are links: words -> address."""
    drawn = [f'<a href="{escape(href)}">{escape(label)}</a>' for label, href in links.items()]
    return f'<div class="soc"><p>{escape(sentence)} {" · ".join(drawn)}. {escape(after)}</p></div>'
