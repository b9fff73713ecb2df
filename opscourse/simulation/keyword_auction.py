"""A shop's day in the keyword auction: bids in, the report a shop owner would see out.

The shoppers of a day (what they search, when, from where, what they click and buy) are
functions of the world's key, the day and the number of the search. Two runs with other bids
meet the same shoppers, so their difference is the bids' doing and nobody's luck.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.simulation import dates, keywords
from opscourse.simulation.auction_day import HOURS, SHOP, Premiums, Shoppers, run_day
from opscourse.simulation.auction_input import HIGHEST_BID, HIGHEST_BUDGET
from opscourse.simulation.auction_report import AuctionReport
from opscourse.simulation.market import Market, make_market, on_day
from opscourse.simulation.matching import NO_ROW, Tokens, assign, checked_bids, fen_of
from opscourse.simulation.quality import LEAST, MOST, Quality
from opscourse.simulation.rivals import with_rivals
from opscourse.simulation.scenario import near

PLAIN = 100  # percent
LOWEST_PREMIUM, HIGHEST_PREMIUM = -0.9, 3.0


class KeywordAuction:
    """The market of one day.

    `world` is a `World`, `day` a number 0 … 730 or an ISO date. `rivals`: "static" (the same
    every day), "budget_limited", "best_response", "target_roas", or a list that is dealt in
    turn; they see the bids of `yesterday`'s report, never today's. `quality` is what
    `next_day_quality` gave, `pull` the shop's picture against the present one (1.2: 20 % more
    clicks), `queries` the number of searches. Raises CourseError, one Chinese sentence.

    >>> from opscourse.simulation import World
    >>> auction = KeywordAuction(World(7), "2025-12-31")
    >>> bids = auction.keywords[["keyword_id"]].head(20).assign(match_type="精确", bid=1.5)
    >>> report = auction.run(bids, budget=200)
    >>> bool(report.totals["cost"] <= 200)
    True
    """

    def __init__(
        self,
        world: Any,
        day: int | str,
        *,
        rivals: str | list[str] = "static",
        quality: Quality | None = None,
        pull: float = 1.0,
        queries: int | None = None,
        yesterday: AuctionReport | None = None,
    ) -> None:
        self.day = _day(day)
        scenario = keywords.settings_of(world)
        market = on_day(make_market(world), scenario, self.day)
        if yesterday is not None:
            market = replace(market, bid=yesterday.base_bids)
        market = with_rivals(market, rivals, scenario, world.random)
        self.quality = market.own_quality if quality is None else quality
        self._market = _as_shop(market, self.quality, pull, scenario["quality_weights"])
        self._scenario = scenario
        every = keywords.universe()
        self._tokens: list[Tokens] = [every.tokens[k] for k in market.month.position]
        self._ids = every.ids[market.month.position].tolist()
        self._places = [place["province"] for place in scenario["provinces"]]
        if queries is None:
            queries = self._usual_queries(market, scenario)
        elif not isinstance(queries, int) or not 1 <= queries <= 10**8:
            raise CourseError("搜索次数 queries 要是 1 到一亿之间的整数。")
        self._shoppers = Shoppers(
            world.random,
            self.day,
            queries,
            market.weights,
            np.array(scenario["hour_weights"]),
            np.array([sum(place["cities"].values()) for place in scenario["provinces"]]),
            np.array(scenario["crowd_weights"]),
            len(market.position),
        )

    def _usual_queries(self, market: Market, scenario: dict[str, Any]) -> int:
        """The day's searches: by season, weekday and festival."""
        season = market.weights.sum() * 1000 // market.month.searches.sum()
        percent = scenario["weekday_percent"][self.day % 7]
        festival = dates.festival_days(scenario["festival_percent"])[self.day]
        return int(scenario["auction_queries"] * season * percent * festival // 10**7)

    @property
    def market(self) -> Market:
        """Everybody's bids, quality and rates: the truth, for those who build on a day."""
        return self._market

    @property
    def shoppers(self) -> Shoppers:
        """The searches of the day."""
        return self._shoppers

    @property
    def scenario(self) -> dict[str, Any]:
        """The settings that the day is made with."""
        return self._scenario

    @property
    def keywords(self) -> pd.DataFrame:
        """What the shop knows of each keyword before it bids.

        The columns of the table `keywords`, the shop's own quality (whole points) and rate of
        orders per click, the price of an order (yuan), margin and return rate.
        """
        market, good = self._market, self._market.good
        month = market.month
        return pd.DataFrame(
            {
                "keyword_id": self._ids,
                "keyword": ["".join(tokens) for tokens in self._tokens],
                "tokens": [" ".join(tokens) for tokens in self._tokens],
                "searches": month.searches,
                "items_online": month.items,
                "ctr": month.ctr / 10_000,
                "cvr": month.cvr / 10_000,
                "quality": market.quality[SHOP],
                "own_cvr": (market.own_cvr // 100) / 10_000,
                "spend_per_buyer": spend_per_buyer(self._scenario, market)[good] / 100,
                "margin": market.margin[good] / 100,
                "return_rate": market.returns[good] / 100,
            }
        )

    def run(
        self,
        bids: pd.DataFrame,
        budget: float,
        *,
        hour_premium: Mapping[int, float] | None = None,
        region_premium: Mapping[str, float] | None = None,
        crowd_premium: Mapping[str, float] | None = None,
        negatives: Iterable[str] = (),
    ) -> AuctionReport:
        """One day with these bids.

        `bids` has keyword_id, match_type (精确, 短语, 广泛) and bid (yuan a click); `budget` is
        yuan for the day. Premiums are fractions by hour (0 … 23), province and crowd: the bid
        is multiplied by 1 + each, a shopper in several crowds counts with the largest.
        `negatives` are words; searches with one of them are left out. Raises CourseError.
        """
        rows = checked_bids(bids, self._ids)
        money = fen_of(budget, "预算", most=HIGHEST_BUDGET)
        if money == 0:
            raise CourseError("预算是 0 元，广告不会展示。写上今天最多花多少元。")
        row = assign(rows, self._tokens, negatives)
        premiums = self._premiums(hour_premium, region_premium, crowd_premium)
        base = np.where(row == NO_ROW, 0, rows.fen[row])
        if int(base.max()) * int(premiums.multiples.max()) // 10**6 > HIGHEST_BID:
            raise CourseError(f"出价加上溢价超过 {HIGHEST_BID // 100} 元，太高了。调低一些。")
        market = self._market
        bid, budgets = market.bid.copy(), market.budget.copy()
        bid[SHOP], budgets[SHOP] = base, money
        market = replace(market, bid=bid, budget=budgets)
        result = run_day(
            self._shoppers,
            bid,
            market.quality,
            market.chances(),
            market.position_effect(),
            budgets,
            market.reserve,
            premiums,
        )
        return AuctionReport(
            day=self.day,
            scenario=self._scenario,
            market=market,
            quality=self.quality,
            shoppers=self._shoppers,
            premiums=premiums,
            result=result,
            rows=rows,
            row=row,
            ids=self._ids,
            tokens=self._tokens,
        )

    def _premiums(
        self,
        hour: Mapping[int, float] | None,
        region: Mapping[str, float] | None,
        crowd: Mapping[str, float] | None,
    ) -> Premiums:
        """Every hour's and shopper's multiple of the bid, each different value once."""
        of_hour = _percents(hour, list(range(HOURS)), "时段")
        of_region = _percents(region, self._places, "地域")
        names = self._scenario["crowds"]
        of_crowd = _percents(crowd, names, "人群")
        # Crowd set c holds crowd i where bit i is set; the largest premium of the set counts.
        sets = [
            max((of_crowd[i] for i in range(len(names)) if c >> i & 1), default=PLAIN)
            for c in range(len(self._scenario["crowd_weights"]))
        ]
        shopper = (of_region[:, None] * np.array(sets)).ravel()
        multiples, number = np.unique(of_hour[:, None] * shopper, return_inverse=True)
        return Premiums(multiples, number.reshape(HOURS, len(shopper)))


def spend_per_buyer(scenario: dict[str, Any], market: Market) -> np.ndarray:
    """What an order brings on average, in fen, good by good."""
    weights = np.array(scenario["qty_weights"])
    pieces = (weights * np.arange(1, len(weights) + 1)).sum()
    return market.price * pieces // weights.sum()


def _as_shop(market: Market, quality: Quality, pull: float, weights: list[int]) -> Market:
    """The market with the shop's scores of the day, and with another picture."""
    n = market.bid.shape[1]
    parts = (quality.creative, quality.relevance, quality.experience)
    if any(part.shape != (n,) or part.min() < LEAST or part.max() > MOST for part in parts):
        raise CourseError("质量分 quality 和这个市场对不上。要用 next_day_quality(report) 的结果。")
    if not isinstance(pull, int | float) or not 0.1 <= pull <= 5:  # NaN fails as well
        raise CourseError("创意效果 pull 要在 0.1 到 5 之间，1 是现在的样子。")
    points, ctr = market.quality.copy(), market.ctr.copy()
    points[SHOP] = quality.points(weights)
    ctr[SHOP] = np.minimum(ctr[SHOP] * round(pull * 100) // 100, 9000)
    return replace(market, quality=points, ctr=ctr)


def _day(day: Any) -> int:
    """Number of a day of the two years."""
    if isinstance(day, str):
        try:
            number = dates.day_number(day)
        except ValueError:
            raise CourseError(f"日期“{day}”读不出来。写成 2025-12-31 这样。") from None
    elif isinstance(day, int | np.integer) and not isinstance(day, bool):
        number = int(day)
    else:
        raise CourseError(
            f"日期“{day}”读不出来。写成 2025-12-31，或 0 到 {dates.DAYS - 1} 的整数。"
        )
    if not 0 <= number < dates.DAYS:
        raise CourseError(f"日期 {day} 不在 2024-01-01 到 2025-12-31 之间。")
    return number


def _percents(premium: Any, known: list[Any], name: str) -> np.ndarray:
    """100 + the premium in percent, one for each known hour, province or crowd."""
    percents = np.full(len(known), PLAIN, dtype=np.int64)
    if not isinstance(premium, Mapping | None):
        raise CourseError(f"{name}溢价要写成字典，例如 {{{known[0]!r}: 0.3}}。")
    for key, value in (premium or {}).items():
        if key not in known:
            guess = near(str(key), [str(k) for k in known])
            hint = f"你要的是 {guess} 吗？" if guess else f"能用的：{'、'.join(map(str, known))}。"
            raise CourseError(f"{name}溢价里没有 {key}。{hint}")
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not LOWEST_PREMIUM <= value <= HIGHEST_PREMIUM:
            raise CourseError(
                f"{name}溢价 {key} 是“{value}”。写成小数，0.3 表示加 30%，要在 -0.9 到 3 之间。"
            )
        percents[known.index(key)] = PLAIN + round(value * 100)
        if abs(value * 100 - round(value * 100)) > 1e-6:
            raise CourseError(f"{name}溢价 {key} 是 {value:g}，要是整数个百分点，例如 0.3。")
    return percents
