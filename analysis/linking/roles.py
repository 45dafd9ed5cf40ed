"""Say what part a country plays in a figure: payer, recipient, imposer, target, contributor."""

from functools import cache

from analysis.linking.discourse import LEVIES, tells_of_attack
from analysis.linking.ranking import Candidate
from analysis.linking.scene import Scene
from analysis.model import Quantity
from analysis.phrases import PhraseIndex
from analysis.vocabulary import tree

SUBJECT = "subject"
# Topics in which something is given, and the periods that make a sum an amount, not a price.
GIVEN = ("spending", "aid", "arms", "troops")
BORNE = frozenset(("goods",))
COUNTED = ("count", "percent", "ratio")
ATTACKS = frozenset(("attacker, attack told", "carried: attacker, attack told"))
TIMES = ("per_day", "per_week", "per_month", "per_quarter", "per_year")


@cache
def _givers() -> frozenset[str]:
    return frozenset(tree("commitments.toml")["givers"]["nouns"])


@cache
def _listed(name: str) -> PhraseIndex[bool]:
    return PhraseIndex(dict.fromkeys(tree("roles.toml")[name]["words"], True))


def counts_governments(quantity: Quantity) -> bool:
    """Return whether a figure counts governments: a country named beside them receives."""
    return quantity.unit in _givers()


def main_role(
    main: Candidate, scene: Scene, index: int, topic: str, *, at_war: bool = False
) -> str:
    """Return the part that the main country of figure ``index`` plays.

    The words around it tell first, then the topic with the kind of figure. ``at_war`` where the
    text has told who attacks.
    """
    quantity = scene.s.figures[index]
    if topic in GIVEN and _receives(main, scene, quantity):
        return "recipient"
    if "levies" in main.facts:
        return "imposer"
    if topic in LEVIES and main.facts & BORNE:
        return "target"
    if topic == "casualties" and quantity.kind in COUNTED:
        return _in_losses(main, scene, at_war=at_war)
    if topic == "arms" and quantity.kind in COUNTED:
        return _in_arms(main, scene, quantity)
    role = _by_topic(topic).get(quantity.kind, SUBJECT)
    if role == "payer" and _is_price(quantity, scene.text, topic):
        return SUBJECT
    return "contributor" if role == SUBJECT and _contributes(quantity, scene.text, topic) else role


def _in_losses(main: Candidate, scene: Scene, *, at_war: bool) -> str:
    """Return the part in deaths: who caused them imposes, whose people they are is the target."""
    if "inside" in main.facts and not main.facts & ATTACKS:
        return "target"
    return "imposer" if at_war or tells_of_attack(scene.text) else "target"


def _by_topic(topic: str) -> dict[str, str]:
    roles: dict[str, dict[str, str]] = tree("roles.toml")["main"]
    return roles.get(topic, {})


def _receives(main: Candidate, scene: Scene, quantity: Quantity) -> bool:
    if "recipient" in main.facts:
        return counts_governments(quantity) or quantity.kind == "money"
    return bool(main.facts & {"is subject", "acts"}) and _does(main, scene, quantity, "receives")


def _does(main: Candidate, scene: Scene, quantity: Quantity, name: str) -> bool:
    """Return whether a word of a list stands between the main country and the figure behind it."""
    if main.order < 0:
        return False
    start, end = scene.mentions[main.order].span.end, quantity.whole.start
    return start < end and bool(_listed(name).find_between(scene.text, start, end))


def _in_arms(main: Candidate, scene: Scene, quantity: Quantity) -> str:
    """Return the part in counted weapons: who fires them imposes, others buy, give or have them."""
    if main.facts & ATTACKS:
        return "imposer"
    if any(_listed("sells").find(scene.text)):
        return SUBJECT if _does(main, scene, quantity, "sells") else "payer"
    if any(_listed("buys").find(scene.text)):
        return "payer"
    return "contributor" if any(_listed("gives").find(scene.text)) else SUBJECT


def _is_price(quantity: Quantity, text: str, topic: str) -> bool:
    if quantity.period.startswith("per_") and quantity.period not in TIMES:
        return True
    return topic == "energy" and any(_listed("priced").find(text))


def _contributes(quantity: Quantity, text: str, topic: str) -> bool:
    topics: list[str] = tree("roles.toml")["contributes"]["topics"]
    return quantity.kind == "money" and topic in topics and any(_listed("contributes").find(text))


def partner_role(facts: frozenset[str], topic: str) -> str:
    """Return the part that the words around another country give it, or '' where they tell none."""
    if "levies" in facts:
        return "imposer"
    if facts & {"goods", "bears"} and topic in LEVIES:
        return "target"
    if "goods" in facts:
        return SUBJECT
    if "recipient" in facts and topic in GIVEN:
        return "recipient"
    if "target" in facts and topic in (*LEVIES, "casualties"):
        return "target"
    return ""
