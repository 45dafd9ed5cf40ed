"""Find heads of state and government, from a dated table and from what the text itself says."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import NamedTuple

from analysis.countries.capitals import all_forms
from analysis.countries.gazetteer import (
    CAPITALISED,
    Hit,
    after,
    before,
    capitalised,
    folded,
    settings,
    spellings,
    word_set,
)
from analysis.countries.incumbents import Known, found_by, incumbents, unaccented
from analysis.countries.introductions import INITIAL, PART, ROMAN, Introduction, introductions
from analysis.countries.offices import belongs, governs, titled

REGNAL = re.compile(r" (?:[IVX]{2,5}|[VX])\b")
NAMESAKES = 8  # leaders remembered under one surname
BACK = 48  # characters before a surname in which given names may stand
ARTICLE = re.compile(r"^(?:al|el|ul)-")
JUNIOR = re.compile(r" (?:Jr|Sr)\b\.?")
GIVEN_BEFORE = re.compile(rf"(?<!\w)(?:{PART} ){{1,3}}$")


class Leader(NamedTuple):
    """A leader's name found at ``start`` to ``end`` of a text.

    ``code`` is "" where the text has no date and does not say that the office is held.
    """

    start: int
    end: int
    code: str
    confidence: float


class Roster:
    """The leaders one text may mean: those in office at its date, and those it introduces."""

    def __init__(self, published: date | None) -> None:
        self._by_word = dict(incumbents(published))

    def find(self, text: str, hits: Sequence[Hit]) -> list[Leader]:
        """Return the leaders that ``text`` names; ``hits`` are the countries named in it."""
        waiting = sorted(introductions(text, hits), key=lambda found: found.start, reverse=True)
        words = capitalised(text)
        found: list[Leader] = []
        if not waiting and self._by_word.keys().isdisjoint([word for _, word in words]):
            return found
        owners = {hit.end: hit.name.code for hit in hits}
        taken, consumed = _Spans(hits), 0
        for start, word in words:
            while waiting and waiting[-1].start <= start:
                self._learn(waiting.pop())
            if start < consumed or word not in self._by_word:
                continue
            leader = self._at(text, start, word, owners)
            if leader and leader.start >= consumed and not taken.overlap(leader.start, leader.end):
                found.append(leader)
                consumed = leader.end
        return found

    def _at(self, text: str, start: int, word: str, owners: Mapping[int, str]) -> Leader | None:
        """Return the leader whose surname begins with ``word`` at ``start``."""
        unresolved: Leader | None = None
        for known in self._by_word.get(word, ()):
            leader = _read(text, start, known)
            if leader and not leader.code:
                leader = _in_office(text, leader, known.code, owners)
            if leader and leader.code:
                if not known.bare:
                    sure = leader.confidence
                    self._add(known._replace(bare=sure, full=known.full or sure))
                return leader
            unresolved = unresolved or leader
        return unresolved

    def _learn(self, found: Introduction) -> None:
        """Take a name as that of a leader from here on, whoever holds the office today."""
        given, surname = split_name(found.name, found.code)
        sure = settings()["confidence"]["introduced"]
        rivals = self._by_word.get(surname.split()[-1], ())
        if any(k.bare and k.given == given and k.code != found.code for k in rivals):
            return
        bare = ARTICLE.sub("", surname)
        for spelled in dict.fromkeys((unaccented(bare), bare, unaccented(surname), surname)):
            self._add(Known(given, spelled, found.code, sure, sure))

    def _add(self, known: Known) -> None:
        """Put ``known`` before what the same word meant so far."""
        for word in found_by(known):
            self._by_word[word] = (known, *self._by_word.get(word, ()))[:NAMESAKES]


class _Spans:
    """Spans in order, asked from left to right whether one overlaps."""

    def __init__(self, hits: Sequence[Hit]) -> None:
        self._hits, self._next = hits, 0

    def overlap(self, start: int, end: int) -> bool:
        """Return whether a span overlaps start to end."""
        while self._next < len(self._hits) and self._hits[self._next].end <= start:
            self._next += 1
        return self._next < len(self._hits) and self._hits[self._next].start < end


def _read(text: str, at: int, known: Known) -> Leader | None:
    """Return the leader if the words round ``at``, where a surname begins, fit ``known``."""
    lead = _lead(known.surname)
    start, end = at - lead, at - lead + len(known.surname)
    if start < 0 or text[end : end + 1].isalnum() or not _spelled(text, start, at, known.surname):
        return None
    first, last = _given_start(text, start, known), _given_end(text, end, known)
    junior = JUNIOR.match(text, last)
    if junior and "jr." not in known.given:
        return None
    suffix = junior or REGNAL.match(text, last)
    last = suffix.end() if suffix else last
    if first < start or (last > end and not REGNAL.match(text, end)):
        return None if _former(text, first) else _in_full(text, first, last, known)
    if not suffix and _other_person(text, start, end):
        return None
    if not known.bare and titled(text, start, known.offices):
        return Leader(start, last, known.code, settings()["confidence"]["with_title"])
    if known.bare or (known.alone and not known.full and not _former(text, start)):
        return Leader(start, last, known.code if known.bare else "", known.bare)
    return None


def _in_full(text: str, first: int, last: int, known: Known) -> Leader:
    """Return the leader named in full, unresolved where nothing says that the office is held."""
    if known.full:
        return Leader(first, last, known.code, known.full)
    if titled(text, first, known.titles):
        return Leader(first, last, known.code, settings()["confidence"]["full_name"])
    return Leader(first, last, "", 0.0)


def _in_office(text: str, found: Leader, code: str, owners: Mapping[int, str]) -> Leader:
    """Return ``found`` with its code where the words beside the name give the person an office.

    ``owners`` are the codes of the countries named in the text by where their names end.
    """
    if governs(text, found.start, found.end, code) or belongs(text, found.start, code, owners):
        return found._replace(code=code, confidence=settings()["confidence"]["with_title"])
    return found


def _spelled(text: str, start: int, capital: int, surname: str) -> bool:
    """Return whether ``surname`` is written at ``start``, its first capital at ``capital``."""
    lead, written = capital - start, text[start : start + len(surname)]
    if written[lead:] not in (surname[lead:], surname[lead:].upper()):
        return False
    return written[:lead].lower() == surname[:lead].lower()


def _lead(surname: str) -> int:
    """Return how many characters stand before the first capital ("von der Leyen": 8)."""
    match = CAPITALISED.search(surname)
    return match.start() if match else 0


def _given_start(text: str, start: int, known: Known) -> int:
    """Return where the given names before a surname begin; ``start`` where there are none."""
    if known.code in word_set("leaders", "family_first") or not known.given:
        return start
    match = GIVEN_BEFORE.search(text[max(0, start - BACK) : start])
    position = first = start
    for part in reversed(match.group().split() if match else ()):
        position -= len(part) + 1
        if folded(part) in known.given.split():
            first = position
        elif not re.fullmatch(INITIAL, part):
            break
    return first


def _given_end(text: str, end: int, known: Known) -> int:
    """Return where given names after the family name end ("Xi Jinping")."""
    ordered = word_set("leaders", "family_first") | word_set("leaders", "given_first")
    if known.code not in ordered or not known.given or text[end : end + 1] != " ":
        return end
    stop = end + 1 + len(known.given)
    written = folded(text[end + 1 : stop]).replace("-", " ")
    if written == known.given.replace("-", " ") and not text[stop : stop + 1].isalnum():
        return stop
    return end


def _former(text: str, start: int) -> bool:
    """Return whether "former" or the like stands a few words before a name."""
    words = {w for token in before(text, start)[:4] for w in token.lower().split("-")}
    return not words.isdisjoint(("former", "ex", "late", "then"))


def _other_person(text: str, start: int, end: int) -> bool:
    """Return whether the words beside a bare surname give it to another person or thing."""
    if text.isupper():
        return False
    left, right = before(text, start), after(text, end)
    if left and left[0].lower() in word_set("leaders", "places") and _means_more(text[start:end]):
        return True
    if right and text[end : end + 1] == " " and right[0][0].isupper():
        word = right[0].rstrip(".")
        known = word in spellings() or word.lower() in word_set("leaders", "after")
        if not known and word.lower() not in all_forms():
            return True
    return bool(left) and text[start - 1] == " " and _may_be_given(left[0].rstrip("."))


def _means_more(surname: str) -> bool:
    """Return whether a surname is a month's or a place's name too ("May", "Muscat")."""
    return surname in spellings() or surname in word_set("leaders", "months")


def _may_be_given(word: str) -> bool:
    """Return whether the word before a surname may be somebody's given name."""
    if not word[0].isupper() or word.endswith(("ing", "ly")):
        return False
    lower = word.lower()
    goes_before = lower in word_set("leaders", "before") or lower in all_forms()
    return not goes_before and word not in spellings()


def split_name(name: str, code: str) -> tuple[str, str]:
    """Return the given names (folded) and the part of ``name`` that stands alone.

    >>> split_name("Ursula von der Leyen", "EU"), split_name("Kim Jong Un", "PRK")
    (('ursula', 'von der Leyen'), ('jong un', 'Kim'))
    """
    parts = name.split()
    junior = ""
    while len(parts) > 1 and (ROMAN.fullmatch(parts[-1]) or parts[-1].startswith("Jr")):
        junior = " jr." if parts.pop().startswith("Jr") else ""
    if len(parts) == 1:
        return "", parts[0]
    if code in word_set("leaders", "family_first") | word_set("leaders", "given_first"):
        return folded(" ".join(parts[1:])), parts[0]
    cut = len(parts) - 1
    while cut > 1 and parts[cut - 1].lower() in word_set("leaders", "particles"):
        cut -= 1
    given = [part for part in parts[:cut] if not re.fullmatch(INITIAL, part)]
    return folded(" ".join(given)) + junior, " ".join(parts[cut:])
