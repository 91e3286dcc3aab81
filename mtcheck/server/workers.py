"""Processes that do the work of requests: one text each at a time, replaced when they hang or die.

A text that makes an engine loop or eat memory costs its own request, not the server.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import sys
import traceback
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from pathlib import Path
from types import TracebackType
from typing import Any

from mtcheck.config import Config
from mtcheck.safestart import safe_start
from mtcheck.server.answers import Answer, answer

# A worker reads its data in 1-2 s; on a busy machine it may take longer, but not for ever.
START_DEADLINE_S = 120.0
# How long after a failed start the next one is tried.
START_AGAIN_S = 1.0
# Requests that may wait for each worker; what comes on top is told to come back later.
WAITING_PER_WORKER = 8
# So many workers have to die of a text before it is blamed.
_DEATHS = 2
# Read before the first request, so that it is as quick as the next.
_WARM_UP = (
    b'{"text": "\xd0\x92\xd0\xb6\xd0\xb5. We go home, she said, but \xc3\x83\xc2\xa9t\xc3\x83\xc2\xa9 ."}'
)


class WorkerError(Exception):
    """A worker gave no answer."""


class DeadlineError(WorkerError):
    """It took longer than the deadline."""


class GoneError(WorkerError):
    """Its process had ended before it took the request: the text is not to blame."""


class DiedError(WorkerError):
    """Its process ended over the request."""


class BusyError(WorkerError):
    """More requests are waiting than the server takes on."""


class _Discreet:
    """Ends the process on a crash with the place and the type of the error, and nothing of the text."""

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None or issubclass(kind, SystemExit):
            return
        frames = [f"{Path(f.filename).name}:{f.lineno}" for f in traceback.extract_tb(trace)[-3:]]
        print(f"mtcheck: a worker ended: {kind.__name__} at {' < '.join(reversed(frames))}", file=sys.stderr)
        sys.stderr.flush()
        os._exit(1)


def work(connection: Connection, config: Config) -> None:
    """What a worker process does until the other end of its pipe closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    with _Discreet():
        answer("/clean", _WARM_UP, config)
        connection.send(None)
        while True:
            try:
                route, body = connection.recv()
            except EOFError:
                return
            connection.send(None)
            connection.send(tuple(answer(route, body, config)))


class Worker:
    """One process; its methods block and are called in a thread."""

    def __init__(self, config: Config) -> None:
        context = multiprocessing.get_context("spawn")
        self._connection, other = context.Pipe()
        self._process = context.Process(target=work, args=(other, config), daemon=True, name="mtcheck worker")
        with safe_start():
            self._process.start()
        other.close()

    @property
    def pid(self) -> int | None:
        """The number of its process."""
        return self._process.pid

    @property
    def is_alive(self) -> bool:
        """Whether its process still is there."""
        return self._process.is_alive()

    def wait_ready(self) -> None:
        """Until it has read its data. Raises DiedError and DeadlineError."""
        self._receive(START_DEADLINE_S)

    def ask(self, route: str, body: bytes, deadline_s: float) -> Answer:
        """The answer to one request. Raises GoneError, DiedError and DeadlineError; it is of no use then."""
        try:
            self._connection.send((route, body))
            self._receive(deadline_s)  # it says that it took the request
        except (DiedError, OSError) as error:
            raise GoneError from error
        return Answer(*self._receive(deadline_s))

    def _receive(self, deadline_s: float) -> Any:
        try:
            if not self._connection.poll(deadline_s):
                raise DeadlineError
            return self._connection.recv()
        except (EOFError, OSError) as error:
            raise DiedError from error

    def end(self) -> None:
        """Kill the process and wait for it."""
        self._process.kill()
        self._process.join()
        self._connection.close()
        self._process.close()


class Pool:
    """Some workers, and the requests that wait for one. Used from one event loop."""

    def __init__(self, jobs: int, deadline_s: float, config: Config) -> None:
        self.jobs, self.deadline_s, self._config = jobs, deadline_s, config
        self._idle: asyncio.Queue[Worker] = asyncio.Queue()
        self._threads = ThreadPoolExecutor(jobs * 2, "mtcheck-worker")
        self._starting: set[asyncio.Task[None]] = set()
        self._workers: set[Worker] = set()
        self._closed = False
        self._in_hand = 0

    @property
    def ready(self) -> int:
        """Workers that have read their data."""
        return len(self._workers)

    def start(self) -> None:
        """Begin to start the workers; requests may come already, and wait."""
        for _ in range(self.jobs):
            self._launch()

    async def stop(self) -> None:
        """End every worker."""
        self._closed = True
        for task in self._starting:
            task.cancel()
        await asyncio.gather(*self._starting, return_exceptions=True)
        for worker in self._workers:
            worker.end()
        self._threads.shutdown(wait=False)

    def admit(self) -> None:
        """Take on one more request. Raises BusyError; else ``release`` has to follow."""
        if self._in_hand >= self.jobs * (1 + WAITING_PER_WORKER):
            raise BusyError
        self._in_hand += 1

    def release(self) -> None:
        """One request that was admitted is done with."""
        self._in_hand -= 1

    async def run(self, route: str, body: bytes) -> Answer:
        """The answer to an admitted request. Raises BusyError, DeadlineError and DiedError.

        A death may come from outside, so a text is tried once more before it is blamed. A worker that was
        gone before it took the text does not count; each that waited may be, and only asking shows it.
        """
        deaths = 0
        for _ in range(self.jobs + _DEATHS):
            try:
                return await self._run_once(route, body)
            except GoneError:
                continue
            except DiedError:
                deaths += 1
                if deaths == _DEATHS:
                    raise
        raise BusyError

    async def _run_once(self, route: str, body: bytes) -> Answer:
        worker = await self._living()
        loop = asyncio.get_running_loop()
        usable = False
        try:
            found = await loop.run_in_executor(self._threads, worker.ask, route, body, self.deadline_s)
            usable = True
        finally:
            if usable:
                self._idle.put_nowait(worker)
            else:
                self._replace(worker)
        return found

    async def _living(self) -> Worker:
        """A worker that lives; those that were killed while they waited are replaced. Raises BusyError."""
        try:
            async with asyncio.timeout(self.deadline_s):
                while not (worker := await self._idle.get()).is_alive:
                    self._replace(worker)
                return worker
        except TimeoutError as error:
            raise BusyError from error

    def _replace(self, worker: Worker) -> None:
        self._workers.discard(worker)
        worker.end()
        self._launch()

    def _launch(self) -> None:
        if not self._closed:
            task = asyncio.create_task(self._start_one())
            self._starting.add(task)
            task.add_done_callback(self._starting.discard)

    async def _start_one(self) -> None:
        loop = asyncio.get_running_loop()
        while not self._closed:
            worker = Worker(self._config)
            try:
                await loop.run_in_executor(self._threads, worker.wait_ready)
            except WorkerError:
                worker.end()
                await asyncio.sleep(START_AGAIN_S)
                continue
            except asyncio.CancelledError:
                worker.end()
                raise
            self._workers.add(worker)
            self._idle.put_nowait(worker)
            return
