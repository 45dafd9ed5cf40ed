"""Find the words that stand for a country named elsewhere: "the bloc", "both sides", "its"."""

from collections.abc import Iterable, Sequence
from functools import cache

from analysis.countries.gazetteer import blocs
from analysis.linking.discourse import Context
from analysis.linking.scene import PRONOUN
from analysis.model import CountryMention, Span
from analysis.phrases import PhraseIndex
from analysis.vocabulary import tree

ANAPHOR = "anaphor"
SURE = 0.8
PAIR, COUNTRY, PRONOUNS, OWN = "pairs", "country", "pronouns", "own"
# Written so, "US" is a country, which is found elsewhere.
_STATES = "US"


@cache
def _words() -> PhraseIndex[str]:
    table = tree("anaphora.toml")
    entries = {word: code for code, words in table["blocs"].items() for word in words}
    entries |= {
        word: kind for kind in (PAIR, COUNTRY, PRONOUNS, OWN) for word in table[kind]["words"]
    }
    return PhraseIndex(entries)


def find_anaphors(
    text: str, named: Sequence[CountryMention], actor: str, context: Context
) -> list[CountryMention]:
    """Return the words of ``text`` that stand for a country of the text, with its code.

    ``named`` are the countries that the sentence names, ``actor`` is the one that acts in it.

    >>> context = Context(frequent=("NOR",), home="NOR")
    >>> [found.code for found in find_anaphors("The government paid.", [], "", context)]
    ['NOR']
    >>> find_anaphors("The bloc paid.", [], "", context)
    []
    """
    if not context.frequent:
        return []
    begun = min((mention.span.end for mention in named if mention.code == actor), default=len(text))
    return [
        CountryMention(span, code, PRONOUN if kind == PRONOUNS else ANAPHOR, SURE)
        for span, kind in _words().find(text)
        if not _is_name(kind, span, text) and not any(span.overlaps(found.span) for found in named)
        for code in _meant(kind, actor if span.start > begun else "", context)
    ]


def _is_name(kind: str, span: Span, text: str) -> bool:
    """Return whether words only look like an anaphor: "US", "the List of Designated Nationals"."""
    word = span.text(text)
    return word == _STATES or (kind == COUNTRY and span.start > 0 and word[0].isupper())


def _meant(kind: str, actor: str, context: Context) -> Iterable[str]:
    """Return the codes that words of ``kind`` can stand for."""
    if kind == PAIR:
        return context.recent[:2] if len(context.recent) > 1 else ()
    if kind == OWN:
        return dict.fromkeys((context.spoke or context.frequent[0], context.frequent[0]))
    if kind == PRONOUNS:
        return (actor or context.last or context.frequent[0],)
    if kind == COUNTRY:
        if actor:
            return (actor,)
        nations = (context.home, context.nation)
        return dict.fromkeys([code for code in nations if code and code not in blocs()][:2])
    return (kind,) if kind in context.frequent else ()
