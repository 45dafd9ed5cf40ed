"""Tell what benchmarks.archive measured, as tables for docs/scale.md."""

import os
import platform
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from itertools import pairwise

MILLIONS = 100_000_000
DAY = 86_400


@dataclass(frozen=True)
class Build:
    """What one build cost: documents read, wall and processor seconds, peak of memory in MB."""

    documents: int
    seconds: float
    processor: float
    megabytes: float


@dataclass(frozen=True)
class Beside:
    """The same documents built with two workers, and half each by two single processes at once."""

    documents: int
    together: Build
    alone: Build


@dataclass(frozen=True)
class Restart:
    """A build killed half way: what was kept, and at most how much was being read just then."""

    documents: int
    kept: int
    under_way: int


@dataclass
class Report:
    """All that was measured, on articles of about so many sentences."""

    sentences: int
    builds: dict[int, Build] = field(default_factory=dict)
    again: dict[int, Build] = field(default_factory=dict)
    beside: Beside | None = None
    restart: Restart | None = None
    half_equal: bool = False
    kills: tuple[int, int, int] | None = None


def page(report: Report) -> str:
    """Return the report as Markdown."""
    parts = [_conditions(report.sentences)]
    parts += [_builds(report)] if report.builds else []
    parts += [f"- {line}" for line in _findings(report)]
    return "\n".join(parts) + "\n"


def _conditions(sentences: int) -> str:
    day = datetime.now(tz=UTC).date().isoformat()
    load = os.getloadavg()[0]
    packages = ", ".join(f"{name} {version(name)}" for name in ("distributed", "pyarrow", "pandas"))
    return (
        f"Articles of about {sentences} sentences, two workers, on {day}: {os.cpu_count()} cores, "
        f"{platform.system()} {platform.machine()}, Python {platform.python_version()}, "
        f"{packages}; load by all work {load:.1f} when it ended.\n"
    )


def _builds(report: Report) -> str:
    head = (
        "| documents | wall s | processor s | documents/s (wall) | documents per processor s "
        "| peak RSS, MB | again, nothing changed: wall s | processor s |\n"
        "| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |\n"
    )
    rows = []
    for size, made in report.builds.items():
        again = report.again[size]
        rows.append(
            f"| {size:,} | {made.seconds:,.0f} | {made.processor:,.0f} "
            f"| {size / made.seconds:,.1f} | {size / made.processor:,.1f} "
            f"| {made.megabytes:,.0f} | {again.seconds:,.1f} | {again.processor:,.1f} |\n"
        )
    return head + "".join(rows)


def _findings(report: Report) -> list[str]:
    lines = []
    for (small, before), (large, after) in pairwise(report.builds.items()):
        lines.append(
            f"From {small:,} to {large:,} documents ({large / small:.1f} times): "
            f"{after.seconds / before.seconds:.2f} times the wall time, "
            f"{after.processor / before.processor:.2f} times the processor time, "
            f"{after.megabytes / before.megabytes:.2f} times the peak of memory."
        )
    for size, again in report.again.items():
        share = again.processor / report.builds[size].processor
        lines.append(f"A second build of {size:,} documents: {share:.1%} of the processor time.")
    if beside := report.beside:
        together, alone = beside.together, beside.alone
        lines.append(
            f"{beside.documents:,} documents: {together.seconds:.0f} s of wall time and "
            f"{together.processor:.0f} processor seconds with two workers, {alone.seconds:.0f} and "
            f"{alone.processor:.0f} in two single processes side by side, each of which builds a "
            f"store of one half: {alone.seconds / together.seconds:.2f} of their throughput by "
            f"wall time, {alone.processor / together.processor:.2f} by processor time, with the "
            "cluster's start."
        )
    if restart := report.restart:
        share = restart.under_way / restart.documents
        lines.append(
            f"Killed half way through {restart.documents:,} documents: {restart.kept:,} were kept; "
            f"at most {restart.under_way:,} ({share:.1%}) were being read just then and are read "
            f"again. The store {'equals' if report.half_equal else 'DIFFERS FROM'} an unbroken one."
        )
    if report.kills:
        equal, kills, size = report.kills
        lines.append(
            f"Killed at {kills} random moments of a build of {size:,} documents and resumed: "
            f"{equal} of {kills} stores equal the unbroken one, file for file."
        )
    if report.builds:
        lines.append(_forecast(list(report.builds.values())[-1]))
    return lines


def _forecast(made: Build) -> str:
    days = MILLIONS * made.processor / made.documents / DAY
    return (
        f"A hundred million articles at {made.documents / made.processor:.1f} documents per "
        f"processor second: {days:,.0f} days of one core, {days / 100:,.1f} days of a hundred."
    )
