"""Starting the server."""

from __future__ import annotations

import socket
import threading
import webbrowser
from collections.abc import Callable

import uvicorn

from viz.explorer.app import make_app
from viz.explorer.source import Decide, Explorer
from viz.luggage import WorkspaceLike

HOST = "127.0.0.1"
PORT = 8642


def listen(port: int) -> socket.socket:
    """Return a socket on 127.0.0.1 at that port or, where it is taken, at a free one."""
    for wanted in (port, 0):
        found = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        found.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            found.bind((HOST, wanted))
        except OSError:
            found.close()
            if wanted == 0:
                raise
        else:
            return found
    raise AssertionError("a socket is returned or its error raised")


def serve(
    workspace: WorkspaceLike,
    port: int = PORT,
    open_browser: bool = True,
    *,
    decide: Decide | None = None,
    ready: Callable[[str], None] | None = None,
) -> None:
    """Serve the explorer until it is interrupted.

    Args:
        workspace: the workspace whose live snapshot is shown.
        port: port wanted on 127.0.0.1; another is taken where it is in use.
        open_browser: open the reader's browser.
        decide: keeps a decision; without it the page says that it cannot be kept.
        ready: called with the address once it listens.
    """
    bound = listen(port)
    address = f"http://{HOST}:{bound.getsockname()[1]}/"
    app = make_app(Explorer(workspace, decide), bound.getsockname()[1])
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", access_log=False, server_header=False))
    if ready:
        ready(address)
    if open_browser:
        threading.Timer(0.4, webbrowser.open, (address,)).start()
    with bound:
        server.run(sockets=[bound])
