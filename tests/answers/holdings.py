"""What each query about SCPOs, local profiles and lead responsible officers should answer."""

from datetime import date

from oracle import Asked, Row, not_reported, place

from answers.measures import measured


def _sheet(asked: Asked, body_code: str, table: str) -> list[Row] | None:
    """A body's rows of one sheet; None where it did not report it."""
    received = asked.latest[body_code]
    if received is None or table in not_reported(received):
        return None
    return asked.region.sheet(table, received)


def _dated(asked: Asked, body_code: str) -> Row:
    received = asked.latest[body_code]
    return {
        "body_code": body_code,
        "as_at_on": received["as_at_on"] if received else None,
        "is_stale": received is not None and asked.is_stale(received),
    }


def _in_force(asked: Asked, body_code: str) -> list[Row] | None:
    held = _sheet(asked, body_code, "scpo")
    if held is None:
        return None
    return [row for row in held if row["in_force_on"] <= asked.on(row) <= row["ends_on"]]


def _review(asked: Asked, order: Row) -> str:
    due: date | None = order["review_due_on"]
    if due is None:
        return "undated"
    if due < asked.on(order):
        return "overdue"
    return "in-date" if order["reviewed_on"] else "first"


def scpo_by_body(asked: Asked) -> list[Row]:
    """Counts of orders in force; none where not reported."""
    rows = []
    for code in asked.latest:
        orders, counts = _in_force(asked, code), measured(asked, code)
        known = orders is not None
        orders = orders or []
        held = _sheet(asked, code, "scpo") or []
        states = [_review(asked, order) for order in orders]
        late = [(asked.on(o) - o["review_due_on"]).days for o in orders if o["review_due_on"]]
        own = {
            "order_count": len(orders),
            "reviewed_count": counts.get("scpo-reviewed", (0, 0))[0],
            "overdue_count": states.count("overdue"),
            "lapsed_count": sum(
                state != "overdue"
                and bool(order["review_due_on"])
                and order["review_due_on"] < asked.as_at
                for state, order in zip(states, orders, strict=True)
            ),
            "undated_count": states.count("undated"),
            "first_review_count": states.count("first"),
            "longest_overdue_days": max((days for days in late if days > 0), default=None),
            "managed_count": counts.get("scpo-in-meeting", (0, 0))[0],
            "checked_count": counts.get("scpo-conditions-checked", (0, 0))[0],
            "breached_count": sum(order["breaches"] > 0 for order in orders),
            "breach_count": sum(order["breaches"] for order in orders),
            "ended_count": sum(order["ends_on"] < asked.on(order) for order in held),
        }
        rows.append(
            {
                **_dated(asked, code),
                "is_reported": known,
                **(own if known else dict.fromkeys(own)),
                "checked_within_days": asked.region.setting("conditions_checked_days"),
            }
        )
    return rows


def scpo_breach(asked: Asked) -> list[Row]:
    """Orders breached by what followed, every outcome at every body."""
    rows = []
    for code in asked.latest:
        orders = _in_force(asked, code)
        for outcome in asked.region.tables["choice"]:
            if outcome["list_code"] == "breach_outcome":
                alike = [
                    order
                    for order in orders or []
                    if order["breaches"] and order["breach_outcome_code"] == outcome["code"]
                ]
                rows.append(
                    {
                        "body_code": code,
                        "outcome": outcome["label"],
                        "order_count": None if orders is None else len(alike),
                    }
                )
    return rows


def scpo_register(asked: Asked) -> list[Row]:
    """Every order in force, with the state of its review."""
    rows = []
    for code in asked.latest:
        groups = {row["ocg_ref"]: row for row in asked.region.sheet("ocg", asked.latest[code])}
        for order in _in_force(asked, code) or []:
            state, due = _review(asked, order), order["review_due_on"]
            group = groups.get(order["ocg_ref"])
            rows.append(
                {
                    "body_code": code,
                    "scpo_ref": order["scpo_ref"],
                    "ocg_ref": order["ocg_ref"],
                    "is_ocg_active": group is not None and group["status_code"] == "active",
                    "review_code": state,
                    "review_state": asked.region.choice("scpo_review", state),
                    "days_to_review": None if due is None else (due - asked.on(order)).days,
                    "breaches": order["breaches"],
                    "breach_outcome": asked.region.choice(
                        "breach_outcome", order["breach_outcome_code"]
                    ),
                    "file_name": place(asked, order)["file_name"],
                    "row_number": order["row_number"],
                }
            )
    return rows


