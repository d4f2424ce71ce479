"""Says who is overdue today, where a page of the newest day describes an earlier one.

What is overdue on the day that a page describes is the page's own.
"""

from datetime import date

from dashboard.figures.filters import NOW
from dashboard.phrases import actions as actions_words
from dashboard.screens.parts.page import Page


def sentences(this: Page) -> list[str]:
    """One sentence; none on a page of a past day, or where no action is known to be open."""
    question, today = this.question, date.today()  # noqa: DTZ011  (the user's own day)
    newest = this.ask("date_choice")["on_date"].max()
    if question.filters.known_at != NOW or newest != newest:  # nothing has been received yet
        return []
    if not newest.date() <= question.filters.as_at_on < today:
        return []
    closure = question.at(today).ask("action_closure_by_body")
    return actions_words.overdue_today(closure, today)
