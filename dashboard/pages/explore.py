"""The page Explore: linked charts, the table of figures, the text they stand in, the downloads."""

from dashboard import downloads, header, panels, reader, table
from dashboard.view import view

shown = view()
header.draw(shown)
if not shown.tables.documents.empty:
    panels.draw(shown)
    figures = table.sorted_figures(shown.shown)
    left, right = reader.columns()
    with left:
        table.draw(shown, figures)
    with right:
        reader.draw(shown, figures)
downloads.section(shown.shown, shown.tables)
