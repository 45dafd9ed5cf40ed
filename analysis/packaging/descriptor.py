"""Describe a data package: the datapackage.json that Frictionless tools read."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import version
from typing import Any

import pandas as pd

from analysis.packaging.handing import Held
from analysis.packaging.scope import Scope
from analysis.packaging.sheets import SHEETS, Reference, references_held, told

NAME, TITLE = "newsfigures", "Figures stated in news texts"
DESCRIPTION = (
    "Every figure that a set of news texts states, with the sentence it stands in. Quotes and "
    "sentences are words of the texts and belong to their publishers."
)
DIALECT = {"header": True, "delimiter": ",", "lineTerminator": "\r\n", "doubleQuote": True}

Json = dict[str, Any]


@dataclass(frozen=True)
class Member:
    """A file of the package: its path in it, its length and its checksum."""

    path: str
    size: int
    sha256: str


def descriptor(exports: Mapping[str, Held], members: Mapping[str, Member], scope: Scope) -> bytes:
    """Return datapackage.json for ``exports``, whose CSV files are ``members`` by table."""
    counts = {
        name: {"rows": len(frame), "of": scope.total(name, frame)}
        for name, frame in exports.items()
    }
    package = {
        "profile": "tabular-data-package",
        "name": NAME,
        "title": TITLE,
        "description": DESCRIPTION,
        "version": version(NAME),
        "newsfigures": {
            "filters": list(scope.filters),
            "query": scope.query,
            "counts": counts,
        },
        "resources": [_resource(name, exports, members[name]) for name in exports],
    }
    return (json.dumps(package, ensure_ascii=False, indent=2) + "\n").encode()


def _resource(name: str, exports: Mapping[str, Held], member: Member) -> Json:
    sheet = SHEETS[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": member.path,
        "title": sheet.noun[:1].upper() + sheet.noun[1:],
        "description": sheet.row,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": member.size,
        "hash": f"sha256:{member.sha256}",
        "rows": len(exports[name]),
        "dialect": DIALECT,
        "schema": schema(name, exports),
    }


def schema(name: str, exports: Mapping[str, Held]) -> Json:
    """Return the Table Schema of a table: fields, key, and references that hold in ``exports``."""
    sheet, frame = SHEETS[name], exports[name]
    result: Json = {
        "fields": [
            _field(name, str(column), frame.none()[column]) for column in frame.none().columns
        ],
        "missingValues": [""],
    }
    if sheet.key:
        result["primaryKey"] = list(sheet.key)
    references = references_held(name, exports)
    if references:
        result["foreignKeys"] = [_reference(one) for one in references]
    return result


def _reference(reference: Reference) -> Json:
    key = SHEETS[reference.table].key
    target = {"resource": reference.table, "fields": list(key)}
    return {"fields": list(reference.columns), "reference": target}


def _field(name: str, column: str, cells: "pd.Series[Any]") -> Json:
    return {"name": column, **_kind(cells), "description": told(name, column)}


def _kind(cells: "pd.Series[Any]") -> Json:
    """Return type and format of a column as the CSV writer writes it."""
    if pd.api.types.is_bool_dtype(cells):
        return {"type": "boolean", "trueValues": ["True"], "falseValues": ["False"]}
    if pd.api.types.is_integer_dtype(cells):
        return {"type": "integer"}
    if pd.api.types.is_float_dtype(cells):
        return {"type": "number", "decimalChar": "."}
    if pd.api.types.is_datetime64_any_dtype(cells):
        return {"type": "date", "format": "%Y-%m-%d"}
    return {"type": "string"}
