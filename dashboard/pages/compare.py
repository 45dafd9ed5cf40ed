"""The page Compare: what two or more texts state alike, and where they differ."""

from dashboard.parts import header
from dashboard.session.view import view

shown = view()
header.draw(shown, "Compare", "What texts state alike, and where their numbers differ.")
