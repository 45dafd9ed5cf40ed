"""Cut a sentence into tokens and read the numbers in it, whatever they count."""
