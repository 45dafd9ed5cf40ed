"""Topic words of a user's own: what a file may say, what is refused, and where they lead."""

import doctest
import re
from contextlib import suppress
from itertools import product
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis import analyse, read_pasted
from analysis.documents import read_bytes
from analysis.model import TOPICS
from analysis.selection import Selection, options
from analysis.summaries import by_country_and_topic
from analysis.tables import documents_of
from analysis.topics import (
    Topics,
    find_topic_cues,
    load_topics,
    our_topics,
    our_vocabulary,
    read_topics,
)
from analysis.topics.vocabulary import MOST_BYTES
from analysis.vocabulary import VocabularyError
from tests.growth import grows_with_length

GUIDE = Path(__file__).parents[2] / "docs" / "topics.md"


def read(text: str) -> Topics:
    return read_topics("mine.toml", text.encode("utf-8"))


def topics_in(text: str, words: str) -> list[tuple[str, str, float]]:
    cues = find_topic_cues(text, read(words))
    return [(cue.span.text(text), cue.topic, cue.weight) for cue in cues]


@pytest.mark.parametrize(
    ("words", "text", "cues"),
    [
        ('[energy]\n4 = ["peat bog"]', "Peat bogs, tariffs", [("Peat bogs", "energy", 4.0)]),
        ('[energy]\n4 = ["peat-bog"]', "Peat bogs", [("Peat bogs", "energy", 4.0)]),
        ('[housing]\n2 = ["evict~"]', "were evicted", [("evicted", "housing", 2.0)]),
        ('["social care"]\n1 = ["ward"]', "wards", [("wards", "social care", 1.0)]),
        ("[housing]\n3 = ['c++ (court)', \"a.b\"]", "A.B.", [("A.B", "housing", 3.0)]),
        (
            'extend = true\n[housing]\n3 = ["maisonette"]',
            "a maisonette",
            [("maisonette", "housing", 3.0)],
        ),
        ('extend = true\n[housing]\n3 = ["flat"]', "a tariff", [("tariff", "tariffs", 4.0)]),
        (
            'extend = true\n[housing]\n3 = ["tariff"]',
            "a tariff",
            [("tariff", "tariffs", 4.0), ("tariff", "housing", 3.0)],
        ),
        (
            'extend = true\n[housing]\n4 = ["deport~"]',
            "deported",
            [("deported", "migration", 4.0), ("deported", "housing", 4.0)],
        ),
        ('extend = true\n[tariffs]\nremove = ["tariff"]', "tariffs", []),
        ('extend = true\n[tariffs]\n1 = ["tariff"]', "a tariff", [("tariff", "tariffs", 1.0)]),
        ('extend = true\n[tariffs]\nremove = ["tariff"]', "a tariff", []),
        ('extend = true\nneutral = ["tariff"]', "a tariff", []),
        ('extend = true\nneutral = ["tariff bill"]', "a tariff bill", []),
        ('extend = false\n[housing]\n3 = ["flat"]', "a tariff", []),
        ('neutral = ["flat white"]\n[housing]\n3 = ["flat"]', "flat whites", []),
        ('\ufeff[housing]\r\n3 = ["flat"]\r\n', "flats", [("flats", "housing", 3.0)]),
        ('[housing]\n3 = [\n"flat", # a "comment\n"loft"]', "loft", [("loft", "housing", 3.0)]),
    ],
)
def test_what_a_file_may_say(words: str, text: str, cues: list[tuple[str, str, float]]) -> None:
    assert topics_in(text, words) == cues


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("[energy\n", "1: not TOML: "),
        ('[energy]\n4 = ["gas"', "2: not TOML: "),
        ('[energy]\n4 = ["gas"]\n\n[energy]\n', "4: not TOML: "),
        ("", "1: names no topic"),
        ("extend = true\n", "1: names no topic"),
        ('extend = "yes"\n[energy]\n4 = ["gas"]', "1: extend must be true or false"),
        ('[energy]\nextend = true\n4 = ["gas"]', "2: [energy] extend must stand above the first"),
        ('\nhousing = ["flat"]', "2: housing is no topic: write it as a table, [topic]"),
        ('[Housing]\n4 = ["flat"]', "1: Housing is no name of a topic"),
        ('["a;b"]\n4 = ["flat"]', "1: a;b is no name of a topic"),
        ('["\u202ehousing"]\n4 = ["flat"]', r"1: \u202ehousing is no name of a topic"),
        (f'["{"a" * 41}"]\n4 = ["flat"]', f"1: {'a' * 41} is no name of a topic"),
        ('[remove]\n4 = ["flat"]', "1: remove is no name of a topic"),
        ('[energy]\n\nhigh = ["gas"]', "3: [energy] high is no weight (1 to 6)"),
        ('[energy]\n9 = ["gas"]', "2: [energy] 9 is no weight (1 to 6)"),
        ('[energy]\n2.5 = ["gas"]', "2: a dot outside quotes"),
        ('[energy.gas]\n2 = ["gas"]', "1: a dot outside quotes"),
        ('[energy]\n4 = "gas"', "2: [energy] 4 has no list of phrases in square brackets"),
        ("[energy]\n4 = [5]", "2: [energy] 4 lists 5, which has no quotes"),
        ('[energy]\n4 = [["gas"]]', "2: [energy] 4 lists ['gas'], which has no quotes"),
        ('neutral = "gas"', "1: neutral has no list of phrases in square brackets"),
        ('[energy]\n4 = ["gas"]\n2 = ["oil",\n"gas"]', "4: [energy] 'gas' repeats"),
        ('[energy]\n4 = ["oil-gas",\n"Oil gas"]', "3: [energy] 'oil gas' repeats"),
        ('[energy]\n4 = ["gas",\n ""]', "3: [energy] '' is empty"),
        ('[energy]\n4 = ["gas",\n "  "]', "3: [energy] '  ' is empty"),
        (f'[energy]\n4 = ["{"gas" * 40}"]', "2: [energy] 'gasgas"),
        ('[energy]\n4 = ["g\u202eas"]', r"2: [energy] 'g\u202eas' holds a character that nobody"),
        ('[energy]\n4 = ["g\\u0000as"]', r"2: [energy] 'g\x00as' holds a character that nobody"),
        ('[energy]\n4 = ["g\\nas"]', r"2: [energy] 'g\nas' holds a character that nobody"),
        ('[energy]\n4 = [" gas"]', "2: [energy] ' gas' must begin with a letter or digit"),
        ('[energy]\n4 = ["(gas)"]', "2: [energy] '(gas)' must begin with a letter or digit"),
        ('[energy]\n4 = ["ga~s"]', "2: [energy] 'ga~s' has a ~ that is not at the end"),
        ('[energy]\n4 = ["ga~ oil~"]', "2: [energy] 'ga~ oil~' has a ~ that is not at the end"),
        (
            'extend = true\n[energy]\n\nremove = ["xylophone"]',
            "4: [energy] 'xylophone' cannot be removed: it is not among our words",
        ),
        (
            '[energy]\nremove = ["gas"]',
            "2: [energy] 'gas' cannot be removed: it is not among our words",
        ),
        ("\n".join(f"[t{n}]\n1 = ['w{n}']" for n in range(101)), "201: t100 is one topic too many"),
        ("a = " + "[" * 5_000, "1: "),
        ("[energy]\n4 = " + "9" * 5_000, "2: not TOML: "),
    ],
)
def test_what_is_refused_with_file_line_and_reason(words: str, message: str) -> None:
    with pytest.raises(VocabularyError) as refused:
        read(words)
    said = str(refused.value)
    assert said.startswith(f"mine.toml:{message}") or (message == "1: " and "too deep" in said)
    assert "\n" not in said
    assert said.isprintable()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b'[energy]\n4 = ["g\xe9s"]', "mine.toml:2: not written in UTF-8"),
        ("[energy]".encode("utf-16"), "mine.toml:1: not written in UTF-8"),
        (b" " * (MOST_BYTES + 1), "mine.toml: larger than 4 MB"),
    ],
)
def test_bytes_that_are_refused(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "mine.toml"
    path.write_bytes(content)
    with pytest.raises(VocabularyError, match=re.escape(message)):
        load_topics(path)


@pytest.mark.parametrize("name", ["gone.toml", "."])
def test_a_file_that_is_none_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(VocabularyError, match="no such file"):
        load_topics(tmp_path / name)


def test_our_own_file_can_be_read_as_a_users() -> None:
    ours = read(our_vocabulary())
    assert ours.phrases.meanings == our_topics().phrases.meanings
    assert ours.names == our_topics().names == TOPICS
    assert ours.sha256 != our_topics().sha256 == ""


@pytest.mark.parametrize(
    "piece",
    [
        '"""',
        "'''",
        '"\\',
        '[["',
        "a\n",
        '"a" ',
        "'a'=1\n",
        '"""\\"',
        "#\n",
        "[a]\n1=['a']\n",
        "a=[",
    ],
)
def test_hostile_files_cost_no_more_than_their_length(piece: str) -> None:
    def refuse(text: str) -> None:
        with pytest.raises(VocabularyError):
            read(text)

    assert grows_with_length(refuse, piece, 10_000)


def test_a_hundred_thousand_phrases_are_read_and_found() -> None:
    parts = product("bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou", "bdfgklmnprst", "aeiou")
    phrases = [f"{''.join(word)} house" for word, _ in zip(parts, range(100_000), strict=False)]
    words = read("[housing]\n1 = [" + ", ".join(f'"{phrase}"' for phrase in phrases) + "]")
    found = find_topic_cues(f"A {phrases[-1]} and a {phrases[7]}", words)
    assert [cue.topic for cue in found] == ["housing", "housing"]


@given(st.text(alphabet="[]{}=\"'\\#.~ \n\r\t14abextndrmov\u202e\u0000é"))
def test_no_file_does_anything_but_load_or_be_refused(text: str) -> None:
    with suppress(VocabularyError):
        read(text)


MINE = 'extend = true\n[social_housing]\n6 = ["council flat"]\n'
TEXT = "Norway paid €5 million for 300 council flats. Exports of Chile rose by 4 percent."


def test_a_topic_of_ones_own_reaches_every_table_filter_and_chart() -> None:
    tables = analyse([read_pasted(TEXT)], topics=read(MINE))
    assert list(tables.figures["topic"]) == ["social_housing", "social_housing", "trade"]
    assert set(tables.figures["role"]) == {"subject"}
    assert tables.spending.empty
    assert tables.sentences["topics"].iloc[0].startswith("social_housing")
    assert options(tables)["topic"] == ("trade", "social_housing")
    chosen = Selection.from_query({"topic": ["social_housing"]}, options(tables))
    assert len(chosen.apply(tables).figures) == 2
    assert chosen.describe()[0].label == "Topic: social housing"
    assert "social_housing" in set(by_country_and_topic(tables)["topic"])


def test_texts_can_be_read_again_with_other_words() -> None:
    document = read_bytes("flats.md", b"---\ndate: 2025-03-01\n---\n# Flats\n\n" + TEXT.encode())
    ours = analyse([document])
    anew = analyse(documents_of(ours), topics=read(MINE))
    again = analyse(documents_of(anew))
    assert list(documents_of(anew)) == [document]
    assert set(ours.figures["topic"]) != set(anew.figures["topic"])
    assert all(frame.equals(again.frames()[name]) for name, frame in ours.frames().items())


def test_the_example_of_the_guide_is_true(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    block = re.search(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert block
    (tmp_path / "mine.toml").write_text(block[1], encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    failed, tried = doctest.testfile(str(GUIDE), module_relative=False)
    assert (failed, tried) == (0, 6)
