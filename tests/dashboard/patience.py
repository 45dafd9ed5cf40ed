"""How long a page run without a browser may take."""

PATIENCE = 300
"""Seconds; a page takes less than one, and a machine may have much else to do."""
