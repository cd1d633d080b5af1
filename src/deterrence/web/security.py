"""What guards the server: who may ask, from where, how much, and what a page may load."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import Awaitable, Callable
from urllib.parse import SplitResult, parse_qsl, urlencode, urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from deterrence.web.problems import error_body

LOOPBACK = ("127.0.0.1", "localhost", "::1")
MOST_BODY_BYTES = 1_000_000
MOST_WORKBOOK_BYTES = 5_000_000
MOST_QUERY_BYTES = 16_000
MOST_BODY_SECONDS = 20.0
WORKBOOK_PATH = "/api/v1/ledger"
TOKEN_COOKIE = "deterrence_token"
_SAFE_METHODS = ("GET", "HEAD")
HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
}


class Guard:
    """Middleware: host and origin, token, size and time of the body; security headers on every answer."""

    def __init__(
        self, app: ASGIApp, hosts: tuple[str, ...], token: str | None, body_seconds: float = MOST_BODY_SECONDS
    ) -> None:
        self.app = app
        self.hosts = hosts
        self.token = token
        self.body_seconds = body_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a refusal at once, else pass on with a bounded body."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        is_begun = False

        async def send_with_headers(message: Message) -> None:
            nonlocal is_begun
            if message["type"] == "http.response.start":
                is_begun = True
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
                headers.setdefault("Cache-Control", "no-store")
            await send(message)

        refusal = self._refusal(scope)
        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
            return
        most = MOST_WORKBOOK_BYTES if scope["path"] == WORKBOOK_PATH else MOST_BODY_BYTES
        try:
            body = await asyncio.wait_for(_body(receive, most), self.body_seconds)
        except TimeoutError:
            late = _refuse(408, f"the body did not come within {self.body_seconds:g} seconds: send it again")
            late.headers["Connection"] = "close"
            await late(scope, receive, send_with_headers)
            return
        if body is None:
            await _refuse(413, f"the body is over {most:,} bytes: send less")(scope, receive, send_with_headers)
            return
        try:
            await self.app(scope, _replay(body, receive), send_with_headers)
        except Exception:
            # Answered here, because what would answer further out knows neither the headers nor the error shape.
            if not is_begun:
                await _refuse(500, "the server failed; its log says why")(scope, receive, send_with_headers)
            raise

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        address = _split(f"//{headers.get('host', '')}")
        if address is None or (address.hostname or "").casefold() not in self.hosts:
            return _refuse(421, "this server does not answer for that host: use the address it was started with")
        origin = headers.get("origin")
        own = headers.get("host", "").casefold()
        is_foreign = origin is not None and ((site := _split(origin)) is None or site.netloc.casefold() != own)
        if scope["method"] not in _SAFE_METHODS and is_foreign:
            return _refuse(403, "the request comes from another site")
        if len(scope["query_string"]) > MOST_QUERY_BYTES:
            return _refuse(414, f"the link is over {MOST_QUERY_BYTES:,} bytes: use a scenario file")
        return self._without_token(scope, headers) if self.token is not None else None

    def _without_token(self, scope: Scope, headers: Headers) -> Response | None:
        """Accept the token as bearer or cookie; in a link it is moved to a cookie, so that it leaves the address."""
        assert self.token is not None
        pairs = parse_qsl(scope["query_string"].decode("latin-1"), keep_blank_values=True)
        in_link = [value for key, value in pairs if key == "token"]
        if in_link and scope["method"] in _SAFE_METHODS and _same(in_link[0], self.token):
            rest = urlencode([(key, value) for key, value in pairs if key != "token"])
            path = "/" + scope["path"].lstrip("/")  # two slashes would name another host
            answer = RedirectResponse(path + (f"?{rest}" if rest else ""), 303)
            answer.set_cookie(TOKEN_COOKIE, self.token, httponly=True, samesite="strict")
            return answer
        scheme, _, bearer = headers.get("authorization", "").partition(" ")
        # Cookies of other servers on the same host come along, in whatever form.
        given = bearer if scheme.casefold() == "bearer" else cookie_parser(headers.get("cookie", "")).get(TOKEN_COOKIE)
        if given is not None and _same(given, self.token):
            return None
        return _refuse(
            401, "no token or a wrong one: open the link that `deterrence serve` printed, or send it as Bearer"
        )


def _split(address: str) -> SplitResult | None:
    """The parts of an address, or None if it is none."""
    try:
        return urlsplit(address)
    except ValueError:
        return None


def _same(given: str, token: str) -> bool:
    return hmac.compare_digest(given.encode("utf-8", "replace"), token.encode())


def _refuse(status: int, message: str) -> Response:
    return JSONResponse(error_body(status, message), status)


async def _body(receive: Receive, most: int) -> bytes | None:
    """The whole body, or None if it is over the limit."""
    chunks: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return b"".join(chunks)
        chunks.append(message.get("body", b""))
        size += len(chunks[-1])
        if size > most:
            return None
        if not message.get("more_body", False):
            return b"".join(chunks)


def _replay(body: bytes, receive: Receive) -> Callable[[], Awaitable[Message]]:
    is_sent = False

    async def replay() -> Message:
        nonlocal is_sent
        if not is_sent:
            is_sent = True
            return {"type": "http.request", "body": body, "more_body": False}
        return await receive()

    return replay
