"""Holds intake to raising nothing and changing nothing, whatever it is given.

Each file is read, and one in LOADED_ONE_IN is checked and loaded too, with others, which costs ten
times as much. DASHBOARD_FUZZ_CASES sets how many files there are in all, and any number but the
usual takes new ones each time; DASHBOARD_FUZZ_LOADED_ONE_IN=1 loads every one.
"""

import io
import os
import zipfile
from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any
from unicodedata import category

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from made_returns import good_board_return, good_return, workbook, write_csv, xlsx_bytes
from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell

from dashboard.region import laying
from dashboard.returns import accept, verify
from dashboard.returns.outcome import Received
from dashboard.returns.problems import Problem
from dashboard.returns.read import read_received
from dashboard.returns.vocabulary import read_vocabulary
from dashboard.store.versions import Store

USUAL = 2_000
LOADED_ONE_IN = int(os.environ.get("DASHBOARD_FUZZ_LOADED_ONE_IN", "10"))
CASES = int(os.environ.get("DASHBOARD_FUZZ_CASES", str(USUAL)))
# A batch of several bodies' is checked by the same queries as one return, and takes little longer.
LOADED_AT_ONCE = 6
RECEIVED_AT = datetime(2026, 11, 3, 9)  # noqa: DTZ001  (kept without a zone)


def cases(share: float) -> Callable[[Any], Any]:
    """This share of all cases; the same ones in each run, unless another number is asked for."""
    return settings(
        max_examples=round(CASES * share),
        deadline=None,
        derandomize=CASES == USUAL,
        database=None,
        phases=[Phase.generate],  # a smaller case that fails would take minutes to find
        suppress_health_check=list(HealthCheck),
    )


class Held:
    """A store that every case is loaded into, put back as it was after one is accepted."""

    def __init__(self, folder: Path) -> None:
        self.store = Store(folder / "store")
        laying.lay(self.store)
        self.taken = self.loads = 0
        self.waiting: list[tuple[str, bytes]] = []
        with self.store.read() as con:
            self.words = read_vocabulary(con)
        self.files = self._files()

    def _files(self) -> dict[Path, bytes]:
        paths = (path for path in self.store.folder.rglob("*") if path.is_file())
        return {path: path.read_bytes() for path in paths}

    def put_back(self) -> None:
        """Make the folder what it was, under a store that has not read what was written since."""
        folder = self.store.folder
        for path in sorted(folder.rglob("*"), reverse=True):
            if path.is_file() and path not in self.files:
                path.unlink()
        if (folder / "originals").is_dir():
            (folder / "originals").rmdir()
        for path, data in self.files.items():
            if path.read_bytes() != data:
                path.write_bytes(data)
        self.store = Store(folder)
        assert self.is_unchanged()

    def is_unchanged(self) -> bool:
        """Whether every file in the folder is byte for byte what it was, and none was added."""
        return self._files() == self.files

    def take(self, name: str, data: bytes) -> None:
        """Read one file, and load some, holding both to their word."""
        candidate, problems = read_received(name, data, self.words)
        hold_plain(problems)
        assert candidate or problems
        self.taken += 1
        if self.taken % LOADED_ONE_IN == 0:
            self.waiting.append((name, data))
            if len(self.waiting) == LOADED_AT_ONCE:
                self.load_waiting()

    def load_waiting(self) -> None:
        """Load those taken to be loaded; where that fails, show which one of them fails alone."""
        batch, self.waiting = self.waiting, []
        try:
            self.load(*batch)
        except Exception:
            for name, data in batch:
                self.put_back()
                self.load((name, data))
            raise

    def load(self, *batch: tuple[str, bytes]) -> int:
        """Load files as one batch; how many of them were accepted."""
        received = [Received(Path(name), RECEIVED_AT, "SOC analyst", data=d) for name, d in batch]
        # check is the same work up to the writing, so that some are enough.
        self.loads += 1
        checked = accept.check(self.store, received) if self.loads % 5 == 0 else None
        assert self.is_unchanged()
        outcomes = accept.load(self.store, received, "Fuzz", "Some files")
        if checked:
            assert [each.problems for each in checked] == [each.problems for each in outcomes]
        for outcome in outcomes:
            hold_plain(outcome.problems)
            assert outcome.is_accepted or outcome.return_id is None
        accepted = [outcome.return_id for outcome in outcomes if outcome.is_accepted]
        assert sorted(accepted) == list(range(1, len(accepted) + 1))
        if accepted:
            assert verify.faults(self.store, lambda _done, _all: None) == []
            self.put_back()
        assert self.is_unchanged()
        return len(accepted)


