"""Which module-level names does a statement read, and which would it set?

A flat walk over the tree would take a lambda's parameter or a comprehension's variable for the
notebook's name of the same spelling. These two questions are therefore asked scope by scope.
"""

import ast
from collections.abc import Iterable

FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)
# Methods that change their object. A frame's own methods return a new one, and are not here.
MUTATORS = frozenset(
    [
        "append",
        "extend",
        "insert",
        "add",
        "update",
        "setdefault",
        "pop",
        "popitem",
        "remove",
        "discard",
        "sort",
        "reverse",
        "clear",
        "bar",
        "barh",
        "plot",
        "scatter",
        "hist",
        "pie",
        "step",
        "stem",
        "boxplot",
        "errorbar",
        "fill_between",
        "stackplot",
        "imshow",
        "axhline",
        "axvline",
        "axhspan",
        "axvspan",
        "annotate",
        "text",
        "legend",
        "grid",
        "tick_params",
        "bar_label",
        "invert_yaxis",
        "invert_xaxis",
        "suptitle",
        "margins",
    ]
)


def identifiers(node: ast.AST) -> set[str]:
    """Every identifier below `node`: variables, attributes, parameters, def names.

    >>> sorted(identifiers(ast.parse("a.b = c")))
    ['a', 'b', 'c']
    """
    found = set()
    for part in ast.walk(node):
        if isinstance(part, ast.Name):
            found.add(part.id)
        elif isinstance(part, ast.Attribute):
            found.add(part.attr)
        elif isinstance(part, (ast.arg, ast.keyword)):
            found.add(part.arg or "")
        elif isinstance(part, (*FUNCTIONS, ast.ClassDef)):
            found.add(part.name)
    return found


def imported(node: ast.AST) -> set[str]:
    """Names that the import statements below `node` bind."""
    return {
        alias.asname or alias.name.split(".")[0]
        for part in ast.walk(node)
        if isinstance(part, (ast.Import, ast.ImportFrom))
        for alias in part.names
    }


class _Scope:
    """What one function, lambda, comprehension or class body reads from outside itself."""

    def __init__(self, params: Iterable[str] = ()) -> None:
        self.bound = set(params)
        self.loads: set[str] = set()
        self.forced: set[str] = set()  # read below as `global x`, past any local x
        self.declared: set[str] = set()  # `global x` here
        self.outer: set[str] = set()  # `nonlocal x` here

    def visit(self, node: ast.AST) -> None:
        if isinstance(node, ast.Name):
            (self.loads if isinstance(node.ctx, ast.Load) else self.bound).add(node.id)
        elif isinstance(node, ast.Global):
            self.declared.update(node.names)
        elif isinstance(node, ast.Nonlocal):
            self.outer.update(node.names)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, ast.Name):
            self.loads.add(node.target.id)
            self.bound.add(node.target.id)
            self.visit(node.value)
        elif isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef, *COMPREHENSIONS)):
            if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
                self.bound.add(node.name)
            for part in outside_parts(node):
                self.visit(part)
            free, forced, walrus = free_names(node)
            self.loads |= free
            self.forced |= forced
            self.bound |= walrus
        else:
            self.bound |= _names_without_node(node)
            for child in ast.iter_child_nodes(node):
                self.visit(child)

    def result(self) -> tuple[set[str], set[str]]:
        hidden = self.bound - self.declared - self.outer
        # Strictly, methods do not see names of their class body. Telling them apart is not worth
        # it: a class attribute spelt like a blank name, read bare in a method, is not course code.
        free = self.loads - hidden - self.declared
        return free, self.forced | (self.loads & self.declared)


def _names_without_node(node: ast.AST) -> set[str]:
    """Names that a node binds through a plain string field (imports, except, match)."""
    if isinstance(node, (ast.Import, ast.ImportFrom)):
        return imported(node)
    if isinstance(node, (ast.ExceptHandler, ast.MatchAs, ast.MatchStar)) and node.name:
        return {node.name}
    if isinstance(node, ast.MatchMapping) and node.rest:
        return {node.rest}
    return set()


