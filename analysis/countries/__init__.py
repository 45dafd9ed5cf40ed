"""Find the countries and blocs that a document names, and say what belongs to a code."""

from analysis.countries.mentions import country_name, find_countries, is_bloc, members

__all__ = ["country_name", "find_countries", "is_bloc", "members"]