def hold_plain(problems: Iterable[Problem]) -> None:
    """Each problem says what was found and expected, in characters that can be seen."""
    for problem in problems:
        assert problem.found.strip()
        assert problem.expected.strip()
        unseen = {char for char in str(problem) if category(char) in ("Cc", "Cf", "Cs")}
        assert unseen <= {"\t", "\n", "\r"}, repr(str(problem))


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Held]:
    held = Held(tmp_path_factory.mktemp("fuzz"))
    yield held
    held.load_waiting()


# ---- Cells and headers ----

TEXTS = st.one_of(
    st.text(max_size=30),
    st.sampled_from(
        [
            "", " ", "=1+1", "+1", "@SUM(A1)", "#REF!", "#N/A", "TRUE", "31/06/2026", "1e999",
            "nan",
            "-0", "١٢", "1,000", "Drugs", "Yes", "DOR-0012", "dor-0012", "AFI 1", "Dorset",
            ";", ";;",
            "OCGs; SCPOs", "x" * 1_001, "x" * 32_000, "<b>&amp;</b>", "{}", "%s %(x)s",
            "'; drop table ocg;--",
            "\N{RIGHT-TO-LEFT OVERRIDE}abc", "\N{ZERO WIDTH SPACE}",
            "e\N{COMBINING ACUTE ACCENT}", "\N{COMBINING ACUTE ACCENT}",
            "_x0000_", "_xD800_", "a\nb", "a\tb", "\N{NO-BREAK SPACE}", "\x85", "\u2028",
        ]
    ),
)  # fmt: skip
VALUES = st.one_of(
    TEXTS,
    st.none(),
    st.booleans(),
    st.integers(-(2**70), 2**70),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([0, -1, 0.5, 100_000, 100_001, 1e308, 5e-324]),
    st.datetimes(datetime(1900, 1, 1), datetime(9999, 12, 31)),  # noqa: DTZ001
    st.dates(date(1900, 1, 1)),
    st.times(),
    st.timedeltas(timedelta(0), timedelta(days=9_000)),
    st.just(time(0)),
)
TITLES = (*good_return(), *good_board_return())
CHANGES = st.lists(
    st.tuples(st.sampled_from(TITLES), st.integers(1, 5), st.integers(1, 14), VALUES),
    min_size=1,
    max_size=6,
)


BODIES = ("Avon and Somerset", "Devon and Cornwall", "Dorset", "Gloucestershire", "Wiltshire")


@cache
def good(is_board: bool, body: str = "Dorset") -> dict[str, list[list[Any]]]:
    sheets = good_board_return() if is_board else good_return(body_code=body)
    if not is_board and body != "Dorset":
        del sheets["Finding updates"][2:]  # those that apply to Dorset alone
    book = workbook(sheets)
    return {page.title: [list(row) for row in page.iter_rows(values_only=True)] for page in book}


def built(sheets: dict[str, list[list[Any]]]) -> bytes:
    return zipped(parts_of(sheets))


def zipped(parts: dict[str, bytes]) -> bytes:
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return whole.getvalue()


def parts_of(sheets: dict[str, list[list[Any]]]) -> dict[str, bytes]:
    book = Workbook(write_only=True)
    for title, rows in sheets.items():
        fill(book, title, rows)
    whole = io.BytesIO()
    book.save(whole)
    with zipfile.ZipFile(whole) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def fill(book: Workbook, title: str, rows: list[list[Any]]) -> Any:
    page = book.create_sheet()
    page._WorkbookChild__title = title
    # Each look has the same number in every workbook, so that sheets can change places.
    for moment in (date(2026, 1, 1), datetime(2026, 1, 1), time(0), timedelta(1)):  # noqa: DTZ001
        assert WriteOnlyCell(page, moment).style_id
    for row in rows:
        page.append([written(page, value) for value in row])
    return page


