"""The notebook's comforts, hung into IPython: blanks are skipped, common errors speak Chinese.

A cell with an error still fails for everybody who watches it (Run All stops, the kernel's reply is
an error): only what is *shown* is shorter.
"""

import ast
import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Any

from opscourse.answers.blanks import BLANK, MARK, Skip, analyse
from opscourse.learner.explain import Scene, explain
from opscourse.learner.handed_out import code_cells, handed_out, untouched

_MORE = "（完整报错：运行 opscourse.traceback()）"
_MARK_ON_SHELL = "_opscourse_comforts"


class Comforts:
    """What is remembered for one shell: the running cell, and the last error in full."""

    def __init__(self, shell: Any) -> None:
        self.shell = shell
        self.source = ""
        self.cell_id: str | None = None
        self.ran: dict[str, str] = {}  # the cells that were run, as they were then
        self.plain_syntax_error = shell.showsyntaxerror
        self.last: tuple[type[BaseException], BaseException, TracebackType | None] | None = None

    # -- events ---------------------------------------------------------------------------------
    def before_cell(self, info: Any) -> None:
        self.source = info.raw_cell or ""
        self.cell_id = getattr(info, "cell_id", None)
        if self.cell_id:
            self.ran[self.cell_id] = self.source

    # -- blanks ---------------------------------------------------------------------------------
    def visit(self, tree: ast.AST) -> ast.AST:
        """IPython's AST-transformer protocol."""
        if not isinstance(tree, ast.Module):
            return tree
        new, skips = analyse(tree, self.shell.user_ns, self.cell_id)
        if skips and os.environ.get("NBGRADER_EXECUTION") != "autograde":
            print(skip_notice(skips))
        return new

    # -- errors ---------------------------------------------------------------------------------
    def on_error(
        self,
        shell: Any,
        etype: type[BaseException],
        value: BaseException,
        tb: TracebackType | None,
        tb_offset: int | None = None,
    ) -> None:
        """IPython's custom-exception protocol (`shell` comes first, as for a method)."""
        self.last = (etype, value, tb)
        sys.last_type, sys.last_value, sys.last_traceback = etype, value, tb
        try:
            said = explain(value, self._scene(tb))
        except Exception:
            said = None
        if said is None:
            shell.showtraceback((etype, value, tb), tb_offset=tb_offset, running_compiled_code=True)
            return
        if said.alone:
            shell._showtraceback(etype, value, [f"{said.sentence}{_MORE}"])
            return
        shell._showtraceback(etype, value, [said.sentence, *self.report()])

    def on_early_syntax_error(self, *args: Any, **kwargs: Any) -> None:
        """In place of `showsyntaxerror`: some errors are met before IPython parses the cell."""
        value = sys.exc_info()[1] or getattr(sys, "last_value", None)
        said = explain(value, self._scene(None)) if isinstance(value, SyntaxError) else None
        if said is None or value is None:
            self.plain_syntax_error(*args, **kwargs)
            return
        self.last = (type(value), value, value.__traceback__)
        self.shell._showtraceback(type(value), value, [f"{said.sentence}{_MORE}"])

    def report(self) -> list[str]:
        """The last error as IPython would show it, line by line."""
        if self.last is None:
            return []
        etype, value, tb = self.last
        if issubclass(etype, SyntaxError):
            return self.shell.SyntaxTB.structured_traceback(etype, value, [])
        return self.shell.InteractiveTB.structured_traceback(etype, value, tb, tb_offset=1)

    def _scene(self, tb: TracebackType | None) -> Scene:
        namespace = self.shell.user_ns
        return Scene(self.source, namespace, _line(tb, namespace), notebook_sources, self.untouched)

    def untouched(self, question_id: str) -> str | None:
        """A question's answer cell while it is as it was handed out; what was run counts first."""
        file = notebook_file()
        if file is None:
            return None
        return untouched(question_id, {**code_cells(file), **self.ran}, handed_out(file))


def _line(tb: TracebackType | None, namespace: dict[str, Any]) -> int | None:
    """The line of the running cell: that of the outermost frame in the notebook's own names."""
    while tb is not None:
        if tb.tb_frame.f_globals is namespace:
            return tb.tb_lineno
        tb = tb.tb_next
    return None


def skip_notice(skips: list[Skip]) -> str:
    """One line that says what was not run.

    >>> skip_notice([Skip(2, True), Skip(3, False, ("x",))])
    '第 2 行还有 ____，没有运行。第 3 行要用到它，也没有运行。'
    >>> skip_notice([Skip(1, False, ("x",))])
    '第 1 行用到的 x 还是 ____，没有运行。'
    """
    written = _lines(s.line for s in skips if s.written)
    after = _lines(s.line for s in skips if not s.written)
    if not written:
        names = "、".join(dict.fromkeys(name for s in skips for name in s.reads))
        return f"第 {after} 行用到的 {names} 还是 {MARK}，没有运行。"
    notice = f"第 {written} 行还有 {MARK}，没有运行。"
    return notice + (f"第 {after} 行要用到它，也没有运行。" if after else "")


def _lines(numbers: Any) -> str:
    return "、".join(str(n) for n in dict.fromkeys(numbers))


def notebook_file() -> Path | None:
    """The notebook that this kernel belongs to, as far as that can be known."""
    named = os.environ.get("JPY_SESSION_NAME", "")
    if named.endswith(".ipynb") and Path(named).is_file():
        return Path(named)
    here = sorted(Path.cwd().glob("*.ipynb"))
    return here[0] if len(here) == 1 else None


def notebook_sources() -> list[str]:
    """The sources of the saved notebook's code cells; empty where it cannot be read."""
    file = notebook_file()
    return [] if file is None else list(code_cells(file).values())


def comforts(shell: Any = None) -> Comforts | None:
    """What `install` hung into the shell (default: the running one), or None."""
    if shell is None:
        ipython = sys.modules.get("IPython")
        shell = ipython.get_ipython() if ipython is not None else None
    return getattr(shell, _MARK_ON_SHELL, None)


def install(shell: Any = None) -> None:
    """Hang the comforts into an IPython shell (default: the running one); twice does no harm."""
    if shell is None:
        from IPython import get_ipython

        shell = get_ipython()
    if shell is None or comforts(shell) is not None:
        return
    made = Comforts(shell)
    setattr(shell, _MARK_ON_SHELL, made)
    shell.events.register("pre_run_cell", made.before_cell)
    shell.ast_transformers.append(made)
    shell.set_custom_exc((Exception,), made.on_error)
    shell.showsyntaxerror = made.on_early_syntax_error
    hidden = {MARK: BLANK, "opscourse": sys.modules["opscourse"]}
    for name, value in hidden.items():
        shell.user_ns.setdefault(name, value)
        shell.user_ns_hidden.setdefault(name, value)


def traceback() -> None:
    """Print the whole report of the last error in this notebook."""
    found = comforts()
    lines = found.report() if found is not None else []
    if not lines or found is None:
        print("这个笔记本里还没有出过错。")
        return
    print(found.shell.InteractiveTB.stb2text(lines))
