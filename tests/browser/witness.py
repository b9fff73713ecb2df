"""What a page asked for and complained about, kept while a test drives it."""

from __future__ import annotations

from urllib.parse import urlsplit

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

HERE = "127.0.0.1"
NO_HOST = {"data", "blob", "about", "file"}


class Witness:
    """Records every request, WebSocket, console message and uncaught error of a context."""

    def __init__(self, context: BrowserContext) -> None:
        self.addresses: list[str] = []
        self.sockets: list[str] = []
        self.errors: list[str] = []
        self.warnings: list[str] = []
        context.on("request", self._request)
        context.on("console", self._console)
        context.on("weberror", lambda error: self.errors.append(f"uncaught: {error.error}"))
        context.on("page", self._page)

    def elsewhere(self) -> list[str]:
        """Return the addresses asked for that are not on this machine."""
        outside = []
        for address in self.addresses + self.sockets:
            parts = urlsplit(address)
            if parts.scheme not in NO_HOST and parts.hostname != HERE:
                outside.append(address)
        return outside

    def _request(self, request: Request) -> None:
        self.addresses.append(request.url)

    def _page(self, page: Page) -> None:
        page.on("websocket", lambda socket: self.sockets.append(socket.url))

    def _console(self, message: ConsoleMessage) -> None:
        where = message.location.get("url", "")
        if message.type == "error":
            self.errors.append(f"{message.text} ({where})")
        elif message.type == "warning":
            self.warnings.append(f"{message.text} ({where})")
