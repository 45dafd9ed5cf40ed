"""Turn a document into its sentences."""

import re
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import pairwise

from analysis.model import Document, Sentence, Span
from analysis.vocabulary import tree

LONGEST_SENTENCE = 2_000
"""A sentence without an end is cut here, so that no text can slow down what reads sentences."""

NARROWEST_WRAP, WIDEST_WRAP = 40, 120
"""Columns between which text is taken to be wrapped by an editor."""
BROKEN_SHARE = 0.25
"""Share of line ends that break off a sentence, from which a text counts as wrapped."""
FULL_LINE = 0.6
"""Share of the width below which a wrapped line is taken for a heading or a paragraph's end."""

_LINE = re.compile(r"[^\n\v\f\x85\u2028\u2029]+")
_BLANK = re.compile(r"\s*")
_MARKUP = re.compile(r"[ \t]*(?:>[ \t]*){0,9}(?:#{1,6}[ \t]+)?")
_ITEM = re.compile(r"(?:[-–—*+•‣◦·▪●]|(?:\d{1,3}|[A-Za-z]|[ivxIVX]{1,5})[.)]|\(\w{1,3}\))[ \t]+")
_OWN_LINE = re.compile(r"[ \t]*(?:#{1,6}[ \t]|>|\|)|[ \t]*" + _ITEM.pattern)
_SAID = re.compile(r"[^\W_]")

_MARKS = ".!?…"
_CLOSERS = "\"'”’»›)\\]*_"
_OPENERS = "\"'“‘«‹(\\[*_"
_NOTE = r"(?:\[\d{1,3}\]){0,5}"
_UPPER = r"(?:[^\W\d_a-zß-öø-ÿ]|[a-z]{1,2}[A-Z])"
_START = rf"[{_OPENERS}$€£¥₹₺₴#@+−-]{{0,6}}(?:\d|{_UPPER})"
_SPACED = rf"(?P<closers>[{_CLOSERS}]*+){_NOTE}(?P<gap>\s++)(?=…?{_START})"
_GLUED = r"(?<=[a-z]{3}[.!?])(?P<glued>[”\"’]?)(?=[“\"]?[A-Z][a-z]+[ ,’'])"  # "ended.The next"
_STOP = re.compile(rf"(?P<marks>[{_MARKS}](?<![{_MARKS}]{{2}})[{_MARKS}]*+)(?:{_SPACED}|{_GLUED})")
_WORD_BEFORE = re.compile(r"[^\s–—(\[“‘\"]+\Z")
_WORD_AFTER = re.compile(rf"[{_OPENERS}]*(?P<word>[^\W\d_]+(?:[-'’][^\W\d_]+)*)(?P<stop>\.?)")
_SHORT_CAPITALS = re.compile(r"[A-Z]{2,4}\Z")
_DOTTED = re.compile(r"(?:[A-Za-z]\.)+[A-Za-z]\Z")
_ROMAN = re.compile(r"[IVXLC]+\b")


def split_sentences(document: Document) -> list[Sentence]:
    """Return the sentences of the article in order; its front matter is left out.

    Spans are exact, never overlap and neither begin nor end with a blank. Headings and list items
    are sentences of their own, a list item with its mark; lines without a word are left out.

    >>> [s.text for s in split_sentences(Document("a", "Gov. Weber paid $1.5m. “Why?” he asked."))]
    ['Gov. Weber paid $1.5m.', '“Why?” he asked.']
    >>> split_sentences(Document("a", "* * *"))
    []
    """
    sentences: list[Sentence] = []
    for number, paragraph in enumerate(find_paragraphs(document.text, document.body)):
        for span in _split(document.text, paragraph):
            text = span.text(document.text)
            sentences.append(Sentence(len(sentences), span.start, span.end, text, number))
    return sentences


def find_paragraphs(text: str, body: int = 0) -> list[Span]:
    r"""Return the paragraphs of ``text`` from ``body`` on, without blanks and heading marks.

    A line is a paragraph, unless an editor wrapped the text: then the lines between two blank
    lines, list items or headings are one.

    >>> [span.text("# Aid\nOne. Two.") for span in find_paragraphs("# Aid\nOne. Two.")]
    ['Aid', 'One. Two.']
    """
    lines = [Span(*line.span()) for line in _LINE.finditer(text, body)]
    width = _wrap_width(text, lines)
    paragraphs = lines[:1]
    for before, line in pairwise(lines):
        if width and _flows(text, before, line, width):
            paragraphs[-1] = Span(paragraphs[-1].start, line.end)
        else:
            paragraphs.append(line)
    bare = (_without_marks(text, paragraph) for paragraph in paragraphs)
    return [span for span in bare if _SAID.search(text, span.start, span.end)]


