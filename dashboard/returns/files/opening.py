"""Opens a received file safely: a workbook, or CSV files as a folder or a zip of one.

Each refusal says what to send instead. Reading the sheets is grids'.
"""

import io
import os
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterable, Mapping, Sequence, Set
from pathlib import Path, PurePosixPath

from dashboard.returns.files.cells import shown
from dashboard.returns.files.grids import Book, Grid, csv_book, xlsx_book
from dashboard.returns.files.package import AS_XLSX, MACROS, zipped
from dashboard.returns.problems import Refused
from dashboard.wording import listed

MEGABYTE = 1024 * 1024
# The largest return has under 1 MB; the rest is room for pictures and forgotten sheets. What is
# unpacked is held whole while it is read, which with its grids stays under 500 MB.
MOST_BYTES, MOST_UNPACKED_BYTES = 20 * MEGABYTE, 64 * MEGABYTE
# Excel writes under fifty for a return's sheets; each takes more room than it has in the file.
MOST_MEMBERS = 1_000
# What fits in a line of a report and, with the time and an ending beside it, in a file's name.
LONGEST_NAME, LONGEST_KIND = 120, 5
# Enough to find the one that is too many.
MOST_NAMED = 5

_HALF = re.compile(r"[\ud800-\udfff]")
_MEMBER = b"PK\x01\x02"
_OF_A_WORKBOOK = {"_rels/.rels", "xl/workbook.xml"}
_PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS = {
    ".xlsm": MACROS,
    ".xls": "an old Excel file (.xls)",
    ".xlsb": "a binary workbook (.xlsb)",
    ".ods": "an OpenDocument spreadsheet (.ods)",
}
_NO_WORKBOOK = "a file that is not a workbook"
_RETURN = "an Excel workbook (.xlsx), or CSV files (a folder, or a .zip of one)"
_STRAY = re.compile(r"(^|/)(\.|~\$|__MACOSX/|(Thumbs\.db|desktop\.ini)$)", re.IGNORECASE)
"""What a Mac, Windows or Office lays beside the files that somebody put in a folder."""


class Unreadable(Refused):
    """A file that is there and cannot be read now: locked, or kept from this account."""


def plain_name(name: str) -> str:
    """The last part of a file's name, without characters that a screen does not show as such.

    A name comes from outside, and is stored and shown: a path would say where its sender keeps
    files, and an override of direction would show another ending than it has.
    """
    # A name that is no UTF-8 on the disk holds halves of characters, which nothing can write.
    whole = _HALF.sub("\N{REPLACEMENT CHARACTER}", name)
    last = re.split(r"[/\\:]", whole)[-1]
    shown = "".join(char for char in last if not unicodedata.category(char).startswith(("C", "Z"))
                    or char == " ").strip(" .")  # fmt: skip
    if len(shown) > LONGEST_NAME:
        stem, dot, kind = shown.rpartition(".")
        end = f"{dot}{kind}" if stem and len(kind) <= LONGEST_KIND else ""
        shown = f"{shown[: LONGEST_NAME - 1 - len(end)]}…{end}"
    return shown or "unnamed"


def read_bytes(path: Path) -> bytes:
    """The bytes of a return's file; a folder of CSV files becomes a zip of them.

    Sizes are looked at before anything is read. Raises Refused, of the kind Unreadable where
    the same file may be readable later.
    """
    try:
        if not path.exists():
            raise Refused("nothing under this name", "the file to be there: look at its path")
        if not path.is_dir():
            return _read(path)
        files = _csv_files(path)
        if len(files) > MOST_MEMBERS:
            raise Refused(f"a folder of {len(files):,} CSV files", "a return's own sheets only")
        _refuse_doubled([file.name for file in files])
        if any(_HALF.search(file.name) for file in files):
            raise Refused("a CSV file whose name cannot be read", "the names of a return's sheets")
        _refuse_size(sum(file.stat().st_size for file in files))
        read: dict[str, bytes] = {}
        for file in files:
            read[file.name] = _read(file, may_be_empty=True)
            # One may have grown since: what counts is what was read.
            _refuse_size(sum(map(len, read.values())), may_be_empty=True)
        return zipped(read).getvalue()
    except OSError as error:
        raise Unreadable(
            f"a file that cannot be opened ({error.strerror})",
            "a file this account may read and that no other program has locked",
        ) from error


def _read(path: Path, *, may_be_empty: bool = False) -> bytes:
    """The bytes of one file, read once, as they were from the first to the last."""
    before = path.stat()
    # A pipe would be waited on, and a device may never end.
    if not stat.S_ISREG(before.st_mode):
        raise Refused("something that is not a file", _RETURN)
    _refuse_size(before.st_size, may_be_empty=may_be_empty)
    with path.open("rb") as file:
        data = file.read(MOST_BYTES + 1)
        after = os.fstat(file.fileno())
    if len(data) != before.st_size or _state(after) != _state(before):
        raise Refused(
            "a file that changed while it was read",
            "a file that nothing else is writing to: close it everywhere, and try again",
        )
    return data


def _state(of: os.stat_result) -> tuple[int, int, int]:
    return of.st_ino, of.st_size, of.st_mtime_ns


