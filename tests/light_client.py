"""A light client for measuring: many connections in one thread, requests made beforehand, answers of one length.

It does so little for each request that the server is what is measured, and it works where no other tool is installed.
"""

import selectors
import socket
import time
from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field


@dataclass
class Measured:
    """Answers that came, how long it took, and the time of each in seconds; `wrong` are answers other than 200."""

    seconds: float = 0.0
    times: list[float] = field(default_factory=list)
    wrong: int = 0

    @property
    def rate(self) -> float:
        """Answers a second."""
        return len(self.times) / self.seconds

    def add(self, more: "Measured") -> None:
        """Another run of the same."""
        self.seconds, self.wrong = self.seconds + more.seconds, self.wrong + more.wrong
        self.times += more.times

    def within(self, share: float) -> float:
        """The time within which this share of the answers came."""
        return sorted(self.times)[min(len(self.times) - 1, int(share * len(self.times)))]


class Wire:
    """One connection: sends a request, reads its answer, and counts from the moment the request was due.

    Of an answer it keeps the head alone, so that a long page costs it no more than a short one.
    """

    def __init__(self, port: int) -> None:
        self.port, self.got, self.due, self.left = port, b"", 0.0, -1
        self.line: socket.socket | None = None

    def send(self, request: bytes, due: float) -> None:
        """Send, over a new connection if there is none."""
        self.due, self.got, self.left = due, b"", -1
        if self.line is None:
            self.line = socket.create_connection(("127.0.0.1", self.port), timeout=60)
            self.line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.line.sendall(request)

    def read(self) -> bool:
        """Whether the whole answer is here."""
        assert self.line is not None
        part = self.line.recv(1 << 18)
        if self.left >= 0:
            self.left -= len(part)
            return self.left <= 0
        self.got += part
        head, mark, body = self.got.partition(b"\r\n\r\n")
        if not mark:
            return False
        length = int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0])
        self.left = length - len(body)
        return self.left <= 0

    def close(self) -> None:
        """Hang up."""
        if self.line is not None:
            self.line.close()
            self.line = None


def get(path: str) -> bytes:
    """A request for a page."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode()


def post(path: str, body: bytes) -> bytes:
    """A request that sends this body."""
    head = f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def saturate(port: int, requests: Iterator[bytes], wires: int, seconds: float) -> Measured:
    """As many as the server can do over so many connections, each at once with the next."""
    measured, chosen, began = Measured(), selectors.DefaultSelector(), time.perf_counter()
    open_wires = [Wire(port) for _ in range(wires)]
    for wire in open_wires:
        wire.send(next(requests), time.perf_counter())
        assert wire.line is not None
        chosen.register(wire.line, selectors.EVENT_READ, wire)
    while (now := time.perf_counter()) - began < seconds:
        for key, _ in chosen.select(1):
            if key.data.read():
                note(measured, key.data)
                key.data.send(next(requests), time.perf_counter())
    measured.seconds = now - began
    for wire in open_wires:
        wire.close()
    return measured


def note(measured: Measured, wire: Wire) -> None:
    """Count an answer."""
    measured.times.append(time.perf_counter() - wire.due)
    measured.wrong += not wire.got.startswith(b"HTTP/1.1 200")


def each_alone(port: int, requests: Sequence[bytes], over: float) -> Measured:
    """Every request over a connection of its own, spread evenly over so many seconds; with 0, all at once."""
    measured, chosen, began = Measured(), selectors.DefaultSelector(), time.perf_counter()
    step, waiting = over / len(requests), list(reversed(requests))
    while waiting or chosen.get_map():
        now = time.perf_counter() - began
        while waiting and (len(requests) - len(waiting)) * step <= now:
            wire = Wire(port)
            wire.send(waiting.pop(), time.perf_counter() if over else began)
            assert wire.line is not None
            chosen.register(wire.line, selectors.EVENT_READ, wire)
        for key, _ in chosen.select(0.001):
            if key.data.read():
                note(measured, key.data)
                chosen.unregister(key.fileobj)
                key.data.close()
    measured.seconds = time.perf_counter() - began
    return measured


def poll_every_second(port: int, request: bytes, wires: int, seconds: float) -> Measured:
    """The same request once a second over each of so many connections, evenly spread; a late answer delays the next."""
    measured, chosen, began = Measured(), selectors.DefaultSelector(), time.perf_counter()
    resting = deque((place / wires, Wire(port)) for place in range(wires))
    while (now := time.perf_counter() - began) < seconds:
        while resting and resting[0][0] <= now:
            due, wire = resting.popleft()
            wire.send(request, began + due)
            assert wire.line is not None
            chosen.register(wire.line, selectors.EVENT_READ, wire)
        for key, _ in chosen.select(0.001):
            if key.data.read():
                note(measured, key.data)
                chosen.unregister(key.fileobj)
                resting.append((max(key.data.due - began + 1, now), key.data))
    measured.seconds = now
    return measured
