"""Tell from the words beside a name that its bearer holds an office: "President", "'s cabinet"."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from analysis.countries.gazetteer import before, blocs, settings, word_set

OWNED = "'s "


def titled(text: str, start: int, offices: Iterable[str]) -> bool:
    """Return whether one of ``offices`` stands right before ``start``, held and not former.

    >>> titled("President Doe", 10, ["President"]), titled("ex-President Doe", 13, ["President"])
    (True, False)
    """
    spelled: dict[str, list[str]] = settings()["offices"]
    for word in (word for office in offices for word in spelled.get(office, (office,))):
        if text[max(0, start - len(word) - 1) : start].lower() == f"{word.lower()} ":
            left = [w.lower() for w in before(text, start - len(word) - 1)[:2]]
            kept = word_set("leaders", "not_in_office") | word_set("names", "before")
            return kept.isdisjoint(left)
    return False


def governs(text: str, start: int, end: int, code: str) -> bool:
    """Return whether a government is the person's: "Doe's cabinet", "the government of Ana Doe".

    >>> governs("Doe's cabinet met", 0, 3, "PER"), governs("Doe's cabinet met", 0, 3, "NATO")
    (True, False)
    """
    if code in blocs():
        return False
    return bool(_led().match(text, end) or _leading().search(text[max(0, start - 40) : start]))


def belongs(text: str, start: int, code: str, owners: Mapping[int, str]) -> bool:
    """Return whether the person's own country stands before the name: "Peru's Ana Doe".

    ``owners`` are the codes of the countries named in ``text`` by where their names end.

    >>> belongs("Peru's Ana Doe", 7, "PER", {4: "PER"})
    True
    >>> belongs("Peru, Ana Doe", 6, "PER", {4: "PER"})
    False
    """
    at = start - len(OWNED)
    return at > 0 and text[at:start] == OWNED and owners.get(at) == code


@cache
def _led() -> re.Pattern[str]:
    """Return the pattern of what follows a name that leads: "'s new government"."""
    words = "|".join(sorted(word_set("leaders", "led")))
    return re.compile(rf"(?:'s?)?(?: (?:new|own|first|second))? (?:{words})\b")


@cache
def _leading() -> re.Pattern[str]:
    """Return the pattern of what stands before such a name: "the government of President "."""
    words = "|".join(sorted(word_set("leaders", "led")))
    return re.compile(rf"\b(?:{words}) (?:of|under|led by|headed by) (?:[A-Z][a-z]+ )?$")
