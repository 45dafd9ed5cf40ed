"""The one error of a build."""


class CorpusError(ValueError):
    """A build cannot be carried out or go on; the message is the one line that says why."""


def shown(name: str) -> str:
    r"""Return a name from a corpus as one line that cannot steer the terminal it is printed on.

    >>> print(shown("a\x1b[2J\nb.txt"))
    a\x1b[2J\nb.txt
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in name)


def reason_of(error: OSError) -> str:
    """Return what the system says of ``error``, without the path that it stands beside."""
    return error.strerror or str(error) or type(error).__name__
