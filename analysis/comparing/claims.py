"""Turn any selection of figures into one row a claim: what is repeated, and what conflicts."""

from itertools import pairwise

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.comparing import keys
from analysis.comparing.bounds import stated_bounds
from analysis.comparing.keys import Codes
from analysis.comparing.verdicts import VERDICTS, statements, verdicts
from analysis.schema import CLAIMS, Tables, frame_of

USED = (
    *("figure_id", "doc_id", "sentence", "start", "end", "quote", "kind", "value", "low", "high"),
    *("qualifier", "currency", "unit", "period", "change", "step", "about", "topic", "status"),
    *("counted", "speaker", "countries", "when_start", "when_end", "claim_id"),
)
"""Columns of figures that claims are made from; wide tables are slow to sort."""

SHARED = ("claim_id", "kind", "currency", "unit", "period", "topic", "about")
"""Columns that a claim takes from its first figure: what its key is made of, and the words."""


def claims_table(figures: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return one row for each claim of ``figures``, with the columns of CLAIMS.

    ``documents`` lends the days of the texts; one that it does not hold has no day. Conflicts come
    first, then repeats, those in most texts first. The order of the rows given does not matter.

    >>> empty = Tables()
    >>> list(claims_table(empty.figures, empty.documents)) == list(CLAIMS)
    True
    """
    if figures.empty:
        return frame_of(CLAIMS, dict.fromkeys(CLAIMS, ()))
    rows = _in_order(figures, documents)
    said = statements(rows, rows["published"])
    first = _starts(said.claim)
    verdict, reason = verdicts(said)
    least, most = stated_bounds(rows)
    cells = {
        **{name: rows[name].to_numpy()[first] for name in SHARED},
        "measure": keys.measures(rows)[first],
        "country": [keys.main_country(joined) for joined in rows["countries"].iloc[first]],
        "verdict": verdict,
        "reason": reason,
        "figures": np.bincount(said.claim),
        "documents": np.bincount(said.claim[_once(said.claim, rows["doc_id"])]),
        **_seen(rows, said.claim),
        "least": np.fmin.reduceat(np.fmin(least, most), first),
        "most": np.fmax.reduceat(np.fmax(least, most), first),
        "quotes": _joined(said.claim, rows["quote"], "; "),
        "statuses": _joined(said.claim, rows["status"], ";"),
        "speakers": _joined(said.claim, rows["speaker"], "; "),
        "figure_ids": _joined(said.claim, rows["figure_id"], ";"),
    }
    return _sorted(frame_of(CLAIMS, cells))


def claims_of(tables: Tables) -> pd.DataFrame:
    """Return the claims of ``tables``, for instance of what a selection leaves of them.

    >>> claims_of(Tables()).empty
    True
    """
    return claims_table(tables.figures, tables.documents)


def _in_order(figures: pd.DataFrame, documents: pd.DataFrame) -> pd.DataFrame:
    """Return the figures claim by claim, first seen first, with the day of their text."""
    days = documents.drop_duplicates("doc_id").set_index("doc_id")["published"]
    rows = figures[list(USED)].assign(published=days.reindex(figures["doc_id"]).to_numpy())
    undated = rows["published"].isna().to_numpy()
    texts = pd.factorize(rows["doc_id"], sort=True)[0]
    day = rows["published"].to_numpy("datetime64[s]").astype(np.int64)
    start, end = rows["start"].to_numpy(), rows["end"].to_numpy()
    order = np.lexsort((end, start, texts, day, undated, keys.claims(rows)))
    return rows.iloc[order].reset_index(drop=True)


def _starts(codes: Codes) -> npt.NDArray[np.intp]:
    """Return where each run of equal codes begins."""
    return np.flatnonzero(np.diff(codes, prepend=-1))


def _seen(rows: pd.DataFrame, claim: Codes) -> dict[str, object]:
    """Return the first and the last day of each claim and the texts of these days."""
    dated = np.bincount(claim, rows["published"].notna()).astype(np.int64)
    first = _starts(claim)
    last = first + np.maximum(dated - 1, 0)  # texts without a day stand behind all others
    texts, days = rows["doc_id"].to_numpy(dtype=object), rows["published"].to_numpy()
    return {
        "first_seen": days[first],
        "first_doc_id": np.where(dated > 0, texts[first], ""),
        "last_seen": days[last],
        "last_doc_id": np.where(dated > 0, texts[last], ""),
    }


def _once(claim: Codes, column: "pd.Series[str]") -> keys.Flags:
    """Return where each claim has a value that is not empty for the first time."""
    pairs = claim * len(column) + keys.coded(column)
    return keys.filled(column) & ~pd.Series(pairs).duplicated().to_numpy()


def _joined(claim: Codes, column: "pd.Series[str]", separator: str) -> list[str]:
    """Return the values of each claim in their order, each once."""
    kept = _once(claim, column)
    texts: list[str] = column.to_numpy(dtype=object)[kept].tolist()
    ends = np.searchsorted(claim[kept], np.arange(int(claim[-1]) + 2)).tolist()
    return [separator.join(texts[start:end]) for start, end in pairwise(ends)]


def _sorted(claims: pd.DataFrame) -> pd.DataFrame:
    rank = claims["verdict"].map({name: place for place, name in enumerate(VERDICTS)})
    keyed = claims.assign(rank=rank, texts=-claims["documents"], rows=-claims["figures"])
    order = ["rank", "texts", "rows", "claim_id", "measure"]
    return keyed.sort_values(order, ignore_index=True)[list(CLAIMS)]
