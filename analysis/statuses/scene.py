"""A sentence with its cues, and what each of them is to a figure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from analysis.model import Quantity, StatusCue
from analysis.phrases import folded, nearby
from analysis.phrasing import Phrased
from analysis.phrasing.clauses import subject_of
from analysis.phrasing.kinds import (
    FIGURE,
    FINITE,
    LOOSE,
    MARK,
    NOUN,
    OPENER,
    OTHER,
    PRONOUN,
    RELATIVE,
    TIE,
    VERB,
)
from analysis.statuses.clauses import CHAIN, HEAD, MATRIX, OWN, POST, RELATED, Place, place_of
from analysis.statuses.cues import find_status_cues, vocabulary
from analysis.statuses.wordlists import listed, may_have, words

# Characters on either side of a figure in which cues are looked for.
WINDOW = 300
# Characters behind a figure in which its noun may say that it counts jobs.
JOBS = 40
# So many conditions near a figure are asked whether its clause hangs on them.
MOST_CONDITIONS = 4
WAR = frozenset(("arms", "troops", "casualties"))
# What a cue is to a figure beside the parts of a place: in its own words, a noun that it is tied
# to, in its clause before or behind it, beyond a comma, beyond a clause.
INSIDE, TIED = "inside", "tied"
LEFT, RIGHT, COMMA_LEFT, COMMA_RIGHT, FAR_LEFT, FAR_RIGHT = (
    "left",
    "right",
    "comma left",
    "comma right",
    "far left",
    "far right",
)
SIDES = ((LEFT, RIGHT), (COMMA_LEFT, COMMA_RIGHT), (FAR_LEFT, FAR_RIGHT))
CLAUSE_MARKS = (";", ":", "—", "–")
MODALS = ("will", "would", "may", "must")
DONE = ("past", "perfect")
# Topics of which a cue that speaks of aims says what is shot at: "targeting nine sites".
AIMED = frozenset((*WAR, "sanctions", "tariffs", "other"))
# Cues that are part of a name ("Energy Price Guarantee") or stand as adjectives before another
# noun ("destroyed buildings") say nothing of a figure: statuses and manners that this holds for.
NAMED = frozenset(("pledged", "claimed", "denied", "hypothetical"))
ATTRIBUTIVE = frozenset(("war", "wide"))
TENSES = {"VBD": "past", "VBZ": "present", "VBP": "present", "VBN": "participle", "VBG": "gerund"}


class Circumstances(NamedTuple):
    """What is known of a figure's statement besides its sentence.

    ``listed`` is the standing that opens the list it is an item of, ``spoken`` that of the plan or
    bill that the sentences before speak of, ``praising`` whether its text praises its own author.
    """

    topic: str = ""
    speaker: str = ""
    listed: str = ""
    spoken: str = ""
    praising: bool = False


@dataclass(frozen=True, slots=True)
class Scene:
    """A sentence in phrases with its cues, read once for all its figures."""

    s: Phrased
    plain: str
    cues: tuple[StatusCue, ...]
    starts: tuple[int, ...]
    figures: dict[int, int]
    conditions: tuple[int, ...]
    places: dict[int, Place] = field(default_factory=dict)

    def place(self, index: int) -> Place:
        """Return where the figure ``index`` stands, found once."""
        if index not in self.places:
            self.places[index] = place_of(self.s, self.figures.get(index, 0))
        return self.places[index]

    def phrase(self, character: int) -> int:
        """Return the phrase in which ``character`` stands."""
        return max(0, bisect_right(self.starts, character) - 1)


def scene_of(s: Phrased) -> Scene:
    """Return the scene of a sentence in phrases."""
    plain = folded(s.text)
    conditions = words("conditions").finditer(plain) if may_have(s.text, "conditions") else ()
    return Scene(
        s,
        plain,
        tuple(find_status_cues(s.text)),
        tuple(s.tokens[chunk.start].start for chunk in s.chunks),
        {chunk.figure: at for at, chunk in enumerate(s.chunks) if chunk.figure >= 0},
        tuple(found.start() for found in conditions),
    )


@dataclass
class View:
    """A figure in its scene: its place, and the cues around it by what they are to it."""

    scene: Scene
    index: int
    setting: Circumstances
    at: int = field(init=False)
    quantity: Quantity = field(init=False)
    place: Place = field(init=False)

    def __post_init__(self) -> None:
        self.at = self.scene.figures.get(self.index, 0)
        self.quantity = self.scene.s.figures[self.index]
        self.place = self.scene.place(self.index)

    @cached_property
    def cues(self) -> dict[str, list[StatusCue]]:
        """The cues around the figure by what they are to it, the nearest first."""
        whole = self.quantity.whole
        found: dict[str, list[StatusCue]] = {}
        near = nearby(self.scene.cues, whole, WINDOW)
        for cue in sorted(near, key=lambda c: abs(c.span.start - whole.start)):
            if not self._is_part(cue):
                found.setdefault(self._relation(cue), []).append(cue)
        return found

    def _is_part(self, cue: StatusCue) -> bool:
        """Return whether a cue only belongs to a name, or to a noun that is not the figure's."""
        s, at = self.scene.s, self.scene.phrase(cue.span.start)
        if s.kind(at) != NOUN:
            return False
        text, tokens = s.text, s.tokens[s.chunks[at].start : s.chunks[at].end]
        if cue.status in NAMED and text[cue.span.start].isupper():
            names = [token for token in tokens if token.text[0].isupper()]
            return len(names) > 1 and cue.span.start > 0
        return self.manner(cue) in ATTRIBUTIVE and tokens[-1].start >= cue.span.end

    @cached_property
    def around(self) -> str:
        """The text around the figure, folded."""
        whole = self.quantity.whole
        return self.scene.plain[max(0, whole.start - WINDOW) : whole.end + WINDOW]

    def word(self, cue: StatusCue) -> str:
        """Return the words of a cue in lower case."""
        return cue.span.text(self.scene.plain)

    def manner(self, cue: StatusCue) -> str:
        """Return the manner in which a cue governs."""
        return vocabulary().meanings[self.word(cue)].manner

    def applies(self, cue: StatusCue) -> bool:
        """Return whether a cue speaks of figures such as this one."""
        manner = self.manner(cue)
        if manner == "war":
            s, own = self.scene.s, self.place.own
            lost = "lost" in self.word(cue) and own > 0
            if lost and s.kind(s.left(own - 1)) == PRONOUN:
                return False  # "it has lost 9 ships"
            return self.setting.topic in WAR or bool(
                self.setting.speaker and not self.setting.topic
            )
        if self.word(cue) in ("targeted", "targeting"):
            return self.setting.topic not in AIMED
        if manner == "jobs":
            whole = self.quantity.whole
            return bool(words("jobs").search(self.scene.plain, whole.start, whole.end + JOBS))
        return True

    def first(self, roles: Sequence[str], *statuses: str) -> StatusCue | None:
        """Return the nearest cue in the first of ``roles`` that has one of the ``statuses``."""
        for role in roles:
            for cue in self.cues.get(role, ()):
                if not statuses or cue.status in statuses:
                    return cue
        return None

    @cached_property
    def tense(self) -> str:
        """The tense or mood of the verb of the figure's clause."""
        return tense_of(self.scene.s, self.place.own)

    def verb_in(self, name: str, part: str = OWN) -> bool:
        """Return whether a verb with that part for the figure is in the list ``name``."""
        s, forms = self.scene.s, listed(name)
        return any(
            found == part and s.last_word(verb) in forms for verb, found in self.place.parts.items()
        )

    @cached_property
    def subject(self) -> str:
        """The words of the subject of the figure's clause, folded."""
        s, own = self.scene.s, self.place.own
        found = subject_of(s, own) if own >= 0 else None
        if found is None:
            return ""
        start, end = s.chunks[found[0]].start, s.chunks[found[1] - 1].end
        return self.scene.plain[s.tokens[start].start : s.tokens[end - 1].end]

    @cached_property
    def condition(self) -> int:
        """The character at which a condition begins that the figure's clause hangs on, or -1."""
        if self.place.clause == RELATED:
            return -1
        s, scene, whole = self.scene.s, self.scene, self.quantity.whole
        first = bisect_left(scene.conditions, whole.start - WINDOW)
        last = bisect_left(scene.conditions, whole.end + WINDOW)
        for start in scene.conditions[first : min(last, first + MOST_CONDITIONS)]:
            at = scene.phrase(start)
            between = range(self.at + 1, at) if at > self.at else range(0)
            verbs = [k for k in between if s.is_verb(k, FINITE) and k != self.place.own]
            if not verbs and not any(s.is_mark(k, ";") for k in range(*sorted((at, self.at)))):
                return start
        return -1

    def in_verb(self, cue: StatusCue) -> bool:
        """Return whether a cue is (part of) a verb."""
        first, last = self.scene.phrase(cue.span.start), self.scene.phrase(cue.span.end - 1)
        return any(self.scene.s.kind(k) == VERB for k in range(first, last + 1))

    def is_to_be(self) -> bool:
        """Return whether the clause says what is to be: "is at last to measure"."""
        s, own = self.scene.s, self.place.own
        if own < 0 or s.tag(own) != "TO":
            return False
        k = own - 1
        while s.kind(k) == OTHER and s.tag(k) == "RB":
            k -= 1
        return s.kind(k) == VERB and s.last_word(k) in listed("being")

    @property
    def passive(self) -> bool:
        """Return whether the verb of the clause is passive."""
        s, own = self.scene.s, self.place.own
        if own < 0 or s.chunks[own].end - s.chunks[own].start < 2:
            return False
        return s.last_tag(own) == "VBN" and s.last_word(own) != "been" and self.tense != "perfect"

    def negates(self, *parts: str) -> bool:
        """Return whether a verb with one of the ``parts`` is negated."""
        s, negations = self.scene.s, listed("negations")
        for verb, part in self.place.parts.items():
            chunk = s.chunks[verb]
            tokens = s.tokens[max(0, chunk.start - 1) : chunk.end]
            if part in parts and any(token.lower in negations for token in tokens):
                return True
        return False

    def _relation(self, cue: StatusCue) -> str:
        scene, at = self.scene, self.at
        first, last = scene.phrase(cue.span.start), scene.phrase(cue.span.end - 1)
        if first <= at <= last:
            return INSIDE
        parts = {self.place.parts.get(k, "") for k in range(first, last + 1)}
        matrix = max((k for k, part in self.place.parts.items() if part == MATRIX), default=-1)
        if at < matrix < first:
            return MATRIX
        for part in (OWN, CHAIN, MATRIX, POST, HEAD):
            if part in parts:
                return part
        before = last < at
        stops = _stops(scene.s, range(last + 1, at) if before else range(at + 1, first))
        if before and not stops and _is_tied(scene.s, last, at):
            return TIED
        return SIDES[min(stops, 2)][0 if before else 1]


