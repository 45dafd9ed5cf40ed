"""Find the countries and blocs that sentences name, and say what belongs to a code."""

from collections.abc import Sequence
from datetime import date

from analysis.countries.capitals import governments
from analysis.countries.gazetteer import Hit, blocs, labels, memberships, plain, scan
from analysis.countries.leaders import Leader, Roster
from analysis.countries.namesakes import is_country, is_surname, means_state_of_georgia
from analysis.model import CountryMention, Sentence, Span

NO_DATE = "no date: leader not resolved"


def find_countries(
    sentences: Sequence[Sentence], published: date | None
) -> list[list[CountryMention]]:
    """Return the mentions of each sentence, in order and without overlap.

    Read a document's sentences together: who is called a country's leader in one of them is known
    by surname in the next ones. ``published`` says who is in office. Without it only those are
    leaders whom the text gives their office ("President Jane Doe"); other leaders' names are
    mentions without a code, whose note says why.

    >>> first, second = "Polish Premier Jan Doe met us in Paris.", "Doe thanked Berlin."
    >>> one, two = Sentence(0, 0, 39, first), Sentence(1, 40, 59, second)
    >>> [mention.code for mention in find_countries([one, two], None)[1]]
    ['POL', 'DEU']
    >>> find_countries([two], None)[0][0].span.text(second)
    'Berlin'
    """
    texts = [plain(sentence.text) for sentence in sentences]
    state_of_georgia = means_state_of_georgia(texts)
    roster, people = Roster(published), set[str]()
    named: list[list[Hit]] = []
    leaders: list[list[Leader]] = []
    for text in texts:
        hits = scan(text)
        people.update(hit.name.surface for hit in hits if is_surname(text, hit))
        named.append(_named(text, hits, state_of_georgia, frozenset(people)))
        leaders.append(roster.find(text, named[-1]))
    if published is None:
        leaders = _told_later(texts, named, leaders, roster)
    return [
        sorted([*map(_mention, filter(_means, hits)), *map(_leader, found)], key=_position)
        for hits, found in zip(named, leaders, strict=True)
    ]


def _told_later(
    texts: list[str], named: list[list[Hit]], leaders: list[list[Leader]], roster: Roster
) -> list[list[Leader]]:
    """Return ``leaders``, those resolved whose office the text tells further down.

    "Macron waits" in a headline is resolved by "President Macron" in the text below it.
    """
    result: list[list[Leader]] = []
    for text, hits, found in zip(texts, named, leaders, strict=True):
        if all(leader.code for leader in found):
            result.append(found)
            continue
        again = {(leader.start, leader.end): leader for leader in roster.find(text, hits)}
        known = [again.get((one.start, one.end), one) for one in found if not one.code]
        result.append(sorted([*filter(_resolved, found), *known], key=_start))
    return result


def _resolved(leader: Leader) -> bool:
    return bool(leader.code)


def _start(leader: Leader) -> int:
    return leader.start


def _means(hit: Hit) -> bool:
    return bool(hit.name.code)


def _named(text: str, hits: list[Hit], state_of_georgia: bool, people: frozenset[str]) -> list[Hit]:
    """Return the hits that mean a country, and the names that hide one, in order."""
    cities = set(governments(text, hits))
    return [
        hit
        for hit in hits
        if not hit.name.code
        or hit.name.via == "metonym"
        or (hit in cities and not is_surname(text, hit))
        or (
            hit.name.via != "capital"
            and is_country(text, hit, state_of_georgia=state_of_georgia, people=people)
        )
    ]


def _mention(hit: Hit) -> CountryMention:
    return CountryMention(
        Span(hit.start, hit.end), hit.name.code, hit.name.via, hit.name.confidence
    )


def _leader(found: Leader) -> CountryMention:
    span, note = Span(found.start, found.end), "" if found.code else NO_DATE
    return CountryMention(span, found.code, "leader", found.confidence, note)


def _position(mention: CountryMention) -> int:
    return mention.span.start


def country_name(code: str) -> str:
    """Return the short English name of a country or bloc, or ``code`` where none is known.

    >>> country_name("GBR"), country_name("EU"), country_name("ZZZ")
    ('United Kingdom', 'European Union', 'ZZZ')
    """
    return labels().get(code, code)


def is_bloc(code: str) -> bool:
    """Return whether ``code`` is a bloc's.

    >>> is_bloc("NATO"), is_bloc("FRA")
    (True, False)
    """
    return code in blocs()


def members(code: str, on: date | None) -> tuple[str, ...]:
    """Return the members of a bloc on a day (today's where ``on`` is None), () for a country.

    >>> "GBR" in members("EU", date(2019, 1, 1)), "GBR" in members("EU", None)
    (True, False)
    """
    when = on or date.max
    joined = memberships().get(code, ())
    return tuple(sorted(member for member, since, until in joined if since <= when <= until))
