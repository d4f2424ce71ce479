"""The SOCIT resourcing page in sentences.

Every number comes from a query's frame; drawing them as HTML is tables'.
"""

import pandas as pd

from dashboard.filters import listed
from dashboard.phrases import n_of_d, plural


def socit_headline(by_body: pd.DataFrame) -> list[str]:
    """Posts filled, abstraction and the spread of workload; from socit_by_body."""
    reported = by_body[by_body["in_post_fte"].notna()]
    if reported.empty:
        return ["No body chosen has reported SOCIT posts by this date."]
    total = reported[["establishment_fte", "in_post_fte", "abstracted_fte"]].sum()
    sentences = [
        f"{n_of_d(total['in_post_fte'], total['establishment_fte'])} FTE posts are filled over "
        f"{plural(len(reported), 'body', 'bodies')}; "
        f"{n_of_d(total['abstracted_fte'], total['in_post_fte'])} FTE of those in post are "
        "abstracted.",
    ]
    loads = reported["workload_cases_per_fte"].dropna()
    if not loads.empty:
        sentences.append(
            f"Live investigations per available FTE run from {loads.min():.1f} to "
            f"{loads.max():.1f}."
        )
    silent = by_body.loc[by_body["in_post_fte"].isna(), "body"].tolist()
    if silent:
        sentences.append(f"Not reported: {listed(silent)}.")
    return sentences
