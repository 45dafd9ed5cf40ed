"""Find the head noun that a number counts, and its singular."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache

from textblob.en.inflect import singularize

from analysis.lexicon import lexicon
from analysis.quantities.numbers.numeral import group
from analysis.quantities.numbers.tokens import DASH, MARK, NUMBER, WORD, Token
from analysis.tagging import tags_of
from analysis.vocabulary import tree

LONGEST_PHRASE = 8
NOUN_TAGS = ("NN", "NNS", "NNP", "NNPS")
PREMODIFIER_TAGS = (*NOUN_TAGS, "JJ", "JJR", "JJS", "VBG", "VBN", "CD", "FW", "RB")
FINITE_TAGS = ("VBD", "VBZ", "MD", "VBP")
ACRONYMS = re.compile(r"[A-Z]{2,}s")
PLAIN_PLURAL_ENDS = ("ss", "us", "is", "ous", "'s", "’s")


@dataclass(frozen=True, slots=True)
class Phrase:
    """A noun phrase: its head is tokens ``[first, end)``; head and whole are in the singular."""

    first: int
    end: int
    head: str
    text: str = ""


@cache
def _set(table: str, key: str = "words") -> frozenset[str]:
    return frozenset(tree("nouns.toml")[table][key])


@cache
def closed_words() -> frozenset[str]:
    """Return the words that end a noun phrase."""
    return frozenset(tree("closed.toml")["ends"]["words"])


@cache
def determiners() -> frozenset[str]:
    """Return the words that open a noun phrase: "the", "its", "some"."""
    return frozenset(tree("closed.toml")["determiners"]["words"])


@cache
def _openers() -> frozenset[str]:
    return frozenset(tree("closed.toml")["opens"]["words"])


@lru_cache(maxsize=50_000)
def tag(word: str) -> str:
    """Return the most frequent Penn tag of ``word`` in TextBlob's lexicon, or ''."""
    found: str | None = lexicon.get(word)
    if found is None and not word.islower():
        found = lexicon.get(word.lower())
    return (found or "").split("-")[0]


@lru_cache(maxsize=50_000)
def is_plural(word: str) -> bool:
    """Return whether ``word`` can be a plural noun.

    >>> is_plural("countries"), is_plural("people"), is_plural("previous"), is_plural("troop")
    (True, True, False, False)
    """
    lower = word.lower()
    if lower in tree("nouns.toml")["irregular"] or lower in _set("invariant"):
        return True
    if tag(word) in ("NNS", "NNPS"):
        return lower not in closed_words()
    if not lower.endswith("s") or lower.endswith(PLAIN_PLURAL_ENDS) or len(lower) < 4:
        return False
    return lower not in closed_words() and not tag(word).startswith(("JJ", "RB"))


@lru_cache(maxsize=50_000)
def singular(word: str) -> str:
    """Return the singular of a noun, in lower case unless it is a name.

    >>> singular("countries"), singular("people"), singular("aircraft"), singular("MPs")
    ('country', 'person', 'aircraft', 'MP')
    """
    if ACRONYMS.fullmatch(word):
        return word[:-1]
    lower = word.lower()
    irregular: dict[str, str] = tree("nouns.toml")["irregular"]
    if lower in irregular:
        return irregular[lower]
    if lower == "troops":
        return "troop"
    if lower in _set("invariant") or not is_plural(word):
        return "person" if lower in _set("invariant", "persons") else lower
    return str(singularize(lower))


def counted_phrase(tokens: Sequence[Token], i: int, *, many: bool) -> Phrase | None:
    """Return the noun phrase at token ``i`` that a number before it counts, or ``None``.

    With ``many`` its head must be a plural ("26 countries"); else a singular will do.
    Premodifiers may be joined by commas or "and" ("air, sea and land forces").
    """
    phrase = _phrase(tokens, i, many=many)
    if phrase is None:
        return None
    return replace(phrase, text=_joined(tokens[i : phrase.first], phrase.head))


