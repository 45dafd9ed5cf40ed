"""Read what the front matter of a Markdown file says of its article."""

import re
from dataclasses import dataclass
from datetime import date

from analysis.documents.decoding import DocumentError
from analysis.documents.formats.extract import ADDRESS

LONGEST_FRONT_MATTER = 20_000
"""Characters that are read as front matter: it is a short note, not the article."""

_OPENING = re.compile(r"---[ \t]*\n")
_CLOSING = re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.MULTILINE)
_KEY = re.compile(r"\s*[\w-]+[ \t]*:(?:\s|\Z)")
_ISO_DAY = re.compile(r"(?P<day>\d{4}-\d{2}-\d{2})(?:[T ].*)?")


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What an article says of itself; ``body`` is the offset where the article begins."""

    body: int = 0
    title: str = ""
    published: date | None = None
    source: str = ""
    url: str = ""


def read_front_matter(name: str, text: str) -> FrontMatter:
    r"""Return the front matter of the Markdown file ``name``; without one, an empty one.

    Keys: ``title``, ``published`` (or ``date``), ``source`` (or ``publisher``), ``url`` and
    ``sources``, a list of entries with ``publisher``, ``date`` and ``url``. Others are left alone.

    >>> found = read_front_matter("a.md", "---\ntitle: Budget\npublished: 2025-09-05\n---\nText.")
    >>> found.title, found.published, found.body
    ('Budget', datetime.date(2025, 9, 5), 44)
    >>> read_front_matter("a", "---\npublished: soon\n---\nText.")
    Traceback (most recent call last):
    analysis.documents.decoding.DocumentError: a: 'soon' is no date; write published as 2025-09-05

    Raises:
        DocumentError: the front matter is not closed or no YAML, or a value has a wrong form.
    """
    opening = _OPENING.match(text)
    if opening is None:
        return FrontMatter()
    closing = _CLOSING.search(text, opening.end(), opening.end() + LONGEST_FRONT_MATTER)
    if closing is None:
        if not _KEY.match(text, opening.end()):
            return FrontMatter()  # a rule drawn across the page
        raise DocumentError(name, "the front matter has no end; close it with a line of ---")
    entries = _entries(name, text[opening.end() : closing.start()])
    sources = _sources(name, entries.get("sources", []))
    publishers = dict.fromkeys(p for s in sources if (p := _text(name, s, "publisher", "source")))
    addresses = [address for source in sources if (address := _address(name, source))]
    return FrontMatter(
        body=closing.end(),
        title=_text(name, entries, "title"),
        published=_day(name, entries),
        source=_text(name, entries, "source", "publisher") or "; ".join(publishers),
        url=_address(name, entries) or next(iter(addresses), ""),
    )


def _entries(name: str, block: str) -> dict[object, object]:
    """Read the YAML of ``block``; every value is kept as written ("No" stays "No", not false)."""
    import yaml  # noqa: PLC0415 - few texts have front matter

    try:
        entries = _loaded(block)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 2 if error.problem_mark else 1
        reason = f"line {line} of the front matter is not valid YAML ({error.problem})"
        raise DocumentError(name, f"{reason}; put values that hold a colon in quotes") from error
    except (yaml.YAMLError, RecursionError) as error:
        reason = "the front matter is not valid YAML; mend or remove it"
        raise DocumentError(name, reason) from error
    if entries in (None, ""):
        return {}
    if not isinstance(entries, dict):
        raise DocumentError(name, "the front matter has no keys; write lines such as 'title: …'")
    return entries


def _loaded(block: str) -> object:
    """Return what the YAML of ``block`` holds, by libyaml where it is there and content with it.

    Only the parser in Python, ten times slower, says in its errors what it found.
    """
    import yaml  # noqa: PLC0415 - few texts have front matter

    try:
        return yaml.load(block, Loader=getattr(yaml, "CBaseLoader", yaml.BaseLoader))  # noqa: S506 - only strings
    except (yaml.YAMLError, RecursionError):
        return yaml.load(block, Loader=yaml.BaseLoader)  # noqa: S506 - only strings


def _text(name: str, entries: dict[object, object], *keys: str) -> str:
    for key in keys:
        value = entries.get(key, "")
        if not isinstance(value, str):
            raise DocumentError(name, f"{key} in the front matter is no text; write it on one line")
        if value.strip() and value.strip() not in ("~", "null"):
            return " ".join(value.split())
    return ""


def _address(name: str, entries: dict[object, object]) -> str:
    address = _text(name, entries, "url")
    if address and not ADDRESS.fullmatch(address):
        raise DocumentError(name, f"{address!r} is no address; url must begin with https://")
    return address


def _day(name: str, entries: dict[object, object]) -> date | None:
    written = _text(name, entries, "published", "date")
    if not written:
        return None
    try:
        return date.fromisoformat(_ISO_DAY.sub(r"\g<day>", written))
    except ValueError as error:
        reason = f"{written!r} is no date; write published as 2025-09-05"
        raise DocumentError(name, reason) from error


def _sources(name: str, value: object) -> list[dict[object, object]]:
    """Return the sources as a list of entries: one entry or bare addresses are taken as well."""
    sources = value if isinstance(value, list) else [value]
    return [_source(name, source) for source in sources if source]


def _source(name: str, source: object) -> dict[object, object]:
    if isinstance(source, dict):
        return source
    if isinstance(source, str):
        return {"url" if ADDRESS.fullmatch(source) else "publisher": source}
    raise DocumentError(name, "sources in the front matter must be a list of publisher, date, url")
