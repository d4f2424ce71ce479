"""A viewer of one body is sent the same by every page, whatever the store holds of the others.

Two stores that differ in the rows of other bodies alone must send the same messages, files and
lines of the log, byte for byte; that they do so query by query is test_two_stores'.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest
from urllib.parse import quote_plus

import pytest
from made_returns import good_return, xlsx_bytes
from questions import DORSET_ALONE
from sent_pages import Sent, Url, looking, page, pages
from two_stores import OTHER, OWN

from dashboard.access.viewer import THIS_COMPUTER
from dashboard.phrases.agenda import ITEMS
from dashboard.store.versions import Store

SENDER = replace(DORSET_ALONE, records=True)
COUNTS_ONLY = replace(DORSET_ALONE, sees_ocgs=False)

PUBLIC: Mapping[str, str] = {
    "which bodies there are, and their names": "the region's own list, in data/reference",
    "findings, grades and published statements of every body": "the public record",
    "the board's meetings and decisions": "whoever has a body at the board attends it",
    "that versions were written, and when": "a page says that its figures moved, and of whose",
    "the running numbers of returns and versions": "links name them; they count, and no more",
    "that a store is made up": "nobody may take such figures for real ones",
    "who owed an action before this body did, and what by": "it came with the action",
    "the board's name and the highest marking of its returns": "every page bears the marking",
}
"""What is the same for every viewer, and why. The two stores hold the same of it.

The region's own figure, on Regional consistency too, is of the bodies that the viewer may see."""

# Two days that returns of every body lie between, as known on a day before the last came in.
DATES: Url = {
    "as_at": "Another date", "on": "2026-05-31", "since": "Another date", "since_on": "2026-01-31",
    "shown": "As it was shown on a past day", "shown_on": "2026-08-20",
}  # fmt: skip
NAMELESS = {"item", "added", "finding", "stage", "measure", "which", "move_fte"}
"""Parameters that name no body, nor what is one's."""


@dataclass(frozen=True)
class Value:
    """What a parameter of the address can be: this body's own, another's, or nobody's."""

    own: str
    others: str
    nobody_s: str


@pytest.fixture(scope="module")
def values(two_stores: tuple[Store, Store]) -> dict[str, Value]:
    """Each parameter that names a body, or what is one's."""
    with two_stores[0].read() as con:
        rows = con.execute(
            "select body_code, return_id::varchar, file_name from return_received "
            "order by return_id"
        ).fetchall()
    newest = {code: (number, name) for code, number, name in rows}
    body = Value("Dorset", "Wiltshire", "Atlantis")
    return {
        "body": body,
        "at": body,
        "move_from": body,
        "move_to": body,
        "return": Value(newest[OWN][0], newest[OTHER][0], "987654"),
        "file": Value(newest[OWN][1], newest[OTHER][1], "nobody-1.xlsx"),
        "ocg": Value("dorset-1 at Dorset", "wiltshire-1 at Wiltshire", "nobody-1 at Wiltshire"),
    }


def list_of_pages(store: Store) -> dict[str, str]:
    with looking(store, SENDER):
        return pages()


def opened(path_hash: str, store: Store) -> tuple[Url, Sent]:
    """Where a page is with all its parts open, and what it sends there."""
    with looking(store, SENDER):
        kinds = page(path_hash, DATES).parameters
        parts: Url = {key: "true" for key, kind in kinds.items() if kind == "expandable"}
        return {**DATES, **parts}, page(path_hash, {**DATES, **parts})


def looked_at(path_hash: str, values: Mapping[str, Value], store: Store) -> dict[str, Sent]:
    """What a page sends in each of its states, by name."""
    url, sent = opened(path_hash, store)
    found = {"open": sent}
    with looking(store, COUNTS_ONLY):
        found["of the newest date, closed, without single OCGs"] = page(path_hash, {})
    with looking(store, SENDER):
        own = {name: value.own for name, value in values.items()}
        for name, more in addressed(sent.parameters, own).items():
            found[f"open at its own {name}"] = page(path_hash, {**url, **more})
        for item in ITEMS if "item" in sent.parameters else ():
            found[f"at the item {item}"] = page(path_hash, {**url, "item": item})
    return found


