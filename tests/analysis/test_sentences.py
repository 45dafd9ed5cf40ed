import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.model import Document, Span
from analysis.sentences import LONGEST_SENTENCE, find_paragraphs, split_sentences
from analysis.vocabulary import tree
from tests.growth import grows_with_length

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "sentences.toml").read_text(encoding="utf-8")
)
MARKED = [text for rule in CASES["rule"] for text in rule["texts"]]
LENGTH = 25_000
HOSTILE = [
    ".", "!?", "a.b.c.", "a. b. c. ", '"', '."', '. "', "A ((", "A. ((", "- ", "1. ", "# ", "> ",
    "#", "a", "a\n", "A b.\n", "-\n", "\n", " ", "\t", "[…] A", ".[1]", '?" Abc ', "word.Word, ",
    "“Abc ", "\u2028", "ab cd ef gh ij kl mn op qr st uv wx yz ab\n",
]  # fmt: skip


def words(text: str) -> list[str]:
    return [sentence.text for sentence in split_sentences(Document("name", text))]


@pytest.mark.parametrize("marked", MARKED)
def test_sentences_end_where_they_are_marked_to_end(marked: str) -> None:
    lines = [line for part in marked.split("¦") for line in [part.strip()] if line]
    read = words(marked.replace("¦", ""))
    assert read == [_bare(line) for line in lines]


def _bare(line: str) -> str:
    """Leave out what is not part of a sentence: marks of headings and quotes, rules."""
    rows = [row for row in line.splitlines() if any(letter.isalnum() for letter in row)]
    return re.sub(r"^(#+|>) | #+$", "", "\n".join(rows))


def test_front_matter_is_left_out_and_offsets_count_from_the_start_of_the_file() -> None:
    text = "---\ntitle: Tanks. For Kyiv.\n---\n\nNine agreed. Four did not."
    (first, second) = split_sentences(Document("name", text, body=text.index("\n\nNine") + 1))
    assert (first.index, first.text, first.paragraph) == (0, "Nine agreed.", 0)
    assert (second.index, second.text, second.paragraph) == (1, "Four did not.", 0)
    assert text[second.start : second.end] == "Four did not."


def test_paragraphs_are_counted() -> None:
    read = split_sentences(Document("name", "Aid grows\n\n\nNine pay. Four do not.\nTwo wait."))
    assert [sentence.paragraph for sentence in read] == [0, 1, 1, 2]


def test_paragraphs_are_spans_of_lines() -> None:
    text = "  # Aid grows ##\n---\n> Nine pay.\n"
    assert [span.text(text) for span in find_paragraphs(text)] == ["Aid grows", "Nine pay."]
    assert find_paragraphs("") == find_paragraphs("---\n***") == []


def test_a_sentence_without_an_end_is_cut_at_a_blank() -> None:
    text = "budget " * 1_000
    read = words(text)
    assert "".join(read).replace(" ", "") == text.replace(" ", "")
    assert max(map(len, read)) <= LONGEST_SENTENCE
    assert {sentence.split()[-1] for sentence in read} == {"budget"}


TEXTS = st.text(st.sampled_from("aBé1.!?…\"“”'()[]#>-* \n\t,$😀\u2028")) | st.text()


@given(TEXTS, st.integers(0, 5))
def test_spans_are_exact_ordered_and_hold_every_word(text: str, body: int) -> None:
    read = split_sentences(Document("name", text, body=min(body, len(text))))
    end = min(body, len(text))
    for index, sentence in enumerate(read):
        assert sentence.index == index
        assert text[sentence.start : sentence.end] == sentence.text
        assert sentence.text.strip() == sentence.text != ""
        assert not any(letter.isalnum() for letter in text[end : sentence.start])
        assert sentence.start >= end
        end = sentence.end
    assert not any(letter.isalnum() for letter in text[end:])


@given(TEXTS)
def test_every_sentence_lies_in_its_paragraph(text: str) -> None:
    paragraphs = find_paragraphs(text)
    for sentence in split_sentences(Document("name", text)):
        paragraph = paragraphs[sentence.paragraph]
        assert paragraph.overlaps(Span(sentence.start, sentence.end))
        assert paragraph.start <= sentence.start < sentence.end <= paragraph.end


@pytest.mark.parametrize("piece", HOSTILE)
def test_time_grows_with_length_only(piece: str) -> None:
    def read(text: str) -> None:
        split_sentences(Document("name", text))

    assert grows_with_length(read, piece, LENGTH)


@pytest.mark.parametrize("name", tree("abbreviations.toml"))
def test_word_lists_have_no_repeats(name: str) -> None:
    listed = tree("abbreviations.toml")[name]
    assert sorted(listed) == sorted(set(listed))
    assert not [word for word in listed if word != word.strip() or word.endswith(".")]


def test_an_abbreviation_is_in_one_list_only() -> None:
    lists = tree("abbreviations.toml")
    names = ("before_name", "before_number", "before_phrase", "clock")
    listed = [word for name in names for word in lists[name]]
    assert sorted(listed) == sorted(set(listed))
