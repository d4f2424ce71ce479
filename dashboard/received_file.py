"""Opens a received file safely: a workbook, or CSV files as a folder or a zip of one.

Each refusal says what to send instead. Reading the sheets is grids'.
"""

import io
import zipfile
from pathlib import Path, PurePosixPath

from dashboard.grids import Book, csv_book, xlsx_book
from dashboard.problems import Refused

MEGABYTE = 1024 * 1024
MOST_BYTES, MOST_UNPACKED_BYTES = 20 * MEGABYTE, 200 * MEGABYTE

_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
OTHER_KINDS = {
    ".xlsm": "a workbook with macros (.xlsm)",
    ".xls": "an old Excel file (.xls)",
    ".xlsb": "a binary workbook (.xlsb)",
    ".ods": "an OpenDocument spreadsheet (.ods)",
}
_AS_XLSX = 'an "Excel Workbook (.xlsx)": use Save As'
_RETURN = "an Excel workbook (.xlsx) or a folder of CSV files"


class Unreadable(Refused):
    """A file that is there and cannot be read now: locked, or kept from this account."""


def read_bytes(path: Path) -> bytes:
    """The bytes of a return's file; a folder of CSV files becomes a zip of them.

    Sizes are looked at before anything is read. Raises Refused, of the kind Unreadable where
    the same file may be readable later.
    """
    try:
        if not path.exists():
            raise Refused("nothing under this name", "the file to be there: look at its path")
        files = _csv_files(path) if path.is_dir() else [path]
        _refuse_size(sum(file.stat().st_size for file in files))
        return _zip_of(files) if path.is_dir() else path.read_bytes()
    except OSError as error:
        raise Unreadable(
            f"a file that cannot be opened ({error.strerror})",
            "a file this account may read and that no other program has locked",
        ) from error


def open_book(name: str, data: bytes) -> Book:
    """The sheets of a return's bytes, its kind told by what they are. Raises Refused."""
    _refuse_size(len(data))
    kind = PurePosixPath(name).suffix.lower()
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise Refused(
                "a workbook protected by a password", "none: remove the password and save it again"
            )
        raise Refused(OTHER_KINDS[".xls"], _AS_XLSX)
    if kind in OTHER_KINDS:
        raise Refused(OTHER_KINDS[kind], _AS_XLSX)
    if not data.startswith(b"PK"):
        raise Refused("a file that is not a workbook", _RETURN)
    try:
        return _book(data)
    except (Refused, KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        # The readers raise many kinds for damage, and a panic of the workbook reader, which
        # is written in Rust, is no Exception.
        raise damaged() from error


def damaged() -> Refused:
    """What to say of a file that begins well and cannot be read through."""
    return Refused(
        "a damaged file", "one that opens: open it in Excel, save it again and send that"
    )


def _book(data: bytes) -> Book:
    archive = zipfile.ZipFile(io.BytesIO(data))
    members = [member for member in archive.infolist() if not member.is_dir()]
    if sum(member.file_size for member in members) > MOST_UNPACKED_BYTES:
        raise Refused(
            f"a file that unpacks to more than {MOST_UNPACKED_BYTES // MEGABYTE} MB",
            "a return's own sheets only: remove pictures and other data",
        )
    names = {member.filename for member in members}
    if any(member.flag_bits & 1 for member in members):
        raise Refused("a file protected by a password", "none: remove it and save again")
    if archive.testzip() is not None:
        raise damaged()
    if names and all(name.lower().endswith(".csv") for name in names):
        return csv_book({name: archive.read(name) for name in sorted(names)})
    for part, kind in (
        ("xl/vbaProject.bin", ".xlsm"),
        ("xl/workbook.bin", ".xlsb"),
        ("content.xml", ".ods"),
    ):
        if part in names:
            raise Refused(OTHER_KINDS[kind], _AS_XLSX)
    if "xl/workbook.xml" not in names:
        raise Refused("a file that is not a workbook", _RETURN)
    return xlsx_book(data, archive)


def _refuse_size(size: int) -> None:
    if not size:
        raise Refused("an empty file", _RETURN)
    if size > MOST_BYTES:
        raise Refused(
            f"{size / MEGABYTE:.0f} MB",
            f"at most {MOST_BYTES // MEGABYTE} MB: remove pictures and other data",
        )


def csv_files(folder: Path) -> list[Path]:
    """The CSV files of a folder, by name."""
    found = (path for path in folder.iterdir() if path.suffix.lower() == ".csv")
    return sorted(found, key=lambda path: path.name)


def _csv_files(folder: Path) -> list[Path]:
    files = csv_files(folder)
    if not files:
        raise Refused("a folder without CSV files", _RETURN)
    return files


def _zip_of(files: list[Path]) -> bytes:
    """A zip that is the same bytes wherever and whenever it is made of the same files."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for file in files:
            member = zipfile.ZipInfo(file.name)  # dated 1 January 1980, whatever the file's date
            member.create_system = 3
            archive.writestr(member, file.read_bytes())
    return whole.getvalue()
