"""Tell what kind of file somebody gave: by its first bytes where they say it, else by its name."""

import re
from pathlib import PurePath

from analysis.documents.decoding import (
    EMPTY,
    LARGEST_FILE,
    TOO_LARGE_FILE,
    DocumentError,
)

KINDS = {
    ".txt": "txt",
    ".md": "md",
    ".html": "html",
    ".htm": "html",
    ".pdf": "pdf",
    ".docx": "docx",
    ".csv": "csv",
    ".jsonl": "jsonl",
}
"""What is in a file, by the ending of its name."""

ENDINGS = tuple(KINDS)
ROW_KINDS = ("csv", "jsonl")
"""Kinds of files that hold an article in each row."""

OTHER_ENDING = (
    f"only {', '.join(ENDINGS[:-1])} and {ENDINGS[-1]} files can be read; save the text as one"
)
OLD_OFFICE = (
    "this is an old Office file or one with a password; save it as .docx, without a password"
)
OTHER_ARCHIVE = "this is an archive or a file of another program; save the text as .docx or .txt"
RICH_TEXT = "this is a rich text file (.rtf); save it as .docx or .txt"

_ARCHIVE, _OLD_OFFICE = b"PK\x03\x04", bytes.fromhex("d0cf11e0a1b11ae1")
_PAGE = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]{0,200}\?>\s*)?(?:<!--[^>]{0,500}-->\s*)*<(?:!doctype\s+html|html)\b",
    re.IGNORECASE,
)


def ending_of(name: str) -> str:
    r"""Return the ending of a file's name in small letters.

    >>> ending_of(r"C:\News\Budget.HTML"), ending_of(".txt")
    ('.html', '')
    """
    return PurePath(name.replace("\\", "/")).suffix.lower()


def kind_of(name: str, content: bytes) -> str:
    """Return what the file ``name`` holds, one of the values of KINDS, whatever its ending says.

    >>> kind_of("budget.txt", b"%PDF-1.7 ..."), kind_of("budget.txt", b"Spending rises.")
    ('pdf', 'txt')

    Raises:
        DocumentError: it is empty, larger than 20 MB, or of a kind that cannot be read.
    """
    if not content:
        raise DocumentError(name, EMPTY)
    if len(content) > LARGEST_FILE:
        raise DocumentError(name, TOO_LARGE_FILE)
    kind = KINDS.get(ending_of(name), "")
    if content.startswith(_ARCHIVE):
        if kind != "docx" and b"word/" not in content:
            raise DocumentError(name, OTHER_ARCHIVE)
        return "docx"
    if content.startswith(_OLD_OFFICE):
        raise DocumentError(name, OLD_OFFICE)
    if content.startswith(b"{\\rtf"):
        raise DocumentError(name, RICH_TEXT)
    if content.lstrip()[:5] == b"%PDF-":
        return "pdf"
    if kind not in ROW_KINDS and _PAGE.match(content):
        return "html"
    if not kind:
        raise DocumentError(name, OTHER_ENDING)
    return kind


def stem_of(name: str) -> str:
    """Return a file's name without folders and ending, which its document is called by.

    >>> stem_of("texts/budget.md")
    'budget'
    """
    return PurePath(name.replace("\\", "/")).stem
