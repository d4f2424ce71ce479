"""What each query about the public record should answer."""

from datetime import timedelta

from oracle import Asked, Row

from answers.measures import measured


def finding_source(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What each finding says, and the last day for a response."""
    days = asked.region.setting("response_within_days")
    return [
        {
            "finding_ref": row["finding_ref"],
            "kind": asked.region.choice("finding_kind", row["kind_code"]),
            "kind_meaning": asked.region.one(
                "choice", list_code="finding_kind", code=row["kind_code"]
            )["meaning"],
            "scope": asked.region.choice("scope", row["scope_code"]),
            "parent_ref": row["parent_ref"],
            "due_on": row["due_on"],
            "is_wording_held": row["is_wording_held"],
            "wording": row["wording"],
            **_source(asked, row),
            "inspection_published_on": asked.region.published_on(row),
            # The day of publication is the first of the days.
            "response_due_on": asked.region.published_on(row) + timedelta(days=days - 1),
        }
        for row in asked.findings
        if finding_ref in (None, row["finding_ref"])
    ]


def finding_statement(asked: Asked, finding_ref: str | None, page: str | None) -> list[Row]:
    """What bodies had published in words."""
    own = ("statement_ref", "body_code", "published_on", "finding_ref", "summary", "note")
    return [
        {
            **{name: row[name] for name in own},
            "kind": asked.region.choice("statement_kind", row["kind_code"]),
            **_source(asked, row),
        }
        for row in _on_record(asked, "statement", finding_ref, page)
    ]


def theme_by_body(asked: Asked, page: str | None) -> list[Row]:
    """What inspections found beside their findings; what is said of the region is everybody's."""
    told = []
    for row in asked.region.tables["theme"]:
        body = asked.region.one("body", body_code=row["body_code"])
        is_regional = body["kind_code"] == "region"
        if asked.region.published_on(row) > asked.as_at or page not in (None, row["page"]):
            continue
        if is_regional or row["body_code"] in asked.body_codes:
            told.append(
                {
                    "body_code": None if is_regional else row["body_code"],
                    "body": body["short_name"],
                    "kind": asked.region.choice("theme_kind", row["kind_code"]),
                    "theme": row["theme"],
                    "source_page": row["source_page"],
                    **_source(asked, row),
                }
            )
    return told


def inspection_by_body(asked: Asked) -> list[Row]:
    """Each inspection at each body that it graded or visited."""
    tables = asked.region.tables
    told = []
    for inspection in tables["inspection"]:
        for body_code in asked.body_codes:
            of_body = {"inspection_code": inspection["inspection_code"], "body_code": body_code}
            grades = [row for row in tables["grade"] if of_body.items() <= row.items()]
            visits = [row for row in tables["fieldwork"] if of_body.items() <= row.items()]
            if inspection["published_on"] > asked.as_at:
                continue
            period = visits[0]["fieldwork_period"] if visits else None
            graded = [
                (asked.region.choice("grade", row["grade_code"]), row["question"]) for row in grades
            ] or [(None, None)] * len(visits)
            told += [
                {
                    **of_body,
                    "published_on": inspection["published_on"],
                    "note": inspection["note"],
                    "fieldwork_period": period,
                    "grade": grade,
                    "question": question,
                }
                for grade, question in graded
            ]
    return told


def response_by_body(asked: Asked) -> list[Row]:
    """When each force's local policing body was to answer each report, and when it did."""
    days = asked.region.setting("response_within_days")
    told = []
    for inspection in asked.region.tables["inspection"]:
        first = inspection["published_on"]
        for body in asked.region.tables["body"]:
            if body["kind_code"] != "force" or body["body_code"] not in asked.body_codes:
                continue
            if first > asked.as_at:
                continue
            given = [
                row
                for row in _on_record(asked, "statement", None, None)
                if row["kind_code"] == "section-55-response"
                and row["body_code"] == body["body_code"]
                and row["inspection_code"] == inspection["inspection_code"]
            ]
            on = min((row["published_on"] for row in given), default=None)
            refs = sorted({row["finding_ref"] for row in given if row["finding_ref"]})
            told.append(
                {
                    "inspection_code": inspection["inspection_code"],
                    "body_code": body["body_code"],
                    "due_on": first + timedelta(days=days - 1),
                    "days_given": days,
                    "day_number": (asked.as_at - first).days + 1,
                    "published_on": on,
                    "published_day_number": on and (on - first).days + 1,
                    "finding_refs": refs or None,
                }
            )
    return told


def earlier_finding_by_body(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What earlier inspections found on the theme of today's findings."""
    own = (
        "earlier_ref", "body_code", "inspection", "published_on", "question", "summary",
        "finding_ref", "note",
    )  # fmt: skip
    return [
        {
            **{name: row[name] for name in own},
            "grade": asked.region.choice("grade", row["grade_code"]),
            **_source(asked, row),
        }
        for row in _on_record(asked, "earlier_finding", finding_ref, None)
    ]


def published_figure_by_body(asked: Asked, finding_ref: str | None, page: str | None) -> list[Row]:
    """What bodies had published in figures."""
    own = (
        "figure_ref", "body_code", "finding_ref", "label", "value", "unit", "note", "as_at_on",
        "published_on",
    )  # fmt: skip
    return [
        {
            **{name: row[name] for name in own},
            **_source(asked, row),
            **_held_against(asked, row),
        }
        for row in _on_record(asked, "published_figure", finding_ref, page)
    ]


def _source(asked: Asked, row: Row) -> Row:
    source = asked.region.one("source", source_code=row["source_code"])
    return {"source": source["title"], "source_address": source["address"]}


def _held_against(asked: Asked, figure: Row) -> Row:
    """The measures of the same, as the body's own latest return counts them."""
    codes = (figure["measure_codes"] or "").split(";")
    counts = measured(asked, figure["body_code"])
    held = [row for row in asked.region.tables["measure"] if row["measure_code"] in codes]
    if not held:
        return {"measures": None, "measured_on": None}
    told = []
    for row in sorted(held, key=lambda row: row["display_order"]):
        n, d = counts.get(row["measure_code"], (None, None))
        told.append(
            {
                "measure": row["label"],
                "kind_code": row["kind_code"],
                "threshold": None if row["threshold"] is None else float(row["threshold"]),
                "numerator": None if n is None else float(n),
                "denominator": None if d is None else float(d),
            }
        )
    received = asked.latest[figure["body_code"]]
    return {"measures": told, "measured_on": received["as_at_on"] if received else None}


def _on_record(asked: Asked, table: str, finding_ref: str | None, page: str | None) -> list[Row]:
    return [
        row
        for row in asked.region.tables[table]
        if row["published_on"] <= asked.as_at
        and row["body_code"] in asked.body_codes
        and finding_ref in (None, row["finding_ref"])
        and page in (None, row.get("page"))
    ]


def vocabulary(asked: Asked) -> list[Row]:
    """Every code of every list with each of its labels."""
    tables = asked.region.tables
    lists = [
        *(("body", row["body_code"], row["name"]) for row in tables["body"]),
        *(("body", row["body_code"], row["short_name"]) for row in tables["body"]),
        *(("finding", row["finding_ref"], row["finding_ref"]) for row in tables["finding"]),
        *(
            (f"{r['lane_code']}_stage", r["stage_code"], r["label"])
            for r in tables["stage"]
            if r["given_by"] != "nobody"
        ),
        *(
            ("declared_brag", r["brag_code"], r["label"])
            for r in tables["brag"]
            if r["is_declared"]
        ),
        *(("strand", row["strand_code"], row["label"]) for row in tables["strand"]),
        *(("threat_band", row["band_code"], row["label"]) for row in tables["threat_band"]),
        *(("measure", row["measure_code"], row["label"]) for row in tables["measure"]),
        *((row["list_code"], row["code"], row["label"]) for row in tables["choice"]),
    ]
    names = ("list_code", "code", "label")
    return [dict(zip(names, values, strict=True)) for values in lists]