def profile_by_area(asked: Asked) -> list[Row]:
    """Every area's profile, its age and its readers."""
    return [
        {
            "body_code": code,
            "area": row["area"],
            **_profile(asked, row),
            "as_at_on": asked.on(row),
            # Whatever the return's own day: the age is told of today's.
            "age_days": _age(asked, row),
            "partners": row["partners"],
            "partners_with_access": row["partners_with_access"],
            "file_name": place(asked, row)["file_name"],
            "row_number": row["row_number"],
        }
        for code in asked.latest
        for row in _sheet(asked, code, "local_profile") or []
    ]


def _age(asked: Asked, row: Row) -> int | None:
    changed = row["updated_on"] or row["issued_on"]
    return (asked.as_at - changed).days if changed else None


def _profile(asked: Asked, row: Row) -> Row:
    changed = row["updated_on"] or row["issued_on"]
    age = (asked.on(row) - changed).days if changed else None
    is_current = age is not None and age <= asked.region.setting("profile_current_days")
    state = row["format_code"]
    if state == "live":
        state = "current" if is_current else "out-of-date"
    return {
        "last_updated_on": changed,
        "age_days": age,
        "is_current": is_current,
        "profile_code": state,
        "profile_state": asked.region.choice("profile_state", state),
    }


def _leading(asked: Asked, body_code: str) -> list[Row] | None:
    """A body's active OCGs, each with whether its LRO is there."""
    groups, lros = _sheet(asked, body_code, "ocg"), _sheet(asked, body_code, "lro")
    if groups is None:
        return None
    refs = {lro["lro_ref"] for lro in lros or []}
    led = []
    for group in groups:
        ref = group["lro_ref"]
        if ref is None:
            state = "none"
        elif lros is None:
            state = "not-known"
        else:
            state = "listed" if ref in refs else "unlisted"
        if group["status_code"] == "active":
            led.append({**group, "lro_code": state})
    return led


def profile_and_lro_by_body(asked: Asked) -> list[Row]:
    """Areas, partners, LROs and OCGs counted; none of a section not reported."""
    rows = []
    for code in asked.latest:
        areas, lros = _sheet(asked, code, "local_profile"), _sheet(asked, code, "lro")
        led, formats = _leading(asked, code), [area["format_code"] for area in areas or []]
        states = [group["lro_code"] for group in led or []]
        counts = measured(asked, code)
        of_areas = {
            "area_count": len(formats),
            "current_count": counts.get("profile-live", (0, 0))[0],
            "live_count": formats.count("live"),
            "static_count": formats.count("static"),
            "none_count": formats.count("none"),
            "partner_count": counts.get("partner-access", (0, 0))[1],
            "access_count": counts.get("partner-access", (0, 0))[0],
        }
        of_lros = {
            "lro_count": len(lros or []),
            "trained_count": counts.get("lro-trained", (0, 0))[0],
        }
        of_groups = {"ocg_count": len(states), "without_lro_count": states.count("none")}
        knows_both = led is not None and lros is not None
        rows.append(
            {
                **_dated(asked, code),
                **(of_areas if areas is not None else dict.fromkeys(of_areas)),
                **(of_lros if lros is not None else dict.fromkeys(of_lros)),
                **(of_groups if led is not None else dict.fromkeys(of_groups)),
                "unlisted_count": states.count("unlisted") if knows_both else None,
                "current_within_days": asked.region.setting("profile_current_days"),
            }
        )
    return rows


def lro_by_post(asked: Asked) -> list[Row]:
    """Every LRO post and the active OCGs it leads."""
    rows = []
    for code in asked.latest:
        led = _leading(asked, code)
        for lro in _sheet(asked, code, "lro") or []:
            own = [group for group in led or [] if group["lro_ref"] == lro["lro_ref"]]
            rows.append(
                {
                    "body_code": code,
                    "lro_ref": lro["lro_ref"],
                    "role": lro["role"],
                    "is_trained": lro["is_trained"],
                    "trained_on": lro["trained_on"],
                    "led_count": None if led is None else len(own),
                    "file_name": place(asked, lro)["file_name"],
                    "row_number": lro["row_number"],
                }
            )
    return rows


def ocg_without_lro(asked: Asked) -> list[Row]:
    """Active OCGs that name no LRO, or one who is not listed."""
    return [
        {
            "body_code": code,
            "ocg_ref": group["ocg_ref"],
            "lro_code": group["lro_code"],
            "lro_state": asked.region.choice("ocg_lro", group["lro_code"]),
            "lro_ref": group["lro_ref"],
            "file_name": place(asked, group)["file_name"],
            "row_number": group["row_number"],
        }
        for code in asked.latest
        for group in _leading(asked, code) or []
        if group["lro_code"] in ("none", "unlisted")
    ]
