"""The user and the password for a push: from the environment, netrc, a key ring or a prompt.

A password is never printed, and never an argument, since other users of the machine can see those.
"""

from __future__ import annotations

import getpass
import netrc
import os
import sys
from typing import Final, NamedTuple

from timeline.errors import OptionError

VARIABLE: Final = "TIMELINE_PASSWORD"


class Credentials(NamedTuple):
    """A user and a password."""

    user: str
    password: str


def credentials(host: str, user: str | None) -> Credentials:
    """The credentials for *host*; *user* is the user in the address, if it has one.

    Raises:
        OptionError: no source has them, and there is no terminal for a prompt.
    """
    known = _from_netrc(host, user)
    if user is None:
        user = known.user if known else _asked("user", f"User at {host}: ")
    password = os.environ.get(VARIABLE)
    if password is None and known:
        password = known.password
    if password is None:
        password = _from_key_ring(host, user)
    if password is None:
        password = _asked("password", f"Password of {user} at {host}: ", is_secret=True)
    return Credentials(user, password)


def _from_netrc(host: str, user: str | None) -> Credentials | None:
    """The entry for *host* in the netrc file, if it is for *user* or no user is given."""
    path = os.environ.get("NETRC")
    try:
        found = netrc.netrc(path).authenticators(host)
    except FileNotFoundError:
        return None
    except (OSError, UnicodeDecodeError, netrc.NetrcParseError) as error:
        fact = f"the file netrc cannot be read: {getattr(error, 'msg', None) or error}"
        raise OptionError([("password", fact, "correct the file")]) from None
    if found is None or not found[2] or (user is not None and found[0] not in (user, "")):
        return None
    name = found[0] or user
    return Credentials(name, found[2]) if name else None


def _from_key_ring(host: str, user: str) -> str | None:
    """The password in the system's key ring, if the keyring library is installed."""
    try:
        import keyring
        from keyring.errors import KeyringError
    except ImportError:
        return None
    try:
        found: str | None = keyring.get_password(f"timeline:{host}", user)
    except KeyringError:
        return None
    return found


def _asked(what: str, prompt: str, *, is_secret: bool = False) -> str:
    if not sys.stdin or not sys.stdin.isatty():
        hint = (
            f"set {VARIABLE}, add the host to the file netrc, or run this in a terminal"
            if is_secret
            else "write it in the address: https://USER@HOST/…"
        )
        raise OptionError([(what, f"there is no terminal to ask for the {what}", hint)])
    if is_secret:
        return getpass.getpass(prompt)
    sys.stderr.write(prompt)
    sys.stderr.flush()
    return sys.stdin.readline().strip()
