"""Worlds: simulated shops whose true workings are known."""

from opscourse.simulation.display import DisplayAuction
from opscourse.simulation.journeys import JourneyWorld
from opscourse.simulation.keyword_auction import KeywordAuction
from opscourse.simulation.title_search import TitleSearch
from opscourse.simulation.world import GENERATOR_VERSION, PRACTICE_KEY, World

__all__ = [
    "GENERATOR_VERSION",
    "PRACTICE_KEY",
    "DisplayAuction",
    "JourneyWorld",
    "KeywordAuction",
    "TitleSearch",
    "World",
]
