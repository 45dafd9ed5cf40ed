"""Load the words that speak for topics: our own, or those of a file that extends or replaces them.

docs/topics.md describes the file; every fault in one is told with its line.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib import resources
from pathlib import Path
from typing import NoReturn

from analysis.model import topic_rank
from analysis.phrases import VERB, PhraseIndex, folded, surfaces
from analysis.topics.sourcelines import Place, check_dots, places
from analysis.vocabulary import VocabularyError, kept

Weights = dict[str, float]
Forms = dict[str, Weights]

NEUTRAL, EXTEND, REMOVE = "neutral", "extend", "remove"
OURS = "topics.toml"
# A file past these is a mistake or an attack; 100,000 phrases fit.
MOST_BYTES, MOST_TOPICS, LONGEST_PHRASE = 4_000_000, 100, 100

_NAME = re.compile(r"[^\W\d_](?:[^\W_]|[ _-](?=[^\W_])){0,39}")
_WEIGHT = re.compile(r"[1-6]")
_STATED = re.compile(r"(?P<reason>.*?) \(at (?:line (?P<line>\d+), column \d+|end of document)\)")
_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))


@dataclass(frozen=True)
class Topics:
    """Words that speak for topics; ``sha256`` is the checksum of the file, '' for our own."""

    name: str
    sha256: str
    names: tuple[str, ...]
    phrases: PhraseIndex[Weights]


def load_topics(path: Path | None = None) -> Topics:
    """Return the topic words of the TOML file at ``path``, or our own.

    Raises:
        VocabularyError: the file cannot be read or has a fault; the message says file, line and
            reason.
    """
    if path is None:
        return our_topics()
    try:
        if not path.is_file():
            raise VocabularyError(f"{path.name}: no such file")
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise VocabularyError(f"{path.name}: cannot be read ({error.strerror})") from error
    return read_topics(path.name, content)


@cache
@kept()
def our_topics() -> Topics:
    """Return our own topic words."""
    forms = _forms(OURS, our_vocabulary())
    return Topics(OURS, "", _names(forms), PhraseIndex.of_forms(forms))


@cache
def our_vocabulary() -> str:
    """Return the file of our own topic words."""
    file = resources.files("analysis").joinpath("data", OURS)
    return file.read_text(encoding="utf-8")


def read_topics(name: str, content: bytes) -> Topics:
    """Return the topic words that the bytes of a TOML file hold; ``name`` is for messages.

    >>> read_topics("mine.toml", b'[housing]\\n4 = ["council house"]').names
    ('housing',)
    >>> read_topics("mine.toml", b'[housing]\\n9 = ["council house"]')
    Traceback (most recent call last):
    ...
    analysis.vocabulary.VocabularyError: mine.toml:2: [housing] 9 is no weight (1 to 6)

    Raises:
        VocabularyError: the file has a fault; the message says file, line and reason.
    """
    if len(content) > MOST_BYTES:
        raise VocabularyError(f"{name}: larger than {MOST_BYTES // 1_000_000} MB")
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise VocabularyError(f"{name}:{line}: not written in UTF-8") from error
    check_dots(name, text)
    forms = _forms(name, text)
    digest = sha256(content).hexdigest()
    return Topics(name, digest, _names(forms), PhraseIndex.of_forms(forms))


def _names(forms: Forms) -> tuple[str, ...]:
    found = {topic for weights in forms.values() for topic in weights} - {NEUTRAL}
    return tuple(sorted(found, key=topic_rank))


def _forms(name: str, text: str) -> Forms:
    """Return the weights of each spelling that a file lists, beside ours where it extends them."""
    return _File(name, text, _parsed(name, text)).forms()


def _parsed(name: str, text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except RecursionError as error:
        raise VocabularyError(f"{name}: lists within lists, too deep") from error
    except ValueError as error:
        stated = _STATED.match(str(error))
        line = (stated and stated["line"]) or text.count("\n") + 1
        reason = stated["reason"] if stated else str(error)
        raise VocabularyError(f"{name}:{line}: not TOML: {reason}") from error


@dataclass(frozen=True)
class _File:
    """A file that is being checked: its name, its text and what TOML makes of it."""

    name: str
    text: str
    content: Mapping[str, object]

    def forms(self) -> Forms:
        extends = self.content.get(EXTEND, False)
        if not isinstance(extends, bool):
            self._refuse("", EXTEND, EXTEND, "must be true or false")
        ours = our_topics().phrases.meanings if extends else {}
        forms = {form: dict(weights) for form, weights in ours.items()}
        topics = [key for key in self.content if key not in (EXTEND, NEUTRAL)]
        if not topics and NEUTRAL not in self.content:
            raise VocabularyError(f"{self.name}:1: names no topic")
        if len(topics) > MOST_TOPICS:
            self._refuse(topics[MOST_TOPICS], "", topics[MOST_TOPICS], "is one topic too many")
        for topic in topics:
            self._enter_topic(forms, topic)
        for phrase in self._list("", NEUTRAL, self.content.get(NEUTRAL, [])):
            forms |= {form: {NEUTRAL: 0.0} for form in surfaces(phrase)}
        return forms

    def _enter_topic(self, forms: Forms, topic: str) -> None:
        """Enter the phrases of ``topic``, those that are written out after all inflected ones."""
        phrases: dict[str, str] = {}
        for key, phrase in self._phrases(topic):
            if phrase in phrases:
                self._refuse(topic, key, phrase, "repeats", last=True)
            phrases[phrase] = key
        for phrase, key in phrases.items():
            if key == REMOVE:
                self._remove(forms, topic, phrase)
                continue
            for form in surfaces(phrase):
                if form == phrase or form not in phrases:
                    _weigh(forms, form, topic, float(key))

    def _phrases(self, topic: str) -> Iterator[tuple[str, str]]:
        """Yield the weights of a topic, or "remove", with each of their phrases."""
        lists = self.content[topic]
        if topic == REMOVE or not _NAME.fullmatch(topic) or topic != topic.lower():
            self._refuse("", topic, topic, "is no name of a topic (small letters, 40 at most)")
        if not isinstance(lists, dict):
            self._refuse("", topic, topic, "is no topic: write it as a table, [topic]")
        for key, phrases in lists.items():
            if key == EXTEND:
                self._refuse(topic, key, key, "must stand above the first topic")
            if key != REMOVE and not _WEIGHT.fullmatch(key):
                self._refuse(topic, key, key, "is no weight (1 to 6)")
            yield from ((key, phrase) for phrase in self._list(topic, key, phrases))

    def _list(self, topic: str, key: str, phrases: object) -> Iterator[str]:
        if not isinstance(phrases, list):
            self._refuse(topic, key, key, "has no list of phrases in square brackets")
        for phrase in phrases:
            if not isinstance(phrase, str):
                self._refuse(topic, key, key, f"lists {str(phrase)[:20]}, which has no quotes")
            if fault := _fault(phrase):
                self._refuse(topic, key, phrase, fault)
            yield folded(phrase)

    def _remove(self, forms: Forms, topic: str, phrase: str) -> None:
        held = [form for form in surfaces(phrase) if topic in forms.get(form, ())]
        if not held:
            self._refuse(topic, REMOVE, phrase, "cannot be removed: it is not among our words")
        for form in held:
            del forms[form][topic]
            if not forms[form]:
                del forms[form]

    def _refuse(
        self, topic: str, key: str, word: str, reason: str, *, last: bool = False
    ) -> NoReturn:
        lines = [place.line for place in places(self.text) if _is_at(place, topic, key, word)]
        where = f":{lines[-1 if last else 0]}" if lines else ""
        shown = word if word in (key, topic) else repr(word)
        table = f"[{topic}] " if topic and topic != word else ""
        raise VocabularyError(f"{self.name}{where}: {table}{_visible(shown)} {reason}")


def _weigh(forms: Forms, form: str, topic: str, weight: float) -> None:
    weights = forms.setdefault(form, {})
    weights.pop(NEUTRAL, None)
    weights[topic] = weight


def _is_at(place: Place, topic: str, key: str, word: str) -> bool:
    if not key:
        return place.table == topic
    if not topic and place.table == key:
        return True
    same = place.word == word or folded(place.word) == word
    return place.table == topic and place.key == key and same


def _fault(phrase: str) -> str:
    """Return what is wrong with a phrase, or ''."""
    if not phrase.strip():
        return "is empty"
    if len(phrase) > LONGEST_PHRASE:
        return f"is longer than {LONGEST_PHRASE} characters"
    odd = next((sign for sign in phrase if unicodedata.category(sign) in _UNSEEN), "")
    if odd:
        return f"holds a character that nobody can see (U+{ord(odd):04X})"
    if not phrase[0].isalnum() or phrase[-1].isspace() or "  " in phrase:
        return "must begin with a letter or digit and hold no blank too many"
    if phrase.count(VERB) > 1 or re.search(rf"(?<!\w){VERB}|{VERB}(?!\s|$)", phrase):
        return f"has a {VERB} that is not at the end of a word, or more than one"
    return ""


def _visible(text: str) -> str:
    shown = text if len(text) <= LONGEST_PHRASE else f"{text[:LONGEST_PHRASE]}…"
    return "".join(f"\\u{ord(c):04x}" if unicodedata.category(c) in _UNSEEN else c for c in shown)
