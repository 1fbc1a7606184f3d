"""The routes: the page, its built files, and JSON."""

from __future__ import annotations

import io
import json
import logging
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Route

from graph.errors import LiantuError
from viz.explorer.guard import Guard
from viz.explorer.source import Explorer
from viz.export import FORMATS
from viz.page import built, served_page

logger = logging.getLogger(__name__)
BUILT = {"explorer.js": "text/javascript", "explorer.css": "text/css"}


def make_app(explorer: Explorer, port: int) -> Starlette:
    """Return the application for one port of 127.0.0.1."""
    routes = [
        Route("/", _page),
        Route("/static/{name}", _static),
        Route("/api/graph", _graph),
        Route("/api/status", _reading(lambda e: e.status())),
        Route("/api/formats", _reading(lambda e: list(FORMATS))),
        Route("/api/question", _answering(lambda e, b: e.question(_text(b, "name"), _part(b, "parameters", dict))), methods=["POST"]),
        Route("/api/cypher", _answering(lambda e, b: e.cypher(_text(b, "cypher"))), methods=["POST"]),
        Route("/api/decision", _answering(_decide), methods=["POST"]),
        Route("/api/export", _export, methods=["POST"]),
    ]  # fmt: skip
    app = Starlette(
        routes=routes,
        middleware=[Middleware(Guard, port=port)],
        exception_handlers={LiantuError: _told, ValueError: _misused, Exception: _broken},
    )
    app.state.explorer = explorer
    return app


async def _page(_: Request) -> Response:
    return HTMLResponse(served_page())


async def _static(request: Request) -> Response:
    name = request.path_params["name"]
    if name not in BUILT:
        return Response(status_code=404)
    return Response(built(name), media_type=BUILT[name])


async def _graph(request: Request) -> Response:
    explorer: Explorer = request.app.state.explorer
    packed = await run_in_threadpool(lambda: explorer.shown(fresh=True).packed())
    return Response(packed, media_type="application/json", headers={"Content-Encoding": "gzip"})


def _reading(work: Callable[[Explorer], Any]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        return JSONResponse(await run_in_threadpool(work, request.app.state.explorer))

    return answer


def _answering(work: Callable[[Explorer, dict[str, Any]], Any]) -> Callable[[Request], Any]:
    async def answer(request: Request) -> Response:
        body = await _body(request)
        return JSONResponse(await run_in_threadpool(work, request.app.state.explorer, body))

    return answer


async def _body(request: Request) -> dict[str, Any]:
    try:
        body = json.loads(await request.body())
    except RecursionError:
        raise ValueError("the body is nested too deep") from None
    if not isinstance(body, dict):
        raise ValueError("the body is not an object")
    return body


def _text(body: dict[str, Any], key: str, otherwise: str | None = None) -> str:
    value = body.get(key, otherwise)
    if not isinstance(value, str):
        raise ValueError(f"{key} is not text")
    return value


def _part(body: dict[str, Any], key: str, kind: type[Any]) -> Any:
    value = body.get(key) or kind()
    if not isinstance(value, kind):
        raise ValueError(f"{key} is not a {'list' if kind is list else 'table'}")
    return value


def _decide(explorer: Explorer, body: dict[str, Any]) -> dict[str, bool]:
    explorer.decide(
        _text(body, "finding"), _text(body, "value"), _text(body, "note", "")[:500], _text(body, "by", "")[:60]
    )
    return {"kept": True}


async def _export(request: Request) -> Response:
    body = await _body(request)
    explorer: Explorer = request.app.state.explorer
    nodes = [n for n in _part(body, "nodes", list) if isinstance(n, str)]
    name = _text(body, "format")
    content = await run_in_threadpool(_exported, explorer, name, nodes, _text(body, "title", ""))
    return Response(content, media_type="application/octet-stream")


def _exported(explorer: Explorer, name: str, nodes: list[str], title: str) -> bytes:
    """Return the file, or a zip of the folder, that the format makes."""
    with tempfile.TemporaryDirectory(prefix="liantu-") as scratch:
        out = Path(scratch, "export")
        explorer.export(name, nodes, title, out)
        if out.is_file():
            return out.read_bytes()
        packed = io.BytesIO()
        with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
            for path in sorted(out.rglob("*")):
                archive.write(path, path.relative_to(out).as_posix())
        return packed.getvalue()


async def _told(_: Request, error: Exception) -> Response:
    code = error.code if isinstance(error, LiantuError) else ""
    return JSONResponse({"message": str(error), "code": code}, 400)


async def _misused(_: Request, error: Exception) -> Response:
    return JSONResponse({"message": str(error), "code": "malformed"}, 400)


async def _broken(_: Request, error: Exception) -> Response:
    logger.error("request failed", exc_info=error)
    return JSONResponse({"message": f"{type(error).__name__}: {error}", "code": "bug"}, 500)
