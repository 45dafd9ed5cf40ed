"""Put the printed lines of pages back together into paragraphs."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

SAME_SIZE = 0.1
"""Share by which letters of one paragraph may differ in size."""
MORE_SPACE = 1.3
"""Times the usual distance of two lines from which the lower one begins a paragraph."""
INDENT, DEEPEST_INDENT = 0.8, 6.0
"""Letters by which the first line of a paragraph may stand further in."""
SHORT_LINE = 0.75
"""Share of the width of its column below which a line that ends a sentence ends a paragraph."""
SHORTEST_LINE = 0.6
"""Share below which a line ends in any case, unless the next goes on in lower case."""
NARROWEST = 14
"""Sizes of its letters that a column is wide at least: shorter lines are items or cells."""
EDGE_LINES = 2
"""Lines at the top and the foot of a page that may be repeated on other pages."""
FEWEST_REPEATS = 3

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"(?:page\s+)?[-–—|\s]*(?:\d{1,4}|[ivxl]{1,6})[-–—|\s]*(?:(?:of|/)\s*\d{1,4})?", re.IGNORECASE
)
# What browsers print above and below a page: when, which page, from where.
_PRINTED = re.compile(
    r"\d{1,2}[/.]\d{1,2}[/.]\d{2,4}, \d{1,2}:\d{2}(?:\s[AP]M)?\b.*"
    r"|(?:https?|file)://\S+(?: \d+/\d+)?"
)
_ITEM = re.compile(r"[-–—•‣▪●○◦*]\s|\(?(?:\d{1,2}|[a-z])[.)]\s")
_ENDS = re.compile(r".*[.!?:;…][\"'”’)\]]*$", re.DOTALL)
_PARTED = re.compile(r"(?P<before>\w+)\ufffe(?P<after>\w+)")
_WORD = re.compile(r"\w+(?:-\w+)*")


@dataclass(frozen=True, slots=True)
class Line:
    """A printed line: its words, where it lies in points, the size of its letters.

    ``top`` is the baseline of its first letter and ``bottom`` that of its last: with a parted word
    in it, it is two lines.
    """

    text: str
    left: float
    right: float
    top: float
    bottom: float
    size: float


def paragraphs_of(pages: Sequence[Sequence[Line]]) -> str:
    r"""Return the text of ``pages``, a paragraph a line, words that lines parted whole again.

    Page numbers and lines that stand at the top or the foot of most pages are left out. U+FFFE
    marks a hyphen with which a line ended.

    >>> above = Line("Four har\ufffebours will", 72, 200, top=700, bottom=686, size=11)
    >>> paragraphs_of([[above, Line("grow.", 72, 95, top=672, bottom=672, size=11)]])
    'Four harbours will grow.'
    """
    paragraphs: list[str] = []
    last: Line | None = None
    for block in _blocks(_without_repeated(pages)):
        edge = max(line.right for line in block)
        for number, line in enumerate(block):
            if last is None or not (
                _goes_on(last, line, edge) if number else _flows_over(last, line)
            ):
                paragraphs.append(line.text)
            else:
                paragraphs[-1] = _joined(paragraphs[-1], line.text)
            last = line
    return _whole_words("\n".join(paragraphs))


def _blocks(pages: Sequence[Sequence[Line]]) -> Iterator[list[Line]]:
    """Yield the lines that stand close below each other, in letters of one size, together."""
    usual = _usual_gap(pages)
    for page in pages:
        block: list[Line] = []
        for line in page:
            if block and not _close(block[-1], line, usual):
                yield block
                block = []
            block.append(line)
        if block:
            yield block


def _close(above: Line, below: Line, usual: float) -> bool:
    gap = (above.bottom - below.top) / below.size
    beside = abs(below.left - above.left) <= DEEPEST_INDENT * below.size
    return _same_size(above, below) and 0 < gap <= MORE_SPACE * usual and beside


def _joined(before: str, after: str) -> str:
    """Return two lines as one; a dash without blanks before it is a hyphen that parts a word."""
    if re.search(r"\w[-\u2010\u00ad]\Z", before) and after[:1].isalpha():
        return f"{before[:-1]}\ufffe{after}"
    return f"{before} {after}"


def _whole_words(text: str) -> str:
    """Return ``text`` with the parts of words joined; with a hyphen where the text has it itself.

    A hyphen stays before a capital or a digit ("Franco-German"), and in words that stand somewhere
    else with one and nowhere without.
    """
    known = Counter(word.lower() for word in _WORD.findall(text))

    def whole(match: re.Match[str]) -> str:
        before, after = match["before"], match["after"]
        hyphened = f"{before}-{after}"
        if before[-1].isdigit() or not after[0].islower():
            return hyphened
        kept = known[hyphened.lower()] > known[f"{before}{after}".lower()]
        return hyphened if kept else f"{before}{after}"

    return _PARTED.sub(whole, text).replace("\ufffe", "-")


def _without_repeated(pages: Sequence[Sequence[Line]]) -> list[list[Line]]:
    """Return the pages without the lines that most of them share, and without page numbers."""
    seen = Counter(
        key for page in pages for key in {_DIGITS.sub("#", w.text) for w in _edges(page)}
    )
    often = max(FEWEST_REPEATS, len(pages) // 2 + 1)
    repeated = {key for key, count in seen.items() if count >= often}
    return [list(_own_lines(page, repeated)) for page in pages]


def _own_lines(page: Sequence[Line], repeated: set[str]) -> Iterator[Line]:
    for number, line in enumerate(page):
        at_edge = number < EDGE_LINES or number >= len(page) - EDGE_LINES
        if at_edge and (_DIGITS.sub("#", line.text) in repeated or _PRINTED.fullmatch(line.text)):
            continue
        if number in (0, len(page) - 1) and _PAGE_NUMBER.fullmatch(line.text):
            continue
        yield line


def _edges(page: Sequence[Line]) -> Iterable[Line]:
    return [*page[:EDGE_LINES], *page[max(EDGE_LINES, len(page) - EDGE_LINES) :]]


def _usual_gap(pages: Sequence[Sequence[Line]]) -> float:
    """Return the distance of two lines of a paragraph, in sizes of their letters."""
    gaps = [
        (above.bottom - below.top) / below.size
        for page in pages
        for above, below in pairwise(page)
        if _same_size(above, below) and below.text[:1].islower()
    ]
    near = [gap for gap in gaps if 0 < gap < 4]
    return median(near) if near else 1.2


def _goes_on(above: Line, below: Line, edge: float) -> bool:
    """Return whether ``below`` goes on with the paragraph of the line above it in its block.

    ``edge`` is how far to the right the lines of the block reach.
    """
    if _ITEM.match(below.text):
        return False
    ends = _ENDS.match(above.text) is not None
    indent = (below.left - above.left) / below.size
    if ends and indent >= INDENT and not _ITEM.match(above.text):
        return False
    share = (above.right - above.left) / max(edge - above.left, NARROWEST * above.size)
    if share < SHORT_LINE and ends:
        return False
    return share >= SHORTEST_LINE or below.text[:1].islower()


def _flows_over(above: Line, below: Line) -> bool:
    """Return whether a paragraph goes on in the next column or on the next page."""
    unfinished = _ENDS.match(above.text) is None and not _ITEM.match(below.text)
    return unfinished and _same_size(above, below) and below.text[:1].islower()


def _same_size(one: Line, other: Line) -> bool:
    return abs(one.size - other.size) <= SAME_SIZE * other.size
