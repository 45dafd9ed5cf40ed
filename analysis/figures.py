"""Read a document's figures: the whole line from its sentences to records, in one function."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from analysis.countries import find_countries
from analysis.dates import find_whens, when_of
from analysis.linking import (
    SEPARATOR,
    SHARED_HOME,
    Acting,
    Context,
    Measure,
    Scene,
    Told,
    actor_of,
    after_figure,
    after_sentence,
    assailant_of,
    attacker_of,
    find_anaphors,
    find_homes,
    issuer_of,
    links_of,
    measures_of,
    nation_of,
    opening_place,
    ranked_countries,
    scene_of,
)
from analysis.model import (
    Attribution,
    CountryMention,
    Document,
    Figure,
    Link,
    Quantity,
    Sentence,
    Span,
    TopicCue,
    When,
)
from analysis.phrasing import Phrased, phrased
from analysis.quantities import find_quantities, is_gapped, is_restated
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

NO_LINK = Link("", "", 0.0)


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with everything found in it; mentions' spans count from its start.

    ``unresolved`` are the countries that are named but cannot be told, ``homes`` those that other
    names tell, ``places`` the former's and these together in order. ``quoted`` are the words that
    name the speakers, ``wholes`` those of the figures with their qualifiers, and ``actor`` is the
    country that acts in the sentence, or ''.
    """

    sentence: Sentence
    quantities: tuple[Quantity, ...]
    countries: tuple[CountryMention, ...]
    topics: tuple[TopicCue, ...]
    attributions: tuple[Attribution, ...]
    standing: Standing | None
    whens: tuple[tuple[Span, When], ...]
    homes: tuple[CountryMention, ...]
    phrases: Phrased | None
    measures: tuple[Measure, ...]
    unresolved: tuple[CountryMention, ...]
    places: list[CountryMention]
    quoted: tuple[Span, ...]
    wholes: tuple[Span, ...]
    actor: str

    @property
    def spoke(self) -> str:
        """The country of the one who speaks, or ''."""
        said = self.quoted
        if not said:
            return ""
        return next((m.code for m in self.places if any(m.span.overlaps(q) for q in said)), "")

    @property
    def attacker(self) -> str:
        """The country whose attack it tells of, or ''."""
        return attacker_of(self.sentence.text, self.places)


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
    context = _opening_context(document, lines)
    if context.home:
        lines = [_at_home(line, context.home) for line in lines]
    settings = _topic_settings(lines, find_topic_cues(document.title, topics))
    standing = circumstances_of([line.sentence.text for line in lines])
    figures: list[Figure] = []
    last, stands, cue = "", "", ""
    for index, line in enumerate(lines):
        actor = line.actor
        scene = _scene(line, context, actor)
        reader = _Reader(document, line, scene, settings[index], standing[index])
        for position, quantity in enumerate(line.quantities):
            figure = reader.figure(position, context, last)
            before = line.quantities[position - 1] if position else None
            if before and is_restated(line.sentence.text, before, quantity):
                figure = _same_statement(figure, figures[-1])
            elif before and is_gapped(line.sentence.text, before, quantity):
                figure = replace(figure, status=stands, status_cue=cue)
            figures.append(figure)
            last, stands, cue = figure.topic, figure.status, figure.status_cue
            main = figure.links[0] if figure.links else NO_LINK
            context = after_figure(context, main.code, main.role, figure.topic)
        acting = Acting(actor, line.attacker, line.spoke)
        context = after_sentence(context, line.sentence.text, line.places, acting)
    return Reading(document, tuple(lines), tuple(figures))


def _opening_context(document: Document, lines: Sequence[Line]) -> Context:
    """Return what a text tells of its countries before its first sentence is read."""
    heading = Sentence(0, 0, len(document.title), document.title)
    headed = _resolved(find_countries([heading], document.published)[0] if document.title else [])
    opening = lines[0].countries if lines else ()
    title = tuple(dict.fromkeys(mention.code for mention in (*headed, *opening)))
    ranked = ranked_countries(map(_told, lines), title)
    assailant = assailant_of(line.attacker for line in lines)
    return Context(frequent=ranked, home=nation_of(ranked), title=title, assailant=assailant)


