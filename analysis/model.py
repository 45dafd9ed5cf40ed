"""The records that the line from text to table is made of.

Offsets are Unicode code points, 0-based and end-exclusive. The spans of sentences and figures count
from the start of the document's text; the spans of mentions count from the start of their sentence.
"""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import NamedTuple


class Span(NamedTuple):
    """A half-open range of characters.

    >>> Span(0, 3).text("one two")
    'one'
    """

    start: int
    end: int

    def text(self, source: str) -> str:
        """Return the characters of ``source`` that the span covers."""
        return source[self.start : self.end]

    def shift(self, offset: int) -> "Span":
        """Return the span moved right by ``offset`` characters."""
        return Span(self.start + offset, self.end + offset)

    def overlaps(self, other: "Span") -> bool:
        """Return whether the two spans share a character."""
        return self.start < other.end and other.start < self.end


@dataclass(frozen=True, slots=True)
class Document:
    """One text as it was read.

    ``text`` is what all offsets count in. Of a text file it is the whole decoded file with line
    ends as ``\\n``, so that every offset can be checked against the file itself; ``body`` is the
    offset where the article begins (past any front matter). Of a web page, a PDF or a Word file it
    is the article as it was taken out, a paragraph a line; of a row of a table it is the cell.

    ``source`` names the publisher, ``language`` is an ISO 639-1 code, ``sha256`` is that of the
    bytes that were read (of a row: of its text in UTF-8). ``title_from`` and ``published_from`` say
    where title and day were found ("front matter", "page metadata", "edited"…).
    """

    doc_id: str
    text: str
    body: int = 0
    title: str = ""
    source: str = ""
    url: str = ""
    published: date | None = None
    language: str = "en"
    sha256: str = ""
    title_from: str = ""
    published_from: str = ""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence; ``start`` and ``end`` count from the start of the document's text."""

    index: int
    start: int
    end: int
    text: str
    paragraph: int = 0


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with what it counts, found in one sentence.

    ``span`` runs from the number through its head noun, ``whole`` takes in the words of the
    qualifier on either side, ``number`` is the number alone. Exact and approximate amounts have
    value = low = high; "at least 5" has low alone beside its value; a range or a vague amount has
    low and high and no value. ``qualifier`` is one of QUALIFIERS, ``kind`` one of KINDS, ``change``
    is "up", "down" or "". The cues are the words, in lower case, that qualifier and change
    were read from. ``counted`` is the noun phrase that is counted, adjectives included, its
    head singular; ``step`` is "from" or "to" where the amount is a level that a change leaves or
    reaches, else "".
    """

    span: Span
    whole: Span
    number: Span
    kind: str
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    qualifier: str = "exact"
    qualifier_cue: str = ""
    currency: str = ""
    currency_inferred: bool = False
    unit: str = ""
    counted: str = ""
    period: str = ""
    change: str = ""
    change_cue: str = ""
    step: str = ""
    confidence: float = 1.0


class CountryMention(NamedTuple):
    """A country or bloc named in a sentence: ``code`` is ISO 3166-1 alpha-3 or a bloc's code.

    ``code`` is "" where the words name a country that cannot be told; ``note`` says why.
    """

    span: Span
    code: str
    via: str
    confidence: float = 1.0
    note: str = ""


class TopicCue(NamedTuple):
    """Words that speak for a topic, with the weight that the vocabulary gives them."""

    span: Span
    topic: str
    weight: float


class StatusCue(NamedTuple):
    """Words that say how a statement stands; ``negated`` where a "not" governs them."""

    span: Span
    status: str
    negated: bool = False


class Attribution(NamedTuple):
    """Who says a part of a sentence: ``speaker`` as a table shows it, ``scope`` what they say."""

    span: Span
    speaker: str
    scope: Span


class Link(NamedTuple):
    """One country of a figure with the part it plays (one of ROLES)."""

    code: str
    role: str
    confidence: float


class When(NamedTuple):
    """The dates that a figure speaks of; ``granularity`` is day, month, quarter, year or ''."""

    start: date | None = None
    end: date | None = None
    granularity: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """One stated amount with everything the table says of it; ``span`` counts in the document."""

    doc_id: str
    sentence: int
    span: Span
    quantity: Quantity
    topic: str
    status: str
    status_cue: str
    speaker: str
    links: tuple[Link, ...]
    about: str = ""
    when: When = field(default_factory=When)
    confidence: float = 1.0


@dataclass(frozen=True, slots=True)
class Pledge:
    """A commitment of one country, with the figure that states its size where there is one."""

    doc_id: str
    sentence: int
    span: Span
    code: str
    what: str
    stage: str
    stage_cue: str
    figure: Figure | None = None


KINDS = ("money", "percent", "count", "duration", "measure", "ratio", "age")
QUALIFIERS = ("exact", "approx", "at_least", "at_most", "more_than", "less_than", "range", "vague")
STATUSES = ("fact", "planned", "proposed", "pledged", "claimed", "denied", "hypothetical")
ROLES = ("payer", "recipient", "imposer", "target", "contributor", "subject")
STAGES = ("pledged", "confirmed", "delivered", "refused")
REVIEWS = ("open", "accepted", "corrected", "rejected")
TOPICS = (
    "spending",
    "aid",
    "arms",
    "troops",
    "tariffs",
    "trade",
    "cuts",
    "sanctions",
    "energy",
    "economy",
    "elections",
    "casualties",
    "migration",
    "diplomacy",
    "other",
)


_RANKS = {topic: (rank, "") for rank, topic in enumerate(TOPICS[:-1])}
_RANKS[TOPICS[-1]] = len(TOPICS), ""


def topic_rank(topic: str) -> tuple[int, str]:
    """Return where a topic stands in a list: ours in the order of TOPICS, then a user's, "other".

    >>> sorted(["other", "housing", "aid"], key=topic_rank)
    ['aid', 'housing', 'other']
    """
    return _RANKS.get(topic) or (len(TOPICS) - 1, topic)
