"""Read the text of a Word file (.docx): its paragraphs and tables."""

import io
import zipfile
import zlib
from collections.abc import Callable
from xml.etree.ElementTree import ParseError, XMLParser

from analysis.documents.decoding import LARGEST_TEXT
from analysis.documents.formats.extract import Extract, FormatError
from analysis.documents.formats.properties import FILE_PROPERTIES, plausible_day, plausible_title

LARGEST_PART = 100_000_000
"""Bytes that one part of the archive may unpack to."""
UNSUSPICIOUS, HIGHEST_RATIO = 5_000_000, 150
"""A part that unpacks to more bytes than these, and this many times its size, is a bomb."""
CHUNK = 1 << 16

BROKEN = "this Word file is damaged; open it in a word processor and save it again as .docx"
LOCKED = "this Word file is protected by a password; save it without one"
NO_WORD = "this is no Word file (.docx); save the text as one, as PDF or as plain text"
BOMB = "this Word file unpacks to far more than a text; copy the text into a new one"
EMPTY = "this Word file holds no text; if it shows a picture of one, recognise the text first"
FORBIDDEN = "this Word file defines entities of its own, as none does; save it again as .docx"
TOO_LONG = f"the text is longer than {LARGEST_TEXT // 1_000_000} MB; split it"

_WORDS = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/wordprocessingml/main}"
# What older programs show in place of the same words, and the place that words were moved from.
_TWICE = {
    "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    f"{_WORDS}moveFrom",
    f"{_STRICT}moveFrom",
}
_BREAKS = {"tab": "\t", "br": "\n", "cr": "\n", "noBreakHyphen": "-"}
_DOCUMENT, _PROPERTIES, _RELATIONS = "word/document.xml", "docProps/core.xml", "_rels/.rels"
_DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    EOFError,
    OSError,
    ValueError,
    OverflowError,
    NotImplementedError,
)


def read_word(content: bytes) -> Extract:
    """Return the text of the Word file and the title and day of its properties.

    A paragraph is a line, a row of a table one with "; " between its cells. Deleted words, field
    codes, headers, footnotes and comments are left out.

    Raises:
        FormatError: it is no Word file, damaged, locked, without text or made to exhaust memory.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return _extract(archive)
    except FormatError:
        raise
    except RuntimeError as error:  # how zipfile says that a part is encrypted
        raise FormatError(LOCKED) from error
    except _DAMAGE as error:
        raise FormatError(BROKEN) from error


def _extract(archive: zipfile.ZipFile) -> Extract:
    names = set(archive.namelist())
    main = _DOCUMENT
    if main not in names and _RELATIONS in names:
        relations = _Relations()
        _parse(archive, _RELATIONS, relations)
        main = relations.main
    if main not in names:
        raise FormatError(NO_WORD)
    body, properties = _Body(), _Properties()
    _parse(archive, main, body)
    text = "\n".join(body.lines).strip()
    if not text:
        raise FormatError(EMPTY)
    if _PROPERTIES in names:
        _parse(archive, _PROPERTIES, properties)
    title = plausible_title(properties.values.get("title", ""))
    told = [properties.values.get(key, "") for key in ("created", "modified", "creator")]
    day = plausible_day(*told)
    return Extract(
        text,
        title=title,
        title_from=FILE_PROPERTIES if title else "",
        published=day,
        published_from=FILE_PROPERTIES if day else "",
    )


class _Target:
    """Hears the elements of a part one by one, so that no tree is built however deep it goes."""

    def doctype(self, *_: object) -> None:
        """Refuse definitions: entities that grow or that lead to other files need one."""
        raise FormatError(FORBIDDEN)

    def start(self, tag: str, attributes: dict[str, str]) -> None: ...

    def end(self, tag: str) -> None: ...

    def data(self, words: str) -> None: ...

    def close(self) -> None: ...


def _parse(archive: zipfile.ZipFile, name: str, target: _Target) -> None:
    """Unpack a part in small pieces and hand them to ``target``, as long as it stays sensible."""
    part = archive.getinfo(name)
    if part.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise FormatError(BROKEN)
    parser = XMLParser(target=target)  # noqa: S314 - definitions are refused, nothing is kept
    unpacked = 0
    with archive.open(part) as file:
        while chunk := file.read(CHUNK):
            unpacked += len(chunk)
            limit = max(UNSUSPICIOUS, HIGHEST_RATIO * part.compress_size)
            if unpacked > min(limit, LARGEST_PART):
                raise FormatError(BOMB)
            parser.feed(chunk)
    parser.close()


class _Body(_Target):
    """Collects the lines of the document; ``_open`` holds a list for each paragraph not yet ended.

    Text boxes are paragraphs inside paragraphs, cells may hold tables.
    """

    def __init__(self) -> None:
        self.lines: list[str] = []
        self._open: list[list[str]] = []
        self._rows: list[list[str]] = []
        self._cells: list[list[str]] = []
        self._listens = False
        self._skipped = 0
        self._length = 0
        self._ends: dict[str, Callable[[], None]] = {
            "p": self._end_paragraph,
            "tc": self._end_cell,
            "tr": self._end_row,
        }

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if tag in _TWICE or self._skipped:
            self._skipped += 1
            return
        name = _local(tag)
        self._listens = name == "t"
        if name == "p":
            self._open.append([])
        elif name == "tr":
            self._rows.append([])
        elif name == "tc":
            self._cells.append([])
        elif name in _BREAKS and self._open:
            self._open[-1].append(_BREAKS[name])

    def data(self, words: str) -> None:
        if self._listens and self._open and not self._skipped:
            self._length += len(words)
            if self._length > LARGEST_TEXT:
                raise FormatError(TOO_LONG)
            self._open[-1].append(words)

    def end(self, tag: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        self._listens = False
        if finish := self._ends.get(_local(tag)):
            finish()

    def _end_paragraph(self) -> None:
        words = "".join(self._open.pop()).strip() if self._open else ""
        if words:
            (self._cells[-1] if self._cells else self.lines).append(words)

    def _end_cell(self) -> None:
        words = " ".join(" ".join(self._cells.pop()).split()) if self._cells else ""
        if self._rows:
            self._rows[-1].append(words)

    def _end_row(self) -> None:
        row = self._rows.pop() if self._rows else []
        if any(row):
            (self._cells[-1] if self._cells else self.lines).append("; ".join(row))


class _Properties(_Target):
    """Collects the values of the core properties by their names."""

    def __init__(self) -> None:
        self.values: dict[str, str] = {}
        self._name = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._name = tag.rpartition("}")[2]

    def data(self, words: str) -> None:
        if len(self.values.get(self._name, "")) < CHUNK:
            self.values[self._name] = self.values.get(self._name, "") + words

    def end(self, tag: str) -> None:
        self._name = ""


class _Relations(_Target):
    """Finds which part of the archive is its document."""

    def __init__(self) -> None:
        self.main = ""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            self.main = attributes.get("Target", "").lstrip("/")


def _local(tag: str) -> str:
    """Return the name of an element of Word's own, or ``''``.

    >>> _local("{http://purl.oclc.org/ooxml/wordprocessingml/main}t"), _local("{elsewhere}t")
    ('t', '')
    """
    for namespace in (_WORDS, _STRICT):
        if tag.startswith(namespace):
            return tag.removeprefix(namespace)
    return ""