def _joined(premodifiers: Sequence[Token], head: str) -> str:
    """Return the words before a head and the head, with the blanks that the text has."""
    while premodifiers and premodifiers[0].lower in (*determiners(), "more"):
        premodifiers = premodifiers[1:]
    pieces = [token.text if token.glued else f" {token.text}" for token in premodifiers]
    glue = "" if premodifiers and premodifiers[-1].kind == DASH and premodifiers[-1].glued else " "
    return ("".join(pieces) + glue + head).strip()


def _phrase(tokens: Sequence[Token], i: int, *, many: bool) -> Phrase | None:
    limit = min(len(tokens), i + LONGEST_PHRASE)
    last_noun = -1
    at = i
    designation = None
    while at < limit and (designation := _designation(tokens, at)) is None:
        token = tokens[at]
        if _stops(tokens, at, i, limit, many=many):
            break
        if token.kind == WORD and not (_is_closed(tokens, at) and at > i):
            if at > i and (last_noun >= 0 or many) and _is_verb(tokens, at, many=many):
                break  # "A tariff applies": behind a singular this is its verb
            if is_plural(token.text) and not _modifies(tokens, at, limit):
                return _with_compound(tokens, at)
            if not _can_modify(token, at == i) and not _is_joined(tokens, at):
                break
            if token.lower.endswith(("'s", "’s")):
                return None
            if _names_thing(token.text):
                last_noun = at
        at += 1
    if many or last_noun < 0:
        return designation
    return Phrase(last_noun, last_noun + 1, singular(tokens[last_noun].text))


def _names_thing(word: str) -> bool:
    """Return whether a word can be the head of a phrase, though it be an adjective as well."""
    found = tag(word)
    return found.startswith("NN") or not found or (found == "JJ" and tag(f"{word}s") == "NNS")


def _stops(tokens: Sequence[Token], at: int, i: int, limit: int, *, many: bool) -> bool:
    """Return whether a phrase that begins at token ``i`` cannot go on with token ``at``."""
    token = tokens[at]
    if token.kind != WORD:
        return at == i or not _joins(tokens, at, limit, many=many)
    if _is_closed(tokens, at) and not (at == i and token.lower in _openers()):
        joined = token.lower in ("and", "or") and at > i
        return not joined or not _joins(tokens, at, limit, many=many)
    if at == i or _is_joined(tokens, at):
        return False
    return token.lower in _set("openers_only") or token.lower in group("vague")


def _is_verb(tokens: Sequence[Token], at: int, *, many: bool) -> bool:
    """Return whether the words around token ``at`` make it a finite verb.

    Where a plural must follow the words alone decide, as most verbs in -s are plurals too.
    """
    word = tokens[at]
    if many and not (word.lower.endswith("s") or tag(word.text) == "MD"):
        return False  # spares the tagger, which would say so too
    found = tags_of(tuple(tokens))[at]
    if many:
        return found in ("MD", "VBZ") and tokens[at - 1].kind == WORD
    return tag(word.text) == "VBZ" or found in FINITE_TAGS


