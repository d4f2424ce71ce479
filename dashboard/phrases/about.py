"""The Guide and About the figures pages: the vocabulary, and every measure.

What they mean is the region's.
"""

from dashboard.phrases.values import Table

HEADLINE = [
    "Every figure is one query over the returns in force.",
    "This page is drawn from the definitions themselves, so it says what the figures do.",
]
TARGETS = (
    "Targets are this product's starting values, not the inspectorate's: the board sets its own in "
    "the region's measure.csv. A body's figures describe the as-at date of its latest return; what "
    "has happened since is not known until it returns again."
)
MEASURES = Table(
    "measure_definition",
    {
        "label": "Measure",
        "definition": "What is counted",
        "unit": "Unit",
        "target": "Target",
        "finding_ref": "Evidences",
    },
    "Measures, their units and targets",
    "measures",
    empty="No measure is defined.",
    missing="no finding",
    is_public=True,
)
RULE = "Rule for what is shown"
"""The kind of the rows of the query meaning that are rules."""
RULES = Table(
    "meaning",
    {"label": "Rule", "symbol": "Symbol", "meaning": "Meaning"},
    "The rules in order: the first that holds of a finding decides",
    "rules-for-what-is-shown",
    empty="No rule is held.",
)
VOCABULARY = Table(
    "meaning",
    {"label": "Word", "symbol": "Symbol", "kind": "Kind", "meaning": "Meaning"},
    "Words, symbols and limits",
    "words-and-symbols",
    empty="No vocabulary is held.",
    is_public=True,
)
