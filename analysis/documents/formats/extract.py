"""What the reader of a format hands on: the article's text and what its file says of it."""

import re
from dataclasses import dataclass
from datetime import date

ADDRESS = re.compile(r"https?://[^\s<>\"']+", re.IGNORECASE)
"""What may stand as the address of a text, and lead there when it is clicked on."""


class FormatError(ValueError):
    """A file cannot be read as what it is; the message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Extract:
    """The text of an article as taken out of its file, without markup, and what was found with it.

    ``title_from`` and ``published_from`` say where the file had them, '' where it had none.
    """

    text: str
    title: str = ""
    title_from: str = ""
    published: date | None = None
    published_from: str = ""
    source: str = ""
    url: str = ""
