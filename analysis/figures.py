"""Read a document's figures: the whole line from its sentences to records, in one function."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from analysis.countries import find_countries
from analysis.dates import find_whens, when_of
from analysis.linking import (
    SEPARATOR,
    Context,
    Scene,
    abouts_in,
    find_homes,
    frequent_countries,
    links_of,
    next_context,
)
from analysis.model import (
    Attribution,
    CountryMention,
    Document,
    Figure,
    Quantity,
    Sentence,
    Span,
    TopicCue,
    When,
)
from analysis.phrases import nearby
from analysis.phrasing import phrased
from analysis.quantities import find_quantities
from analysis.sentences import split_sentences
from analysis.speakers import find_attributions, is_narrated, speaker_of, voice_of
from analysis.statuses import Circumstances, circumstances_of, status_of
from analysis.statuses import Scene as Standing
from analysis.statuses import scene_of as standing_of
from analysis.topics import (
    SILENT,
    Around,
    Setting,
    Topics,
    cues_outside,
    document_topics,
    find_topic_cues,
    setting_of,
    topic_of,
)
from analysis.vocabulary import tree

# How many words may stand between figures of a list that share one verb.
GAP = 4
# Characters on either side of a figure in which a country can belong to it.
REACH = 500


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with everything found in it; mentions' spans count from its start."""

    sentence: Sentence
    quantities: tuple[Quantity, ...]
    countries: tuple[CountryMention, ...]
    topics: tuple[TopicCue, ...]
    attributions: tuple[Attribution, ...]
    standing: Standing | None
    whens: tuple[tuple[Span, When], ...]
    abouts: tuple[str, ...]
    unresolved: tuple[CountryMention, ...] = ()

    @property
    def quoted(self) -> tuple[Span, ...]:
        """The words that name the speakers."""
        return tuple(found.span for found in self.attributions)


@dataclass(frozen=True, slots=True)
class Reading:
    """A document read: its lines and the figures in them, in order."""

    document: Document
    lines: tuple[Line, ...]
    figures: tuple[Figure, ...]


def read_figures(
    document: Document, *, ones: bool = False, topics: Topics | None = None
) -> Reading:
    """Return the figures of ``document`` with the lines they were read from.

    With ``ones`` single things ("one plan") are figures too. ``topics`` are the words of a user in
    the place of ours.
    """
    lines = _lines(document, topics, ones=ones)
    settings = _topic_settings(lines, find_topic_cues(document.title, topics))
    named = [line.countries for line in lines]
    homes = [find_homes(line.sentence.text) for line in lines]
    standing = circumstances_of([line.sentence.text for line in lines])
    figures: list[Figure] = []
    last, stands, cue = "", "", ""
    context = Context(frequent=frequent_countries([*named, *homes]))
    for index, line in enumerate(lines):
        reader = _Reader(document, line, homes[index], settings[index], standing[index])
        for position, quantity in enumerate(line.quantities):
            figure = reader.figure(position, context, last)
            if position and is_gapped(line.sentence.text, line.quantities[position - 1], quantity):
                figure = replace(figure, status=stands, status_cue=cue)
            figures.append(figure)
            last, stands, cue = figure.topic, figure.status, figure.status_cue
            if figure.links and figure.links[0].role == "imposer" and figure.topic == "tariffs":
                context = replace(context, imposer=figure.links[0].code)
        scene = Scene(line.sentence.text, quoted=line.quoted)
        context = next_context(context, line.countries, scene)
    return Reading(document, tuple(lines), tuple(figures))


