"""The dashboard: linked charts, the figures behind them and the text they stand in."""
