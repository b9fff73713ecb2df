"""Worlds: simulated shops whose true workings are known."""

from opscourse.simulation.keyword_auction import KeywordAuction
from opscourse.simulation.world import GENERATOR_VERSION, PRACTICE_KEY, World

__all__ = ["GENERATOR_VERSION", "PRACTICE_KEY", "KeywordAuction", "World"]
