"""Tell in which line of a TOML file a table, a key or a phrase stands."""

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from analysis.vocabulary import VocabularyError

# What a file holds. A string that is not closed runs to the end of its line, or of the file, and
# possessive repeats never go back, so that the scan is one pass over any file.
_LONG_BASIC = r'"""(?:[^"\\]|\\.|"(?!""))*+(?:"""|\Z)?'
_LONG_LITERAL = r"'''(?:[^']|'(?!''))*+(?:'''|\Z)?"
_BASIC = r'"(?:[^"\\\n]|\\[^\n])*+"?'
_LITERAL = r"'[^'\n]*+'?"
_BARE = r"[A-Za-z0-9_-]++"
_TOKEN = re.compile(
    rf"^[ \t]*+\[{{1,2}}[ \t]*+(?P<table>{_BARE}|{_BASIC}|{_LITERAL})[ \t]*+\]"
    rf"|(?P<word>{_LONG_BASIC}|{_LONG_LITERAL}|{_BASIC}|{_LITERAL}|{_BARE})(?P<key>[ \t]*+=)?"
    r"|(?P<dot>\.)|#[^\n]*+",
    re.DOTALL | re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Place:
    """A word of a vocabulary file: the table and the key it stands under, and its line."""

    table: str
    key: str
    word: str
    line: int


def places(text: str) -> Iterator[Place]:
    """Yield the tables, keys and strings of a TOML file of the shape of ours, in order.

    >>> [(place.word, place.line) for place in places('[energy]\\n4 = ["gas",\\n"oil"]')]
    [('energy', 1), ('4', 2), ('gas', 2), ('oil', 3)]
    """
    table = key = ""
    line, at = 1, 0
    for token in _TOKEN.finditer(text):
        name = "table" if token["table"] else "word"
        if not token[name]:
            continue
        word = _plain(token[name])
        line, at = line + text.count("\n", at, token.start(name)), token.start(name)
        if token["table"]:
            table, key = word, ""
        elif token["key"]:
            key = word
        yield Place(table, key, word, line)


def _plain(written: str) -> str:
    """Return what a bare key or a string says; what cannot be read stays as written."""
    if written[0] not in "\"'":
        return written
    quote = written[:3] if written[:3] in ('"""', "'''") else written[0]
    if "\\" not in written or quote[0] == "'":
        return written[len(quote) : -len(quote)]
    try:
        return str(tomllib.loads(f"word = {written}")["word"])
    except ValueError:
        return written


def check_dots(name: str, text: str) -> None:
    """Refuse a dot outside strings and comments.

    Files of our shape have none, and dotted keys are what makes TOML slow to read: one of many
    parts takes the square of its length.

    Raises:
        VocabularyError: there is one; the message says where.
    """
    for token in _TOKEN.finditer(text):
        if token["dot"]:
            line = text.count("\n", 0, token.start()) + 1
            raise VocabularyError(
                f"{name}:{line}: a dot outside quotes; weights are whole numbers, and names of "
                "topics have no dot"
            )
