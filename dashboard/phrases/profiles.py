"""The Profiles and LROs page in sentences, cards and tables.

Every number comes from a query's frame; drawing them as HTML is drawing's.
"""

from typing import Any

import pandas as pd

from dashboard.frames import records
from dashboard.phrases.values import Bar, BarPicture, Card, Part, Table, share_card
from dashboard.wording import in_sentence, listed, n_of_d, plural, sign_and_words, words


def profiles_headline(by_body: pd.DataFrame, areas: pd.DataFrame, posts: pd.DataFrame) -> list[str]:
    """Profiles, then who leads the OCGs.

    From profile_and_lro_by_body, profile_by_area and lro_by_post.
    """
    reported = by_body[by_body["area_count"].notna()]
    led = by_body[by_body["ocg_count"].notna()]
    if reported.empty and not by_body["lro_count"].notna().any():
        return ["No body chosen has reported its local profiles or LROs by this date."]
    sentences = []
    if not reported.empty:
        sentences += [_profiles(reported), *_shut_out(reported), *_oldest(areas)]
    if not led.empty:
        sentences.append(_led(led))
    loads = posts["led_count"].dropna()
    if not loads.empty and loads.max():
        most = loads.max()
        bodies = posts.loc[posts["led_count"] == most, "body"].drop_duplicates().tolist()
        sentences.append(
            f"The most active OCGs that one LRO leads is {int(most)}, at {listed(bodies)}; the "
            f"median is {loads.median():g}."
        )
    for what, column in (("local profiles", "area_count"), ("LROs", "lro_count")):
        silent = by_body.loc[by_body[column].isna(), "body"].tolist()
        if silent:
            sentences.append(f"Not reported, {what}: {listed(silent)}.")
    return sentences


def _shut_out(reported: pd.DataFrame) -> list[str]:
    """How many partners cannot open the profile of their own area; nothing where all can."""
    count, access = reported[["partner_count", "access_count"]].sum().astype(int)
    if access >= count:
        return []
    return [f"{n_of_d(count - access, count)} partners cannot open the profile of their own area."]


def _oldest(areas: pd.DataFrame) -> list[str]:
    """The profile that has gone longest without a change, where one is not current."""
    late = [row for row in records(areas) if not row.is_current and not pd.isna(row.age_days)]
    if not late:
        return []
    oldest = max(late, key=lambda row: row.age_days)
    name = oldest.body if oldest.area == oldest.body else f"{oldest.body} ({oldest.area})"
    days = f"{int(oldest.age_days):,} days"
    return [f"The oldest was last updated {days} before this date, at {name}."]


def _profiles(areas: pd.DataFrame) -> str:
    total = areas[["area_count", "current_count", "live_count", "static_count", "none_count"]]
    count, current, live, static, none = total.sum().astype(int)
    if not count:
        return "No area is listed by the bodies that reported local profiles."
    late = live - current
    rest = [
        f"{late} live and not current" if late else "",
        plural(static, "static copy", "static copies") if static else "",
        f"{plural(none, 'area')} without a profile" if none else "",
    ]
    target = areas["current_target_pct"].iloc[0]
    told = f"{n_of_d(current, count, target)} areas have a local profile that is live and current"
    return (
        f"{told}; the rest: {listed([part for part in rest if part])}." if any(rest) else f"{told}."
    )


def _led(led: pd.DataFrame) -> str:
    total = led[["ocg_count", "without_lro_count", "unlisted_count"]].sum().astype(int)
    count, without, unlisted = total
    if not count:
        return "No OCG is active at the bodies that reported OCGs."
    told = (
        f"{n_of_d(without, count)} active OCGs have no LRO" if without else "Every OCG has an LRO"
    )
    return f"{told}; {unlisted} name an LRO who is not listed." if unlisted else f"{told}."


def profile_bars(areas: pd.DataFrame, limit_days: int) -> BarPicture:
    """The age of each area's profile against the limit, and its partners; from profile_by_area."""
    key = [("solid", "live"), ("dashed", "static copy"), ("dot", "partner with access"),
           ("dot hollow", "partner shut out")]  # fmt: skip
    order = areas.sort_values("body", kind="stable") if len(areas) else areas
    return BarPicture(
        "Age of each local profile, and its partners",
        key,
        [_profile(row) for row in records(order)],
        ("", "partners"),
        counts=True,
        limit=(limit_days, f"limit, {limit_days} days"),
        most=4 * limit_days,
    )


def _profile(row: Any) -> Bar:
    name = row.body if row.area == row.body else f"{row.area}, {row.body}"
    is_static = row.format_code == "static"
    shut_out = int(row.partners) - int(row.partners_with_access)
    counts = [
        Part(
            "dot", int(row.partners_with_access), f"{row.partners_with_access} partners with access"
        ),
        Part("dot hollow", shut_out, f"{shut_out} shut out"),
    ]
    if pd.isna(row.age_days):
        state = in_sentence(sign_and_words(str(row.profile_state))[1])
        return Bar(name, (), (), state, counts=counts)
    value = f"{int(row.age_days):,} days" + (", static copy" if is_static else "")
    part = Part("dashed" if is_static else "solid", float(row.age_days), f"{name}: {value}")
    return Bar(name, (), [part], value, counts=counts)