def sheet_of(title: str, rows: list[list[Any]]) -> bytes:
    """One sheet's part, without the workbook that it would stand in."""
    page = fill(Workbook(write_only=True), title, rows)
    page.close()
    xml = Path(page._writer.out).read_bytes()
    page._writer.cleanup()
    return xml


@cache
def good_parts(is_board: bool, body: str) -> dict[str, bytes]:
    return parts_of(good(is_board, body))


def built_on(is_board: bool, body: str, changes: list[tuple[Any, ...]]) -> bytes:
    """A good workbook with those of its sheets put anew that changes spoil, which is far sooner."""
    sheets = good(is_board, body)
    places = {title: f"xl/worksheets/sheet{number}.xml" for number, title in enumerate(sheets, 1)}
    touched = {title: sheets[title] for title, *_ in changes if title in sheets}
    swapped = {
        places[title]: sheet_of(title, rows) for title, rows in spoilt(touched, changes).items()
    }
    return zipped(good_parts(is_board, body) | swapped)


def written(page: Any, value: Any) -> Any:
    """A cell of exactly this value: openpyxl refuses some, which other programs write."""
    cell = WriteOnlyCell(page)
    if isinstance(value, str):
        cell._value = value.encode("utf-8", "replace").decode()
        cell._value = "".join(c for c in cell._value if c >= " " or c in "\t\n")
        cell.data_type = "f" if value.startswith("=") else "s"
    elif isinstance(value, int) and abs(value) > 2**53:
        cell.value = float(value)
    else:
        cell.value = value
    return cell


def spoilt(sheets: dict[str, list[list[Any]]], changes: list[tuple[Any, ...]]) -> dict[str, Any]:
    """The sheets with cells, headers among them, put in the place of others."""
    sheets = {title: [list(row) for row in rows] for title, rows in sheets.items()}
    for title, row, column, value in changes:
        rows = sheets.get(title)
        if rows is not None:
            rows.extend([] for _ in range(row - len(rows)))
            rows[row - 1].extend([None] * (column - len(rows[row - 1])))
            rows[row - 1][column - 1] = value
    return sheets


@cases(0.4)
@given(st.booleans(), st.sampled_from(BODIES), CHANGES)
def test_any_cells(held: Held, is_board: bool, body: str, changes: list[tuple[Any, ...]]) -> None:
    held.take("a.xlsx", built_on(is_board, body, changes))


def test_a_sheet_put_anew_is_as_if_all_were() -> None:
    """Or what is read of the cells above is not what stands in them."""
    changes = [("OCGs", 2, 3, time(9)), ("SCPOs", 2, 4, 7.5), ("Actions", 2, 2, "nowhere")]
    for is_board in (False, True):
        whole = parts_of(spoilt(good(is_board, "Dorset"), changes))
        with zipfile.ZipFile(io.BytesIO(built_on(is_board, "Dorset", changes))) as archive:
            assert {name: archive.read(name) for name in whole if "sheets/" in name} == {
                name: content for name, content in whole.items() if "sheets/" in name
            }
            assert archive.read("xl/styles.xml") == whole["xl/styles.xml"]


@cases(0.1)
@given(st.data(), st.booleans())
def test_any_titles_and_order(held: Held, data: st.DataObject, is_board: bool) -> None:
    sheets = good(is_board)
    titles = data.draw(st.permutations(sorted(sheets)))
    named = {}
    for title in titles[: data.draw(st.integers(0, len(titles)))]:
        new = data.draw(st.one_of(st.just(title), st.just(title), st.sampled_from(TITLES), TEXTS))
        order = data.draw(st.permutations(range(len(sheets[title][0]))))
        printable = "".join(char for char in new if char >= " " and char < "\ud800")
        named[printable] = [[row[place] for place in order] for row in sheets[title]]
    held.take("a.xlsx", built(named))


# ---- Bytes ----

GOOD = xlsx_bytes(good_return())
with zipfile.ZipFile(io.BytesIO(GOOD)) as _archive:
    PARTS = {name: _archive.read(name) for name in _archive.namelist()}
