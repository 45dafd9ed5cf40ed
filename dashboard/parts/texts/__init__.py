"""The parts that texts come in by, are listed and described in, and leave by as one file."""
