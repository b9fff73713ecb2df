"""`postage_rules`: what the carrier takes from the shop, by province and weight."""

from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from opscourse.simulation.frames import text_column, yuan_column
from opscourse.simulation.part_settings import read_settings

if TYPE_CHECKING:
    from opscourse.simulation.world import World


def postage_rules(world: "World") -> pd.DataFrame:
    """One row a province: the first kilograms and their fee, then a fee for each kg begun."""
    settings, places = read_settings("fulfilment"), world.scenario["provinces"]
    n = len(places)
    zone = np.array([place["zone"] for place in places])

    def fen(field: str) -> np.ndarray:
        low, high = np.array(settings[field])[zone].T
        return (low + world.random.below(f"postage {field}", high - low + 1, n)) // 10 * 10

    low, high = settings["first_kg"]
    return pd.DataFrame(
        {
            "province": text_column([place["province"] for place in places]),
            "first_kg": world.random.between("postage first kg", low, high, n),
            "first_fee": yuan_column(fen("first_fee_fen")),
            "next_fee": yuan_column(fen("next_fee_fen")),
        }
    )


def fee_fen(rules: pd.DataFrame, province: pd.Series, grams: np.ndarray) -> np.ndarray:
    """Fee of each parcel (int64 fen): the first fee, and the next fee for every kg begun."""
    row = rules.set_index("province").loc[province.to_numpy()]
    over = np.maximum(grams - row["first_kg"].to_numpy() * 1000, 0)
    first, following = (
        (row[name].to_numpy() * 100).round().astype(np.int64) for name in ("first_fee", "next_fee")
    )
    return first + (over + 999) // 1000 * following


TABLES = {"postage_rules": postage_rules}


def truth(world: "World") -> dict[str, Any]:
    """Nothing is hidden: the rules are the table."""
    return {}
