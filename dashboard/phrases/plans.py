"""The 4P plans page in sentences and lists of what changed.

Every number comes from a query's frame; drawing them as HTML is tables'.
"""

import pandas as pd

from dashboard.wording import listed, n_of_d, plural


def plan_headline(by_body: pd.DataFrame, first_strand: str) -> list[str]:
    """Coverage, quality and the worst gap in sentences; from plan_quality_by_body."""
    reported = by_body[by_body["is_reported"]]
    if reported.empty:
        return ["No body chosen has reported its OCGs and 4P plans by this date."]
    total = reported[
        ["ocg_count", "covered_count", "quality_count", "high_harm_count", "pursue_only_count"]
    ].sum()
    whole = int((reported["covered_count"] == reported["ocg_count"]).sum())
    pursue_only = int(total["pursue_only_count"])
    sentences = [
        f"{whole} of {plural(len(reported), 'body', 'bodies')} that reported have every OCG "
        f"covered: {n_of_d(total['covered_count'], total['ocg_count'])} OCGs have a plan, and "
        f"{n_of_d(total['quality_count'], total['ocg_count'])} a plan of quality.",
        f"{plural(pursue_only, 'high-harm OCG')} of {int(total['high_harm_count'])} "
        f"{'has' if pursue_only == 1 else 'have'} {first_strand} live and nothing else.",
    ]
    silent = by_body.loc[~by_body["is_reported"], "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences
