import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import TOPICS, Span
from analysis.topics import (
    document_topics,
    find_topic_cues,
    sentence_topics,
    topic_of,
)
from tests.analysis.annotated import Annotated, annotated, share_right

# The second table was written before the rules and never read while they were made.
FLOORS = {"statuses.jsonl": 0.92, "statuses.unseen.jsonl": 0.86}


def topic_read(case: Annotated) -> str:
    cues = [find_topic_cues(sentence.text) for sentence in case.document]
    before = cues[case.index - 1] if case.index else ()
    return topic_of(case.span, cues[case.index], case.text, before, document_topics(cues))


@pytest.mark.parametrize("table", FLOORS)
def test_topics_of_annotated_figures(table: str) -> None:
    cases = annotated(table)
    wrong = [(c.text, c.quote, topic_read(c)) for c in cases if topic_read(c) != c.topic]
    assert share_right([topic_read(c) == c.topic for c in cases]) >= FLOORS[table], wrong


def test_the_tables_hold_every_topic() -> None:
    for table in FLOORS:
        assert {case.topic for case in annotated(table)} == set(TOPICS)


@pytest.mark.parametrize(
    ("word", "topic"),
    [
        ("defence budget", "spending"),
        ("Humanitarian aid", "aid"),
        ("howitzers", "arms"),
        ("paratroopers", "troops"),
        ("import duties", "tariffs"),
        ("trade deficit", "trade"),
        ("layoffs", "cuts"),
        ("blacklisted", "sanctions"),
        ("wind farms", "energy"),
        ("unemployment", "economy"),
        ("by-election", "elections"),
        ("was wounded", "casualties"),
        ("asylum seekers", "migration"),
        ("cease-fire", "diplomacy"),
        ("pupils", "other"),
    ],
)
def test_every_topic_has_words(word: str, topic: str) -> None:
    assert topic in {cue.topic for cue in find_topic_cues(word)}


@pytest.mark.parametrize(
    "text", ["", "He ate.", "The trade union rested.", "They soldier on.", "a cul-de-sac"]
)
def test_words_that_speak_for_no_topic(text: str) -> None:
    assert [cue for cue in find_topic_cues(text) if cue.weight > 2] == []


def test_words_nearer_to_the_figure_decide() -> None:
    text = "The drones cost $4 million while 12 people were killed."
    cues = find_topic_cues(text)
    assert topic_of(Span(33, 42), cues, text) == "casualties"


def test_the_sentence_before_and_the_document_decide_where_the_sentence_is_silent() -> None:
    before = find_topic_cues("Tariffs will rise.")
    assert topic_of(Span(0, 3), [], "25% it is.", before) == "tariffs"
    assert topic_of(Span(0, 3), [], "25% it is.", (), {"energy": 1.0}) == "energy"
    assert topic_of(Span(0, 3), [], "25% it is.") == "other"


def test_the_topics_of_a_sentence_are_ordered_by_strength() -> None:
    cues = find_topic_cues("Missiles and shells were sent as troops and soldiers, drones, left.")
    assert sentence_topics(cues)[:2] == ("arms", "troops")


@given(st.text())
def test_no_text_raises_and_cues_stay_in_order(text: str) -> None:
    cues = find_topic_cues(text)
    assert [cue.span.start for cue in cues] == sorted(cue.span.start for cue in cues)
    assert all(0 <= cue.span.start < cue.span.end <= len(text) for cue in cues)
    topic_of(Span(0, min(3, len(text))), cues, text)