def _stops(s: Phrased, between: range) -> int:
    stops = 0
    for k in between:
        if s.kind(k) in (OPENER, RELATIVE, LOOSE) or s.is_mark(k, *CLAUSE_MARKS):
            return 2
        stops = max(stops, int(s.kind(k) == MARK))
    return stops


def _is_tied(s: Phrased, noun: int, at: int) -> bool:
    """Return whether only prepositions and nouns stand between: "pledges to Kyiv of $5m"."""
    if s.kind(noun) != NOUN:
        return False
    return all(s.kind(k) in (TIE, OTHER, NOUN) for k in range(noun + 1, at))


def tense_of(s: Phrased, verb: int) -> str:
    """Return the tense or mood of a verb, "verbless" where there is none."""
    if verb < 0:
        return "verbless"
    chunk = s.chunks[verb]
    lower = [token.lower for token in s.tokens[chunk.start : chunk.end]]
    modal = next((name for name in MODALS if not listed(name).isdisjoint(lower)), "")
    if modal:
        return modal
    if lower[0] in listed("having") and (len(lower) > 1 or _multiplies(s, verb + 1)):
        return "perfect"
    tag = s.tags[chunk.start]
    if tag == "VBN" and s.is_verb(verb, FINITE):
        return "past"
    return "infinitive" if tag == "TO" else TENSES.get(tag, "base")


def _multiplies(s: Phrased, at: int) -> bool:
    """Return whether a phrase is a figure that is a participle: "has doubled"."""
    return s.kind(at) == FIGURE and s.word(at).endswith("ed")
