"""The Returns page: who has returned, what one return changed, and who may open it."""

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from opened_pages import Open, text
from placed_rows import REFUSED, Filed, Row, store_of

from dashboard.access.viewer import THIS_COMPUTER, NotAllowedError, Viewer
from dashboard.figures import ask
from dashboard.figures.filters import PAST_DAY, Filters
from dashboard.store.versions import Store

OCTOBER = date(2026, 10, 31)


def number_of(store: Store, body_code: str, as_at_on: date) -> str:
    """The number of a body's first return for a day."""
    with store.read() as con:
        row = con.execute(
            "select min(return_id) from return_received where body_code = $1 and as_at_on = $2",
            [body_code, as_at_on],
        ).fetchone()
    assert row
    return str(row[0])


def test_the_page_says_first_who_has_not_returned_and_since_when(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "returns"))
    assert (
        "5 of 6 bodies have returned for October 2026; Gloucestershire has not returned since "
        "31 August 2026." in said
    )
    assert said.count("✕ Missing") == 2, "October was due on 14 November, whoever has sent since"
    assert "● In" in said
    assert "▲ Late" in said


def test_before_the_last_day_a_body_still_has_time(
    opened: Open, demonstration_store: Store
) -> None:
    for shown_on, is_due in (("2026-11-14", False), ("2026-11-15", True)):
        url = {"shown": PAST_DAY, "shown_on": shown_on}
        said = text(opened(demonstration_store, "returns", **url))
        assert ("and has until 14 November 2026." in said) is not is_due
        assert said.count("✕ Missing") == 1 + is_due, "September is missing either way"


def test_a_month_that_has_not_ended_is_told_beside_the_last_that_has(
    opened: Open, tmp_path: Path
) -> None:
    filed = [
        *(Filed(code, date(2026, 9, 30)) for code in ("dorset", "wiltshire", "swrocu")),
        *(Filed(code, date(2026, 10, 31)) for code in ("dorset", "wiltshire")),
        *(Filed(code, date(2026, 11, 20)) for code in ("dorset", "swrocu")),
    ]
    bodies = ["Dorset", "Wiltshire", "SWROCU"]
    on = {"as_at": "Another date", "on": "2026-11-25"}
    said = text(opened(store_of(tmp_path, filed, {}), "returns", body=bodies, **on))
    assert (
        "2 of 3 bodies have returned for October 2026; SWROCU has not, but has as at "
        "20 November 2026." in said
    )
    assert "2 of 3 so far for November 2026, none due yet." in said
    assert "at 20 November 2026" in said.split("<caption>")[1]


def test_on_the_public_record_alone_no_body_is_missing_what_was_never_asked(
    opened: Open, published_store: Store
) -> None:
    said = text(opened(published_store, "returns", register="true"))
    assert "No body chosen has returned by" in said
    assert "Missing" not in said
    assert "Before returns began" in said
    assert "No return has been received by this date." in said


def test_one_return_opens_by_its_number_with_its_changes_and_its_file(
    opened: Open, demonstration_store: Store
) -> None:
    number = number_of(demonstration_store, "wiltshire", OCTOBER)
    at = opened(demonstration_store, "returns", **{"return": number})
    said = text(at)
    assert "Return of Wiltshire as at 31 October 2026" in said
    assert "the return as at 30 September 2026, demonstration-wiltshire-2026-09-30.xlsx" in said
    assert "Measures before and now" in said
    assert "OCGs that changed" in said
    assert any("Download the file as it was received" in b.label for b in at.download_button)


@pytest.mark.usefixtures("look_at")
def test_a_strand_that_lapsed_is_not_said_to_be_live_no_longer() -> None:
    filters = Filters(OCTOBER)
    numbers = ask.ask("return_register", THIS_COMPUTER, filters)["return_id"].tolist()
    for number in numbers:
        rows = ask.ask("return_change_by_ocg", THIS_COMPUTER, filters, return_id=number)
        lost = rows[rows["change_code"] == "quality-lost"]
        if len(lost):
            assert re.fullmatch(r"\d live and in date", lost["is_now"].iloc[0])
            return
    pytest.fail("no plan of the demonstration lost its quality")


def test_the_board_s_own_return_says_what_became_of_its_record(
    opened: Open, demonstration_store: Store
) -> None:
    number = number_of(demonstration_store, "south-west", date(2026, 10, 20))
    said = text(opened(demonstration_store, "returns", **{"return": number}))
    assert "Compared with what the board's record said just before it came in." in said
    assert "Meeting</td>" in said
    assert "20 October 2026</th>" in said
    assert "Measures before and now" not in said


def test_a_viewer_of_no_ocgs_gets_neither_them_nor_the_file(
    opened: Open, demonstration_store: Store
) -> None:
    number = number_of(demonstration_store, "wiltshire", OCTOBER)
    at = opened(demonstration_store, "returns", sees_ocgs=False, **{"return": number})
    said = text(at)
    assert "Measures before and now" in said
    assert "OCGs that changed" not in said
    assert "The file itself holds single OCGs, which are not shown to your role." in said
    assert not any("Download the file" in button.label for button in at.download_button)


@pytest.mark.parametrize("url", ["theirs", "nobody's"])
def test_another_body_s_return_is_as_if_it_were_not_there(
    opened: Open, demonstration_store: Store, url: str
) -> None:
    theirs = number_of(demonstration_store, "wiltshire", OCTOBER)
    number = theirs if url == "theirs" else "99999"
    at = opened(demonstration_store, "returns", bodies=frozenset({"dorset"}), **{"return": number})
    said = text(at)
    assert "Wiltshire" not in said
    assert "Return of" not in said
    assert "No return of that number is among those that these filters show." in said
    (select,) = [box for box in at.selectbox if box.key == "return"]
    assert theirs not in select.options
    assert number_of(demonstration_store, "dorset", OCTOBER) in select.options


