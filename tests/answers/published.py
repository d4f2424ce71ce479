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
            "is_wording_held": row["is_wording_held"],
            "wording": row["wording"],
            "source": asked.region.one("source", source_code=row["source_code"])["title"],
            "inspection_published_on": asked.region.published_on(row),
            # The day of publication is the first of the days.
            "response_due_on": asked.region.published_on(row) + timedelta(days=days - 1),
        }
        for row in asked.findings
        if finding_ref in (None, row["finding_ref"])
    ]


def finding_statement(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What bodies had published in words."""
    own = ("statement_ref", "body_code", "published_on", "finding_ref", "summary")
    return [
        {
            **{name: row[name] for name in own},
            "kind": asked.region.choice("statement_kind", row["kind_code"]),
            "source": asked.region.one("source", source_code=row["source_code"])["title"],
        }
        for row in _on_record(asked, "statement", finding_ref)
    ]


def published_figure_by_body(asked: Asked, finding_ref: str | None) -> list[Row]:
    """What bodies had published in figures."""
    own = (
        "figure_ref", "body_code", "finding_ref", "label", "value", "unit", "note", "as_at_on",
        "published_on",
    )  # fmt: skip
    return [
        {
            **{name: row[name] for name in own},
            "source": asked.region.one("source", source_code=row["source_code"])["title"],
            **_held_against(asked, row),
        }
        for row in _on_record(asked, "published_figure", finding_ref)
    ]


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


def _on_record(asked: Asked, table: str, finding_ref: str | None) -> list[Row]:
    return [
        row
        for row in asked.region.tables[table]
        if row["published_on"] <= asked.as_at
        and row["body_code"] in asked.body_codes
        and finding_ref in (None, row["finding_ref"])
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
