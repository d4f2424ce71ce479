"""Finds out which sheets a workbook has, and packs anew the few parts that its reader is given.

What ties the parts together, and which sheet is which, is written here from what was found: the
reader sees nothing else of the sender's package, so that no two readers can take it differently.
Opening the file is opening's; what stands in a sheet's part is sheet_xml's.
"""

import io
import posixpath
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

from dashboard.returns.files.cells import shown
from dashboard.returns.files.sheet_xml import PIECE, RESAVED, refuse_hostile
from dashboard.returns.problems import Refused

# A return has ten, and a workbook that it was made from some dozens.
MOST_SHEETS = 200
# More relations or sheets than a return's by hundreds.
MOST_LISTED = 5_000
MACROS = "a workbook with macros (.xlsm)"
AS_XLSX = 'an "Excel Workbook (.xlsx)": use Save As'

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_MAINS = (_MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
"""The two kinds of workbook that Excel saves, the second as "Strict"."""
_KINDS_OF_PARTS = "[content_types].xml"
_ROOT = "_rels/.rels"
_WITH_MACROS = b"macroenabled"
_KINDS_WITH_MACROS = ("vbaProject", "xlMacrosheet", "xlIntlMacrosheet")
_INSIDE = "all in the one file: copy its values into the template, and send that"
_ELSEWHERE = re.compile(r"[\\:?#]|^//|(^|/)\.\.(/|$)")
"""What a target has that may lead out of the file, or to another place than it seems."""


@dataclass(frozen=True)
class Part:
    """A sheet: its title, the XML of its cells (None where it is a chart), whether it is hidden."""

    title: str
    xml: bytes | None
    is_hidden: bool


@dataclass(frozen=True)
class Package:
    """What a reader needs of a workbook: its sheets in their order, their texts and looks."""

    sheets: tuple[Part, ...]
    texts: bytes | None
    styles: bytes | None
    is_from_1904: bool

    def packed(self) -> io.BytesIO:
        """A workbook of the sheets that have cells, written anew but for what stands in them."""
        with_cells = [sheet for sheet in self.sheets if sheet.xml is not None]
        parts = {
            f"worksheets/sheet{number}.xml": ("worksheet", sheet.xml)
            for number, sheet in enumerate(with_cells, start=1)
        }
        parts |= {"sharedStrings.xml": ("sharedStrings", self.texts)} if self.texts else {}
        parts |= {"styles.xml": ("styles", self.styles)} if self.styles else {}
        kinds = {name: kind for name, (kind, _) in parts.items()}
        written = {
            "[Content_Types].xml": _content_types(kinds),
            _ROOT: _relations({"xl/workbook.xml": "officeDocument"}),
            "xl/workbook.xml": _workbook(with_cells, self.is_from_1904),
            "xl/_rels/workbook.xml.rels": _relations(kinds),
        }
        return zipped(written | {f"xl/{name}": xml or b"" for name, (_, xml) in parts.items()})


def zipped(members: Mapping[str, bytes]) -> io.BytesIO:
    """A zip that is the same bytes wherever and whenever it is made of the same members."""
    whole = io.BytesIO()
    with zipfile.ZipFile(whole, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            member = zipfile.ZipInfo(name)  # dated 1 January 1980, whatever the file's date
            member.create_system = 3
            archive.writestr(member, data)
    whole.seek(0)
    return whole


def package_of(members: Mapping[str, bytes]) -> Package:
    """The package of a workbook's members, by their names in the file.

    Raises Refused for what could do harm where it is read, or could be read in two ways;
    ValueError, KeyError and expat.ExpatError for what is damaged.
    """
    package = _Received(members)
    if _WITH_MACROS in package.part(_KINDS_OF_PARTS, b"").lower():
        raise Refused(MACROS, AS_XLSX)
    books = [each for each in package.relations("", _ROOT) if each.kind == "officeDocument"]
    if len(books) != 1:
        raise Refused(f"{len(books) or 'no'} workbook{'s' * bool(books)} in one file", RESAVED)
    [book] = books
    folder, _, name = package.target(book, "the workbook").rpartition("/")
    found = _found_in(package.part(f"{folder}/{name}".lstrip("/")))
    relations = list(package.relations(folder, f"{folder}/_rels/{name}.rels".lstrip("/")))
    if any(relation.kind in _KINDS_WITH_MACROS for relation in relations):
        raise Refused(MACROS, AS_XLSX)
    by_id = {relation.id: relation for relation in relations}
    if len(by_id) < len(relations):
        raise Refused("two parts of one name in its list of parts", RESAVED)
    texts = package.only(relations, "sharedStrings", "a list of its texts")
    # Some programs lay it in its place, and do not say so.
    texts = texts or package.part(f"{folder}/sharedStrings.xml".lstrip("/"), b"") or None
    styles = package.only(relations, "styles", "a list of looks")
    return Package(tuple(_sheets(package, found, by_id)), texts, styles, found.is_from_1904)


# ---- What was received ----


@dataclass(frozen=True)
class _Relation:
    """A relation to another part: as it is written, and the folder it counts from."""

    id: str
    kind: str
    target: str
    is_external: bool
    folder: str


class _Received:
    """The members of a file, by names whose case does not count, each looked through when asked."""

    def __init__(self, members: Mapping[str, bytes]) -> None:
        self._members = {name.lower(): (name, data) for name, data in members.items()}

    def part(self, name: str, otherwise: bytes | None = None) -> bytes:
        """A part that may be given to a reader of XML. Raises Refused, and KeyError."""
        if otherwise is not None and name.lower() not in self._members:
            return otherwise
        written, data = self._members[name.lower()]
        refuse_hostile(written, data)
        return data

    def relations(self, folder: str, name: str) -> Iterator[_Relation]:
        """The relations that a part of this folder has."""
        for path, given in _elements(self.part(name), "Relationship"):
            if len(path) != 2:
                raise Refused("a list of its parts inside another", RESAVED)
            yield _Relation(
                given["Id"],
                given["Type"].rpartition("/")[2],
                given["Target"],
                given.get("TargetMode", "Internal") != "Internal",
                folder,
            )

    def target(self, relation: _Relation, words: str) -> str:
        """The name of the part that a relation leads to. Refused where that is not in the file."""
        if relation.is_external or _ELSEWHERE.search(relation.target):
            found = f"{words} kept elsewhere ({shown(relation.target)})"
            raise Refused(found, _INSIDE)
        whole = posixpath.join("/", relation.folder, relation.target)
        name = posixpath.normpath(whole).lstrip("/")
        if name.lower() not in self._members:
            raise Refused(f"{words} that is not in the file ({shown(name)})", RESAVED)
        return name

    def only(self, relations: list[_Relation], kind: str, words: str) -> bytes | None:
        """The one part of a kind, if there is any."""
        names = [self.target(each, words) for each in relations if each.kind == kind]
        if len(names) > 1:
            raise Refused(f"{words} twice", RESAVED)
        return self.part(names[0]) if names else None


@dataclass(frozen=True)
class _Found:
    """What a workbook's own part says: its sheets' attributes, and how it counts days."""

    sheets: list[dict[str, str]]
    is_from_1904: bool


def _found_in(xml: bytes) -> _Found:
    sheets: list[dict[str, str]] = []
    lists = 0
    from_1904: list[bool] = []
    for path, given in _elements(xml, "sheets", "sheet", "workbookPr"):
        is_own = path[0] in [f"{main} workbook" for main in _MAINS]
        inside = [each.rpartition(" ")[2] for each in path[1:] if each.rpartition(" ")[0] in _MAINS]
        if len(inside) < len(path) - 1:
            inside = []  # of another kind of document, or laid in one
        if is_own and inside == ["workbookPr"]:
            from_1904.append(given.get("date1904", "0") in ("1", "true"))
        elif is_own and inside == ["sheets"]:
            lists += 1
        elif is_own and inside == ["sheets", "sheet"]:
            sheets.append(given)
        elif not path[-1].endswith(" workbookPr"):
            title = f' "{shown(given["name"])}"' if "name" in given else ""
            raise Refused(f"the sheet{title} named outside its list of sheets", RESAVED)
    if lists != 1:
        raise Refused(f"{lists or 'no'} list{'s' if lists else ''} of sheets", RESAVED)
    if len(from_1904) > 1:
        raise Refused("two ways to count days", RESAVED)
    if len(sheets) > MOST_SHEETS:
        raise Refused(f"{len(sheets):,} sheets", f"at most {MOST_SHEETS}: the template's own")
    return _Found(sheets, any(from_1904))


def _sheets(
    package: _Received, found: _Found, relations: Mapping[str, _Relation]
) -> Iterator[Part]:
    titles: set[str] = set()
    places: dict[str, str] = {}
    for given in found.sheets:
        title = given["name"]
        words = f'the sheet "{shown(title)}"'
        ids = [value for name, value in given.items() if name.rpartition(" ")[2] == "id"]
        if title.lower() in titles:
            expected = "one sheet of each name: rename one, or delete it, and save the workbook"
            raise Refused(f'two sheets called "{shown(title)}"', expected)
        if len(ids) != 1:
            raise Refused(f"{words} in {len(ids) or 'no'} place{'s' * bool(ids)}", RESAVED)
        if ids[0] not in relations:
            raise Refused(f"{words} that is not in the file", RESAVED)
        relation = relations[ids[0]]
        name = package.target(relation, words)
        other = places.setdefault(name.lower(), title)
        if other != title:
            raise Refused(f'{words} in the place of "{shown(other)}"', RESAVED)
        titles.add(title.lower())
        xml = package.part(name) if relation.kind == "worksheet" else None
        yield Part(title, xml, given.get("state", "visible") != "visible")


Element = tuple[list[str], dict[str, str]]
"""The names of the elements from the root to this one, each after its namespace; and what is
given in it."""


def _elements(xml: bytes, *tags: str) -> list[Element]:
    """The elements of these names, in any namespace and wherever they stand."""
    found: list[Element] = []
    path: list[str] = []

    def start(name: str, given: dict[str, str]) -> None:
        path.append(name if " " in name else f" {name}")
        if name.rpartition(" ")[2] in tags:
            # What it is, and what it is in as far as anything is looked for.
            found.append(([*path[:-1][:3], path[-1]], given))
            if len(found) > MOST_LISTED:
                tag = name.rpartition(" ")[2]
                raise Refused(f"more than {MOST_LISTED:,} of <{tag}>", "a return's own sheets only")

    def end(_: str) -> None:
        path.pop()

    parse(start, end, xml)
    return found


def parse(
    start: Callable[[str, dict[str, str]], None], end: Callable[[str], None], xml: bytes
) -> None:
    """Read XML through, its names given after their namespaces. Raises expat.ExpatError."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    for begin in range(0, len(xml), PIECE):
        parser.Parse(xml[begin : begin + PIECE], False)
    parser.Parse(b"", True)


# ---- What is written anew ----


def _workbook(sheets: list[Part], is_from_1904: bool) -> bytes:
    tags = "".join(
        f"<sheet name={quoteattr(sheet.title)} sheetId={quoteattr(str(number))} "
        f'r:id="rId{number}"{" state=" + quoteattr("hidden") if sheet.is_hidden else ""}/>'
        for number, sheet in enumerate(sheets, start=1)
    )
    days = '<workbookPr date1904="1"/>' if is_from_1904 else ""
    root = f"<workbook xmlns={quoteattr(_MAIN)} xmlns:r={quoteattr(_OFFICE)}>"
    return f"{root}{days}<sheets>{tags}</sheets></workbook>".encode()


def _relations(kinds: Mapping[str, str]) -> bytes:
    """The relations to parts, by their place from rId1."""
    tags = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{name}"/>'
        for number, (name, kind) in enumerate(kinds.items(), start=1)
    )
    return f'<Relationships xmlns="{_PACKAGE}/relationships">{tags}</Relationships>'.encode()


def _content_types(kinds: Mapping[str, str]) -> bytes:
    tags = "".join(
        f'<Override PartName="/xl/{name}" ContentType="{_TYPES}.{kind}+xml"/>'
        for name, kind in {"workbook.xml": "sheet.main", **kinds}.items()
    )
    kind = "application/vnd.openxmlformats-package.relationships+xml"
    rels = f'<Default Extension="rels" ContentType="{kind}"/>'
    return f'<Types xmlns="{_PACKAGE}/content-types">{rels}{tags}</Types>'.encode()
