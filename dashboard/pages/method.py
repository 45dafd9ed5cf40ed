"""The page Method: how each column is read, and when not to trust it."""

from dashboard.parts import header, method
from dashboard.session.view import view

shown = view()
header.draw(shown, "Method", "How each column is read, and when not to trust it.")
method.draw()
