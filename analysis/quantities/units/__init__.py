"""Say what a number counts: money, measures, nouns, and the time or thing it is counted by."""
