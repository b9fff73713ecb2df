"""Tables by name from the active world, and the dictionary that says what they mean."""

from opscourse.datasets.active_world import (
    ROOT,
    ActiveWorld,
    FolderWorld,
    FrozenWorld,
    active,
    load,
    path,
    using,
)
from opscourse.datasets.csvfile import write_world_tables
from opscourse.datasets.dictionary import catalog, describe
from opscourse.datasets.read_export import read_export

__all__ = [
    "ROOT",
    "ActiveWorld",
    "FolderWorld",
    "FrozenWorld",
    "active",
    "catalog",
    "describe",
    "load",
    "path",
    "read_export",
    "using",
    "write_world_tables",
]
