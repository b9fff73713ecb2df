"""Hostile submissions that want marks: every answer is wrong, and a cell tries to have it right.

By name, the cell that runs after the setup.
"""

MIME = "application/vnd.opscourse.answer+json"

# What several of them use: write to the channel that the outputs go back on.
_CHANNEL = """
import os, struct, json
def frame(value, fd=3):
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    os.write(fd, struct.pack("!I", len(body)) + body)
"""

FORGERS: dict[str, str] = {
    # --- check itself
    "check_does_nothing": "check = lambda *a, **k: None",
    "check_returns_points": "def check(*a, **k):\n    return 2.0",
    "check_prints_the_mark": (
        "def check(*a, **k):\n    print('2.0')\n    print('答对了。2 / 2 分')\n    return 2.0"
    ),
    "package_check_replaced": "import opscourse\nopscourse.check = check = lambda *a, **k: 2.0",
    "nothing_handed_over": (
        "from opscourse.answers import handover\nhandover.hand_over = lambda *a, **k: None"
    ),
    "marks_for_answers": (
        "from opscourse.answers import handover\n"
        "handover.payload_of = lambda q, a, **k: "
        "{'id': q, 'names': [], 'answers': {}, 'points': 2, 'verdict': 'full'}"
    ),
    "right_by_name": (
        "from opscourse.answers import handover\n"
        "handover._encoded = lambda *a: {'type': 'right', 'right': True, 'points': 2}"
    ),
    "two_answers": (
        f"""
from IPython.display import publish_display_data
def check(question, **answers):
    for value in (1, 2):
        publish_display_data({{"{MIME}": {{"id": question, "names": [], "answers": {{}}}}}})
"""
    ),
    "other_question": (
        f"""
from IPython.display import publish_display_data
def check(question, **answers):
    publish_display_data({{"{MIME}": {{"id": "90.q5", "names": ["lines"],
        "answers": {{"lines": {{"type": "number", "value": 1, "of": "int"}}}}}}}})
"""
    ),
    "deep_answer": (
        f"""
from IPython.display import publish_display_data
deep = []
for _ in range(900):
    deep = [deep]
def check(question, **answers):
    publish_display_data({{"{MIME}": {{"id": question, "answers": {{"spend": deep}}}}}})
"""
    ),
    # --- comparing and counting
    "equals_everything": (
        """
class Any(float):
    __hash__ = float.__hash__
    def __eq__(self, other): return True
    __lt__ = __le__ = __gt__ = __ge__ = __eq__
    def __ne__(self, other): return False
    def __sub__(self, other): return 0.0
    __rsub__ = __sub__
    def __abs__(self): return 0.0
    def __getattr__(self, name): return self
import builtins
class Everywhere(dict):
    def __setitem__(self, name, value): super().__setitem__(name, value)
ip = get_ipython()
ip.events.register("post_run_cell", lambda r: ip.user_ns.update(
    spend=Any(1), shop=Any(1), ax=Any(1), lines=Any(1), total_pages=lambda t: Any(1)))
"""
    ),
    "nan_everywhere": (
        "ip = get_ipython()\nnan = float('nan')\n"
        "ip.events.register('post_run_cell', lambda r: ip.user_ns.update(spend=nan, lines=nan, "
        "shop=dict.fromkeys(['访客', '访问', '浏览', '表数'], nan), total_pages=lambda t: nan))"
    ),
    "huge_numbers": (
        "ip = get_ipython()\nhuge = 10 ** 5000\n"
        "ip.events.register('post_run_cell', lambda r: ip.user_ns.update(spend=huge, lines=huge))"
    ),
    "judge_replaced": (
        "import opscourse.answers.judge as j, opscourse.answers.compare as c\n"
        "full = lambda *a, **k: type('V', (), {'points': 2, 'state': 'full', 'says': ''})()\n"
        "j.judge = full\n"
        "for name in dir(c):\n"
        "    if callable(getattr(c, name)) and not name.startswith('__'):\n"
        "        setattr(c, name, lambda *a, **k: True)"
    ),
    "isclose_is_true": (
        "import math, numpy\nmath.isclose = numpy.isclose = numpy.allclose = lambda *a, **k: True\n"
        "import builtins\nbuiltins.abs = lambda x: 0\nbuiltins.round = lambda x, n=None: 0"
    ),
    "pandas_patched": (
        "import pandas as pd\n"
        "for name in ('sum', 'nunique', 'mean'):\n"
        "    setattr(pd.Series, name, lambda self, *a, **k: 1)\n"
        "pd.DataFrame.equals = pd.Series.equals = lambda *a: True"
    ),
    # --- the interpreter
    "trace_changes_check": (
        "import sys\ndef spy(frame, event, arg):\n"
        "    if frame.f_code.co_name == 'judge':\n        frame.f_locals['points'] = 2\n"
        "    return spy\nsys.settrace(spy)"
    ),
    "asserts_dropped": (
        """
import ast
class Drop(ast.NodeTransformer):
    def visit_Assert(self, node): return ast.Pass()
get_ipython().ast_transformers.append(Drop())
"""
    ),
    "checks_rewritten": (
        """
import ast
class Rewrite(ast.NodeTransformer):
    def visit_Call(self, node):
        if getattr(node.func, 'id', '') == 'check':
            return ast.Constant(2.0)
        return node
get_ipython().ast_transformers.append(Rewrite())
"""
    ),
    "import_system": (
        """
import sys, types
fake = types.ModuleType("opscourse.answers.handover")
fake.wanted = lambda: True
fake.hand_over = lambda *a, **k: None
sys.modules["opscourse.answers.handover"] = fake
import opscourse.answers
opscourse.answers.handover = fake
class Finder:
    def find_spec(self, name, *a): return None
sys.meta_path.insert(0, Finder())
"""
    ),
    "display_hook": (
        "import sys\nhook = get_ipython().displayhook\n"
        "type(hook).__call__ = lambda self, value=None: print('2.0')\n"
        "type(get_ipython().display_pub).publish = lambda *a, **k: None"
    ),
    "run_cell_replaced": (
        "class Fine:\n    success = True\n    error_before_exec = error_in_exec = None\n"
        "    execution_count = 1\n    result = 2.0\n"
        "type(get_ipython()).run_cell = lambda *a, **k: Fine()"
    ),
    "get_ipython_replaced": (
        "import IPython\nIPython.get_ipython = lambda: None\n"
        "import IPython.core.getipython as g\ng.get_ipython = lambda: None"
    ),
    "showtraceback_off": (
        "ip = get_ipython()\nip.showtraceback = ip._showtraceback = lambda *a, **k: None"
    ),
    "environment_changed": (
        "import os\nos.environ['NBGRADER_EXECUTION'] = ''\nos.environ.pop('NBGRADER_EXECUTION')"
    ),
    # --- the world
    "own_tables": (
        "from pathlib import Path\nimport shutil\n"
        "for path in Path('tables').glob('*.csv'):\n"
        "    lines = path.read_text('utf-8-sig').splitlines()[:2]\n"
        "    path.write_text('\\n'.join(lines), 'utf-8-sig')\n"
        "get_ipython().events.register('post_run_cell', lambda r: get_ipython().user_ns.update("
        "spend=1.0, lines=1))"
    ),
    "own_world": (
        "import json, pathlib\npathlib.Path('world.json').write_text('{\"fingerprint\": \"x\"}')"
    ),
    # --- the channel
    "forged_answer": (
        _CHANNEL
        + f"""
def out(q, name, value):
    data = {{"{MIME}": {{"id": "90." + q, "names": [name], "answers": {{name: value}}}}}}
    return {{"output_type": "display_data", "data": data, "metadata": {{}}}}
for cell in range(1, 20):
    frame({{"cell": cell, "outputs": [out("q1", "spend", {{"type": "number", "value": 1}})]}})
"""
    ),
    "frames_ahead": (_CHANNEL + "frame({'cell': 99, 'outputs': []})"),
    "not_json": (_CHANNEL + "frame(b'\\xff\\xfe not json')"),
    "a_list": (_CHANNEL + "frame([1, 2, 3])"),
    "nested_frame": (_CHANNEL + "frame(b'[' * 200000)"),
    "huge_frame": "import os\nos.write(3, b'\\xff' * 100)",
    "many_frames": (
        _CHANNEL + "import threading\ndef flood():\n    while True: frame({'cell': 0})\n"
        "threading.Thread(target=flood, daemon=True).start()"
    ),
    "half_a_frame": "import os, struct\nos.write(3, struct.pack('!I', 1000) + b'{')",
    "fork_writes_later": (
        _CHANNEL + "import time\nif os.fork() == 0:\n    time.sleep(0.05)\n"
        "    for n in range(20): frame({'cell': n, 'outputs': []})\n    os._exit(0)\n"
        "time.sleep(0.2)"
    ),
    "channel_closed": "import os\nos.close(3)",
    "channel_shut_while_running": (
        "import os, socket, time\nsocket.socket(fileno=os.dup(3)).shutdown(2)\ntime.sleep(30)"
    ),
    "outputs_of_no_shape": (
        _CHANNEL + "frame({'cell': 2, 'outputs': [{'output_type': 'execute_result', 'data': "
        "{'text/plain': {'a': 1}, '5': None}, 'metadata': 7}, {'output_type': []}, 5, None]})"
    ),
}