def _wrap_width(text: str, lines: list[Span]) -> int:
    """Return the column at which the text was wrapped, or 0 where every line is a paragraph.

    An editor breaks lines within sentences, so that many go on in lower case; an author who ends a
    paragraph does not. A few longer lines, such as addresses, do not count.
    """
    lengths = sorted(line.end - line.start for line in lines)
    width = lengths[len(lengths) - 1 - len(lengths) // 20] if lengths else 0
    if not NARROWEST_WRAP <= width <= WIDEST_WRAP:
        return 0
    pairs = [pair for pair in pairwise(lines) if _adjacent(text, *pair)]
    broken = sum(_breaks_off(text, before, line) for before, line in pairs)
    return width if pairs and broken >= BROKEN_SHARE * len(pairs) else 0


def _flows(text: str, before: Span, line: Span, width: int) -> bool:
    """Return whether ``line`` goes on with the paragraph of the line before it."""
    if text[_first(text, before)] == "#" or not _adjacent(text, before, line):
        return False
    full = before.end - before.start >= FULL_LINE * width
    return full or _breaks_off(text, before, line)


def _adjacent(text: str, before: Span, line: Span) -> bool:
    """Return whether ``line`` follows directly and does not begin a paragraph by its mark."""
    follows = line.start - before.end == 1 and all(
        _SAID.search(text, span.start, span.end) for span in (before, line)
    )
    return follows and not _OWN_LINE.match(text, line.start, line.end)


def _breaks_off(text: str, before: Span, line: Span) -> bool:
    return text[_first(text, line)].islower() and text[before.end - 1] not in ".!?:;"


def _first(text: str, line: Span) -> int:
    match = _BLANK.match(text, line.start, line.end - 1)
    return match.end() if match else line.start


def _without_marks(text: str, paragraph: Span) -> Span:
    """Return the paragraph without blanks, quote marks of mails and heading marks."""
    markup = _MARKUP.match(text, paragraph.start, paragraph.end)
    start = markup.end() if markup else paragraph.start
    if "#" in text[paragraph.start : start]:
        end = start + len(text[start : paragraph.end].rstrip().rstrip("#"))
        return _trimmed(text, Span(start, end))
    return _trimmed(text, Span(start, paragraph.end))


def _trimmed(text: str, span: Span) -> Span:
    words = span.text(text)
    return Span(
        span.start + len(words) - len(words.lstrip()), span.end - len(words) + len(words.rstrip())
    )


def _split(text: str, paragraph: Span) -> Iterator[Span]:
    start = paragraph.start
    item = _ITEM.match(text, start, paragraph.end)
    for stop in _STOP.finditer(text, item.end() if item else start, paragraph.end):
        glued = stop["gap"] is None
        if glued or _ends_sentence(text, stop):
            yield from _cut(text, Span(start, stop.end() if glued else stop.start("gap")))
            start = stop.end()
    yield from _cut(text, Span(start, paragraph.end))


def _cut(text: str, span: Span) -> Iterator[Span]:
    """Yield the sentence, in parts at blanks where it is longer than any sentence."""
    while span.end - span.start > LONGEST_SENTENCE:
        limit = span.start + LONGEST_SENTENCE
        at = max(text.rfind(" ", span.start + 1, limit), text.rfind("\n", span.start + 1, limit))
        part = Span(span.start, at if at > span.start else limit)
        yield from _spoken(text, part)
        span = Span(part.end, span.end)
    yield from _spoken(text, span)


def _spoken(text: str, span: Span) -> Iterator[Span]:
    if _SAID.search(text, span.start, span.end):
        yield _trimmed(text, span)


def _ends_sentence(text: str, stop: re.Match[str]) -> bool:
    """Return whether the marks end a sentence, given that what follows could begin one."""
    marks, closers = stop["marks"], stop["closers"]
    before = text[max(stop.start() - 24, 0) : stop.start()]
    if closers[:1] in ("]", ")") and before[-1:] in ("[", "("):
        return False  # "the law […] The court": words left out, or (?) and (!)
    after = text[stop.end() : stop.end() + 80]
    if marks == ".":
        return not _goes_on(before, after)
    asked = marks[-1] in "!?" and any(closer in "\"'”’»›" for closer in closers)
    return not (asked and _speaker().match(after) and _next_word(after) not in _set("starters"))


def _goes_on(before: str, after: str) -> bool:
    """Return whether a full stop between the two belongs to an abbreviation within a sentence."""
    found = _WORD_BEFORE.search(before)
    word = found[0] if found else ""
    short = word.rpartition("-")[2].rpartition("/")[2]
    following = _next_word(after)
    if short in _set("before_name"):
        return True
    if short in _set("before_number"):
        return after[:1].isdigit() or bool(_ROMAN.match(after))
    if short in _set("clock"):
        return following in _set("after_clock") or _names_time(following, after)
    initial = len(short) == 1 and short.isalpha() and short.isupper()
    if initial or short in _set("before_phrase") or _DOTTED.search(short):
        return following not in _set("starters")
    return False


def _names_time(following: str, after: str) -> bool:
    """Return whether a time zone follows: "9 a.m. GMT", "9 a.m. Kyiv time"."""
    return bool(_SHORT_CAPITALS.match(following)) or " time" in after[: len(following) + 6]


def _next_word(after: str) -> str:
    """Return the word that ``after`` begins with, or ``''`` for a number or another initial."""
    match = _WORD_AFTER.match(after)
    if match is None or (match["stop"] and len(match["word"]) == 1):
        return ""
    return match["word"]


@cache
def _set(name: str) -> frozenset[str]:
    return frozenset(tree("abbreviations.toml")[name])


@cache
def _speaker() -> re.Pattern[str]:
    """Return the pattern of a named speaker and a verb: "Prime Minister Weber asked"."""
    verbs: Iterable[str] = sorted(_set("speech"), key=len, reverse=True)
    return re.compile(rf"(?:[A-Z][\w.’'-]{{0,20}}\s){{1,4}}(?:{'|'.join(verbs)})\b")
