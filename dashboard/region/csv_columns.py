"""What each CSV file of a region may hold: its keys, its words, and what it draws from others.

Reading and checking them is csv_tables'.
"""

KEYS = {
    "body": (("body_code",), ("name",), ("short_name",)),
    "stage": (("lane_code", "stage_code"), ("lane_code", "label")),
    "brag": (("brag_code",), ("label",)),
    "strand": (("strand_code",), ("label",)),
    "threat_band": (("band_code",), ("label",)),
    "choice": (("list_code", "code"), ("list_code", "label")),
    "measure": (("measure_code",),),
    "evidence_rule": (("rule_code",),),
    "setting": (("setting_code",),),
    "source": (("source_code",),),
    "inspection": (("inspection_code",),),
    "fieldwork": (("inspection_code", "body_code"),),
    "grade": (("inspection_code", "body_code", "question"),),
    "finding": (("finding_ref",),),
    "finding_body": (("finding_ref", "body_code"),),
    "theme": (("inspection_code", "body_code", "theme_order"),),
    "statement": (("statement_ref",),),
    "earlier_finding": (("earlier_ref",),),
    "published_figure": (("figure_ref",),),
}
"""Every file a region may have -> the columns that may hold the same values only once."""


WORDS = {
    "body": ("", "body_code", "name", "short_name"),
    "stage": ("lane_code", "stage_code", "label"),
    "brag": ("", "brag_code", "label"),
    "strand": ("", "strand_code", "label"),
    "threat_band": ("", "band_code", "label"),
    "measure": ("", "measure_code", "label"),
    "choice": ("list_code", "code", "label"),
}
"""File -> the column that says which list a row is of, its code, and its labels."""


VOCABULARY = (
    "body", "stage", "brag", "strand", "threat_band", "choice", "measure", "evidence_rule",
    "setting",
)  # fmt: skip
"""The files that no region can do without; the public record may still be empty."""


DEFINED_IN = {
    "body_code": "body", "inspection_code": "inspection", "source_code": "source",
    "finding_ref": "finding", "brag_code": "brag",
}  # fmt: skip


CHOSEN_FROM = {
    ("grade", "grade_code"): "grade",
    ("finding", "kind_code"): "finding_kind",
    ("finding", "scope_code"): "scope",
    ("statement", "kind_code"): "statement_kind",
    ("theme", "kind_code"): "theme_kind",
    ("earlier_finding", "grade_code"): "grade",
    ("theme", "page"): "subject_page",
    ("statement", "page"): "subject_page",
    ("published_figure", "page"): "subject_page",
    ("threat_band", "method_code"): "threat_method",
}


FIXED = {
    "body": ("kind_code",), "stage": ("lane_code", "kind_code", "given_by"),
    "measure": ("kind_code", "better", "page"),
}  # fmt: skip
"""Columns of which the product knows every value: those of its own files."""


KEPT = ("brag", "choice", "measure", "evidence_rule", "setting")
"""Files of which the queries name some codes, so that these must be there."""
