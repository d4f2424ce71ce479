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
            "file_name": received["file_name"],
            "row_number": post["row_number"],
        }
        for code, received in asked.latest.items()
        if received is not None
        for post in asked.region.sheet("socit_post", received)
    ]
