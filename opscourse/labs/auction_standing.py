"""Who stands where when a day opens, and why a click costs what it costs.

The prices are those of `simulation.auction`: a test holds them against its own explanation.
"""

from __future__ import annotations

import difflib
import functools
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from opscourse.errors import CourseError
from opscourse.labs.auction_settings import yuan
from opscourse.simulation import KeywordAuction, dates
from opscourse.simulation.auction import quoted_price
from opscourse.simulation.auction_day import HOURS, SHOP
from opscourse.simulation.auction_report import AuctionReport, crowd_percent
from opscourse.simulation.quality import Quality, percent_of

ME = "你"
POINTS = range(1, 11)  # quality
SELLERS, SELDOM = 5, 0.004  # SELDOM: orders per click where people read and do not buy


def name_of(advertiser: int) -> str:
    """你 for the shop, 对手 7 for a rival."""
    return ME if advertiser == SHOP else f"对手 {advertiser}"


@dataclass(frozen=True)
class Entry:
    """One advertiser in an auction; bid in fen."""

    who: int
    bid: int
    quality: int

    @property
    def score(self) -> int:
        """What ranks: bid × quality."""
        return self.bid * self.quality

    @property
    def name(self) -> str:
        """你 or 对手 7."""
        return name_of(self.who)


@dataclass(frozen=True)
class Standing:
    """One keyword's auction while nobody comes or goes; `ladder` in rank order, money in fen."""

    keyword: str
    bid: int
    quality: int
    ladder: tuple[Entry, ...]
    reserve: int
    places: int

    @property
    def rank(self) -> int | None:
        """The shop's rank from 1; None where its bid is below the reserve."""
        ranks = [place for place, one in enumerate(self.ladder, 1) if one.who == SHOP]
        return ranks[0] if ranks else None

    @property
    def shown(self) -> bool:
        """Whether the shop's rank has a place on the page."""
        return self.rank is not None and self.rank <= self.places

    @property
    def next(self) -> Entry | None:
        """Who is next in rank after the shop, shown or not."""
        rank = self.rank
        return self.ladder[rank] if rank is not None and rank < len(self.ladder) else None

    @property
    def price(self) -> int | None:
        """What a click costs the shop; None where it is not shown."""
        if not self.shown:
            return None
        following = self.next.score if self.next else 0
        return quoted_price(self.bid, self.quality, following, self.reserve)

    @property
    def place(self) -> str:
        """The rank in words."""
        if self.rank is None:
            return "没有参加"
        return f"第 {self.rank} 名" if self.shown else f"第 {self.rank} 名，没有展示位"

    def frame(self) -> pd.DataFrame:
        """Who took part, in rank order; yuan."""
        return pd.DataFrame(
            {
                "名次": range(1, len(self.ladder) + 1),
                "谁": [one.name for one in self.ladder],
                "出价（元）": [one.bid / 100 for one in self.ladder],
                "质量分": [one.quality for one in self.ladder],
                "排名分": [one.score for one in self.ladder],
            }
        )

    def steps(self) -> list[str]:
        """The arithmetic of the price, one sentence a step."""
        if self.rank is None:
            return [
                f"你出价 {self.bid} 分，底价是 {self.reserve} 分。出价低于底价，不能参加竞价。",
                "没有展示，也就没有扣费。",
            ]
        own = self.bid * self.quality
        steps = [
            f"排名分＝出价×质量分。你：{self.bid} 分×{self.quality}＝{own:,}，排{self.place}。"
        ]
        if not self.shown:
            return [*steps, f"只有前 {self.places} 名有位置。没有展示，也就没有扣费。"]
        behind, quoted = self.next, 1
        if behind is None:
            steps.append("你后面没有人，下一名的排名分算 0。")
            steps.append(f"0÷你的质量分 {self.quality}＝0，再加 1 分，是 1 分。")
        else:
            whole = behind.score // self.quality
            quoted = whole + 1
            steps.append(
                f"下一名是{behind.name}：{behind.bid} 分×{behind.quality}＝{behind.score:,}。"
            )
            exact = f"{behind.score:,}÷你的质量分 {self.quality}"
            gives = f"＝{whole}" if behind.score % self.quality == 0 else f"，取整是 {whole}"
            steps.append(f"{exact}{gives}，再加 1 分，是 {quoted} 分。")
        floor = f"，改成 {self.reserve} 分" if quoted < self.reserve else "，不用改"
        steps.append(f"保底：不低于底价 {self.reserve} 分{floor}。")
        cap = f"，改成 {self.bid} 分" if max(quoted, self.reserve) > self.bid else "，不用改"
        steps.append(f"封顶：不高于你的出价 {self.bid} 分{cap}。")
        price = self.price or 0
        steps.append(
            f"点一次付 {yuan(price)} 元。"
            f"你出价 {yuan(self.bid)} 元，少付 {yuan(self.bid - price)} 元。"
        )
        return steps

    def __str__(self) -> str:
        head = f"“{self.keyword}”：{self.place}"
        return "\n".join([head, *(f"{n}. {step}" for n, step in enumerate(self.steps(), 1))])

    __repr__ = __str__


