"""Frames to Plotly figures, each beside the words that say the same.

No query and no Streamlit here. Colours are the Government Analysis Function's and BRAG's;
text takes the page's own colour, so that both themes read.
"""

import pandas as pd
import plotly.graph_objects as go
from plotly.subplots import make_subplots

from dashboard.frames import records
from dashboard.wording import day, in_sentence

BRAG_COLOURS = {
    "blue": "#2f6fa7",
    "green": "#1f8a5b",
    "amber": "#d99a00",
    "red": "#d4351c",
    "grey": "#8a9196",
}
ACCENT = "#3b7cb8"
TARGET = "#80868b"


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
        return ", ".join(f"{row.position_count} {in_sentence(row.brag)}" for row in records(rows))

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
        said = f"{row.lane_code} {in_sentence(row.stage)}"
        if said != last:
            told.append(f"{day(row.on_date)}: {said}")
        last = said
    return f"Stage over time. {'; '.join(told)}."


MOST_PANELS = 6
"""The bodies drawn each in a panel; more of them are drawn together only."""
TOGETHER = "Bodies together"


def measure_trend(frame: pd.DataFrame) -> go.Figure:
    """One measure month by month, a panel all together and one a body; from measure_trend.

    A month that a body did not return for leaves a gap in its line.
    """
    panels = _panels(frame)
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
        scale = rows if name == TOGETHER else frame[frame["body_code"].notna()]
        top = max(scale["value"].max(), scale["threshold"].max(), 0) or 1
        figure.update_yaxes(
            range=[-0.05 * top, 1.1 * top], nticks=3, ticksuffix=_sign(rows), row=line, col=1
        )
        figure.add_annotation(
            text=f"<b>{name}</b>", x=0, y=1, yshift=20, xref="x domain", yref="y domain",
            xanchor="left", yanchor="middle", showarrow=False, row=line, col=1,
        )  # fmt: skip
    figure.update_yaxes(fixedrange=True, showgrid=False, zeroline=True, zerolinecolor=TARGET)
    figure.update_xaxes(
        range=[months[0] - pd.Timedelta(days=12), months[-1] + pd.Timedelta(days=4)],
        tickvals=months[:: max(1, (len(months) - 1) // 3)],
        tickformat="%b<br>%Y", fixedrange=True, showgrid=False,
    )  # fmt: skip
    figure.add_annotation(
        text=f"{frame['unit'].iloc[0]}", x=0, y=0.5, xref="paper", yref="paper", xshift=-62,
        textangle=-90, xanchor="center", yanchor="middle", showarrow=False,
    )  # fmt: skip
    return figure


def _panels(frame: pd.DataFrame) -> dict[str, pd.DataFrame]:
    """The rows of each panel by its title, all together first; one body is no sum."""
    of_bodies = {
        str(body): rows for body, rows in frame.dropna(subset="body").groupby("body", sort=False)
    }
    if len(of_bodies) == 1:
        return of_bodies
    together = {TOGETHER: frame[frame["body_code"].isna()]}
    return together if len(of_bodies) > MOST_PANELS else {**together, **of_bodies}


def _sign(rows: pd.DataFrame) -> str:
    """What follows a value of this measure."""
    return "%" if rows["kind_code"].iloc[0].startswith("share") else ""


def _draw_panel(figure: go.Figure, rows: pd.DataFrame, months: pd.DatetimeIndex, line: int) -> None:
    by_month = rows.set_index("month_on")["value"].reindex(months)
    held, sign = by_month.dropna(), _sign(rows)
    last = None if held.empty else held.index[-1]
    figure.add_scatter(
        x=[f"{month:%Y-%m-%d}" for month in months],
        y=[None if pd.isna(value) else round(value, 2) for value in by_month],
        mode="lines+markers+text",
        text=[
            f"<b>{round(value, 0 if sign else 1):g}{sign}</b>" if month == last else ""
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
            text=f"Target {target:g}{sign}", x=f"{months[0]:%Y-%m-%d}", y=target, xanchor="left",
            yanchor="bottom", showarrow=False, font={"size": 12}, row=line, col=1,
        )  # fmt: skip


def measure_trend_in_words(frame: pd.DataFrame) -> str:
    """The same as sentences: each panel's first and last value, and the target."""
    first = next(records(frame))
    told = [f"{first.measure} over time, {first.unit}."]
    for name, rows in _panels(frame).items():
        held = rows.dropna(subset="value")
        if held.empty:
            told.append(f"{name}: nothing to count.")
            continue
        begun, ended = (next(records(held.iloc[[place]])) for place in (0, -1))
        told.append(
            f"{name}: {begun.value:.1f} in {begun.month_on:%B %Y}, "
            f"{ended.value:.1f} in {ended.month_on:%B %Y}."
        )
    if pd.isna(first.threshold):
        told.append("No target is set.")
    else:
        bound = "at least" if first.better == "higher" else "at most"
        told.append(f"Target: {bound} {first.threshold:g}.")
    return " ".join(told)
