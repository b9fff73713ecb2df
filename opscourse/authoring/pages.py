"""Pages for teachers: one HTML file each, offline, printable on A4, everything escaped."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from opscourse.errors import CourseError

TEMPLATES = Path(__file__).parent / "templates"


def render(template: str, *, folder: Path = TEMPLATES, **values: Any) -> str:
    """The page of a template; a value's text is escaped, only `Markup` is taken as it stands.

    folder : where the template lies; `base.html.j2` is found from everywhere.
    """
    environment = Environment(
        loader=FileSystemLoader([folder, TEMPLATES]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.get_template(template).render(**values)


def write_whole(path: Path, data: str | bytes) -> None:
    """Write a file whole or not at all; raises CourseError where it cannot be written."""
    waiting = path.with_name(f"{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        waiting.write_bytes(data.encode() if isinstance(data, str) else data)
        os.replace(waiting, path)
    except OSError as error:
        raise CourseError(
            f"写不了 {path}：{error.strerror}。它可能正开着，关掉它，或换个位置再试。"
        ) from error
    finally:
        waiting.unlink(missing_ok=True)
