"""Works out where the region stood, slowly and in plain Python, for queries to be held against.

It reads whole tables and knows the definitions, not the queries; the answer each query
should give is in answers. Dates are date, moments datetime without a zone, missing None.
"""

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from itertools import pairwise
from typing import Any
from zoneinfo import ZoneInfo

from dashboard.figures.filters import NOW
from dashboard.store.versions import Store

Row = dict[str, Any]


class Region:
    """Everything one store holds."""

    def __init__(self, store: Store) -> None:
        """Read every table whole."""
        self.tables: dict[str, list[Row]] = {}
        with store.read() as con:
            names = con.execute(
                "select table_name from duckdb_tables() where database_name = current_database()"
            ).fetchall()
            for (name,) in names:
                answer = con.execute(f"select * from {name}")  # noqa: S608
                columns = [column[0] for column in answer.description or []]
                rows = answer.fetchall()
                self.tables[name] = [dict(zip(columns, row, strict=True)) for row in rows]
        self.returns = {row["return_id"]: row for row in self.tables["return_received"]}
        self.bodies = {row["body_code"]: row for row in self.tables["body"]}
        self._sheets: dict[str, dict[int, list[Row]]] = {}
        self._keyed: dict[tuple[str, ...], dict[tuple[Any, ...], list[Row]]] = {}
        self._newest_before: dict[int, datetime] = {}

    def sheet(self, table: str, received: Row | None) -> list[Row]:
        """One return's rows of one sheet; of no return, none."""
        if table not in self._sheets:
            by_return: dict[int, list[Row]] = {}
            for row in self.tables[table]:
                by_return.setdefault(row["return_id"], []).append(row)
            self._sheets[table] = by_return
        return self._sheets[table].get(received["return_id"], []) if received else []

    def one(self, table: str, **key: Any) -> Row:
        """The only row of a table under this key."""
        names = (table, *key)
        if names not in self._keyed:
            keyed: dict[tuple[Any, ...], list[Row]] = {}
            for each in self.tables[table]:
                keyed.setdefault(tuple(each[name] for name in key), []).append(each)
            self._keyed[names] = keyed
        (row,) = self._keyed[names].get(tuple(key.values()), [])
        return row

    def label(self, table: str, **key: Any) -> str | None:
        """What people read for a code; None for no code."""
        if any(value is None for value in key.values()):
            return None
        return str(self.one(table, **key)["label"])

    def choice(self, list_code: str, code: str | None) -> str | None:
        """What people read for a code of a small list."""
        return self.label("choice", list_code=list_code, code=code)

    def setting(self, code: str) -> int:
        """A limit of the region."""
        return int(self.one("setting", setting_code=code)["value"])

    def clock(self, moment: datetime | None) -> datetime | None:
        """A moment kept in UTC as the region's clock showed it."""
        if moment is None:
            return None
        zone = ZoneInfo(self.choice("time_zone", "region") or "")
        return moment.replace(tzinfo=UTC).astimezone(zone).replace(tzinfo=None)

    def days_after(self, received: Row) -> int:
        """By how many days a return came in after the day it describes, by the region's clock."""
        came = self.clock(received["received_at"])
        assert came is not None
        days: int = (came.date() - received["as_at_on"]).days
        return days

    def makes_returns(self, body_code: str) -> bool:
        """Whether it is a body; the region itself is only the board's."""
        return bool(self.bodies[body_code]["kind_code"] != "region")

    def published_on(self, row: Row) -> date:
        """The day a finding's or grade's inspection was published."""
        on: date = self.one("inspection", inspection_code=row["inspection_code"])["published_on"]
        return on

    def last_word(self, rows: Iterable[Row]) -> Row | None:
        """Of received rows, the one of the latest as-at date and, within it, taken in last."""
        return max(rows, key=self.written, default=None)

    def written(self, row: Row) -> tuple[date, int, int]:
        """Orders the rows of several returns: the later word comes later."""
        return (*age(self.returns[row["return_id"]]), row["row_number"])

    def newest_before(self, version_number: int) -> datetime:
        """The latest moment at which anything came in with an earlier version."""
        if version_number not in self._newest_before:
            rows = self.tables["return_received"]
            came = (r["received_at"] for r in rows if r["version_number"] < version_number)
            self._newest_before[version_number] = max(came, default=datetime.min)  # noqa: DTZ901
        return self._newest_before[version_number]

    @cached_property
    def unverified(self) -> str:
        """The stage of a finding no verifier has spoken of: the first of the lane."""
        lane = [row for row in self.tables["stage"] if row["lane_code"] == "verified"]
        return str(min(lane, key=lambda row: row["display_order"])["stage_code"])