XML = st.sampled_from(
    [
        b"<", b">", b"/>", b'"', b"&", b"&#0;", b"&lt;", b"&x;", b"</c>", b"<c>",
        b"<c r='A1048576'>",
        b"<v>", b"</v>", b"<v>9999</v>", b"<v>-1</v>", b"<f>", b"<f/>", b"<!--", b"<![CDATA[",
        b"<!DOCTYPE x>",
        b't="e"', b't="s"', b't="d"', b't="b"', b't="inlineStr"', b"1E999", b"\0", b"\xff",
        b"\xef\xbf\xbf",
        b"<mergeCells><mergeCell ref='A1:XFD9'/></mergeCells>", b"<row r='0'>",
        b"<row r='99999999999'>",
        b"../", b"rId1", b"<sheet name='OCGs' sheetId='9' r:id='rId3'/>",
    ]
)  # fmt: skip


def mutated(data: st.DataObject, whole: bytes, pieces: Any) -> bytes:
    """Bytes flipped, cut off, cut out, doubled, or something else put in."""
    for _ in range(data.draw(st.integers(1, 4))):
        first = data.draw(st.integers(0, len(whole)))
        length = data.draw(st.one_of(st.integers(0, 8), st.integers(0, len(whole))))
        how = data.draw(st.sampled_from(["flip", "cut", "out", "double", "in"]))
        part = whole[first : first + length]
        if how == "flip":
            by = data.draw(st.integers(1, 255))
            whole = whole[:first] + bytes(byte ^ by for byte in part[:8]) + whole[first + 8 :]
        elif how == "cut":
            whole = whole[:first]
        elif how == "out":
            whole = whole[:first] + whole[first + length :]
        elif how == "double":
            whole = whole[:first] + part[:10_000] * 2 + whole[first + length :]
        else:
            whole = whole[:first] + data.draw(pieces) + whole[first:]
    return whole


@cases(0.1)
@given(st.data())
def test_any_bytes_of_a_workbook(held: Held, data: st.DataObject) -> None:
    held.take("a.xlsx", mutated(data, GOOD, st.binary(max_size=50)))


@cases(0.2)
@given(st.data())
def test_any_xml_in_a_workbook(held: Held, data: st.DataObject) -> None:
    parts = dict(PARTS)
    for _ in range(data.draw(st.integers(1, 2))):
        name = data.draw(st.sampled_from(sorted(parts)))
        how = data.draw(st.sampled_from(["spoil", "spoil", "spoil", "drop", "swap"]))
        if how == "drop" and len(parts) > 1:
            del parts[name]
        elif how == "swap":
            parts[name] = parts[data.draw(st.sampled_from(sorted(parts)))]
        else:
            parts[name] = mutated(data, parts[name], XML)
    held.take("a.xlsx", zipped(parts))


@pytest.fixture(scope="module")
def csv_files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    folder = write_csv(tmp_path_factory.mktemp("csv") / "a", good_return())
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@cases(0.2)
@given(st.data())
def test_any_csv(held: Held, csv_files: dict[str, bytes], data: st.DataObject) -> None:
    files = dict(csv_files)
    encoding = data.draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16", "utf-32"]))
    pieces = st.one_of(
        st.sampled_from([b'"', b'""', b",", b";", b"\0", b"\r", b"\n", b"\r\n", b"\xff", b"=1+1"]),
        TEXTS.map(lambda text: text.encode(encoding, "replace")),
    )
    for _ in range(data.draw(st.integers(1, 2))):
        name = data.draw(st.sampled_from(sorted(files)))
        files[name] = mutated(
            data, files[name].decode("utf-8", "replace").encode(encoding, "replace"), pieces
        )
        if data.draw(st.integers(0, 9)) == 0:
            files[data.draw(TEXTS).replace("\0", "") + ".csv"] = files.pop(name)
            if not files.keys() & csv_files.keys():
                break
            files.setdefault("Return.csv", b"")
    named = {name.encode("utf-8", "replace").decode()[:9_000]: files[name] for name in files}
    held.take("a", zipped(named))


def test_a_good_file_is_accepted_and_the_store_put_back(held: Held) -> None:
    """Or all the others would hold of a store that takes nothing."""
    assert held.load(("a.xlsx", built(good(False))), ("b.xlsx", built(good(True)))) == 2
    assert held.load(*((f"{body}.xlsx", built_on(False, body, [])) for body in BODIES)) == 5