def _resolved(mentions: Iterable[CountryMention]) -> list[CountryMention]:
    """Return the mentions whose country is known: in a text without a date a leader's is not."""
    return [mention for mention in mentions if mention.code]


def _told(line: Line) -> Told:
    places = [place for place in line.places if place.via != SHARED_HOME]
    if len(places) == len(line.places):
        return Told([place.code for place in places], line.actor, _issuers(line))
    actor = actor_of(line.sentence.text, places, line.quoted, line.wholes)
    return Told([place.code for place in places], actor, _issuers(line))


def _issuers(line: Line) -> list[str]:
    return [code for quantity in line.quantities if (code := issuer_of(quantity))]


def _at_home(line: Line, nation: str) -> Line:
    """Return the line with names that several countries share read as the text's own nation's."""
    if not line.homes or all(home.via != SHARED_HOME for home in line.homes):
        return line
    homes = tuple(
        home._replace(code=nation) if home.via == SHARED_HOME else home for home in line.homes
    )
    places = _in_order([*line.countries, *homes])
    actor = actor_of(line.sentence.text, places, line.quoted, line.wholes)
    return replace(line, homes=homes, places=places, actor=actor)


def _in_order(mentions: list[CountryMention]) -> list[CountryMention]:
    return sorted(mentions, key=_span) if len(mentions) > 1 else mentions


def _span(mention: CountryMention) -> Span:
    return mention.span


def _scene(line: Line, context: Context, actor: str) -> Scene | None:
    if line.phrases is None:
        return None
    text = line.sentence.text
    quoted = actor_of(text, line.places, (), line.wholes) if line.quoted else ""
    meant = actor or quoted or opening_place(text, line.places)
    anaphors = find_anaphors(text, line.places, meant, context)
    mentions = _in_order([*line.places, *anaphors])
    things = [measure.thing for measure in line.measures]
    return scene_of(line.phrases, things, mentions, line.quoted)


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
        resolved, homes = _resolved(places), find_homes(sentence.text)
        named = _in_order([*resolved, *homes])
        quoted = tuple(found.span for found in sources)
        wholes = tuple(quantity.whole for quantity in quantities)
        lines.append(
            Line(
                sentence,
                tuple(quantities),
                tuple(resolved),
                tuple(find_topic_cues(sentence.text, topics)),
                tuple(sources),
                standing_of(phrases) if phrases else None,
                tuple(find_whens(sentence.text, document.published)) if quantities else (),
                tuple(homes),
                phrases,
                measures_of(phrases) if phrases else (),
                tuple(place for place in places if not place.code),
                named,
                quoted,
                wholes,
                actor_of(sentence.text, named, quoted, wholes),
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


def _same_statement(figure: Figure, before: Figure) -> Figure:
    """Return a figure with the topic, standing, speaker and countries of the one before it."""
    return replace(
        figure,
        topic=before.topic,
        status=before.status,
        status_cue=before.status_cue,
        speaker=before.speaker,
        links=before.links,
    )


def _counted(quantities: Sequence[Quantity], before: str) -> str:
    """Return the noun that was counted last."""
    return next((q.unit for q in reversed(quantities) if q.kind == "count" and q.unit), before)


@dataclass(frozen=True, slots=True)
class _Reader:
    """What one sentence's figures share."""

    document: Document
    line: Line
    scene: Scene | None
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
            thing=line.measures[position].about.partition(SEPARATOR)[0],
            last=last,
        )
        speaker = self._speaker(position)
        told = self.standing._replace(topic=topic, speaker=speaker)
        status, cue = status_of(line.standing, position, told) if line.standing else ("fact", "")
        links = links_of(self.scene, position, topic, context) if self.scene else ()
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
            about=line.measures[position].about,
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
