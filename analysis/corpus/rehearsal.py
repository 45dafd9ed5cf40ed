"""Read one text in the process that workers are copied from, which imports this module.

All word lists, patterns and packages are loaded by that, once instead of in each worker, and kept
from being searched for rubbish, which would copy the memory that the workers share. They are as
quiet as we are.
"""

import gc

import distributed.nanny  # noqa: F401 - what a worker runs on

from analysis.corpus.batches import Asked, Manner, read_batch
from analysis.corpus.cluster import quieten
from analysis.corpus.sources import file_entry

TEXT = b"""Norway will send Ukraine 85 tanks and pay about EUR 2.5 million a month for them by 2027.

"Tariffs of 15 percent on steel from Canada would hurt us," the minister said on Tuesday in Oslo.
"""

quieten()
read_batch([Asked("rehearsal", file_entry("rehearsal.txt", TEXT))], Manner())
gc.collect()
gc.freeze()
