"""Cut a tagged sentence into phrases: noun phrases, verbs, and the words that tie them."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.phrasing.kinds import (
    ACTIVE,
    ADJECTIVES,
    ADVERBS,
    CONTENT,
    DETERMINERS,
    FIGURE,
    FINITE,
    INFINITE,
    JOINT,
    LOOSE,
    MARK,
    NAMES,
    NOUN,
    NOUNS,
    OPENER,
    OTHER,
    PASSIVE,
    PRESENT,
    PRONOUN,
    RELATIVE,
    RELATIVES,
    TIE,
    TIME,
    VERB,
    VERBS,
    Chunk,
    function_words,
    listed,
    ties_and_particles,
)
from analysis.quantities.numbers.tokens import NUMBER, WORD, Token

TRAILING = ADVERBS | {"CC", ":", ",", "."}

QUOTES = frozenset("\"'“”‘’«»`")
JOINS = frozenset("&/-‐‑–")
COMPARED = ("higher", "lower")
LONGEST_ABBREVIATION, LONGEST_RUN = 4, 8
CENTURIES = ("18", "19", "20")


class Cutter:
    """Cuts one sentence; ``figures`` are the token ranges of its quantities, in order."""

    def __init__(
        self, tokens: Sequence[Token], tags: Sequence[str], figures: Sequence[tuple[int, int]]
    ) -> None:
        self._tokens = tokens
        self._figures = {start: (end, index) for index, (start, end) in enumerate(figures)}
        # Inside a figure a tag is '': no other phrase goes on there.
        self._tags = list(tags)
        for start, end in figures:
            self._tags[start:end] = [""] * (end - start)
        self._chunks: list[Chunk] = []

    def cut(self) -> list[Chunk]:
        """Return the phrases in order; every token belongs to one."""
        at = 0
        while at < len(self._tokens):
            chunk = self._chunk(at)
            if chunk.kind == FIGURE and self._opens_figure():
                chunk = chunk._replace(start=self._chunks.pop().start)
            self._chunks.append(chunk)
            at = chunk.end
        return self._chunks

    def _chunk(self, at: int) -> Chunk:
        if at in self._figures:
            end, index = self._figures[at]
            return Chunk(FIGURE, at, max(end, at + 1), figure=index)
        behind = self._chunks and self._chunks[-1].kind in (FIGURE, MARK)
        return (
            (self._rate(at) if behind else None)
            or self._function_word(at)
            or self._noun_phrase(at)
            or self._verb(at)
            or self._plain(at)
        )

    def _opens_figure(self) -> bool:
        """Return whether the phrase before is the "the" or "an additional" of a figure."""
        last = self._chunks[-1] if self._chunks else None
        if last is not None and last.kind == TIE:
            return self._tokens[last.start].lower == "between"
        if last is None or last.kind != OTHER:
            return False
        if self._tags[last.start] in DETERMINERS:
            return True
        compared = self._tokens[last.start].lower in COMPARED
        return self._tags[last.end - 1] in ADJECTIVES and not compared

    def _rate(self, at: int) -> Chunk | None:
        """Return the "a month", "per head" or "-tall" right behind a figure."""
        if at + 1 >= len(self._tokens) or not self._tags[at + 1]:
            return None
        last = self._chunks[-1]
        if last.kind != FIGURE and self._tokens[last.start].text != ")":
            return None
        word, after = self._tokens[at].lower, self._tokens[at + 1].lower
        if word in JOINS and self._is_glued(at):
            return Chunk(OTHER, at, at + 2)
        if word == "per" or (word in ("a", "an") and after in listed("time", "nouns")):
            return Chunk(OTHER, at, at + 2)
        return None

    def _function_word(self, at: int) -> Chunk | None:
        tag, word = self._tags[at], self._tokens[at].lower
        if tag in CONTENT and word not in function_words():
            return None
        kind = ""
        if tag in RELATIVES or word in listed("relatives") or self._relates(at):
            kind = RELATIVE
        elif tag == "WRB" or (tag == "IN" and word in listed("openers")):
            kind = OPENER
        elif tag == "EX" and self._chunks and self._chunks[-1].kind == NOUN:
            kind = OTHER
        elif tag in ("PRP", "EX"):
            kind = PRONOUN
        elif word in listed("particles") or (word == "off" and self._is_figure(at + 1)):
            kind = OTHER
        elif word in listed("loose"):
            kind = LOOSE
        elif tag == "IN" or word in listed("ties") or (tag == "TO" and not self._verb_follows(at)):
            kind = TIE
        elif tag == "CC" and word != "&":
            kind = JOINT
        return Chunk(kind, at, at + 1) if kind else None

    def _relates(self, at: int) -> bool:
        """Return whether token ``at`` is the "that" of "a loaf that sold"."""
        if self._tokens[at].lower != "that" or not self._chunks:
            return False
        if self._chunks[-1].kind not in (NOUN, FIGURE):
            return False
        at += 1
        while self._tag(at) in ADVERBS:
            at += 1
        return self._tag(at) in VERBS

    def _verb_follows(self, at: int) -> bool:
        at += 1
        while self._tag(at) in ADVERBS:
            at += 1
        return self._tag(at) in PRESENT

    def _noun_phrase(self, first: int) -> Chunk | None:
        if self._is_gerund(first):
            return Chunk(VERB, first, first + 1, ACTIVE)
        at, noun = first, False
        while self._tag(at) and self._goes_on(first, at, noun) and not self._is_time(first, at):
            noun = noun or self._tags[at] in NOUNS or self._tags[at] in ("CD", "$")
            at += 1
        while at > first and self._tags[at - 1] in TRAILING:
            at -= 1
        if at == first:
            return None
        if noun or self._tags[at - 1] == "POS":
            kind = TIME if self._names_time(first, at) else NOUN
        elif self._tags[first] not in DETERMINERS or self._is_figure(at):
            kind = OTHER
        else:
            kind = NOUN if at - first > 1 else PRONOUN
        return Chunk(kind, first, at)

    def _is_gerund(self, at: int) -> bool:
        """Return whether a noun in -ing is a verb with its object: ", shaving 5%"."""
        if self._tags[at] != "NN" or not self._tokens[at].lower.endswith("ing"):
            return False
        before = self._chunks[-1].kind if self._chunks else ""
        return before in (MARK, LOOSE, OPENER) and self._is_figure(at + 1)

    def _is_figure(self, at: int) -> bool:
        return at < len(self._tags) and not self._tags[at]

    def _goes_on(self, first: int, at: int, noun: bool) -> bool:
        """Return whether token ``at`` is part of the noun phrase from ``first``."""
        tag = self._tags[at]
        if self._is_function_word(at):
            return False
        if tag in NOUNS or tag in ("CD", "$", "POS"):
            return True
        if tag == "HYPH" or self._is_clitic(at):
            return at > first
        if tag in DETERMINERS:
            return at == first or self._tags[at - 1] in ("PDT", "DT")
        if tag in ADJECTIVES:
            return not noun or self._modifies_ahead(at)
        if tag in ADVERBS:
            return at > first and not noun and self._tag(at + 1) in (*ADJECTIVES, "VBN", "CD")
        if tag in ("VBN", "VBG"):
            return not noun and self._participle(first, at)
        if tag in VERBS:
            return self._noun_like_a_verb(first, at, noun)
        return at > first and self._joins(at, noun)

    def _is_function_word(self, at: int) -> bool:
        if at and self._tags[at - 1] == "HYPH":
            return False
        return self._tokens[at].lower in ties_and_particles()

    def _is_clitic(self, at: int) -> bool:
        """Return whether token ``at`` is the apostrophe or the s of "the Boeing 737's"."""
        token = self._tokens[at]
        if token.text in ("'", "’"):
            after = self._tokens[at + 1] if at + 1 < len(self._tokens) else None
            return token.glued and after is not None and after.glued and after.lower == "s"
        return token.lower == "s" and token.glued and at > 0 and self._is_clitic(at - 1)

    def _modifies_ahead(self, at: int) -> bool:
        """Return whether an adjective behind a noun goes on to another noun.

        It does behind a possessive that lost its apostrophe: "the banks annual profit".
        """
        if self._tokens[at].lower in listed("time", "before"):
            return False
        last = at + LONGEST_RUN
        while at < last and (self._tag(at) in ADJECTIVES or self._tag(at) == "HYPH"):
            at += 1
        return self._tag(at) in NOUNS and not self._names_time(at, at + 1)

    def _participle(self, first: int, at: int) -> bool:
        """Return whether a participle modifies the noun behind it, or is one ("the charging")."""
        following = at + 1
        while self._tag(following) in ADJECTIVES or self._tag(following) in ("HYPH", "CD"):
            following += 1
        if self._is_figure(following) and self._tags[first] in DETERMINERS:
            return at > first  # "a reported €90m"
        if self._tag(following) not in NOUNS:
            return at > first and self._tags[at] == "VBG" and self._tags[first] in DETERMINERS
        before = self._chunks[-1].kind if self._chunks else MARK
        if before == FIGURE:  # "a 12 C melting point", "50 ml of 30% fuming acid"
            return at > first or self._heads_noun()
        return at > first or (self._tags[at] == "VBN" and before in (TIE, LOOSE, VERB, MARK))

    def _heads_noun(self) -> bool:
        """Return whether the figure just read stands where a noun phrase begins."""
        opened = self._tags[self._chunks[-1].start] in DETERMINERS
        return opened or len(self._chunks) == 1 or self._chunks[-2].kind == TIE

    def _noun_like_a_verb(self, first: int, at: int, noun: bool) -> bool:
        """Return whether a word tagged as a verb is a noun here: "the power grid will"."""
        tag, after = self._tags[at], self._tag(at + 1)
        if tag in PRESENT and noun and after in NOUNS:
            return self._tag(at + 2) in ("MD", "VBZ", "VBD", "VBP")
        if at > first:
            reported = self._is_figure(at + 1) and self._tags[at - 1] in DETERMINERS
            return tag != "MD" and not noun and (reported or self._takes_noun(at - 1))
        figure = self._chunks[-1] if self._chunks else None
        if figure is None or figure.kind != FIGURE or tag not in PRESENT or after not in NOUNS:
            return False
        return self._tags[figure.start] in DETERMINERS

    def _takes_noun(self, at: int) -> bool:
        return self._tags[at] in ADJECTIVES or self._tags[at] == "PRP$"

    def _joins(self, at: int, noun: bool) -> bool:
        """Return whether a sign or an "and" holds a noun phrase together: "S&P", "cold and wet"."""
        token, after = self._tokens[at], self._tag(at + 1)
        if token.text == "&" or (token.text in JOINS and self._is_glued(at)):
            return after in NOUNS or after in ADJECTIVES or after == "CD"
        if token.text == ".":
            return self._abbreviates(at) and after in NAMES
        if noun or self._tags[at - 1] not in ADJECTIVES:
            return False
        return (self._tags[at] == "CC" or token.text == ",") and after in ADJECTIVES

    def _is_glued(self, at: int) -> bool:
        return self._tokens[at].glued and at + 1 < len(self._tokens) and self._tokens[at + 1].glued

    def _abbreviates(self, at: int) -> bool:
        """Return whether a full stop inside the sentence ends a short name ("Corp.")."""
        if not at or at + 1 >= len(self._tokens) or self._tags[at - 1] not in NAMES:
            return False
        return len(self._tokens[at - 1].text) <= LONGEST_ABBREVIATION

    def _tag(self, at: int) -> str:
        return self._tags[at] if at < len(self._tags) else ""

    def _is_time(self, first: int, at: int) -> bool:
        """Return whether the phrase is a time that ends before ``at``: "last year Chile"."""
        if at - first < 2 or self._tokens[at - 1].lower not in listed("time", "nouns"):
            return False
        return self._tokens[at - 2].lower in listed("time", "before")

    def _names_time(self, first: int, end: int) -> bool:
        last = self._tokens[end - 1]
        if last.lower in listed("time", "nouns"):
            return True
        if last.lower in listed("time", "names"):
            return last.text[0].isupper()
        if not last.text.isdigit():
            return False
        words = [token for token in self._tokens[first:end] if token.kind == WORD]
        if words:
            return words[-1].lower in listed("time", "names")
        year = self._tokens[first].text
        return len(year) == 4 and year.startswith(CENTURIES)

    def _verb(self, first: int) -> Chunk | None:
        if self._tags[first] not in VERBS and self._tags[first] != "TO":
            return None
        at = end = first + 1
        while self._tag(at):
            if self._same_verb(end - 1, at):
                end = at + 1
            elif self._tags[at] not in ADVERBS:
                break
            at += 1
        return Chunk(VERB, first, end, self._form(first))

    def _same_verb(self, before: int, at: int) -> bool:
        """Return whether the verb at ``at`` goes on with that at ``before``: "has been sold"."""
        word, here = self._tokens[before].lower, self._tokens[at].lower
        if self._tags[at] not in VERBS:  # "has cost", "had shed": nouns by their letters
            return word in listed("auxiliaries", "have") and here in listed("invariable")
        if self._tags[before] in ("MD", "TO"):
            return True
        if word in listed("auxiliaries", "do"):
            return self._tags[at] in PRESENT
        return word in listed("auxiliaries", "be") or word in listed("auxiliaries", "have")

    def _form(self, first: int) -> str:
        tag = self._tags[first]
        if tag == "VB":
            before = self._chunks[-1].kind if self._chunks else MARK
            past = self._tokens[first].lower in listed("invariable") and before != VERB
            if before == MARK and not past:
                past = self._last_form() != INFINITE
            return FINITE if past or before in (NOUN, FIGURE, PRONOUN, RELATIVE) else INFINITE
        return {"VBG": ACTIVE, "VBN": PASSIVE, "TO": INFINITE}.get(tag, FINITE)

    def _last_form(self) -> str:
        """Return the form of the verb before, or '' where none stands near."""
        near = reversed(self._chunks[-LONGEST_RUN:])
        return next((chunk.form for chunk in near if chunk.kind == VERB), "")

    def _plain(self, at: int) -> Chunk:
        token = self._tokens[at]
        if token.text in QUOTES or token.kind in (WORD, NUMBER) or self._tags[at] in ADVERBS:
            return Chunk(OTHER, at, at + 1)
        if token.text == "." and self._abbreviates(at):
            return Chunk(OTHER, at, at + 1)
        return Chunk(MARK, at, at + 1)
