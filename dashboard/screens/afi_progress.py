"""The AFI progress page: every finding at every body, and the history of one at one body."""

from dataclasses import dataclass
from functools import partial

import pandas as pd
import streamlit as st

from dashboard.drawing import blocks, charts, roadmap
from dashboard.figures.question import Question
from dashboard.frames import records
from dashboard.phrases import findings as findings_words
from dashboard.phrases import roadmap as road_words
from dashboard.screens.parts import over_time, page, published, top
from dashboard.screens.parts.page import Page

EVERY = "All"


@dataclass(frozen=True)
class Chosen:
    """What the page is narrowed to: a finding, a stage, and the body whose history is opened."""

    finding_ref: str
    stage: str
    at_body: str | None

    @property
    def link(self) -> dict[str, str]:
        """The same as parameters of the address."""
        own = {"finding": self.finding_ref, "stage": self.stage, "at": self.at_body or ""}
        return {name: value for name, value in own.items() if value not in ("", EVERY)}


def show(question: Question) -> None:
    """Draw the page from top to bottom."""
    findings = question.ask("finding_source", finding_ref=None)
    cells = question.ask("finding_by_body")
    chosen = _choose(question, findings, cells)
    this = page.opening(question, "AFI progress", path="afi_progress", **chosen.link)
    positions = findings_words.chosen_positions(cells, chosen.finding_ref, chosen.stage, EVERY)
    claims = _claims(this, positions)
    sentences = road_words.headline(positions, claims)
    st.html(blocks.opening(sentences, _road(this, chosen, claims)))
    if question.is_wide and len(claims) > road_words.MOST_ROADS:
        over_time.brags(this)
    if chosen.finding_ref != EVERY:
        _finding(next(records(findings[findings["finding_ref"] == chosen.finding_ref])))
    if chosen.finding_ref != EVERY and chosen.at_body:
        _history(this, chosen.finding_ref, chosen.at_body, cells, positions)
    elif chosen.at_body:
        st.info("Choose a finding as well to open its history at one body.")
    positions_in_words = partial(this.rows, findings_words.POSITIONS, positions)
    this.part("Where each stands, in its body's own words", "positions", positions_in_words)
    of_one = None if chosen.finding_ref == EVERY else chosen.finding_ref
    texts = partial(published.cards, this, of_one)
    this.part("What has been published", "published", texts, opens=of_one is not None)
    this.part(
        "Inspections, and responses under section 55", "reports", partial(published.reports, this)
    )
    this.how()


def _claims(this: Page, positions: pd.DataFrame) -> pd.DataFrame:
    """What is claimed and shown of the positions chosen, with the wording of each finding."""
    keys = ["finding_ref", "body_code"]
    claims = this.ask("claim_and_evidence")
    return claims.merge(positions[[*keys, "wording"]], on=keys)


def _road(this: Page, chosen: Chosen, claims: pd.DataFrame) -> str:
    """Each finding at each body over time; words where that would be too many lines."""
    if len(claims) > road_words.MOST_ROADS:
        return blocks.paragraph(road_words.TOO_MANY)
    finding_ref = None if chosen.finding_ref == EVERY else chosen.finding_ref
    roads = this.ask("finding_road", finding_ref=finding_ref)
    filters = this.question.filters
    return roadmap.roadmap(
        roads, claims, filters.as_at_on, this.question.link, is_made_up=this.is_made_up
    )


def _choose(question: Question, findings: pd.DataFrame, cells: pd.DataFrame) -> Chosen:
    with top.of_this_run().filters:
        finding_ref = st.selectbox(
            "Finding", [EVERY, *findings["finding_ref"]], key="finding", bind="query-params"
        )
        stage = st.selectbox(
            "Stage", [EVERY, *findings_words.stages(cells)], key="stage", bind="query-params"
        )
        at_body = st.selectbox(
            "History at", [*question.bodies.values()], index=None, key="at", bind="query-params",
            placeholder="Choose a body", help="Opens the history of the finding at this body.",
        )  # fmt: skip
    return Chosen(finding_ref, stage, at_body)


def _finding(finding: object) -> None:
    """A finding's own words and where they come from; a row of finding_source."""
    st.html(
        blocks.heading(findings_words.finding_heading(finding), "finding")
        + blocks.quotation(findings_words.wording(finding))
        + blocks.facts(findings_words.finding_facts(finding))
    )


def _history(
    this: Page, finding_ref: str, at_body: str, cells: pd.DataFrame, positions: pd.DataFrame
) -> None:
    """One finding at one body, from the first claim on."""
    body_code = next(code for code, name in this.question.names.items() if name == at_body)
    one = this.question.under(since_on=None, body_codes=(body_code,))
    st.html(blocks.heading(f"{finding_ref} at {at_body}", "history"))
    history = one.ask("finding_history", finding_ref=finding_ref)
    if history.empty:
        filters = this.question.filters
        told = findings_words.no_history(finding_ref, at_body, cells, body_code, filters)
        st.html(blocks.paragraph(told))
    else:
        for position in records(positions[positions["body_code"] == body_code]):
            st.html(
                blocks.position(position.brag_code, position.brag, position.brag_symbol)
                + blocks.facts(findings_words.position_facts(position))
            )
        in_words = findings_words.finding_history_in_words(history)
        this.chart(charts.finding_history(history), in_words, "history")
    this.rows(findings_words.history_table(finding_ref, at_body, body_code), history)
