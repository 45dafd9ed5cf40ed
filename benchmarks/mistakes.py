"""Count what is missed, invented and wrong in quantities, by the sort of thing they are."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from analysis.vocabulary import rows, words
from benchmarks.conventions import NOTHING, Conventions
from benchmarks.quantities import Compared, Gold, same_head

SORTS = ("money", "percent", "share", "age", "duration", "measure", "noun", "no noun")
COLUMNS = ("gold", "missed", "invented", "other unit", "same head", "other sign")
RANGE = "of these, ranges"


@dataclass
class Counts:
    """How often what went wrong, by sort, and which sign of change was taken for which."""

    by_sort: dict[str, Counter[str]] = field(default_factory=dict)
    signs: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(self, sort: str, column: str, *, ranged: bool) -> None:
        """Count one more in ``column`` of a sort, and of the ranges where it is one."""
        self.by_sort.setdefault(sort, Counter())[column] += 1
        if ranged:
            self.by_sort.setdefault(RANGE, Counter())[column] += 1


class Sorts:
    """Which sort of thing a unit's name speaks of."""

    def __init__(self, conventions: Conventions) -> None:
        self._names = dict(_names(conventions))

    def of(self, unit: str) -> str:
        """Return the sort of ``unit``, a name as the other format has it."""
        if unit == NOTHING:
            return "no noun"
        if unit.startswith("% "):
            return "share"
        if unit.endswith(" of age"):
            return "age"
        return self._names.get(unit.split(" per ", maxsplit=1)[0], self._names.get(unit, "noun"))


def _names(conventions: Conventions) -> Iterator[tuple[str, str]]:
    for row in rows("units.csv", "unit"):
        yield conventions.unit({"kind": row["kind"], "unit": row["unit"]}), row["kind"]
    for row in rows("currencies.csv", "code"):
        for inferred in (False, True):
            money = {"kind": "money", "currency": row["code"], "currency_inferred": inferred}
            yield conventions.unit(money), "money"
        for part in words(row["parts"])[:1]:
            yield part, "money"
    yield "percentage", "percent"
    yield "percentage point", "percent"
    yield "basis point", "percent"


def count_mistakes(compared: Iterable[Compared], sorts: Sorts) -> Counts:
    """Return the counts over all texts."""
    counts = Counts()
    for one in compared:
        found, used = dict(one.pairs), {ours for _, ours in one.pairs}
        for place, gold in enumerate(one.gold):
            sort, ranged = sorts.of(gold.unit), len(gold.numbers) > 1
            counts.add(sort, "gold", ranged=ranged)
            if place not in found:
                counts.add(sort, "missed", ranged=ranged)
                continue
            for column in _differences(gold, one, found[place]):
                counts.add(sort, column, ranged=ranged)
            counts.signs[gold.change, one.ours[found[place]]["change"]] += 1
        for place, ours in enumerate(one.ours):
            if place not in used:
                ranged = isinstance(ours["value"], list)
                counts.add(sorts.of(ours["unit"].lower()), "invented", ranged=ranged)
    return counts


def _differences(gold: Gold, compared: Compared, place: int) -> Iterator[str]:
    ours = compared.ours[place]
    if gold.unit != ours["unit"].lower():
        yield "other unit"
        if same_head(gold, ours):
            yield "same head"
    if gold.change != ours["change"]:
        yield "other sign"


def sorts_table(by_sort: Mapping[str, Counter[str]]) -> str:
    """Return the counts by sort as Markdown, with the sum of the sorts."""
    total: Counter[str] = Counter()
    for sort in SORTS:
        total += by_sort.get(sort, Counter())
    table = {**{sort: by_sort.get(sort, Counter()) for sort in SORTS}, "all": total}
    table[RANGE] = by_sort.get(RANGE, Counter())
    lines = ["| | " + " | ".join(COLUMNS) + " |", "| --- |" + " ---: |" * len(COLUMNS)]
    for sort, counts in table.items():
        lines.append(f"| {sort} | " + " | ".join(str(counts[name]) for name in COLUMNS) + " |")
    return "\n".join(lines)


def signs_table(signs: Counter[tuple[str, str]]) -> str:
    """Return which sign of change stands where gold has which, as Markdown."""
    names = ("=", "~", ">", "<", "up", "down")
    lines = ["| gold \\ ours | " + " | ".join(f"`{name}`" for name in names) + " |"]
    lines.append("| --- |" + " ---: |" * len(names))
    for gold in names:
        cells = (str(signs[gold, ours]) for ours in names)
        lines.append(f"| `{gold}` | " + " | ".join(cells) + " |")
    return "\n".join(lines)
