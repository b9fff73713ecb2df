"""What honest answers leave as it was, kept before a learner's cells run and looked at after.

The look happens in the learner's own process, so its result can be forged like everything there. No
mark depends on it: it tells a person where to look.
"""

from __future__ import annotations

import contextlib
import os
import re
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

# Where marks could be thought to come from: what compares, counts, hands over and shows.
MODULES = (
    "builtins", "math", "json", "ast", "numpy", "pandas", "IPython", "IPython.core.getipython",
    "opscourse.answers.handover", "opscourse.answers.encode", "opscourse.datasets.active_world",
)  # fmt: skip
CLASSES = (("pandas", "Series"), ("pandas", "DataFrame"), ("pandas", "Index"))
OURS_TO_SET = {"builtins.input"}  # the sandbox sets it itself
WORLD = ("world.json", "tables", "inputs")

#: What may be found, and how a teacher is told. Names stand behind it.
KINDS = {
    "replaced": "换掉了程序里的函数",
    "hooked": "往 IPython 里挂了自己的程序",
    "traced": "装了跟踪程序",
    "environment": "改了环境变量",
    "world": "改了评分用的数据文件",
}
MOST_NAMES = 3
Found = list[tuple[str, str]]


class Kept:
    """The callables of the watched modules and classes, and the shell, as they are now."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.owners: list[tuple[str, Any, dict[str, Any]]] = []
        self.modules: dict[str, ModuleType] = {}
        for name in MODULES:
            self.modules[name] = module = sys.modules[name]
            self._keep(name, module)
        for name, attribute in CLASSES:
            self._keep(f"{name}.{attribute}", getattr(sys.modules[name], attribute))
        for one in (shell, shell.displayhook, shell.display_pub, shell.events):
            for kind in type(one).__mro__[:-1]:
                self._keep(kind.__name__, kind)
        self.files: dict[str, tuple[int, int]] = {}

    def _keep(self, name: str, owner: Any) -> None:
        plain = (bool, int, float, str, bytes, list, dict, set, tuple, type(None))
        kept = {key: one for key, one in vars(owner).items() if not isinstance(one, plain)}
        self.owners.append((name, owner, kept))

    def begin(self) -> None:
        """In the fork, when its files are laid out."""
        self.files = _world_files()

    def changed(self) -> Found:
        """What is no longer as it was: kinds of `KINDS`, each with a name."""
        return [
            *self._replaced(), *self._hooked(), *_traced(),
            *_environment(), *(("world", name) for name in self._world()),
        ]  # fmt: skip

    def _world(self) -> list[str]:
        now = _world_files()
        return [name for name, about in sorted(self.files.items()) if now.get(name) != about]

    def _replaced(self) -> Found:
        found = [
            ("replaced", name)
            for name, module in self.modules.items()
            if sys.modules.get(name) is not module
        ]
        for name, owner, kept in self.owners:
            now = vars(owner)
            found += [
                ("replaced", f"{name}.{key}")
                for key, one in kept.items()
                if now.get(key) is not one and f"{name}.{key}" not in OURS_TO_SET
            ]
        ours = [name for name in sys.modules if name.partition(".")[0] == "opscourse"]
        for name in ours:  # those too that were imported later
            made = [key for key, one in vars(sys.modules[name]).items() if _theirs(one)]
            found += [("replaced", f"{name}.{key}") for key in made]
        return list(dict.fromkeys(found))

    def _hooked(self) -> Found:
        """Where the shell or the interpreter would call something that the notebook made."""
        shell = self.shell
        places = {
            "ast_transformers": shell.ast_transformers,
            "input_transformers": [
                *shell.input_transformers_post,
                *shell.input_transformers_cleanup,
            ],
            "meta_path": sys.meta_path,
            "hooks": [sys.displayhook, sys.excepthook],
            **shell.events.callbacks,
        }
        found = [("hooked", name) for name, calls in places.items() if any(map(_theirs, calls))]
        over = [
            name
            for name, one in vars(shell).items()
            if callable(one) and _theirs(one) and hasattr(type(shell), name)
        ]
        return found + [("hooked", name) for name in over]


def _theirs(one: Any) -> bool:
    """Whether a callable, a class or an object's class was made in the notebook."""
    one = getattr(one, "__func__", one)
    return "__main__" in (getattr(one, "__module__", ""), type(one).__module__)


def _environment() -> Found:
    name = "NBGRADER_EXECUTION"
    return [("environment", name)] if os.environ.get(name) != "autograde" else []


def _traced() -> Found:
    found = [("traced", "sys.settrace")] if sys.gettrace() is not None else []
    return found + ([("traced", "sys.setprofile")] if sys.getprofile() is not None else [])


def _world_files() -> dict[str, tuple[int, int]]:
    """Size and time of each file of the graded world in the working folder."""
    found = {}
    for name in WORLD:
        top = Path(name)
        for path in [top, *top.glob("*")] if top.is_dir() else [top]:
            with contextlib.suppress(OSError):
                about = path.stat()
                if not path.is_dir():
                    found[path.as_posix()] = (about.st_size, about.st_mtime_ns)
    return found


def told(found: Any) -> list[str]:
    """Sentences for a teacher, from what came back; what has no sound form is left out.

    >>> told([["replaced", "pandas.Series.sum"], ["replaced", "math.isclose"], ["x", "y"], 7])
    ['换掉了程序里的函数（pandas.Series.sum、math.isclose）']
    """
    names: dict[str, list[str]] = {}
    for one in found if isinstance(found, list) else []:
        if not (isinstance(one, list) and len(one) == 2 and all(isinstance(w, str) for w in one)):
            continue
        kind, name = one
        if kind in KINDS and re.fullmatch(r"[\w./-]{1,80}", name):
            names.setdefault(kind, []).append(name)
    return [
        f"{KINDS[kind]}（{'、'.join(which[:MOST_NAMES])}"
        f"{f' 等 {len(which)} 处' if len(which) > MOST_NAMES else ''}）"
        for kind, which in names.items()
    ]
