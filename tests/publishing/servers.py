"""nginx and Apache on this machine, with the configuration that a site brings."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

import pytest

NGINX = """
daemon off;
pid {work}/nginx.pid;
error_log {work}/error.log;
events {{}}
http {{
    include /etc/nginx/mime.types;
    default_type application/octet-stream;
    access_log off;
    gzip on;
    gzip_min_length 1;
    gzip_types *;
    client_body_temp_path {work}/body;
    proxy_temp_path {work}/proxy;
    fastcgi_temp_path {work}/fastcgi;
    uwsgi_temp_path {work}/uwsgi;
    scgi_temp_path {work}/scgi;
    server {{
        listen 127.0.0.1:{port};
        root {site};
        include {site}/nginx.conf;
    }}
}}
"""

APACHE = """
ServerRoot {work}
ServerName localhost
PidFile {work}/apache.pid
ErrorLog {work}/error.log
Listen 127.0.0.1:{port}
{modules}
{user}
Include /etc/apache2/mods-available/mime.conf
ScriptSock {work}/cgi.sock
DirectoryIndex index.html
AddOutputFilterByType DEFLATE text/calendar text/html text/css text/csv application/json
# As hosts that run programs in folders of pages do.
AddHandler cgi-script .cgi .pl
DocumentRoot {site}
<Directory {site}>
    Require all granted
    AllowOverride FileInfo
</Directory>
"""

_MODULES = Path("/usr/lib/apache2/modules")
_WANTED = "mpm_event authz_core authn_core mime dir headers setenvif filter deflate cgid".split()


def _nginx(work: Path, site: Path, port: int) -> list[str]:
    program = shutil.which("nginx", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        _missing("nginx", "nginx-light")
    (work / "nginx.conf").write_text(NGINX.format(work=work, site=site, port=port))
    return [str(program), "-c", str(work / "nginx.conf"), "-p", str(work)]


def _apache(work: Path, site: Path, port: int) -> list[str]:
    program = shutil.which("apache2", path=f"{os.environ['PATH']}:/usr/sbin")
    if not program:
        _missing("Apache", "apache2")
    modules = [f"LoadModule {each}_module {_MODULES}/mod_{each}.so" for each in _WANTED]
    user = "User www-data\nGroup www-data" if os.getuid() == 0 else ""
    text = APACHE.format(work=work, site=site, port=port, modules="\n".join(modules), user=user)
    (work / "apache.conf").write_text(text)
    return [str(program), "-DFOREGROUND", "-f", str(work / "apache.conf")]


def _missing(name: str, package: str) -> None:
    complain = pytest.fail if os.environ.get("CI") else pytest.skip
    complain(f"{name} is not installed: apt-get install {package}")


SERVERS: dict[str, Callable[[Path, Path, int], list[str]]] = {"nginx": _nginx, "apache": _apache}


@contextmanager
def place() -> Iterator[tuple[Path, str]]:
    """An empty folder for a site, and the address at which it will be served."""
    # Not in pytest's folders, which are closed to the servers' user.
    with tempfile.TemporaryDirectory(prefix="served-") as name:
        work = Path(name)
        work.chmod(0o755)
        (work / "site").mkdir()
        with socket.socket() as found:
            found.bind(("127.0.0.1", 0))
            port = found.getsockname()[1]
        yield work / "site", f"http://127.0.0.1:{port}/"


@contextmanager
def running(server: str, site: Path, address: str) -> Iterator[None]:
    """Runs *server* on the folder *site*, which has its files by now."""
    port = int(address.rsplit(":", 1)[1].rstrip("/"))
    command = SERVERS[server](site.parent, site, port)
    log = site.parent / "log"
    with log.open("wb") as out:
        process = subprocess.Popen(command, stdout=out, stderr=subprocess.STDOUT)
    try:
        for _ in range(100):
            if process.poll() is not None:
                pytest.fail(f"{server} did not start: {log.read_text()}")
            try:
                urllib.request.urlopen(f"{address}robots.txt", timeout=5).close()
                break
            except URLError:
                time.sleep(0.1)
        else:
            pytest.fail(f"{server} does not answer")
        yield
    finally:
        process.terminate()
        process.wait(20)
