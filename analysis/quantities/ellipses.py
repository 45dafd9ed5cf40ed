"""Say what a bare number counts, where the sentence or the one before tells it."""

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cache

from analysis.quantities.atom import BARE, GUESSED, JOINED, LOOSE, Atom, beside
from analysis.quantities.numbers.numeral import DIGITS, VAGUE, lower_at
from analysis.quantities.numbers.tokens import DASH, WORD, Token
from analysis.quantities.ranges import is_between
from analysis.quantities.units import nouns
from analysis.quantities.wording import changes, qualifiers
from analysis.vocabulary import tree

SMALLEST_BARE = Decimal(1000)
# Tokens between a number and the one whose unit it may leave out.
LEVEL_REACH, GAP, LONGEST_NAME, CHANGE_BEFORE, SHARE_REACH = 14, 9, 4, 6, 5
COPULAS = ("is", "was", "are", "were", "be", "been", "being", "to")
SHORT_CLAUSE = 2
NEVER_LARGE = ("percent", "age", "ratio")
MOVING = ("to", "by", "at")
COMPARED = ("more", "less", "fewer", "higher", "lower")
LEVELS = {"to", "of", "at", "reached", "is", "was", "stands", "stood", "by"}
JOINERS = (",", "and", "but", "while", "or", ";")
YEAR_DIGITS = 4


def resolved(tokens: Sequence[Token], atoms: list[Atom], counted: str) -> list[Atom]:
    """Return the atoms, bare numbers with the kind that the sentence gives them or dropped."""
    result: list[Atom] = []
    for index, atom in enumerate(atoms):
        settled = atom
        if not atom.kind:
            found = _settled(tokens, atoms, index, counted) or _inherited(tokens, atom, result)
            if found is None:
                continue
            settled = found
        if settled.kind == "ratio" and settled.unit == "times":
            settled = _share_of(tokens, settled, atoms[index + 1 : index + 2])
        if settled.kind == "count" and settled.unit:
            counted = settled.unit
        result.append(settled)
    return result


def _share_of(tokens: Sequence[Token], atom: Atom, after: Sequence[Atom]) -> Atom:
    """Return a share with the noun of the count that it is taken of: "half of the 20 plants"."""
    for whole in after:
        of = lower_at(tokens, atom.end) == "of" and whole.first - atom.end <= SHARE_REACH
        if of and whole.kind == "count" and whole.unit:
            return replace(atom, unit=whole.unit, counted=whole.counted)
    return atom


def _settled(tokens: Sequence[Token], atoms: list[Atom], index: int, counted: str) -> Atom | None:
    """Return a bare number as a count where words beside it say so, else ``None``."""
    atom = atoms[index]
    if (part := _partitive(tokens, atoms, index, counted)) is not None:
        return part
    if _harms(tokens, atom):
        return replace(atom, kind="count", unit="person", confidence=LOOSE)
    if atom.numeral.form == VAGUE and _crowd(tokens, atom):
        return replace(atom, kind="count", unit="person", confidence=GUESSED)
    if _ends(tokens, atom) and (level := _level(tokens, atom, atoms[:index])) is not None:
        return level
    big = _is_big(tokens, atom)
    if counted and (big or _is_elliptic(tokens, atom)):
        return replace(atom, kind="count", unit=counted, confidence=LOOSE)
    if big and tokens[atom.first].text.isdigit() and len(tokens[atom.first].text) > YEAR_DIGITS:
        big = _cue(tokens, atom) in beside("level", "before") or _cue(tokens, atom) in COPULAS
    between = atom.value is None and is_between(tokens, atom.first)
    if between or (big and lower_at(tokens, atom.first - 1) != "-"):
        return replace(atom, kind="count", confidence=GUESSED)
    return None


