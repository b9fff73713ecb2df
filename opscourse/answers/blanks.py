"""`____` as data flow: what is not filled in is not run, and neither is what depends on it.

A top-level statement that mentions `____`, or reads a name that now holds a blank, is skipped, and
every name it would have set holds a blank afterwards. So an untouched notebook runs through, and
`check` can say 还没作答 without a traceback.

A blank remembers what its name held before. When the same cell is run again (say because the
learner has filled it in), that value is put back first; otherwise `total = total + 1` would stay
blank for ever, because it reads a name that its own first run had made blank.
"""

import ast
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from opscourse.answers.scopes import (
    blank_reads,
    changed_objects,
    identifiers,
    imported,
    stores,
)

MARK = "____"
# Said where the answer cell is one to repair, and nobody has.
UNTOUCHED = "还没作答。作答的那一格还和发下来的一样。照题目做好它，再运行一次。"
# Calls that must run although their argument is blank: they are the ones that say so.
EXEMPT = frozenset({"check", "hint", "solution", "quiz", "hand_in", "progress"})
_STORE = "__opscourse_blanks__"
_MISSING = object()


class Blank:
    """What `____` is, and what every name holds that depends on it.

    It has no operators on purpose: nothing that uses it is run.
    """

    __slots__ = ("cells", "original")

    def __init__(self, original: Any = _MISSING, cells: tuple[str | None, ...] = ()) -> None:
        self.original = original
        self.cells = cells

    def __repr__(self) -> str:
        return MARK

    def __copy__(self) -> "Blank":
        return self

    def __deepcopy__(self, memo: dict[int, Any]) -> "Blank":
        return self


BLANK = Blank()


def is_blank(value: object) -> bool:
    """True for `____` and for whatever a name holds that depends on it.

    >>> is_blank(BLANK), is_blank(None)
    (True, False)
    """
    return type(value) is Blank


@dataclass(frozen=True)
class Skip:
    """One skipped statement: its line, whether `____` stands in it, and the blank names it reads.

    `line` is that of the first `____`, or the statement's own where it only reads blank names.
    """

    line: int
    written: bool
    reads: tuple[str, ...] = ()


@dataclass
class _Cell:
    """The state while one cell's statements are gone through."""

    namespace: dict[str, Any]
    cell: str | None
    blank: set[str]
    blanks: dict[str, Blank] = field(default_factory=dict)
    modules: set[str] = field(default_factory=set)
    global_setters: dict[str, set[str]] = field(default_factory=dict)
    skips: list[Skip] = field(default_factory=list)


def transform(
    tree: ast.Module, namespace: dict[str, Any], cell: str | None = None
) -> tuple[ast.Module, list[int]]:
    """Skip what is blank: returns the tree to run and the line numbers that were skipped.

    `namespace` is the one the tree will run in: read for blank names, given `____`, and put back
    to what it held before, where this same `cell` (any id of it; None: never seen before) made
    names blank in an earlier run.

    >>> names = {}
    >>> tree, lines = transform(ast.parse("a = ____\\nb = a + 1\\nc = 3"), names)
    >>> exec(compile(tree, "cell", "exec"), names)
    >>> names["a"], names["b"], names["c"], lines
    (____, ____, 3, [1, 2])
    """
    tree, skips = analyse(tree, namespace, cell)
    return tree, [skip.line for skip in skips]


def analyse(
    tree: ast.Module, namespace: dict[str, Any], cell: str | None = None
) -> tuple[ast.Module, list[Skip]]:
    """As `transform`, with the reason of each skip."""
    namespace[MARK] = BLANK
    if cell is not None:
        _put_back(namespace, cell)
    blank = {name for name, value in namespace.items() if is_blank(value) and name != MARK}
    state = _Cell(namespace, cell, blank)
    body: list[ast.stmt] = []
    for statement in tree.body:
        body += _statement(statement, state)
    if not state.skips:
        return tree, []
    namespace[_STORE] = state.blanks
    new = ast.Module(body=body, type_ignores=tree.type_ignores)
    return ast.fix_missing_locations(new), state.skips


def run_cell(source: str, namespace: dict[str, Any], cell: str | None = None) -> None:
    """Run a cell's source in `namespace` with its blanks skipped; raises what the cell raises.

    >>> names = {}
    >>> run_cell("x = ____", names)
    >>> run_cell("y = x * 2", names)
    >>> names["y"]
    ____
    """
    tree, _ = analyse(ast.parse(source, filename="<cell>"), namespace, cell)
    code = compile(tree, "<cell>", "exec", dont_inherit=True)
    exec(code, namespace)


def _put_back(namespace: dict[str, Any], cell: str) -> None:
    """Undo what this cell's earlier run made blank, and what later cells did on top of it."""
    for name, value in list(namespace.items()):
        if not is_blank(value) or cell not in value.cells:
            continue
        before = value.cells[: value.cells.index(cell)]
        if before:
            namespace[name] = Blank(value.original, before)
        elif value.original is _MISSING:
            del namespace[name]
        else:
            namespace[name] = value.original


