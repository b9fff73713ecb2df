"""Put a message before the learner: a modest box in Jupyter, plain text everywhere else."""

import html
from typing import Any

GREEN, AMBER, RED, GREY = "#2e7d32", "#b26a00", "#b3261e", "#5f6368"
# Rides along with a check's message, so that hand_in can count without reading prose.
VERDICT_MIME = "application/vnd.opscourse.verdict+json"


def show(
    text: str, colour: str = GREY, code: str = "", verdict: dict[str, Any] | None = None
) -> None:
    """Show `text` (lines), and `code` below it in a fixed-width font.

    >>> show("还没作答。")
    还没作答。
    """
    plain = f"{text}\n\n{code}" if code else text
    shell = _shell()
    if shell is None:
        print(plain)
        return
    data: dict[str, Any] = {"text/plain": plain, "text/html": box(text, colour, code)}
    if verdict is not None:
        data[VERDICT_MIME] = verdict
    shell.display_pub.publish(data=data, metadata={})


def box(text: str, colour: str = GREY, code: str = "") -> str:
    """The HTML of a message: a coloured edge on the left, the theme's own text colour.

    >>> box("a < b", "#000")[-14:]
    'a &lt; b</div>'
    """
    body = html.escape(text, quote=False).replace("\n", "<br>")
    if code:
        body += f'<pre style="margin:6px 0 0">{html.escape(code, quote=False)}</pre>'
    style = f"border-left:4px solid {colour};padding:4px 12px;margin:4px 0;line-height:1.6"
    return f'<div style="{style}">{body}</div>'


def _shell() -> Any:
    try:
        from IPython import get_ipython
    except ImportError:
        return None
    return get_ipython()
