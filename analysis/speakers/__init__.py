"""Find who is quoted in a document, and say who states a figure."""

from analysis.speakers.attributions import find_attributions, speaker_of
from analysis.speakers.voices import is_narrated, voice_of

__all__ = ["find_attributions", "is_narrated", "speaker_of", "voice_of"]
