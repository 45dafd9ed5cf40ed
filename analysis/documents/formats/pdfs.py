"""Read the text of a PDF file."""

import ctypes
import re
from collections.abc import Iterator
from contextlib import closing

import pypdfium2 as pdfium
import pypdfium2.raw as pdfium_c

from analysis.documents.decoding import LARGEST_TEXT
from analysis.documents.formats.extract import Extract, FormatError
from analysis.documents.formats.paragraphs import Line, paragraphs_of
from analysis.documents.formats.properties import FILE_PROPERTIES, plausible_day, plausible_title

MOST_PAGES = 2_000
LEAST_READABLE = 0.9
"""Share of letters that must have a meaning; in some files they are mere drawings."""

BROKEN = "this PDF file is damaged; open it in a PDF reader and print it into a new one"
LOCKED = "this PDF file is protected by a password; save it without one"
SCAN = "this PDF file holds pictures and no text, as scans do; recognise the text first (OCR)"
DRAWN = "the letters of this PDF file cannot be told, they are drawn; recognise the text (OCR)"
TOO_LONG = (
    f"this PDF file has more than {MOST_PAGES:,} pages or {LARGEST_TEXT // 1_000_000} MB of text; "
    "split it"
)
_LINE = re.compile(r"[^\r\n]+")
_SAID = re.compile(r"\w")
_UNREADABLE = re.compile("[\ufffd\ue000-\uf8ff\x00-\x08\x0e-\x1f]")


def read_pdf(content: bytes) -> Extract:
    """Return the text of the PDF file and the title and day of its properties.

    A paragraph is a line; what ``paragraphs_of`` says holds. Pictures are not looked into.

    Raises:
        FormatError: the file is damaged, locked, too long, or its text cannot be told.
    """
    try:
        with closing(pdfium.PdfDocument(content)) as document:
            return _extract(document)
    except pdfium.PdfiumError as error:
        locked = getattr(error, "err_code", None) == pdfium_c.FPDF_ERR_PASSWORD
        raise FormatError(LOCKED if locked else BROKEN) from error


def _extract(document: pdfium.PdfDocument) -> Extract:
    if len(document) > MOST_PAGES:
        raise FormatError(TOO_LONG)
    pages: list[list[Line]] = []
    length = 0
    for number in range(len(document)):
        pages.append(list(_lines(document, number)))
        length += sum(len(line.text) for line in pages[-1])
        if length > LARGEST_TEXT:
            raise FormatError(TOO_LONG)
    text = paragraphs_of(pages)
    if not _SAID.search(text):
        raise FormatError(SCAN)
    if len(_UNREADABLE.findall(text)) > (1 - LEAST_READABLE) * len(text):
        raise FormatError(DRAWN)
    properties = document.get_metadata_dict()
    title = plausible_title(properties["Title"])
    programs = f"{properties['Creator']} {properties['Producer']}"
    day = plausible_day(properties["CreationDate"], properties["ModDate"], programs)
    return Extract(
        _UNREADABLE.sub("", text),
        title=title,
        title_from=FILE_PROPERTIES if title else "",
        published=day,
        published_from=FILE_PROPERTIES if day else "",
    )


def _lines(document: pdfium.PdfDocument, number: int) -> Iterator[Line]:
    """Yield the printed lines of a page in the order in which the file draws them."""
    with closing(document[number]) as page, closing(page.get_textpage()) as words:
        text = words.get_text_range()
        place, seen = 0, 0
        for match in _LINE.finditer(text):
            # pdfium counts in UTF-16 units
            place += _units(text[seen : match.start()])
            end = place + _units(match[0])
            seen = match.end()
            line = " ".join(match[0].split())
            if line:
                left, top = _origin(words, place)
                right, bottom = _origin(words, end - 1)
                letter = place + _units(match[0][: _letter(match[0])])
                size = _sound(pdfium_c.FPDFText_GetFontSize(words, letter))
                yield Line(line, left, right, top=top, bottom=bottom, size=size)
            place = end


def _letter(line: str) -> int:
    """Return which letter tells the size of a line: not its bullet, its initial or a blank."""
    found = _SAID.search(line, len(line) // 2) or _SAID.search(line)
    return found.start() if found else 0


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", errors="surrogatepass")) // 2


def _origin(words: pdfium.PdfTextPage, index: int) -> tuple[float, float]:
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium_c.FPDFText_GetCharOrigin(words, index, x, y)
    return x.value, y.value


def _sound(size: float) -> float:
    """Return a size to divide by: some files have letters of size 1 and enlarge the page."""
    return size if size > 0.1 else 1.0
