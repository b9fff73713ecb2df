"""An instructor's own assignment, as any course might have one: 6 answers, 6 tests with hidden
parts, a table of 5,000 rows and a plot."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path
from typing import Any

from tests.benchmarks.grading_meter import Contest
from tests.grading.own_course import OwnCourse, Question, notebook, own_course

ROWS, SEED = 5_000, 20_26
NOTEBOOK, ASSIGNMENT = "p1", "ps1"
BEFORE = "import pandas as pd\nimport matplotlib.pyplot as plt\n\nsales = pd.read_csv('sales.csv')"
QUESTIONS = [
    Question(
        "revenue",
        "revenue = (sales['price'] * sales['pieces']).sum()",
        "assert revenue > 0",
        "assert abs(revenue - sum(sales.price * sales.pieces)) < 0.01",
    ),
    Question(
        "by_shop",
        "by_shop = sales.groupby('shop')['pieces'].sum()",
        "assert len(by_shop) == 8",
        "for shop in sales.shop.unique():\n"
        "    assert by_shop[shop] == sales[sales.shop == shop].pieces.sum()",
    ),
    Question(
        "best_day",
        "best_day = sales.groupby('day')['pieces'].sum().idxmax()",
        "assert best_day in set(sales.day)",
        "daily = sales.groupby('day').pieces.sum()\nassert daily[best_day] == daily.max()",
    ),
    Question(
        "discount",
        "def discount(price, share):\n    return round(price * (1 - share), 2)",
        "assert discount(100, 0.1) == 90",
        "for share in (0, 0.25, 0.5):\n    assert discount(80, share) == 80 - 80 * share",
    ),
    Question(
        "plot",
        "fig, ax = plt.subplots()\nby_day = sales.groupby('day')['pieces'].sum()\n"
        "ax.plot(by_day.index, by_day.values)\nax.set_title('Pieces a day')\nax.set_xlabel('day')",
        "assert ax.get_title()",
        "drawn = ax.lines[0].get_ydata()\nassert sum(drawn) == sales.pieces.sum()",
    ),
    Question(
        "share",
        "share = sales['returned'].mean()",
        "assert 0 < share < 1",
        "assert abs(share - sales.returned.sum() / len(sales)) < 1e-9",
    ),
]
OTHER = {
    "revenue": "revenue = 0.0\nfor price, pieces in zip(sales.price, sales.pieces):\n"
    "    revenue += price * pieces",
    "by_shop": "by_shop = sales.pivot_table('pieces', 'shop', aggfunc='sum')['pieces']",
    "best_day": "best_day = sales.groupby('day').sum(numeric_only=True)"
    ".sort_values('pieces').index[-1]",
    "discount": "def discount(price, share):\n    return price - price * share",
    "plot": "ax = sales.groupby('day').pieces.sum().plot(title='Sold')",
    "share": "share = len(sales[sales.returned == 1]) / len(sales)",
}
WRONG = {
    "revenue": "revenue = sales['price'].sum()",
    "by_shop": "by_shop = sales.groupby('shop')['pieces'].count()",
    "best_day": "best_day = sales['day'].max()",
    "discount": "def discount(price, share):\n    return price * share",
    "plot": "fig, ax = plt.subplots()\nax.plot([1, 2, 3])\nax.set_title('Days')",
    "share": "share = 0.5",
}
RAISING = {
    "revenue": "revenue = sales['amount'].sum()",
    "discount": "def discount(price, share):\n    return price * rate",
    "plot": "ax = sales.plot(x='day', y='amount')",
}


def table() -> bytes:
    """Sales, the same in every run."""
    draw = random.Random(SEED)
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["day", "shop", "price", "pieces", "returned"])
    for _ in range(ROWS):
        price = draw.randrange(500, 9_900) / 100
        returned = int(draw.random() < 0.1)
        rows.writerow(
            [draw.randrange(1, 91), f"S{draw.randrange(8)}", price, draw.randrange(1, 9), returned]
        )
    return text.getvalue().encode()


def make_contest(root: Path, students: int) -> Contest:
    """The assignment with that many submissions: right, other right, wrong, raising, in turn."""
    nb = notebook(QUESTIONS, before=BEFORE)
    course = own_course(root, ASSIGNMENT, {NOTEBOOK: nb}, {"sales.csv": table()})
    right = {one.name: one.answer for one in QUESTIONS}
    for number in range(students):
        answers = {**right, **(right, OTHER, WRONG, RAISING)[number % 4]}
        course.hand_in(f"s{number:03}", {NOTEBOOK: course.answered(NOTEBOOK, answers)})
    return Contest(root, ASSIGNMENT, marks, NOTEBOOK)


def marks(root: Path) -> dict[str, Any]:
    """Every test cell's mark, and whether a person must look, by student."""
    course = OwnCourse(root, ASSIGNMENT)
    students = sorted(path.name for path in (root / "submitted").iterdir())
    return {student: course.rows(student)[NOTEBOOK] for student in students}
