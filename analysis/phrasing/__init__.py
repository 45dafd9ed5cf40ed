"""Cut a sentence into phrases and say which noun phrase is the subject of which verb."""

from analysis.phrasing.sentence import Phrased, phrased

__all__ = ["Phrased", "phrased"]
