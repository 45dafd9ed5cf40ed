"""Set our results beside those that others published, as Markdown."""

import tomllib
from collections.abc import Mapping
from pathlib import Path

from benchmarks.bars import number
from benchmarks.scorer import Measures

PUBLISHED = Path(__file__).with_name("published.toml")
OURS, CONSTANT, DIGITS = "ours", "our numbers, one constant answer", "every number in digits"
FULL = ("value", "value+unit", "value+change", "value+concept_partial", "value+concept_complete")
PLAIN = FULL[:2]
HEADS = {
    "value": "value",
    "value+unit": "+ unit",
    "value+change": "+ change",
    "value+concept_partial": "+ concept, in part",
    "value+concept_complete": "+ concept, whole",
}
SAID_OF = (
    "kind",
    "currency",
    "unit",
    "qualifier",
    "qualifier macro",
    "period",
    "topic",
    "topic macro",
    "status",
    "status macro",
    "speaker",
    "main country",
    "role",
    "countries",
)
NAMES = {"countries": "countries (mean Jaccard index)"}
F1 = ("period stated", "speaker stated", "whole row F1")


def set_tables(rows: Mapping[str, Mapping[str, Measures]]) -> dict[str, str]:
    """Return one table per set that others were measured on, and one of the sets left."""
    systems = tomllib.loads(PUBLISHED.read_text(encoding="utf-8"))["system"]
    tables: dict[str, str] = {}
    others: dict[str, Measures] = {}
    for name, ours in rows.items():
        theirs = {system["name"]: system[name] for system in systems if name in system}
        if theirs:
            columns = FULL if any("value+change" in one for one in theirs.values()) else PLAIN
            tables[name] = _f1_table({**_f1(ours), **theirs}, columns)
        else:
            others |= {f"{name}: {system}": measures for system, measures in _f1(ours).items()}
    tables["other sets"] = _f1_table(others, PLAIN)
    return tables


def _f1(rows: Mapping[str, Measures]) -> dict[str, Measures]:
    return {
        system: {name: measures[f"{name} F1"] for name in FULL if f"{name} F1" in measures}
        for system, measures in rows.items()
    }


def _f1_table(rows: Mapping[str, Measures], columns: tuple[str, ...]) -> str:
    lines = ["| F1 | " + " | ".join(HEADS[name] for name in columns) + " |"]
    lines.append("| --- |" + " ---: |" * len(columns))
    for system, measures in rows.items():
        cells = (number(measures[name]) if name in measures else "–" for name in columns)
        lines.append(f"| {system} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def policy_table(measures: Measures, constant: Measures) -> str:
    """Return what the policy scorer says, beside the commonest answer for every column."""
    lines = ["| | measured | commonest answer |", "| --- | ---: | ---: |"]
    lines += [
        f"| figures: {part} | {number(measures[f'figures {part}'])} | |"
        for part in ("P", "R", "F1")
    ]
    lines.append(f"| traps hit | {measures['traps']:.0f} | |")
    for name in SAID_OF:
        plain = number(constant[name]) if name in constant else ""
        said = f"{name}-F1" if name.endswith("macro") else NAMES.get(name, f"{name}, % right")
        lines.append(f"| {said} | {number(measures[name])} | {plain} |")
    for name in F1:
        plain = number(constant.get(name, 0.0))
        lines.append(f"| {name.removesuffix(' F1')}: F1 | {number(measures[name])} | {plain} |")
    lines.append(f"| countries mentioned: F1 | {number(measures['countries mentioned F1'])} | |")
    return "\n".join(lines)


def boundary_table(measures: Measures) -> str:
    """Return the measures of sentence boundaries."""
    cells = [f"{measures['gold']:.0f}", *(number(measures[part]) for part in ("P", "R", "F1"))]
    head = "| boundaries | P | R | F1 |\n| ---: | ---: | ---: | ---: |"
    return f"{head}\n| {' | '.join(cells)} |"