def _designation(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Return the plural of a name of letters and digits: "F-35s", "Model 3s", "A320s".

    A name with a hyphen may leave the s out: "12 MiG-29 and 4 Su-30MKI".
    """
    kinds = [token.kind for token in tokens[at : at + 4]]
    if not tokens[at].text[0].isupper():
        return None
    if kinds[:3] == [WORD, DASH, NUMBER] and tokens[at + 1].glued and tokens[at + 2].glued:
        return _hyphenated_name(tokens, at)
    parts = tokens[at : at + 3]
    if kinds[:3] != [WORD, NUMBER, WORD] or parts[-1].text != "s" or not parts[-1].glued:
        return None
    pieces = [parts[0].text, *(p.text if p.glued else f" {p.text}" for p in parts[1:-1])]
    return Phrase(at, at + 3, "".join(pieces))


def _hyphenated_name(tokens: Sequence[Token], at: int) -> Phrase | None:
    """Return "F-35s", "MiG-29’s", "Su-30MKI" where nothing that could be counted follows."""
    end = at + 3
    variant = end < len(tokens) and tokens[end].glued and tokens[end].kind == WORD
    plural = variant and tokens[end].text == "s"
    end += variant
    if not variant and [token.text for token in tokens[end : end + 2]] in (["’", "s"], ["'", "s"]):
        plural, end = tokens[end].glued, end + 2
    name = "".join(token.text for token in tokens[at : at + 3 + (variant and not plural)])
    if plural:
        return Phrase(at, end, name)
    goes_on = end < len(tokens) and (
        tokens[end].kind in (NUMBER, DASH)
        or (tokens[end].kind == WORD and not _is_closed(tokens, end))
    )
    return None if goes_on else Phrase(at, end, name)


def _is_closed(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a token ends a noun phrase; "US" is no pronoun, the A of "A6" no article."""
    token = tokens[at]
    if token.lower not in closed_words() or _is_joined(tokens, at):
        return False
    if at and token.glued and tokens[at - 1].kind == NUMBER:
        return False  # "F-35A"
    code = at + 1 < len(tokens) and tokens[at + 1].kind == NUMBER and tokens[at + 1].glued
    return not token.text.isupper() or (len(token.text) == 1 and not code)


def _is_joined(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a hyphen makes a token part of a word: "all-terrain", "air-to-air"."""
    return at + 2 < len(tokens) and all(
        (tokens[at + 1].kind == DASH, tokens[at + 1].glued, tokens[at + 2].glued)
    )


def _can_modify(token: Token, first: bool) -> bool:
    found = tag(token.text)
    if not found or token.lower in _openers() or token.text.isupper():
        return True
    return found in PREMODIFIER_TAGS or (first and found not in FINITE_TAGS)


def _modifies(tokens: Sequence[Token], at: int, limit: int) -> bool:
    """Return whether the plural at ``at`` only modifies a plural after it ("arms deals")."""
    if at + 1 >= limit or tokens[at + 1].kind != WORD:
        return False
    after = tokens[at + 1]
    if tokens[at].lower in tree("nouns.toml")["irregular"] or _is_closed(tokens, at + 1):
        return False
    if tokens[at].lower in _set("invariant"):
        if tag(after.text) == "VBG":  # "police training centres", not "aircraft costing $2m"
            return at + 2 < limit and is_plural(tokens[at + 2].text)
        return tag(after.text) in NOUN_TAGS
    if not is_plural(after.text):
        return False
    return tag(after.text) in ("NNS", "") or after.lower in tree("nouns.toml")["irregular"]


def _joins(tokens: Sequence[Token], at: int, limit: int, *, many: bool) -> bool:
    """Return whether a comma, hyphen or "and" goes on with premodifiers of a plural ahead."""
    if tokens[at].kind == DASH:
        return tokens[at].glued and at + 1 < limit and tokens[at + 1].glued
    if not many or (tokens[at].kind == MARK and tokens[at].text != ","):
        return False
    for index, token in enumerate(tokens[at + 1 : limit], at + 1):
        if index == at + 1 and (token.kind == NUMBER or tag(token.lower) == "CD"):
            return False  # the number of another noun
        if token.kind in (DASH, NUMBER) or token.lower in ("and", "or"):
            continue
        if token.kind != WORD or _is_closed(tokens, index):
            return False
        if is_plural(token.text):
            return True
        if tag(token.text) in FINITE_TAGS:
            return False
    return False


def _with_compound(tokens: Sequence[Token], at: int) -> Phrase:
    """Return the phrase that ends at ``at``, or past "of …" where the noun takes it."""
    for compound in tree("nouns.toml")["compounds"].get(tokens[at].lower, ()):
        pieces = compound.split()
        if [token.lower for token in tokens[at : at + len(pieces)]] == pieces:
            return Phrase(at, at + len(pieces), " ".join([singular(pieces[0]), *pieces[1:]]))
    return Phrase(at, at + 1, singular(tokens[at].text))
