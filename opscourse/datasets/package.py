"""`datasets/`: the practice world's tables and their Frictionless data package."""

import functools
import hashlib
import json
from pathlib import Path
from typing import Any

from opscourse.datasets import csvfile
from opscourse.datasets.dictionary import dictionary
from opscourse.simulation import PRACTICE_KEY, World

FRICTIONLESS_TYPES = {
    "text": {"type": "string"},
    "month": {"type": "string"},
    "integer": {"type": "integer"},
    "money": {"type": "number"},
    "number": {"type": "number"},
    "rate": {"type": "number"},
    "time": {"type": "datetime", "format": csvfile.TIME_FORMATS["time"]},
    "date": {"type": "date", "format": csvfile.TIME_FORMATS["date"]},
}


@functools.cache
def practice_files() -> dict[str, bytes]:
    """Every file of `datasets/` by name, as bytes: a function of the practice key alone."""
    world = World(PRACTICE_KEY)
    made = {name: csvfile.to_bytes(world.table(name), name) for name in world.tables}
    tables = {name: made[name] for name in dictionary() if name in made}
    package = _package(tables, world.fingerprint)
    text = json.dumps(package, ensure_ascii=False, indent=1) + "\n"
    files = {f"{name}.csv": data for name, data in tables.items()}
    return {**files, "datapackage.json": text.encode()}


def _package(tables: dict[str, bytes], fingerprint: str) -> dict[str, Any]:
    return {
        "profile": "tabular-data-package",
        "name": "opscourse-practice",
        "title": "合作社网店：练习数据",
        "description": "模拟出来的一家村合作社网店，不是任何真实店铺或真人的数据。",
        "licenses": [
            {
                "name": "CC-BY-4.0",
                "title": "Creative Commons Attribution 4.0",
                "path": "https://creativecommons.org/licenses/by/4.0/",
            }
        ],
        "fingerprint": fingerprint,
        "resources": [_resource(name, data) for name, data in tables.items()],
    }


def _resource(name: str, data: bytes) -> dict[str, Any]:
    table = dictionary()[name]
    return {
        "profile": "tabular-data-resource",
        "name": name,
        "path": f"{name}.csv",
        "title": table["title"],
        "title_en": table["title_en"],
        "description": table["row"],
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": table.get("encoding", "utf-8"),
        "bytes": len(data),
        "hash": "sha256:" + hashlib.sha256(data).hexdigest(),
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "header": True},
        "schema": {
            "fields": [_field(field) for field in table["fields"]],
            "primaryKey": table["key"],
            "missingValues": [""],
        },
    }


def _field(field: dict[str, Any]) -> dict[str, Any]:
    return {
        "name": field["name"],
        **FRICTIONLESS_TYPES[field["type"]],
        "title": field["title"],
        "title_en": field["title_en"],
        "unit": field["unit"],
        "description": field["meaning"],
        "constraints": {"required": not field.get("empty", False)},
    }


def differing(folder: Path, files: dict[str, bytes]) -> list[str]:
    """Names of the files that are missing, not as they should be, or too many (CSV only)."""
    wrong = [
        name
        for name, data in files.items()
        if not (folder / name).is_file() or (folder / name).read_bytes() != data
    ]
    return wrong + sorted(p.name for p in folder.glob("*.csv") if p.name not in files)
