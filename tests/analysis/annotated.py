"""Read the sentences whose figures were annotated by hand with topic, status and speaker."""

import json
from dataclasses import dataclass
from pathlib import Path

from analysis.model import Sentence, Span

CASES = Path(__file__).parents[1] / "cases"


@dataclass(frozen=True)
class Annotated:
    """A figure of a short document: its sentence, its span there, and what a reader says of it."""

    document: tuple[Sentence, ...]
    index: int
    quote: str
    topic: str
    status: str
    speaker: str

    @property
    def text(self) -> str:
        return self.document[self.index].text

    @property
    def span(self) -> Span:
        start = self.text.index(self.quote)
        return Span(start, start + len(self.quote))


def annotated(name: str) -> list[Annotated]:
    """Return the figures of the table ``name``, each of whose lines is one short document."""
    lines = (CASES / name).read_text(encoding="utf-8").splitlines()
    return [figure for line in lines for figure in _figures(json.loads(line))]


def document_of(texts: list[str]) -> tuple[Sentence, ...]:
    """Return sentences that follow one another, a blank between them."""
    sentences, start = [], 0
    for index, text in enumerate(texts):
        sentences.append(Sentence(index, start, start + len(text), text))
        start += len(text) + 1
    return tuple(sentences)


def _figures(case: dict[str, list[str]] | dict[str, list[dict[str, str]]]) -> list[Annotated]:
    document = document_of([str(text) for text in case["sentences"]])
    found = []
    for figure in case["figures"]:
        assert isinstance(figure, dict)
        index = next(s.index for s in document if figure["quote"] in s.text)
        found.append(Annotated(document, index, **figure))
    return found


def share_right(right: list[bool]) -> float:
    """Return the share of what is right, as printed in docs and compared with a floor."""
    return round(sum(right) / len(right), 3)
