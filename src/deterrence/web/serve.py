"""Starting the server: an address, a token where others can reach it, a workspace."""

from __future__ import annotations

import gc
import socket
import webbrowser
from pathlib import Path
from urllib.parse import urlencode

import uvicorn

from deterrence.charts.theme import unchecked
from deterrence.errors import InputError, Problem, unusable
from deterrence.web.app import Settings, create_app
from deterrence.web.memory import share_heaps
from deterrence.web.security import LOOPBACK

_LEAST_TOKEN = 16


def serve(host: str, port: int, token: str | None, workspace: Path, workers: int, opens: bool) -> None:
    """Serve until interrupted.

    Raises:
        InputError: An address that others can reach without a token, a short token, an address that is taken.
    """
    is_loopback = host in LOOPBACK
    if not is_loopback and token is None:
        raise InputError([Problem("serve", "host", "can be reached by others and no token is set",
                                  "add --token-file, or leave --host out", host)])  # fmt: skip
    if token is not None and (len(token) < _LEAST_TOKEN or not token.isascii() or not token.isprintable()):
        raise InputError([Problem("serve", "token", "too easily guessed or not plain text",
                                  f"write at least {_LEAST_TOKEN} signs of ASCII", has_value=False)])  # fmt: skip
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    shown = f"[{host}]" if ":" in host else host
    link = f"http://{shown}:{port}/" + (f"?{urlencode({'token': token})}" if token else "")
    hosts = LOOPBACK if is_loopback else (*LOOPBACK, host.casefold(), socket.gethostname().casefold())
    share_heaps()
    app = create_app(Settings(workspace, hosts, token, workers))
    gc.collect()
    gc.freeze()  # what is loaded stays: no search for what can go looks through it while a reader waits
    config = uvicorn.Config(app, log_level="warning", server_header=False, timeout_keep_alive=30)
    print(f"{link}\nworkspace {workspace.resolve()} · stop with Ctrl-C", flush=True)
    if opens:
        webbrowser.open(link)
    with unchecked():
        uvicorn.Server(config).run(sockets=[listener])


def token_of(token: str | None, file: Path | None) -> str | None:
    """The token itself, or the first line of the file that holds it.

    Raises:
        InputError: Both are given, or the file cannot be read or begins with an empty line.
    """
    if file is None:
        return token
    if token is not None:
        fix = "leave one of --token (or DETERRENCE_TOKEN) and --token-file out"
        raise InputError([Problem("serve", "token", "given twice", fix, has_value=False)])
    try:
        first = file.read_text(encoding="utf-8").partition("\n")[0].strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not UTF-8 text"
        fix = "name a readable file whose first line is the token"
        raise unusable(file, f"cannot be read: {reason}", fix) from None
    if not first:
        raise unusable(file, "holds no token", "write it into the first line")
    return first


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        listener.listen()  # whoever follows the printed address now waits instead of being refused
    except OSError as error:
        listener.close()
        raise InputError([Problem("serve", "port", f"cannot be served at {host}: {error.strerror or error}",
                                  "name another --port, or 0 for any free one", port)]) from None  # fmt: skip
    return listener
