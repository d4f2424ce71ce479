"""What stands at the edge of every printed sheet of a page, as CSS: one may be read by itself."""

import re

from dashboard.wording import DEMONSTRATION

_UNSAFE = re.compile(r'[\\"<>&\x00-\x1f\x7f]')


def every_sheet(marking: str, sentence: str, *, is_made_up: bool) -> str:
    """A style that prints the marking, whether it is made up, and the day on each sheet.

    `sentence` says as at which day and of which bodies.
    """
    above = f"{marking} · {DEMONSTRATION}: made up" if is_made_up else marking
    return (
        "<style>@media print { @page { "
        f"@top-left {{ content: {_text(above)}; }} "
        f"@bottom-left {{ content: {_text(sentence)}; }} "
        '@bottom-right { content: "Sheet " counter(page) " of " counter(pages); } } }</style>'
    )


def _text(words: str) -> str:
    """Words as a string of CSS, which nothing in them can end."""
    return '"' + _UNSAFE.sub(lambda found: f"\\{ord(found[0]):06x}", words) + '"'
