"""`mtcheck serve` under load: many requests in flight for a minute, on the loopback address of this machine.

    python benchmarks/serve.py [--seconds 60] [--clients 200] [--jobs 2]

Every client sends the shipped sample to POST /check again and again; told 503, it waits as long as
Retry-After says. Printed are answers by status, the rate, how long a served request took, and the memory
of server and workers every few seconds. Targets: no status but 200 and 503, and memory that stays where
it is. Client and server share the machine's cores: the rate is lower than the server's own.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import statistics
import sys
import time
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
SAMPLE = ROOT / "corpora" / "samples" / "ferry.txt"


def request_bytes(port: int) -> bytes:
    body = json.dumps({"text": SAMPLE.read_text(encoding="utf-8")}).encode()
    head = (
        f"POST /check HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nContent-Type: application/json\r\n"
        f"Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def exchange(
    reader: asyncio.StreamReader, writer: asyncio.StreamWriter, raw: bytes
) -> tuple[int, bytes]:
    """The status and the body of the answer to one request in an open connection."""
    writer.write(raw)
    await writer.drain()
    head = await reader.readuntil(b"\r\n\r\n")
    length = next(
        int(line.split(b":")[1])
        for line in head.lower().split(b"\r\n")
        if line.startswith(b"content-length:")
    )
    return int(head.split(b" ", 2)[1]), await reader.readexactly(length)


async def client(port: int, until: float, counts: Counter[str], took_s: list[float]) -> None:
    raw = request_bytes(port)
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while time.monotonic() < until:
        start = time.monotonic()
        try:
            status, body = await exchange(reader, writer, raw)
        except (OSError, asyncio.IncompleteReadError) as error:
            counts[type(error).__name__] += 1
            writer.close()
            reader, writer = await asyncio.open_connection("127.0.0.1", port)
            continue
        counts[str(status)] += 1
        if status == 200:
            assert json.loads(body)["schema"] == "mtcheck.report/1"
            took_s.append(time.monotonic() - start)
        elif status == 503:
            await asyncio.sleep(1)
    writer.close()


def memory_mb(pid: int) -> list[float]:
    """Resident memory of a process and of its children; one that is just gone counts 0."""
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    out = []
    for each in (pid, *children):
        try:
            lines = Path(f"/proc/{each}/status").read_text().splitlines()
        except OSError:
            lines = []
        out.append(next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS")), 0.0))
    return out


async def load(
    port: int, pid: int, seconds: float, clients: int
) -> tuple[Counter[str], list[float], list[float]]:
    counts: Counter[str] = Counter()
    took_s: list[float] = []
    sums_mb: list[float] = []
    until = time.monotonic() + seconds
    tasks = [asyncio.create_task(client(port, until, counts, took_s)) for _ in range(clients)]
    while time.monotonic() < until:
        await asyncio.sleep(min(5, seconds / 4))
        each = memory_mb(pid)
        sums_mb.append(sum(each))
        print(f"  {sum(counts.values()):7,} answers, {' + '.join(f'{mb:.0f}' for mb in each)} MB")
    await asyncio.gather(*tasks)
    return counts, took_s, sums_mb


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--clients", type=int, default=200)
    parser.add_argument("--jobs", type=int, default=2)
    arguments = parser.parse_args()

    from tests.serving import serving

    with serving("--jobs", str(arguments.jobs)) as server:
        print(f"{arguments.clients} clients, {arguments.jobs} workers, {arguments.seconds:g} s:")
        counts, took_s, sums_mb = asyncio.run(
            load(server.port, server.process.pid, arguments.seconds, arguments.clients)
        )
    cuts = statistics.quantiles(took_s, n=100)
    print(f"answers: {', '.join(f'{status} {count:,}' for status, count in sorted(counts.items()))}")
    print(f"served: {len(took_s) / arguments.seconds:.0f} a second")
    print(f"a served request: median {cuts[49] * 1000:.0f} ms, 95 of 100 within {cuts[94] * 1000:.0f} ms")
    print(f"memory: {sums_mb[0]:.0f} MB at first, {max(sums_mb):.0f} at most, {sums_mb[-1]:.0f} at the end")
    wrong = {status: count for status, count in counts.items() if status not in ("200", "503")}
    if wrong:
        sys.exit(f"statuses that must not be: {wrong}")


if __name__ == "__main__":
    main()
