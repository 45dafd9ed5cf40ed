"""Give every token of a sentence its part of speech, from TextBlob's lexicon and rules.

TextBlob ships the lexicon (94,000 words with their most frequent Penn tag), the endings that tag an
unknown word and the 290 rules by which neighbours change a tag (Brill's, trained on the Penn
Treebank). It tries every rule on every token, at 1,100 sentences a second; here they are looked up
by the tag they change and by what they look at. A rule is heeded only where the word's own shape
bears it out, as Brill meant it ("engineers access" makes a verb of "access", for English has
"accessed"; "to inventory" makes none of "inventory").
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from analysis.lexicon import lexicon
from analysis.vocabulary import tree

if TYPE_CHECKING:
    from analysis.quantities.numbers.tokens import Token

NUMERAL, NAME, NAMES, NOUN, POSSESSIVE, HYPHEN, DASH = "CD", "NNP", "NNPS", "NN", "POS", "HYPH", ":"
EDGE = ("", "")
ANY = "*"
DASHES = "-‐‑–—−"
HYPHENS = "-‐‑–"
APOSTROPHE = "['’]"
POSSESSIVE_END = re.compile(rf"{APOSTROPHE}s?$")
CONTRACTION = re.compile(rf"(?:n{APOSTROPHE}t|{APOSTROPHE}(?:ll|d|re|ve|m))$")
ACRONYMS = re.compile(r"[A-Z]{2,}s")
# Names that the lexicon takes for the pronoun or verb of the same letters.
CAPITALS = ("US", "IT", "WHO", "AM", "PM")
PARTICIPLES = ("VBN", "VBG", "VBD")
# Tags of function words: a rule turns none of them into a noun or verb.
CLOSED = frozenset(
    ("IN", "DT", "PDT", "WDT", "WP", "WP$", "WRB", "PRP", "PRP$", "CC", "TO", "MD", "EX", "RP")
)
RELATIVES = ("that", "which", "whatever", "whichever")
ENDINGS: dict[str, str | tuple[str, ...]] = {
    "VBG": "ing",
    "NNS": ("s", "men", "people", "children"),
}

WORD, TAG = 0, 1
Words = Sequence[tuple[str, str]]
Hit = tuple[int, str]
Table = dict[str, list[Hit]]


class Rules(NamedTuple):
    """The rules that change one tag, by the place and part, or the two, that they look at."""

    singles: tuple[tuple[int, int, Table], ...]
    pairs: tuple[tuple[int, int, int, int, dict[str, Table]], ...]


@lru_cache(maxsize=4)
def tags_of(tokens: tuple[Token, ...]) -> tuple[str, ...]:
    """Return the Penn tag of each token; the last few sentences are remembered.

    The parts of a hyphenated word share its tag and the hyphen is HYPH; a possessive, which is one
    token here, is POS; contractions are tagged as the verb they hold; digits are CD.

    >>> from analysis.quantities.numbers.tokens import tokens_of
    >>> tags_of(tokens_of("The council's long-term debt rose 5%."))
    ('DT', 'POS', 'JJ', 'HYPH', 'JJ', 'NN', 'VBD', 'CD', 'NN', '.')
    >>> tags_of(())
    ()
    """
    pieces = _pieces(tokens)
    words = [
        tokens[start].text if end - start == 1 else "".join(t.text for t in tokens[start:end])
        for start, end in pieces
    ]
    context = [EDGE] * 3
    context += [(word, _lexical(word, at == 0)) for at, word in enumerate(words)]
    context += [EDGE] * 3
    for at in range(3, len(context) - 3):
        context[at] = (context[at][0], _in_context(context, at))
    result: list[str] = []
    for (start, end), (_, tag) in zip(pieces, context[3:-3], strict=True):
        if end - start == 1:
            result.append(tag)
        else:
            result += [HYPHEN if part.text in HYPHENS else tag for part in tokens[start:end]]
    return tuple(result)


def _pieces(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    """Return the tokens of each word as index ranges: "long-term" and "CO2" are one word each."""
    result: list[tuple[int, int]] = []
    for at, token in enumerate(tokens):
        if token.glued and result and _joins(tokens, at):
            result[-1] = (result[-1][0], at + 1)
        else:
            result.append((at, at + 1))
    return result


def _joins(tokens: Sequence[Token], at: int) -> bool:
    """Return whether token ``at`` goes on with the word before it."""
    before, token = tokens[at - 1], tokens[at]
    if token.text in HYPHENS:
        after = tokens[at + 1] if at + 1 < len(tokens) else None
        return after is not None and after.glued and _hyphenated(before, after)
    if before.text in HYPHENS:
        return before.glued and at > 1 and _hyphenated(tokens[at - 2], token)
    return token.text[0].isdigit() and before.text[-1].isalpha() and before.text[0].isupper()


def _hyphenated(before: Token, after: Token) -> bool:
    """Return whether a hyphen between two tokens makes one word; "F-16" does, "last-16" not."""
    if not before.text[-1].isalpha():
        return False
    return after.text[0].isalpha() or (after.text[0].isdigit() and before.text[0].isupper())


@lru_cache(maxsize=50_000)
def _lexical(word: str, first: bool) -> str:
    """Return the tag of a word by itself; ``first`` in a sentence its capital says nothing."""
    lower = word.lower()
    fixed: dict[str, str] = tree("tagging.toml")["words"]
    if lower in fixed:
        return fixed[lower]
    if word in CAPITALS:
        return NAME
    if word[0].isdigit() or (word[0] == "." and word[1:].isdigit()):
        return NUMERAL
    if len(word) == 1 and word in DASHES:
        return DASH
    found = lexicon.get(word) or (lexicon.get(lower) if first else None)
    if found:
        return str(found).split("-")[0]
    return _unknown(word)


def _unknown(word: str) -> str:
    if POSSESSIVE_END.search(word) and len(word) > 1:
        return POSSESSIVE
    if CONTRACTION.search(word):
        return "MD" if word.endswith(("ll", "d")) else "VBP"
    if any(hyphen in word for hyphen in HYPHENS) and len(word) > 1:
        return _compound(word)
    if ACRONYMS.fullmatch(word):
        return "NNS"
    if word != word.lower():
        return NAME
    if word.endswith("ly"):
        return "RB"
    return str(lexicon.morphology.apply([word, NOUN])[1]) if word.isalpha() else NOUN


def _compound(word: str) -> str:
    """Return the tag of a hyphenated word: that of its last part, a participle's is adjective."""
    last = re.split(f"[{HYPHENS}]", word)[-1]
    if not last[0].isalpha():
        return NAME
    tag = _lexical(last, first=False)
    if tag in PARTICIPLES:
        return "JJ"
    if word[0].isupper() and tag.startswith(NAME):
        return tag
    return tag if tag.startswith(("NN", "JJ", "RB")) and tag != NAME else "JJ"


