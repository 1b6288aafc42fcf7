"""Chromium, Firefox and WebKit behind one small interface, for tests that all of them must pass.

Chromium is driven by Playwright. Firefox listens to WebDriver BiDi by itself, without a driver
of its own, which Debian does not have. WebKitGTK has a driver, and needs a screen: Xvfb gives one.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import tempfile
import time
from abc import ABC, abstractmethod
from base64 import b64decode
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Any, Final
from warnings import catch_warnings

CHROMIUM_FLAGS: Final = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()

SIZE: Final = (1280, 900)
BARS: Final = 38
"""Pixels of the bar above the page in MiniBrowser."""

PATIENCE: Final = 120.0
"""Maximum seconds to wait for a browser."""

KEYS: Final = {
    "PageUp": "\ue00e", "PageDown": "\ue00f", "End": "\ue010", "Home": "\ue011",
    "ArrowLeft": "\ue012", "ArrowUp": "\ue013", "ArrowRight": "\ue014", "ArrowDown": "\ue015",
    "Enter": "\ue007", "Escape": "\ue00c", "Tab": "\ue004",
}  # fmt: skip
"""Keys by their names in the DOM, as WebDriver writes them (section 17.4.2)."""

Point = tuple[float, float]


class Missing(Exception):  # noqa: N818 - named for what it reports
    """The browser, or what drives it, is not installed."""


class Tab(ABC):
    """A page in a browser."""

    name: str

    @abstractmethod
    def goto(self, address: str) -> None:
        """Open an address, and wait until it has loaded."""

    @abstractmethod
    def __call__(self, expression: str) -> Any:
        """The value of an expression of JavaScript, as JSON knows it."""

    @abstractmethod
    def press(self, *keys: str) -> None:
        """Press keys, by their names in the DOM, one after the other."""

    @abstractmethod
    def drag(self, *points: Point) -> None:
        """Put the pointer down on the first point, move it, and let go at the last."""

    @abstractmethod
    def print(self) -> bytes | None:
        """The page as PDF; None where the engine cannot be asked for it."""

    @abstractmethod
    def complaints(self) -> list[str]:
        """The messages of the console since the page was opened."""

    @abstractmethod
    def requests(self) -> list[str]:
        """Addresses that the page asked for, its own aside."""

    # -- built on these --------------------------------------------------------------------------

    def open(self, path: Path, hash: str = "") -> None:
        """Open a page, in English unless *hash* says otherwise: the browser remembers a choice."""
        if "lang=" not in hash:
            hash = f"{hash}&lang=en" if hash else "#lang=en"
        self.goto("about:blank")
        self.goto(path.as_uri() + hash)
        self.until("document.documentElement.classList.contains('ready')")

    def until(self, expression: str) -> Any:
        """Wait until an expression is true, and return its value."""
        end = time.monotonic() + PATIENCE
        while not (value := self(expression)):
            if time.monotonic() > end:
                raise AssertionError(
                    f"{self.name}: still not {expression}; console: {self.complaints()}"
                )
            time.sleep(0.05)
        return value

    def rest(self) -> None:
        """Wait until what was asked for is drawn, and nothing moves any more."""
        frames = (
            "requestAnimationFrame(() => requestAnimationFrame(() => (globalThis.rested = true)))"
        )
        self(f"(globalThis.rested = false, {frames}, 0)")
        self.until("globalThis.rested")
        self.until("document.getAnimations().length === 0")
        before = None
        while before != (now := self("document.getElementById('_plot').innerHTML.length")):
            before = now
            time.sleep(0.15)

    def click(self, selector: str) -> None:
        self.drag(self.middle(selector))

    def middle(self, selector: str) -> Point:
        """The middle of an element, which is brought into view."""
        self.until(f"document.querySelector({json.dumps(selector)}) !== null")
        x, y = self(
            f"""(() => {{ const shown = document.querySelector({json.dumps(selector)});
            shown.scrollIntoView({{ block: "center", behavior: "instant" }});
            const {{ x, y, width, height }} = shown.getBoundingClientRect();
            return [x + width / 2, y + height / 2]; }})()"""
        )
        return x, y


def _outside(addresses: Iterable[str]) -> list[str]:
    """Those of *addresses* that are not in the page itself."""
    return [address for address in addresses if not address.startswith(("data:", "blob:"))]


def installed(name: str, *others: str) -> str:
    found = next(filter(None, map(shutil.which, (name, *others))), None)
    if found is None:
        raise Missing(f"{name} is not installed")
    return found


# -- Chromium ------------------------------------------------------------------------------------


class Chromium(Tab):
    name = "chromium"

    def __init__(self, page: Any) -> None:
        self._page = page
        self._console: list[str] = []
        self._asked: list[str] = []
        page.on("console", lambda message: self._console.append(message.text))
        page.on("pageerror", lambda error: self._console.append(str(error)))
        page.on("request", lambda request: self._asked.append(request.url))

    def goto(self, address: str) -> None:
        self._console.clear()
        self._asked.clear()
        self._page.goto(address)

    def __call__(self, expression: str) -> Any:
        return self._page.evaluate(expression)

    def press(self, *keys: str) -> None:
        for key in keys:
            self._page.keyboard.press(key)

    def drag(self, *points: Point) -> None:
        first, *others = points
        self._page.mouse.move(*first)
        self._page.mouse.down()
        for point in others:
            self._page.mouse.move(*point, steps=4)
        self._page.mouse.up()

    def print(self) -> bytes | None:
        content: bytes = self._page.pdf()
        return content

    def complaints(self) -> list[str]:
        return list(self._console)

    def requests(self) -> list[str]:
        return _outside(self._asked)[1:]


@contextmanager
def chromium(browser: Any) -> Iterator[Chromium]:
    """A tab of the Chromium of all tests: a process can run only one Playwright."""
    width, height = SIZE
    context = browser.new_context(
        viewport={"width": width, "height": height}, reduced_motion="reduce", offline=True
    )
    yield Chromium(context.new_page())
    context.close()


# -- Firefox -------------------------------------------------------------------------------------

_PREFERENCES: Final[Mapping[str, object]] = {
    "browser.shell.checkDefaultBrowser": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "toolkit.telemetry.enabled": False,
    "ui.prefersReducedMotion": 1,
}


class Firefox(Tab):
    """A tab of a Firefox, asked in the words of WebDriver BiDi."""

    name = "firefox"

    def __init__(self, send: Callable[[str, dict[str, Any]], Any], events: list[Any]) -> None:
        self._send = send
        self._events = events
        self._context = send("browsingContext.create", {"type": "tab"})["context"]
        width, height = SIZE
        send(
            "browsingContext.setViewport",
            {"context": self._context, "viewport": {"width": width, "height": height}},
        )

    def goto(self, address: str) -> None:
        self._events.clear()
        where = {"context": self._context, "url": address, "wait": "complete"}
        self._send("browsingContext.navigate", where)

    def __call__(self, expression: str) -> Any:
        answer = self._send(
            "script.evaluate",
            {
                "expression": f"(async () => JSON.stringify((await ({expression})) ?? null))()",
                "target": {"context": self._context},
                "awaitPromise": True,
            },
        )
        if answer["type"] != "success":
            raise AssertionError(f"{expression}: {answer['exceptionDetails']['text']}")
        return json.loads(answer["result"]["value"])

    def press(self, *keys: str) -> None:
        for key in keys:
            value = KEYS.get(key, key)
            acts = [{"type": kind, "value": value} for kind in ("keyDown", "keyUp")]
            self._act({"type": "key", "id": "keys", "actions": acts})

    def drag(self, *points: Point) -> None:
        (first, *others), down_up = (
            points,
            [{"type": f"pointer{way}", "button": 0} for way in ("Down", "Up")],
        )

        def to(point: Point, duration: int = 0) -> dict[str, Any]:
            x, y = point
            return {"type": "pointerMove", "x": round(x), "y": round(y), "duration": duration}

        acts = [to(first), down_up[0], *(to(each, 120) for each in others), down_up[1]]
        self._act({"type": "pointer", "id": "mouse", "actions": acts})

    def _act(self, source: dict[str, Any]) -> None:
        self._send("input.performActions", {"context": self._context, "actions": [source]})

    def print(self) -> bytes | None:
        return b64decode(self._send("browsingContext.print", {"context": self._context})["data"])

    def complaints(self) -> list[str]:
        self("1")  # what was said before has come with the answer
        return [
            each["params"]["text"] for each in self._events if each["method"] == "log.entryAdded"
        ]

    def requests(self) -> list[str]:
        self("1")
        return _outside(
            each["params"]["request"]["url"]
            for each in self._events
            if each["method"] == "network.beforeRequestSent"
        )[1:]


@contextmanager
def firefox() -> Iterator[Firefox]:
    program = installed("firefox-esr", "firefox")
    try:
        import websocket
    except ModuleNotFoundError:
        raise Missing("websocket-client is not installed") from None
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        lines = [f"user_pref({json.dumps(k)}, {json.dumps(v)});" for k, v in _PREFERENCES.items()]
        (Path(profile) / "user.js").write_text("\n".join(lines))
        command = [program, "--headless", "--no-remote", "--remote-debugging-port=0"]
        process = subprocess.Popen(
            [*command, "--profile", profile, "about:blank"],
            stderr=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            text=True,
        )
        try:
            assert process.stderr
            address = next(
                line.split()[-1] for line in process.stderr if "WebDriver BiDi listening" in line
            )
            connection = websocket.create_connection(
                f"{address}/session", timeout=PATIENCE, suppress_origin=True
            )
            events: list[Any] = []
            numbers = count(1)

            def send(method: str, parameters: dict[str, Any]) -> Any:
                number = next(numbers)
                connection.send(json.dumps({"id": number, "method": method, "params": parameters}))
                while (answer := json.loads(connection.recv())).get("id") != number:
                    events.append(answer)
                if answer["type"] == "error":
                    raise AssertionError(f"{method}: {answer['message']}")
                return answer["result"]

            send("session.new", {"capabilities": {}})
            heard = ["log.entryAdded", "network.beforeRequestSent"]
            send("session.subscribe", {"events": heard})
            yield Firefox(send, events)
            connection.close()
        finally:
            process.terminate()
            process.wait()
            if process.stderr is not None:
                process.stderr.close()


# -- WebKit --------------------------------------------------------------------------------------


_RECORDER: Final = """<script>{
  const said = (globalThis.complaints = []);
  for (const level of ["debug", "log", "info", "warn", "error"]) {
    const before = console[level];
    console[level] = (...given) => { said.push(given.join(" ")); before.apply(console, given); };
  }
  addEventListener("error", (error) => said.push(error.message ?? error.target.outerHTML), true);
  addEventListener("unhandledrejection", ({ reason }) => said.push(String(reason)));
  addEventListener("securitypolicyviolation", (found) => said.push(found.violatedDirective));
}</script>"""


class WebKit(Tab):
    """The one window of a MiniBrowser.

    Nobody can ask for its console, so the pages that it opens have a script before all others,
    and before the page's policy, that writes down what is said.
    """

    name = "webkit"

    def __init__(self, driver: Any) -> None:
        self._driver = driver

    def goto(self, address: str) -> None:
        self._driver.get(address)

    def open(self, path: Path, hash: str = "") -> None:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / path.name
            page = path.read_text("utf-8")
            assert '<meta charset="utf-8">' in page
            copy.write_text(
                page.replace('<meta charset="utf-8">', f'<meta charset="utf-8">{_RECORDER}', 1),
                "utf-8",
            )
            super().open(copy, hash)

    def __call__(self, expression: str) -> Any:
        return self._driver.execute_script(f"return ({expression})")

    def press(self, *keys: str) -> None:
        from selenium.webdriver.common.action_chains import ActionChains

        for key in keys:
            ActionChains(self._driver).send_keys(KEYS.get(key, key)).perform()

    def drag(self, *points: Point) -> None:
        from selenium.webdriver.common.actions.action_builder import ActionBuilder

        first, *others = points
        actions = ActionBuilder(self._driver, duration=60)
        mouse = actions.pointer_action
        mouse.move_to_location(round(first[0]), round(first[1]))
        mouse.pointer_down()
        for x, y in others:
            mouse.move_to_location(round(x), round(y))
        mouse.pointer_up()
        actions.perform()

    def print(self) -> bytes | None:
        return None  # its driver knows no such command

    def complaints(self) -> list[str]:
        said: list[str] = self("globalThis.complaints ?? []")
        return said

    def requests(self) -> list[str]:
        return _outside(self("performance.getEntriesByType('resource').map((each) => each.name)"))


@contextmanager
def screen(width: int = 1400, height: int = 1100) -> Iterator[str]:
    """A screen that nobody sees; gives its name."""
    program = installed("Xvfb")
    reader, writer = os.pipe()
    command = [program, "-displayfd", str(writer), "-nolisten", "tcp"]
    process = subprocess.Popen(
        [*command, "-screen", "0", f"{width}x{height}x24"],
        pass_fds=[writer],
        stderr=subprocess.DEVNULL,
    )
    os.close(writer)
    try:
        with os.fdopen(reader) as said:
            yield f":{said.readline().strip()}"
    finally:
        process.terminate()
        process.wait()


@contextmanager
def webkit() -> Iterator[WebKit]:
    program = installed("WebKitWebDriver")
    browsers = sorted(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"))
    if not browsers:
        raise Missing("MiniBrowser of WebKitGTK is not installed")
    try:
        from selenium import webdriver
    except ModuleNotFoundError:
        raise Missing("selenium is not installed") from None
    with screen() as display:
        options = webdriver.WebKitGTKOptions()
        options.binary_location = str(browsers[-1])
        options.add_argument("--automation")
        environment = {**os.environ, "DISPLAY": display, "GTK_A11Y": "none"}
        service = webdriver.WebKitGTKService(program, env=environment)
        with catch_warnings(action="ignore", category=DeprecationWarning):  # selenium's own
            driver = webdriver.WebKitGTK(options=options, service=service)
        try:
            width, height = SIZE
            driver.set_window_rect(0, 0, width, height + BARS)
            driver.set_script_timeout(PATIENCE)
            yield WebKit(driver)
        finally:
            with suppress(Exception):
                driver.quit()
