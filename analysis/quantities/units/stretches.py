"""Read the stretch of time that a total covers: "over the next five years", "the year to May"."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from analysis.quantities.atom import Atom
from analysis.quantities.numbers.tokens import DASH, MARK, NUMBER, Token
from analysis.vocabulary import tree

# Tokens between an amount and the stretch behind it, and between a count and its own.
FAR, CLOSE = 16, 3
# Tokens behind a change in which its comparison is looked for: "than a year earlier".
COMPARED = 12
# A clause of so many words after ", and" has its own amounts.
CLAUSE = 3
SUM_KINDS = ("money", "percent", "ratio", "measure")


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of time in tokens ``[first, end)``; ``after`` is the first atom behind it."""

    first: int
    end: int
    name: str
    after: int


@cache
def _words(key: str) -> frozenset[str]:
    return frozenset(tree("periods.toml")["over"][key])


@cache
def lasting_words() -> frozenset[str]:
    """Return the words after which "over two years" means more than two years."""
    return _words("lasting")


def _at(tokens: Sequence[Token], i: int) -> str:
    return tokens[i].lower if 0 <= i < len(tokens) else ""


def covered_periods(
    tokens: Sequence[Token], atoms: Sequence[Atom], rates: Sequence[str]
) -> dict[int, str]:
    """Return "over 5 years" for each atom whose total such a stretch covers, by its index.

    Nothing is covered further off than an atom that has a rate: "2 tonnes now, 9 a year for ...".
    """
    result: dict[int, str] = {}
    for stretch in _stretches(tokens, atoms):
        reach, covers = stretch.first, False
        for k in range(stretch.after - 1, -1, -1):
            if atoms[k].first >= stretch.first:
                continue
            apart = reach - atoms[k].end > FAR or _breaks(tokens, atoms[k].end, reach)
            if apart or rates[k].startswith("per_"):
                break
            close = atoms[k].kind == "count" and 0 <= stretch.first - atoms[k].tail <= CLOSE
            if atoms[k].kind in SUM_KINDS or close:
                result.setdefault(k, stretch.name)
            reach, covers = atoms[k].first, True
        if not covers and stretch.first <= 1:
            _cover_next(tokens, atoms, stretch, result)
    for k in range(1, len(atoms)):
        before, atom = atoms[k - 1], atoms[k]
        near = 0 <= atom.first - before.end <= 2 and tokens[before.end - 2].kind == DASH
        if near and (before.kind, atom.kind) == ("duration", "money"):
            result.setdefault(k, over(before))
    return result


def _cover_next(
    tokens: Sequence[Token], atoms: Sequence[Atom], stretch: Stretch, result: dict[int, str]
) -> None:
    """Let a stretch that opens the sentence cover the first amount behind it.

    A count is covered behind a verb, not as the subject: "in five years 26 states paid".
    """
    if stretch.after >= len(atoms):
        return
    atom = atoms[stretch.after]
    words = [token for token in tokens[stretch.end : atom.first] if token.kind != MARK]
    if atom.kind in SUM_KINDS or (atom.kind == "count" and len(words) > 1):
        result.setdefault(stretch.after, stretch.name)


def _stretches(tokens: Sequence[Token], atoms: Sequence[Atom]) -> Iterator[Stretch]:
    """Yield the stretches of a sentence that totals cover, counted ("five years") or not."""
    for index, atom in enumerate(atoms):
        if atom.kind == "duration":
            first = _counted(tokens, atom)
            if first >= 0 and (name := over(atom)):
                yield Stretch(first, atom.end, name, index + 1)
    units: dict[str, str] = tree("periods.toml")["over"]["single"]
    for at, token in enumerate(tokens):
        if token.lower in units and (found := _single(tokens, at)) is not None:
            first, end, count = found
            after = next((k for k, atom in enumerate(atoms) if atom.first >= end), len(atoms))
            name = "over 2 years" if count > 1 else f"over {units[token.lower]}"
            yield Stretch(first, end, name, after)


def _counted(tokens: Sequence[Token], duration: Atom) -> int:
    """Return the token where the phrase of a duration opens that a total covers, else -1.

    "over five years", "in the next 15 years", "in the 12 months to June"; not "for two years".
    """
    at, spans = duration.first - 1, _closes(tokens, duration.end)
    while at >= 0 and tokens[at].lower in _words("between"):
        spans = spans or tokens[at].lower in _words("spans")
        at -= 1
    word = _at(tokens, at)
    firm = word in _words("firm")
    return at if word in _words("words") and (spans or firm) else -1


def _single(tokens: Sequence[Token], at: int) -> tuple[int, int, int] | None:
    """Return the phrase of one unit ("over the next decade") as its tokens and its count."""
    words = (_at(tokens, at - 1), _at(tokens, at + 1), _at(tokens, at + 2))
    if (tokens[at].lower, *words) == ("year", "this", "and", "next"):
        first = at - 2 if _at(tokens, at - 2) in _words("words") else at - 1
        return first, at + 3, 2
    opens = at - 1
    spans = _at(tokens, opens) in _words("spans")
    opens -= spans
    article = _at(tokens, opens)
    word = _at(tokens, opens - 1)
    decade = tokens[at].lower == "decade"
    if article not in ("the", "a") or word not in _words("words"):
        return None
    closed = article == "the" and not spans and _closes(tokens, at + 1)
    firm = decade and not spans and word in ("over", "in", "within", "across")
    ended = _at(tokens, at + 1) in ("ago", "later", "earlier", "old", "or", "-", "of")
    if ended or not (closed or firm or (spans and article == "the")):
        return None
    lasted = article == "a" and word == "over" and _at(tokens, opens - 2) in lasting_words()
    return None if lasted else (opens - 1, at + 1, 1)


def _closes(tokens: Sequence[Token], at: int) -> bool:
    """Return whether a stretch runs up to a date behind it: "to June", "ending in 2033"."""
    if _at(tokens, at) not in _words("closing") or at + 1 >= len(tokens):
        return False
    then = tokens[at + 1]
    named = then.kind == NUMBER or then.text[:1].isupper()
    late = then.lower in ("the", "end", "mid", "early", "late", "in", "on", "last")
    return named or late


def over(duration: Atom) -> str:
    """Return "over 5 years" for a duration of five years."""
    value = duration.value
    if value is None:
        return ""
    number = format(value.normalize(), "f")
    return f"over {number} {duration.unit}{'' if value == 1 else 's'}"


def _breaks(tokens: Sequence[Token], start: int, end: int) -> bool:
    """Return whether a clause ends between two tokens, or a new one begins after ", and"."""
    for k in range(start, end):
        word = tokens[k].lower
        if word in (";", ":", "while", "but", "whereas", "although"):
            return True
        if word == "and" and _at(tokens, k - 1) == "," and end - k > CLAUSE:
            return True
    return False


def compared(tokens: Sequence[Token], atom: Atom) -> str:
    """Return what a change is compared over: "over 1 year" for "from a year earlier", or ''."""
    text = " ".join(token.lower for token in tokens[atom.end : atom.end + COMPARED])
    near = " ".join(token.lower for token in tokens[atom.end : atom.end + 6])
    table: dict[str, list[str]] = tree("periods.toml")["compared"]
    for name, cues in table.items():
        if any(cue in (text if cue.startswith(("than ", "compared")) else near) for cue in cues):
            return name
    return ""
