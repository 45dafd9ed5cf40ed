"""Turn news and policy texts into tables of figures that can be checked."""
