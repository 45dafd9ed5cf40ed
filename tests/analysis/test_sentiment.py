import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob import TextBlob
from textblob._text import EMOTICONS
from textblob.en import sentiment

from analysis.sentiment import sentence_tone

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "tones.toml").read_text(encoding="utf-8")
)["tone"]
SIGNS = sorted({"(!)"}.union(*EMOTICONS.values()))
PIECES = [
    *("not", "never", "no", "n't", "isn't", "very", "really", "happily,", "good", "bad", "great."),
    *("more", "least", "“terrible”", "war", "U.S.", "5%", ":)", "(!)", "!", "?", "-", ";", "’s"),
    *(
        "\n\n",
        "\r\n",
        "\u00a0",
        "\u2028",
        "....",
        "...",
        "Σ",
        "İ",
        "🙂",
        "2018)",
        "said:",
        "3",
        "(",
        ")",
    ),
]
CHARACTERS = "".join(sorted({*"".join(SIGNS), *" .!()'\"’\nab"}))
TEXTS = st.one_of(
    st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join),
    st.lists(st.sampled_from([*PIECES, *SIGNS, " "]), max_size=12).map("".join),
    st.text(alphabet=CHARACTERS, max_size=20),
    st.text(max_size=60),
)
HOSTILE = {
    "nothing": "",
    "a blank": " \n",
    "one long word": "x" * 50_000,
    "the same word": "good " * 5_000,
    "broken signs": ": ) " * 2_000,
    "nothing but stress": "! " * 2_000,
    "a chain of negations": "not " * 2_000 + "good",
    "half a surrogate pair": "good \ud83d bad",
    "a mark of TextBlob's own": "good :END-OF-SENTENCE ) bad",
    "a sign across a line end": "Not good :\n) The bad",
    "a sign across a paragraph's end": "good :\n\n) The bad",
    "a sign out of a score": "They lost 1: 3 to a good side.",
    "a sign out of a year": "A good year (2018) and a bad one.",
    "irony in parts": "A great ( ! ) plan",
    "reach ended by a long word": "Not, ministers said, a good plan, though very much a bad one.",
    "reach kept over short words": "It is not a good plan and really is a bad one.",
}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_words_behind_the_score(case: dict[str, object]) -> None:
    tone = sentence_tone(str(case["text"]))
    blob = TextBlob(str(case["text"])).sentiment
    assert (tone.polarity, tone.subjectivity) == (blob.polarity, blob.subjectivity)
    assert tone.driving_words == tuple(case["words"])
    assert tone.scored == bool(case["words"])


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_hostile_texts_have_the_numbers_of_textblob(text: str) -> None:
    assert_textblobs_own(text)


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("frame", ["A good plan {} with bad timing", "x{}", "({}).", "good{} bad"])
def test_signs_count_whole_and_in_parts(frame: str, sign: str) -> None:
    assert_textblobs_own(frame.format(sign))
    for cut in range(1, len(sign)):
        assert_textblobs_own(frame.format(f"{sign[:cut]} {sign[cut:]}"))
    assert_textblobs_own(frame.format(" ".join(sign)))


@given(TEXTS)
def test_numbers_are_those_of_textblob(text: str) -> None:
    assert_textblobs_own(text)


def assert_textblobs_own(text: str) -> None:
    tone = sentence_tone(text)
    blob = TextBlob(text).sentiment_assessments
    assert (tone.polarity, tone.subjectivity) == (blob.polarity, blob.subjectivity)
    assert tone.scored == bool(blob.assessments)
    groups = [" ".join(words).replace(" !", "!") for words, *_ in blob.assessments]
    assert sorted(set(groups)) == sorted(tone.driving_words)


def test_the_first_words_are_the_strongest() -> None:
    words = sentence_tone("A fairly good, awful, slightly sad and fine plan.").driving_words
    strengths = [abs(sentiment(word).assessments[0][1]) for word in words]
    assert len(words) == 4
    assert strengths == sorted(strengths, reverse=True)


def test_neither_import_nor_use_opens_a_connection() -> None:
    code = (
        "import socket\n"
        "def refuse(*_): raise SystemExit('a network connection was opened')\n"
        "socket.socket.connect = socket.getaddrinfo = refuse\n"
        "from analysis.sentiment import sentence_tone\n"
        "assert sentence_tone('A good plan.').scored\n"
    )
    assert hasattr(socket.socket, "connect")
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
