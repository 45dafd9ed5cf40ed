"""Write what a page shows as one HTML file that needs no server and no network."""

from dashboard.report.document import Subject, megabytes, report_parts

__all__ = ["Subject", "megabytes", "report_parts"]
