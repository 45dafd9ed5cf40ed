import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import analyse, read_pasted
from analysis.linking import SEPARATOR
from analysis.linking.about import about_of
from analysis.model import TOPICS, Span
from analysis.quantities import find_quantities
from analysis.topics import (
    Around,
    document_topics,
    find_topic_cues,
    sentence_topics,
    setting_of,
    topic_of,
)
from analysis.topics.weighing import NOTHING
from tests.analysis.annotated import CASES, Annotated, annotated, share_right

# The second table was written before the rules and never read while they were made.
FLOORS = {"statuses.jsonl": 0.92, "statuses.unseen.jsonl": 0.86}


def topic_read(case: Annotated) -> str:
    found = find_quantities(case.text, ones=True)
    figure = next((q for q in found if q.span.overlaps(case.span)), None)
    cues = [find_topic_cues(sentence.text) for sentence in case.document]
    before = cues[case.index - 1] if case.index else ()
    around = Around(before, together=bool(before), document=document_topics(cues))
    setting = setting_of(case.text, cues[case.index], around)
    if figure is None:
        return topic_of(case.span, setting)
    thing = about_of(case.text, figure).partition(SEPARATOR)[0]
    return topic_of(figure.whole, setting, kind=figure.kind, thing=thing)


@pytest.mark.parametrize("table", FLOORS)
def test_topics_of_annotated_figures(table: str) -> None:
    cases = annotated(table)
    wrong = [(c.text, c.quote, topic_read(c)) for c in cases if topic_read(c) != c.topic]
    assert share_right([topic_read(c) == c.topic for c in cases]) >= FLOORS[table], wrong


def test_topics_of_sentences_that_stand_alone() -> None:
    wrong = []
    for line in (CASES / "topics.jsonl").read_text(encoding="utf-8").splitlines():
        case = json.loads(line)
        figures = analyse([read_pasted(case["text"], "News")]).figures
        [topic] = figures.loc[figures["quote"] == case["quote"], "topic"]
        if topic != case["topic"]:
            wrong.append((case["text"], case["quote"], topic))
    assert len(wrong) <= 10, wrong


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


def topic_in(text: str, quote: str, around: Around = NOTHING, **known: str) -> str:
    start = text.index(quote)
    setting = setting_of(text, find_topic_cues(text), around)
    return topic_of(Span(start, start + len(quote)), setting, **known)


@pytest.mark.parametrize(
    ("text", "quote", "topic"),
    [
        ("The drones cost $4 million while 12 people were killed.", "12 people", "casualties"),
        ("Ministers from 40 countries met about the 300 soldiers.", "300 soldiers", "troops"),
        ("Parties at the summit spoke of tariffs of 12 percent.", "12 percent", "tariffs"),
        ("Olena, 41, fled the war.", "41", "other"),
    ],
)
def test_words_nearer_to_the_figure_decide(text: str, quote: str, topic: str) -> None:
    assert topic_in(text, quote) == topic


@pytest.mark.parametrize(
    ("around", "topic"),
    [
        (Around(), "other"),
        (Around(before=find_topic_cues("Tariffs will rise.")), "tariffs"),
        (Around(document={"energy": 1.0}), "energy"),
        (Around(title={"migration": 1.0}), "migration"),
        (
            Around(find_topic_cues("Refineries closed."), together=True, document={"arms": 0.7}),
            "energy",
        ),
    ],
)
def test_what_stands_round_decides_where_the_sentence_is_silent(around: Around, topic: str) -> None:
    assert topic_in("25% it is.", "25%", around) == topic


@pytest.mark.parametrize(
    ("known", "topic"),
    [
        ({}, "arms"),
        ({"kind": "percent"}, "elections"),
        ({"thing": "seat"}, "elections"),
        ({"last": "elections"}, "elections"),
    ],
)
def test_kind_thing_and_the_figure_before_have_their_say(known: dict[str, str], topic: str) -> None:
    assert topic_in("The seat and the drone stood at 5.", "5", **known) == topic


def test_the_topics_of_a_sentence_are_ordered_by_strength() -> None:
    cues = find_topic_cues("Missiles and shells were sent as troops and soldiers, drones, left.")
    assert sentence_topics(cues)[:2] == ("arms", "troops")


@given(st.text())
def test_no_text_raises_and_cues_stay_in_order(text: str) -> None:
    cues = find_topic_cues(text)
    assert [cue.span.start for cue in cues] == sorted(cue.span.start for cue in cues)
    assert all(0 <= cue.span.start < cue.span.end <= len(text) for cue in cues)
    topic_of(Span(0, min(3, len(text))), setting_of(text, cues))
