"""Find who is quoted in a document, and say who states a figure."""

from analysis.speakers.attributions import find_attributions, speaker_of

__all__ = ["find_attributions", "speaker_of"]