@pytest.mark.parametrize("digits", [9, 10, 45, 5000])
def test_no_number_in_the_address_is_too_long(
    opened: Open, demonstration_store: Store, digits: int
) -> None:
    at = opened(demonstration_store, "returns", **{"return": "9" * digits})
    assert not at.exception
    assert "No return of that number is among those that these filters show." in text(at)


@pytest.mark.usefixtures("look_at")
def test_a_file_is_given_only_to_who_may_see_its_body_and_its_ocgs(
    demonstration_store: Store,
) -> None:
    number = int(number_of(demonstration_store, "wiltshire", OCTOBER))
    filters = Filters(OCTOBER)
    assert ask.original(THIS_COMPUTER, filters, number).startswith(b"PK")
    dorset = Viewer("Dorset", frozenset({"dorset"}), sees_ocgs=True)
    office = Viewer("Office of the PCC", None, sees_ocgs=False)
    for viewer in (dorset, office):
        with pytest.raises(NotAllowedError):
            ask.original(viewer, filters, number)


def test_all_returns_of_one_file_name_are_listed(opened: Open, demonstration_store: Store) -> None:
    name = "demonstration-dorset-2026-10-31.xlsx"
    said = text(opened(demonstration_store, "returns", file=name))
    assert f"Received under the name {name}" in said
    assert said.count("SOC analyst") >= 1
    alone = text(opened(demonstration_store, "returns", bodies=frozenset({"wiltshire"}), file=name))
    assert "No return of this name is among those that these filters show." in alone


def test_each_return_named_on_another_page_opens_it(
    opened: Open, demonstration_store: Store
) -> None:
    said = text(opened(demonstration_store, "plans", body=["Dorset"], ocgs="true"))
    hrefs = re.findall(
        r'<a href="([^"]*)" title="demonstration-dorset-2026-10-31.xlsx, row \d+">Return, row', said
    )
    assert hrefs
    assert set(hrefs) <= {href for href in hrefs if href.startswith("/returns?as_at=")}
    assert "body=Dorset" in hrefs[0]


# A region in which October was corrected, a file refused and a body late


def _of_dorset(published: date | None) -> dict[str, list[Row]]:
    return {
        "ocg": [{"ocg_ref": "DOR-1"}, {"ocg_ref": "DOR-2"}],
        "plan": [{"ocg_ref": "DOR-1", "published_on": published}],
    }


@pytest.fixture(scope="module")
def corrected_store(tmp_path_factory: pytest.TempPathFactory) -> Store:
    """Dorset corrected September, Wiltshire was late, and its file for July was refused."""
    september = date(2026, 9, 30)
    filed = [
        Filed("wiltshire", date(2026, 4, 30)),
        Filed("dorset", september, _of_dorset(None)),
        Filed("wiltshire", september, received_at=datetime(2026, 10, 20, 9)),  # noqa: DTZ001
        Filed(
            "dorset",
            september,
            _of_dorset(date(2026, 9, 1)),
            "lro;scpo",
            datetime(2026, 10, 21, 9),  # noqa: DTZ001
        ),
    ]
    return store_of(tmp_path_factory.mktemp("corrected"), filed, REFUSED)


def test_a_corrected_figure_shows_both_what_it_was_and_what_it_is(
    opened: Open, corrected_store: Store
) -> None:
    said = text(opened(corrected_store, "returns"))
    assert re.search(
        r"4P plan coverage</td><td[^>]*>0 of 2 \(0%\)</td><td[^>]*>1 of 2 \(50%\)</td>", said
    )
    assert "21 October 2026 at 10:00" in said, "an hour before it by UTC"
    assert "◑ Corrected" in said
    assert "● In time, corrected" in said
    assert "▲ Late" in said
    assert "SCPOs" in said, "the sections that Dorset left out, by their names"


def test_a_corrected_claim_shows_both_what_it_was_and_what_it_is(
    opened: Open, tmp_path: Path
) -> None:
    claim: Row = {"finding_ref": "AFI 7", "expected_closing_on": date(2027, 1, 31)}
    first = {"finding_update": [claim | {"declared_brag_code": "green"}]}
    later = {"finding_update": [claim | {"declared_brag_code": "red"}]}
    at = datetime(2026, 11, 9, 9)  # noqa: DTZ001
    filed = [Filed("dorset", OCTOBER, first), Filed("dorset", OCTOBER, later, None, at)]
    said = text(opened(store_of(tmp_path, filed, {}), "returns"))
    table = said.split("</span> Claims on findings that a later")[1].split("</table>")[0]
    assert re.search(r">AFI 7</th>.*Green</td>.*Red</td>.*31 January 2027</td>", table)
    assert "9 November 2026 at 09:00" in table


def test_a_refused_month_is_said_first(opened: Open, corrected_store: Store) -> None:
    said = text(opened(corrected_store, "returns", register="true"))
    assert "Refused, with no return taken in since:" in said
    assert "Wiltshire for July 2026" in said
    assert "and 2 more." in said
    assert "unreadable-2026-07-12.xlsx" in said
    alone = text(opened(corrected_store, "returns", bodies=frozenset({"dorset"}), register="true"))
    assert "unreadable" not in alone
    assert "wiltshire-" not in alone


def test_a_return_says_what_replaced_it(opened: Open, corrected_store: Store) -> None:
    said = text(opened(corrected_store, "returns", **{"return": "2"}))
    assert "It no longer holds: a later return for the same day replaced it" in said
    assert 'return=4">The return that replaced it</a>' in said
    said = text(opened(corrected_store, "returns", **{"return": "4"}))
    assert "Nothing has replaced it." in said
    assert "● Better" in said
