"""Hostile texts cost no more than their length: twice as much text, about twice the steps."""

import sys
from dataclasses import replace
from types import FrameType

import pytest

from analysis import analyse, read_pasted
from analysis.model import Document
from analysis.sentences import LONGEST_SENTENCE

# Twice the first length is still one sentence, twice the second is several.
IN_SENTENCE, IN_DOCUMENT = LONGEST_SENTENCE // 2 - 50, 2 * LONGEST_SENTENCE
# Twice the text may take this many times the calls; work that grows with the square takes four.
MOST_GROWTH = 2.5
# No text of one repeated scrap may take this many times the calls of ordinary news as long.
MOST_CALLS = 12

NEWS = (
    "Norway will give Ukraine €3.2 billion in military aid next year, the minister said. "
    "The parliament in Oslo agreed on 12 May that 60 percent of it goes to air defence. "
    "Exports to Poland fell by a tenth after Washington put a 25% tariff on steel.\n\n"
)
SCRAPS = (
    "1,",
    "1,1 ",
    "one hundred and ",
    "(",
    "a",
    "A. ",
    "$5 ",
    "“5 ",
    "\n5",
    "5 men, ",
    "5 to ",
    "1-",
    "in 2024 5% ",
    "may cut 5 jobs, ",
    "€5 to Spain, ",
    "5% tariff on Spain, ",
    "Spain pledged troops, ",
    "said 5% ",
    "French President Jan Doe met us. ",
    "€",
    "1.",
    "- ",
    "a ",
    '"',
    "“",
    "’ ",
    "Mr. ",
    "\n",
    "5 of ",
    "$1",
    "may not ",
    "good (",
    "not good: ",
)


def document(scrap: str, length: int) -> Document:
    text = (scrap * (length // len(scrap) + 1))[:length]
    return replace(read_pasted("Oslo paid €5 for a boat, and the town was glad."), text=text)


def calls(text: Document) -> int:
    """Return how many Python functions reading ``text`` calls: the same on every machine."""
    count = 0

    def tally(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tally)
    try:
        analyse([text])
    finally:
        sys.setprofile(None)
    return count


@pytest.fixture(scope="module")
def news() -> int:
    analyse([document(NEWS, IN_DOCUMENT)])  # loads the word lists
    return calls(document(NEWS, IN_DOCUMENT))


@pytest.mark.parametrize("length", [IN_SENTENCE, IN_DOCUMENT])
@pytest.mark.parametrize("scrap", SCRAPS)
def test_twice_the_text_takes_about_twice_the_calls(scrap: str, length: int, news: int) -> None:
    once, twice = calls(document(scrap, length)), calls(document(scrap, 2 * length))
    assert twice < MOST_GROWTH * once
    assert twice < MOST_CALLS * news * 2 * length / IN_DOCUMENT