def open_book(name: str, data: bytes) -> Book:
    """The sheets of a return's bytes, its kind told by what they are. Raises Refused."""
    _refuse_size(len(data))
    kind = PurePosixPath(name).suffix.lower()
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Refused(
                "a workbook protected by a password", "none: remove the password and save it again"
            )
        raise Refused(OTHER_KINDS[".xls"], AS_XLSX)
    if kind in OTHER_KINDS:
        raise Refused(OTHER_KINDS[kind], AS_XLSX)
    if not data.startswith(b"PK"):
        raise Refused(_NO_WORKBOOK, _RETURN)
    try:
        return _book(data)
    except (Refused, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # The readers raise many kinds for damage, panics among them.
        raise damaged() from error


def read_sheet(book: Book, title: str) -> Grid:
    """One sheet's cells. Raises Refused, over whatever the sheet holds."""
    try:
        return book.read(title)
    except (Refused, KeyboardInterrupt, SystemExit, MemoryError):
        raise
    except BaseException as error:
        # A panic of the workbook reader, which is written in Rust, is no Exception.
        raise damaged() from error


def damaged() -> Refused:
    """What to say of a file that begins well and cannot be read through."""
    return Refused(
        "a damaged file", "one that opens: open it in Excel, save it again and send that"
    )


def _book(data: bytes) -> Book:
    # Counted before the list of members is read, which takes more room than it has in the file.
    if data.count(_MEMBER) > MOST_MEMBERS:
        raise Refused(f"a file of more than {MOST_MEMBERS} parts", _RETURN)
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = [member for member in archive.infolist() if not member.is_dir()]
    if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise Refused(
            f"a file that unpacks to more than {MOST_UNPACKED_BYTES // MEGABYTE} MB",
            "a return's own sheets only: remove pictures and other data",
        )
    # A zip made by Windows may part a path by backslashes, and one may begin at "./".
    written = [str(PurePosixPath(member.filename.replace("\\", "/"))) for member in members]
    names = dict(zip(written, members, strict=True))
    if any(member.flag_bits & 1 for member in members):
        raise Refused("a file protected by a password", "none: remove it and save again")
    kinds = {name.lower() for name in names}
    if not kinds & _OF_A_WORKBOOK:
        _refuse_doubled(written)
    if len(kinds) < len(members) or any(member.compress_type not in _PACKED for member in members):
        raise damaged()
    _refuse_kind(kinds)
    # As much of each as was declared, or it raises.
    read = {name: archive.read(member) for name, member in names.items()}
    if kinds & _OF_A_WORKBOOK:
        return xlsx_book(read)
    return csv_book(_csv_members(read))


def _csv_members(members: Mapping[str, bytes]) -> dict[str, bytes]:
    """The CSV files of a zip, by their names in the one folder that they lie in.

    Whatever else lies beside them is passed over, as it is in a folder.
    """
    outside = next((name for name in members if ".." in PurePosixPath(name).parts), None)
    if outside:
        what = f"a zip with a file outside of it ({shown(outside)})"
        raise Refused(what, "a zip of the folder itself, made by the computer's own command")
    files = [name for name in members if not _STRAY.search(name)]
    found = {PurePosixPath(n): members[n] for n in sorted(files, key=str.lower) if is_csv(n)}
    folders = sorted({str(path.parent) for path in found})
    if not found:
        raise _without_csv(members, files)
    if len(folders) > 1:
        where = ["its top" if folder == "." else shown(folder) for folder in folders]
        more = [f"{len(where) - MOST_NAMED} others"] if len(where) > MOST_NAMED else []
        raise Refused(
            f"CSV files in {len(folders)} folders of one zip: "
            f"{listed([*where[:MOST_NAMED], *more])}",
            "one return in a zip: the CSV files of one folder",
        )
    return {path.name: data for path, data in found.items()}


def _without_csv(members: Iterable[str], files: Iterable[str]) -> Refused:
    """What to say of a zip without CSV files; `files` are those that are not passed over."""
    inside = next((name for name in files if name.lower().endswith(".xlsx")), None)
    if inside:
        what = f"a zip with the workbook {shown(inside)} in it"
        return Refused(what, "that workbook itself, not in a zip")
    for name in members:
        path = PurePosixPath(name)
        hidden = next((part for part in path.parts[:-1] if _STRAY.search(part)), None)
        if hidden and is_csv(path.name):
            what = f"CSV files in a folder that is passed over ({shown(hidden)})"
            return Refused(what, "that folder under a name that begins with a letter")
    return Refused(_NO_WORKBOOK, _RETURN)


def _refuse_kind(names: Set[str]) -> None:
    """Refuse the other kinds of spreadsheet by what they hold, whatever they are called."""
    for mark, kind in (
        ("vbaproject.bin", ".xlsm"),
        ("xl/macrosheets/", ".xlsm"),
        ("xl/workbook.bin", ".xlsb"),
    ):
        if any(mark in name for name in names):
            raise Refused(OTHER_KINDS[kind], AS_XLSX)
    if "content.xml" in names:
        raise Refused(OTHER_KINDS[".ods"], AS_XLSX)


def _refuse_doubled(names: Sequence[str]) -> None:
    """Refuse CSV files whose names differ in case alone: which is the sheet cannot be known."""
    first: dict[str, str] = {}
    for name in names:
        other = first.setdefault(name.lower(), name)
        if other is not name and is_csv(name):
            raise Refused(
                f"the CSV files {shown(other)} and {shown(name)}",
                "one file for each sheet: delete the one that does not count",
            )


def _refuse_size(size: int, *, may_be_empty: bool = False) -> None:
    if not size and not may_be_empty:
        raise Refused("an empty file", _RETURN)
    if size > MOST_BYTES:
        raise Refused(
            f"{size / MEGABYTE:.0f} MB",
            f"at most {MOST_BYTES // MEGABYTE} MB: remove pictures and other data",
        )


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder, by name."""
    found = (path for path in folder.iterdir() if is_csv(path.name))
    return sorted(found, key=lambda path: path.name)


def is_csv(name: str) -> bool:
    """Whether a file of this name is one that somebody meant as CSV."""
    return name.lower().endswith(".csv") and not _STRAY.search(name)


def _csv_files(folder: Path) -> list[Path]:
    files = csv_files(folder)
    if not files:
        raise Refused("a folder without CSV files", _RETURN)
    return files