def _level(tokens: Sequence[Token], atom: Atom, before: Sequence[Atom]) -> Atom | None:
    """Return a bare number that a change or a comparison leads to, with the unit it leaves out.

    "from 3.7% to 3.9" and "54% against 49" repeat the unit; behind a change in percent "to" leads
    to a level of something else, and "by" to a change of the same kind.
    """
    word = _cue(tokens, atom)
    if word not in beside("level", "before"):
        return None
    last = before[-1] if before else None
    if last is None or last.kind in ("", "age", "duration") or not _fits(atom, last):
        return None
    if last.kind == "count" and _has_decimals(tokens, atom) > _has_decimals(tokens, last):
        return None
    if last.first < atom.first - LEVEL_REACH or any(
        t.text == ";" for t in tokens[last.end : atom.first] if word != "by"
    ):
        return None
    if word in MOVING and not _moved(tokens, atom):
        return None
    if last.kind == "percent" and word in ("to", "at") and not last.step:
        return replace(atom, kind="count", confidence=GUESSED)
    return _like(atom, last)


def _moved(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a verb of change stands shortly before an atom."""
    return any(
        changes.is_change_verb(lower_at(tokens, k))
        for k in range(max(0, atom.first - CHANGE_BEFORE), atom.first)
    )


def _fits(atom: Atom, other: Atom) -> bool:
    """Return whether a bare number can have the unit of ``other``: no million is a percentage."""
    return atom.numeral.magnitude == 1 or other.kind not in NEVER_LARGE


def _like(atom: Atom, other: Atom) -> Atom:
    """Return a bare number with the kind and unit of ``other``."""
    return replace(
        atom,
        kind=other.kind,
        currency=other.currency,
        inferred=other.inferred,
        unit=other.unit,
        counted=other.counted,
        confidence=LOOSE,
    )


def _cue(tokens: Sequence[Token], atom: Atom) -> str:
    """Return the word before an atom, its qualifier and an article."""
    _, start = qualifiers.qualifier_before(tokens, atom.first)
    if start != atom.first and lower_at(tokens, start) in beside("level", "before"):
        return lower_at(tokens, start)
    at = start - 1
    while lower_at(tokens, at) in ("a", "an", "the"):
        at -= 1
    return lower_at(tokens, at)


def _ends(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether nothing that could be counted follows."""
    after = tokens[atom.end] if atom.end < len(tokens) else None
    if after is None or after.kind != WORD or after.lower in nouns.closed_words():
        return True
    return after.lower in COMPARED and lower_at(tokens, atom.end + 1) in ("than", "elsewhere")


def _inherited(tokens: Sequence[Token], atom: Atom, before: Sequence[Atom]) -> Atom | None:
    """Return a bare number that repeats what was said with another number, or a level, or ``None``.

    "Zinc gained 1.2 percent, lead 0.7 and tin 2" leaves out the verb and the unit.
    """
    last = next((a for a in reversed(before) if a.kind not in ("age", "duration")), None)
    if last is not None and _is_gapped(tokens, atom, last):
        return _like(atom, last)
    if not _ends(tokens, atom) and not _has_decimals(tokens, atom):
        return None
    name = atom.first > 0 and _is_name(tokens, atom.first - 1)
    if _has_decimals(tokens, atom) and not name and atom.numeral.form == DIGITS:
        return replace(atom, kind="count", confidence=BARE)
    return replace(atom, kind="count", confidence=BARE) if _is_reached(tokens, atom) else None


def _has_decimals(tokens: Sequence[Token], atom: Atom) -> bool:
    return "." in tokens[atom.numeral.first].text


def _is_name(tokens: Sequence[Token], i: int) -> bool:
    """Return whether token ``i`` makes the number after it part of a name ("Python 3.12")."""
    return tokens[i].kind == WORD and tokens[i].text[0].isupper() and i > 0


def _is_gapped(tokens: Sequence[Token], atom: Atom, last: Atom) -> bool:
    """Return whether between two numbers stand only a comma or "and" and the name of a thing.

    Behind the number the phrase must end or go on with a preposition ("and 26 on the highway").
    """
    gap = tokens[last.end : atom.first]
    if not 0 < len(gap) <= GAP or not _ends(tokens, atom) or not _fits(atom, last):
        return False
    if atom.end < len(tokens) and (tokens[atom.end].kind == DASH or _is_finite(tokens[atom.end])):
        return False
    if last.kind == "count" and _has_decimals(tokens, atom) > _has_decimals(tokens, last):
        return False
    joins = [k for k, token in enumerate(gap) if token.lower in JOINERS]
    if not joins:
        return False
    name = gap[joins[-1] + 1 :]
    if len(gap) == 1 and gap[0].kind != WORD:
        return False  # "52%, 48": a list would say what it lists
    if len(name) > LONGEST_NAME or any(token.kind != WORD for token in name):
        return False
    if last.kind == "count" and name and len(name) <= SHORT_CLAUSE and _is_finite(name[0]):
        return True  # "approved 640 homes and turned down 212"
    verbs = [token for token in name if nouns.tag(token.text) in nouns.FINITE_TAGS]
    return all(changes.is_change_verb(verb.lower) for verb in verbs)


def _is_finite(token: Token) -> bool:
    return nouns.tag(token.text) in nouns.FINITE_TAGS


def _is_reached(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a verb of change leads to a bare number ("climbed to 227", "fell by 9")."""
    qualifier, start = qualifiers.qualifier_before(tokens, atom.first)
    if qualifier != "exact" and lower_at(tokens, start - 1) in COPULAS:
        return True  # "a retirement age is around 66"
    if qualifiers.qualifier_after(tokens, atom.end)[0]:
        return True  # "a score of 30 or more"
    if lower_at(tokens, start - 1) not in ("to", "by"):
        return False
    return _moved(tokens, atom)


def _crowd(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether "thousands" stands for people; "tens" and "scores" alone may mean points."""
    one_word = atom.numeral.last == atom.numeral.first + 1
    return one_word and lower_at(tokens, atom.first) not in tree("nouns.toml")["points"]["words"]


def _is_big(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a number is written as an amount: "4 million", "712,000", not "2031"."""
    text = tokens[atom.first].text
    written = atom.numeral.magnitude > 1 or "," in text or len(text) > YEAR_DIGITS
    return written and atom.numeral.high >= SMALLEST_BARE


def _partitive(tokens: Sequence[Token], atoms: list[Atom], index: int, counted: str) -> Atom | None:
    """Return "eight" of "eight of the 123 seats", "90 million of the 1.2 billion pesos"."""
    atom = atoms[index]
    at = atom.end
    if lower_at(tokens, at) != "of":
        return None
    at += 1
    while lower_at(tokens, at) in beside("share", "determiners"):
        at += 1
    at += lower_at(tokens, at) in ("last", "past", "first", "next", "top")
    at += lower_at(tokens, at).endswith(("'s", "’s"))
    whole = atoms[index + 1] if index + 1 < len(atoms) else None
    if whole is not None and whole.first == at and whole.kind in ("count", "money", "measure"):
        return replace(_like(atom, whole), confidence=JOINED)
    if lower_at(tokens, at) in ("them", "whom", "us", "you"):
        return replace(atom, kind="count", unit=counted or "person", confidence=JOINED)
    phrase = nouns.counted_phrase(tokens, at, many=True)
    if phrase is None:
        return None
    return replace(atom, kind="count", unit=phrase.head, counted=phrase.text, confidence=JOINED)


def _harms(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether a bare number counts victims: "killed 12", "a toll of 40"."""
    verbs, first = _casualties("verbs"), atom.first
    if any(lower_at(tokens, k) in verbs for k in range(atom.end, atom.end + 3)):
        return True
    before = {lower_at(tokens, k) for k in range(max(0, first - 4), first)}
    if before & verbs and lower_at(tokens, atom.end) != "-":
        return True
    if not before & LEVELS:
        return False
    return any(lower_at(tokens, k) in _casualties("nouns") for k in range(max(0, first - 9), first))


@cache
def _casualties(key: str) -> frozenset[str]:
    return frozenset(tree("nouns.toml")["casualties"][key])


def _is_elliptic(tokens: Sequence[Token], atom: Atom) -> bool:
    """Return whether the number closes its phrase after a word that leaves the noun out."""
    words = tree("nouns.toml")["elliptic"]["before"]
    qualifier, start = qualifiers.qualifier_before(tokens, atom.first)
    after = tokens[atom.end] if atom.end < len(tokens) else None
    ends = after is None or after.kind != "word" or after.lower in nouns.closed_words()
    ends = ends or lower_at(tokens, start - 1) in ("which", "whom")
    return ends and (lower_at(tokens, start - 1) in words or qualifier != "exact")
