"""Frames on a socket: four bytes of length, then one JSON object. Nothing else is ever exchanged.

What comes from the learner's process is read with `Inbox`, which never waits, takes no frame over
its limit and raises `Garbled` for whatever is not a frame.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

CLOSED = 77  # exit code of a learner's process: its cells have closed the channel
_HEAD = struct.Struct("!I")
MAX_VALUES = 3_000_000  # signs between values in a frame; three bytes of JSON may need seventy


class Garbled(Exception):
    """What came is no frame; the message says why, in English, for the log."""


def packed(value: dict[str, Any]) -> bytes:
    """A frame.

    >>> packed({"a": 1})
    b'\\x00\\x00\\x00\\x07{"a":1}'
    """
    body = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    data = body.encode("utf-8", "replace")  # half a surrogate pair is no text
    return _HEAD.pack(len(data)) + data


def send(to: socket.socket, value: dict[str, Any], descriptors: list[int] | None = None) -> None:
    """Send one frame, and open files along with its first byte."""
    data = packed(value)
    sent = socket.send_fds(to, [data], descriptors) if descriptors else 0
    to.sendall(data[sent:])


def receive(source: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """Wait for one frame from a trusted sender, with its open files; None at the end."""
    head, descriptors, _, _ = socket.recv_fds(source, _HEAD.size, 8)
    if not head:
        return None
    head += _exactly(source, _HEAD.size - len(head))
    body = _exactly(source, _HEAD.unpack(head)[0])
    return json.loads(body), descriptors


def _exactly(source: socket.socket, size: int) -> bytes:
    parts = []
    while size:
        part = source.recv(min(size, 1 << 20))
        if not part:
            raise Garbled("cut off")
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


class Inbox:
    """Frames from a process that is not trusted.

    >>> one, two = socket.socketpair()
    >>> inbox = Inbox(one, limit=100)
    >>> inbox.take() is None
    True
    >>> send(two, {"cell": 3})
    >>> inbox.read()
    True
    >>> inbox.take()
    {'cell': 3}
    """

    def __init__(self, source: socket.socket, limit: int) -> None:
        self.source, self.limit = source, limit
        self._buffer = bytearray()

    def read(self) -> bool:
        """Take in what has come; False when the other side is closed."""
        try:
            data = self.source.recv(1 << 20, socket.MSG_DONTWAIT)
        except (BlockingIOError, InterruptedError):
            return True
        except OSError:
            return False
        self._buffer += data
        return bool(data)

    @property
    def half(self) -> bool:
        """Whether a part of a frame has come."""
        return bool(self._buffer)

    def take(self) -> dict[str, Any] | None:
        """The next whole frame, or None; raises Garbled."""
        if len(self._buffer) < _HEAD.size:
            return None
        size = _HEAD.unpack_from(self._buffer)[0]
        if size > self.limit:
            raise Garbled(f"a frame of {size} bytes")
        if len(self._buffer) < _HEAD.size + size:
            return None
        body = bytes(self._buffer[_HEAD.size : _HEAD.size + size])
        del self._buffer[: _HEAD.size + size]
        if sum(map(body.count, (b",", b"[", b"{"))) > MAX_VALUES:
            raise Garbled("too many values")
        try:
            value = json.loads(body)
        except (ValueError, RecursionError) as error:
            raise Garbled(f"not JSON: {type(error).__name__}") from None
        if not isinstance(value, dict):
            raise Garbled("not an object")
        return value
