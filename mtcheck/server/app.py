"""The application: routes, and what is said when a request cannot be served."""

from __future__ import annotations

import contextlib
import json
from collections.abc import AsyncIterator, Iterable
from typing import get_args

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from mtcheck.config import Config, DropKind, Profile
from mtcheck.report import dumps
from mtcheck.resources import read_bytes
from mtcheck.server.answers import ROUTES, Answer, error
from mtcheck.server.guard import LOOPBACK, App, Guard, RefusedError, Waiting, check_type, discard, read_body
from mtcheck.server.messages import AboutResponse, HealthResponse
from mtcheck.server.openapi import openapi
from mtcheck.server.workers import BusyError, DeadlineError, DiedError, Pool
from mtcheck.version import __version__
from mtcheck.web import asset

_ASSETS = {
    "/": ("app.html", "text/html"),
    "/app.css": ("app.css", "text/css"),
    "/app.js": ("app.js", "text/javascript"),
    "/changes.js": ("changes.js", "text/javascript"),
    "/view.css": ("view.css", "text/css"),
    "/view.js": ("view.js", "text/javascript"),
    "/icon.svg": ("icon.svg", "image/svg+xml"),
}
RETRY_AFTER_S = 1


class Settings(msgspec.Struct, frozen=True):
    """What the server keeps to. ``hosts`` are names besides those of the loopback address."""

    jobs: int = 2
    deadline_s: float = 30.0
    max_bytes: int = 4_000_000
    hosts: tuple[str, ...] = ()


def make_app(settings: Settings, config: Config) -> App:
    """The ASGI application; its workers live as long as its lifespan."""
    pool = Pool(settings.jobs, settings.deadline_s, config)
    waiting = Waiting(settings.max_bytes)

    @contextlib.asynccontextmanager
    async def lifespan(_: Starlette) -> AsyncIterator[None]:
        pool.start()
        yield
        await pool.stop()

    async def work(request: Request) -> Response:
        try:
            check_type(request)
        except RefusedError as refused:
            await discard(request)
            return _problem(refused.status, refused.message)
        try:
            # A place is taken when the body is there: one that drips keeps nobody from being served.
            body = await read_body(request, settings.max_bytes, waiting)
        except RefusedError as refused:
            return _problem(refused.status, refused.message, {"connection": "close"})
        try:
            pool.admit()
        except BusyError:
            return _busy()
        try:
            return _json(await pool.run(request.url.path, body))
        except BusyError:
            return _busy()
        except DeadlineError:
            limit = f"{settings.deadline_s:g} seconds"
            return _problem(504, f"the text took longer than {limit} (--deadline); send it in parts")
        except DiedError:
            return _problem(500, "two workers died of this text, and were replaced; the server goes on")
        finally:
            pool.release()

    async def healthz(_: Request) -> Response:
        state = HealthResponse("ok" if pool.ready else "starting", __version__, pool.ready)
        return _json(Answer(200 if pool.ready else 503, msgspec.json.encode(state)))

    routes = [
        *(Route(path, work, methods=["POST"]) for path in ROUTES),
        *_fixed(settings, config),
        Route("/healthz", healthz),
    ]
    problems = {HTTPException: _http_problem, Exception: _crash}
    app = Starlette(routes=routes, lifespan=lifespan, exception_handlers=problems)  # type: ignore[arg-type]
    app.router.redirect_slashes = False
    return Guard(app, (*LOOPBACK, *settings.hosts))


def _fixed(settings: Settings, config: Config) -> Iterable[Route]:
    """Routes whose answer is always the same."""
    from mtcheck.languages.codes import known_languages

    about = AboutResponse(
        version=__version__,
        lang=config.lang,
        languages=known_languages(),
        profile=config.profile,
        profiles=get_args(Profile),
        # "frequent" needs a batch, and here is one text.
        drop=tuple(kind for kind in get_args(DropKind) if kind != "frequent"),
        dropped=config.drop,
        unsafe=config.unsafe,
        max_bytes=settings.max_bytes,
        deadline_s=settings.deadline_s,
    )
    fixed = {path: (asset(name).encode(), kind) for path, (name, kind) in _ASSETS.items()}
    fixed["/sample.txt"] = (read_bytes("samples/ferry.txt"), "text/plain")
    fixed["/openapi.json"] = (dumps(openapi(), indent=1).encode(), "application/json")
    fixed["/about"] = (msgspec.json.encode(about), "application/json")

    async def endpoint(request: Request) -> Response:
        body, kind = fixed[request.url.path]
        return Response(body, media_type=kind)

    return [Route(path, endpoint) for path in fixed]


def _json(answer: Answer, headers: dict[str, str] | None = None) -> Response:
    return Response(answer.body, answer.status, headers, "application/json")


def _problem(status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    return _json(error(status, message), headers)


def _busy() -> Response:
    message = f"too many requests are waiting; come back in {RETRY_AFTER_S} s, or start with more --jobs"
    return _problem(503, message, {"retry-after": str(RETRY_AFTER_S)})


async def _http_problem(request: Request, problem: HTTPException) -> Response:
    say = {
        404: f"nothing is at {json.dumps(request.url.path[:100])}; GET /openapi.json says what there is",
        405: f"{request.method[:20]} is not for this address; GET /openapi.json says what is",
    }
    headers = dict(problem.headers) if problem.headers else None
    return _problem(problem.status_code, say.get(problem.status_code, problem.detail), headers)


async def _crash(_: Request, __: Exception) -> Response:
    return _problem(500, "the server made a mistake; the terminal it runs in says where")
