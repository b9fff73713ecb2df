"""Pages for teachers: one HTML file each, offline, printable on A4, everything escaped."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup
from nbconvert.filters.markdown_mistune import IPythonRenderer, MarkdownWithMath

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
    environment.filters.update(markdown=markdown, inline=inline)
    return environment.get_template(template).render(**values)


def markdown(source: str) -> Markup:
    """Markdown as HTML, HTML in it escaped.

    >>> str(markdown("**口径** <b>")).strip()
    '<p><strong>口径</strong> &lt;b&gt;</p>'
    """
    renderer = IPythonRenderer(escape=True, exclude_anchor_links=True)
    return Markup(MarkdownWithMath(renderer=renderer).render(source))


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
        with contextlib.suppress(OSError):
            waiting.unlink(missing_ok=True)


def inline(source: str) -> Markup:
    """One line of markdown without a paragraph around it.

    >>> str(inline("除法用 `//`"))
    '除法用 <code>//</code>'
    """
    return Markup(markdown(source).strip().removeprefix("<p>").removesuffix("</p>"))
