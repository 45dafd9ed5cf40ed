"""Read files, archives and pasted text into documents."""

from analysis.documents.columns import PARTS, Columns, chosen_columns, proposed_columns
from analysis.documents.days import read_day
from analysis.documents.decoding import LARGEST_FILE, DocumentError, Failure
from analysis.documents.editing import Description, description_of, edited, unique_ids
from analysis.documents.kinds import ENDINGS, ROW_KINDS, kind_of
from analysis.documents.reading import read_bytes, read_documents, read_file, read_pasted
from analysis.documents.rows import read_header, read_table

__all__ = [
    "ENDINGS",
    "LARGEST_FILE",
    "PARTS",
    "ROW_KINDS",
    "Columns",
    "Description",
    "DocumentError",
    "Failure",
    "chosen_columns",
    "description_of",
    "edited",
    "kind_of",
    "proposed_columns",
    "read_bytes",
    "read_day",
    "read_documents",
    "read_file",
    "read_header",
    "read_pasted",
    "read_table",
    "unique_ids",
]