@dataclass(frozen=True)
class Asked:
    """The region as at a day, for some bodies, as known at a moment."""

    region: Region
    as_at: date
    body_codes: tuple[str, ...]
    known_at: datetime = NOW
    seen_codes: tuple[str, ...] = ()
    """Every body the viewer may see, chosen or not."""

    def holds(self, row: Row) -> bool:
        """Whether a return or refusal had come in by then, and with it all that came before it."""
        before = self.region.newest_before(row["version_number"])
        return max(row["received_at"], before) <= self.known_at

    @cached_property
    def known(self) -> list[Row]:
        """The returns received by that moment that describe that day or an earlier one."""
        return [
            row
            for row in self.region.tables["return_received"]
            if row["as_at_on"] <= self.as_at and self.holds(row)
        ]

    @cached_property
    def latest(self) -> dict[str, Row | None]:
        """Per chosen body that makes returns, the one its position is taken from."""
        return {
            code: max((r for r in self.known if r["body_code"] == code), key=age, default=None)
            for code in self.body_codes
            if self.region.makes_returns(code)
        }

    def is_stale(self, received: Row) -> bool:
        """Whether a return is older than the limit."""
        return self.days_since(received["as_at_on"]) > self.region.setting("stale_after_days")

    def is_silent(self, body_code: str) -> bool:
        """Whether a body's latest return is stale, or there is none."""
        received = self.latest[body_code]
        return received is None or self.is_stale(received)

    @cached_property
    def others(self) -> dict[tuple[date, datetime], "Asked"]:
        """The same question on other days, each with what it has worked out."""
        return {}

    def on_day(self, as_at: date, known_at: datetime) -> "Asked":
        """The same question on another day, or as known at another moment."""
        if (as_at, known_at) not in self.others:
            other = replace(self, as_at=as_at, known_at=known_at)
            self.others[as_at, known_at] = other
        return self.others[as_at, known_at]

    def of(self, received: Row) -> "Asked":
        """The same question on the day a return describes, which is what it can answer."""
        return self.on_day(received["as_at_on"], self.known_at)

    def before(self, since: date) -> "Asked":
        """The same question as it was answered at the end of an earlier day."""
        zone = ZoneInfo(self.region.choice("time_zone", "region") or "")
        end = datetime.combine(since, time.max, zone).astimezone(UTC).replace(tzinfo=None)
        return self.on_day(since, min(end, self.known_at))

    def on(self, row: Row) -> date:
        """The day a received row describes: that of its return."""
        day: date = self.region.returns[row["return_id"]]["as_at_on"]
        return day

    def days_since(self, on: date) -> int:
        """Whole days from then to the as-at date."""
        return (self.as_at - on).days

    @cached_property
    def findings(self) -> list[Row]:
        """The findings of the inspections published by that day."""
        rows = self.region.tables["finding"]
        return [row for row in rows if self.region.published_on(row) <= self.as_at]

    def said(self, table: str) -> list[Row]:
        """The rows of one of the board's sheets, over all the returns known."""
        return [row for received in self.in_force for row in self.region.sheet(table, received)]

    @cached_property
    def in_force(self) -> list[Row]:
        """The known returns that no later one replaced for the same body and day, and the entries
        that none corrects."""
        last: dict[tuple[str, date], Row] = {}
        for row in sorted(self.known, key=age):
            if not row["is_entry"]:
                last[row["body_code"], row["as_at_on"]] = row
        corrected = [
            row["corrects_return_id"]
            for row in self.region.tables["return_received"]
            if self.holds(row)
        ]
        entries = [row for row in self.known if row["is_entry"]]
        return [*last.values(), *(row for row in entries if row["return_id"] not in corrected)]

    @property
    def knows_board(self) -> bool:
        """Whether the board's secretariat had returned."""
        return any(not self.region.makes_returns(row["body_code"]) for row in self.in_force)

    @cached_property
    def verifications(self) -> list[Row]:
        """What verifiers had said by that day."""
        return [row for row in self.said("verification") if row["verified_on"] <= self.as_at]

    @cached_property
    def positions(self) -> dict[tuple[str, str], Row]:
        """Per finding and chosen body it applies to: claimed, verified, and the BRAG to show."""
        return {
            (finding["finding_ref"], body_code): self._position(finding, body_code)
            for finding in self.findings
            for body_code in self.latest
            if {"finding_ref": finding["finding_ref"], "body_code": body_code}
            in self.region.tables["finding_body"]
        }

    def _position(self, finding: Row, body_code: str) -> Row:
        ref, received = finding["finding_ref"], self.latest[body_code]
        claims = self.region.sheet("finding_update", received)
        claim = next((row for row in claims if row["finding_ref"] == ref), None)
        return {
            **self.named(finding),
            "body_code": body_code,
            "response_published_on": self._response(ref, body_code),
            "body": self.region.bodies[body_code]["short_name"],
            "body_order": self.region.bodies[body_code]["display_order"],
            "is_reported": claim is not None,
            **self.dated(received if claim else None),
            **self._left_out(finding, received, claim),
            **self._claimed(claim),
            **self._verified(ref, body_code, claim),
            **self._doubts(ref, body_code, claim),
        }

    def _left_out(self, finding: Row, received: Row | None, claim: Row | None) -> Row:
        """What a body's latest return leaves out: this finding alone, or the whole sheet."""
        code = None
        if received and not claim and received["as_at_on"] >= self.region.published_on(finding):
            code = "sheet" if "finding_update" in not_reported(received) else "finding"
        on = received["as_at_on"] if received else None
        return {"left_out_code": code, "latest_as_at_on": on}

    def named(self, finding: Row) -> Row:
        """A finding as it is published."""
        own = ("finding_ref", "wording", "is_wording_held")
        return {
            **{name: finding[name] for name in own},
            "finding_number": finding["number"],
            "scope": self.region.choice("scope", finding["scope_code"]),
        }

    def _response(self, ref: str, body_code: str) -> date | None:
        """The day of a body's latest section 55 response on a finding."""
        days = [
            row["published_on"]
            for row in self.region.tables["statement"]
            if (row["finding_ref"], row["body_code"]) == (ref, body_code)
            and row["kind_code"] == "section-55-response"
            and row["published_on"] <= self.as_at
        ]
        return max(days, default=None)

    def _doubts(self, ref: str, body_code: str, claim: Row | None) -> Row:
        verified = self._verified(ref, body_code, claim)
        stage = self.region.one(
            "stage", lane_code="verified", stage_code=verified["verified_stage_code"]
        )
        closing = claim["expected_closing_on"] if claim else None
        milestone = claim["next_milestone_due_on"] if claim else None
        is_contradicted = verified["is_verified"] and self._says_not_done(claim, verified)
        own = claim and self.region.one(
            "stage", lane_code="claimed", stage_code=claim["claimed_stage_code"]
        )
        is_ended = stage["kind_code"] == "ended"
        is_open = bool(
            own and own["kind_code"] == "step" and not own["is_complete"] and not is_ended
            and (is_contradicted or not verified["is_verified"])
        )  # fmt: skip
        is_waiting = bool(own and own["is_complete"] and not verified["is_verified"])
        return {
            "is_contested": stage["kind_code"] == "contested",
            "is_conflict": stage["kind_code"] == "conflict",
            "is_contradicted": is_contradicted,
            "is_open": is_open,
            "is_waiting": is_waiting and not is_ended,
            "is_claimed_anew": is_waiting
            and not is_ended
            and stage["kind_code"] == "contested"
            and self._waiting_since(ref, body_code, None) > verified["verified_on"],
            "waiting_since_on": self._waiting_since(ref, body_code, verified["verified_on"])
            if is_waiting and not is_ended
            else None,
            "is_past_closing": is_open and closing is not None and closing < self.as_at,
            "is_milestone_overdue": (is_open or (is_waiting and not is_ended))
            and milestone is not None
            and milestone < self.as_at,
        }

    def _waiting_since(self, ref: str, body_code: str, spoken_on: date | None) -> date:
        """The first of the latest returns that call it delivered, or a verifier's later day."""
        claims = [
            (received["as_at_on"], row)
            for received in self.in_force
            if received["body_code"] == body_code
            for row in self.region.sheet("finding_update", received)
            if row["finding_ref"] == ref
        ]
        since = None
        for on, row in sorted(claims, key=lambda claim: claim[0], reverse=True):
            code = row["claimed_stage_code"]
            if not self.region.one("stage", lane_code="claimed", stage_code=code)["is_complete"]:
                break
            since = on
        assert since is not None, "what waits is delivered"
        return max(since, spoken_on or since)

    def _says_not_done(self, claim: Row | None, verified: Row) -> bool:
        """Whether the body says, on or after a verifier's day, that the work is not done."""
        if claim is None or self.on(claim) < verified["verified_on"]:
            return False
        stage = self.region.one(
            "stage", lane_code="claimed", stage_code=claim["claimed_stage_code"]
        )
        is_under_way = stage["kind_code"] == "step" and not stage["is_complete"]
        is_below = claim["declared_brag_code"] != "green"
        return bool(is_below or is_under_way or stage["kind_code"] == "contested")

    def dated(self, received: Row | None) -> Row:
        """Which return a figure is taken from, and how old it is."""
        return {
            "claimed_as_at_on": received["as_at_on"] if received else None,
            "age_days": self.days_since(received["as_at_on"]) if received else None,
            "is_stale": received is not None and self.is_stale(received),
            "return_id": received["return_id"] if received else None,
            "file_name": received["file_name"] if received else None,
        }

    def _claimed(self, claim: Row | None) -> Row:
        own = (
            "claimed_stage_code", "declared_brag_code", "progress", "evidence", "evidence_on",
            "expected_closing_on", "next_milestone", "next_milestone_due_on", "owner_role",
            "row_number",
        )  # fmt: skip
        if claim is None:
            none = dict.fromkeys((*own, "claimed_stage", "claimed_symbol", "claimed_step"))
            return {**none, "is_delivered": False}
        steps = [row["stage_code"] for row in sorted(self.region.tables["stage"],
                 key=lambda row: row["display_order"])
                 if row["lane_code"] == "claimed" and row["kind_code"] == "step"]  # fmt: skip
        stage = self.region.one(
            "stage", lane_code="claimed", stage_code=claim["claimed_stage_code"]
        )
        return {
            **{name: claim[name] for name in own},
            "claimed_stage": stage["label"],
            "claimed_symbol": stage["symbol"],
            "claimed_step": steps.index(stage["stage_code"])
            if stage["stage_code"] in steps
            else None,
            "is_delivered": stage["is_complete"],
        }

    def standing(self, ref: str, body_code: str) -> tuple[Row | None, list[str], list[str]]:
        """The verifier's word that stands; what disagrees on its day; what was said after it.

        The words are gone through day by day: a withdrawal takes away its giver's own and every
        weaker one said by then.
        """
        said = [
            row
            for row in self.verifications
            if (row["finding_ref"], row["body_code"]) == (ref, body_code)
        ]
        kept: list[Row] = []
        for day in sorted({row["verified_on"] for row in said}):
            today = [row for row in said if row["verified_on"] == day]
            kept += [row for row in today if self._kind(row) != "withdrawn"]
            taken_back = [row for row in today if self._kind(row) == "withdrawn"]
            taken_ranks = {
                by: [self._stage(r)["rank"] for r in said if r["verifier_body_code"] == by
                     and self._kind(r) != "withdrawn" and r["verified_on"] <= day]
                for by in {row["verifier_body_code"] for row in taken_back}
            }  # fmt: skip
            for by, ranks in taken_ranks.items():
                kept = [
                    row
                    for row in kept
                    if self._kind(row) == "withdrawn"
                    or not ranks
                    or (row["verifier_body_code"] != by and self._stage(row)["rank"] >= max(ranks))
                ]
            kept += taken_back
        if not kept:
            return None, [], []
        word = max(
            kept,
            key=lambda row: (
                self._stage(row)["rank"], row["verified_on"], self.region.written(row)
            ),
        )  # fmt: skip
        own = self._stage(word)
        against = {
            self._said(row)
            for row in kept
            if row["verified_on"] == word["verified_on"]
            and self._stage(row)["is_complete"] != own["is_complete"]
            and not (own["given_by"] == "inspectorate" and row["verifier_body_code"])
            and "withdrawn" not in (self._kind(row), own["kind_code"])
        }
        later = sorted(
            (row["verified_on"], self._said(row))
            for row in kept
            if row["verified_on"] > word["verified_on"] and not self._stage(row)["is_complete"]
        )
        return (
            word,
            sorted(against | {self._said(word)}) if against else [],
            [f"{said} on {day.day} {day:%B %Y}" for day, said in later],
        )

    def _stage(self, word: Row) -> Row:
        return self.region.one(
            "stage", lane_code="verified", stage_code=word["verified_stage_code"]
        )

    def _kind(self, word: Row) -> str:
        return str(self._stage(word)["kind_code"])

    def _said(self, word: Row) -> str:
        by = word["verifier_body_code"]
        name = self.region.bodies[by]["short_name"] if by else "the inspectorate"
        return f"{self._stage(word)['label']} by {name}"

    def _verified(self, ref: str, body_code: str, claim: Row | None) -> Row:
        word, disagreeing, later = self.standing(ref, body_code)
        code = word["verified_stage_code"] if word else self.region.unverified
        if disagreeing:
            code = self.region.one("stage", kind_code="conflict")["stage_code"]
        stage = self.region.one("stage", lane_code="verified", stage_code=code)
        by = word if word and not disagreeing else None
        declared = claim["declared_brag_code"] if claim else "grey"
        is_blue = stage["is_complete"] and not (
            word and self._says_not_done(claim, {"verified_on": word["verified_on"]})
        )
        brag_code = "blue" if is_blue else declared
        return {
            "verified_stage_code": code,
            "verified_stage": stage["label"],
            "verified_symbol": stage["symbol"],
            "is_verified": stage["is_complete"],
            "verified_on": word["verified_on"] if word else None,
            "verifier_role": by["verifier_role"] if by else None,
            "verifier_body_code": by["verifier_body_code"] if by else None,
            "disagreeing": disagreeing,
            "later_words": later,
            "brag_code": brag_code,
            "brag": self.region.label("brag", brag_code=brag_code),
        }

    @cached_property
    def every_action(self) -> list[Row]:
        """Each action as it stood by what had happened by then, with the date it was first due.

        An end counts from its own day, and the first word of an action from the day it was raised.
        """
        told: dict[str, list[Row]] = {}
        for row in replace(self, as_at=date.max).said("action") if self.knows_board else ():
            told.setdefault(row["action_ref"], []).append(row)
        standing = []
        for rows in told.values():
            rows.sort(key=self.region.written)
            had = [row for row in rows if self._happened(row) <= self.as_at]
            if not had and rows[0]["raised_on"] <= self.as_at:
                had = [{**rows[0], "status_code": "open"}]
            if not had:
                continue
            now = had[-1]
            reopened = [
                self.on(row)
                for was, row in pairwise(had)
                if was["status_code"] != "open" and row["status_code"] == "open"
            ]
            standing.append({
                **now,
                "closed_on": None if now["status_code"] == "open" else now["closed_on"],
                "first_due_on": rows[0]["due_on"],
                "reopened_count": len(reopened),
                "reopened_on": max(reopened, default=None),
            })  # fmt: skip
        return standing

    def _happened(self, action: Row) -> date:
        """The day from which a word of an action holds."""
        on = self.on(action)
        return on if action["status_code"] == "open" else min(on, action["closed_on"])

    @property
    def actions(self) -> list[Row]:
        """Those owed by a chosen body."""
        return [row for row in self.every_action if row["owner_body_code"] in self.body_codes]

    def is_overdue(self, action: Row) -> bool:
        """Whether an action is open past the day it is due."""
        return bool(action["status_code"] == "open" and action["due_on"] < self.as_at)

    @cached_property
    def ocgs(self) -> dict[str, list[Row] | None]:
        """Per body its active OCGs, each with its published strands; None where not known."""
        return {code: self._ocgs(received) for code, received in self.latest.items()}

    def _ocgs(self, received: Row | None) -> list[Row] | None:
        if received is None or {"ocg", "plan"} & not_reported(received):
            return None
        strands = [
            row["ocg_ref"]
            for row in self.region.sheet("plan", received)
            if row["published_on"] and row["published_on"] <= received["as_at_on"]
        ]
        return [
            {**row, "published_strands": strands.count(row["ocg_ref"])}
            for row in self.region.sheet("ocg", received)
            if row["status_code"] == "active"
        ]


def age(received: Row) -> tuple[date, int]:
    """Orders returns: by the day described, then as the store took them in."""
    return received["as_at_on"], received["return_id"]


def not_reported(received: Row) -> set[str]:
    """The sections a return says it does not report, as their tables."""
    return set((received["sections_not_reported"] or "").split(";"))


MONTH_ENDS = 17


def month_ends(before: date) -> list[date]:
    """The latest month ends before a day, newest first."""
    ends: list[date] = []
    year, month = before.year, before.month
    while len(ends) < MONTH_ENDS:
        end = date(year, month, monthrange(year, month)[1])
        if end < before:
            ends.append(end)
        year, month = (year, month - 1) if month > 1 else (year - 1, 12)
    return ends


def place(asked: Asked, row: Row) -> Row:
    """Where a received row is to be found."""
    return {
        "return_id": row["return_id"],
        "row_number": row["row_number"],
        "file_name": asked.region.returns[row["return_id"]]["file_name"],
    }
