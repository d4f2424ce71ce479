"""What each query about OCGs and their 4P plans should answer."""

from datetime import date

from oracle import Asked, Row, not_reported


def ocg_coverage(asked: Asked) -> list[Row]:
    """Every active OCG of the bodies that reported OCGs and plans."""
    return [
        {
            "body": asked.region.bodies[code]["short_name"],
            "ocg_ref": row["ocg_ref"],
            "threat_band": asked.region.label(
                "threat_band",
                method_code=row["threat_method_code"],
                band_code=row["threat_band_code"],
            ),
            "published_strands": row["published_strands"],
            "is_covered": row["published_strands"] > 0,
            "as_at_on": asked.region.returns[row["return_id"]]["as_at_on"],
            "file_name": asked.region.returns[row["return_id"]]["file_name"],
            "row_number": row["row_number"],
        }
        for code, rows in asked.ocgs.items()
        for row in rows or []
    ]


def plan_coverage_by_body(asked: Asked) -> list[Row]:
    """Covered of active OCGs: no counts where not reported, and no share of none."""
    rows = []
    for code, received in asked.latest.items():
        held = asked.ocgs[code]
        covered = sum(row["published_strands"] > 0 for row in held or [])
        rows.append(
            {
                "body_code": code,
                "as_at_on": received["as_at_on"] if received else None,
                "is_stale": received is not None and asked.is_stale(received),
                "is_reported": held is not None,
                "ocg_count": None if held is None else len(held),
                "covered_ocg_count": None if held is None else covered,
                "coverage_pct": 100 * covered / len(held) if held else None,
            }
        )
    return rows


def plan_by_ocg(asked: Asked) -> list[Row]:
    """Every active OCG with the state of each strand, in the strands' order."""
    return [_plan(asked, code, ocg) for code, ocgs in asked.ocgs.items() for ocg in ocgs or []]


def _plan(asked: Asked, body_code: str, ocg: Row) -> Row:
    received = asked.region.returns[ocg["return_id"]]
    asked = asked.of(received)
    held = {
        row["strand_code"]: row
        for row in asked.region.sheet("plan", received)
        if row["ocg_ref"] == ocg["ocg_ref"]
    }
    order = sorted(asked.region.tables["strand"], key=lambda row: row["display_order"])
    states = [_strand_state(asked, held.get(strand["strand_code"])) for strand in order]
    published = [
        row["published_on"]
        for row in held.values()
        if row["published_on"] and row["published_on"] <= asked.as_at
    ]
    lros = {row["lro_ref"]: row for row in asked.region.sheet("lro", received)}
    lro = lros.get(ocg["lro_ref"])
    bands = [
        row
        for row in asked.region.tables["threat_band"]
        if row["band_code"] == ocg["threat_band_code"]
    ]
    return {
        "body_code": body_code,
        "ocg_ref": ocg["ocg_ref"],
        "strand_states": states,
        "live_strands": states.count("live"),
        "overdue_strands": states.count("overdue"),
        "is_covered": bool(published),
        "is_quality": set(states) == {"live"},
        "is_high_harm": any(row["is_high_harm"] for row in bands),
        "is_pursue_only": states[0] == "live" and states.count("live") == 1,
        "has_lro": ocg["lro_ref"] is not None,
        "has_trained_lro": None
        if "lro" in not_reported(received)
        else lro is not None and lro["is_trained"],
        "plan_age_days": asked.days_since(min(published)) if published else None,
        "row_number": ocg["row_number"],
        "file_name": received["file_name"],
    }


def _strand_state(asked: Asked, row: Row | None) -> str:
    if row is None or row["published_on"] is None or row["published_on"] > asked.as_at:
        return "not-covered"
    if row["review_due_on"] and row["review_due_on"] < asked.as_at:
        return "overdue"
    return "live" if row["activity_code"] == "live" else "covered"


def plan_quality_by_body(asked: Asked) -> list[Row]:
    """Counts of OCGs by what their plans have; none where not reported."""
    plans = plan_by_ocg(asked)
    rows = []
    for code, received in asked.latest.items():
        own = [row for row in plans if row["body_code"] == code]
        is_reported = asked.ocgs[code] is not None
        counts = {
            "ocg_count": len(own),
            "whole_count": sum("not-covered" not in row["strand_states"] for row in own),
            "covered_count": sum(row["is_covered"] for row in own),
            "quality_count": sum(row["is_quality"] for row in own),
            "high_harm_count": sum(row["is_high_harm"] for row in own),
            "pursue_only_count": sum(row["is_high_harm"] and row["is_pursue_only"] for row in own),
            "overdue_count": sum(row["overdue_strands"] > 0 for row in own),
            "lro_count": sum(row["has_lro"] for row in own),
        }
        trained = sum(bool(row["has_trained_lro"]) for row in own)
        knows_lros = is_reported and "lro" not in not_reported(received or {})
        rows.append(
            {
                "body_code": code,
                "is_reported": is_reported,
                **(counts if is_reported else dict.fromkeys(counts)),
                "trained_lro_count": trained if knows_lros else None,
            }
        )
    return rows


def strand_missing(asked: Asked) -> list[Row]:
    """Of each body that reported, every strand with how many OCGs lack it."""
    plans = plan_by_ocg(asked)
    strands = sorted(asked.region.tables["strand"], key=lambda row: row["display_order"])
    rows = []
    for code in asked.latest:
        own = [row["strand_states"] for row in plans if row["body_code"] == code]
        rows += [
            {
                "body_code": code,
                "strand": strand["label"],
                "missing_count": sum(states[place] == "not-covered" for states in own),
                "ocg_count": len(own),
            }
            for place, strand in enumerate(strands)
            if own
        ]
    return rows


def strand_state_by_body(asked: Asked) -> list[Row]:
    """Of each body that reported, every strand's states with how many OCGs are at each."""
    plans = plan_by_ocg(asked)
    strands = sorted(asked.region.tables["strand"], key=lambda row: row["display_order"])
    rows = []
    for code in asked.latest:
        own = [row["strand_states"] for row in plans if row["body_code"] == code]
        for place, strand in enumerate(strands):
            found = [states[place] for states in own]
            rows += [
                {
                    "body_code": code,
                    "strand": strand["label"],
                    "state": asked.region.choice("strand_state", state),
                    "ocg_count": found.count(state),
                }
                for state in sorted(set(found))
            ]
    return rows


def plan_change_by_ocg(asked: Asked, since: date | None) -> list[Row]:
    """What changed of each OCG of the bodies that reported on both days."""
    if since is None:
        return []
    earlier = asked.before(since)
    rows = []
    for code in asked.latest:
        if asked.ocgs[code] is None or earlier.ocgs[code] is None:
            continue
        now, was = (
            {ocg["ocg_ref"]: _plan(when, code, ocg) for ocg in when.ocgs[code] or []}
            for when in (asked, earlier)
        )
        for ref in sorted(now.keys() | was.keys()):
            change = _plan_change(was.get(ref), now.get(ref))
            if change:
                rows.append({"change_code": change, "body_code": code, "ocg_ref": ref})
    return rows


def _plan_change(was: Row | None, now: Row | None) -> str | None:
    if was is None or now is None:
        return "new" if was is None else "gone"
    if was["is_covered"] != now["is_covered"]:
        return "covered" if now["is_covered"] else "uncovered"
    if was["is_quality"] != now["is_quality"]:
        return "quality" if now["is_quality"] else "quality-lost"
    return None
