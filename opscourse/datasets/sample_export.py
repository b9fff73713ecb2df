"""Sample exports to try `read_export` on, for somebody who has no shop: practice data, written the
way back offices write it. The people in them are made up, and have no numbers.
"""

from __future__ import annotations

import io
from pathlib import Path

import pandas as pd

from opscourse.datasets.active_world import load
from opscourse.errors import CourseError

MONTHS = ("2025-09", "2025-12")  # of the sample of orders, first and last
TITLES = {
    "铁观音": "安溪铁观音清香型", "蜜柚": "平和红心蜜柚", "银耳": "古田银耳干货",
    "地瓜干": "连城地瓜干软糯", "建宁莲子": "建宁莲子无芯", "福鼎白茶": "福鼎白茶饼",
    "连江鲍鱼": "连江鲍鱼鲜活", "永春芦柑": "永春芦柑薄皮",
}  # fmt: skip


def orders(path: str | Path) -> Path:
    """Write the orders of four months as a CSV in GBK: title lines, ="…" ids, money with commas and
    signs, buyers' columns, a totals row. CourseError where the file cannot be written.
    """
    lines = load("orders")
    month = lines["created_at"].dt.strftime("%Y-%m")
    lines = lines[month.between(*MONTHS)].reset_index(drop=True)
    city_alone = lines["province"] == lines["city"]
    province = (lines["province"] + "省").mask(city_alone, lines["province"] + "市")
    title = lines["sku"].str.split("-").str[0].map(TITLES)
    table = pd.DataFrame(
        {
            "订单编号": '="' + lines["order_id"] + '"',
            "买家会员名": "样例买家" + lines["buyer_id"].str[1:],
            "宝贝标题": title,
            "宝贝总数量": lines["qty"].astype(str),
            "总金额": (lines["price"] * lines["qty"]).map("{:.2f}".format),
            "买家实际支付金额": lines["amount"].map("￥{:,.2f}".format),
            "订单状态": lines["status"],
            "收货人姓名": "某某",
            "收货地址": province + " " + lines["city"] + "市 某某路",
            "联系手机": "（样例，没有号码）",
            "订单创建时间": lines["created_at"].dt.strftime("%Y-%m-%d %H:%M:%S"),
            "订单付款时间": lines["paid_at"].dt.strftime("%Y-%m-%d %H:%M:%S").fillna(""),
            "订单备注": "",
            "物流公司": "样例快递",
        }
    )
    table.loc[lines["paid_at"].isna(), "买家实际支付金额"] = "-"
    total = {"订单编号": "合计", "宝贝总数量": str(lines["qty"].sum())}
    total["买家实际支付金额"] = f"￥{lines.loc[lines['paid_at'].notna(), 'amount'].sum():,.2f}"
    table = pd.concat([table, pd.DataFrame([total])], ignore_index=True).fillna("")
    head = "店铺订单报表（样例）\n统计时间：2025-09-01 到 2025-12-31\n"
    text = head + table.to_csv(index=False)
    return _written(Path(path), text.encode("gbk"))


def keywords(path: str | Path) -> Path:
    """Write the pomelo's keywords of December as an xlsx: a title line, numbers as 1.2万 and with
    commas, rates as percent, a totals row. CourseError where the file cannot be written.
    """
    import openpyxl

    rows = load("keywords")
    rows = rows[rows["tokens"].str.contains("蜜柚|柚子")]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "搜索词"
    sheet.append(["搜索词分析（样例） 2025-12"])
    sheet.merge_cells("A1:E1")
    sheet.append(["搜索词", "搜索人气", "在线商品数", "点击率", "支付转化率"])
    columns = ["keyword", "searches", "items_online", "ctr", "cvr"]
    for keyword, searches, items, ctr, cvr in rows[columns].to_numpy().tolist():
        shown = f"{searches / 10_000:g}万" if searches >= 10_000 else searches
        sheet.append([keyword, shown, f"{items:,}", ctr, f"{cvr:.2%}"])
        sheet.cell(sheet.max_row, 4).number_format = "0.00%"
    sheet.append(["合计", int(rows["searches"].sum()), None, None, None])
    target = io.BytesIO()
    book.save(target)
    return _written(Path(path), target.getvalue())


def _written(path: Path, content: bytes) -> Path:
    try:
        path.write_bytes(content)
    except OSError as error:
        raise CourseError(
            f"样例写不进 {path.name}（{error.strerror}）。"
            "它正被 WPS 或 Excel 打开着吗？关掉再运行。"
        ) from None
    return path