def lro_bars(posts: pd.DataFrame) -> BarPicture:
    """LROs trained and not, and the OCGs that each leads, by body; from lro_by_post."""
    key = [("solid", "trained"), ("dashed", "not trained"), ("block", "an active OCG led"),
           ("block hollow", "led by an LRO who is not trained")]  # fmt: skip
    bars = [_lros(str(body), rows) for body, rows in posts.sort_values("body").groupby("body")]
    heads = ("LROs", "active OCGs that each LRO leads")
    return BarPicture("LROs trained, and the OCGs each leads", key, bars, heads, counts=True)


def _lros(body: str, rows: pd.DataFrame) -> Bar:
    trained, of = int(rows["is_trained"].sum()), len(rows)
    parts = [
        Part("solid", trained, f"{body}: {plural(trained, 'LRO')} trained"),
        Part("dashed", of - trained, f"{body}: {plural(of - trained, 'LRO')} not trained"),
    ]
    counts = [
        Part(
            "block" if row.is_trained else "block hollow",
            0 if pd.isna(row.led_count) else int(row.led_count),
            f"{row.lro_ref}{'' if row.is_trained else ', not trained'}: leads "
            f"{'not known' if pd.isna(row.led_count) else int(row.led_count)}",
        )
        for row in records(rows)
    ]
    return Bar(body, (), parts, f"{trained} of {of}", counts=counts)


def trained_in_words(posts: pd.DataFrame) -> pd.DataFrame:
    """The posts with whether and when each was trained in one column; from lro_by_post."""
    told = [
        f"Yes, {words(row.trained_on, 'no date given')}" if row.is_trained else "No"
        for row in records(posts)
    ]
    return posts.assign(trained=told)


def profile_terms(by_body: pd.DataFrame) -> str:
    """What current means, with its limit; from profile_and_lro_by_body."""
    if by_body.empty:
        return ""
    return (
        f"A profile is current when it is live and was updated within the last "
        f"{by_body['current_within_days'].iloc[0]} days. A static copy is never current."
    )


def profiles_cards(by_body: pd.DataFrame, before: pd.DataFrame | None, since: str) -> list[Card]:
    """The measures of this page over all bodies; profile_and_lro_by_body at two dates."""
    drawn = {
        "Local profiles live and current": ("current", "area_count", "areas"),
        "Partners with access": ("access", "partner_count", "partners"),
        "LROs trained": ("trained", "lro_count", "LROs"),
    }
    return [
        share_card(label, by_body, before, name, of, noun, since)
        for label, (name, of, noun) in drawn.items()
        if by_body[of].notna().any()
    ]


BY_BODY = Table(
    "profile_and_lro_by_body",
    {
        "body": "Body",
        "current": "Local profiles live and current",
        "static_count": "Static copies",
        "none_count": "Areas without a profile",
        "access": "Partners with access",
        "trained": "LROs trained",
        "without_lro": "OCGs without an LRO",
        "unlisted_count": "LRO named but not listed",
        "as_at_on": "As at",
        "is_stale": "Stale",
    },
    "Local profiles and LROs by body",
    "profiles-and-lros-by-body",
    shares={
        "current": ("current_count", "area_count", "current_target_pct"),
        "access": ("access_count", "partner_count", "access_target_pct"),
        "trained": ("trained_count", "lro_count", "trained_target_pct"),
        "without_lro": ("without_lro_count", "ocg_count"),
    },
)
AREAS = Table(
    "profile_by_area",
    {
        "area": "Area",
        "body": "Body",
        "profile_state": "Profile at its return",
        "as_at_on": "As at",
        "age_days": "Days since updated, to this date",
        "last_updated_on": "Last updated",
        "access": "Partners with access",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Local profiles (sheet Local profiles), those not live first",
    "profiles-by-area",
    empty="No local profile has been reported by the bodies chosen.",
    missing="none given",
    shares={"access": ("partners_with_access", "partners")},
)
LROS = Table(
    "lro_by_post",
    {
        "lro_ref": "LRO",
        "body": "Body",
        "role": "Role",
        "led_count": "Active OCGs led",
        "trained": "Trained",
        "file_name": "Return",
        "row_number": "Row",
    },
    "LRO posts (sheet LROs), those that lead the most OCGs first",
    "lros-by-post",
    empty="No LRO has been reported by the bodies chosen.",
    shape=trained_in_words,
)
WITHOUT_LRO = Table(
    "ocg_without_lro",
    {
        "ocg_ref": "OCG",
        "body": "Body",
        "threat_band": "Threat band",
        "lro_state": "LRO",
        "lro_ref": "LRO named",
        "file_name": "Return",
        "row_number": "Row",
    },
    "Active OCGs (sheet OCGs) without an LRO, or whose LRO is not listed",
    "ocgs-without-lro",
    empty="Every active OCG reported has an LRO who is listed.",
    missing="none",
)