def _lines(document: Document, topics: Topics | None, *, ones: bool) -> list[Line]:
    sentences = split_sentences(document)
    countries = find_countries(sentences, document.published)
    attributions = find_attributions(sentences)
    lines: list[Line] = []
    counted = ""
    for sentence, places, sources in zip(sentences, countries, attributions, strict=True):
        quantities = find_quantities(sentence.text, counted, ones=ones)
        counted = _counted(quantities, counted)
        phrases = phrased(sentence.text, quantities) if quantities else None
        lines.append(
            Line(
                sentence,
                tuple(quantities),
                tuple(place for place in places if place.code),
                tuple(find_topic_cues(sentence.text, topics)),
                tuple(sources),
                standing_of(phrases) if phrases else None,
                tuple(find_whens(sentence.text, document.published)) if quantities else (),
                abouts_in(phrases) if phrases else (),
                tuple(place for place in places if not place.code),
            )
        )
    return lines


def _topic_settings(lines: Sequence[Line], title: Sequence[TopicCue]) -> list[Setting]:
    """Return what speaks for topics round the figures of each line.

    Who says something does not tell what it is about: "the trade minister said".
    """
    document = document_topics([line.topics for line in lines])
    headline = document_topics([title])
    settings = []
    before: Sequence[TopicCue] = ()
    paragraph = -1
    for line in lines:
        together = line.sentence.paragraph == paragraph
        around = Around(before, together, headline, document)
        cues = cues_outside(line.topics, line.quoted)
        settings.append(setting_of(line.sentence.text, cues, around) if line.quantities else SILENT)
        before, paragraph = cues, line.sentence.paragraph
    return settings


def is_gapped(text: str, before: Quantity, quantity: Quantity) -> bool:
    """Return whether a figure leaves out the verb of the one before it in a list.

    "Malta is to pay €3 million, Cyprus €2 million": both are planned.
    """
    between = text[before.whole.end : quantity.whole.start]
    words = between.replace(",", " ").split()
    if before.kind != quantity.kind or "." in between or len(words) > GAP:
        return False
    joiners: list[str] = tree("closed.toml")["joiners"]["words"]
    return all(word[0].isupper() or word in joiners for word in words)


def _counted(quantities: Sequence[Quantity], before: str) -> str:
    """Return the noun that was counted last."""
    return next((q.unit for q in reversed(quantities) if q.kind == "count" and q.unit), before)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What one sentence's figures share."""

    document: Document
    line: Line
    homes: list[CountryMention]
    setting: Setting
    standing: Circumstances

    def figure(self, position: int, context: Context, last: str) -> Figure:
        """Return the figure of the quantity at ``position``, after one about ``last``."""
        line, text = self.line, self.line.sentence.text
        quantity = line.quantities[position]
        topic = topic_of(
            quantity.whole,
            self.setting,
            kind=quantity.kind,
            thing=line.abouts[position].partition(SEPARATOR)[0],
            last=last,
        )
        speaker = self._speaker(position)
        told = replace(self.standing, topic=topic, speaker=speaker)
        status, cue = status_of(line.standing, position, told) if line.standing else ("fact", "")
        beside = line.quantities[max(0, position - 1) : position + 2]
        others = tuple(other.whole for other in beside if other is not quantity)
        scene = Scene(text, topic, others, line.quoted)
        links = links_of(quantity, self._places(quantity.whole), scene, context)
        return Figure(
            doc_id=self.document.doc_id,
            sentence=line.sentence.index,
            span=quantity.span.shift(line.sentence.start),
            quantity=quantity,
            topic=topic,
            status=status,
            status_cue=cue,
            speaker=speaker,
            links=links,
            about=line.abouts[position],
            when=when_of(quantity.whole, line.whens, text),
            confidence=quantity.confidence,
        )

    def _speaker(self, position: int) -> str:
        """Return who states the figure: by the verb over it, else by what is quoted around it."""
        line = self.line
        if line.standing is None:
            return ""
        s, at = line.standing.s, line.standing.figures[position]
        place = line.standing.place(position)
        told = voice_of(s, at, place)
        if told or is_narrated(s, at, place):
            return told
        return speaker_of(line.quantities[position].whole, line.attributions)

    def _places(self, figure: Span) -> list[CountryMention]:
        """Return the mentions near a figure, those that tell a country without naming it last."""
        return [*nearby(self.line.countries, figure, REACH), *nearby(self.homes, figure, REACH)]
