"""Say what the sentences around a figure's tell of its standing: lists, plans, praise."""

import re
from collections.abc import Iterable, Sequence

from analysis.phrases import folded
from analysis.statuses.cues import find_status_cues
from analysis.statuses.scene import WINDOW, Circumstances
from analysis.statuses.wordlists import has, may_have, words

# A text in which this share of the sentences praises is its author's own praise.
PRAISE, FEWEST_SENTENCES = 0.35, 5
# For how many sentences a plan or bill goes on being spoken of.
SPOKEN = 3

_OPEN = frozenset(("planned", "pledged", "proposed"))
_ITEM = re.compile(r"\s*(?:[-–—•*·]{1,2}|\d{1,2}[.)]|\(?[a-z]\))\s")
_QUOTATION = re.compile(r"[“\"][^“”\"]{0,2000}[”\"]")
_SPEAKING = {"proposals": "proposed", "promises": "pledged", "plans": "planned"}


def praises(texts: Iterable[str]) -> bool:
    """Return whether a document, given as its sentences, praises throughout.

    Then it is somebody's word on their own deeds.

    >>> praises(["Our historic reform is a record success."] * 5), praises(["Prices rose."] * 5)
    (True, False)
    """
    praising = [has("praise", _without_quotations(text)) for text in texts]
    return len(praising) >= FEWEST_SENTENCES and sum(praising) >= PRAISE * len(praising)


def _without_quotations(text: str) -> str:
    return _QUOTATION.sub("", text) if "“" in text or '"' in text else text


def circumstances_of(texts: Sequence[str]) -> list[Circumstances]:
    """Return for each sentence of a document what those around it tell of its statements.

    The items of a list stand as the sentence that opens it.

    >>> texts = ["Oslo announced a package of aid:", "- 40 trucks", "Rain fell."]
    >>> [setting.listed for setting in circumstances_of(texts)]
    ['', 'pledged', '']
    """
    praising, opened, before = praises(texts), "", list[str]()
    spoken, age = "", 0
    found = []
    for text in texts:
        listed = ""
        if _ITEM.match(text) or _lists(text):
            opened, before = _opened(before, opened), []
            listed = opened
        else:
            before.append(text)
        found.append(
            Circumstances(listed=listed, spoken=spoken if age < SPOKEN else "", praising=praising)
        )
        said = _spoken(text)
        spoken, age = (said, 0) if said else (spoken, age + 1)
    return found


def _spoken(text: str) -> str:
    """Return how the plan or bill stands that a sentence speaks of."""
    if not may_have(text, *_SPEAKING):
        return ""
    return next((status for name, status in _SPEAKING.items() if has(name, text)), "")


def _opened(before: Sequence[str], opened: str) -> str:
    """Return the status that the sentences ``before`` an item give to its list.

    The last of them decides; one that says nothing and ends with a colon leaves it to those before
    it, at last to ``opened``.
    """
    for text in reversed(before):
        if status := _opening_status(text[-WINDOW:]):
            return status
        if not text.rstrip().endswith(":"):
            return ""
    return opened


def _lists(text: str) -> bool:
    if len(text) <= WINDOW and not may_have(text, "listing"):
        return False
    plain = folded(text)[:WINDOW]
    verb = words("listing").search(plain)
    return bool(verb) and bool(words("listed").search(plain, 0, verb.start() if verb else 0))


def _opening_status(text: str) -> str:
    """Return the status that a sentence gives to the list or the package it speaks of."""
    cue = next((cue for cue in find_status_cues(text) if cue.status in _OPEN), None)
    if cue is None:
        return ""
    gift = cue.status == "planned" and words("gifts").search(folded(text))
    return "pledged" if gift else cue.status
