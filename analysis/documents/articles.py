"""Finish a document: give it a title, and refuse what is empty or not English."""

import re
from dataclasses import replace

from analysis.documents.decoding import DocumentError
from analysis.documents.languages import other_language
from analysis.model import Document

LONGEST_HEADLINE, LONGEST_TITLE = 120, 300
HEADING, FIRST_LINE, FILE_NAME = "heading", "first line", "file name"

_MAIN_HEADING = re.compile(r"^#[ \t]+(?P<title>\S.*)$", re.MULTILINE)
_HEADING_MARKS = re.compile(r"^#{1,6}[ \t]+|[ \t]+#+$")
_NO_HEADLINE = re.compile(r"[-*•>|]|\d+[.)]\s|.*[.!?:;,…][\"'”’)\]]*$")


def finished(
    name: str, document: Document, *, unnamed: str = FILE_NAME, marked: bool = True
) -> Document:
    """Return the document with a title, or refuse it where nothing or no English is in it.

    ``unnamed`` says where the doc_id comes from, which stands in for a title that nobody gave;
    in a text that is ``marked`` up, lines that begin with # are headings.

    Raises:
        DocumentError: the article is empty or in another language.
    """
    article = document.text[document.body :]
    if not article.strip():
        raise DocumentError(name, "no text follows the front matter; write the article below it")
    if other := other_language(article):
        reason = f"the text is {other}; only English texts can be analysed"
        raise DocumentError(name, reason)
    if document.title:
        return replace(document, title=document.title[:LONGEST_TITLE])
    title, origin = headline(document.text, document.body, marked=marked)
    if not title:
        title, origin = document.doc_id, unnamed
    return replace(document, title=title, title_from=origin)


def headline(text: str, body: int = 0, *, marked: bool = True) -> tuple[str, str]:
    r"""Return the main heading, or a first line that reads like a headline, and which it is.

    >>> headline("# Aid doubles\n\nText."), headline("Aid doubled on Monday.\n\nText.")
    (('Aid doubles', 'heading'), ('', ''))
    """
    if marked and (heading := _MAIN_HEADING.search(text, body)):
        return _HEADING_MARKS.sub("", heading["title"][:LONGEST_TITLE]).strip(), HEADING
    first, _, rest = text[body:].lstrip().partition("\n")
    if len(first) > LONGEST_HEADLINE or not rest.strip():
        return "", ""
    line = _HEADING_MARKS.sub("", first.strip())
    if line != first.strip():
        return line, HEADING
    reads_so = len(line.split()) > 1 and not _NO_HEADLINE.match(line)
    return (line, FIRST_LINE) if reads_so else ("", "")


def storable(text: str) -> str:
    """Return ``text`` with half surrogate pairs, which no file can hold, as replacement marks."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
