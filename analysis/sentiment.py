"""Turn a sentence into TextBlob's polarity and subjectivity and the words behind them."""

from dataclasses import dataclass

from textblob.en import sentiment


@dataclass(frozen=True, slots=True)
class Tone:
    """TextBlob's own numbers for a text: polarity from -1 to 1, subjectivity from 0 to 1.

    ``driving_words`` are the groups of words that TextBlob scored, strongest first.
    """

    polarity: float
    subjectivity: float
    driving_words: tuple[str, ...] = ()

    @property
    def scored(self) -> bool:
        """Return whether any word scored: a 0 without one says nothing of the tone."""
        return bool(self.driving_words)


def sentence_tone(text: str) -> Tone:
    """Return the tone of ``text``, with exactly the numbers of ``TextBlob(text).sentiment``.

    ``textblob.en.sentiment`` is what TextBlob itself calls; asked directly it also says which words
    it scored, without doing the work twice.

    >>> sentence_tone("A very good plan with bad timing.").driving_words
    ('very good', 'bad')
    >>> sentence_tone("Ministers met on Monday.").scored
    False
    """
    score = sentiment(text)
    polarity, subjectivity = score
    strongest = sorted(score.assessments, key=_weakness)
    words = (" ".join(group).replace(" !", "!") for group, *_ in strongest)
    return Tone(polarity, subjectivity, tuple(dict.fromkeys(words)))


def _weakness(assessment: tuple[list[str], float, float, str | None]) -> tuple[float, float]:
    _, polarity, subjectivity, _ = assessment
    return -abs(polarity), -subjectivity
