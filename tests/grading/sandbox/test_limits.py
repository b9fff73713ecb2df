"""What a submission might use up without being seen to: shared pages, the kernel's buffers, the
grader's own memory; and what the next one finds in the memory that it inherits."""

from __future__ import annotations

import base64
import dataclasses
import os
import resource
import socket
import struct

import pytest

from opscourse.grading import sandbox
from opscourse.grading.sandbox import engine, memory, outputs
from opscourse.grading.sandbox.channel import Garbled, Inbox
from tests.grading.sandbox.kit import QUICK, plain, ran, texts

TIGHT = dataclasses.replace(QUICK, memory_mb=150, cell_seconds=20)

SHARED = """
import mmap, os, time
for _ in range(3):
    if os.fork() == 0:
        pages = mmap.mmap(-1, 100 << 20)
        pages[::4096] = bytes(len(range(0, 100 << 20, 4096)))
        time.sleep(15)
time.sleep(15)
"""

# Bytes of one long frame trickle in, so that the grader always has something to read.
TRICKLE = """
import os, struct, time
for _ in range(3):
    if os.fork() == 0:
        pages = bytearray(100 << 20)
        time.sleep(15)
os.write(3, struct.pack("!I", 1_000_000))
for _ in range(300):
    os.write(3, b"{")
    time.sleep(0.05)
"""

BUFFERS = """
import os, socket, time
for _ in range(3):
    if os.fork() == 0:
        kept = []
        while True:
            try:
                kept += socket.socketpair()
            except OSError:
                break
        time.sleep(15)
time.sleep(15)
"""


@pytest.mark.parametrize("code", [SHARED, TRICKLE, BUFFERS], ids=["shared", "trickle", "buffers"])
def test_memory_that_hides_is_counted(code: str) -> None:
    result, _ = ran(code, limits=TIGHT)
    assert result.ending == "crashed"
    assert "内存超过 150 MB" in result.says
    assert result.cell_seconds[0] < 10


def test_what_the_warm_process_imports_later_is_not_counted() -> None:
    ran("import seaborn")
    assert ran("x = bytearray(120 << 20)\nprint('held')", limits=TIGHT)[1] == ["held\n"]


def test_where_the_scratch_folder_is_no_disk_of_its_own_it_is_measured() -> None:
    """As an ordinary user without namespaces, whose files lie on the teacher's disk."""
    fills = "for n in range(4000):\n    open(f'{n}', 'wb').write(bytes(100_000))\nprint('ran on')"
    job = dataclasses.replace(plain(fills, "import time; time.sleep(9)", limits=TIGHT), layers=())
    result = engine.run(job, ("mount",))
    assert result.ending == "crashed"
    assert "写的文件超过 20 MB" in result.says
    assert sum(result.cell_seconds) < 8


def test_a_plain_process_holds_what_it_holds() -> None:
    result, said = ran("x = bytearray(60 << 20)\nprint('held')\nimport time; time.sleep(0.5)")
    assert (result.ending, said) == ("done", ["held\n"])
    assert memory.buffered_by(os.getpid()) == 0
    before = memory.held_by(os.getpid())
    x = bytearray(40 << 20)
    assert 40e6 < memory.held_by(os.getpid()) - before < 60e6
    del x


def test_a_notebook_of_many_printing_cells_stays_small() -> None:
    result, said = ran(*["print('x' * 900_000)"] * 40, "1 / 0", "print('short')")
    assert result.ending == "done"
    assert outputs.MAX_NOTEBOOK * 0.9 < len(result.notebook) < outputs.MAX_NOTEBOOK * 1.1
    assert said[:20] == ["x" * 900_000 + "\n"] * 20
    assert "".join(said).count(outputs.TOO_MUCH) == 1
    assert "ZeroDivisionError" in said[-2] and said[-1] == "short\n"  # what is small is kept


def test_answers_have_room_of_their_own() -> None:
    data = {outputs.MIME: {"id": "90.q1", "answers": {"a": {"type": "text", "value": "x" * 50}}}}
    answer = {"output_type": "display_data", "data": data, "metadata": {}}
    noise = {"output_type": "stream", "name": "stdout", "text": "x" * 5000}
    room = outputs.Room(6000)
    assert room.take([noise, noise])[0] == noise
    assert room.take([noise, answer]) == [answer]


def test_a_frame_of_a_million_little_things_is_not_unfolded() -> None:
    """Twenty million objects in a frame of 60 MB were 1.7 GB in the grader."""
    one, two = socket.socketpair()
    with one, two:
        inbox = Inbox(one, limit=100_000_000)
        body = b'{"cell":1,"outputs":[' + b"{}," * 2_000_000 + b"{}]}"
        inbox._buffer += struct.pack("!I", len(body)) + body
        before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        with pytest.raises(Garbled, match="too many"):
            inbox.take()
        assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 60_000  # KiB


def test_text_nested_too_deep_is_no_text() -> None:
    deep: list[object] = []
    for _ in range(900):
        deep = [deep]
    sent = [
        {"output_type": "stream", "text": deep},
        {"output_type": "error", "ename": deep, "evalue": deep, "traceback": [deep]},
    ]
    stream, error = outputs.checked(sent, 1)
    assert (stream["text"], error["ename"], error["traceback"]) == ("", "", [""])


# Reads the pages around its own objects, mapped or not: the kernel says which are.
SCAN = """
import ctypes, os
libc = ctypes.CDLL(None)
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]
libc.sbrk.restype, libc.sbrk.argtypes = ctypes.c_void_p, [ctypes.c_long]
out, into = os.pipe()
def page(address):
    size = libc.write(into, address, 4096)
    return os.read(out, size) if size > 0 else b""
wanted = bytes(one - 1 for one in SHIFTED)  # not in the cell's own text
top, own = libc.sbrk(0), id(object())
places = {*range(top - (160 << 20) & ~4095, top, 4096)}
places |= {*range(own - (48 << 20) & ~4095, own + (48 << 20), 4096)}
found = read = 0
for place in sorted(places):
    data = page(place)
    read += len(data)
    found += data.count(wanted)
print("read", read, "found", found)
"""


def test_a_later_fork_inherits_nothing_of_an_earlier_ones_files() -> None:
    token = f"token-{os.urandom(9).hex()}".encode()
    files = {"notes.txt": token * 3000}
    first = sandbox.run(plain("print(open('notes.txt').read()[:6])", files=files))
    assert texts(first) == ["token-\n"]
    wanted = base64.b64encode(token * 3)[4:40]  # as it was sent
    for needle in (wanted, token):
        shifted = bytes(one + 1 for one in needle)
        _, (said,) = ran(f"SHIFTED = {shifted!r}\n{SCAN}")
        words = said.split()
        assert int(words[1]) > 20e6  # it did see much
        assert int(words[3]) <= 2  # the bytes looked for, which it made itself
    held = plain(f"SHIFTED = {bytes(one + 1 for one in token)!r}\n{SCAN}", files=files)
    held = dataclasses.replace(held, notebook=held.notebook.replace(
        "import ctypes", "import json; own_copy = open('notes.txt').read(); import ctypes"
    ))  # fmt: skip
    assert int(texts(sandbox.run(held))[0].split()[3]) > 1000  # the control: it would find it