def _in_context(words: Words, at: int) -> str:
    """Return the tag of word ``at`` after every rule had its turn, in the order of the rules."""
    word, tag = words[at]
    turn = -1
    while True:
        hits: list[Hit] = []
        rules = _rules(tag)
        for place, part, table in rules.singles:
            found = table.get(words[at + place][part])
            if found is not None:
                hits += found
        for place, part, other, second, tables in rules.pairs:
            inner = tables.get(words[at + place][part])
            if inner is not None:
                hits += inner.get(words[at + other][second], ())
        later = [hit for hit in hits if hit[0] > turn and _can_be(word, hit[1])]
        if not later:
            return tag
        turn, tag = min(later)


@lru_cache(maxsize=50_000)
def _can_be(word: str, tag: str) -> bool:
    """Return whether the shape of ``word`` allows ``tag``.

    >>> _can_be("year", "VBG"), _can_be("trading", "VBG"), _can_be("new", "NNP")
    (False, True, False)
    >>> _can_be("access", "VBP"), _can_be("inventory", "VB"), _can_be("of", "VB")
    (True, False, False)
    """
    lower = word.lower()
    if _lexical(word, first=False) in CLOSED:
        return tag in CLOSED and (tag != "WDT" or lower in RELATIVES)
    if tag in CLOSED:
        return False
    if tag.startswith(NAME):
        return word != lower
    if tag == "VBZ":
        return any(lower.endswith(end) and is_verb(lower.removesuffix(end)) for end in ("s", "es"))
    if tag in ENDINGS:
        return lower.endswith(ENDINGS[tag])
    if tag in ("VBD", "VBN"):
        return lower.endswith("ed") or str(lexicon.get(lower)).startswith("VB")
    if tag == "JJ":
        return not str(lexicon.get(lower)).startswith("RB")
    return tag not in ("VB", "VBP") or is_verb(lower)


