"""The page Tone: how positive and how opinionated the words are, and why."""

from dashboard.parts import header
from dashboard.session.view import view

shown = view()
header.draw(shown, "Tone", "How cheerful and how opinionated the words are, and why.")
