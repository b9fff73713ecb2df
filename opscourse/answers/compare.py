"""Compare two answers by a question's rules; say how they differ, never what is right.

`differ` is the one comparison of the kit: `same` asks whether it found nothing, and the judge
turns what it found into a sentence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

from opscourse.answers import charts
from opscourse.answers.plain import (
    Atom,
    Chart,
    Frame,
    Items,
    Labelled,
    Malformed,
    Mapping,
    Node,
    Other,
    Results,
    key_of,
    key_text,
    read,
)
from opscourse.answers.rules import Difference, Rules, numbers_near


def same(question: dict[str, Any], a: Any, b: Any, factor: float = 1.0) -> bool:
    """Whether two encoded answers are the same, within ``factor`` tolerances.

    >>> one, two = ({"type": "number", "value": value} for value in (3, 3.004))
    >>> same({"kind": "number", "precision": "0.01"}, one, two)
    True
    """
    try:
        left, right, rules = read(a), read(b), Rules(question, factor)
    except Malformed:
        return False
    if differ(rules, left, right) is not None:
        return False
    # What else a dict holds does not make an answer wrong, but it makes another decision.
    return question.get("kind") != "decision" or differ(rules, right, left) is None


def same_by_key(question: dict[str, Any], a: Any, b: Any, factor: float = 1.0) -> dict[str, bool]:
    """For each key of the dict ``a``, whether ``b`` holds the same there.

    >>> enc = {"type": "dict", "items": [[{"type": "text", "value": "uv"},
    ...                                   {"type": "number", "value": 3}]]}
    >>> same_by_key({"kind": "dict"}, enc, enc)
    {'uv': True}
    """
    try:
        left, right = read(a), read(b)
    except Malformed:
        return {}
    if not isinstance(left, Mapping):
        return {}
    wrong = {name for name, _ in dict_differences(Rules(question, factor), left, right)}
    return {key_text(key): key_text(key) not in wrong for key, _ in left.pairs}


def differ(rules: Rules, right: Node, given: Node) -> Difference | None:
    """How ``given`` differs from ``right``; None where it is the same."""
    if isinstance(given, Other) or isinstance(right, Other):
        return None if given == right else Difference("type")
    if isinstance(right, Atom):
        return _atom(rules, right, given)
    for cls, method in _METHODS.items():
        if isinstance(right, cls):
            return method(rules, right, given) if isinstance(given, cls) else Difference("type")
    return Difference("type")


def _atom(rules: Rules, right: Atom, given: Node) -> Difference | None:
    if not isinstance(given, Atom):
        return Difference("type")
    if right.kind == "number" or given.kind == "number":
        if right.kind != given.kind:
            return Difference("type")
        near = numbers_near(right.value, given.value, rules.tolerance)
        return None if near else Difference("values", ((right, given),))
    if key_of(right, rules.months) == key_of(given, rules.months):
        return None
    texts = {"text", "time", "month"}
    alike = right.kind == given.kind or {right.kind, given.kind} <= texts
    return Difference("values" if alike else "type", ((right, given),))


def _cell(rules: Rules, right: Node, given: Node) -> bool:
    """Whether two members are the same; inside a collection, None is a missing value too."""
    missing = ("missing",)
    if isinstance(right, Atom) and key_of(right) == missing:
        return key_of(given) == missing
    return differ(rules, right, given) is None


def _unequal(
    rules: Rules, rights: Sequence[Node], givens: Sequence[Node]
) -> tuple[tuple[Node, Node], ...]:
    both = zip(rights, givens, strict=True)
    return tuple((right, given) for right, given in both if not _cell(rules, right, given))


def _items(rules: Rules, right: Items, given: Items) -> Difference | None:
    ordered = rules.question.get("kind") != "set" and right.of != "set"
    if ordered and given.of == "set":
        return Difference("set_for_list")
    if len(right.items) == len(given.items):
        pairs = _unequal(rules, right.items, given.items)
        if not pairs:
            return None
        if _as_set(rules, right.items, given.items):
            return Difference("order") if ordered else None
        problem = _membership(rules, right.items, given.items)
        return Difference("values", pairs) if problem is None else problem
    problem = _membership(rules, right.items, given.items)
    longer = len(given.items) > len(right.items)
    return problem or Difference("too_many" if longer else "too_few")


def _as_set(rules: Rules, rights: Sequence[Node], givens: Sequence[Node]) -> bool:
    def sort(nodes: Sequence[Node]) -> list[Node]:
        # Repr breaks ties between kinds; numbers sort by size so that rounding cannot reorder.
        return sorted(nodes, key=lambda node: _rank(key_of(node, rules.months)))

    return not _unequal(rules, sort(rights), sort(givens))


def _rank(key: Any) -> tuple[str, float, str]:
    size = float(key[1]) if key[0] == "number" else 0.0
    return (key[0], size, "" if key[0] == "number" else repr(key))


def _membership(rules: Rules, rights: Sequence[Node], givens: Sequence[Node]) -> Difference | None:
    """How two sets of labels differ: duplicates, too many, too few, or others altogether."""
    want = Counter(key_of(one, rules.months) for one in rights)
    got = Counter(key_of(one, rules.months) for one in givens)
    if want == got:
        return None
    if {key[0] for key in want} == {"number"}:
        return None  # numbers are values; how they differ is for the value rules
    if any(got[key] > max(want[key], 1) for key in got):
        return Difference("duplicates")
    extra, lacking = got - want, want - got
    if extra and lacking:
        return Difference("labels")
    return Difference("too_many" if extra else "too_few")


def dict_differences(rules: Rules, right: Mapping, given: Node) -> list[tuple[str, Difference]]:
    """The keys of ``right`` that ``given`` lacks or has wrong, with how they differ."""
    found: dict[Any, Node] = {}
    if isinstance(given, Mapping):
        found = {key_of(key, rules.months): value for key, value in given.pairs}
    wrong = []
    for key, value in right.pairs:
        name, place = key_text(key), key_of(key, rules.months)
        if place not in found:
            wrong.append((name, Difference("no_key")))
        elif not _cell(rules.at(name), value, found[place]):
            difference = differ(rules.at(name), value, found[place])
            wrong.append((name, difference or Difference("values")))
    return wrong


def _mapping(rules: Rules, right: Mapping, given: Mapping) -> Difference | None:
    wrong = dict_differences(rules, right, given)
    if not wrong:
        return None
    return Difference("keys", names=tuple(name for name, _ in wrong))


def _labelled(rules: Rules, right: Labelled, given: Labelled) -> Difference | None:
    problem = _membership_of_labels(rules, right.labels, given.labels)
    if problem:
        return problem
    places = {key_of(label, rules.months): place for place, label in enumerate(given.labels)}
    order = [places[key_of(label, rules.months)] for label in right.labels]
    pairs = _unequal(rules, right.values, [given.values[place] for place in order])
    if pairs:
        return Difference("values", pairs)
    if rules.question.get("ordered") and order != sorted(order):
        return Difference("order")
    return None


def _membership_of_labels(
    rules: Rules, rights: Sequence[Node], givens: Sequence[Node]
) -> Difference | None:
    want = {key_of(one, rules.months) for one in rights}
    got = {key_of(one, rules.months) for one in givens}
    if len(got) < len(givens):
        return Difference("duplicates")
    if want == got:
        return None
    if not want & got:
        return Difference("other_labels" if len(want) == len(got) else "labels")
    if want < got or got < want:
        return Difference("too_many" if want < got else "too_few")
    return Difference("labels")


def _frame(rules: Rules, right: Frame, given: Frame) -> Difference | None:
    # Only what the right answer has is looked for. An id may also sit in the index, that of a
    # named wrong answer too.
    wanted, _ = columns_of(right, id_columns(rules, right))
    ids = [name for name in id_columns(rules, right) if name in wanted]
    names = list(dict.fromkeys([*(name for name, _ in right.columns), *ids]))
    columns, repeated = columns_of(given, ids)
    absent = tuple(name for name in names if name not in columns)
    if absent:
        return Difference("columns" if given.default_index else "in_index", names=absent)
    if repeated & set(names):
        return Difference("twice", names=tuple(repeated & set(names)))
    rows, places = _row_keys(rules, wanted, ids, right.rows), {}
    given_rows = _row_keys(rules, columns, ids, given.rows)
    places = {key: place for place, key in enumerate(given_rows)}
    if len(places) < len(given_rows):
        return Difference("duplicates")
    if set(rows) != set(places):
        return _rows_differ(set(rows), set(places))
    order = [places[key] for key in rows]
    wrong: list[tuple[Node, Node]] = []
    wrong_names = []
    for name in names:
        if name in ids:
            continue
        pairs = _unequal(rules.at(name), wanted[name], [columns[name][place] for place in order])
        wrong += pairs
        wrong_names += [name] if pairs else []
    if wrong:
        return Difference("values", tuple(wrong), tuple(wrong_names))
    if rules.question.get("ordered") and order != sorted(order):
        return Difference("order")
    return None


def id_columns(rules: Rules, right: Frame) -> list[str]:
    """The declared id columns, or else every column that does not hold numbers."""
    declared = rules.question.get("id_columns") or []
    if declared:
        return list(declared)
    return [
        name
        for name, cells in right.columns
        if any(isinstance(cell, Atom) and cell.kind not in ("number", "none") for cell in cells)
    ]


def absent_ids(question: dict[str, Any]) -> dict[str, bool]:
    """Declared id columns that the right answer does not have, and whether its index holds them.

    >>> column = {"name": "n", "kind": "number", "values": [1]}
    >>> right = {"type": "frame", "rows": 1, "columns": [column]}
    >>> absent_ids({"kind": "frame", "id_columns": ["sku"], "right": right})
    {'sku': False}
    """
    right = read(question["right"])
    absent: dict[str, bool] = {}
    for frame in right.results if isinstance(right, Results) else [right]:
        if isinstance(frame, Frame) and frame.rows:
            columns, levels = dict(frame.columns), dict(frame.levels)
            lost = [name for name in question["id_columns"] if name not in columns]
            absent |= {name: name in levels for name in lost}
    return absent


def columns_of(given: Frame, ids: list[str]) -> tuple[dict[str, tuple[Node, ...]], set[str]]:
    """A frame's columns, those of its index among them, and the names that occur twice."""
    columns: dict[str, tuple[Node, ...]] = {}
    repeated: set[str] = set()
    for name, cells in given.columns:
        if name in columns:
            repeated.add(name)
        columns.setdefault(name, cells)
    for level, cells in given.levels:
        if level is not None:
            columns.setdefault(level, cells)
    # A groupby's or pivot's labels without a name can only be the ids that are not columns.
    absent = [name for name in ids if name not in columns]
    unnamed = [cells for level, cells in given.levels if level is None]
    if absent and not given.default_index and len(absent) == len(unnamed):
        columns.update(zip(absent, unnamed, strict=True))
    return columns, repeated


