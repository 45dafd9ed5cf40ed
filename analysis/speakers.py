"""Find who is quoted in a document, and say who states a figure."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from analysis.model import Attribution, Sentence, Span
from analysis.names import WORD, Source, is_name, listed, source_after, source_before
from analysis.phrases import pattern_of

# How many sentences a poll keeps speaking for percentages that name no source.
POLL_REACH = 3
_APPOSITION = 4

_HARD = re.compile(r"[;—–]|\s-\s|:\s|[.!?][\"”]?\s(?=[A-Z“\"])")
_CONTRAST = re.compile(r",?\s(?:while|whereas|although|though)\s|,\s(?:but|compared with)\s")
_OPENING = re.compile(r"^[\s“\"‘'\-–—(]*")
_THAT = re.compile(
    r"\s*(?:[^\W\d_]+\s){0,6}?that\b|\s*(?:it|he|she|they|we|its|his|her|their)\s|\s*[“\"]"
)
_TRAILING = re.compile(
    r"\s*(?:[.,;:!?)”\"]|$|(?:on|in|at|to|late|early|during|after|from|through|via|earlier|last|this|by|of"
    r"|as|when|yesterday|today|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b)"
)
# What stands between a clause and the name of who says it: ", the regulator Ofgem said".
_AFTER_CLAUSE = re.compile(r"(?:\w+\W+){3}.*[,”\"—]\s+(?:[^\W\d_][\w’'-]*\s){0,6}$")
_APPOSITIVE = re.compile(
    r"\s*(?:the|a|an|who|whose|which|former|head|chief|director|president|leader|minister|\d{2}\b"
    r"|[^\W\d_]+['’]s|[^\W\d_]+\s(?:of|for))\b",
)
_ENDING = re.compile(r"\s*(?:[.,;!?]|$)")
_ACCORDING = re.compile(r"\b(?:[Aa]ccording to|[Ii]n the words of|citing|as per|[Pp]er)\s")
_PASSIVE = re.compile(
    r"\b(?P<poll>quizzed|polled|surveyed|interviewed|asked|questioned)?(?P<verb>told|quoted|reported"
    r"|cited|conducted|carried out|compiled|published|released|estimated|calculated)?\s(?:by|for)\s"
)
_DATA_FROM = re.compile(
    r"\b(?:data|figures|estimates?|projections?|numbers|statistics|polls?|polling|surveys?|study|report"
    r"|analysis|research|records|forecasts?)\s(?:\w+\s)?(?:from|by|of|for|published by|conducted by"
    r"|conducted for|released by|compiled by|commissioned by)\s"
)
_NOUNS = re.compile(
    r"(?<=['’]s)\s(?:\w+\s)?(?:announcement|claims?|statements?|estimates?|forecasts?|figures|data"
    r"|projections?|poll|survey|analysis|report|count|tally|words)\b"
)
_OURS = re.compile(
    r"\b[Oo]ur\s(?:own\s)?(?:estimates?|analysis|survey|poll|data|figures?|[\d.,]+)\b"
)
_SHARE = re.compile(
    r"%|\bper ?cent\b|\b(?:half|third|thirds|quarter|quarters|majority|in (?:five|ten|four|three|10|5))\b"
)
_ANSWER = re.compile(
    r"\b(?:said|say|respondents?|favou?r(?:ed)?|supports?|supported|oppos\w+|approv\w+|disapprov\w+"
    r"|believ\w+|think|thought|agreed?|disagreed?|prefer\w*|want(?:ed)?|trust\w*|felt|feel|answered"
    r"|undecided|of those|would vote)\b"
)
_OF_THESE = re.compile(r"^\W*(?:Of|Among)\s(?:these|those|them)\b")


@cache
def _verbs() -> re.Pattern[str]:
    return pattern_of(dict.fromkeys(listed("said") | listed("acts") | listed("doubtful")))


@dataclass(slots=True)
class _Memory:
    """What the sentences so far have told: full names, and who spoke last."""

    names: dict[str, str] = field(default_factory=dict)
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
        found = list(_in_sentence(sentence.text, memory))
        result.append(found or _carried(sentence.text, memory))
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
    around = [
        found
        for found in attributions
        if found.scope.start <= figure.start and figure.end <= found.scope.end
    ]
    if not around:
        return ""
    return min(around, key=lambda found: found.scope.end - found.scope.start).speaker


def _remember_names(text: str, memory: _Memory) -> None:
    """Keep the full names of persons under their last word: "Macron" is "Emmanuel Macron"."""
    run: list[re.Match[str]] = []
    for word in [*WORD.finditer(text), None]:
        if word and is_name(word.group()) and (not run or word.start() - run[-1].end() == 1):
            run.append(word)
            continue
        if len(run) > 1:
            source = source_before(text, run[-1].end())
            if source and source.kind == "person" and " " in source.shown:
                memory.names.setdefault(source.shown.split()[-1], source.shown)
        run = [word] if word and is_name(word.group()) else []


def _in_sentence(text: str, memory: _Memory) -> Iterator[Attribution]:
    yield from _by_phrase(text, memory)
    yield from _by_verb(text, memory)


def _by_phrase(text: str, memory: _Memory) -> Iterator[Attribution]:
    for pattern in (_ACCORDING, _DATA_FROM):
        for match in pattern.finditer(text):
            source = source_after(text, match.end())
            name = _name(source, memory)
            if source and name:
                yield Attribution(source.span, name, _segment(text, match.start(), match.end()))
    for match in _PASSIVE.finditer(text):
        if match["verb"] or match["poll"]:
            source = source_after(text, match.end())
            name = _name(source, memory)
            if source and name and match["poll"]:
                memory.poll, memory.poll_age = name, 0
            if source and name:
                yield Attribution(source.span, name, _segment(text, match.start(), match.end()))
    for match in _NOUNS.finditer(text):
        source = source_before(text, match.start())
        name = _name(source, memory)
        if source and name:
            yield Attribution(source.span, name, Span(match.end(), _end(text, match.end())))
    for match in _OURS.finditer(text):
        if memory.institution:
            scope = Span(match.start(), min(len(text), match.end() + 20))
            yield Attribution(Span(match.start(), match.end()), memory.institution, scope)


def _by_verb(text: str, memory: _Memory) -> Iterator[Attribution]:
    for verb in _verbs().finditer(text):
        source, inverted = _subject(text, verb.start()), False
        if source is None and _follows_quote(text, verb.start()):
            source, inverted = source_after(text, verb.end() + 1), True
        if source is None:
            continue
        if not inverted and not _reports(text, verb, source):
            continue
        name = _name(source, memory)
        if name:
            yield Attribution(source.span, name, _scope(text, source, verb, inverted))


def _follows_quote(text: str, start: int) -> bool:
    return text[:start].rstrip()[-1:] in ("”", '"', ",", "’")


def _reports(text: str, verb: re.Match[str], source: Source) -> bool:
    """Return whether the verb gives the source's words, and not its deeds or other work."""
    if verb.group() in listed("said") or _THAT.match(text, verb.end()):
        return True
    if verb.group() in listed("acts"):
        return source.kind == "person"
    return source.kind in ("institution", "survey") or bool(_ENDING.match(text, verb.end()))


