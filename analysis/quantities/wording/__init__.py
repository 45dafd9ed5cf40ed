"""Read the words around a number: how exactly it is meant, what changed, what is no figure."""
