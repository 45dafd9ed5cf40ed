"""Have Dask workers wait before the last batch while a gate is shut: a preload of theirs.

Whoever tests what happens in the middle of a build needs one that cannot be over before they act,
on however slow a machine. ``NEWSFIGURES_GATE`` names a file that says how the gate stands, and
``NEWSFIGURES_LAST`` the last document.
"""

import os
import time
from collections.abc import Sequence
from pathlib import Path

from analysis.corpus import batches
from analysis.corpus.batches import Answer, Asked, Manner, read_batch

GATE, LAST, OPEN = "NEWSFIGURES_GATE", "NEWSFIGURES_LAST", "open"


def dask_setup(_worker: object) -> None:
    """Put the gate before the function that clients ask workers for by its name."""
    batches.read_batch = read_when_open


def read_when_open(batch: Sequence[Asked], manner: Manner) -> Answer:
    """Read a batch; one with the last document as soon as the gate stands otherwise than shut."""
    gate, last = Path(os.environ[GATE]), os.environ[LAST]
    if last in {asked.doc_id for asked in batch}:
        stood = gate.read_text()
        while stood != OPEN and gate.read_text() == stood:
            time.sleep(0.01)
    return read_batch(batch, manner)
