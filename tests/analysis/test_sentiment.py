import socket
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from textblob import TextBlob
from textblob.en import sentiment

from analysis.sentiment import sentence_tone

CASES = tomllib.loads(
    (Path(__file__).parents[1] / "cases" / "tones.toml").read_text(encoding="utf-8")
)["tone"]
PIECES = [
    *("not", "never", "no", "n't", "isn't", "very", "really", "happily,", "good", "bad", "great."),
    *("more", "least", "“terrible”", "war", "U.S.", "5%", ":)", "(!)", "!", "?", "-", ";", "’s"),
]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join) | st.text(max_size=60)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_words_behind_the_score(case: dict[str, object]) -> None:
    tone = sentence_tone(str(case["text"]))
    blob = TextBlob(str(case["text"])).sentiment
    assert (tone.polarity, tone.subjectivity) == (blob.polarity, blob.subjectivity)
    assert tone.driving_words == tuple(case["words"])
    assert tone.scored == bool(case["words"])


@given(TEXTS)
def test_numbers_are_those_of_textblob(text: str) -> None:
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
