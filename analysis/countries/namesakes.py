"""Tell a country from a person, firm, town or slogan that bears its name."""

import re
from collections.abc import Callable, Mapping, Sequence
from functools import cache, lru_cache

from analysis.countries.capitals import all_forms
from analysis.countries.gazetteer import (
    WINDOW,
    Hit,
    Name,
    after,
    before,
    folded,
    is_headline,
    names,
    settings,
    spellings,
    word_set,
)

NEAR = 32  # characters before a name that hold the three words looked at
COUNTRY_WORDS = 3  # words looked at before a hyphen: "New Zealand-…"
REMEMBERED = 1024  # names whose rules are remembered
RUN = 5  # capitalised words after a country that may make up one name with it
PLACES_FOLLOW = frozenset(("in", "into", "across", "throughout", "near", "outside", "via"))
DOLLARS_BEFORE = re.compile(
    r"[$£€]\s?\d[\d.,]*(?: ?(?:thousand|million|billion|trillion|m|bn|tn))? $"
)
LINKS = frozenset(("of", "and", "for", "the", "&"))
SHOUTED = re.compile(r"[a-z]")
ENGLISH = "English"  # more often a language than a demonym of its country
BARE_US = frozenset(("US",))


def is_country(text: str, hit: Hit, *, state_of_georgia: bool, people: frozenset[str]) -> bool:
    """Return whether ``hit`` (a name, demonym or bloc) means the country.

    ``people`` holds the country names that the text has used as surnames so far.

    >>> from analysis.countries.gazetteer import scan
    >>> def read(text):
    ...     options = {"state_of_georgia": False, "people": frozenset()}
    ...     return is_country(text, scan(text)[0], **options)
    >>> read("Jordan signed the deal."), read("Jordan Smith signed the deal.")
    (True, False)
    """
    if state_of_georgia and hit.name.surface.casefold() == "georgia":
        return False
    left, right = before(text, hit.start, NEAR), after(text, hit.end)
    if hit.name.surface in people and not (left and left[0].lower() in PLACES_FOLLOW):
        return False
    return not any(rule(text, hit, left, right) for rule in _rules_for(hit.name))


def is_surname(text: str, hit: Hit) -> bool:
    """Return whether ``hit`` is a person's surname here ("Michael Jordan", "Mr Jordan")."""
    if hit.name.surface not in word_set("names", "family"):
        return False
    left = before(text, hit.start, NEAR)
    if not left:
        return False
    nearest = left[0].rstrip(".").lower()
    named = nearest in word_set("names", "address") or folded(left[0]) in first_names()
    return named and left[0][0].isupper() and not is_headline(text)


