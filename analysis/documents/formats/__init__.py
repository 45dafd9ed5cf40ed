"""Take the text out of web pages, PDF and Word files."""

from analysis.documents.formats.apart import Format, read_apart
from analysis.documents.formats.extract import ADDRESS, Extract, FormatError
from analysis.documents.formats.word import read_word

__all__ = ["ADDRESS", "Extract", "Format", "FormatError", "read_apart", "read_word"]
