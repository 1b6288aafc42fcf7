"""The page's scripts are modules, and become one script without a bundler."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections import Counter
from graphlib import CycleError
from pathlib import Path

import pytest

from timeline.exporters.html import embedding, scripts

from . import types

ASSETS = Path(scripts.__file__).parent / "assets"
MODULES = sorted(path.name for path in ASSETS.glob("*.js"))


@pytest.fixture
def assets(monkeypatch: pytest.MonkeyPatch) -> dict[str, str]:
    """Modules of a test's own."""
    files: dict[str, str] = {}
    monkeypatch.setattr(scripts, "asset", files.__getitem__)
    return files


def joined(assets: dict[str, str]) -> str:
    return scripts.script.__wrapped__()


def test_every_module_is_in_the_page() -> None:
    inlined = re.findall(r"^\{ // (.+)$", scripts.script(), flags=re.MULTILINE)
    assert sorted(inlined) == MODULES
    assert inlined[-1] == scripts.MAIN


def test_nothing_of_a_module_is_left_over() -> None:
    """What has another form than the few that are translated would be in the page as it is."""
    assert re.findall(r"^ *(?:import|export)\b.*", scripts.script(), flags=re.MULTILINE) == []
    for name in MODULES:
        written = re.findall(r"^export .*", embedding.asset(name), flags=re.MULTILINE)
        assert len(written) == len(scripts._EXPORT.findall(embedding.asset(name))), name


def test_a_module_finds_what_it_imports(assets: dict[str, str]) -> None:
    assets["main.js"] = (
        'import * as all from "./one.js";\n'
        'import {\n  half as part,\n  whole,\n} from "./one.js";\n'
        "const own = [all.half, part, whole()];\n"
        "console.log(own.join());\n"
    )
    assets["one.js"] = (
        "/* Comments stay in the sources.\n * All of them. */\n"
        "// Of both kinds.\n"
        "const own = 1 / 2; // 'own' is another one in main.js\n"
        "export const half = own;\n"
        "export function whole() {\n  return 2 * half;\n}\n"
    )
    script = joined(assets)
    assert "Comments" not in script
    assert "Of both" not in script
    if shutil.which("node"):
        done = subprocess.run(["node", "-e", script], capture_output=True, text=True, check=True)
        assert done.stdout == "0.5,0.5,1\n"


def test_modules_in_a_circle_are_refused(assets: dict[str, str]) -> None:
    assets["main.js"] = 'import * as one from "./one.js";\n'
    assets["one.js"] = 'import { two } from "./two.js";\nexport const one = two;\n'
    assets["two.js"] = 'import { one } from "./one.js";\nexport const two = one;\n'
    with pytest.raises(CycleError, match="cycle"):
        joined(assets)


def test_a_name_that_is_imported_by_itself_means_one_thing() -> None:
    """Modules have separate scopes; this is for readers of the code."""
    exported = Counter[str]()
    alone = set()
    for name in MODULES:
        code = embedding.asset(name)
        exported.update(scripts._EXPORT.findall(code))
        for found in scripts._IMPORT.finditer(code):
            if found["names"]:
                alone |= set(re.findall(r"\w+", found["names"])) - {"as"}
    assert len(alone) > 30
    assert [name for name in sorted(alone) if exported[name] != 1] == []


def test_what_scripts_share_with_python_is_generated_from_it() -> None:
    for path, content in types.generated().items():
        assert path.read_text("utf-8") == content
