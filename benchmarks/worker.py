"""Read sentences with one library each time a line comes in, and answer with what it took.

    python -P worker.py READER SENTENCES.json

Runs in the environment of the library it measures, so it imports nothing but that. SENTENCES.json
holds one list of sentences per round; the answer is the processor seconds of the round.
"""

import json
import sys
import time
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

Reader = Callable[[str], object]


def ours() -> Reader:
    """Return our own reader of figures."""
    read: Reader = import_module("analysis.quantities").find_quantities
    return read


def quantulum3() -> Reader:
    """Return the parser of quantulum3, with the classifier where that is installed."""
    read: Reader = import_module("quantulum3.parser").parse
    return read


def recognizers() -> Reader:
    """Return all recognizers of Recognizers-Text that find what we call figures."""
    units, numbers = (
        import_module(name) for name in ("recognizers_number_with_unit", "recognizers_number")
    )
    kinds = ("currency", "dimension", "age", "temperature")
    reads = [getattr(units, f"recognize_{kind}") for kind in kinds]
    reads += [numbers.recognize_number, numbers.recognize_percentage]
    return lambda sentence: [read(sentence, "en-us") for read in reads]


def our_tone() -> Reader:
    """Return our own reader of a sentence's tone."""
    read: Reader = import_module("analysis.sentiment").sentence_tone
    return read


def textblob() -> Reader:
    """Return TextBlob's own reader of a sentence's tone."""
    blob = import_module("textblob").TextBlob
    return lambda sentence: blob(sentence).sentiment


READERS = {
    reader.__name__: reader for reader in (ours, quantulum3, recognizers, our_tone, textblob)
}


def main() -> int:
    """Answer with the seconds of one round for every line that comes in."""
    name, file = sys.argv[1:]
    read = READERS[name]()
    rounds: list[list[str]] = json.loads(Path(file).read_text(encoding="utf-8"))
    read("They paid 5 million euros for 12 boats.")
    print("ready", flush=True)
    for sentences, _ in zip(rounds, sys.stdin, strict=False):
        begun = time.process_time()
        for sentence in sentences:
            read(sentence)
        print(time.process_time() - begun, flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
