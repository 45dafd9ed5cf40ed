"""Measure accuracy and speed against texts and machines outside this repository."""
