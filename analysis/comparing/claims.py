"""Turn any selection of figures into one row a claim: what is repeated, and what conflicts."""

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparing import keys
from analysis.comparing.keys import Codes
from analysis.comparing.verdicts import VERDICTS, Statements, statements, verdicts
from analysis.schema import CLAIMS, Tables, frame_of

SHARED = ("claim_id", "kind", "currency", "unit", "period", "topic", "about")
"""Columns that a claim takes from its first figure: what its key is made of, and the words."""


LISTS = {
    "quotes": ("quote", "; "),
    "statuses": ("status", ";"),
    "speakers": ("speaker", "; "),
    "figure_ids": ("figure_id", ";"),
}
"""Columns that say all that a claim's figures have in a column, and what stands between them."""

NEEDED = (
    *SHARED,
    *("figure_id", "doc_id", "sentence", "start", "end", "quote", "speaker", "status"),
    *("qualifier", "value", "low", "high", "counted", "countries", "step", "change"),
    *("when_start", "when_end"),
)
"""Columns of figures that claims are made of."""

AT_ONCE = 50_000
"""Figures that are compared at once, or those of one claim if it has more: hundreds of bytes each
are needed meanwhile."""

Positions = npt.NDArray[np.intp]
Days = npt.NDArray[np.datetime64]


def claims_table(
    figures: pd.DataFrame, documents: pd.DataFrame, rows: Positions | None = None
) -> pd.DataFrame:
    """Return one row for each claim of ``figures``, with the columns of CLAIMS.

    ``documents`` lends the days of the texts; one that it does not hold has no day. Conflicts come
    first, then repeats, those in most texts first. The order of the rows given does not matter;
    with ``rows`` only the figures at these positions count, and the others are not copied.

    >>> empty = Tables()
    >>> list(claims_table(empty.figures, empty.documents)) == list(CLAIMS)
    True
    """
    rows = np.arange(len(figures)) if rows is None else rows
    if not len(rows):
        return frame_of(CLAIMS, dict.fromkeys(CLAIMS, ()))
    days = documents.drop_duplicates("doc_id").set_index("doc_id")["published"]
    needed = figures[list(NEEDED)]
    parts = [_claims(needed.iloc[some], days) for some in _by_claims(needed, rows)]
    return _sorted(pd.concat(parts, ignore_index=True))


def _by_claims(figures: pd.DataFrame, rows: Positions) -> Iterator[Positions]:
    """Yield ``rows`` a few at a time, those of one claim together."""
    if len(rows) <= AT_ONCE:
        yield rows
        return
    told = figures[["claim_id", "step", "change"]].iloc[rows]
    claim, below = keys.numbered_claims(told)
    ends = np.cumsum(np.bincount(claim, minlength=below))
    order, start = np.argsort(claim, kind="stable"), 0
    while start < len(rows):
        full, first = np.searchsorted(ends, (start + AT_ONCE, start), side="right")
        end = int(ends[max(full - 1, first)])
        yield np.sort(rows[order[start:end]])
        start = end


def _claims(figures: pd.DataFrame, days: "pd.Series[pd.Timestamp]") -> pd.DataFrame:
    published = days.reindex(figures["doc_id"]).reset_index(drop=True)
    said = statements(figures, published)
    order = _order(figures, published, said.claim)
    claim, days_in_order = said.claim[order], published.to_numpy()[order]
    first = order[np.flatnonzero(np.diff(claim, prepend=-1))]
    verdict, reason = verdicts(said)
    cells = {
        **{name: figures[name].iloc[first].to_numpy() for name in SHARED},
        "measure": keys.measures(figures.iloc[first]),
        "country": [keys.main_country(joined) for joined in figures["countries"].iloc[first]],
        "verdict": verdict,
        "reason": reason,
        "figures": np.bincount(claim),
        **_seen(_Column(figures["doc_id"], order), days_in_order, claim),
        **_extremes(said, order),
        **{
            name: _Column(figures[column], order).joined(claim, separator)
            for name, (column, separator) in LISTS.items()
        },
    }
    return frame_of(CLAIMS, cells)


def claims_of(tables: Tables) -> pd.DataFrame:
    """Return the claims of ``tables``, for instance of what a selection leaves of them.

    >>> claims_of(Tables()).empty
    True
    """
    return claims_table(tables.figures, tables.documents)


def count_of_claims(figures: pd.DataFrame) -> int:
    """Return the number of claims of ``figures``; claim_id, step and change are enough to tell.

    >>> count_of_claims(Tables().figures)
    0
    """
    return keys.count_of_claims(figures)


def _order(figures: pd.DataFrame, published: "pd.Series[pd.Timestamp]", claim: Codes) -> Positions:
    """Return the positions of the figures claim by claim, first seen first, without day last."""
    undated, day = published.isna().to_numpy(), keys.days(published)
    texts = pd.factorize(figures["doc_id"], sort=True)[0]
    start, end = figures["start"].to_numpy(), figures["end"].to_numpy()
    return np.lexsort((end, start, texts, day, undated, claim))


class _Column:
    """The texts of one column of figures in another order, and which of them are the same."""

    def __init__(self, column: "pd.Series[str]", order: Positions) -> None:
        self.texts = column.to_numpy(dtype=object)[order]
        self._codes = keys.coded(column)[order]
        self._filled = keys.filled(column)[order]

    def once(self, claim: Codes) -> keys.Flags:
        """Return where each claim has a text that is not empty for the first time."""
        pairs = claim * len(self._codes) + self._codes
        flags: keys.Flags = self._filled & ~pd.Series(pairs).duplicated().to_numpy()
        return flags

    def joined(self, claim: Codes, separator: str) -> list[str]:
        """Return the texts of each claim in their order, each once."""
        kept = self.once(claim)
        texts: list[str] = self.texts[kept].tolist()
        ends = np.searchsorted(claim[kept], np.arange(int(claim[-1]) + 2)).tolist()
        return [separator.join(texts[start:end]) for start, end in pairwise(ends)]


def _seen(doc_ids: _Column, days: Days, claim: Codes) -> dict[str, object]:
    """Return the number of texts of each claim, and the first and the last day with its text."""
    dated = np.bincount(claim, ~np.isnat(days)).astype(np.int64)
    first = np.flatnonzero(np.diff(claim, prepend=-1))
    last = first + np.maximum(dated - 1, 0)  # texts without a day stand behind all others
    return {
        "documents": np.bincount(claim[doc_ids.once(claim)], minlength=len(first)),
        "first_seen": days[first],
        "first_doc_id": np.where(dated > 0, doc_ids.texts[first], ""),
        "last_seen": days[last],
        "last_doc_id": np.where(dated > 0, doc_ids.texts[last], ""),
    }


def _extremes(said: Statements, order: Positions) -> dict[str, object]:
    """Return the smallest and the largest number that each claim states."""
    least, most = said.stated
    first = np.flatnonzero(np.diff(said.claim[order], prepend=-1))
    return {
        "least": np.fmin.reduceat(np.fmin(least, most)[order], first),
        "most": np.fmax.reduceat(np.fmax(least, most)[order], first),
    }


def _sorted(claims: pd.DataFrame) -> pd.DataFrame:
    rank = claims["verdict"].map({name: place for place, name in enumerate(VERDICTS)})
    keyed = claims.assign(rank=rank, texts=-claims["documents"], rows=-claims["figures"])
    order = ["rank", "texts", "rows", "claim_id", "measure"]
    return keyed.sort_values(order, ignore_index=True)[list(CLAIMS)]
