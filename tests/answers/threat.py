"""What each query about threat assessment and trigger forms should answer."""

from collections import Counter
from statistics import median

from oracle import Asked, Row, not_reported, place

from answers.measures import assessment, is_recent_form


def _rows(asked: Asked, table: str) -> dict[str, list[Row] | None]:
    """Per body its rows of a sheet; None where it did not report the section."""
    return {
        code: None
        if received is None or table in not_reported(received)
        else asked.region.sheet(table, received)
        for code, received in asked.latest.items()
    }


def _active(asked: Asked) -> dict[str, list[Row] | None]:
    return {
        code: None if rows is None else [row for row in rows if row["status_code"] == "active"]
        for code, rows in _rows(asked, "ocg").items()
    }


def threat_by_body(asked: Asked) -> list[Row]:
    """Counts of OCGs by the state of their assessment, and of forms by what became of them."""
    groups, forms = _active(asked), _rows(asked, "trigger_form")
    answer = []
    for code, received in asked.latest.items():
        notes = [
            row["difference"]
            for row in asked.region.sheet("definition_note", received)
            if row["measure_code"] == "assessed-in-date"
        ]
        answer.append(
            {
                "body_code": code,
                "as_at_on": received["as_at_on"] if received else None,
                "is_stale": received is not None and asked.is_stale(received),
                **_group_counts(asked, groups[code]),
                **_form_counts(asked, forms[code]),
                "in_date_difference": max(notes, default=None),
                "small_number": asked.region.setting("small_number"),
                "decision_within_days": asked.region.setting("decision_within_days"),
                "in_date_target_pct": _target(asked, "assessed-in-date"),
                "first_accepted_target_pct": _target(asked, "accepted-first-time"),
            }
        )
    return answer


def _target(asked: Asked, measure_code: str) -> float | None:
    target: float | None = asked.region.one("measure", measure_code=measure_code)["threshold"]
    return target


def _group_counts(asked: Asked, groups: list[Row] | None) -> Row:
    states = [assessment(asked, row) for row in groups or []]
    pursued = [assessment(asked, r) for r in groups or [] if r["is_under_investigation"]]
    counts = {
        "ocg_count": len(states),
        "in_date_count": states.count("in-date"),
        "overdue_count": states.count("overdue"),
        "lapsed_count": sum(
            state == "in-date" and row["assessment_due_on"] < asked.as_at
            for state, row in zip(states, groups or [], strict=True)
        ),
        "never_count": states.count("never"),
        "investigated_count": len(pursued),
        "unassessed_count": pursued.count("never"),
    }
    return dict.fromkeys(counts) if groups is None else counts


def _form_counts(asked: Asked, forms: list[Row] | None) -> Row:
    recent = [row for row in forms or [] if is_recent_form(asked, row)]
    decided = [row for row in recent if row["outcome_code"] != "awaiting"]
    first = [row for row in decided if row["submission"] == 1]
    waits = [(row["decided_on"] - row["submitted_on"]).days for row in decided]
    limit = asked.region.setting("decision_within_days")
    counts = {
        "form_count": len({row["form_ref"] for row in recent}),
        "older_count": len(forms or []) - len(recent),
        "decided_count": len(decided),
        "first_decided_count": len(first),
        "first_accepted_count": sum(row["outcome_code"] == "accepted" for row in first),
        "returned_count": sum(row["outcome_code"] == "returned" for row in decided),
        "awaiting_count": len(recent) - len(decided),
        "in_time_count": sum(wait <= limit for wait in waits),
        "median_days_to_decision": float(median(waits)) if waits else None,
    }
    return dict.fromkeys(counts) if forms is None else counts


def threat_by_method(asked: Asked) -> list[Row]:
    """OCGs assessed by each method, in date and in each of that method's bands."""
    methods = [row for row in asked.region.tables["choice"] if row["list_code"] == "threat_method"]
    bands = sorted(asked.region.tables["threat_band"], key=lambda row: row["display_order"])
    answer = []
    for code, groups in _active(asked).items():
        for method in methods:
            own = [
                (row["threat_band_code"], assessment(asked, row))
                for row in groups or []
                if row["threat_method_code"] == method["code"]
            ]
            held = Counter(band for band, state in own if state != "never")
            scale = [row for row in bands if row["method_code"] == method["code"]]
            counts = {
                "assessed_count": held.total(),
                "in_date_count": sum(state == "in-date" for _, state in own),
                "band_counts": [held[row["band_code"]] for row in scale],
                "no_band_count": held[None],
            }
            answer.append(
                {
                    "body_code": code,
                    "method": method["label"],
                    "band_labels": [row["label"] for row in scale],
                    **(dict.fromkeys(counts) if groups is None else counts),
                }
            )
    return answer


def threat_by_ocg(asked: Asked) -> list[Row]:
    """Every active OCG with the threat last given and where its assessment stands."""
    answer = []
    for code, groups in _active(asked).items():
        for row in groups or []:
            state = assessment(asked, row)
            is_pursued = row["is_under_investigation"]
            answer.append(
                {
                    "body_code": code,
                    "ocg_ref": row["ocg_ref"],
                    "is_under_investigation": is_pursued,
                    "is_investigated_unassessed": is_pursued and state == "never",
                    "assessment": asked.region.choice("assessment_state", state),
                    "method": asked.region.choice("threat_method", row["threat_method_code"]),
                    "threat_score": row["threat_score"],
                    "threat_band": asked.region.label(
                        "threat_band",
                        method_code=row["threat_method_code"],
                        band_code=row["threat_band_code"],
                    ),
                    "assessed_on": row["assessed_on"],
                    "assessment_due_on": row["assessment_due_on"],
                    "identified_on": row["identified_on"],
                    "days_since_identified": (asked.on(row) - row["identified_on"]).days,
                    "crime_type": asked.region.choice("crime_type", row["crime_type_code"]),
                    **place(asked, row),
                }
            )
    return answer


