"""A sentence with its words, their tags and its phrases, as the rules ask for them."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from analysis.model import Quantity, Span
from analysis.phrasing.chunks import Cutter
from analysis.phrasing.kinds import (
    FIGURE,
    FINITE,
    MARK,
    NAMES,
    NOUN,
    OPENER,
    OTHER,
    RELATIVE,
    TIE,
    TIME,
    VERB,
    Chunk,
)
from analysis.phrasing.verbs import with_times_joined, with_verbs_settled
from analysis.quantities.numbers.tokens import Token, tokens_of
from analysis.quantities.wording.changes import is_change_verb
from analysis.tagging import tags_of

STOPS = (":", ";")
BOUNDING = (MARK, OPENER, RELATIVE)


@dataclass(frozen=True, slots=True)
class Phrased:
    """A sentence in phrases; ``figures`` are its quantities, ``numbers`` the tokens of each.

    For each phrase ``above`` has the index of the verb that stands last before it, ``governing``
    that of the last one in its clause, ``following`` that of the next finite one in its clause; -1
    where there is none.
    """

    text: str
    tokens: tuple[Token, ...]
    tags: tuple[str, ...]
    chunks: tuple[Chunk, ...]
    figures: tuple[Quantity, ...]
    numbers: tuple[tuple[int, int], ...]
    above: tuple[int, ...]
    governing: tuple[int, ...]
    following: tuple[int, ...]
    kinds: dict[int, str]

    def kind(self, at: int) -> str:
        """Return the kind of phrase ``at``; a mark beyond either end."""
        return self.kinds.get(at, MARK)

    def word(self, at: int) -> str:
        """Return the first word of phrase ``at`` in lower case, or ''."""
        return self.tokens[self.chunks[at].start].lower if 0 <= at < len(self.chunks) else ""

    def last_word(self, at: int) -> str:
        """Return the last word of phrase ``at`` in lower case."""
        return self.tokens[self.chunks[at].end - 1].lower

    def tag(self, at: int) -> str:
        """Return the tag of the first word of phrase ``at``."""
        return self.tags[self.chunks[at].start]

    def last_tag(self, at: int) -> str:
        """Return the tag of the last word of phrase ``at``."""
        return self.tags[self.chunks[at].end - 1]

    def is_verb(self, at: int, *forms: str) -> bool:
        """Return whether phrase ``at`` is a verb in one of ``forms``."""
        return 0 <= at < len(self.chunks) and self.chunks[at].form in forms

    def is_mark(self, at: int, *signs: str) -> bool:
        """Return whether phrase ``at`` is one of ``signs``."""
        return self.kind(at) == MARK and self.word(at) in signs

    def figure(self, at: int) -> str:
        """Return the kind of quantity that phrase ``at`` is, or ''."""
        return self.figures[self.chunks[at].figure].kind if self.kind(at) == FIGURE else ""

    def number(self, at: int) -> tuple[int, int]:
        """Return the tokens of the number alone in the figure that phrase ``at`` is."""
        return self.numbers[self.chunks[at].figure]

    def is_thing(self, at: int) -> bool:
        """Return whether phrase ``at`` is a noun phrase, or a figure that counts one."""
        return self.kind(at) == NOUN or self.figure(at) == "count"

    def is_name(self, at: int) -> bool:
        """Return whether phrase ``at`` holds names alone."""
        chunk = self.chunks[at]
        return all(
            tag in NAMES or tag in ("DT", "HYPH") for tag in self.tags[chunk.start : chunk.end]
        )

    def rises(self, at: int) -> bool:
        """Return whether verb ``at`` says that its subject changes: "to rise"."""
        return is_change_verb(self.last_word(at))

    def left(self, at: int) -> int:
        """Return the index of the phrase at or before ``at`` past adverbs and times."""
        while self.kind(at) in (OTHER, TIME):
            at -= 2 if self.kind(at) == TIME and self.kind(at - 1) == TIE else 1
        return at


def phrased(text: str, quantities: Sequence[Quantity]) -> Phrased:
    """Return the sentence ``text`` in phrases, of which each of its quantities is one."""
    tokens = tokens_of(text)
    tags = tags_of(tokens)
    starts, ends = [token.start for token in tokens], [token.end for token in tokens]
    wholes = [_places(starts, ends, quantity.whole) for quantity in quantities]
    numbers = tuple(_places(starts, ends, quantity.number) for quantity in quantities)
    chunks = with_times_joined(Cutter(tokens, tags, wholes).cut())
    settled = tuple(with_verbs_settled(chunks, tokens, tags))
    above, governing = _verbs_before(settled, tokens)
    return Phrased(
        text,
        tokens,
        tags,
        settled,
        tuple(quantities),
        numbers,
        above,
        governing,
        _verbs_following(settled, tokens),
        {at: chunk.kind for at, chunk in enumerate(settled)},
    )


def _verbs_before(
    chunks: Sequence[Chunk], tokens: Sequence[Token]
) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return for each phrase the verb before it, in whatever clause and in its own, or -1."""
    above, governing = [], []
    last = own = -1
    for at, chunk in enumerate(chunks):
        above.append(last)
        governing.append(own)
        if chunk.kind == VERB:
            last = own = at
        elif chunk.kind in BOUNDING and _bounds(chunk, tokens):
            own = -1
    return tuple(above), tuple(governing)


def _verbs_following(chunks: Sequence[Chunk], tokens: Sequence[Token]) -> tuple[int, ...]:
    result, verb = [-1] * len(chunks), -1
    for at in range(len(chunks) - 1, -1, -1):
        result[at] = verb
        if chunks[at].form == FINITE:
            verb = at
        elif chunks[at].kind in BOUNDING and _bounds(chunks[at], tokens):
            verb = -1
    return tuple(result)


def _bounds(chunk: Chunk, tokens: Sequence[Token]) -> bool:
    """Return whether a phrase parts two clauses."""
    return chunk.kind != MARK or tokens[chunk.start].text in STOPS


def _places(starts: list[int], ends: list[int], span: Span) -> tuple[int, int]:
    """Return the range of the tokens in ``span``, from where tokens start and end."""
    return bisect_right(ends, span.start), bisect_left(starts, span.end)
