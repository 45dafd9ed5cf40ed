"""Tell a government named by its city ("Berlin refused") from the city itself ("in Berlin")."""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from analysis.countries.gazetteer import Hit, after, before, names, settings, word_set

CHAIN = re.compile(r"(?:,| and| or| or even|, and| as well as|, but not) (?:the )?")
ROUTE = re.compile(r" to [A-Z]")  # "from Rome to Oslo"
# Words before a preposition that may govern it.
REACH = {"on": 4, "of": 4, "for": 4, "to": 5, "from": 5, "between": 3}
_CUED = ("on", "of", "for", "to")
OWNED = 4  # words after "<city>'s" in which a part of a city may stand
AHEAD = 4  # words after an auxiliary in which "be" makes a passive
_BEING = ("is", "was", "are", "were", "isn't", "wasn't")
CLAUSE_ENDS = frozenset('.;:()"“”?!')
MAX_CHAIN = 8


def governments(text: str, hits: Sequence[Hit]) -> list[Hit]:
    """Return those capitals among ``hits`` (all names of ``text``) that stand for a government.

    >>> from analysis.countries.gazetteer import scan
    >>> text = "Officials in Berlin said that Moscow had refused."
    >>> [hit.name.surface for hit in governments(text, scan(text))]
    ['Moscow']
    """
    return [
        hit
        for number, hit in enumerate(hits)
        if hit.name.via == "capital" and _acts(text, hits, number)
    ]


def _acts(text: str, hits: Sequence[Hit], number: int) -> bool:
    """Return whether the words round the capital ``hits[number]`` make it a government."""
    hit = hits[number]
    if hit.name.surface.isupper() and not text.isupper():
        return False
    if _compounded(text, hits, number):
        return True
    own = after(text, hit.end)
    if _hyphenated(text, hit) or _names_more(text, hit, own) or _in_state(hit, own):
        return False
    if ROUTE.match(text, hit.end):
        return False
    place = _governed(before(text, _chain_start(text, hits, number)))
    if place is not None:
        return place and not _owns_place(own)
    if own[:1] in (["'s"], ["'"]):
        return not _owns_place(own)
    left, right = before(text, hit.start), after(text, _chain_end(text, hits, number))
    if left and left[0].lower() in word_set("capitals", "determiners"):
        return False
    return _subject(right) or _object(left)


def _hyphenated(text: str, hit: Hit) -> bool:
    """Return whether a hyphen ties the capital to another word."""
    return "-" in (text[hit.start - 1 : hit.start], text[hit.end : hit.end + 1])


def _chain_start(text: str, hits: Sequence[Hit], number: int) -> int:
    """Return where the list that a hit stands in begins ("Ankara" in "Ankara and Rome")."""
    start = hits[number].start
    if text.startswith("'s", hits[number].end) and text.endswith(", ", 0, start):
        return start
    for other in reversed(hits[max(0, number - MAX_CHAIN) : number]):
        if not CHAIN.fullmatch(text, other.end, start):
            break
        start = other.start
    return start


def _chain_end(text: str, hits: Sequence[Hit], number: int) -> int:
    """Return where the list that a hit stands in ends."""
    end = hits[number].end
    for other in hits[number + 1 : number + 1 + MAX_CHAIN]:
        if not CHAIN.fullmatch(text, end, other.start):
            break
        end = other.end
    return end


def _compounded(text: str, hits: Sequence[Hit], number: int) -> bool:
    """ "Moscow-backed", "pro-Beijing" and "Washington-Brussels"."""
    hit = hits[number]
    if text[hit.end : hit.end + 1] == "-":
        second = re.match(r"\w*", text[hit.end + 1 : hit.end + 16])
        if second and second.group() in word_set("capitals", "compounds"):
            return True
        return number + 1 < len(hits) and hits[number + 1].start == hit.end + 1
    if text[hit.start - 1 : hit.start] == "-":
        half = re.search(r"\w*$", text[max(0, hit.start - 16) : hit.start - 1])
        if half and half.group().lower() in word_set("capitals", "before_hyphen"):
            return True
        return number > 0 and hits[number - 1].end == hit.start - 1
    return False


def _names_more(text: str, hit: Hit, right: list[str]) -> bool:
    """Return whether the next word makes another name or a place: "Rome airport"."""
    if not right or text[hit.end : hit.end + 1] != " ":
        return False
    word = right[0].rstrip(".") or right[0]
    if word[0].isupper():
        return word not in names() and word.lower() not in word_set("leaders", "after")
    return word in word_set("capitals", "places")


def _in_state(hit: Hit, right: list[str]) -> bool:
    """Return whether the city is a namesake in an American state ("Warsaw, Indiana")."""
    if right[:1] != [","]:
        return False
    state = next(
        (s for n in (2, 1) if (s := " ".join(right[1 : n + 1]).rstrip(".")) in _states()), None
    )
    own = names().get(state.split()[0], ()) if state else ()
    return bool(state) and all(name.code != hit.name.code for name in own)


def _states() -> frozenset[str]:
    return word_set("states", "names")


def _governed(left: list[str]) -> bool | None:
    """Return what the preposition before a capital says of it: a government, a place, nothing."""
    word, *farther = [*_clause(left)] or [""]
    if word in _CUED and farther:
        return not set(farther[: REACH[word]]).isdisjoint(word_set("capitals", word))
    if word in word_set("capitals", "locative"):
        return False
    if word == "from":
        return set(farther[: REACH[word]]).isdisjoint(word_set("capitals", "not_from"))
    if word == "between":
        return set(farther[: REACH[word]]).isdisjoint(word_set("capitals", "travel"))
    return True if word in word_set("capitals", "accepted") else None