def _lacking(asked: Asked) -> dict[str, list[Row]]:
    """Per body its active OCGs with whether each has a plan and an LRO; None where not known."""
    told: dict[str, list[Row]] = {}
    for code, groups in _active(asked).items():
        received = asked.latest[code]
        missing = not_reported(received) if received else set()
        plans = asked.ocgs[code]
        published = {row["ocg_ref"]: row["published_strands"] for row in plans or []}
        listed = {row["lro_ref"] for row in asked.region.sheet("lro", received)} if received else {}
        for row in groups or []:
            has_lro: bool | None = row["lro_ref"] in listed
            if row["lro_ref"] is not None and "lro" in missing:
                has_lro = None
            has_plan = None if plans is None else published[row["ocg_ref"]] > 0
            told.setdefault(code, []).append({**row, "has_plan": has_plan, "has_lro": has_lro})
    return told


def ocg_priority(asked: Asked) -> list[Row]:
    """Active OCGs with a score that lack something, placed among those of their method."""
    scored = [
        {**row, "body_code": code}
        for code, groups in _lacking(asked).items()
        for row in groups
        if row["threat_score"] is not None
    ]
    answer = []
    for row in scored:
        alike = [o for o in scored if o["threat_method_code"] == row["threat_method_code"]]
        if row["is_under_investigation"] and False not in (row["has_plan"], row["has_lro"]):
            continue
        answer.append(
            {
                "body_code": row["body_code"],
                "ocg_ref": row["ocg_ref"],
                "method": asked.region.choice("threat_method", row["threat_method_code"]),
                "threat_score": row["threat_score"],
                "place": 1 + sum(o["threat_score"] > row["threat_score"] for o in alike),
                "scored_count": len(alike),
                "is_under_investigation": row["is_under_investigation"],
                "has_plan": row["has_plan"],
                "has_lro": row["has_lro"],
                **place(asked, row),
            }
        )
    return answer


def priority_by_body(asked: Asked) -> list[Row]:
    """Counts of what high-harm OCGs lack; none of what is not reported."""
    lacking, answer = _lacking(asked), []
    high = {
        (row["method_code"], row["band_code"])
        for row in asked.region.tables["threat_band"]
        if row["is_high_harm"]
    }
    for code, received in asked.latest.items():
        groups, is_reported = lacking.get(code, []), _active(asked)[code] is not None
        harmful = [r for r in groups if (r["threat_method_code"], r["threat_band_code"]) in high]
        knows_plans = is_reported and asked.ocgs[code] is not None
        knows_lros = is_reported and all(row["has_lro"] is not None for row in harmful)
        answer.append(
            {
                "body_code": code,
                "high_harm_count": len(harmful) if is_reported else None,
                "uninvestigated_count": sum(not r["is_under_investigation"] for r in harmful)
                if is_reported
                else None,
                "unplanned_count": sum(not r["has_plan"] for r in harmful) if knows_plans else None,
                "unled_count": sum(not r["has_lro"] for r in harmful) if knows_lros else None,
                "unscored_count": sum(r["threat_score"] is None for r in groups)
                if is_reported
                else None,
                "ocg_count": len(groups) if is_reported else None,
                "as_at_on": received["as_at_on"] if received else None,
            }
        )
    return answer


def trigger_form_reason(asked: Asked) -> list[Row]:
    """How many submissions came back for each reason."""
    reasons = [row for row in asked.region.tables["choice"] if row["list_code"] == "return_reason"]
    answer = []
    for code, forms in _rows(asked, "trigger_form").items():
        told = Counter(
            row["return_reason_code"]
            for row in forms or []
            if row["outcome_code"] == "returned" and is_recent_form(asked, row)
        )
        answer += [
            {
                "body_code": code,
                "reason": reason["label"],
                "returned_count": None if forms is None else told[reason["code"]],
            }
            for reason in reasons
        ]
    return answer


def trigger_form_register(asked: Asked) -> list[Row]:
    """Every submission of every form, with its days to a decision."""
    limit = asked.region.setting("decision_within_days")
    answer = []
    for code, forms in _rows(asked, "trigger_form").items():
        for row in forms or []:
            is_decided = row["outcome_code"] != "awaiting"
            days = (row["decided_on"] - row["submitted_on"]).days if is_decided else None
            answer.append(
                {
                    "body_code": code,
                    "form_ref": row["form_ref"],
                    "submission": row["submission"],
                    "submitted_on": row["submitted_on"],
                    "outcome": asked.region.choice("trigger_outcome", row["outcome_code"]),
                    "decided_on": row["decided_on"],
                    "days_to_decision": days,
                    "is_in_time": None if days is None else days <= limit,
                    "reason": asked.region.choice("return_reason", row["return_reason_code"]),
                    "ocg_ref": row["ocg_ref"],
                    **place(asked, row),
                }
            )
    return answer