@lru_cache(maxsize=50_000)
def is_verb(word: str) -> bool:
    """Return whether English inflects ``word`` as a verb, as far as the lexicon tells.

    >>> is_verb("pledge"), is_verb("cut"), is_verb("plan"), is_verb("inventory")
    (True, True, True, False)
    """
    stem = word.removesuffix("e")
    past = (stem + "ed", word + word[-1:] + "ed", word.removesuffix("y") + "ied")
    present = (stem + "ing", word + word[-1:] + "ing")
    if str(lexicon.get(word)).startswith("VB"):
        return True
    return any(str(lexicon.get(form)).startswith(("VBD", "VBN", "VBG")) for form in past + present)


@cache
def _rules(tag: str) -> Rules:
    """Return the rules that change ``tag``, by what they look at."""
    singles: dict[tuple[int, int], Table] = {}
    pairs: dict[tuple[int, int, int, int], dict[str, Table]] = {}
    for turn, (old, new, command, *values) in enumerate(_every_rule()):
        if old not in (tag, ANY):
            continue
        looks = LOOKS[command]
        if len(values) == 1:
            for look in looks:
                singles.setdefault(look, {}).setdefault(values[0], []).append((turn, new))
        else:
            table = pairs.setdefault(looks[0] + looks[1], {}).setdefault(values[0], {})
            table.setdefault(values[1], []).append((turn, new))
    return Rules(
        tuple((*look, table) for look, table in singles.items()),
        tuple((*look, tables) for look, tables in pairs.items()),
    )


@cache
def _every_rule() -> tuple[tuple[str, ...], ...]:
    """Return TextBlob's rules but those left out: old tag, new tag, command and its values."""
    pairs = ("SURROUNDTAG", "PREVBIGRAM", "NEXTBIGRAM", "LBIGRAM", "RBIGRAM")
    left_out = set(tree("tagging.toml")["rules"]["left_out"])
    result = []
    for rule in lexicon.context:
        if " ".join(rule) in left_out:
            continue
        two = rule[2] in pairs or rule[2].startswith("WD")
        values = ["" if value == "STAART" else value for value in rule[3 : 5 if two else 4]]
        result.append((*rule[:3], *values))
    return tuple(result)


# What the commands of the rules look at, by the names that Brill's tagger gives them: places from
# the word, each with WORD or TAG. A rule of one value holds where any place has it, a rule of two
# where the first place has the one and the second the other.
LOOKS: dict[str, tuple[tuple[int, int], ...]] = {
    "PREVTAG": ((-1, TAG),),
    "NEXTTAG": ((1, TAG),),
    "PREV2TAG": ((-2, TAG),),
    "NEXT2TAG": ((2, TAG),),
    "PREV1OR2TAG": ((-1, TAG), (-2, TAG)),
    "NEXT1OR2TAG": ((1, TAG), (2, TAG)),
    "PREV1OR2OR3TAG": ((-1, TAG), (-2, TAG), (-3, TAG)),
    "NEXT1OR2OR3TAG": ((1, TAG), (2, TAG), (3, TAG)),
    "CURWD": ((0, WORD),),
    "PREVWD": ((-1, WORD),),
    "NEXTWD": ((1, WORD),),
    "PREV1OR2WD": ((-1, WORD), (-2, WORD)),
    "NEXT1OR2WD": ((1, WORD), (2, WORD)),
    "SURROUNDTAG": ((-1, TAG), (1, TAG)),
    "PREVBIGRAM": ((-2, TAG), (-1, TAG)),
    "NEXTBIGRAM": ((1, TAG), (2, TAG)),
    "LBIGRAM": ((-1, WORD), (0, WORD)),
    "RBIGRAM": ((0, WORD), (1, WORD)),
    "WDPREVTAG": ((-1, TAG), (0, WORD)),
    "WDNEXTTAG": ((0, WORD), (1, TAG)),
    "WDAND2AFT": ((0, WORD), (2, WORD)),
    "WDAND2TAGBFR": ((-2, TAG), (0, WORD)),
    "WDAND2TAGAFT": ((0, WORD), (2, TAG)),
}
