"""Say of every claim whether its figures repeat each other, conflict, or say different things.

A claim's figures share a coarse key, so agreement and conflict are not judged alike. Numbers that
agree under one key repeat each other, whatever else differs. Numbers that differ conflict only
where everything else is the same: the words for what is measured, the countries, the time and the
standing. A conflict that is none costs a reader's trust; one that is missed still stands in the
table, with what keeps its numbers apart.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparing import keys
from analysis.comparing.bounds import Numbers, allowed_bounds, stated_bounds
from analysis.comparing.keys import Codes, Flags, together

VERDICTS = ("conflicting", "repeated", "series", "apart", "not comparable", "single")
"""What can be said of a claim, in the order in which a checker wants to see it."""

CONTESTED = "one says it, another denies it"
IN_ONE_TEXT = "different numbers in one text"
BY_SPEAKERS = "different numbers from different speakers"
IN_TEXTS = "different numbers in different texts"
SAME = "the same number"
WITHIN = "numbers that agree within their wording"
OVER_TIME = "different numbers at different times"
NO_THING = "nothing says what is measured"
NO_OWNER = "nothing says whose it is"
NO_NUMBER = "fewer than two set a bound"
LISTED = "one sentence gives several numbers"
RIVALS = "different speakers propose different numbers"
ALTERNATIVES = "each is a case that may not come"

Words = npt.NDArray[np.object_]


@dataclass(frozen=True)
class Statements:
    """Figures as arrays that verdicts are made from; every code is one a row, from 0 on."""

    claim: Codes
    text: Codes
    sentence: Codes
    speaker: Codes
    standing: Codes
    time: Codes
    thing: Codes
    whose: Codes
    status: Words
    named: Flags
    placed: Flags
    least: Numbers
    most: Numbers
    stated: tuple[Numbers, Numbers]

    @cached_property
    def place(self) -> Codes:
        """A code for the thing in full: its words, its owner and its time."""
        return together(self.claim, self.time, self.thing, self.whose)

    @cached_property
    def cell(self) -> Codes:
        """A code for all that must be the same before different numbers are a conflict."""
        proposer = np.where(self.status == "proposed", self.speaker + 1, 0)
        return together(self.place, self.standing, proposer)

    @cached_property
    def listed(self) -> Flags:
        """The figures of cells that a sentence gives several numbers for in one voice.

        Nobody contradicts himself there ("513 voted for and 207 against"): the key is too coarse.
        """
        voice = together(self.cell, self.text, self.sentence, self.speaker)
        return _spread(self.cell, _clash(voice, self.least, self.most))


def statements(figures: pd.DataFrame, published: "pd.Series[pd.Timestamp]") -> Statements:
    """Return the arrays of ``figures``; ``published`` has the day of each one's text."""
    least, most = allowed_bounds(figures)
    return Statements(
        claim=keys.claims(figures),
        text=keys.coded(figures["doc_id"]),
        sentence=figures["sentence"].to_numpy(np.int64),
        speaker=keys.coded(figures["speaker"]),
        standing=keys.standings(figures),
        time=keys.times(figures, published),
        thing=keys.things(figures),
        whose=keys.whose(figures),
        status=figures["status"].to_numpy(dtype=object),
        named=keys.filled(figures["about"]),
        placed=keys.filled(figures["countries"]),
        least=least,
        most=most,
        stated=stated_bounds(figures),
    )


def verdicts(said: Statements) -> tuple[Words, Words]:
    """Return verdict and reason of every claim, by its code."""
    conflicts, incomparable = _conflicts(said), _incomparable(said)
    agreed = _agreeing(said)
    listed, series = _any(said.claim, said.listed), _is_series(said)
    single = np.bincount(said.claim) == 1
    told = [single, incomparable != "", conflicts != "", agreed, listed, series]
    names = ["single", "not comparable", "conflicting", "repeated", "not comparable", "series"]
    reasons = ["", incomparable, conflicts, _sameness(said), LISTED, OVER_TIME]
    reason = _differences(said)
    for flags, text in reversed(list(zip(told, reasons, strict=True))):
        reason = np.where(flags, text, reason)
    return chosen(told, names, "apart"), reason


def rivals(said: Statements) -> Flags:
    """Return for every claim whether different speakers propose different numbers of it."""
    proposed = said.status == "proposed"
    clash = _clash(said.place, *_only(said, proposed)) & proposed & ~said.listed
    return _any(said.claim, clash)


def chosen(told: list[Flags], names: list[str], otherwise: str) -> Words:
    """Return the name of the first of ``told`` that is flagged, or ``otherwise``."""
    found = np.select(told, list(range(len(told))), len(told))
    words: Words = np.array([*names, otherwise], dtype=object)[found]
    return words


def _incomparable(said: Statements) -> Words:
    """Return for every claim what is missing to compare its figures, "" where nothing is."""
    unnamed, ownerless = ~_all(said.claim, said.named), ~_all(said.claim, said.whose > 0)
    strangers = ~_any(said.claim, said.placed) & _varies(said.claim, said.whose)
    bounded = np.isfinite(said.least) | np.isfinite(said.most)
    few = np.bincount(said.claim, bounded) < 2
    told = [unnamed, ownerless | strangers, few]
    return chosen(told, [NO_THING, NO_OWNER, NO_NUMBER], "")