def _statement(statement: ast.stmt, state: _Cell) -> list[ast.stmt]:
    names = identifiers(statement)
    touched = MARK in names or not state.blank.isdisjoint(names)
    if touched and _exempt(statement):
        _soften_arguments(statement, state.blank)
        touched = False
    reads = blank_reads(statement, state.blank) if touched else set()
    if not touched or not (MARK in names or reads):
        _note_normal(statement, names, state)
        return [statement]
    state.skips.append(_skip(statement, MARK in names, reads))
    return _blanked(statement, names, reads, state)


def _note_normal(statement: ast.stmt, names: set[str], state: _Cell) -> None:
    """A statement that will run: what it sets is no longer blank."""
    new_modules = imported(statement)
    state.modules |= new_modules
    state.global_setters.update(_global_setters(statement))
    state.blank -= stores(statement) | new_modules | _deleted(statement)
    for name in names & state.global_setters.keys():
        state.blank -= state.global_setters[name]


def _blanked(statement: ast.stmt, names: set[str], reads: set[str], state: _Cell) -> list[ast.stmt]:
    """What stands in place of a skipped statement: each name it would set := a blank."""
    set_names = stores(statement) - {MARK}
    changed = {name for name in changed_objects(statement) if not _shared(name, names, state)}
    for name in names & state.global_setters.keys():
        set_names |= state.global_setters[name]
    made: list[ast.stmt] = []
    for name in sorted(set_names | (changed - {MARK})):
        old = state.blanks.get(name) or state.namespace.get(name, _MISSING)
        if not (is_blank(old) and name in state.blank and name in reads and MARK not in names):
            original, cells = (old.original, old.cells) if is_blank(old) else (old, ())
            if not cells or cells[-1] != state.cell:
                cells = (*cells, state.cell)
            old = Blank(original, cells)
        state.blanks[name] = old
        state.blank.add(name)
        made.append(_assign(name, statement))
    # A `pass` keeps an empty if/for/def body legal and the cell's last expression undisplayed.
    return made or [ast.copy_location(ast.Pass(), statement)]


def _assign(name: str, at: ast.stmt) -> ast.stmt:
    value = ast.Subscript(
        value=ast.Name(id=_STORE, ctx=ast.Load()),
        slice=ast.Constant(name),
        ctx=ast.Load(),
    )
    return ast.copy_location(
        ast.Assign(targets=[ast.Name(id=name, ctx=ast.Store())], value=value), at
    )


def _shared(name: str, names: set[str], state: _Cell) -> bool:
    """True for objects that a method call does not use up: modules, and a frame that only plots."""
    value = state.namespace.get(name)
    if name in state.modules or isinstance(value, ModuleType):
        return True
    return hasattr(type(value), "iloc") and not names.isdisjoint({"plot", "hist", "boxplot"})


def _deleted(statement: ast.stmt) -> set[str]:
    if not isinstance(statement, ast.Delete):
        return set()
    return {t.id for t in statement.targets if isinstance(t, ast.Name)}


def _global_setters(statement: ast.stmt) -> dict[str, set[str]]:
    if not isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return {}
    names = {n for part in ast.walk(statement) if isinstance(part, ast.Global) for n in part.names}
    return {statement.name: names} if names else {}


def _skip(statement: ast.stmt, written: bool, reads: set[str]) -> Skip:
    lines = [
        part.lineno
        for part in ast.walk(statement)
        if isinstance(part, (ast.Name, ast.Attribute, ast.keyword, ast.arg))
        and MARK
        in (
            getattr(part, "id", ""),
            getattr(part, "attr", ""),
            getattr(part, "arg", ""),
        )
    ]
    line = min(lines) if written and lines else statement.lineno
    return Skip(line, written, tuple(sorted(reads)))


def _exempt(statement: ast.stmt) -> bool:
    return _exempt_call(statement) is not None


def _exempt_call(statement: ast.stmt) -> ast.Call | None:
    """The call in `check(…)`, `opscourse.check(…)` or `points = check(…)`."""
    if not isinstance(statement, (ast.Expr, ast.Assign, ast.AnnAssign)):
        return None
    call = statement.value
    if not isinstance(call, ast.Call):
        return None
    if isinstance(call.func, ast.Name):
        return call if call.func.id in EXEMPT else None
    if isinstance(call.func, ast.Attribute) and isinstance(call.func.value, ast.Name):
        return call if call.func.attr in EXEMPT and call.func.value.id == "opscourse" else None
    return None


def _soften_arguments(statement: ast.stmt, blank: set[str]) -> None:
    """`check(…, x=x.round(2))` with a blank x becomes `check(…, x=____)`."""
    call = _exempt_call(statement)
    if call is None:
        return

    def soft(value: ast.expr) -> ast.expr:
        if isinstance(value, ast.Name):
            return value
        if MARK in identifiers(value) or blank_reads(value, blank):
            return ast.copy_location(ast.Name(id=MARK, ctx=ast.Load()), value)
        return value

    call.args = [soft(a) for a in call.args]
    for keyword in call.keywords:
        keyword.value = soft(keyword.value)
