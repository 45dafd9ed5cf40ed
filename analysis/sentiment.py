"""Turn a sentence into TextBlob's polarity and subjectivity and the words behind them.

The numbers are TextBlob's own, made by its own tokenizer and lexicon; only what cannot change them
is left out or remembered:

- TextBlob takes a text apart at its blanks, so what it makes of a piece between two blanks is kept
  for the next time. Signs such as ``:)`` and ``(!)`` are the one thing that it puts together across
  a blank; a text in which one might arise is given to TextBlob whole.
- A "not" or a "very" reaches as far as the next long word that the lexicon does not know. From
  there to the next word that counts, words change nothing and are not looked at.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from textblob._text import EMOTICONS, EOS
from textblob.en import Sentiment, sentiment

REMEMBERED, LONGEST_REMEMBERED = 16_384, 32
"""How many pieces are kept, and how many characters they may have: words, not heaps of letters."""
_WRITTEN = {"(!)", *chain.from_iterable(EMOTICONS.values())}
_SIGNS = frozenset(sign.lower() for sign in _WRITTEN)
_BEGUN: dict[str, set[tuple[str, str]]] = {}  # the beginnings of signs by their last character
for _sign in _WRITTEN:
    for _cut in range(1, len(_sign)):
        _BEGUN.setdefault(_sign[_cut - 1], set()).add((_sign[:_cut], _sign[_cut]))


@dataclass(frozen=True, slots=True)
class Tone:
    """TextBlob's own numbers for a text: polarity from -1 to 1, subjectivity from 0 to 1.

    ``driving_words`` are the groups of words that TextBlob scored, strongest first.
    """

    polarity: float
    subjectivity: float
    driving_words: tuple[str, ...] = ()

    @property
    def scored(self) -> bool:
        """Return whether any word scored: a 0 without one says nothing of the tone."""
        return bool(self.driving_words)


UNSCORED = Tone(0.0, 0.0)


def sentence_tone(text: str) -> Tone:
    """Return the tone of ``text``, with exactly the numbers of ``TextBlob(text).sentiment``.

    >>> sentence_tone("A very good plan with bad timing.").driving_words
    ('very good', 'bad')
    >>> sentence_tone("Ministers met on Monday.").scored
    False
    """
    pieces = [
        _piece(chunk) if len(chunk) <= LONGEST_REMEMBERED else _read(chunk)
        for chunk in text.split()
    ]
    whole = EOS in text or _might_join(pieces)  # EOS is TextBlob's own mark, which it takes out
    words = [] if whole else _words_that_count(pieces)
    if not whole and not words:
        return UNSCORED
    score = _lexicon()(text if whole else words)
    strongest = sorted(score.assessments, key=_weakness)
    groups = (" ".join(group).replace(" !", "!") for group, *_ in strongest)
    polarity, subjectivity = score
    return Tone(polarity, subjectivity, tuple(dict.fromkeys(groups)))


class _Piece(NamedTuple):
    """What TextBlob makes of the characters between two blanks.

    ``telling``: one of the ``words`` scores. ``idle``: none of them scores, negates or stresses;
    ``ends_reach``: with an idle piece, nothing said before it reaches beyond. ``joins`` are the
    characters that might make a sign with its end, ``first`` is the one that it begins with.
    """

    words: tuple[str, ...]
    telling: bool
    idle: bool
    ends_reach: bool
    joins: str
    first: str


class _Loaded(Sentiment):  # type: ignore[misc]  # TextBlob has no types
    """TextBlob's lexicon, which need not ask itself at every word whether it is loaded.

    ``reaching`` are the words outside it that change the score of a word before or after them.
    """

    reaching: frozenset[str]

    __contains__ = dict.__contains__
    __getitem__ = dict.__getitem__


@cache
def _lexicon() -> _Loaded:
    loaded = _Loaded(
        path=sentiment.path,
        tokenizer=sentiment.tokenizer,
        negations=sentiment.negations,
        modifiers=sentiment.modifiers,
        modifier=sentiment.modifier,
    )
    loaded.load()
    loaded.reaching = frozenset({*loaded.negations, "!"})
    return loaded


def _read(chunk: str) -> _Piece:
    lexicon = _lexicon()
    words = (chunk.lower(),) if chunk.isalpha() else _tokens(chunk)
    telling = any(word in lexicon or word in _SIGNS for word in words)
    return _Piece(
        words,
        telling,
        idle=not telling and lexicon.reaching.isdisjoint(words),
        ends_reach=any(len(word) > 2 and len(word.strip("'")) > 1 for word in words),
        joins=_joins(chunk),
        first=chunk[0],
    )


_piece = lru_cache(REMEMBERED)(_read)


def _tokens(chunk: str) -> tuple[str, ...]:
    """Return TextBlob's tokens; only where an apostrophe is, it need look for contractions."""
    tokenizer = _lexicon().tokenizer
    sentences = tokenizer(chunk) if "'" in chunk else tokenizer(chunk, replace={})
    return tuple(" ".join(sentences).lower().split())


def _joins(chunk: str) -> str:
    """Return the characters that would go on with a sign that ``chunk`` might end in.

    >>> _joins("plan(")
    '!'
    >>> ")" in _joins("(!"), ")" in _joins("said:"), _joins("said")
    (True, True, '')
    """
    begun = _BEGUN.get(chunk[-1], ())
    return "".join(sorted({after for before, after in begun if chunk.endswith(before)}))


def _might_join(pieces: list[_Piece]) -> bool:
    """Return whether a sign might arise from the end of a piece and the beginning of the next."""
    joins = ""
    for piece in pieces:
        if joins and piece.first in joins:
            return True
        joins = piece.joins
    return False


def _words_that_count(pieces: Iterable[_Piece]) -> list[str]:
    """Return the words that a score depends on, in order; none where no word scores."""
    words: list[str] = []
    telling, reached = False, False
    for piece in pieces:
        if not piece.idle:
            words += piece.words
            telling, reached = telling or piece.telling, True
        elif reached:
            words += piece.words
            reached = not piece.ends_reach
    return words if telling else []


def _weakness(assessment: tuple[list[str], float, float, str | None]) -> tuple[float, float]:
    _, polarity, subjectivity, _ = assessment
    return -abs(polarity), -subjectivity