def _subject(text: str, verb: int) -> Source | None:
    """Return the source that is the subject of the verb at ``verb``, past adverbs and appositions."""
    end = _before_adverbs(text, verb)
    if text[:end].endswith(","):
        return _before_apposition(text, end - 1)
    return source_before(text, end)


def _before_adverbs(text: str, end: int) -> int:
    words = list(WORD.finditer(text, max(0, end - 60), end))
    while words and words[-1].group().lower() in listed("times"):
        end = words.pop().start()
    return len(text[:end].rstrip())


def _before_apposition(text: str, comma: int) -> Source | None:
    left = comma
    named = source_before(text, comma)
    if named and named.kind == "person" and text[: named.span.start].endswith(", "):
        return named
    for _ in range(_APPOSITION):
        left = text.rfind(",", max(0, left - 200), left)
        if left < 0:
            return None
        if _APPOSITIVE.match(text, left + 1):
            source = source_before(text, left)
            if source and source.kind in ("person", "name", "institution"):
                return source
    return None


def _name(source: Source | None, memory: _Memory) -> str:
    """Return the name to show for ``source`` and remember it as the last to speak."""
    if source is None:
        return ""
    if source.kind == "pronoun":
        return memory.speaker
    if source.kind == "role":
        return memory.person
    if source.kind == "survey":
        return _survey(source, memory)
    name = memory.names.get(source.shown, source.shown)
    memory.speaker = name
    if source.kind == "institution":
        memory.institution = name
    else:
        memory.person = name
    return name