def _conflicts(said: Statements) -> Words:
    """Return for every claim between whom its conflict stands, "" where there is none."""
    clash, contested = _clashing(said), _any(said.claim, _contested(said))
    voices, texts = (
        _spread(said.cell, _differs(said.cell, of)) for of in (said.speaker, said.text)
    )
    told = [contested, *(_any(said.claim, clash & flags) for flags in (voices, texts, clash))]
    return chosen(told, [CONTESTED, BY_SPEAKERS, IN_TEXTS, IN_ONE_TEXT], "")


def _clashing(said: Statements) -> Flags:
    """Return the figures of cells whose numbers cannot all be right."""
    firm = (said.status != "denied") & (said.status != "hypothetical")
    return _clash(said.cell, *_only(said, firm)) & ~said.listed


def _contested(said: Statements) -> Flags:
    """Return the figures of cells in which a number is both said and denied."""
    denied = said.status == "denied"
    told = (said.status == "fact") | (said.status == "claimed")
    agree = ~_clash(said.place, *_only(said, denied | told))
    both: Flags = _spread(said.place, denied) & _spread(said.place, told) & agree
    return both


def _agreeing(said: Statements) -> Flags:
    """Return for every claim whether two figures or more affirm numbers that all agree."""
    clash = _any(said.claim, _clash(said.claim, *_affirmed(said)))
    affirmed = np.bincount(said.claim, said.status != "denied")
    flags: Flags = ~clash & ((affirmed >= 2) | (affirmed == 0))
    return flags


def _is_series(said: Statements) -> Flags:
    """Return for every claim whether one thing has numbers that differ, but agree at each time."""
    bounds = _affirmed(said)
    thing = together(said.claim, said.thing, said.whose, said.standing)
    clash, within = _clash(thing, *bounds), _clash(together(said.claim, said.time), *bounds)
    return _any(said.claim, clash) & ~_any(said.claim, within)


def _affirmed(said: Statements) -> tuple[Numbers, Numbers]:
    """Return the bounds, open for denials: these say nothing of what the number is.

    Where a claim is only ever denied, the denials themselves are compared.
    """
    affirmed = said.status != "denied"
    return _only(said, affirmed | ~_spread(said.claim, affirmed))


def _only(said: Statements, rows: Flags) -> tuple[Numbers, Numbers]:
    return np.where(rows, said.least, -np.inf), np.where(rows, said.most, np.inf)


def _sameness(said: Statements) -> Words:
    least, most = (np.nan_to_num(ends, nan=np.inf) for ends in said.stated)
    other = _varies(said.claim, least) | _varies(said.claim, most)
    return np.array([SAME, WITHIN], dtype=object)[other.astype(np.int64)]


def _differences(said: Statements) -> Words:
    """Return for every claim what keeps its numbers apart, as "other status, other words"."""
    parts = {
        "status": said.standing,
        "time": said.time,
        "words": said.thing,
        "countries": said.whose,
    }
    found = np.full(int(said.claim.max(initial=-1)) + 1, "", dtype=object)
    for name, codes in parts.items():
        found = found + np.where(_varies(said.claim, codes), f"other {name}, ", "").astype(object)
    told = np.array([text.removesuffix(", ") for text in found], dtype=object)
    told = np.where(told == "", ALTERNATIVES, told)
    return np.where(rivals(said), RIVALS, told)


def _clash(codes: Codes, least: Numbers, most: Numbers) -> Flags:
    """Return the rows of groups in which no number fits all.

    Intervals that overlap pair by pair share a point, so it is enough to know of each group whether
    its highest lower end is above its lowest upper end.
    """
    count = int(codes.max(initial=-1)) + 1
    floor, ceiling = np.full(count, -np.inf), np.full(count, np.inf)
    np.maximum.at(floor, codes, least)
    np.minimum.at(ceiling, codes, most)
    flags: Flags = (floor > ceiling)[codes]
    return flags


def _any(codes: Codes, flags: Flags) -> Flags:
    """Return for every group whether a row of it is flagged."""
    found: Flags = np.bincount(codes, flags) > 0
    return found


def _all(codes: Codes, flags: Flags) -> Flags:
    return ~_any(codes, ~flags)


def _spread(codes: Codes, flags: Flags) -> Flags:
    """Return the rows of groups in which a row is flagged."""
    return _any(codes, flags)[codes]


def _differs(codes: Codes, values: npt.NDArray[np.generic]) -> Flags:
    """Return the rows that differ from the first of their group."""
    _, first = np.unique(codes, return_index=True)
    flags: Flags = values != values[first][codes]
    return flags


def _varies(codes: Codes, values: npt.NDArray[np.generic]) -> Flags:
    """Return for every group whether ``values`` differ in it."""
    return _any(codes, _differs(codes, values))