def _clause(left: list[str]) -> Iterator[str]:
    """Yield the words before a capital in lower case, the nearest first, up to a break."""
    for token in left:
        if token in CLAUSE_ENDS:
            return
        yield token.lower()


def _owns_place(right: list[str]) -> bool:
    """Return whether a part of a city follows "'s"."""
    if right[:1] not in (["'s"], ["'"]):
        return False
    for token in right[1 : OWNED + 1]:
        word = token.rstrip(".")
        if not word or not word[0].isalnum():
            return False
        if word.lower() in word_set("capitals", "places"):
            return True
        if word[0].isupper():
            return word not in names() and word not in word_set("capitals", "peoples")
        if word in ("and", "of", "to", "in", "on", "for", "with", "that", "is", "was", "has"):
            return False
    return False


def _subject(right: list[str]) -> bool:
    """Return whether a verb of a government follows, perhaps after an aside."""
    words = [w.rstrip(".").lower() for w in _after_aside(right)]
    while words and words[0] in word_set("capitals", "adverbs"):
        words = words[1:]
    if not words:
        return False
    if words[0] in word_set("capitals", "auxiliaries"):
        return _speaks_of_government(words)
    if words[1:2] and words[1] in word_set("capitals", "markets"):
        return False
    return words[0] in finite_verbs()


def _after_aside(right: list[str]) -> list[str]:
    """Return the words after an aside in commas: ", which had agreed," or ", guided by"."""
    if right[:1] in (["'s"], ["'"]) or (right[:1] == [","] and len(right) < 3):
        return []
    if right[:1] != [","]:
        return right
    rest = right[1:]
    if rest[0].lower() in word_set("capitals", "adverbs") and rest[1:2] == [","]:
        return rest[2:]
    if rest[0] in ("which", "whose", "having", "guided", "led", "backed", "too"):
        return rest[1:] if rest[0] == "which" else ["insists"]
    if "," in rest:
        return rest[rest.index(",") + 1 :]
    return []


def _speaks_of_government(words: list[str]) -> bool:
    """Return whether "has agreed", "will pay" or "is ready" follows, not "is home to"."""
    rest = [w for w in words[1:] if w not in word_set("capitals", "adverbs")]
    if not rest:
        return False
    passive = words[0] in _BEING or not {"be", "been"}.isdisjoint(words[1:AHEAD])
    if passive:
        return rest[0] in word_set("capitals", "being") or rest[0] in _present_participles()
    if words[0] in word_set("capitals", "modals"):
        return rest[0].isalpha()
    return rest[0] in all_forms() or rest[0] in word_set("capitals", "being")


def _object(left: list[str]) -> bool:
    """Return whether a verb before a capital deals with a government: "urged Beijing"."""
    return bool(left) and left[0].lower() in _object_forms()


@cache
def finite_verbs() -> frozenset[str]:
    """Return the present and past forms of the verbs that a government is the subject of."""
    verbs = settings()["capitals"]["verbs"]
    return frozenset(form for verb in verbs for form in (_present(verb), verb, *_past(verb)))


@cache
def all_forms() -> frozenset[str]:
    """Return the finite and other forms of those verbs."""
    return finite_verbs() | _present_participles()


@cache
def _present_participles() -> frozenset[str]:
    return frozenset(map(_participle, settings()["capitals"]["verbs"]))


@cache
def _object_forms() -> frozenset[str]:
    verbs = settings()["capitals"]["object_verbs"]
    return frozenset(
        form for verb in verbs for form in (_present(verb), verb, *_past(verb), _participle(verb))
    )


def _present(verb: str) -> str:
    """Return the third person.

    >>> _present("deny"), _present("push"), _present("say")
    ('denies', 'pushes', 'says')
    """
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return f"{verb[:-1]}ies"
    return verb + ("es" if verb.endswith(("s", "sh", "ch", "x", "z", "o")) else "s")


def _past(verb: str) -> tuple[str, ...]:
    """Return the past forms.

    >>> _past("ban"), _past("give"), _past("supply")
    (('banned',), ('gave', 'given'), ('supplied',))
    """
    irregular = settings()["verbs"]["irregular"]
    if verb in settings()["verbs"]["same_past"]:
        return (verb,)
    if verb in irregular:
        return tuple(irregular[verb].split())
    if verb.endswith("e"):
        return (f"{verb}d",)
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return (f"{verb[:-1]}ied",)
    return (f"{_doubled(verb)}ed",)


def _participle(verb: str) -> str:
    """Return the present participle.

    >>> _participle("ban"), _participle("impose")
    ('banning', 'imposing')
    """
    if verb.endswith("e") and not verb.endswith("ee"):
        return f"{verb[:-1]}ing"
    return f"{_doubled(verb)}ing"


def _doubled(verb: str) -> str:
    """Return the verb with its last consonant doubled where a short vowel stands before it.

    >>> _doubled("ban"), _doubled("want"), _doubled("push")
    ('bann', 'want', 'push')
    """
    short = re.fullmatch(r"[^aeiou]*[aeiou][bdglmnprt]", verb) or verb in ("permit", "regret")
    return verb + verb[-1] if short else verb
