"""Run Streamlit as ``python -m streamlit`` does, but without a traceback where it is interrupted.

Whoever started the server says that it was stopped.
"""

from analysis.interrupts import end_at_once

end_at_once()

from streamlit.web.cli import main  # noqa: E402 - takes a second to load

if __name__ == "__main__":
    main(prog_name="streamlit")
