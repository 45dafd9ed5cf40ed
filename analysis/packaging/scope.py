"""Say what a file holds: which filters left its rows, and how many rows there were before."""

from collections.abc import Mapping, Sized
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Scope:
    """What is chosen, in ``filters`` as words and in ``query`` as the parameters of an address.

    ``totals`` are the rows of each table without any filter; a table that it leaves out was not
    filtered.
    """

    filters: tuple[str, ...] = ()
    query: str = ""
    totals: Mapping[str, int] = field(default_factory=dict)

    def total(self, name: str, frame: Sized) -> int:
        """Return the rows of the table ``name`` before it became ``frame``."""
        return self.totals.get(name, len(frame))
