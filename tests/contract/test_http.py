"""The HTTP API as a client meets it: answers, refusals, and what hostile input gets."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import uvicorn
import uvicorn.server
from starlette.requests import Request

import mtcheck
from mtcheck.config import Config
from mtcheck.report import json_schema
from mtcheck.server import guard
from mtcheck.server import run as running
from mtcheck.server.answers import Answer
from mtcheck.server.guard import HEADERS
from mtcheck.server.workers import DiedError, Pool, Worker
from tests.conftest import Run
from tests.serving import JSON, Reply, Server, serving

TEXT = "😀 Talks in the Baltic countries .\n\nPlease read our РєР ° РЅР ° Р »РІ Telegram if you want more.\n"


def refused(reply: Reply, status: int, *words: str) -> None:
    """An error of our own form, with the words that say what is wrong."""
    assert reply.status == status
    assert reply.headers["content-type"] == "application/json"
    problem = reply.json["error"]
    assert problem["status"] == status
    for word in words:
        assert word in problem["message"]


def test_check_gives_the_report_of_the_library(server: Server) -> None:
    found = server.post("/check", {"text": TEXT}).json
    jsonschema.validate(found, json_schema())
    wanted = json.loads(mtcheck.check(TEXT).to_json())
    assert found["documents"][0].pop("uri") == "<request>"
    wanted["documents"][0].pop("uri")
    assert found == wanted
    assert {"PUN001", "ENC002"} <= {finding["rule"] for finding in found["documents"][0]["findings"]}


def test_options_of_a_request_count(server: Server) -> None:
    found = server.post("/check", {"text": TEXT, "select": ["PUN001"], "lang": "fi"}).json["documents"][0]
    assert found["lang"] == "fi"
    assert [finding["rule"] for finding in found["findings"]] == ["PUN001"]
    source = {"text": "The bridge has 12 arches.", "source": "Die Brücke hat 21 Bögen.", "profile": "bitext"}
    rules = [f["rule"] for f in server.post("/check", source).json["documents"][0]["findings"]]
    assert any(rule.startswith("TRN") for rule in rules)


def test_clean_gives_edits_that_replay(server: Server) -> None:
    found = server.post("/clean", {"text": TEXT}).json
    wanted = mtcheck.clean(TEXT)
    assert found["text"] == wanted.text
    text = TEXT
    for edit in reversed(found["edits"]):
        text = text[: edit["start"]] + edit["text"] + text[edit["end"] :]
    assert text == wanted.text
    assert [change["before"] for change in found["changes"]] == [change.before for change in wanted.changes]
    kept = server.post("/clean", {"text": "Translated by Google Translate\n\nIt rains.", "drop": []}).json
    assert kept["text"].startswith("Translated")


def test_score_and_languages(server: Server) -> None:
    body = {
        "hypotheses": ["The cat sat down.", "It rains ."],
        "references": ["The cat sat down.", "It rains."],
    }
    found = server.post("/score", body).json
    assert found["schema"] == "mtcheck.scores/1"
    assert found["segment_scores"][0]["chrf"] == 100
    several = {**body, "references": [body["references"], body["references"]], "metrics": ["bleu"]}
    assert server.post("/score", several).json["references"] == ["reference 1", "reference 2"]
    one = {"hypotheses": "It rains.", "references": ["It rains.", "Rain falls."], "metrics": ["chrf"]}
    assert server.post("/score", one).json["metrics"][0]["score"] == 100
    found = server.post("/languages", {"text": "Dies ist nur ein kurzer Satz."}).json
    assert found["language"]["code"] == "de"
    assert (found["spans"][0]["start"], found["spans"][-1]["end"]) == (0, 29)


@pytest.mark.parametrize(
    "text",
    ["", "\x00", "a \ud800 b .", "\ufeff\u202e", "﷽" * 500, "👩‍👩‍👧‍👦 שלום .", "<script>alert(1)</script>"],
)
def test_every_string_is_answered(server: Server, text: str) -> None:
    for route in ("/check", "/clean", "/languages", "/view"):
        assert server.post(route, {"text": text}).status == 200


def test_bodies_that_are_not_what_is_wanted(server: Server) -> None:
    for raw, words in {
        b"": "not JSON",
        b'{"text": ': "line 1, column 10",
        b'{"text": "\xff"}': "not UTF-8: byte 10 is 0xff",
        b'{"text": NaN}': "NaN",
        b'{"text": ' + b"9" * 5000 + b"}": "not JSON that can be read",
        b"[" * 90_000: "nested too deep",
        b'{"text":' + b"[" * 90_000 + b"]" * 90_000 + b"}": "nested too deep",
        b'{"text": 7}': "text: expected `str`",
        b"{}": "missing required field `text`",
        b'{"text": "a", "langs": "de"}': "unknown field `langs`",
        b'{"text": "a", "lang": "../x"}': "lang: no language tag",
        b'{"text": "a", "select": ["NOPE"]}': "unknown rule 'NOPE'",
        b'{"text": "a", "profile": "all"}': "profile: invalid enum value 'all'",
    }.items():
        refused(server.post("/check", raw), 400, words)
    for body, words in [
        ({"hypotheses": [], "references": []}, "at least one"),
        ({"hypotheses": ["a"], "references": ["a", "b"]}, "1 hypothesis, but reference 1 has 2"),
        ({"hypotheses": ["a"], "references": ["a", ["b"]]}, "all of them lists"),
        ({"hypotheses": ["a"], "references": "a"}, "a list"),
        ({"hypotheses": ["a"], "references": ["a"], "sources": "a"}, "sources"),
        ({"hypotheses": ["a"], "references": ["a"], "metrics": ["comet"]}, "metrics"),
    ]:
        refused(server.post("/score", body), 400, words)


def test_options_name_no_file(server: Server) -> None:
    rules = {"TRM": {"glossaries": ["/etc/passwd"]}}
    refused(server.post("/check", {"text": "a", "rules": rules}), 400, "unknown field `rules`")


def test_only_plain_json_is_taken(server: Server) -> None:
    body = b'{"text": "a"}'
    for headers in (
        {},
        {"content-type": "text/plain"},
        {"content-type": "application/x-www-form-urlencoded"},
        {"content-type": "application/json; charset=latin-1"},
        {**JSON, "content-encoding": "gzip"},
    ):
        refused(server.post("/check", body, headers), 415)
    assert server.post("/check", body, {"content-type": "Application/JSON; charset=UTF-8"}).status == 200


def test_other_hosts_and_origins_are_refused(server: Server) -> None:
    for host in ("evil.example", f"evil.example:{server.port}", "127.0.0.1.evil.example", "", "localhost:x"):
        refused(server.post("/check", {"text": "a"}, {**JSON, "host": host}), 400, "--allow-host")
        assert server.ask("GET", "/", headers={"host": host}).status == 400
    for origin in ("http://evil.example", "null", f"https://127.0.0.1:{server.port}", "http://127.0.0.1:1"):
        refused(server.post("/check", {"text": "a"}, {**JSON, "origin": origin}), 403)
    refused(server.post("/check", {"text": "a"}, {**JSON, "sec-fetch-site": "cross-site"}), 403)
    assert server.post("/check", {"text": "a"}, {**JSON, "origin": server.url}).status == 200
    named = {**JSON, "host": f"localhost:{server.port}"}
    assert server.post("/check", {"text": "a"}, named).status == 200


def test_a_large_body_is_refused_declared_or_not(server: Server) -> None:
    refused(server.post("/check", {"text": "a" * 5_000_000}), 413, "200,000 bytes")
    chunk = b"40000\r\n" + b" " * 0x40000 + b"\r\n"
    with socket.create_connection(("127.0.0.1", server.port), 60) as raw:
        head = f"POST /check HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
        raw.sendall(head.encode() + b"Transfer-Encoding: chunked\r\n\r\n" + chunk * 3 + b"0\r\n\r\n")
        assert raw.recv(100).startswith(b"HTTP/1.1 413 ")


def test_every_answer_has_the_headers(server: Server) -> None:
    replies = [server.ask("GET", path) for path in ("/", "/app.js", "/healthz", "/nothing", "/check")]
    replies += [server.post("/check", {"text": "a"}), server.post("/check", b"")]
    replies += [server.post("/check", b"", {**JSON, "host": "evil.example"})]
    for reply in replies:
        assert HEADERS.items() <= reply.headers.items()
    assert "'unsafe" not in HEADERS["content-security-policy"]
    assert replies[4].headers["allow"] == "POST"


def test_too_many_at_once_are_told_to_come_back(server: Server) -> None:
    """The small form of benchmarks/serve.py: no error but 503, and the server is well afterwards."""
    text = "Talks in the Baltic countries .\n" * 400
    with ThreadPoolExecutor(40) as threads:
        replies = list(threads.map(lambda _: server.post("/check", {"text": text}), range(80)))
    assert {reply.status for reply in replies} == {200, 503}
    busy = next(reply for reply in replies if reply.status == 503)
    refused(busy, 503, "--jobs")
    assert int(busy.headers["retry-after"]) >= 1
    assert server.post("/check", {"text": "a"}).status == 200


def test_a_text_past_the_deadline_costs_its_worker_only() -> None:
    """Some ten times more text than can be cleaned in that time."""
    text = "Talks in the Baltic countries .\n" * 120_000
    with serving("--jobs", "1", "--deadline", "1.5") as server:
        refused(server.post("/clean", {"text": text}), 504, "--deadline")
        for _ in range(20):  # on a busy machine the first answers of a new worker may be late too
            server.wait()
            reply = server.post("/check", {"text": "In the end ."})
            if reply.status == 200:
                break
        assert reply.json["summary"]["findings"] == 1
        server.process.terminate()
        server.process.wait(60)
        assert server.process.stderr is not None
        assert server.process.stderr.read() == ""


@pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="asks Linux for child processes")
def test_workers_that_were_killed_are_replaced_and_slow_bodies_take_no_place() -> None:
    with serving("--jobs", "2") as server:
        slow = [socket.create_connection(("127.0.0.1", server.port)) for _ in range(20)]
        head = f"POST /check HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nContent-Type: application/json\r\n"
        for each in slow:  # more than there are places, and each a body that does not come
            each.sendall(f"{head}Content-Length: 100\r\n\r\n{{".encode())
        assert server.post("/check", {"text": "In the end ."}).status == 200
        for each in slow:
            each.close()
        with socket.create_connection(("127.0.0.1", server.port)) as twice:
            origin = f"Origin: http://evil.example\r\nOrigin: {server.url}\r\n"
            twice.sendall(f"{head}{origin}Content-Length: 2\r\n\r\n{{}}".encode())
            assert b" 400 " in twice.recv(1000).splitlines()[0]
        pid = server.process.pid
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
        workers = [
            int(each) for each in children if b"spawn_main" in Path(f"/proc/{each}/cmdline").read_bytes()
        ]
        assert len(workers) == 2
        for worker in workers:
            os.kill(worker, signal.SIGKILL)
        reply = server.post("/check", {"text": "In the end ."})
        assert (reply.status, reply.json.get("error")) == (200, None)
        assert reply.json["summary"]["findings"] == 1


def test_workers_whose_death_is_not_yet_seen_cost_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    """A killed process looks alive until the kernel has ended it: so may all that wait."""

    async def ask() -> Answer:
        pool = Pool(3, 60.0, Config())
        pool.start()
        while pool.ready < 3:
            await asyncio.sleep(0.05)
        for worker in pool._workers:
            assert worker.pid is not None
            os.kill(worker.pid, signal.SIGKILL)
        with monkeypatch.context() as patch:
            patch.setattr(Worker, "is_alive", True)
            pool.admit()
            try:
                return await pool.run("/check", b'{"text": "So it is ."}')
            finally:
                pool.release()
                await pool.stop()

    assert asyncio.run(ask()).status == 200


def test_a_text_that_kills_workers_is_blamed_in_the_end() -> None:
    """The pool alone, with an answer that ends its process."""

    async def ask() -> Answer:
        pool = Pool(1, 30.0, Config())
        pool.start()
        pool.admit()
        try:
            with pytest.raises(DiedError):
                await pool.run("/no-such-route", b"{}")
            return await pool.run("/check", b'{"text": "So it is ."}')
        finally:
            pool.release()
            await pool.stop()

    assert asyncio.run(ask()).status == 200


def test_a_body_that_does_not_come_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "BODY_DEADLINE_S", 0.05)

    async def receive() -> dict[str, Any]:
        await asyncio.sleep(30)
        return {"type": "http.disconnect"}

    request = Request({"type": "http", "method": "POST", "headers": []}, receive)
    with pytest.raises(guard.RefusedError, match="did not come") as refusal:
        asyncio.run(guard.read_body(request, 100, guard.Waiting(100)))
    assert refusal.value.status == 408


def test_headers_that_do_not_come_end_the_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(running, "HEADERS_DEADLINE_S", 0.05)
    config = uvicorn.Config(lambda scope: None, log_level="critical")
    config.load()

    async def half_a_request() -> bytes:
        loop = asyncio.get_running_loop()
        state = uvicorn.server.ServerState()
        made = await loop.create_server(lambda: running.Impatient(config, state, {}), "127.0.0.1", 0)
        async with made:
            reader, writer = await asyncio.open_connection(*made.sockets[0].getsockname())
            writer.write(b"POST /check HTTP/1.1\r\nHost: x\r\n")
            try:
                return await asyncio.wait_for(reader.read(), 20)
            finally:
                writer.close()

    assert asyncio.run(half_a_request()) == b""


def test_what_the_command_line_refuses(run: Run, server: Server, tmp_path: Path) -> None:
    taken = run("serve", "--port", str(server.port))
    assert taken.returncode == 2
    assert "name another --port" in taken.stderr
    assert "Traceback" not in taken.stderr
    for arguments, words in {
        ("--port", "70000"): "a port is 0 to 65535",
        ("--jobs", "-1"): "--jobs must be more than 0",
        ("--host", "no.such.host.invalid"): "cannot listen on",
        ("--config", str(tmp_path / "none.toml")): "cannot be read",
    }.items():
        failed = run("serve", *arguments)
        assert failed.returncode == 2
        assert words in failed.stderr
