"""The page a browser loads before any of ours: our title, icon and words in place of its maker's.

Serving it is serving.py's; what the pages show is app.py's.
"""

import re

from dashboard.wording import PRODUCT, in_tab

NO_SCRIPT = "<p>This dashboard needs JavaScript, which is switched off in this browser.</p>"

STOPPED = (
    "The dashboard has stopped. Start it again the way it was started before: "
    "this page then goes on by itself."
)
NOT_HERE = "There is no page at this address. The Board is shown instead."

_DIALOG = '[data-testid="stDialog"]:not(:has([data-testid="stVerticalBlock"]))'
"""A dialog of the maker's, which tells of a command and of files that nobody here knows."""


def _said(words: str, app: str = "") -> str:
    """A rule that shows our words in a dialog of the maker's."""
    return f'body:has(.stApp{app}) {_DIALOG} [role="dialog"]::after {{ content: "{words}"; }}'


STYLE = "\n".join(
    [
        f'{_DIALOG} [role="dialog"] > :not(button) {{ display: none; }}',
        f'{_DIALOG} [role="dialog"]::after {{ padding: 1.5rem 4rem 1.5rem 1.5rem; }}',
        _said(STOPPED),
        _said(NOT_HERE, '[data-test-connection-state="CONNECTED"]'),
    ]
)

_OURS = (
    (r"<title>.*?</title>", f"<title>{PRODUCT}</title>\n    <style>\n{STYLE}\n    </style>"),
    # Where programs would find an interface that is switched off here.
    (r'<link rel="service-desc"[^>]*>', ""),
    (r"<!--.*?-->", ""),
    # For a crawler; our content policy refuses it, and a browser notes that as an error.
    (r"<script>.*?</script>", ""),
    (r"<noscript>.*?</noscript>", f"<noscript>{NO_SCRIPT}</noscript>"),
)


def ours(page: str) -> str:
    """The maker's index page with our title, words and icon; its scripts stay as they are.

    Its title is what a shared address is called before it is opened: `titled` says the rest.
    """
    for pattern, words in _OURS:
        # A backslash in the words is no reference to the pattern.
        page = re.sub(pattern, words.replace("\\", r"\\"), page, flags=re.DOTALL)
    return page


def titled(page: str, *, is_made_up: bool) -> str:
    """Our index page with the title of what it shows."""
    title = f"<title>{in_tab(is_made_up=is_made_up)}</title>"
    return page.replace(f"<title>{PRODUCT}</title>", title, 1)
