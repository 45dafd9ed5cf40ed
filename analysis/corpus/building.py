"""Build a store from a corpus: read what is new, keep what is not, drop what has gone."""

import sqlite3
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass

import pyarrow as pa

from analysis.corpus.batches import Manner, Words
from analysis.corpus.cluster import Crew, readers_of
from analysis.corpus.errors import CorpusError, reason_of
from analysis.corpus.extractor import extractor_of, fingerprint
from analysis.corpus.progress import Progress
from analysis.corpus.sources import Corpus
from analysis.corpus.store.journal import Journal
from analysis.corpus.store.manifest import read_manifest, write_manifest
from analysis.corpus.store.places import Places
from analysis.corpus.weaving import Weaver
from analysis.topics import read_topics


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a build did: documents read now, kept as they were, dropped; rows of each table."""

    read: int
    kept: int
    dropped: int
    counts: Mapping[str, int]

    def __str__(self) -> str:
        """Return the outcome as one line.

        >>> print(Outcome(3, 97, 1, {"documents": 99, "figures": 1200, "failures": 1}))
        99 documents, 1,200 figures, 1 failed; read 3, kept 97, dropped 1
        """
        documents, figures, failed = (
            self.counts[name] for name in ("documents", "figures", "failures")
        )
        return (
            f"{documents:,} documents, {figures:,} figures, {failed:,} failed; "
            f"read {self.read:,}, kept {self.kept:,}, dropped {self.dropped:,}"
        )


@dataclass(frozen=True)
class Plan:
    """What is to be built, and where; with ``words`` in the place of our topic words.

    With ``replace`` the store may have been built of another corpus.
    """

    corpus: Corpus
    places: Places
    words: Words | None = None
    replace: bool = False


def build(plan: Plan, crew: Crew, progress: Progress) -> Outcome:
    """Make a store hold the tables of a corpus, and nothing else.

    It can be stopped at any moment and begun again. Until it is done the store stays as it was.

    Raises:
        CorpusError: the store is in use, of another schema or corpus, or cannot be written to; the
            corpus holds nothing; the cluster is gone.
    """
    words, places = plan.words, plan.places
    topics = read_topics(words.name, words.content) if words else None
    read_manifest(places.store)
    places.prepare()
    with _written_to(places), closing(Journal(places.journal)) as journal:
        _check_corpus(journal, plan)
        _tidy(journal, places)
        with readers_of(crew, Manner(words, plan.corpus.columns)) as readers:
            weaver = Weaver(plan.corpus, journal, places, readers, progress, fingerprint(topics))
            weaver.run()
        progress.end()
        _check_yield(weaver, places)
        return _published(weaver, extractor_of(topics))


def _check_corpus(journal: Journal, plan: Plan) -> None:
    """Refuse to fill a store of one corpus with another, which would drop all it holds."""
    before, corpus = journal.corpus(), plan.corpus
    if before and before != corpus.place and not plan.replace:
        raise CorpusError(
            f"{plan.places.store}: holds the corpus {before}; build {corpus.address} into a folder "
            "of its own, or let it take the place of the other with --replace"
        )
    journal.set_corpus(corpus.place)
    journal.commit()


def _tidy(journal: Journal, places: Places) -> None:
    """Forget what is not there any more, and delete what a killed build left behind."""
    for home, part in journal.homes():
        if not places.intact(home, part):
            journal.forget_home(home)
    journal.commit()
    homes = journal.homes()
    parts = [part for _, part in homes if part is not None]
    places.clean((home for home, part in homes if part is None), parts)


def _check_yield(weaver: Weaver, places: Places) -> None:
    """Refuse to put nothing in the place of documents: a slip of the pen would cost them all."""
    address = weaver.corpus.address
    if not weaver.parts:
        raise CorpusError(f"{address}: no document is there")
    before = read_manifest(places.store)
    held = before.counts["documents"] if before else 0
    if held and not any(part.files["documents"].rows for part in weaver.parts.values()):
        raise CorpusError(
            f"{address}: none of its documents can be read; {places.store} stays as it was, with "
            f"{held:,} documents"
        )


def _published(weaver: Weaver, extractor: Mapping[str, str]) -> Outcome:
    """Put the new parts in sight, then the manifest, and only then delete what it replaces."""
    journal, places, parts = weaver.journal, weaver.places, list(weaver.parts.values())
    places.publish(parts)
    manifest = write_manifest(places.store, extractor, parts)
    dropped = journal.forget_unmet()
    for home, _ in journal.homes():
        if home not in weaver.parts:
            journal.forget_home(home)
    journal.commit()
    places.clean((), parts)
    progress = weaver.progress
    return Outcome(progress.read, progress.kept, dropped, manifest.counts)


@contextmanager
def _written_to(places: Places) -> Iterator[None]:
    """Say in one line why a store cannot be written to or what in it is damaged."""
    try:
        yield
    except OSError as error:
        raise CorpusError(_unwritten(places, reason_of(error))) from error
    except sqlite3.Error as error:
        raise CorpusError(_unwritten(places, str(error))) from error
    except (zipfile.BadZipFile, pa.ArrowException) as error:
        reason = "a file of the build is damaged; the same command reads again what it held"
        raise CorpusError(f"{places.store}: {reason} ({error})") from error


def _unwritten(places: Places, reason: str) -> str:
    return (
        f"{places.store}: cannot be written to ({reason}); what was read so far is kept, "
        "and the same command goes on"
    )
