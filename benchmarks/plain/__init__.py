"""The dashboard with Streamlit's own element for Plotly in the place of our charts, to race it."""
