"""Read the article of a saved web page."""

import codecs
import re
from copy import deepcopy
from datetime import date

from htmldate import find_date
from lxml.html import HtmlElement, document_fromstring
from trafilatura import bare_extraction, load_html
from trafilatura.settings import Document as Page

from analysis.documents.decoding import LARGEST_TEXT, decoded, normal_lines
from analysis.documents.formats.extract import ADDRESS, Extract, FormatError

METADATA, TIME_MARK, PAGE_ADDRESS = "page metadata", "time mark", "page address"
LATEST = "2100-12-31"
"""Last day that is believed, so that a page reads the same whenever it is read."""
MOST_MARKS = 200_000
"""Elements and their ends in a page; those of news articles have some thousand."""
DECLARED_WITHIN = 4_096
"""Bytes at the beginning of a page among which it declares its characters."""

TOO_COMPLEX = "this web page is no article, it has too many parts; copy its words and paste them"
NO_ARTICLE = "no article was found in this web page; copy its words and paste them"
DAMAGED = "the characters cannot be read; save the page as UTF-8 and try again"
TOO_LONG = f"the article is longer than {LARGEST_TEXT // 1_000_000} MB; split it"

_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*(?P<name>[\w.:-]{1,40})", re.I)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]{0,200}\?>")
_TABLE_ROW = re.compile(r"\|.*\|")
_SAID = re.compile(r"\w")


def read_page(content: bytes) -> Extract:
    """Return the article of the web page, with title, day, publisher and address as it says them.

    A paragraph, an item of a list and a row of a table are a line each, with "; " between its
    cells. Navigation, comments and
    advertisements are left out.

    Raises:
        FormatError: the characters cannot be read, or no article is found.
    """
    html = _DECLARATION.sub("", page_text(content))
    if html.count("<") > MOST_MARKS:
        raise FormatError(TOO_COMPLEX)
    tree = load_html(html)
    if tree is None:
        raise FormatError(NO_ARTICLE)
    published, published_from = _day(tree)
    page = bare_extraction(
        tree,
        fast=True,
        with_metadata=True,
        include_comments=False,
        date_extraction_params={"extensive_search": False, "max_date": LATEST},
    )
    if not isinstance(page, Page) or not _SAID.search(page.text or ""):
        raise FormatError(NO_ARTICLE)
    lines = map(_plain, normal_lines(page.text or "").split("\n"))
    text = "\n".join(line for line in lines if line)
    if len(text) > LARGEST_TEXT:
        raise FormatError(TOO_LONG)
    title = " ".join((page.title or "").split())
    return Extract(
        text,
        title=title,
        title_from=METADATA if title else "",
        published=published,
        published_from=published_from,
        source=" ".join((page.sitename or "").split()),
        url=page.url if page.url and ADDRESS.fullmatch(page.url) else "",
    )


def _plain(line: str) -> str:
    """Return a line without the marks of a table.

    >>> _plain("| 2024 | $4 million | "), _plain("|---|---|"), _plain("- Cranes: 4")
    ('2024; $4 million', '', '- Cranes: 4')
    """
    line = line.strip()
    if not _TABLE_ROW.fullmatch(line):
        return line
    cells = [cell.strip() for cell in line.strip("|").split("|")]
    return "" if all(set(cell) <= {"-"} for cell in cells) else "; ".join(cells)


def page_text(content: bytes) -> str:
    """Return the characters of the page: as UTF-8 where they are, else as the page declares.

    >>> page_text('<meta charset="iso-8859-2">Łódź'.encode("iso-8859-2"))
    '<meta charset="iso-8859-2">Łódź'

    Raises:
        FormatError: they are in no encoding that is known.
    """
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(content[:DECLARED_WITHIN])
    try:
        if declared is not None:
            return content.decode(codecs.lookup(declared["name"].decode("ascii")).name)
    except (LookupError, UnicodeError):
        pass  # what is declared is not so
    try:
        return decoded(content)
    except UnicodeDecodeError as error:
        raise FormatError(DAMAGED) from error


def _day(tree: HtmlElement) -> tuple[date | None, str]:
    """Return the day of publication and where the page has it; never one from its words."""
    address = next(iter(tree.xpath("//link[@rel='canonical']/@href")), None)
    url = str(address) if address and ADDRESS.fullmatch(str(address)) else ""
    for elements, origin in (
        (tree.xpath("//meta | //script[@type='application/ld+json']"), METADATA),
        (_time_marks(tree), TIME_MARK),
    ):
        if found := _found(elements):
            return found, origin
    found = _found([], url) if url else None
    return found, PAGE_ADDRESS if found else ""


def _time_marks(tree: HtmlElement) -> list[HtmlElement]:
    """Return the times marked as that of publication; else all, where they are of one day."""
    marked = tree.xpath("//time[@datetime][@pubdate or @itemprop='datePublished']")
    times = marked or tree.xpath("//time[@datetime]")
    days = {str(time.get("datetime"))[:10] for time in times}
    return times[:1] if len(days) == 1 or marked else []


def _found(elements: list[HtmlElement], url: str | None = None) -> date | None:
    """Return the day that ``elements`` alone, or the address, tell."""
    page = document_fromstring("<html><head></head><body></body></html>")
    page.find("head").extend(deepcopy(element) for element in elements)
    day = find_date(page, False, original_date=True, url=url, max_date=LATEST)
    return date.fromisoformat(day) if day else None
