"""``newsfigures build``: make a store of a corpus, or bring it up to date."""

import argparse
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from analysis.corpus.errors import CorpusError
from analysis.corpus.nursery import open_nursery
from analysis.corpus.progress import Progress
from analysis.corpus.sources import Chosen, Corpus, corpus_at
from analysis.corpus.store.places import Places
from analysis.documents import chosen_columns
from analysis.interrupts import ended_at_once, farewell
from analysis.options import add_columns, add_topics
from analysis.topics import load_topics

if TYPE_CHECKING:
    from analysis.corpus.building import Outcome


def add_build(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the command ``build`` to the command line."""
    command = commands.add_parser(
        "build",
        help="make a store of Parquet files of an archive of any size",
        description="Read a corpus into a store, or bring a store up to date: what has not changed "
        "is kept, what has gone is dropped. Stopped at any moment, the same command goes on.",
        epilog="What cannot be read is a row of the table failures, and the others are read. "
        "Exit code 2: none could be read, or the build cannot go on; 130: it was stopped.",
    )
    command.add_argument(
        "corpus",
        metavar="CORPUS",
        help="folder, .zip, .tar(.gz, .zst), or .jsonl, .csv, .parquet with one text a row (also "
        ".gz, .zst); a path or an fsspec address such as s3://bucket/news",
    )
    command.add_argument("store", type=Path, metavar="STORE", help="folder of the store")
    where = command.add_mutually_exclusive_group()
    where.add_argument(
        "--workers",
        type=_workers,
        metavar="N",
        help="processes on this machine (default: one a core)",
    )
    where.add_argument(
        "--scheduler", metavar="ADDRESS", help="Dask scheduler to use instead: tcp://host:8786"
    )
    command.add_argument(
        "--replace", action="store_true", help="let CORPUS take the place of another one"
    )
    add_columns(command)
    add_topics(command)
    command.set_defaults(run=run_build)


def run_build(options: argparse.Namespace) -> int:
    """Build the store, and return 0, or 2 if no document of the corpus could be read.

    Raises:
        CorpusError: the build cannot be carried out.
        VocabularyError: the file of topic words has a fault.
        KeyboardInterrupt: it was stopped; what was read is kept.
    """
    load_topics(options.topics)
    corpus = corpus_at(options.corpus, _columns(options), store=options.store)
    outcome = _built(options, corpus)
    sys.stdout.write(f"{outcome}; the store is {options.store}\n")
    return 0 if outcome.counts["documents"] else 2


def _built(options: argparse.Namespace, corpus: Corpus) -> "Outcome":
    places = Places(options.store)
    remote = options.scheduler is not None
    if not remote and places.is_new:  # workers will be needed, and can load while we do
        open_nursery()
    # Dask takes half a second to import, which no other command needs.
    with ended_at_once(farewell(["build"])):
        from analysis.corpus.batches import Words  # noqa: PLC0415 - Dask loads slowly
        from analysis.corpus.building import Plan, build  # noqa: PLC0415 - Dask loads slowly
        from analysis.corpus.cluster import LocalCrew, RemoteCrew  # noqa: PLC0415 - Dask loads slowly

    words = Words(options.topics.name, options.topics.read_bytes()) if options.topics else None
    plan = Plan(corpus, places, words, options.replace)
    workers = options.workers or os.cpu_count() or 1
    progress = Progress(sys.stderr, corpus.bytes())
    local = LocalCrew(workers, places.scratch)
    return build(plan, RemoteCrew(options.scheduler, progress.say) if remote else local, progress)


def _columns(options: argparse.Namespace) -> Chosen:
    try:
        return tuple(sorted(chosen_columns(options.columns).items()))
    except ValueError as error:
        raise CorpusError(f"--column {error}") from error


def _workers(written: str) -> int:
    if not written.isdecimal() or int(written) < 1:
        raise argparse.ArgumentTypeError(f"{written!r} is no number of processes")
    return int(written)
