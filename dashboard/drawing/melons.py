"""A finding at a body as marks: a melon, its track and its verifier's diamond, as HTML.

Outside a melon shows what is declared, inside what the data shows. What a mark says in words is
phrases'; here each takes a name for whoever cannot see it.
"""

from collections.abc import Iterable
from html import escape

from dashboard.phrases.melon_words import KEY, UNKNOWN


def melon(outside: str, inside: str, said: str, *, is_late: bool = False, size: str = "") -> str:
    """Codes of two BRAGs, the inner one drawn where it is another; `UNKNOWN` is a question mark."""
    kinds = ["melon", f"is-{outside}", *(["late"] if is_late else []), *([size] if size else [])]
    inner = ""
    if inside == UNKNOWN:
        inner = "<i>?</i>"
    elif inside != outside:
        inner = f'<i class="is-{escape(inside)}"></i>'
    name = f' role="img" aria-label="{escape(said)}"' if said else ' aria-hidden="true"'
    return f'<span class="{escape(" ".join(kinds))}"{name}>{inner}</span>'


def track(done: int, of: int) -> str:
    """So many steps, those done filled; the stage beside it says the same in words."""
    steps = "".join(f'<i class="{"done" if step < done else ""}"></i>' for step in range(of))
    return f'<span class="steps" aria-hidden="true">{steps}</span>'


def diamond(kind: str) -> str:
    """What a verifier says: `verified`, `disputed`, `conflict` or, where none has, `none`."""
    signs = {"verified": "✓", "disputed": "✕", "conflict": "≠"}
    sign = signs.get(kind, "")
    return f'<span class="diamond {escape(kind)}" aria-hidden="true"><b>{sign}</b></span>'


def melon_key() -> str:
    """What melons stand for."""
    return "".join(
        f'<span class="key">{melon(*codes, "")}{escape(said)}</span>' for codes, said in KEY
    )


def key(entries: Iterable[tuple[str, str]], note: str = "") -> str:
    """What marks stand for, above a picture: pairs of a mark that is drawn and its words."""
    drawn = "".join(f'<span class="key">{mark}{escape(said)}</span>' for mark, said in entries)
    told = f'<span class="key">{escape(note)}</span>' if note else ""
    return f'<p class="keys">{drawn}{told}</p>'