def outside_parts(node: ast.AST) -> list[ast.AST]:
    """The parts of a scope-opening node that run in the scope around it, at once.

    Decorators, defaults, annotations and bases; of a comprehension its first iterable.
    """
    if isinstance(node, COMPREHENSIONS):
        return [node.generators[0].iter]
    if isinstance(node, ast.ClassDef):
        return [*node.decorator_list, *node.bases, *node.keywords]
    if not isinstance(node, (*FUNCTIONS, ast.Lambda)):
        return []
    args = node.args
    parts: list[ast.AST] = [
        *args.defaults,
        *[d for d in args.kw_defaults if d is not None],
    ]
    if isinstance(node, FUNCTIONS):
        parts += node.decorator_list
        parts += [a.annotation for a in _all_args(args) if a.annotation is not None]
        parts += [node.returns] if node.returns is not None else []
    return parts


def _all_args(args: ast.arguments) -> list[ast.arg]:
    extra = [a for a in (args.vararg, args.kwarg) if a is not None]
    return [*args.posonlyargs, *args.args, *args.kwonlyargs, *extra]


def free_names(node: ast.AST) -> tuple[set[str], set[str], set[str]]:
    """(names read from around, names read as `global`, names a walrus binds around) of a scope."""
    if isinstance(node, COMPREHENSIONS):
        return _free_of_comprehension(node)
    scope = _Scope(a.arg for a in _all_args(node.args)) if hasattr(node, "args") else _Scope()
    body = getattr(node, "body", [])
    for part in body if isinstance(body, list) else [body]:
        scope.visit(part)
    free, forced = scope.result()
    return free, forced, set()


def _free_of_comprehension(node: ast.AST) -> tuple[set[str], set[str], set[str]]:
    scope = _Scope()
    generators: list[ast.comprehension] = node.generators  # type: ignore[attr-defined]
    for number, part in enumerate(generators):
        scope.visit(part.target)
        for test in part.ifs:
            scope.visit(test)
        if number:
            scope.visit(part.iter)
    for field in ("elt", "key", "value"):
        if hasattr(node, field):
            scope.visit(getattr(node, field))
    walrus = {
        w.target.id
        for w in ast.walk(node)
        if isinstance(w, ast.NamedExpr) and isinstance(w.target, ast.Name)
    }
    free, forced = scope.result()
    return free, forced, walrus


class _Reader:
    """Walks a module-level statement in the order it runs, and collects blank names it reads."""

    def __init__(self, blank: set[str]) -> None:
        self.blank = blank
        self.assigned: set[str] = set()
        self.found: set[str] = set()

    def read(self, names: Iterable[str]) -> None:
        self.found |= (set(names) & self.blank) - self.assigned

    def visit(self, node: ast.AST | None) -> None:
        if node is None:
            return
        method = getattr(self, "on_" + type(node).__name__, None)
        if method is not None:
            method(node)
        elif isinstance(node, (*FUNCTIONS, ast.Lambda, ast.ClassDef, *COMPREHENSIONS)):
            self.scope(node)
        else:
            self.assigned |= _names_without_node(node)
            for child in ast.iter_child_nodes(node):
                self.visit(child)

    def many(self, nodes: Iterable[ast.AST]) -> None:
        for node in nodes:
            self.visit(node)

    def scope(self, node: ast.AST) -> None:
        self.many(outside_parts(node))
        if isinstance(node, FUNCTIONS):
            self.assigned.add(node.name)  # its body runs later, when the name is bound
        free, forced, walrus = free_names(node)
        self.read(free | forced)
        self.assigned |= walrus
        if isinstance(node, ast.ClassDef):
            self.assigned.add(node.name)

    def on_Name(self, node: ast.Name) -> None:
        if isinstance(node.ctx, ast.Load):
            self.read([node.id])
        else:
            self.assigned.add(node.id)

    def on_Assign(self, node: ast.Assign) -> None:
        self.visit(node.value)
        self.many(node.targets)

    def on_AugAssign(self, node: ast.AugAssign) -> None:
        if isinstance(node.target, ast.Name):
            self.read([node.target.id])
        self.visit(node.value)
        self.visit(node.target)

    def on_AnnAssign(self, node: ast.AnnAssign) -> None:
        self.visit(node.annotation)
        self.visit(node.value)
        self.visit(node.target)

    def on_NamedExpr(self, node: ast.NamedExpr) -> None:
        self.visit(node.value)
        self.visit(node.target)

    def on_For(self, node: ast.For | ast.AsyncFor) -> None:
        self.visit(node.iter)
        self.visit(node.target)
        self.many([*node.body, *node.orelse])

    on_AsyncFor = on_For

    def on_If(self, node: ast.If) -> None:
        self.visit(node.test)
        before = set(self.assigned)
        self.many(node.body)
        after_body, self.assigned = self.assigned, before
        self.many(node.orelse)
        self.assigned |= after_body


