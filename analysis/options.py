"""Options that several commands have, which mean the same in each."""

import argparse
from pathlib import Path

from analysis.documents import PARTS


def add_topics(command: argparse.ArgumentParser) -> None:
    """Add ``--topics``: the file of topic words, or ``None``."""
    command.add_argument(
        "--topics",
        type=Path,
        metavar="FILE",
        help="TOML file of words that speak for topics, beside ours or in their place",
    )


def add_columns(command: argparse.ArgumentParser) -> None:
    """Add ``--column``: in ``columns`` what ``chosen_columns`` reads, each as it was written."""
    command.add_argument(
        "--column",
        action="append",
        default=[],
        dest="columns",
        metavar="PART=NAME",
        help="which column of a table, which holds an article in each row, is its "
        f"{', '.join(PARTS)}; may be repeated; what is not said is told by the columns' names",
    )