def addressed(taken: Collection[str], values: Mapping[str, str]) -> dict[str, Url]:
    """What a page's address can say of single things, by name; a file only without a return."""
    told = {name: value for name, value in values.items() if name in taken and name != "body"}
    file = {name: told.pop(name) for name in ("file",) if name in told}
    return {", ".join(more): more for more in (told, file) if more}


def first_difference(one: str, other: str) -> tuple[str, str] | None:
    if one == other:
        return None
    lines = zip_longest(one.splitlines(), other.splitlines(), fillvalue="")
    a, b = next((a, b) for a, b in lines if a != b)
    # A page's picture is one long line: what differs in it is named, and not its beginning.
    same = next((n for n, pair in enumerate(zip(a, b, strict=False)) if len({*pair}) > 1), 0)
    at = max(same - 100, 0)
    return a[at : at + 200], b[at : at + 200]


def test_every_page_sends_the_same_whatever_is_held_of_others(
    two_stores: tuple[Store, Store], values: Mapping[str, Value]
) -> None:
    found = list_of_pages(two_stores[0])
    assert len(found) >= 14
    count = 0
    for path, path_hash in found.items():
        one, other = (looked_at(path_hash, values, store) for store in two_stores)
        assert one.keys() == other.keys()
        for state, sent in one.items():
            assert not sent.faults
            difference = first_difference(sent.text, other[state].text)
            assert difference is None, f"{path}, {state}"
            count += len(sent.files)
    assert count > 50, "downloads are among what is sent"


def test_what_a_return_changes_is_shown_the_same_whatever_is_held_of_others(
    two_stores: tuple[Store, Store],
) -> None:
    """A return that can be accepted, and one that names the OCGs of another body."""
    own = good_return()
    for sheet in own.values():
        for row in sheet:
            if row.get("OCG reference"):
                row["OCG reference"] = f"own-{row['OCG reference']}"
    theirs = good_return()
    theirs["OCGs"] += [{**own["OCGs"][0], "OCG reference": f"own-{n}"} for n in range(6)]
    theirs["LROs"][0]["Trained"] = "Perhaps"
    files = [
        (f"demonstration-{name}.xlsx", xlsx_bytes(sheets))
        for name, sheets in (("own", own), ("theirs", theirs))
    ]
    said = []
    for store in two_stores:
        with looking(store, SENDER):
            said.append(page(pages()["send"], {}, *files))
    one, other = said
    assert "Measures before and now" in one.text
    assert "Perhaps" in one.text
    assert first_difference(one.text, other.text) is None


def test_who_sees_every_body_is_sent_the_difference(two_stores: tuple[Store, Store]) -> None:
    """The comparison above can fail."""
    said = []
    for store in two_stores:
        with looking(store, THIS_COMPUTER):
            said.append(page(pages()["scpo"], DATES))
    one, other = said
    assert one.text != other.text
    assert [data for *_, data in one.files] != [data for *_, data in other.files]


def test_what_is_another_s_is_answered_as_what_is_nobody_s(
    two_stores: tuple[Store, Store], values: Mapping[str, Value]
) -> None:
    """Every parameter of every page: nothing tells that another's is there."""
    others = {name: value.others for name, value in values.items()}
    nobody_s = {name: value.nobody_s for name, value in values.items()}
    known = {*DATES, *values, *NAMELESS}
    for path, path_hash in list_of_pages(two_stores[0]).items():
        url, sent = opened(path_hash, two_stores[0])
        own = {name for name in sent.parameters if name not in url}
        assert own <= known, f"{path}: say whose the values of {own - known} are"
        theirs, nothing = (addressed(own, given) for given in (others, nobody_s))
        for name, more in theirs.items():
            with looking(two_stores[0], SENDER):
                told = page(path_hash, {**url, "body": others["body"], **more}).text
                none = page(path_hash, {**url, "body": nobody_s["body"], **nothing[name]}).text
            # The name that was asked for stands over what there is under it.
            told = told.replace(others["file"], nobody_s["file"])
            for each in ("body", *more):  # and the address is the browser's own
                asked, other = quote_plus(others[each]), quote_plus(nobody_s[each])
                told = told.replace(f"{each}={asked}", f"{each}={other}")
            assert first_difference(told, none) is None, f"{path}, {name}"
