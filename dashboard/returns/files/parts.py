"""Looks through a workbook's parts, so that no reader of XML is given one that could harm it.

Opening the file is opening's; how one part is looked through is sheet_xml's.
"""

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from dashboard.returns.files.sheet_xml import attributes, refuse_hostile, target_of
from dashboard.returns.problems import Refused

_MARKUP = re.compile(rb"[\s\0\xef\xbb\xbf\xfe\xff]*<")
"""How XML begins in each encoding that a reader of it knows, under whatever name it lies."""
_FOLLOWED = {
    "officeDocument", "worksheet", "chartsheet", "sharedStrings", "styles", "theme", "comments",
    "drawing", "chart", "vmlDrawing", "table", "pivotTable", "pivotCacheDefinition",
    "pivotCacheRecords", "externalLink", "core-properties", "extended-properties",
    "custom-properties",
}  # fmt: skip
"""The kinds of relation by which a reader comes from one part to the next."""
_BY_NAME = {"[content_types].xml", "xl/workbook.xml", "xl/sharedstrings.xml", "xl/styles.xml"}
"""What a reader looks for by its name, in small letters, beside every `.rels`."""


def vetted(members: Mapping[str, bytes]) -> tuple[dict[str, bytes], dict[str, bytes]]:
    """The parts that are XML, each looked through, and those that are none, by their names.

    Raises Refused for XML that could do harm where it is read. Where nothing leads a reader to
    it, it is left out of both: Excel itself keeps Power Query's in UTF-16.
    """
    parts: dict[str, bytes] = {}
    others: dict[str, bytes] = {}
    harmful: dict[str, Refused] = {}
    for name, data in members.items():
        if not _MARKUP.match(data):
            others[name] = data
            continue
        try:
            refuse_hostile(name, data)
            parts[name] = data
        except Refused as refused:
            harmful[name] = refused
    followed = _BY_NAME.union(_followed(parts)) if harmful else _BY_NAME
    for name, why in harmful.items():
        if name.lower() in followed or name.lower().endswith(".rels"):
            raise why
    return parts, others


def _followed(parts: Mapping[str, bytes]) -> Iterator[str]:
    """The parts, in small letters, that a reader comes to from another."""
    for name, xml in parts.items():
        if name.lower().endswith(".rels"):
            folder = PurePosixPath(name).parent.parent
            for relation in attributes(xml, "Relationship"):
                if relation.get("Type", "").rpartition("/")[2] in _FOLLOWED:
                    yield target_of(relation, str(folder)).lower()
