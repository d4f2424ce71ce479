"""What has been published on a finding: statements, responses and their figures."""

from functools import partial

from dashboard.phrases import findings as findings_words
from dashboard.screens.parts.page import Page
from dashboard.wording import day


def show(this: Page, finding_ref: str | None) -> None:
    """The published statements and figures on one finding, or on all of them (None)."""
    on = day(this.question.filters.as_at_on)
    this.rows(findings_words.statements(on), finding_ref=finding_ref)
    this.rows(findings_words.PUBLISHED_FIGURES, finding_ref=finding_ref)


def part(this: Page, page_path: str) -> None:
    """The same on the finding that a page is about, once opened."""
    this.part("What has been published", "published", partial(_of_page, this, page_path))


def _of_page(this: Page, page_path: str) -> None:
    findings = this.ask("page_finding", page=page_path)["finding_ref"].tolist()
    show(this, findings[0] if len(findings) == 1 else None)
