"""Find commitments: which country promised, confirmed, delivered or refused what."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache

from analysis.figures import Line, Reading
from analysis.model import CountryMention, Figure, Pledge, Span, StatusCue
from analysis.phrases import PhraseIndex, nearby
from analysis.statuses import find_stage_cues, stage_of
from analysis.views.flows import flows_of
from analysis.vocabulary import tree

PLEDGED, REFUSED = "pledged", "refused"
FORCES = ("land", "sea", "air", "cyber")
# Characters on either side of a cue in which figures that count givers or gifts are looked for.
REACH = 500
# Characters before a country in which a preposition governs it.
LEAD = 48
_CLAUSE_END = re.compile(r"[;:]|,\s(?:while|but|whereas|although)\b|\bwhile\b|\bbut\b")
_OTHER_END = re.compile(
    r"\b(?:to|for|in|on|against|from|with|of|near|into|over|at|towards?)\W+(?:(?:the|a|an)\W+)?$",
    re.IGNORECASE,
)
_THAT = re.compile(r"\W*(?:\w+\W+){0,1}that\b", re.IGNORECASE)
_OWN_PRONOUN = re.compile(r"\W*(?:\w+\W+){0,1}that\s+(?:it|they|he|she|we)\b", re.IGNORECASE)
_OUTPUT = re.compile(r"\s+of\s+(?:\w+\s+)?(?:GDP|GNI|gross\s+(?:domestic|national)|output)\b")
_SPENT = re.compile(r"\b(?:spend|spending|invest|devote|raise|allocate|commit|committed)\b")
_NO = re.compile(r"\bno\s(?:\w+\s)?$")
_EACH = re.compile(r"\W+(?:each|apiece)\b")
_FOLLOWED = re.compile(
    r"^['’]s?\W+(?:\w+\W+){0,2}(?:border|territory|soil|army's|request|plan|proposal|offer|announcement)"
)


@cache
def _forces() -> PhraseIndex[str]:
    table = tree("commitments.toml")["forces"]
    return PhraseIndex({word: what for what, words in table.items() for word in words})


@cache
def _sending() -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("commitments.toml")["sending"]["verbs"], True))


@cache
def _list(table: str, key: str) -> frozenset[str]:
    return frozenset(tree("commitments.toml")[table][key])


def find_pledges(reading: Reading) -> list[Pledge]:
    """Return the commitments of a document, one a country, in the order of the text.

    A commitment is a sentence in which named countries promise, confirm, deliver or refuse forces,
    or a figure of aid, arms, troops or spending that is pledged.
    """
    by_sentence: dict[int, list[Figure]] = {}
    for figure in reading.figures:
        by_sentence.setdefault(figure.sentence, []).append(figure)
    result: list[Pledge] = []
    for line in reading.lines:
        figures = by_sentence.get(line.sentence.index, [])
        cues = find_stage_cues(line.sentence.text)
        forces = list(_of_forces(line, figures, cues, reading.document.doc_id))
        result += forces
        told = {id(pledge.figure) for pledge in forces}
        committed = {(pledge.code, pledge.stage) for pledge in forces}
        result += [
            pledge
            for figure in figures
            if id(figure) not in told
            for pledge in _of_figure(line, figure, cues)
            if figure.topic != "troops" or (pledge.code, pledge.stage) not in committed
        ]
    return result


def _of_forces(
    line: Line, figures: Sequence[Figure], cues: Sequence[StatusCue], doc_id: str
) -> Iterator[Pledge]:
    """Yield one pledge a country that commits forces, or one for "26 countries"."""
    text = line.sentence.text
    what, objects = _what(text) if cues else ("", [])
    for order, cue in enumerate(cues):
        if not _governs(text, cue.span, cues[-1].span, objects):
            continue
        before = cues[order - 1].span.start if order else 0
        pledge = Pledge(
            doc_id=doc_id,
            sentence=line.sentence.index,
            span=cue.span.shift(line.sentence.start),
            code="",
            what=what,
            stage=REFUSED if _offers_none(text, cue.span, objects) else cue.status,
            stage_cue=cue.span.text(text),
        )
        yield from _by_givers(pledge, line, figures, before, cue.span)


def _by_givers(
    pledge: Pledge, line: Line, figures: Sequence[Figure], before: int, cue: Span
) -> Iterator[Pledge]:
    """Yield ``pledge`` for each country that is the cue's subject, else for a counted group.

    The subject stands behind the cue before, which begins at ``before``.
    """
    text, start = line.sentence.text, line.sentence.start
    givers: dict[str, CountryMention] = {}
    first = bisect_right(line.countries, before, key=lambda place: place.span.end)
    last = bisect_left(line.countries, cue.start, key=lambda place: place.span.start)
    for place in line.countries[first:last]:
        if _gives(text, place, cue):
            givers.setdefault(place.code, place)
    figures = nearby(figures, cue.shift(start), REACH)
    size = next((figure for figure in figures if _is_size(figure, start, cue, text)), None)
    each = size is not None and bool(_EACH.match(text[size.span.end - start :]))
    takers = {link.code for link in size.links if link.role == "recipient"} if size else set()
    takers |= _regions_behind(line, size.quantity.span.end) if size else set()
    for place in givers.values():
        if place.code in takers:
            continue
        figure = size if each or len(givers) == 1 else None
        yield replace(pledge, span=place.span.shift(start), code=place.code, figure=figure)
    group = next((figure for figure in figures if _is_group(figure, start, cue)), None)
    if group is not None and not givers:
        yield replace(pledge, span=group.span, figure=group)


def _what(text: str) -> tuple[str, list[Span]]:
    """Return the kinds of force that a sentence names, joined by ';', and where they stand."""
    found = [(span, what) for span, what in _forces().find(text)]
    firm = [what for span, what in found if span.text(text).lower() not in _list("bare", "words")]
    if not found or (not firm and not any(_sending().find(text))):
        return "", []
    kinds = {what for _, what in found}
    named = [kind for kind in FORCES if kind in kinds]
    return ";".join(named or ["troops"]), [span for span, _ in found]


def _governs(text: str, cue: Span, last: Span, objects: Sequence[Span]) -> bool:
    """Return whether a force follows the cue in its clause, with or without "to send".

    A cue that only reports another's ("announced that 26 countries had pledged") governs nothing;
    ``last`` is the sentence's last cue.
    """
    reports = last.start > cue.end and _THAT.match(text, cue.end)
    if reports and not _OWN_PRONOUN.match(text, cue.end):
        return False
    following = bisect_left(objects, cue.end, key=lambda span: span.start)
    if following == len(objects):
        return False
    return not _CLAUSE_END.search(text[cue.end : objects[following].start])


def _offers_none(text: str, cue: Span, objects: Sequence[Span]) -> bool:
    """Return whether a promise is one to give nothing: "would send no soldiers"."""
    following = bisect_left(objects, cue.end, key=lambda span: span.start)
    between = text[cue.end : objects[following].start] if following < len(objects) else ""
    return bool(_NO.search(between))


def _gives(text: str, place: CountryMention, cue: Span) -> bool:
    """Return whether a country is the subject of the cue: before it, in its clause."""
    if place.span.end > cue.start or place.via == "capital":
        return False
    if _CLAUSE_END.search(text[place.span.end : cue.start]):
        return False
    lead = text[max(0, place.span.start - LEAD) : place.span.start]
    return not _OTHER_END.search(lead) and not _FOLLOWED.match(text[place.span.end :])


def _is_group(figure: Figure, start: int, cue: Span) -> bool:
    """Return whether the figure counts the givers: "26 countries pledged"."""
    head = figure.quantity.unit
    return figure.span.end - start <= cue.start and head in _list("givers", "nouns")


def _is_size(figure: Figure, start: int, cue: Span, text: str) -> bool:
    """Return whether the figure counts what is given: "confirmed it would send 2,000 troops"."""
    at = figure.span.start - start
    if at < cue.end or figure.quantity.kind not in ("count", "money"):
        return False
    return not _CLAUSE_END.search(text[cue.end : at])


def _of_figure(line: Line, figure: Figure, cues: Sequence[StatusCue]) -> Iterator[Pledge]:
    """Yield the commitments that a figure of aid, arms, troops or money states."""
    if figure.quantity.kind not in ("money", "count", "percent"):
        return
    text = line.sentence.text
    stage, words = stage_of(figure.quantity.span, text, cues)
    if figure.status == PLEDGED:
        stage, words = (stage or PLEDGED), (words or figure.status_cue)
    elif not stage or figure.status not in ("fact", "denied") or not words:
        return
    if figure.status == "fact" and (stage != "delivered" or figure.topic == "spending"):
        return
    what, code = _gift(line, figure)
    if not what or not code:
        return
    if what == "troops":
        what = _what(text)[0] or what
    yield Pledge(figure.doc_id, figure.sentence, figure.span, code, what, stage, words, figure)


def _gift(line: Line, figure: Figure) -> tuple[str, str]:
    """Return what a figure commits and the country that commits it, or two empty strings."""
    giving: dict[str, str] = tree("commitments.toml")["giving"]
    what = giving.get(figure.topic, "")
    nouns = _list("givers", "nouns")
    counted = figure.quantity.kind == "count" and figure.quantity.unit not in nouns
    giver = figure.links[0] if figure.links else None
    own = giver is not None and giver.code in _regions_behind(line, figure.quantity.span.end)
    if what and giver and not own and (counted or giver.role in ("payer", "contributor")):
        return what, giver.code
    flow = next(iter(flows_of(figure, line)), None) if figure.quantity.kind == "money" else None
    if flow is not None and figure.topic not in giving:
        return "aid", flow[0]
    if figure.quantity.kind == "percent" and giver and _of_output(line, figure):
        return "money", giver.code
    return "", ""


def _regions_behind(line: Line, end: int) -> set[str]:
    """Return whose regions and cities are named behind a figure: what goes there is no gift."""
    return {home.code for home in line.homes if home.span.start >= end}


def _of_output(line: Line, figure: Figure) -> bool:
    """Return whether a share is one of a country's output to be spent: "spend 5% of GDP"."""
    text, span = line.sentence.text, figure.quantity.span
    shares = _OUTPUT.match(text[span.end :])
    return bool(shares and _SPENT.search(text, max(0, span.start - LEAD), span.start))