def _row_keys(
    rules: Rules, columns: dict[str, tuple[Node, ...]], ids: list[str], rows: int
) -> list[Any]:
    if not ids:
        return list(range(rows))
    return [tuple(key_of(columns[name][row], rules.months) for name in ids) for row in range(rows)]


def _rows_differ(want: set[Any], got: set[Any]) -> Difference:
    if want < got:
        return Difference("too_many")
    if got < want:
        return Difference("too_few")
    return Difference("labels")


def _results(rules: Rules, right: Results, given: Results) -> Difference | None:
    if len(right.results) != len(given.results):
        return Difference("no_results")
    failed = failed_cases(rules, right, given)
    return Difference("cases", names=tuple(map(str, failed))) if failed else None


def failed_cases(rules: Rules, right: Results, given: Results) -> list[int]:
    """The places of the cases whose result is not right."""
    failed = []
    for place, want in enumerate(right.results):
        got = given.results[place] if place < len(given.results) else None
        if want is None or got is None:
            # A reference that raises on purpose is met by the same error.
            fault = given.faults[place] if place < len(given.faults) else "missing"
            if want is not None or fault != right.faults[place]:
                failed.append(place)
        elif differ(rules, want, got) is not None:
            failed.append(place)
    return failed


def _chart(rules: Rules, right: Chart, given: Chart) -> Difference | None:
    allowed = rules.tolerance

    def near(a: float, b: float) -> bool:
        return numbers_near(a, b, allowed)

    code = charts.data_differ(
        right, given, near, months=rules.months, ordered=bool(rules.question.get("ordered"))
    )
    if code:
        return Difference(code)
    lacking = charts.lacking(right, given)
    return Difference("lacking", names=lacking) if lacking else None


_METHODS: dict[type, Callable[[Rules, Any, Any], Difference | None]] = {
    Items: _items,
    Mapping: _mapping,
    Labelled: _labelled,
    Frame: _frame,
    Results: _results,
    Chart: _chart,
}
