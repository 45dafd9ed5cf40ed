"""Work out what the page Review shows: the queue, how far it has come, the words round a figure."""

import html
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import pandas as pd

from analysis.model import REVIEWS
from analysis.reviewing import Decision, Decisions, Entry
from analysis.reviewing.correcting import Cells
from analysis.reviewing.fields import FIELDS, in_words
from analysis.schema import Tables

OPEN, *VERDICTS = REVIEWS


@dataclass(frozen=True)
class Progress:
    """How many of ``total`` figures were decided in which way."""

    total: int
    counts: dict[str, int]

    @property
    def done(self) -> int:
        """Figures that were decided."""
        return sum(self.counts.values())

    def __str__(self) -> str:
        """Return the line that says so.

        >>> str(Progress(188, {"accepted": 9, "corrected": 2, "rejected": 1}))
        '12 of 188 reviewed: 9 accepted, 2 corrected, 1 rejected'
        >>> str(Progress(3, {"accepted": 0, "corrected": 0, "rejected": 0}))
        '0 of 3 reviewed'
        """
        line = f"{self.done:,} of {self.total:,} reviewed"
        parts = [f"{count:,} {verdict}" for verdict, count in self.counts.items() if count]
        return f"{line}: {', '.join(parts)}" if parts else line


def progress(figure_ids: Iterable[str], decisions: Decisions) -> Progress:
    """Return how far the figures are reviewed."""
    names = list(figure_ids)
    found = Counter(decisions[name].verdict for name in names if name in decisions)
    return Progress(len(names), {verdict: found[verdict] for verdict in VERDICTS})


def queue(doubted: pd.DataFrame, figures: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``doubted`` whose figures are in view, the most doubtful first."""
    return doubted[doubted["figure_id"].isin(figures["figure_id"])].reset_index(drop=True)


def next_open(names: Sequence[str], decisions: Decisions, skipped: Sequence[str]) -> str:
    """Return the first figure that nobody decided; those that were skipped come in their order.

    >>> next_open(["a", "b"], {}, ["a"]), next_open(["a", "b"], {}, ["b", "a"])
    ('b', 'b')
    >>> next_open([], {}, [])
    ''
    """
    order = {name: place for place, name in enumerate(skipped)}
    undecided = [name for name in names if is_open(decisions.get(name))]
    return min(undecided, key=lambda name: order.get(name, -1), default="")


def is_open(decision: Decision | None) -> bool:
    """Return whether nobody decided: a note alone decides nothing."""
    return decision is None or decision.verdict == OPEN


def sentences_round(tables: Tables, row: "pd.Series[str]") -> str:
    """Return the sentence of a figure with its quote marked, and those beside it, as HTML."""
    lines = tables.sentences[tables.sentences["doc_id"] == row["doc_id"]]
    text, own = tables.texts[str(row["doc_id"])], int(row["sentence"])
    parts = []
    for number in (own - 1, own, own + 1):
        found = lines[lines["sentence"] == number]
        if found.empty:
            continue
        start, end = int(found["start"].iloc[0]), int(found["end"].iloc[0])
        if number == own:
            parts.append(f"<strong>{_marked(text, start, end, row)}</strong>")
        else:
            parts.append(f"<span>{html.escape(text[start:end])}</span>")
    return f'<blockquote class="nf-context">{" ".join(parts)}</blockquote>'


def _marked(text: str, start: int, end: int, row: "pd.Series[str]") -> str:
    first, last = int(row["start"]), int(row["end"])
    before, quote, after = text[start:first], text[first:last], text[last:end]
    return f"{html.escape(before)}<mark>{html.escape(quote)}</mark>{html.escape(after)}"


def columns_table(as_read: Cells, decision: Decision | None) -> str:
    """Return what was read of a figure, and what it was corrected to, as an HTML table."""
    corrected = {one.column: one.corrected for one in decision.corrections} if decision else {}
    head = ["Column", "As read", *(["Corrected"] if corrected else [])]
    body = []
    for name, field in FIELDS.items():
        cells = [in_words(name, as_read[name])]
        if corrected:
            cells.append(in_words(name, corrected[name]) if name in corrected else "")
        row = "".join(f"<td>{html.escape(cell)}</td>" for cell in cells)
        mark = ' class="nf-changed"' if name in corrected else ""
        body.append(f'<tr{mark}><th scope="row">{html.escape(field.title)}</th>{row}</tr>')
    titles = "".join(f'<th scope="col">{title}</th>' for title in head)
    return (
        '<div class="nf-twin nf-columns"><table><caption>What was read of this figure</caption>'
        f"<thead><tr>{titles}</tr></thead><tbody>{''.join(body)}</tbody></table></div>"
    )


def history_list(entries: Sequence[Entry], own: str) -> str:
    """Return who decided what about a figure as an HTML list, the last decision first."""
    items = []
    for entry in reversed(entries):
        name = entry.decision.reviewer or ("you" if entry.session == own else "another reviewer")
        you = " (you)" if entry.decision.reviewer and entry.session == own else ""
        told = f"{name}{you}: {_told(entry)}"
        when = entry.decision.at[:16].replace("T", " ")
        items.append(f"<li>{html.escape(told)} <span>{html.escape(when)}</span></li>")
    return f'<ol class="nf-history">{"".join(items)}</ol>'


def _told(entry: Entry) -> str:
    verdict = entry.decision.verdict
    if entry.act == "undo":
        return "undone" if verdict == OPEN else f"undone, {verdict} again"
    return "noted" if verdict == OPEN and entry.decision.note else verdict


def readable_queue(rows: pd.DataFrame, figures: pd.DataFrame, decisions: Decisions) -> pd.DataFrame:
    """Return the queue in words: figure, why it is doubtful, how doubtful, what was decided."""
    named = figures.set_index("figure_id").reindex(rows["figure_id"])
    return pd.DataFrame(
        {
            "figure": named["quote"].to_numpy(),
            "doubt": (100 * rows["doubt"]).round().astype("int64").to_numpy(),
            "review": [
                decisions[name].verdict if name in decisions else OPEN for name in rows["figure_id"]
            ],
            "reasons": rows["reasons"].to_numpy(),
            "about": named["about"].to_numpy(),
        }
    )


def queue_twin(readable: pd.DataFrame) -> pd.DataFrame:
    """Return a queue in words with the headings and the percentages a reader sees."""
    return pd.DataFrame(
        {
            "Figure": readable["figure"],
            "Doubt": readable["doubt"].map("{}%".format),
            "Review": readable["review"],
            "Why": readable["reasons"],
            "What it measures": readable["about"],
        }
    )


def aside_table(aside: Sequence[tuple[Decision, str]]) -> pd.DataFrame:
    """Return the decisions that fit no figure in view, with the reason why each does not."""
    rows = [
        (one.target.quote, one.target.figure_id, one.verdict, one.note, reason)
        for one, reason in aside
    ]
    return pd.DataFrame(rows, columns=["Figure", "Name", "Decision", "Note", "Why it is set aside"])
