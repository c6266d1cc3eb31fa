"""Zip containers of Office files: looked over before anything is unpacked, and their XML without entities. Knows no Office format."""

from __future__ import annotations

import posixpath
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from xml.etree.ElementTree import Element, ParseError

from app.ingest.limits import Limits
from app.ingest.refusals import IngestError

SMALL = 10_000_000
"""Up to here a high ratio harms nobody: a repetitive little file compresses well."""


class Container:
    """An open container within the limits."""

    def __init__(self, data: bytes, limits: Limits) -> None:
        """Raises: IngestError `ingest.broken`, `ingest.encrypted`, `ingest.expansion`."""
        try:
            self._zip = zipfile.ZipFile(BytesIO(data))
        except (zipfile.BadZipFile, ValueError, LookupError, NotImplementedError) as bad:
            raise IngestError("ingest.broken") from bad
        members = self._zip.infolist()
        expanded = sum(member.file_size for member in members)
        is_bomb = expanded > limits.expanded_bytes or (expanded > SMALL and expanded > limits.expanded_ratio * len(data))
        if is_bomb or len(members) > limits.members:
            raise IngestError("ingest.expansion", size=f"{expanded / 1e6:.0f}", members=len(members))
        if any(member.flag_bits & 1 for member in members):
            raise IngestError("ingest.encrypted")
        self.names = frozenset(member.filename for member in members)

    def read(self, name: str) -> bytes:
        """A member's bytes; never more than the container declares for it.

        Raises: IngestError `ingest.broken`.
        """
        try:
            return self._zip.read(name)
        except (zipfile.BadZipFile, zlib.error, EOFError, KeyError, NotImplementedError, ValueError) as bad:
            raise IngestError("ingest.broken") from bad

    def xml(self, name: str) -> Element:
        """A member's XML. One with a DOCTYPE is refused, so that no entity can grow or reach for a file or address.

        Raises: IngestError `ingest.doctype`, `ingest.broken`.
        """
        from defusedxml import DefusedXmlException
        from defusedxml.ElementTree import fromstring

        try:
            root: Element = fromstring(self.read(name), forbid_dtd=True)
        except DefusedXmlException as bad:
            raise IngestError("ingest.doctype", part=name) from bad
        except (ParseError, LookupError, ValueError) as bad:
            raise IngestError("ingest.broken") from bad
        return root

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Id → (last word of the type, member name) of what a part points at inside the container; addresses outside are left out."""
        folder, own = posixpath.split(part)
        name = posixpath.join(folder, "_rels", f"{own}.rels")
        if name not in self.names:
            return {}
        found = {}
        for relation in self.xml(name):
            target = relation.get("Target", "")
            if relation.get("TargetMode") == "External":
                continue
            member = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            if member in self.names:
                found[relation.get("Id", "")] = (relation.get("Type", "").rsplit("/", 1)[-1], member)
        return found

    def related(self, part: str, kind: str) -> str | None:
        """The first member of a type that a part points at, or None."""
        return next((member for each, member in self.relations(part).values() if each == kind), None)

    def changed_on(self) -> date | None:
        """When the document was last saved, by its own account; None when it does not say."""
        if "docProps/core.xml" not in self.names:
            return None
        said = next((e.text or "" for e in self.xml("docProps/core.xml").iter() if local(e) == "modified"), "")
        try:
            return date.fromisoformat(said[:10])
        except ValueError:
            return None


def local(element: Element) -> str:
    """The element's name without its namespace: the two dialects of Office XML differ in nothing else that matters here."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def attribute(element: Element, name: str) -> str | None:
    """An attribute by its name without namespace, or None."""
    return next((value for key, value in element.attrib.items() if key.rpartition("}")[2] == name), None)


def children(element: Element, *names: str) -> Iterator[Element]:
    """The direct children with one of these names."""
    return (child for child in element if local(child) in names)


def child(element: Element | None, *path: str) -> Element | None:
    """The first element down a path of names, or None."""
    for name in path:
        if element is None:
            return None
        element = next(children(element, name), None)
    return element