class Opening:
    """The market of one day before its first shopper comes: everybody's bids and qualities."""

    def __init__(
        self,
        world: Any,
        day: int | str,
        rivals: str | list[str],
        pull: float,
        quality: Quality | None = None,
        yesterday: AuctionReport | None = None,
    ) -> None:
        self.auction = KeywordAuction(
            world, day, rivals=rivals, quality=quality, pull=pull, yesterday=yesterday
        )
        self.known = self.auction.keywords
        self.position = {word: k for k, word in enumerate(self.known["keyword"])}
        self.ids = dict(zip(self.known["keyword"], self.known["keyword_id"], strict=True))
        self._word_of_id = {name: word for word, name in self.ids.items()}
        # A bid below the reserve takes part nowhere: this run only shows the market.
        self.quiet = self._quiet(self.auction)
        self.market, self.shoppers = self.quiet.market, self.quiet.shoppers
        self._world, self._yesterday = world, yesterday

    def _quiet(self, auction: KeywordAuction) -> AuctionReport:
        bids = {"keyword_id": self.known["keyword_id"][:1], "match_type": "精确", "bid": 0.0}
        return auction.run(pd.DataFrame(bids), 0.01)

    @functools.cached_property
    def bids_before(self) -> np.ndarray:
        """Rivals' bids [advertiser, keyword] of the day before, or their usual ones; fen."""
        if self._yesterday is not None:
            return self._yesterday.base_bids
        return self._quiet(KeywordAuction(self._world, self.auction.day, queries=1)).base_bids

    def word(self, keyword: Any) -> str:
        """A keyword's word, given the word or its id."""
        text = str(keyword).strip()
        return self._word_of_id.get(text, text)

    def sold(self, keyword: Any) -> str:
        """The keyword as the market writes it; CourseError where it is not sold."""
        word = self.word(keyword)
        if word not in self.position:
            near = difflib.get_close_matches(word, list(self.position), n=1, cutoff=0.5)
            hint = f"你要的是“{near[0]}”吗？" if near else "从 keywords 表里选一个。"
            raise CourseError(f"没有“{word}”这个关键词可以买。{hint}")
        return word

    def handful(self) -> list[str]:
        """Five keywords of different goods that bring most orders, and one that hardly sells."""
        known = self.known.assign(good=self.market.good)
        known["orders"] = known["searches"] * known["ctr"] * known["own_cvr"]
        reads = known["own_cvr"] < SELDOM
        sells = known[~reads].sort_values("orders", ascending=False, kind="stable")
        idle = known[reads].sort_values("searches", ascending=False, kind="stable")
        best = sells.drop_duplicates("good")["keyword"].head(SELLERS)
        return [*best, *idle["keyword"].head(1)]

    def standing(
        self, word: str, fen: int, *, gone: Collection[int] = (), quality: int | None = None
    ) -> Standing:
        """The keyword's auction with this bid of the shop; `gone` have spent their budget."""
        market, k = self.market, self.position[word]
        bid, points = market.bid[:, k].tolist(), market.quality[:, k].tolist()
        bid[SHOP], least = fen, max(market.reserve, 1)
        if quality is not None:
            points[SHOP] = quality
        entries = [Entry(a, bid[a], points[a]) for a in range(len(bid))]
        takes_part = [one for one in entries if one.bid >= least and one.who not in gone]
        ladder = tuple(sorted(takes_part, key=lambda one: (-one.score, one.who)))
        return Standing(word, fen, points[SHOP], ladder, market.reserve, self.shoppers.slots)

    def by_quality(self, now: Standing) -> pd.DataFrame:
        """The same bid with quality 1 … 10, and the price of holding the rank of `now`."""
        rows = []
        for points in POINTS:
            one = self.standing(now.keyword, now.bid, quality=points)
            following = now.next.score if now.next else 0
            hold = max(now.reserve, following // points + 1) if now.shown else None
            rows.append((one.place, one.price, hold))
        frame = pd.DataFrame(rows, columns=["名次", "点一次付", "守住名次要付"])
        frame.index = pd.Index(list(POINTS), name="质量分")
        for column in ("点一次付", "守住名次要付"):
            frame[column] = frame[column].astype(float) / 100
        return frame

    def usual_clicks(self, standing: Standing) -> float:
        """Clicks of a whole day at this rank on average, with no luck and no budget."""
        if not standing.shown or standing.rank is None:
            return 0.0
        market, k = self.market, self.position[standing.keyword]
        searches = self.shoppers.queries * market.weights[k] / market.weights.sum()
        place = market.position_effect()[standing.rank - 1]
        return float(searches * market.chances()[SHOP, k] * place)

    @functools.cached_property
    def hours(self) -> np.ndarray:
        """The share of the day's searches that has come by the end of each hour (24)."""
        return self.shoppers.hour_starts[1:] / self.shoppers.queries

    @functools.cached_property
    def worth(self) -> np.ndarray:
        """What a click leaves on average, before advertising, by keyword; fen.

        Orders follow the shop's rate on the keyword, moved by crowds, distance and service.
        """
        market, scenario = self.market, self.quiet.scenario
        crowds = np.array(scenario["crowd_weights"])
        crowd = (crowds * crowd_percent(scenario)).sum() / crowds.sum()
        people = np.array([sum(place["cities"].values()) for place in scenario["provinces"]])
        zones = np.array([place["zone"] for place in scenario["provinces"]])
        near = np.array(scenario["zone_order_percent"])[zones]
        zone = (people * near).sum() / people.sum()
        own, usual = self.quiet.quality.experience, market.own_quality.experience
        care = percent_of(own) / percent_of(usual)
        sizes = np.array(scenario["qty_weights"])
        pieces = (sizes * np.arange(1, len(sizes) + 1)).sum() / sizes.sum()
        order = market.price[market.good] * pieces * market.kept[market.good] / 10**4
        return market.own_cvr / 10**6 * crowd / 100 * zone / 100 * care * order

    def clock(self, query: int) -> str:
        """The time of day of a search, such as 13:49."""
        minutes = int(self.hour_of(np.array([query]))[0] * 60)
        return f"{minutes // 60:02d}:{minutes % 60:02d}"

    def hours_share(self, query: int) -> float:
        """The share of the day's searches that came up to this one."""
        return (query + 1) / self.shoppers.queries

    @property
    def date(self) -> str:
        """The day, such as 12-16."""
        return str(dates.DATES[self.auction.day])[5:]

    def hour_of(self, query: np.ndarray) -> np.ndarray:
        """The hour of each search with its fraction, 0 … 24."""
        return np.interp(query, self.shoppers.hour_starts, np.arange(HOURS + 1))
