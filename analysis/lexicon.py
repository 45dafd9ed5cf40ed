"""Hand out TextBlob's lexicon, the 94,000 words of its tagger, loaded in one step."""

from pathlib import Path

from textblob._text import Lexicon
from textblob.en import lexicon as _own


class _Quick(Lexicon):  # type: ignore[misc]  # TextBlob has no types
    """The same words with the same tags; TextBlob reads them line by line, in five times the time.

    The file has its comments at the top and a word with its tag in each line below them.
    """

    def load(self) -> None:
        text = Path(self.path).read_text(encoding="utf-8")
        pairs = text[text.rfind(";;;") :].partition("\n")[2].split()
        dict.update(self, zip(pairs[::2], pairs[1::2], strict=True))


lexicon = _Quick(
    path=_own.path,
    morphology=_own.morphology.path,
    context=_own.context.path,
    entities=_own.entities.path,
    language=_own.language,
)
"""Used like ``textblob.en.lexicon``: it loads itself when it is first asked."""
