"""Print the lower bounds of the dependencies as constraints, one per line."""

import re
import tomllib
from pathlib import Path

project = tomllib.loads(Path("pyproject.toml").read_text("utf-8"))["project"]
for requirement in project["dependencies"]:
    found = re.fullmatch(r"([\w-]+)>=([\w.]+)", requirement)
    if not found:
        raise SystemExit(f"pyproject.toml: {requirement} has no lower bound")
    print(f"{found[1]}=={found[2]}")
