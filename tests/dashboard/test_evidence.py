"""The reader's text is the article itself, cut at marks and at the sentence, whatever is in it."""

from dataclasses import replace

import numpy as np
import pytest

from analysis.schema import Tables
from dashboard.evidence import (
    LONGEST,
    Piece,
    Place,
    citation,
    pieces,
    place_of_figure,
    source_line,
)
from dashboard.figurelist import FigureList, figure_list
from tests.dashboard.sample_tables import sample_tables

TABLES = sample_tables()
ORDERED = FigureList(TABLES, np.arange(len(TABLES.figures)))
EVERY_FIGURE = list(TABLES.figures["figure_id"])
EVERY_SENTENCE = list(zip(TABLES.sentences["doc_id"], TABLES.sentences["sentence"], strict=True))


def joined(cut: tuple[Piece, ...]) -> str:
    return "".join(piece.text for piece in cut)


def quote_of(figure_id: str) -> str:
    figures = TABLES.figures
    return str(figures.loc[figures["figure_id"] == figure_id, "quote"].iloc[0])


def placed(figure_id: str) -> Place:
    place = place_of_figure(TABLES, figure_id)
    assert place is not None
    return place


@pytest.mark.parametrize("figure_id", EVERY_FIGURE)
def test_a_figure_is_marked_in_its_own_words(figure_id: str) -> None:
    place = placed(figure_id)
    cut = pieces(TABLES, place)
    chosen = [piece for piece in cut if piece.kind == "chosen"]
    assert chosen == [Piece(quote_of(figure_id), "chosen", figure_id, in_sentence=True)]
    assert joined(cut) == TABLES.texts[place.doc_id]


@pytest.mark.parametrize(("doc_id", "sentence"), EVERY_SENTENCE)
def test_the_sentence_is_lit_from_end_to_end(doc_id: str, sentence: int) -> None:
    cut = pieces(TABLES, Place(doc_id, sentence))
    rows = TABLES.sentences
    row = rows[(rows["doc_id"] == doc_id) & (rows["sentence"] == sentence)].iloc[0]
    assert joined(tuple(piece for piece in cut if piece.in_sentence)) == row["text"]


def test_all_other_figures_of_the_text_are_marked_too() -> None:
    place = placed(EVERY_FIGURE[0])
    marked = {piece.figure_id for piece in pieces(TABLES, place) if piece.kind}
    figures = TABLES.figures
    assert marked == set(figures.loc[figures["doc_id"] == place.doc_id, "figure_id"])


def test_of_marks_that_overlap_the_chosen_one_stays() -> None:
    figures = TABLES.figures.head(2).copy()
    start, end = int(figures["start"].iloc[0]), int(figures["end"].iloc[0])
    inner = figures.assign(start=[start, start + 1], end=[end, end - 1])
    tables = replace(TABLES, figures=inner)
    first, second = inner["figure_id"]
    for figure_id in (first, second):
        place = Place("harbour-talks", 0, figure_id)
        cut = pieces(tables, place)
        assert [piece.figure_id for piece in cut if piece.kind] == [figure_id]
        assert joined(cut) == TABLES.texts["harbour-talks"]


def test_front_matter_is_left_out_and_offsets_hold() -> None:
    body = 9
    tables = replace(TABLES, bodies={**TABLES.bodies, "harbour-talks": body})
    cut = pieces(tables, Place("harbour-talks", 5))
    assert joined(cut) == TABLES.texts["harbour-talks"][body:]


@pytest.mark.parametrize("at", [0, 40_000, 199_900])
def test_a_long_text_is_cut_round_the_place(at: int) -> None:
    text = "0123456789" * 20_000
    sentences = TABLES.sentences.head(1).assign(doc_id="long", start=at, end=at + 50)
    documents = TABLES.documents.head(1).assign(doc_id="long")
    tables = Tables(documents, sentences, texts={"long": text}, bodies={"long": 0})
    cut = pieces(tables, Place("long", 0))
    lit = joined(tuple(piece for piece in cut if piece.in_sentence))
    assert lit == text[at : at + 50]
    assert len(joined(cut)) <= LONGEST + 50


def test_an_unknown_figure_has_no_place() -> None:
    assert place_of_figure(TABLES, "nobody") is None


def test_a_citation_names_quote_title_publisher_day_address_and_position() -> None:
    place = Place("harbour-talks", 1, TABLES.figures["figure_id"].iloc[1])
    text = TABLES.texts["harbour-talks"]
    start = text.index("€800 billion")
    assert citation(TABLES, place) == (
        "“€800 billion”, in: Ministers meet at the harbour. The Harbour Gazette, 2 September 2025. "
        f"https://example.org/10. Sentence 2, characters {start}–{start + 12}."
    )


def test_a_citation_of_a_sentence_quotes_it_and_leaves_out_what_is_not_known() -> None:
    text = TABLES.texts["letter: 1 & <2>"]
    last = TABLES.sentences["text"].iloc[-1]
    cited = citation(TABLES, Place("letter: 1 & <2>", 1))
    assert cited.startswith(f"“{last}”, in: =A letter with $signs$")
    assert cited.endswith(f"Sentence 2, characters {text.index(last)}–{len(text)}.")
    assert "nat" not in cited.lower().split()


def test_the_source_line_leaves_out_what_is_not_known() -> None:
    lines = [source_line(TABLES.documents.iloc[row]) for row in range(3)]
    assert lines == ["The Harbour Gazette, 2 September 2025", "Market Notes, 1 August 2025", ""]


@pytest.mark.parametrize(
    ("figure_id", "expected"),
    [
        (EVERY_FIGURE[0], ("", EVERY_FIGURE[1])),
        (EVERY_FIGURE[3], (EVERY_FIGURE[2], EVERY_FIGURE[4])),
        (EVERY_FIGURE[-1], (EVERY_FIGURE[-2], "")),
        ("nobody", ("", EVERY_FIGURE[0])),
    ],
)
def test_the_neighbours_of_a_figure(figure_id: str, expected: tuple[str, str]) -> None:
    assert ORDERED.neighbours(figure_id) == expected


def test_without_figures_there_are_no_neighbours() -> None:
    assert figure_list(Tables()).neighbours("nobody") == ("", "")
