"""Thunderbird without a window, driven over Marionette, the protocol of Mozilla's own tests."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

PREFERENCES = """
user_pref("marionette.port", {port});
user_pref("mail.provider.suppress_dialog_on_startup", true);
user_pref("mail.spotlight.firstRunDone", true);
user_pref("datareporting.policy.dataSubmissionPolicyBypassNotification", true);
user_pref("app.update.enabled", false);
user_pref("services.settings.server", "data:,#remote-settings-dummy/v1");
user_pref("calendar.timezone.local", "Asia/Almaty");
"""

SUBSCRIBE = """
const [address, done] = arguments;
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const calendar = cal.manager.createCalendar("ics", Services.io.newURI(address));
calendar.name = "feed";
calendar.setProperty("cache.enabled", true);  // as when a person subscribes
cal.manager.registerCalendar(calendar);
done(calendar.id);
"""

LOOK = """
const [id, done] = arguments;
const { cal } = ChromeUtils.importESModule("resource:///modules/calendar/calUtils.sys.mjs");
const look = async () => {
  const calendar = cal.manager.getCalendarById(id);
  const loaded = Promise.withResolvers();
  const observer = {
    QueryInterface: ChromeUtils.generateQI(["calIObserver"]),
    onLoad: loaded.resolve,
    onError: (on, number, message) => loaded.reject(new Error(`${number} ${message}`)),
    onStartBatch() {}, onEndBatch() {}, onAddItem() {}, onModifyItem() {}, onDeleteItem() {},
    onPropertyChanged() {}, onPropertyDeleting() {},
  };
  calendar.addObserver(observer);
  calendar.refresh();
  await loaded.promise;
  calendar.removeObserver(observer);
  const all = Ci.calICalendar.ITEM_FILTER_TYPE_EVENT;
  return calendar.getItemsAsArray(all, 0, null, null);
};
look().then(
  (items) => done(items.map((each) => [each.id, each.startDate.icalString, each.status ?? ""])),
  (error) => done(String(error)),
);
"""


class Thunderbird:
    """A running Thunderbird; `subscribe` gives the id of a calendar to `look` at."""

    def __init__(self, connection: socket.socket) -> None:
        self._connection = connection
        self._number = 0
        self._answer()  # it begins with its name
        self._call("WebDriver:NewSession", capabilities={"alwaysMatch": {}})
        self._call("Marionette:SetContext", value="chrome")
        self._call("WebDriver:SetTimeouts", script=60_000)

    def subscribe(self, address: str) -> str:
        return str(self._run(SUBSCRIBE, address))

    def look(self, calendar: str) -> list[list[str]]:
        """UID, start and status of each event, after the address was asked again."""
        found = self._run(LOOK, calendar)
        assert isinstance(found, list), found
        return found

    def _run(self, script: str, *arguments: str) -> Any:
        return self._call("WebDriver:ExecuteAsyncScript", script=script, args=arguments)["value"]

    def _call(self, name: str, **parameters: object) -> Any:
        self._number += 1
        message = json.dumps([0, self._number, name, parameters]).encode()
        self._connection.sendall(b"%d:%b" % (len(message), message))
        _, _, error, result = self._answer()
        assert error is None, error
        return result

    def _answer(self) -> Any:
        with self._connection.makefile("rb", buffering=0) as file:
            size = b""
            while not size.endswith(b":"):
                size += file.read(1) or pytest.fail("Thunderbird closed the connection")
            content = b""
            while len(content) < int(size[:-1]):
                content += file.read(int(size[:-1]) - len(content))
        return json.loads(content)


@contextmanager
def running() -> Iterator[Thunderbird]:
    """Starts Thunderbird with a profile of its own."""
    program = shutil.which("thunderbird")
    if not program:
        complain = pytest.fail if os.environ.get("CI") else pytest.skip
        complain("Thunderbird is not installed: apt-get install thunderbird")
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port = found.getsockname()[1]
    with tempfile.TemporaryDirectory(prefix="profile-", ignore_cleanup_errors=True) as profile:
        (Path(profile) / "user.js").write_text(PREFERENCES.format(port=port))
        process = subprocess.Popen(
            [program, "--headless", "--marionette", "--remote-allow-system-access",
             "--no-remote", "--profile", profile],
            env=os.environ | {"HOME": profile}, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        try:
            with _connected(process, port) as connection:
                yield Thunderbird(connection)
        finally:
            process.terminate()
            process.wait(30)


def _connected(process: subprocess.Popen[bytes], port: int) -> socket.socket:
    for _ in range(300):
        if process.poll() is not None:
            pytest.fail("Thunderbird did not start")
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=90)
        except OSError:
            time.sleep(0.2)
    pytest.fail("Thunderbird does not answer")
