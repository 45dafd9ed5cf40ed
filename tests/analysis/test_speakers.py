import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Sentence, Span
from analysis.speakers import find_attributions, speaker_of
from analysis.speakers.names import source_after, source_before
from tests.analysis.annotated import CASES, Annotated, annotated, document_of, share_right
from tests.growth import grows_with_length

UNSEEN_FLOOR = 0.9


def speaker_read(case: Annotated) -> str:
    return speaker_of(case.span, find_attributions(case.document)[case.index])


def same(read: str, annotated_name: str) -> bool:
    """Return whether two names share a word, or are both empty."""
    return read == annotated_name or bool(set(read.split()) & set(annotated_name.split()))


@pytest.mark.parametrize(
    "case", annotated("statuses.jsonl"), ids=lambda case: f"{case.text} {case.quote}"
)
def test_speaker_of_annotated_figures(case: Annotated) -> None:
    assert same(speaker_read(case), case.speaker)


def test_speakers_hold_on_sentences_that_were_set_aside() -> None:
    right = [same(speaker_read(c), c.speaker) for c in annotated("statuses.unseen.jsonl")]
    assert share_right(right) >= UNSEEN_FLOOR


def documents() -> list[dict[str, list[str]]]:
    lines = (CASES / "speakers.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]


@pytest.mark.parametrize("case", documents(), ids=lambda case: " ".join(case["sentences"]))
def test_names_are_shown_as_the_text_gives_them(case: dict[str, list[str]]) -> None:
    document = document_of(case["sentences"])
    found = find_attributions(document)
    read = []
    for sentence, attributions in zip(document, found, strict=True):
        place = sentence.text.find("40")
        read.append(speaker_of(Span(place, place + 2), attributions) if place >= 0 else "")
    assert read == case["speakers"]


@pytest.mark.parametrize(
    ("text", "shown", "kind"),
    [
        ("Prime Minister Li Qiang", "Li Qiang", "person"),
        ("Ms Lind", "Lind", "person"),
        ("the state statistics office", "the state statistics office", "institution"),
        ("Peru’s Finance Ministry", "Peru’s Finance Ministry", "institution"),
        ("a new Gallup poll", "Gallup poll", "survey"),
        ("the report", "", "survey"),
        ("the governor", "", "role"),
        ("she", "", "role"),
        ("they", "", "pronoun"),
    ],
)
def test_sources(text: str, shown: str, kind: str) -> None:
    source = source_before(text, len(text))
    assert source is not None
    assert (source.shown, source.kind) == (shown, kind)


@pytest.mark.parametrize(
    "text",
    ["Analysts", "two people familiar with it", "a senior diplomat", "", "after", "near 40 %"],
)
def test_what_names_no_source(text: str) -> None:
    assert source_before(text, len(text)) is None


def test_a_source_ends_where_its_phrase_ends() -> None:
    source = source_after("according to Eurostat data released in May", 13)
    assert source is not None
    assert source.shown == "Eurostat data"


@given(st.lists(st.text(), max_size=4))
def test_no_text_raises_and_scopes_stay_inside(texts: list[str]) -> None:
    document = document_of(texts)
    for sentence, found in zip(document, find_attributions(document), strict=True):
        for attribution in found:
            assert 0 <= attribution.scope.start <= attribution.scope.end <= len(sentence.text)


def read(text: str) -> None:
    [found] = find_attributions([Sentence(0, 0, len(text), text)])
    for start in range(0, len(text), 40):
        speaker_of(Span(start, start + 3), found)


@pytest.mark.parametrize(
    "piece", ["Eva Lind said 4%, ", "A, ", "“", "according to ", "Aaaa", "X said that he said "]
)
def test_time_grows_with_the_text(piece: str) -> None:
    assert grows_with_length(read, piece, 5_000)
