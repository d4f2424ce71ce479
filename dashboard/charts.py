"""Frames to Plotly figures, each beside the words that say the same.

No query and no Streamlit here. Colours are the Government Analysis Function's and BRAG's;
text takes the page's own colour, so that both themes read.
"""

import pandas as pd
import plotly.graph_objects as go

from dashboard.ask import records
from dashboard.filters import day

BRAG_COLOURS = {
    "blue": "#2f6fa7",
    "green": "#1f8a5b",
    "amber": "#d99a00",
    "red": "#d4351c",
    "grey": "#8a9196",
}
ACCENT = "#3b7cb8"


def _figure(height: int) -> go.Figure:
    figure = go.Figure()
    figure.update_layout(
        height=height,
        margin={"l": 8, "r": 8, "t": 24, "b": 8},
        showlegend=False,
        dragmode=False,
        hovermode=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font={"size": 14},
        bargap=0.25,
        uniformtext={"minsize": 9, "mode": "show"},
    )
    return figure


def brag_by_month(frame: pd.DataFrame) -> go.Figure:
    """Stacked columns: findings at bodies by BRAG at each month end; from brag_by_month."""
    figure = _figure(360)
    months = sorted(frame["on_date"].unique())
    labels = [f"{month:%b}<br>{month:%Y}" if i == 0 or month.month == 1 else f"{month:%b}"
              for i, month in enumerate(months)]  # fmt: skip
    for code, colour in BRAG_COLOURS.items():
        counts = frame[frame["brag_code"] == code].set_index("on_date")["position_count"]
        values = [int(counts.get(month, 0)) for month in months]
        if not any(values):
            continue
        symbol = frame.loc[frame["brag_code"] == code, "brag_symbol"].iloc[0]
        figure.add_bar(
            x=list(range(len(months))),
            y=values,
            name=code,
            marker={"color": colour, "line": {"width": 0}},
            text=[f"{symbol} {value}" if value else "" for value in values],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"color": "#0b0c0c" if code in ("amber", "grey") else "#ffffff"},
        )
    figure.update_layout(barmode="stack")
    figure.update_xaxes(tickvals=list(range(len(months))), ticktext=labels, fixedrange=True)
    figure.update_yaxes(title="Findings at bodies", rangemode="tozero", fixedrange=True)
    return figure


def brag_by_month_in_words(frame: pd.DataFrame) -> str:
    """The same as a sentence: the first and the last month's counts."""

    def counts(on_date: pd.Timestamp) -> str:
        rows = frame[frame["on_date"] == on_date]
        return ", ".join(f"{row.position_count} {row.brag.lower()}" for row in records(rows))

    first, last = frame["on_date"].min(), frame["on_date"].max()
    return (
        f"Columns of findings at bodies by BRAG, month by month. {day(first)}: {counts(first)}. "
        f"{day(last)}: {counts(last)}."
    )


def finding_history(frame: pd.DataFrame) -> go.Figure:
    """Steps of the claimed stage over time with each verification marked; from finding_history."""
    figure = _figure(260)
    is_verified = frame["lane_code"] == "verified"
    # A lane each: a body's "Disputed" and a verifier's are not the same line.
    rows = frame.assign(line=frame["stage"].where(~is_verified, "Verifier: " + frame["stage"]))
    rows = rows[~rows["is_replaced"]].sort_values("on_date")
    claimed, verified = rows[rows["lane_code"] == "claimed"], rows[rows["lane_code"] == "verified"]
    figure.add_scatter(
        x=claimed["on_date"].dt.strftime("%Y-%m-%d").tolist(),
        y=claimed["line"].tolist(),
        mode="lines+markers",
        line={"shape": "hv", "color": ACCENT, "width": 3},
        marker={"size": 8},
    )
    figure.add_scatter(
        x=verified["on_date"].dt.strftime("%Y-%m-%d").tolist(),
        y=verified["line"].tolist(),
        mode="markers",
        marker={"symbol": "diamond", "size": 14, "color": "#a285d1"},
    )
    order = rows.sort_values(["lane_code", "stage_order"])["line"].drop_duplicates().tolist()
    figure.update_yaxes(
        categoryorder="array", categoryarray=order, fixedrange=True, range=[-0.4, len(order) - 0.3]
    )
    figure.update_xaxes(type="date", tickformat="%b %Y", fixedrange=True)
    return figure


def finding_history_in_words(frame: pd.DataFrame) -> str:
    """The same as a sentence: each change of stage with its date."""
    told, last = [], None
    for row in records(frame[~frame["is_replaced"]].sort_values(["on_date", "lane_code"])):
        said = f"{row.lane_code} {row.stage.lower()}"
        if said != last:
            told.append(f"{day(row.on_date)}: {said}")
        last = said
    return f"Stage over time. {'; '.join(told)}."
