"""Find who is quoted in a document, and say who states a figure."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field

from analysis.model import Attribution, Sentence, Span
from analysis.speakers.names import Source, listed, name_runs, source_before
from analysis.speakers.quoting import REACH, find_sayings

# How many sentences a poll keeps speaking for percentages that name no source.
POLL_REACH = 3
# A name that begins within so many characters of the sentence's start is its subject.
OPENING = 24
# Names past this point of a sentence belong to no prose that a person wrote.
MOST_OF_A_SENTENCE = 2000

_SHARE = re.compile(
    r"%|\bper ?cent\b|\b(?:half|thirds?|quarters?|majority|in (?:three|four|five|ten|10|5))\b"
)
_ANSWER = re.compile(
    r"\b(?:said|say|respondents?|favou?r(?:ed)?|supports?|supported|oppos\w+|approv\w+|disapprov\w+"
    r"|believ\w+|think|thought|agreed?|disagreed?|prefer\w*|want(?:ed)?|trust\w*|felt|feel|answered"
    r"|undecided|of those|would vote)\b"
)
_OF_THESE = re.compile(r"\W*(?:Of|Among)\s(?:these|those|them)\b")
_OPENS_QUOTATION = re.compile(r"\W*[“\"]")
_SAID = re.compile(r"[”\"]\s(?:said|says|told|added|asked)\b")
_MARK = re.compile(r"[“”\"]")


@dataclass(slots=True)
class _Memory:
    """What the sentences so far have told: full names, and who spoke last."""

    names: dict[str, str] = field(default_factory=dict)
    institutions: dict[str, str] = field(default_factory=dict)
    person: str = ""
    speaker: str = ""
    institution: str = ""
    poll: str = ""
    poll_age: int = 0


def find_attributions(sentences: Sequence[Sentence]) -> list[list[Attribution]]:
    """Return who says which part of each sentence of a document; one list a sentence.

    >>> text = "Exports fell by 4%, Eva Lind said."
    >>> [[found]] = find_attributions([Sentence(0, 0, len(text), text)])
    >>> found.speaker, found.scope.text(text)
    ('Eva Lind', 'Exports fell by 4%, ')
    >>> find_attributions([Sentence(0, 0, 17, "Exports fell by 4%")])
    [[]]
    """
    memory, result = _Memory(), list[list[Attribution]]()
    for sentence in sentences:
        _remember_names(sentence.text, memory)
        result.append(_attributions(sentence.text, memory) or _carried(sentence.text, memory))
        memory.poll_age += 1
    _spread_quotations(sentences, result)
    return result


def speaker_of(figure: Span, attributions: Sequence[Attribution]) -> str:
    """Return who states the figure, '' where the text itself does.

    >>> speaker_of(Span(0, 2), [Attribution(Span(9, 12), "Eva", Span(0, 8))])
    'Eva'
    >>> speaker_of(Span(20, 22), [Attribution(Span(9, 12), "Eva", Span(0, 8))])
    ''
    """
    first = bisect_left(attributions, figure.start - REACH, key=lambda found: found.scope.start)
    around = []
    for found in attributions[first:]:
        if found.scope.start > figure.start:
            break
        if figure.end <= found.scope.end:
            around.append(found)
    if not around:
        return ""
    return min(around, key=lambda found: found.scope.end - found.scope.start).speaker


def _remember_names(text: str, memory: _Memory) -> None:
    """Keep the full names of persons under their last word: "Macron" is "Emmanuel Macron".

    A person who opens the sentence is the one that a later "she said" means.
    """
    for run in name_runs(text, 0, MOST_OF_A_SENTENCE, alone=OPENING):
        several = " " in text[run.start : run.end]
        opens = run.start <= OPENING
        if not several and not (opens and run.text(text) in memory.names):
            continue
        source = source_before(text, run.end)
        if source is None:
            continue
        if source.kind == "person" and " " in source.shown:
            memory.names.setdefault(source.shown.split()[-1], source.shown)
        if source.shown.rpartition(" ")[2].lower() in listed("unnamed"):
            continue
        if opens and (source.kind == "person" or source.shown in memory.names):
            memory.person = memory.speaker = memory.names.get(source.shown, source.shown)


def _attributions(text: str, memory: _Memory) -> list[Attribution]:
    found = []
    for saying in find_sayings(text):
        name = _name(saying.source, memory)
        if name and saying.poll:
            memory.poll, memory.poll_age = name, 0
        if name and saying.scope.start < saying.scope.end:
            found.append(Attribution(saying.source.span, name, saying.scope))
    return sorted(found, key=lambda attribution: attribution.scope)


def _name(source: Source, memory: _Memory) -> str:
    """Return the name to show for ``source`` and remember it as the last to speak."""
    if source.kind == "office":
        return source.shown
    if source.kind in ("pronoun", "role", "own", "spokesperson"):
        known = {
            "pronoun": memory.speaker,
            "role": memory.person,
            "own": memory.poll,
            "spokesperson": memory.institution,
        }
        return known[source.kind]
    if source.kind == "survey":
        if source.shown:
            memory.institution = memory.poll = source.shown
        memory.poll_age = 0
        return source.shown or memory.poll
    if source.kind == "institution":
        memory.institution = memory.speaker = _institution(source.shown, memory)
        return memory.institution
    memory.person = memory.speaker = memory.names.get(source.shown, source.shown)
    return memory.person


def _institution(shown: str, memory: _Memory) -> str:
    """Return the full name of what is called "the ministry" after it has been named once."""
    article, *others = shown.split()
    head = others[-1] if others else article
    if article.lower() == "the" or not others:
        plain = " ".join([article.lower(), *others]) if others else shown
        return memory.institutions.get(head.lower(), plain)
    known = memory.institutions.get(head.lower(), "")
    if not known.endswith(shown):
        memory.institutions[head.lower()] = known = shown
    return known


def _carried(text: str, memory: _Memory) -> list[Attribution]:
    """Return the poll or study of the sentences before for a sentence that goes on with it."""
    asked = memory.poll and memory.poll_age <= POLL_REACH
    if asked and _SHARE.search(text) and _ANSWER.search(text):
        memory.poll_age = 0
        return [_whole(text, memory.poll)]
    if memory.institution and _OF_THESE.match(text):
        return [_whole(text, memory.institution)]
    return []


def _whole(text: str, speaker: str) -> Attribution:
    return Attribution(Span(0, 0), speaker, Span(0, len(text)))


def _spread_quotations(sentences: Sequence[Sentence], found: list[list[Attribution]]) -> None:
    """Give the sentences of one quotation the speaker that one of them names."""
    run: list[int] = []
    inside = False
    for index, sentence in enumerate(sentences):
        opens = inside or bool(_OPENS_QUOTATION.match(sentence.text))
        inside = _still_open(sentence.text, inside)
        if opens or inside:
            run.append(index)
        if not inside:
            _share(run, sentences, found)
            run = []
    _share(run, sentences, found)


def _still_open(text: str, inside: bool) -> bool:
    for mark in _MARK.findall(text):
        inside = not inside if mark == '"' else mark == "“"
    return inside


def _share(run: list[int], sentences: Sequence[Sentence], found: list[list[Attribution]]) -> None:
    named = [found[index][0] for index in run if found[index]]
    if not named and run and run[0] and not _SAID.search(sentences[run[-1]].text):
        named = found[run[0] - 1][-1:]
    for index in run:
        if named and not found[index]:
            whole = Span(0, len(sentences[index].text))
            found[index] = [Attribution(Span(0, 0), named[0].speaker, whole)]
