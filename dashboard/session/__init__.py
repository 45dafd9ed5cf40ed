"""What one browser session holds: its texts, what is chosen, what its page shows."""
