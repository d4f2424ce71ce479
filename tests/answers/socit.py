"""What each query about the SOC investigation teams should answer."""

from oracle import Asked, Row, not_reported


def socit_by_body(asked: Asked) -> list[Row]:
    """Posts, people and work; no figures where not reported or without a post."""
    rows = []
    for code, received in asked.latest.items():
        is_reported = received is not None and "socit_post" not in not_reported(received)
        posts = asked.region.sheet("socit_post", received) if is_reported else []
        sums = {
            name: float(sum(post[name] for post in posts)) if posts else None
            for name in (
                "establishment_fte", "in_post_fte", "accredited_fte", "abstracted_fte",
                "live_investigations",
            )
        }  # fmt: skip
        leading = sum(
            post["in_post_fte"] - post["abstracted_fte"]
            for post in posts
            if post["live_investigations"]
        )
        work = sums["live_investigations"]
        rows.append(
            {
                "body_code": code,
                "is_reported": is_reported,
                **sums,
                "vacancy_fte": sums["establishment_fte"] - sums["in_post_fte"] if posts else None,
                "workload_cases_per_fte": work / leading if leading > 0 else None,
            }
        )
    return rows


def socit_by_role(asked: Asked) -> list[Row]:
    """Every team's posts as last reported."""
    return [
        {
            "body_code": code,
            "team": post["team"],
            "role": asked.region.choice("socit_role", post["role_code"]),
            "in_post_fte": post["in_post_fte"],
            "vacancy_fte": post["establishment_fte"] - post["in_post_fte"],
            "workload_cases_per_fte": _workload(post),
            "is_stale": asked.is_stale(received),
            "file_name": received["file_name"],
            "row_number": post["row_number"],
        }
        for code, received in asked.latest.items()
        if received is not None
        for post in asked.region.sheet("socit_post", received)
    ]


def _workload(post: Row) -> float | None:
    here = post["in_post_fte"] - post["abstracted_fte"]
    work = post["live_investigations"]
    return round(work / here, 6) if work and here else None


def socit_what_if(asked: Asked, from_body: str | None, to_body: str, moved_fte: float) -> list[Row]:
    """The workload of who gives and who receives posts, now, at best and at worst."""
    rows = []
    for part, code in (("Gives", from_body), ("Receives", to_body)):
        if code not in asked.latest:
            continue
        received = asked.latest[code]
        row: Row = {
            "part": part,
            "body_code": code,
            "is_reported": False,
            "leading_fte": None,
            "in_post_fte": None,
            "best_fte": None,
            "worst_fte": None,
            "workload_cases_per_fte": None,
            "lowest_workload_cases_per_fte": None,
            "highest_workload_cases_per_fte": None,
            "is_more_than_held": False,
            "as_at_on": received["as_at_on"] if received else None,
            "file_name": received["file_name"] if received else None,
        }
        rows.append(row)
        if received is None or "socit_post" in not_reported(received):
            continue
        posts = asked.region.sheet("socit_post", received)
        here = sum(
            p["in_post_fte"] - p["abstracted_fte"] for p in posts if p["live_investigations"]
        )
        work = sum(post["live_investigations"] for post in posts)
        in_post = sum(post["in_post_fte"] for post in posts)
        sure = 0.0
        if in_post:
            able = sum(post["accredited_fte"] for post in posts) / in_post
            sure = able * (1 - sum(post["abstracted_fte"] for post in posts) / in_post)
        if part == "Gives":
            best, worst = max(here - sure * moved_fte, 0), max(here - moved_fte, 0)
        else:
            best, worst = here + moved_fte, here + sure * moved_fte
        loads = [round(work / fte, 6) if fte else None for fte in (here, best, worst)]
        row |= {
            "is_reported": True,
            "leading_fte": float(here),
            "in_post_fte": float(in_post),
            "best_fte": round(float(best), 6),
            "worst_fte": round(float(worst), 6),
            "workload_cases_per_fte": loads[0],
            "lowest_workload_cases_per_fte": loads[1],
            "highest_workload_cases_per_fte": loads[2],
            "is_more_than_held": part == "Gives" and moved_fte > here,
        }
    return rows
