"""What the auction accepts, and the sentence for what it does not."""

from typing import Any

import numpy as np

from opscourse.errors import CourseError

HIGHEST_BID = 1_000_000  # fen a click: 10,000 yuan
HIGHEST_QUALITY = 1_000_000
HIGHEST_BUDGET = 10**15


def whole_numbers(
    values: Any, name: str, least: int = 0, most: int = HIGHEST_BUDGET, unit: str = ""
) -> np.ndarray:
    """The values as int64; CourseError when one is not a whole number least … most.

    >>> whole_numbers([3.0, 4.0], "出价").tolist()
    [3, 4]
    """
    try:
        numbers = np.asarray(values)
    except ValueError:
        raise CourseError(f"{name}的各行长短不一，要排成整齐的表。") from None
    if numbers.dtype.kind not in "iuf":
        raise CourseError(f"{name}要是数字，现在里面有别的东西（例如文字或空值）。")
    if numbers.dtype.kind == "f":
        if np.isnan(numbers).any():
            raise CourseError(f"{name}里有空值（NaN）。补上数字再试。")
        if not (numbers == np.floor(numbers)).all():
            raise CourseError(f"{name}要是整数{unit}，现在有小数。")
    if numbers.size and numbers.min() < least:
        raise CourseError(f"{name}不能小于 {least}{unit}，现在最小的是 {numbers.min():g}。")
    if numbers.size and numbers.max() > most:
        raise CourseError(f"{name}不能大于 {most}{unit}，现在最大的是 {numbers.max():g}。")
    return numbers.astype(np.int64)


def _chances(values: Any, name: str, most: float) -> np.ndarray:
    try:
        numbers = np.asarray(values, dtype=np.float32)
    except (TypeError, ValueError):
        raise CourseError(f"{name}要是数字，现在里面有别的东西。") from None
    if numbers.size and not (numbers.min() >= 0 and numbers.max() <= most):  # NaN fails as well
        raise CourseError(f"{name}要在 0 到 {most:g} 之间，也不能有空值（NaN）。")
    return numbers


def checked_input(
    bid: Any,
    quality: Any,
    ctr: Any,
    position_effect: Any,
    keyword: Any,
    uniform: Any,
    budget: Any,
    reserve: Any,
) -> tuple[Any, ...]:
    """The arguments of `simulate_auctions` in their types; CourseError for what cannot be."""
    bid = whole_numbers(bid, "出价 bid ", most=HIGHEST_BID, unit=" 分")
    quality = whole_numbers(quality, "质量分 quality ", least=1, most=HIGHEST_QUALITY)
    ctr = _chances(ctr, "点击率 ctr ", 1)
    position_effect = _chances(position_effect, "位置系数 position_effect ", 1)
    keyword = whole_numbers(keyword, "关键词序号 keyword ")
    uniform = _chances(uniform, "随机数 uniform ", 1)
    budget = whole_numbers(budget, "预算 budget ", unit=" 分")
    reserve = whole_numbers(reserve, "底价 reserve ", most=HIGHEST_BID, unit=" 分")
    if bid.ndim != 2 or not len(bid):
        raise CourseError("出价 bid 要是一张表：一行一家店，一列一个关键词，至少一行。")
    _same("质量分 quality ", quality.shape, bid.shape)
    _same("点击率 ctr ", ctr.shape, bid.shape)
    _same("预算 budget ", budget.shape, (len(bid),))
    if position_effect.ndim != 1 or not len(position_effect):
        raise CourseError("位置系数 position_effect 要是一列数，一个广告位一个。")
    if keyword.ndim != 1:
        raise CourseError("关键词序号 keyword 要是一列数，一次搜索一个。")
    _same("随机数 uniform ", uniform.shape, (len(keyword), len(position_effect)))
    if len(keyword) and keyword.max() >= bid.shape[1]:
        raise CourseError(
            f"关键词序号 keyword 最大能到 {bid.shape[1] - 1}，现在有 {keyword.max()}。"
        )
    _same("底价 reserve ", reserve.shape, ())
    return bid, quality, ctr, position_effect, keyword, uniform, budget, int(reserve)


def _same(name: str, found: tuple[int, ...], expected: tuple[int, ...]) -> None:
    if found != expected:
        raise CourseError(f"{name}的形状要是 {expected}，现在是 {found}。")