def blank_reads(node: ast.AST, blank: set[str]) -> set[str]:
    """The names of `blank` that a module-level statement reads before it sets them itself.

    >>> sorted(blank_reads(ast.parse("y = [x for x in z]").body[0], {"x", "z"}))
    ['z']
    """
    reader = _Reader(blank)
    reader.visit(node)
    return reader.found


def stores(node: ast.AST) -> set[str]:
    """The module-level names that a statement binds (imports, except and del not counted).

    >>> sorted(stores(ast.parse("for i, *r in x:\\n    def f(): a = 1\\n    b = (c := 2)").body[0]))
    ['b', 'c', 'f', 'i', 'r']
    """
    if isinstance(node, ast.Name):
        return {node.id} if isinstance(node.ctx, ast.Store) else set()
    if isinstance(node, (*FUNCTIONS, ast.ClassDef)):
        return {node.name}
    if isinstance(node, ast.Lambda):
        return set()
    if isinstance(node, COMPREHENSIONS):
        return free_names(node)[2]
    found = set()
    if isinstance(node, (ast.MatchAs, ast.MatchStar, ast.MatchMapping)):
        found |= _names_without_node(node)
    for child in ast.iter_child_nodes(node):
        found |= stores(child)
    return found


def changed_objects(node: ast.AST) -> set[str]:
    """Names whose *object* the statement would change: df["x"] = …, rows.append(…), ax.bar(…).

    >>> sorted(changed_objects(ast.parse("df['a'] = rows.append(1)").body[0]))
    ['df']
    >>> sorted(changed_objects(ast.parse("rows.append(1)").body[0]))
    ['rows']
    """
    found: set[str | None] = set()
    if isinstance(node, (*FUNCTIONS, ast.ClassDef, ast.Lambda, *COMPREHENSIONS)):
        return set()
    if isinstance(node, (ast.Subscript, ast.Attribute)) and not isinstance(node.ctx, ast.Load):
        found.add(_base(node))
    elif isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        found |= _changed_by_call(node.value)
    for child in ast.iter_child_nodes(node):
        found |= changed_objects(child)
    return {name for name in found if name is not None}


def _changed_by_call(call: ast.Call) -> set[str | None]:
    found: set[str | None] = {
        k.value.id for k in call.keywords if k.arg == "ax" and isinstance(k.value, ast.Name)
    }
    inplace = any(
        k.arg == "inplace" and isinstance(k.value, ast.Constant) and k.value.value is True
        for k in call.keywords
    )
    if isinstance(call.func, ast.Attribute):
        method = call.func.attr
        if inplace or method in MUTATORS or method == "set" or method.startswith("set_"):
            found.add(_base(call.func))
    return found


def _base(node: ast.AST) -> str | None:
    """The variable at the root of `a.b[c].d`; None where a call stands in between."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
