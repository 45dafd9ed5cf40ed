"""Say what a bare number counts, where the sentence or the one before tells it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from analysis.quantities import context, nouns
from analysis.quantities.atom import GUESSED, JOINED, LOOSE, Atom, beside
from analysis.quantities.numeral import VAGUE, lower_at
from analysis.quantities.ranges import is_between
from analysis.quantities.tokens import Token
from analysis.vocabulary import tree

SMALLEST_BARE = Decimal(1000)
YEAR_DIGITS = 4


def resolved(tokens: Sequence[Token], atoms: list[Atom], counted: str) -> list[Atom]:
    """Return the atoms, bare numbers with the kind that the sentence gives them or dropped."""
    result: list[Atom] = []
    for index, atom in enumerate(atoms):
        settled = atom if atom.kind else _settled(tokens, atoms, index, counted)
        if settled is None:
            continue
        if settled.kind == "count" and settled.unit:
            counted = settled.unit
        result.append(settled)
    return result


def _settled(tokens: Sequence[Token], atoms: list[Atom], index: int, counted: str) -> Atom | None:
    """Return a bare number as a count, ``None`` where it may be anything."""
    atom = atoms[index]
    if (part := _partitive(tokens, atoms, index)) is not None:
        return replace(atom, kind="count", unit=part[0], counted=part[1], confidence=JOINED)
    if _harms(tokens, atom):
        return replace(atom, kind="count", unit="person", confidence=LOOSE)
    if atom.numeral.form == VAGUE and _crowd(tokens, atom):
        return replace(atom, kind="count", unit="person", confidence=GUESSED)
    big = _is_big(tokens, atom)
    if counted and (big or _is_elliptic(tokens, atom)):
        return replace(atom, kind="count", unit=counted, confidence=LOOSE)
    between = atom.value is None and is_between(tokens, atom.first)
    if between or (big and lower_at(tokens, atom.first - 1) != "-"):
        return replace(atom, kind="count", confidence=GUESSED)
    return None


def _crowd(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether "thousands" stands for people; "tens" and "scores" alone may mean points."""
    one_word = atom.numeral.last == atom.numeral.first + 1
    return one_word and lower_at(tokens, atom.first) not in tree("nouns.toml")["points"]["words"]


def _is_big(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a number is written as an amount: "4 million", "712,000", not "2031"."""
    text = tokens[atom.first].text
    written = atom.numeral.magnitude > 1 or "," in text or len(text) > YEAR_DIGITS
    return written and atom.numeral.high >= SMALLEST_BARE


def _partitive(tokens: Sequence[Token], atoms: list[Atom], index: int) -> tuple[str, str] | None:
    """Return the noun of "eight of the 123 seats" or "nine of its members", bare and in full."""
    at = atoms[index].end
    if lower_at(tokens, at) != "of":
        return None
    at += 1
    while lower_at(tokens, at) in beside("share", "determiners"):
        at += 1
    if index + 1 < len(atoms) and atoms[index + 1].first == at and atoms[index + 1].kind == "count":
        return atoms[index + 1].unit, atoms[index + 1].counted
    if lower_at(tokens, at) in ("them", "whom"):
        return "person", ""
    phrase = nouns.counted_phrase(tokens, at, many=True)
    return (phrase.head, phrase.text) if phrase else None


def _harms(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a bare number counts victims: "killed 12", "a toll of 40"."""
    table = tree("nouns.toml")["casualties"]
    verbs, subjects = frozenset(table["verbs"]), frozenset(table["nouns"])
    after = {lower_at(tokens, k) for k in range(atom.end, atom.end + 3)}
    before = {lower_at(tokens, k) for k in range(max(0, atom.first - 4), atom.first)}
    if after & verbs or (before & verbs and lower_at(tokens, atom.end) not in ("-",)):
        return True
    wide = {lower_at(tokens, k) for k in range(max(0, atom.first - 9), atom.first)}
    levels = {"to", "of", "at", "reached", "is", "was", "stands", "stood", "by"}
    return bool(before & levels and wide & subjects)


def _is_elliptic(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether the number closes its phrase after a word that leaves the noun out."""
    words = tree("nouns.toml")["elliptic"]["before"]
    qualifier, start = context.qualifier_before(tokens, atom.first)
    after = tokens[atom.end] if atom.end < len(tokens) else None
    ends = after is None or after.kind != "word" or after.lower in nouns.closed_words()
    return ends and (lower_at(tokens, start - 1) in words or qualifier != "exact")
