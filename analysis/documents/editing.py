"""Change what is said of documents: their names, titles, days and publishers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date

from analysis.model import Document

EDITED = "edited"


@dataclass(frozen=True, slots=True)
class Description:
    """What a reader may correct of a text: title, day of publication (or none), publisher."""

    title: str = ""
    published: date | None = None
    source: str = ""


def description_of(document: Document) -> Description:
    """Return what is said of ``document`` now."""
    return Description(document.title, document.published, document.source)


def edited(
    documents: Sequence[Document],
    descriptions: Sequence[Description],
    *,
    taken: Iterable[str] = (),
) -> list[Document]:
    """Return ``documents`` with what ``descriptions`` say of each, and doc_ids that differ.

    Values that change are marked as edited in ``title_from`` and ``published_from``; a title that
    is empty stays as it was. Ids that are ``taken`` are not used.

    >>> one = Document("aid", "Aid rises.", title="aid", title_from="file name")
    >>> (new,) = edited([one], [Description(" Aid  rises ", date(2025, 9, 5))])
    >>> new.title, new.title_from, new.published_from
    ('Aid rises', 'edited', 'edited')

    Raises:
        ValueError: there are more documents than descriptions, or the other way round.
    """
    pairs = zip(documents, descriptions, strict=True)
    return unique_ids([_edited(*pair) for pair in pairs], taken)


def _edited(document: Document, description: Description) -> Document:
    title = " ".join(description.title.split()) or document.title
    day = description.published
    return replace(
        document,
        title=title,
        title_from=document.title_from if title == document.title else EDITED,
        published=day,
        published_from=document.published_from if day == document.published else EDITED,
        source=" ".join(description.source.split()),
    )


def unique_ids(documents: Iterable[Document], taken: Iterable[str] = ()) -> list[Document]:
    """Return ``documents`` with doc_ids that differ from each other and from those ``taken``.

    >>> one = Document("budget", "Text.")
    >>> [document.doc_id for document in unique_ids([one, one], taken=["budget"])]
    ['budget-2', 'budget-3']
    """
    used = set(taken)
    tried: dict[str, int] = {}
    result = []
    for document in documents:
        doc_id, number = document.doc_id, tried.get(document.doc_id, 1)
        while doc_id in used:
            number += 1
            doc_id = f"{document.doc_id}-{number}"
        tried[document.doc_id] = number
        used.add(doc_id)
        result.append(replace(document, doc_id=doc_id))
    return result
