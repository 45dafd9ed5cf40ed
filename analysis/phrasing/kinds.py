"""The kinds of phrases, the groups of tags and the closed lists that sentences are cut by."""

from functools import cache
from typing import NamedTuple

from analysis.vocabulary import tree

# Kinds of phrases. A tie is a preposition, a loose one such as "as" or "since" may open a clause,
# an opener such as "that" does; a joint is "and", a relative "who", an other adverb or adjective.
NOUN, PRONOUN, VERB, FIGURE, TIME = "noun", "pronoun", "verb", "figure", "time"
TIE, LOOSE, JOINT, OPENER, RELATIVE = "tie", "loose", "joint", "opener", "relative"
MARK, OTHER = "mark", "other"

# Forms of verbs: "rose", "to rise", "rising", "risen".
FINITE, INFINITE, ACTIVE, PASSIVE = "finite", "to", "ing", "ed"

NOUNS = frozenset(("NN", "NNS", "NNP", "NNPS", "FW"))
ADJECTIVES = frozenset(("JJ", "JJR", "JJS"))
DETERMINERS = frozenset(("DT", "PDT", "PRP$"))
VERBS = frozenset(("VB", "VBD", "VBZ", "VBP", "VBG", "VBN", "MD"))
PRESENT = frozenset(("VB", "VBP"))
ADVERBS = frozenset(("RB", "RBR", "RBS", "RP"))
CONTENT = NOUNS | ADJECTIVES | VERBS | ADVERBS | {"CD", "$", "POS"}
NAMES = frozenset(("NNP", "NNPS"))
RELATIVES = frozenset(("WP", "WP$", "WDT"))


class Chunk(NamedTuple):
    """A phrase: its kind, tokens ``[start, end)``, the form of a verb, the number of a figure."""

    kind: str
    start: int
    end: int
    form: str = ""
    figure: int = -1


@cache
def listed(table: str, key: str = "words") -> frozenset[str]:
    """Return a closed list of ``phrasing.toml``."""
    return frozenset(tree("phrasing.toml")[table][key])


@cache
def ties_and_particles() -> frozenset[str]:
    """Return the words that end a noun phrase, whatever their tag."""
    return listed("particles") | listed("loose") | listed("ties")


@cache
def function_words() -> frozenset[str]:
    """Return the words whose kind does not hang on their tag alone."""
    return ties_and_particles() | listed("relatives") | {"off", "that"}
