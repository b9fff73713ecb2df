"""The preview of the shop-page lab: HTML of our own making, every typed text escaped."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from opscourse.labs.listing import Check, Page, Picture

INK, PALE, BLUE, RUST, GREEN = "#26323B", "#EEF2F5", "#2F6DA8", "#8A3B00", "#2C6B4E"
LOOKS = {
    "店招": f"background:{BLUE};color:#FFFFFF;font-weight:700;font-size:16px",
    "轮播": f"background:#A9C4DE;color:{INK};font-size:15px;padding:22px 12px;text-align:center",
    "分类": f"background:{PALE};color:{INK};font-size:13px",
    "推荐": f"background:{PALE};color:{INK};font-size:13px",
}
PLAIN = f"background:#FFFFFF;color:{INK};font-size:14px"


def preview(page: Page) -> str:
    """The page as a telephone would show it, blocks from top to bottom."""
    blocks = "".join(_block(page, name, text) for name, text in page.blocks)
    empty = '<div style="padding:30px 12px;color:#5B646C">还没有模块</div>'
    return (
        '<div style="width:330px;border:2px solid #7A838C;border-radius:16px;overflow:hidden;'
        f'line-height:1.6;overflow-wrap:anywhere">{blocks or empty}</div>'
    )


def _block(page: Page, name: str, text: str) -> str:
    said = html.escape(text) or '<span style="color:#5B646C">（空）</span>'
    style = f"padding:10px 12px;{LOOKS.get(name, PLAIN)}"
    label = f'<span style="float:right;font-size:11px;font-weight:400">{name}</span>'
    if name == "商品":
        return f'<div style="{style}">{label}{_picture(page.picture)}{_goods(page, said)}</div>'
    return f'<div style="{style}">{label}{said}</div>'


def _picture(picture: Picture | None) -> str:
    """A box in the picture's own proportions: the files themselves are not in the course."""
    if picture is None:
        shape, words = (150, 150), "没有主图"
    else:
        longer = max(picture.width, picture.height)
        shape = (picture.width * 190 // longer, picture.height * 190 // longer)
        words = (
            f"{html.escape(picture.file)}<br>{picture.width} × {picture.height} 像素<br>"
            f"{picture.size / 1024**2:.2f} MB，{html.escape(picture.format)}"
        )
    colour = RUST if picture is None or picture.faults else GREEN
    return (
        f'<div style="width:{shape[0]}px;height:{shape[1]}px;border:2px solid {colour};'
        f"background:{PALE};font-size:12px;display:flex;align-items:center;text-align:center;"
        f'justify-content:center;margin-bottom:8px"><div>{words}</div></div>'
    )


def _goods(page: Page, title: str) -> str:
    price = "价格没有写对" if page.price is None else f"{page.price:,.2f} 元"
    origin = html.escape(page.goods.origin) or "（表里没有）"
    return (
        f'<div style="font-weight:600">{title}</div>'
        f'<div style="color:{RUST};font-size:18px;font-weight:700">{price}</div>'
        f'<div style="color:#5B646C;font-size:12px">产地 {origin}　'
        f"净含量 {html.escape(page.goods.weight)}</div>"
    )


def checklist(checks: tuple[Check, ...]) -> str:
    """The checks as a list, a mark in front of each."""
    rows = "".join(
        f'<div style="color:{GREEN if one.passed else RUST};padding:2px 0">'
        f"{'✓' if one.passed else '✗'} <b>{one.name}</b>　{html.escape(one.says)}</div>"
        for one in checks
    )
    return f'<div style="line-height:1.6;max-width:470px">{rows}</div>'
