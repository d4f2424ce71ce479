"""Frames to Plotly figures; the words that say the same are phrases'.

No query and no Streamlit here. Colours are the Government Analysis Function's and BRAG's;
text takes the page's own colour, so that both themes read.
"""

from typing import Any

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.phrases import trends
from dashboard.wording import rounded

BRAG_COLOURS = {
    "blue": "#2f6fa7",
    "green": "#1f8a5b",
    "amber": "#d99a00",
    "red": "#d4351c",
    "grey": "#8a9196",
}
ACCENT = "#3b7cb8"
TARGET = "#80868b"
MOST_LABELS = 3
"""Of days under a chart, to be read on a phone."""


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
    figure.update_xaxes(type="date", fixedrange=True, **_own_days(claimed, verified))
    return figure


def _own_days(*lanes: pd.DataFrame) -> dict[str, Any]:
    """Labels under the days of the first lane that has any, a few of them and each once.

    A label of a month would stand under its first day, and so a month's last day under the next's.
    """
    days = next((sorted(lane["on_date"].unique()) for lane in lanes if len(lane)), [])
    # Counted from the last, which is the one that matters.
    shown = days[:: -max(1, -(-len(days) // MOST_LABELS))][::-1]
    return {
        "tickvals": [f"{each:%Y-%m-%d}" for each in shown],
        "ticktext": [f"{each.day} {each:%b}<br>{each:%Y}" for each in shown],
    }


def measure_trend(frame: pd.DataFrame) -> go.Figure:
    """One measure month by month, a panel all together and one a body; from measure_trend.

    A month that a body did not return for leaves a gap in its line.
    """
    panels = trends.panels(frame)
    months = pd.date_range(frame["month_on"].min(), frame["month_on"].max(), freq="ME")
    height = 110 * len(panels) + 60 * (len(panels) == 1)
    figure = make_subplots(
        rows=len(panels), cols=1, shared_xaxes=True, vertical_spacing=0.33 / len(panels)
    )
    figure.update_layout(_figure(height + 76).layout)
    figure.update_layout(margin={"l": 76, "r": 64, "t": 60, "b": 24})
    for line, (name, rows) in enumerate(panels.items(), start=1):
        _draw_panel(figure, rows, months, line)
        # All of them together have a scale of their own: a sum of counts dwarfs each of them.
        scale = rows if name == trends.TOGETHER else frame[frame["body_code"].notna()]
        top = scale[["value", "threshold"]].max().max()
        top = top if top > 0 else 1
        figure.update_yaxes(
            range=[-0.05 * top, 1.1 * top], nticks=3, ticksuffix=_sign(rows), row=line, col=1
        )
        figure.add_annotation(
            text=f"<b>{name}</b>", x=0, y=1, yshift=20, xref="x domain", yref="y domain",
            xanchor="left", yanchor="middle", showarrow=False, row=line, col=1,
        )  # fmt: skip
    figure.update_yaxes(fixedrange=True, showgrid=False, zeroline=True, zerolinecolor=TARGET)
    figure.update_xaxes(
        range=[months[0] - pd.Timedelta(days=27), months[-1] - pd.Timedelta(days=11)],
        tickvals=[f"{month:%Y-%m}-15" for month in months[:: max(1, (len(months) - 1) // 3)]],
        tickformat="%b<br>%Y", fixedrange=True, showgrid=False,
    )  # fmt: skip
    figure.add_annotation(
        text=f"{frame['unit'].iloc[0]}", x=0, y=0.5, xref="paper", yref="paper", xshift=-62,
        textangle=-90, xanchor="center", yanchor="middle", showarrow=False,
    )  # fmt: skip
    return figure


def _sign(rows: pd.DataFrame) -> str:
    """What follows a value of this measure."""
    return "%" if rows["kind_code"].iloc[0].startswith("share") else ""


def _draw_panel(figure: go.Figure, rows: pd.DataFrame, months: pd.DatetimeIndex, line: int) -> None:
    by_month = rows.set_index("month_on")["value"].reindex(months)
    held, sign = by_month.dropna(), _sign(rows)
    last = None if held.empty else held.index[-1]
    figure.add_scatter(
        # In the middle of its month: a month's last day would stand under the next one's name.
        x=[f"{month:%Y-%m}-15" for month in months],
        y=[None if pd.isna(value) else round(value, 2) for value in by_month],
        mode="lines+markers+text",
        text=[
            f"<b>{rounded(value, 0 if sign else 1).removesuffix('.0')}{sign}</b>"
            if month == last
            else ""
            for month, value in by_month.items()
        ],
        textposition="middle right",
        textfont={"size": 16},
        line={"color": ACCENT, "width": 3},
        marker={"size": 6, "color": ACCENT},
        connectgaps=False,
        cliponaxis=False,
        row=line,
        col=1,
    )
    target = rows["threshold"].iloc[0]
    if not pd.isna(target):
        figure.add_hline(
            y=target, line={"dash": "dot", "color": TARGET, "width": 2}, row=line, col=1
        )
        figure.add_annotation(
            text=f"Target {target:g}{sign}", x=f"{months[0]:%Y-%m}-15", y=target, xanchor="left",
            yanchor="bottom", showarrow=False, font={"size": 12}, row=line, col=1,
        )  # fmt: skip
