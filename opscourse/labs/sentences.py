"""Sentences on a lab's screen, as HTML: text is always escaped."""

import html


def line(text: str, bold: bool = False) -> str:
    """A line of text.

    >>> line("1 < 2")
    '<div style="font-weight:400;line-height:1.7">1 &lt; 2</div>'
    """
    weight = "600" if bold else "400"
    return f'<div style="font-weight:{weight};line-height:1.7">{html.escape(text)}</div>'


def warning(text: str) -> str:
    """A sentence that stands out."""
    return (
        '<div role="alert" style="color:#8A3B00;border-left:4px solid #D9822B;padding-left:8px;'
        f'line-height:1.7">{html.escape(text)}</div>'
    )


def listing(lines: list[str], tag: str = "ul") -> str:
    """A list, plain (ul) or numbered (ol)."""
    items = "".join(f"<li>{html.escape(one)}</li>" for one in lines)
    return f'<{tag} style="margin:4px 0;line-height:1.7">{items}</{tag}>'
