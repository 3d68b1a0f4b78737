"""The first rows of a file: what its columns are called, and what stands in them."""

from itertools import islice
from pathlib import Path

import ijson

from places.importing.readers.nesting import broken, refuse_deep
from places.importing.readers.rows import Rows

ROWS = 100  # of a table
FEATURES = 1_000  # of GeoJSON, each of which may have properties of its own
BOM = b"\xef\xbb\xbf"
Samples = dict[str, list[str]]


def of_table(rows: Rows) -> Samples:
    """The texts of the first rows, each once, for each column that has a name."""
    found: Samples = {name: [] for name in rows.header if name}
    for row in islice(rows, ROWS):
        for name, text in row.cells.items():
            if text and name in found and text not in found[name]:
                found[name].append(text)
    return found


def of_geojson(path: Path) -> Samples:
    """The same for each property. Unreadable when it is no JSON."""
    found: Samples = {}
    refuse_deep(path)
    with path.open("rb") as file:
        if file.read(3) != BOM:
            file.seek(0)
        try:
            features = ijson.items(file, "features.item", use_float=True)
            for feature in islice(features, FEATURES):
                feature = feature if isinstance(feature, dict) else {}
                properties = feature.get("properties")
                if isinstance(properties, dict):
                    for name, value in properties.items():
                        texts = found.setdefault(name, [])
                        text = "" if value is None else str(value)
                        if text and len(texts) < ROWS and text not in texts:
                            texts.append(text)
        except (ijson.JSONError, UnicodeDecodeError, RecursionError) as error:
            raise broken(path, error) from None
    return found
