"""Turn the bytes of a file into its text, or say why they are no text."""

import codecs
from dataclasses import dataclass

LARGEST_TEXT = 5_000_000
"""Bytes of the longest text that is read: a longer one is an archive, not an article."""

LARGEST_FILE = 20_000_000
"""Bytes of the largest file that is opened, pictures and all."""

CONTROL_SHARE = 0.01
"""Share of control characters from which a file counts as binary."""

ZERO_SHARE = 0.9
"""Share of zero bytes in one half of the byte pairs from which a file counts as UTF-16."""

_BYTE_ORDER_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, whose mark it begins with
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROLS = frozenset(map(chr, (*range(32), *range(127, 160)))) - set("\t\n\v\f\r\x85")

EMPTY = "the file is empty; save some text in it and try again"
TOO_LARGE = f"this is larger than {LARGEST_TEXT // 1_000_000} MB; split it into single articles"
TOO_LARGE_FILE = f"this is larger than {LARGEST_FILE // 1_000_000} MB; split it"
BINARY = "this is not a text file; export it as plain text and try again"
DAMAGED = "the characters cannot be read; save the file as UTF-8 and try again"


class DocumentError(ValueError):
    """A text cannot be read; the message names it, gives the reason and says what to do."""

    def __init__(self, name: str, reason: str):
        super().__init__(f"{name}: {reason}")
        self.name = name
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, folder or row that could not be read; ``reason`` says why and what to do."""

    name: str
    reason: str


def decode(name: str, content: bytes, *, largest: int = LARGEST_TEXT) -> str:
    r"""Return the text of the file ``name``, without byte order mark and with ``\n`` line ends.

    UTF-8, UTF-16, UTF-32 with a byte order mark and Windows-1252 are recognised. Nothing else is
    changed, so that offsets equal those of the file opened as text.

    >>> decode("a.txt", "\ufeffCosts rose 5 %.\r\n".encode())
    'Costs rose 5 %.\n'
    >>> decode("a.txt", b"")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    analysis.documents.decoding.DocumentError: a.txt: the file is empty; ...

    Raises:
        DocumentError: the file is empty, too large, binary or damaged.
    """
    if len(content) > largest:
        raise DocumentError(name, TOO_LARGE if largest == LARGEST_TEXT else TOO_LARGE_FILE)
    try:
        text = decoded(content)
    except UnicodeDecodeError as error:
        marked = content.startswith(tuple(mark for mark, _ in _BYTE_ORDER_MARKS))
        zeros = b"\0" in content and not marked
        raise DocumentError(name, BINARY if zeros else DAMAGED) from error
    text = normal_lines(text)
    if not text.strip():
        raise DocumentError(name, EMPTY)
    if is_binary(text):
        raise DocumentError(name, BINARY)
    return text


def normal_lines(text: str) -> str:
    r"""Return ``text`` with every line end as ``\n``, as Python reads a text file."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def is_binary(text: str) -> bool:
    r"""Return whether ``text`` holds zeros or more control characters than a text would.

    >>> is_binary("a\0b"), is_binary("a\tb\n")
    (True, False)
    """
    controls = sum(text.count(control) for control in _CONTROLS)
    return "\0" in text or controls > CONTROL_SHARE * len(text)


def decoded(content: bytes) -> str:
    """Return the characters of ``content``, in whichever of the known encodings it is.

    Raises:
        UnicodeDecodeError: it is in none of them.
    """
    for mark, encoding in _BYTE_ORDER_MARKS:
        if content.startswith(mark):
            return content[len(mark) :].decode(encoding)
    if wide := _unmarked_utf16(content):
        return content.decode(wide)
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return _legacy(content)


def _unmarked_utf16(content: bytes) -> str:
    """Return which UTF-16 an unmarked file is in, or ``''``: English letters have a zero byte."""
    pairs = len(content) // 2
    if not pairs or len(content) % 2:
        return ""
    if content[1::2].count(0) >= ZERO_SHARE * pairs and not content[::2].count(0):
        return "utf-16-le"
    if content[::2].count(0) >= ZERO_SHARE * pairs and not content[1::2].count(0):
        return "utf-16-be"
    return ""


def _legacy(content: bytes) -> str:
    """Decode Windows-1252, or UTF-8 into which some Windows-1252 was pasted.

    In a Windows-1252 file hardly any two bytes form a UTF-8 character by chance; where most do,
    the file is UTF-8 and only the others need Windows-1252.
    """
    lenient = content.decode("utf-8", errors="surrogateescape")
    strays = sum("\udc80" <= character <= "\udcff" for character in lenient)
    others = sum(character > "\x7f" for character in lenient) - strays
    if others <= strays:
        return content.decode("cp1252")
    return "".join(map(_repaired, lenient))


def _repaired(character: str) -> str:
    if "\udc80" <= character <= "\udcff":
        return character.encode("utf-8", errors="surrogateescape").decode("cp1252")
    return character