def _survey(source: Source, memory: _Memory) -> str:
    if source.shown:
        memory.institution = memory.poll = source.shown
    memory.poll_age = 0
    return source.shown or memory.poll


def _scope(text: str, source: Source, verb: re.Match[str], inverted: bool) -> Span:
    end = source.span.end if inverted else verb.end()
    before = text[: verb.start() if inverted else source.span.start]
    quoted = re.match(r"\W*[“\"]", text[end:])
    trailing = bool(_AFTER_CLAUSE.search(before)) and _TRAILING.match(text, end)
    if inverted or (trailing and " that " not in text[end:]):
        start = _start(before)
        return Span(start, len(text) if quoted else len(before))
    return Span(end, _end(text, end))


def _segment(text: str, start: int, end: int) -> Span:
    return Span(_start(text[:start]), _end(text, end))


def _start(before: str) -> int:
    stops = [stop.end() for stop in _HARD.finditer(before)]
    return stops[-1] if stops else 0


def _end(text: str, start: int) -> int:
    stops = [stop for stop in (_HARD.search(text, start), _CONTRAST.search(text, start)) if stop]
    return min((stop.start() for stop in stops), default=len(text))


def _carried(text: str, memory: _Memory) -> list[Attribution]:
    """Return the poll or study of the sentences before for a sentence that goes on with it."""
    whole = Span(0, len(text))
    if memory.poll and memory.poll_age <= POLL_REACH and _SHARE.search(text):
        if _ANSWER.search(text):
            memory.poll_age = 0
            return [Attribution(Span(0, 0), memory.poll, whole)]
    if memory.institution and _OF_THESE.match(text):
        return [Attribution(Span(0, 0), memory.institution, whole)]
    return []


def _spread_quotations(sentences: Sequence[Sentence], found: list[list[Attribution]]) -> None:
    """Give the sentences of one quotation the speaker that one of them names."""
    run: list[int] = []
    inside = False
    for index, sentence in enumerate(sentences):
        opens = inside or bool(re.match(r"\W*[“\"]", sentence.text))
        inside = _still_open(sentence.text, inside)
        if opens or inside:
            run.append(index)
        if not inside:
            _share(run, sentences, found)
            run = []
    _share(run, sentences, found)


def _still_open(text: str, inside: bool) -> bool:
    for mark in re.findall(r"[“”\"]", text):
        inside = not inside if mark == '"' else mark == "“"
    return inside


def _share(run: list[int], sentences: Sequence[Sentence], found: list[list[Attribution]]) -> None:
    named = [found[index][0] for index in run if found[index]]
    if not named and run and run[0]:
        named = found[run[0] - 1][-1:]
    for index in run:
        if named and not found[index]:
            whole = Span(0, len(sentences[index].text))
            found[index] = [replace(named[0], span=Span(0, 0), scope=whole)]
