"""Cut tables by masks over their rows; a table is cut when somebody looks at it."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from analysis.codes import Mask
from analysis.positions import CutPlaces, Places, give_places
from analysis.schema import TABLES, Tables


class Masks(dict[str, Mask]):
    """A mask for each table, each worked out when it is asked for first."""

    def __init__(self, find: Mapping[str, Callable[[], Mask]]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, name: str) -> Mask:
        self[name] = self._find[name]()
        return self[name]


class CutTables(Tables):
    """The rows of other tables that ``masks`` leave.

    A chart of a million figures asks for two or three of nine tables; the others are never copied.
    """

    def __init__(self, whole: Tables, places: Places, masks: Masks) -> None:
        self.__dict__.update(whole=whole, _masks=masks, texts=whole.texts, bodies=whole.bodies)
        give_places(self, CutPlaces(self, places, masks))

    def __getattr__(self, name: str) -> Any:
        if name not in TABLES:
            raise AttributeError(name)
        frame: pd.DataFrame = getattr(self.whole, name)
        mask = self._masks[name]
        cut = frame if mask.all() else frame.loc[mask]
        self.__dict__[name] = cut
        return cut

    def kept(self, name: str) -> Mask:
        """Return which rows of a table are left; nothing is cut for it."""
        mask: Mask = self._masks[name]
        return mask


def count_of(tables: Tables, name: str) -> int:
    """Return the number of rows of a table.

    >>> count_of(Tables(), "figures")
    0
    """
    if isinstance(tables, CutTables):
        return int(np.count_nonzero(tables.kept(name)))
    return len(getattr(tables, name))
