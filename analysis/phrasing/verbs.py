"""Settle which words are the verbs of their clauses, once a sentence is cut into phrases."""

from __future__ import annotations

from collections.abc import Sequence

from analysis.phrasing.kinds import (
    ACTIVE,
    FIGURE,
    FINITE,
    INFINITE,
    JOINT,
    LOOSE,
    MARK,
    NOUN,
    NOUNS,
    OPENER,
    OTHER,
    PASSIVE,
    PRONOUN,
    RELATIVE,
    TIE,
    TIME,
    VERB,
    Chunk,
    listed,
)
from analysis.quantities.numbers.tokens import Token
from analysis.tagging import is_verb

BOUNDS = (MARK, OPENER, RELATIVE, JOINT, LOOSE)
SUBJECTS = (NOUN, PRONOUN, RELATIVE, TIME, OTHER, MARK, FIGURE)


def with_times_joined(chunks: Sequence[Chunk]) -> list[Chunk]:
    """Return the phrases with "the quarter ended March" as one time."""
    result: list[Chunk] = []
    for chunk in chunks:
        timed = chunk.kind == TIME and len(result) > 1 and result[-2].kind == TIME
        if timed and result[-1].kind == VERB and result[-1].form in (PASSIVE, ACTIVE):
            result[-2:] = [result[-2]._replace(end=chunk.end)]
        else:
            result.append(chunk)
    return result


def with_verbs_settled(
    chunks: Sequence[Chunk], tokens: Sequence[Token], tags: Sequence[str]
) -> list[Chunk]:
    """Return the phrases with every verb that its letters alone do not tell.

    "The sum owed to banks fell": a past tense before a preposition is a participle when another
    verb follows. "Prices slumped by 5%": a participle is the verb when there is no other. "The
    share trades on 6 times earnings", "The zoo plans to move": so is a noun that can be one.
    """
    after = _finite_after(chunks)
    before = False
    result: list[Chunk] = []
    for at, chunk in enumerate(chunks):
        alone = not before and not after[at]
        if chunk.kind == VERB and at and chunks[at - 1].kind in SUBJECTS:
            form = _form(chunks, at, tags, alone=alone, after=after[at])
            result.append(chunk if form == chunk.form else chunk._replace(form=form))
        elif chunk.kind == NOUN and alone and _takes_verb(chunks, tokens, at):
            result += _split(chunk, tokens, tags)
        else:
            result.append(chunk)
        before = chunk.kind not in BOUNDS and (before or result[-1].form == FINITE)
    return result


def _finite_after(chunks: Sequence[Chunk]) -> list[bool]:
    """Return for each phrase whether a finite verb follows in its stretch of the sentence."""
    result = [False] * len(chunks)
    found = False
    for at in range(len(chunks) - 1, -1, -1):
        result[at] = found
        chunk = chunks[at]
        if chunk.kind in BOUNDS or chunk.kind == PRONOUN:
            found = False
        elif chunk.kind == VERB and chunk.form == FINITE:
            found = True
    return result


def _form(
    chunks: Sequence[Chunk], at: int, tags: Sequence[str], *, alone: bool, after: bool
) -> str:
    chunk = chunks[at]
    if chunk.end - chunk.start > 1:
        return chunk.form
    apart = chunks[at - 1].kind in (MARK, FIGURE)
    if chunk.form == PASSIVE and chunks[at - 1].kind in (PRONOUN, RELATIVE):
        return FINITE
    following = chunks[at + 1].kind if at + 1 < len(chunks) else MARK
    if chunk.form == PASSIVE and alone and (not apart or following in (NOUN, FIGURE, PRONOUN)):
        return FINITE
    tied = following in (TIE, LOOSE)
    if tags[chunk.start] == "VBD" and after and tied and chunks[at - 1].kind == NOUN:
        return PASSIVE
    return chunk.form


def _split(chunk: Chunk, tokens: Sequence[Token], tags: Sequence[str]) -> list[Chunk]:
    """Return a noun phrase and the verb that its last word is, or the phrase as it was."""
    last = chunk.end - 1
    word = tokens[last].lower
    if last == chunk.start and word.removesuffix("s") in listed("invariable"):
        return [chunk._replace(kind=VERB, form=FINITE)]
    if last == chunk.start or tags[last] not in ("NN", "NNS"):
        return [chunk]
    stems = {word, word.removesuffix("s"), word.removesuffix("es")}
    if (tags[last - 1] in NOUNS or tags[last - 1] == "POS") and any(map(is_verb, stems)):
        return [chunk._replace(end=last), Chunk(VERB, last, chunk.end, FINITE)]
    return [chunk]


def _takes_verb(chunks: Sequence[Chunk], tokens: Sequence[Token], at: int) -> bool:
    """Return whether what follows noun phrase ``at`` may follow a verb that closes it.

    That is "to" with a verb, or a figure with adverbs and a preposition but "of" between. Behind
    "and" or a comma the verb may be left out ("and butter prices 3%").
    """
    before = chunks[at - 1] if at else None
    word = tokens[chunks[at].end - 1].lower
    sure = word.removesuffix("s") in listed("invariable")
    if sure and at + 1 < len(chunks) and chunks[at + 1].kind == FIGURE:
        return True
    if before is not None and (before.kind == JOINT or tokens[before.start].text == ","):
        return False
    if at + 1 < len(chunks) and chunks[at + 1].form == INFINITE:
        return True
    for chunk in chunks[at + 1 : at + 4]:
        if chunk.kind == FIGURE:
            return True
        tie = chunk.kind == TIE and tokens[chunk.start].lower != "of"
        if chunk.kind != OTHER and not tie:
            return False
    return False
