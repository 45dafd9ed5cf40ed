"""A sentence as linking sees it: its phrases, its countries, and what each figure hangs on."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.linking.governors import Parts
from analysis.model import CountryMention, Span
from analysis.phrasing import Phrased
from analysis.phrasing.clauses import Range, subject_of
from analysis.phrasing.kinds import VERBS

PRONOUN = "pronoun"
NOWHERE = (0, 0)
CLAUSE = re.compile(
    r"[;:—–]|,\s(?:while|but|whereas|although|and|which|who|as|after|before|when|because|since|if)\b|\b(?:while|whereas|but)\b"
)
_COORDINATED = re.compile(r"(?:,\s*(?P<last>(?:and|or)\s+)?|\s+(?:and|or|&)\s+)(?:the\s+)?")


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence with figures.

    ``mentions`` are its countries and the words that stand for one, in order; ``quoted`` the words
    that name its speakers. ``at`` has the phrase of each mention, ``runs`` the mentions ``[first,
    end)`` that it is coordinated with. ``figures`` has the phrase of each figure, ``subjects`` the
    phrases of the subject of its clause, ``things`` the tokens of the noun phrase that it measures.
    ``spans`` has the first and the last token of each mention, ``clauses`` where marks and words
    stand that part clauses. ``lasting`` keeps what is found to be true of a mention whatever the
    figure.
    """

    s: Phrased
    mentions: tuple[CountryMention, ...]
    quoted: tuple[Span, ...]
    at: tuple[int, ...]
    runs: tuple[tuple[int, int], ...]
    figures: tuple[int, ...]
    subjects: tuple[Range, ...]
    things: tuple[Parts, ...]
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    clauses: tuple[int, ...]
    lasting: dict[int, frozenset[str]] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The sentence."""
        return self.s.text

    def token(self, character: int) -> int:
        """Return the token in or before which ``character`` stands."""
        return max(0, bisect_right(self.starts, character) - 1)

    def parts_clauses(self, left: int, right: int) -> bool:
        """Return whether a mark or a word that parts clauses stands between two characters."""
        if left >= right or bisect_left(self.clauses, left) == bisect_left(self.clauses, right):
            return False
        return CLAUSE.search(self.text[left:right]) is not None

    def words(self, left: int, right: int, index: int) -> int:
        """Return how many words stand between two characters; a figure but ``index`` is one.

        So it makes no difference to the others whether a number is said to be about or over.
        """
        if left >= right:
            return 0
        count = self.token(right) - self.token(max(0, left - 1)) - 1
        for other, quantity in enumerate(self.s.figures) if len(self.s.figures) > 1 else ():
            if other != index and left <= quantity.whole.start and quantity.whole.end <= right:
                whole = quantity.whole
                count -= self.token(max(whole.start, whole.end - 1)) - self.token(whole.start)
        return max(0, count)


def scene_of(
    s: Phrased, things: Sequence[Parts], mentions: Sequence[CountryMention], quoted: Sequence[Span]
) -> Scene:
    """Return the scene of a sentence in phrases; ``things`` are those of its figures in order."""
    starts = tuple([token.start for token in s.tokens])
    opened = [s.tokens[chunk.start].start for chunk in s.chunks]
    places = {chunk.figure: at for at, chunk in enumerate(s.chunks) if chunk.figure >= 0}
    figures = tuple(places.get(index, 0) for index in range(len(s.figures)))
    return Scene(
        s,
        tuple(mentions),
        tuple(quoted),
        tuple(max(0, bisect_right(opened, mention.span.start) - 1) for mention in mentions),
        _runs(s.text, mentions),
        figures,
        tuple(_subject(s, at) for at in figures),
        tuple(things),
        starts,
        tuple(
            (max(0, bisect_right(starts, at) - 1), max(0, bisect_right(starts, end - 1) - 1))
            for at, end in (mention.span for mention in mentions)
        ),
        tuple([found.start() for found in CLAUSE.finditer(s.text)]) if mentions else (),
    )


def _runs(text: str, mentions: Sequence[CountryMention]) -> tuple[tuple[int, int], ...]:
    """Return for each mention those of its coordination: "Spain, Italy and Malta"."""
    result: list[tuple[int, int]] = []
    first = 0
    for k in range(1, len(mentions) + 1):
        if k < len(mentions) and _joined(text, mentions[k - 1], mentions[k], listed=k - first > 1):
            continue
        result += [(first, k)] * (k - first)
        first = k
    return tuple(result)


def _joined(text: str, left: CountryMention, right: CountryMention, *, listed: bool) -> bool:
    """Return whether two mentions are coordinated; ", and" joins the last one of a list only."""
    if PRONOUN in (left.via, right.via) or left.span.end > right.span.start:
        return False
    if left.code == right.code:
        return False  # "signed by Ulf Kristersson, Sweden will"
    match = _COORDINATED.fullmatch(text, left.span.end, right.span.start)
    return match is not None and (listed or not match["last"])


def _subject(s: Phrased, at: int) -> Range:
    """Return the phrases of the subject of the clause in which phrase ``at`` stands."""
    verb = at if s.tag(at) in VERBS else s.governing[at]
    if verb < 0:
        verb = s.following[at]
    found = subject_of(s, verb) if verb >= 0 else None
    return NOWHERE if found is None else found
