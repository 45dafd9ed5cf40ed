"""The tone of sentences by country, topic and text, and the words that it comes from."""

import pandas as pd
import pytest

from analysis import analyse, read_pasted
from analysis.labels import NO_COUNTRY
from analysis.moods import KEYS
from analysis.schema import Tables
from analysis.selection import Selection
from analysis.sentiment import _lexicon, sentence_tone
from analysis.tones import driving_words, sentences_of, tone_by
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
WORDY = (
    "More boats came. More good boats came than ever. A very good day it was not. "
    "It is not good. The plan is bad and the harbour is closed."
)


def test_tone_leaves_unscored_sentences_out() -> None:
    rows = tone_by(TABLES, "document").set_index("document")
    assert rows.loc["tariff-week", ["sentences", "scored"]].to_list() == [9, 4]
    assert rows.loc["tariff-week", "middle"] == pytest.approx(-0.65)


@pytest.mark.parametrize("facet", KEYS)
def test_what_has_no_scored_sentence_has_no_tone(facet: str) -> None:
    silent = TABLES.sentences.assign(scored=False)
    rows = tone_by(Tables(documents=TABLES.documents, sentences=silent), facet)
    assert rows["middle"].isna().all()
    assert rows["scored"].eq(0).all()


@pytest.mark.parametrize("facet", ["country", "topic", "document"])
def test_a_mark_counts_the_sentences_that_choosing_it_leaves(facet: str) -> None:
    for value, sentences in tone_by(TABLES, facet)[[facet, "sentences"]].itertuples(index=False):
        chosen = Selection(**{facet: (value,)})
        assert len(chosen.apply(TABLES).sentences) == sentences, value


def test_a_sentence_about_several_countries_counts_under_each() -> None:
    counts = tone_by(TABLES, "country").set_index("country")["sentences"]
    assert counts[["GBR", "FRA", "EST"]].tolist() == [2, 2, 1]
    assert NO_COUNTRY in counts.index


@pytest.mark.parametrize("facet", KEYS)
def test_empty_tables_have_the_same_columns_and_dtypes(facet: str) -> None:
    empty, full = tone_by(Tables(), facet), tone_by(TABLES, facet)
    assert empty.empty
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()


def test_words_are_ranked_by_how_far_they_moved_how_many_sentences() -> None:
    rows = driving_words(analyse([read_pasted(WORDY)]))
    told = rows.set_index("word")[["polarity", "sentences"]]
    assert told.loc["more"].tolist() == [0.5, 2]
    assert told.loc["not good", "polarity"] == pytest.approx(-0.35)
    pull = rows["polarity"].abs() * rows["sentences"]
    assert pull.is_monotonic_decreasing


def test_a_word_by_itself_scores_as_it_does_in_its_sentence() -> None:
    scored = [part for text in TABLES.sentences["text"] for part in _lexicon()(text).assessments]
    scored += _lexicon()(WORDY).assessments
    assert len(scored) > 5
    for group, polarity, *_ in scored:
        assert sentence_tone(" ".join(group)).polarity == pytest.approx(polarity)


def test_words_lead_to_their_sentences() -> None:
    found = sentences_of(TABLES, ["least", "good"], most=1)
    assert found == {"least": ["harbour-talks:10"], "good": ["harbour-talks:11"]}
    assert sentences_of(TABLES, ["least"], most=9)["least"] == ["harbour-talks:10", "tariff-week:4"]


def test_no_sentence_has_no_words() -> None:
    empty: pd.DataFrame = driving_words(Tables())
    assert empty.empty
    assert empty.dtypes.to_dict() == driving_words(TABLES).dtypes.to_dict()
