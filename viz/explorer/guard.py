"""Who may ask: only the reader's own browser, on this page. Anything else is refused before it reaches a route."""

from __future__ import annotations

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; connect-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
}
MOST_BYTES = 8_000_000


class Guard:
    """Checks Host (DNS rebinding) and Origin (other sites), limits bodies, and adds the headers of safety.

    Args:
        app: what is guarded.
        port: the port that the server listens on.
    """

    def __init__(self, app: ASGIApp, port: int) -> None:
        self._app = app
        self._hosts = {f"{name}:{port}" for name in ("127.0.0.1", "localhost")}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, or refuse it with 403, 413 or 415."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        status = self._refusal(scope["method"], Headers(scope=scope))
        if status:
            await PlainTextResponse("refused\n", status)(scope, receive, guarded)
        else:
            await self._app(scope, receive, guarded)

    def _refusal(self, method: str, headers: Headers) -> int | None:
        host, origin = headers.get("host", ""), headers.get("origin")
        if host not in self._hosts or (origin is not None and origin != f"http://{host}"):
            return 403
        if method in ("GET", "HEAD"):
            return None
        if origin is None:
            return 403
        if headers.get("content-type", "").partition(";")[0].strip() != "application/json":
            return 415
        length = headers.get("content-length", "")
        return None if length.isdigit() and int(length) <= MOST_BYTES else 413
