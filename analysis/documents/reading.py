"""Turn files and pasted text into documents."""

import hashlib
import re
import stat
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import cast

from analysis.documents.articles import LONGEST_HEADLINE, finished, headline, storable
from analysis.documents.columns import read_rows
from analysis.documents.decoding import (
    LARGEST_FILE,
    LARGEST_TEXT,
    TOO_LARGE,
    TOO_LARGE_FILE,
    DocumentError,
    Failure,
    decode,
    is_binary,
    normal_lines,
)
from analysis.documents.editing import unique_ids
from analysis.documents.formats import Extract, Format, FormatError, read_apart, read_word
from analysis.documents.frontmatter import read_front_matter
from analysis.documents.kinds import ENDINGS, ROW_KINDS, kind_of, stem_of
from analysis.model import Document

PASTED = "Pasted text"
FRONT_MATTER, TYPED = "front matter", "typed in"

SOUGHT = tuple(ending for ending in ENDINGS if ending.lstrip(".") not in ROW_KINDS)
"""Endings that folders are searched for: a table in one may hold anything, our own output too."""

_SOUGHT = f"{', '.join(SOUGHT[:-1])} or {SOUGHT[-1]}"
_SLUG = re.compile(r"[^a-z0-9]+")


def read_file(
    name: str, content: bytes, *, columns: Mapping[str, str] | None = None
) -> list[Document | Failure]:
    """Return the documents that the file ``name`` holds, and why others could not be read.

    A file is one document, a table (.csv, .jsonl) one for each row. What its columns hold is told
    by their names, or by ``columns`` (see ``proposed_columns``). Whatever the bytes are, nothing is
    raised. The doc_ids differ.

    >>> found = read_file("news.csv", b"id,text\\na,Aid rises.\\na,Aid falls.\\n")
    >>> [document.doc_id for document in found]
    ['a', 'a-2']
    >>> read_file("budget.txt", b" ")
    [Failure(name='budget.txt', reason='the file is empty; save some text in it and try again')]
    """
    try:
        if kind_of(name, content) not in ROW_KINDS:
            return [read_bytes(name, content)]
        found = list(read_rows(name, content, columns))
    except DocumentError as error:
        return [Failure(name, error.reason)]
    documents = unique_ids(one for one in found if isinstance(one, Document))
    return [*documents, *(one for one in found if isinstance(one, Failure))]


def read_bytes(name: str, content: bytes) -> Document:
    """Return the one document of the file ``name``; its doc_id is the name without ending.

    >>> read_bytes("budget.txt", b"Spending rises by 5 percent.").doc_id
    'budget'
    >>> read_bytes("a.odt", b"Text")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    analysis.documents.decoding.DocumentError: a.odt: only .txt, .md, ... files can be read; ...

    Raises:
        DocumentError: the file is empty, too large, damaged, of another kind, a table, not English.
    """
    kind = kind_of(name, content)
    if kind in ROW_KINDS:
        raise DocumentError(name, "this is a table of articles; read it with read_file")
    document = Document(storable(stem_of(name)), "", sha256=hashlib.sha256(content).hexdigest())
    if kind in ("txt", "md"):
        return finished(name, _with_text(document, name, content, marked=kind == "md"))
    try:
        extract = read_word(content) if kind == "docx" else read_apart(cast(Format, kind), content)
    except FormatError as error:
        raise DocumentError(name, str(error)) from error
    return finished(name, _with_extract(document, extract), marked=False)


def read_pasted(text: str, title: str = "") -> Document:
    """Return the document that ``text`` is, called after ``title`` or its headline.

    >>> read_pasted("Spending rises by 5 percent.", title="French budget").doc_id
    'french-budget'

    Raises:
        DocumentError: the text is empty, too large, no text at all or not English.
    """
    content = storable(text).encode()
    text = normal_lines(storable(text))
    if len(content) > LARGEST_TEXT:
        raise DocumentError(PASTED, TOO_LARGE)
    if not text.strip():
        raise DocumentError(PASTED, "nothing was pasted; paste the words of an article")
    if is_binary(text):
        raise DocumentError(PASTED, "it holds control characters; copy the text itself")
    title, origin = " ".join(storable(title).split()), TYPED
    if not title:
        title, origin = headline(text)
    document = Document(
        doc_id=_SLUG.sub("-", title.lower()).strip("-")[:LONGEST_HEADLINE] or "pasted",
        text=text,
        title=title,
        title_from=origin,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return finished(PASTED, document, unnamed="")


def read_documents(
    paths: Iterable[Path], *, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Failure]:
    """Yield the documents of each file, or why it could not be read, in a fixed order.

    Folders are searched through and through for texts; hidden files, each README.md, what a browser
    saved beside a page ("page_files") and tables are left out: a table is read where it is named
    itself, with its ``columns`` (see ``read_file``). Every doc_id occurs once; a file that is named
    twice is read once.
    """
    taken: set[str] = set()
    seen: set[Path] = set()
    for path in paths:
        found = _text_files(path) if path.is_dir() else [path]
        if not found:
            yield Failure(storable(str(path)), f"no {_SOUGHT} file is in this folder")
        for file in found:
            if (resolved := file.resolve()) in seen:
                continue
            seen.add(resolved)
            results = _read_path(file, columns)
            documents = [result for result in results if isinstance(result, Document)]
            documents = unique_ids(documents, taken)
            taken.update(document.doc_id for document in documents)
            yield from documents
            yield from (result for result in results if isinstance(result, Failure))


def _text_files(folder: Path) -> list[Path]:
    files = (
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in SOUGHT
        and file.name.lower() != "readme.md"
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and not any(map(_belongs_to_page, file.parents[: _depth(file, folder)]))
        and file.is_file()
    )
    return sorted(files, key=lambda file: file.relative_to(folder).parts)


def _belongs_to_page(folder: Path) -> bool:
    """Return whether a browser saved ``folder`` beside a page, with its pictures and frames."""
    page, parted, _ = folder.name.rpartition("_files")
    return bool(parted) and any(
        folder.with_name(f"{page}{ending}").exists() for ending in (".html", ".htm")
    )


def _depth(file: Path, folder: Path) -> int:
    """Return how many folders stand between ``file`` and ``folder``."""
    return len(file.relative_to(folder).parts) - 1


def _read_path(path: Path, columns: Mapping[str, str] | None) -> list[Document | Failure]:
    name = storable(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return [Failure(name, "this is no ordinary file; save the text in one")]
        if status.st_size > LARGEST_FILE:
            return [Failure(name, TOO_LARGE_FILE)]
        return read_file(name, path.read_bytes(), columns=columns)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        reason = f"the file cannot be opened ({reason}); check its name and its rights"
        return [Failure(name, reason)]


def _with_text(document: Document, name: str, content: bytes, *, marked: bool) -> Document:
    """Return the document of a text file, and of its front matter where it is ``marked`` up."""
    text = decode(name, content)
    if not marked:
        return replace(document, text=text)
    matter = read_front_matter(name, text)
    return replace(
        document,
        text=text,
        body=matter.body,
        title=matter.title,
        title_from=FRONT_MATTER if matter.title else "",
        source=matter.source,
        url=matter.url,
        published=matter.published,
        published_from=FRONT_MATTER if matter.published else "",
    )


def _with_extract(document: Document, extract: Extract) -> Document:
    return replace(
        document,
        text=storable(extract.text),
        title=storable(extract.title),
        title_from=extract.title_from,
        source=storable(extract.source),
        url=extract.url,
        published=extract.published,
        published_from=extract.published_from,
    )