def _surname(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    return is_surname(text, hit)


def _given_name(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """A given name: a capitalised word follows that is neither an office nor a day."""
    if hit.name.surface not in word_set("names", "given") or not right:
        return False
    following = right[0]
    if not (following[0].isupper() and text[hit.end : hit.end + 1] == " "):
        return False
    if following in word_set("organisations", "state") or following in names():
        return False
    word = following.lower()
    goes_on = word in word_set("leaders", "after") or word in word_set("leaders", "before")
    return not (goes_on or word in all_forms() or following.isupper())


def _organisation(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """Part of a name such as "American Widget Association" or "University of Malta"."""
    if left and left[0].lower() == "the":
        left = left[1:]
    heads = word_set("organisations", "before_of")
    if len(left) > 1 and left[0].lower() == "of" and left[1] in heads:
        return True
    if text[hit.end : hit.end + 1] != " " or not right:
        return False
    if right[0] in word_set("organisations", "next_heads"):
        return len(right) < 2 or right[1] not in ("of", "for")
    return _headed(right)


def _headed(right: list[str]) -> bool:
    """Return whether the capitalised run at the front of ``right`` is an organisation's name."""
    official = False
    for place, token in enumerate(right[:RUN]):
        if token in word_set("organisations", "heads"):
            return not official or token in word_set("organisations", "strong")
        if not token[0].isupper() and token not in LINKS:
            return False
        if _names_country(right[place : place + COUNTRY_WORDS]):
            return False
        official = official or token in word_set("organisations", "state")
    return False


def _names_country(tokens: list[str]) -> bool:
    """Return whether a country's name stands at the front of ``tokens``."""
    return any(" ".join(tokens[:n]) in spellings() for n in range(1, len(tokens) + 1))


def _slogan(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """ "Ruritania First" as a slogan, a party or a policy."""
    if not right or right[0] not in ("First", "FIRST") or hit.name.via == "demonym":
        return False
    return len(right) < 2 or right[1].lower() not in word_set("names", "after_first")


def _town(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """A town in the United States: ", Pennsylvania" follows and ends the phrase."""
    if hit.name.surface not in word_set("names", "towns") or len(right) < 2 or right[0] != ",":
        return False
    state = next(
        (s for n in (2, 1) if (s := " ".join(right[1 : n + 1]).rstrip(".")) in _states()), None
    )
    if state is None:
        return False
    rest = right[1 + len(state.split()) :]
    return not rest or not rest[0][0].isalnum()


def _place(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """A lake, ship or base: "Lake Chad", "USS America"."""
    if not left or not left[0][0].isupper() or hit.name.via == "demonym":
        return False
    return left[0].rstrip(".").lower() in word_set("names", "before")


def _language(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """The name of a language: "said in French."."""
    if hit.name.via != "demonym" or _named_language(text, hit, right):
        return hit.name.via == "demonym"
    if not left:
        return False
    near = [word.lower() for word in left]
    if near[0] == "from" and not word_set("names", "translated").isdisjoint(near):
        return True
    if left[0].lower() not in word_set("names", "language") or text.startswith("-", hit.end):
        return False
    return not right or not right[0][0].isalnum() or right[0] in word_set("names", "after_language")


def _named_language(text: str, hit: Hit, right: list[str]) -> bool:
    """ "English-language", "the English version"."""
    if hit.name.surface != ENGLISH or not right:
        return False
    following = re.match(r"-\w+", text[hit.end : hit.end + WINDOW])
    if following:
        return following.group()[1:] in ("language", "speaking", "speaker", "speakers", "medium")
    return right[0].rstrip(".") in word_set("names", "language_nouns")


def _state(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """An American state after one of its towns: "Athens, Georgia"."""
    if hit.name.surface not in _states() or left[:1] != [","] or len(left) < 2:
        return False
    city = next((name for name in names().get(left[1], ()) if name.surface == left[1]), None)
    ends = not right or right[0] in (",", ".", ")", ";") or right[0].islower()
    return city is not None and city.via == "capital" and city.code != hit.name.code and ends


def _money(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """A unit of money: "500 million Swiss francs"."""
    if hit.name.surface in word_set("names", "dollars") and _marks_dollars(text, hit, left, right):
        return True
    if not right or not left or right[0].rstrip(".").lower() not in _currencies():
        return False
    number = left[0].rstrip(".").lower()
    return number[0].isdigit() or number in word_set("names", "magnitudes")


def _marks_dollars(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """Whose dollars they are: "at US $58", "$58 US a barrel"."""
    if right[:1] == ["$"]:
        return not (left and left[0].lower() == "the")
    if not DOLLARS_BEFORE.search(text[max(0, hit.start - WINDOW) : hit.start]):
        return False
    return not (right and right[0].isalpha()) or right[0] in word_set("names", "after_dollars")


def _compound(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """The second half of a firm's or a person's double name: "Boeing-Brazil"."""
    if text[hit.start - 1 : hit.start] != "-" or len(left) < 2:
        return False
    half = left[1].split("-")[-1].rstrip(".")
    if not half[:1].isupper() or half in word_set("names", "before_hyphen"):
        return False
    if half in settings()["names"]["prefixes"]:
        return False
    return not any(" ".join(left[n:0:-1]) in spellings() for n in range(1, COUNTRY_WORDS + 1))


def _article(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """Names that mean the country only after "the"."""
    if hit.name.surface not in word_set("names", "after_the"):
        return False
    return not left or left[0].lower() != "the"


def _pronoun(text: str, hit: Hit, left: list[str], right: list[str]) -> bool:
    """ "US" in a line of capitals, where it may be the pronoun."""
    if hit.name.surface not in BARE_US or SHOUTED.search(text):
        return False
    return not (left and left[0] == "THE")


Rule = Callable[[str, Hit, list[str], list[str]], bool]
_RULES: Sequence[Rule] = (
    _article,
    _compound,
    _given_name,
    _language,
    _money,
    _organisation,
    _place,
    _pronoun,
    _slogan,
    _state,
    _surname,
    _town,
)


# Rules that ask of certain names alone, with the names.
_OF_NAMES: Mapping[Rule, Callable[[], frozenset[str]]] = {
    _article: lambda: word_set("names", "after_the"),
    _given_name: lambda: word_set("names", "given"),
    _pronoun: lambda: BARE_US,
    _state: lambda: word_set("states", "names"),
    _surname: lambda: word_set("names", "family"),
    _town: lambda: word_set("names", "towns"),
}
_OF_DEMONYMS, _NOT_OF_DEMONYMS = (_language,), (_place, _slogan)


@lru_cache(maxsize=REMEMBERED)
def _rules_for(name: Name) -> tuple[Rule, ...]:
    """Return the rules that have something to ask of a name."""
    silent = _NOT_OF_DEMONYMS if name.via == "demonym" else _OF_DEMONYMS
    return tuple(
        rule
        for rule in _RULES
        if rule not in silent and (rule not in _OF_NAMES or name.surface in _OF_NAMES[rule]())
    )


def means_state_of_georgia(texts: Sequence[str]) -> bool:
    """Return whether "Georgia" in these sentences is the American state.

    >>> means_state_of_georgia(["Georgia votes.", "Officials in Atlanta agreed."])
    True
    >>> means_state_of_georgia(["Georgia votes.", "Armenia watches."])
    False
    """
    if not any("Georgia" in text or "GEORGIA" in text for text in texts):
        return False
    lists = settings()["states"]
    state, country = (
        sum(text.count(cue) for text in texts for cue in lists[key])
        for key in ("georgia_state", "georgia_country")
    )
    return state > country


@cache
def first_names() -> frozenset[str]:
    """Return common given names in lower case."""
    return frozenset(map(folded, settings()["first_names"]["names"]))


@cache
def _states() -> frozenset[str]:
    return word_set("states", "names")


@cache
def _currencies() -> frozenset[str]:
    return word_set("names", "currencies")
