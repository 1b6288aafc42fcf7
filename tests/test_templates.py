"""The files of `init`, the hooks and the action, run as their services would run them."""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

import timeline
from timeline import installing, templates
from timeline.cli import main
from timeline.cli.commands.init import HOSTS
from timeline.errors import OptionError
from timeline.installing import Installation, requirement
from timeline.templates import Plan, initialise

ROOT = Path(__file__).parent.parent
PACKAGE = "diplomatic-timeline @ git+https://git.example.org/timeline?a=b&c=$d"
WORKFLOW = ".github/workflows/timeline.yml"
PIPELINE = ".gitlab-ci.yml"


def begin(folder: Path, *options: str) -> int:
    return main(["init", str(folder), *options])


# -- the chronology --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "expected"),
    [("visits", "visits"), ("Казахстан – Сербия", "kazakhstan-serbiya"), ("a b.c", "a-b-c"), ("2026", "2026")],
)  # fmt: skip
def test_the_id_is_the_name_of_the_folder(tmp_path: Path, name: str, expected: str) -> None:
    assert begin(tmp_path / name) == 0
    calendar = timeline.load(tmp_path / name / "events.yaml").calendar
    assert (calendar.id, calendar.languages) == (expected, ("en", "ru"))
    assert calendar.has_placeholder_domain


def test_the_working_directory_has_a_name_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "visits").mkdir()
    monkeypatch.chdir(tmp_path / "visits")
    assert begin(Path()) == 0
    assert timeline.load("events.yaml").calendar.id == "visits"


def test_id_domain_and_languages_can_be_given(tmp_path: Path) -> None:
    options = ["--id", "no", "--domain", "calendar.embassy.kz", "--language", "sr-Latn", "--language", "no"]  # fmt: skip
    assert begin(tmp_path, *options) == 0
    calendar = timeline.load(tmp_path / "events.yaml").calendar
    assert (calendar.id, calendar.domain) == ("no", "calendar.embassy.kz")
    assert calendar.languages == ("sr-Latn", "no")
    assert not calendar.has_placeholder_domain


@pytest.mark.parametrize(
    "languages", [["kk"], ["sr-Latn", "sr-Cyrl"], ["fr"], ["en", "fr"]], ids=str
)
def test_the_example_has_titles_in_every_language(tmp_path: Path, languages: list[str]) -> None:
    initialise(tmp_path, Plan(id="a", languages=languages))
    chronology = timeline.load(tmp_path / "events.yaml")
    for event in chronology.document.events:
        assert set(event.title.by_language) in ({*languages}, {"und"})
    assert main(["check", "--strict", str(tmp_path / "events.yaml")]) == 0


@pytest.mark.parametrize(
    ("options", "option"),
    [
        (["--id", "a b"], "--id"), (["--id", ""], "--id"), (["--id", "con"], "--id"),
        (["--id", "a\nb: c"], "--id"), (["--domain", "Embassy"], "--domain"), (["--domain", ""], "--domain"),
        (["--language", "Kazakh!"], "--language"), (["--language", "en", "--language", "EN"], "--language"),
        (["--package", "x"], "--package"), (["--publish", "github", "--package", "-e ."], "--package"),
        (["--publish", "github", "--package", "a\nb"], "--package"),
        (["--publish", "github", "--package", "${{ secrets.A }}"], "--package"),
        (["--publish", "gitlab", "--package", ""], "--package"), (["--publish", "sourcehut"], "--publish"),
    ],
    ids=str,
)  # fmt: skip
def test_what_cannot_be_is_wrong_usage_and_writes_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], option: str
) -> None:
    assert begin(tmp_path / "a", *options) == 2
    assert option in capsys.readouterr().err
    assert not (tmp_path / "a").exists()


def test_a_name_without_letters_of_ascii_asks_for_an_id(tmp_path: Path) -> None:
    with pytest.raises(OptionError) as caught:
        initialise(tmp_path / "中国")
    assert caught.value.problems[0].hint == "write an id, as in --id visits"


def test_files_that_are_there_stay(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "README.md").write_text("mine")
    assert begin(tmp_path, "--publish", "github", "--package", PACKAGE) == 1
    assert "README.md already exists" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == ["README.md"]


# -- the package -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        (
            {"url": "https://a.org/x", "vcs_info": {"vcs": "git", "commit_id": "1f"}},
            "diplomatic-timeline @ git+https://a.org/x@1f",
        ),
        ({"url": "https://a.org/x.whl"}, "diplomatic-timeline @ https://a.org/x.whl"),
        ({"url": "file:///nowhere"}, None),
        ({"url": f"file://{ROOT}", "dir_info": {"editable": True}}, None),
        ({}, None),
    ],
)
def test_the_package_is_what_the_program_was_installed_from(
    origin: dict[str, Any], expected: str | None
) -> None:
    installed = Installation(prefix=Path(), executable="", has_pip=True, origin=origin)
    assert requirement(installed) == expected


def test_a_package_that_nobody_else_has_must_be_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(installing, "requirement", lambda: None)
    with pytest.raises(OptionError) as caught:
        initialise(tmp_path, Plan(publish="github"))
    assert "--package" in caught.value.problems[0].hint
    monkeypatch.setattr(installing, "requirement", lambda: "a @ https://a.org/a.whl")
    initialise(tmp_path, Plan(publish="github"))
    assert "a @ https://a.org/a.whl" in (tmp_path / WORKFLOW).read_text()


# -- the files are what their services take --------------------------------------------------------


@pytest.fixture(scope="module")
def repositories(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """A repository for each host."""
    found = {}
    for host in HOSTS:
        found[host] = tmp_path_factory.mktemp(host)
        initialise(found[host], Plan(id="visits", publish=host, package=PACKAGE))
    return found


def is_valid(path: Path, *options: str) -> None:
    command = [sys.executable, "-m", "check_jsonschema", *options, str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


@pytest.mark.slow
def test_workflows_are_valid_by_their_schemas(repositories: Mapping[str, Path]) -> None:
    is_valid(repositories["github"] / WORKFLOW, "--builtin-schema", "vendor.github-workflows")
    is_valid(
        repositories["gitlab"] / PIPELINE,
        "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci",
    )  # fmt: skip
    is_valid(ROOT / "action.yml", "--builtin-schema", "vendor.github-actions")


def test_hooks_are_valid(repositories: Mapping[str, Path]) -> None:
    paths = [repositories[host] / ".pre-commit-config.yaml" for host in HOSTS]
    for command, files in (
        ("validate-manifest", [ROOT / ".pre-commit-hooks.yaml"]), ("validate-config", paths)
    ):  # fmt: skip
        subprocess.run([sys.executable, "-m", "pre_commit", command, *files], check=True)


def test_the_chronology_is_valid_by_the_schema_beside_it(repositories: Mapping[str, Path]) -> None:
    folder = repositories["github"]
    is_valid(folder / "events.yaml", "--schemafile", str(folder / "events.schema.json"))
    settings = json.loads((folder / ".vscode" / "settings.json").read_text())
    schemas = settings["yaml.schemas"]
    assert schemas == {"./events.schema.json": "events.yaml", "./site.schema.json": "site.yaml"}
    assert all((folder / name).exists() for name in schemas)


def test_every_file_is_made_of_its_template_and_linked_files_exist(
    repositories: Mapping[str, Path],
) -> None:
    for host, folder in repositories.items():
        for path in folder.rglob("*"):
            if path.is_file() and path.suffix != ".json":
                assert "<<" not in path.read_text("utf-8"), path
        readme = (folder / "README.md").read_text("utf-8")
        assert templates.SETTINGS[host] in readme
        for target in re.findall(r"\]\((?!https?:)([^)]+)\)", readme):
            assert (folder / target).exists()


def test_the_package_arrives_as_it_was_given(repositories: Mapping[str, Path]) -> None:
    workflow = yaml.safe_load((repositories["github"] / WORKFLOW).read_text())
    assert workflow["env"]["TIMELINE_PACKAGE"] == PACKAGE
    pipeline = yaml.safe_load((repositories["gitlab"] / PIPELINE).read_text())
    assert pipeline["variables"]["TIMELINE_PACKAGE"] == {"value": PACKAGE, "expand": False}
    hooks = yaml.safe_load((repositories["github"] / ".pre-commit-config.yaml").read_text())
    assert hooks["repos"][0]["hooks"][0]["additional_dependencies"] == [PACKAGE]


def test_every_action_is_named_with_its_version() -> None:
    text = (ROOT / "action.yml").read_text() + (templates.FOLDER / "github" / WORKFLOW).read_text()
    used = re.findall(r"uses: (\S+)", text)
    assert len(used) >= 8
    assert all(re.fullmatch(r"actions/[a-z-]+@v\d+", each) for each in used)


# -- and their commands run ------------------------------------------------------------------------

needs_bash = pytest.mark.skipif(os.name == "nt", reason="commands of POSIX")

Shell = Callable[..., None]


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Runs a script as the services do, with the installed program; pip only notes what it gets."""
    tools = tmp_path / "tools"
    tools.mkdir()
    program = Path(sys.executable).with_name("timeline")
    assert program.exists()
    (tools / "timeline").symlink_to(program)
    python = tools / "python"
    python.write_text(
        "#!/bin/sh\n"
        'if [ "$2" = venv ]; then mkdir -p "$3/bin"; '
        f'ln -s {tools}/timeline {tools}/python "$3/bin"; exit; fi\n'
        f'printf "%s\\n" "$@" >> {tmp_path}/installed.txt\n'
    )
    python.chmod(0o755)

    def shell(script: str, folder: Path, **environment: str) -> None:
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
            cwd=folder, capture_output=True, text=True, check=False,
            env={
                "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(tmp_path),
                "GIT_CONFIG_GLOBAL": "/dev/null", "GIT_CONFIG_NOSYSTEM": "1",
                **{f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER")
                   for what, value in (("NAME", "Keeper"), ("EMAIL", "keeper@example.org"))},
                **environment,
            },
        )  # fmt: skip
        assert done.returncode == 0, f"{script}\n{done.stdout}\n{done.stderr}"

    return shell


@pytest.fixture
def remote(tmp_path: Path, shell: Shell) -> Path:
    """An empty repository to push to."""
    shell("git init -q --bare -b main remote.git", tmp_path)
    return tmp_path / "remote.git"


def clone(remote: Path, name: str, shell: Shell) -> Path:
    shell(f"git clone -q {remote} {name}", remote.parent)
    return remote.parent / name


def pushed(remote: Path, shell: Shell, host: str) -> None:
    """Pushes what `init` writes to *remote*."""
    folder = clone(remote, "first", shell)
    plan = Plan(id="visits", domain="calendar.embassy.kz", publish=host, package=PACKAGE)
    initialise(folder, plan)
    path = folder / "events.yaml"
    text = path.read_text("utf-8")
    assert "  # url: https://HOST/PATH/  #" in text
    path.write_text(
        text.replace("# url: https://HOST/PATH/", "url: https://visits.embassy.kz/"), "utf-8"
    )
    shell(
        "git checkout -q -b main; git add .; git commit -qm Begin; git push -q origin main", folder
    )


def moved(folder: Path, shell: Shell) -> None:
    """Moves the forum by a week, and commits that."""
    path = folder / "events.yaml"
    text = path.read_text("utf-8")
    later = text.replace("when: 17–18 September 2026 ", "when: 24–25 September 2026 ")
    later = later.replace("when: 17 September 2026, ", "when: 24 September 2026, ")
    assert later != text
    path.write_text(later, "utf-8")
    shell("git commit -qam Move", folder)


def log(remote: Path) -> list[str]:
    command = ["git", "-C", str(remote), "log", "--format=%s", "main"]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()


def scripts(job: Mapping[str, Any]) -> dict[str, str]:
    return {step["name"]: step["run"] for step in job["steps"] if "run" in step}


@pytest.mark.slow
@needs_bash
def test_the_workflow_of_github_checks_builds_and_commits(
    tmp_path: Path, shell: Shell, remote: Path
) -> None:
    pushed(remote, shell, "github")
    summary = tmp_path / "summary.md"

    def run(job: str, folder: Path, *without: str) -> None:
        workflow = yaml.safe_load((folder / WORKFLOW).read_text("utf-8"))
        for name, script in scripts(workflow["jobs"][job]).items():
            if name not in without:
                shell(script, folder, **workflow["env"], GITHUB_STEP_SUMMARY=str(summary))

    showing = "Show what subscribers will see change"
    first = clone(remote, "run-1", shell)
    run("check", first, showing)
    run("publish", first)
    assert log(remote) == ["Build the exports", "Begin"]
    assert (first / "site" / "index.html").exists()
    assert (first / "site" / "visits.ru.ics").exists()

    change = clone(remote, "change", shell)
    moved(change, shell)
    run("check", change)
    assert "- **moved**: Economic forum  \\[en, ru\\]" in summary.read_text("utf-8")
    shell("git push -q", change)

    for number in (2, 3):
        run("publish", clone(remote, f"run-{number}", shell))
        assert log(remote) == ["Build the exports", "Move", "Build the exports", "Begin"]
    calendar = (tmp_path / "run-3" / "exports" / "visits.en.ics").read_text("utf-8")
    assert calendar.count("SEQUENCE:1") == 2
    installed = (tmp_path / "installed.txt").read_text().splitlines()
    assert set(installed) == {"-m", "pip", "install", PACKAGE}


@pytest.mark.slow
@needs_bash
def test_the_pipeline_of_gitlab_checks_builds_and_commits(
    tmp_path: Path, shell: Shell, remote: Path
) -> None:
    pushed(remote, shell, "gitlab")
    address = "https://gitlab-ci-token:secret@git.example.org/kz/visits.git"
    environment = {
        "TIMELINE_PACKAGE": PACKAGE, "CI_DEFAULT_BRANCH": "main", "CI_JOB_TOKEN": "secret",
        "CI_SERVER_HOST": "git.example.org", "CI_PROJECT_PATH": "kz/visits",
        "GITLAB_USER_NAME": "Keeper", "GITLAB_USER_EMAIL": "keeper@example.org",
        # What is pushed to the address of GitLab arrives in the repository here.
        "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": f"url.{remote}.insteadOf", "GIT_CONFIG_VALUE_0": address,
        "GIT_CONFIG_KEY_1": "receive.advertisePushOptions", "GIT_CONFIG_VALUE_1": "true",
    }  # fmt: skip
    shell("git config receive.advertisePushOptions true", remote)

    def run(job: str, folder: Path) -> None:
        pipeline = yaml.safe_load((folder / PIPELINE).read_text("utf-8"))
        steps = [*pipeline["default"]["before_script"], *pipeline[job]["script"]]
        shell("\n".join(steps), folder, **environment)

    first = clone(remote, "run-1", shell)
    run("check", first)
    assert isinstance(json.loads((first / "gl-code-quality-report.json").read_text()), list)
    run("pages", first)
    assert log(remote) == ["Build the exports", "Begin"]
    assert (first / "public" / "index.html").exists()
    change = clone(remote, "change", shell)
    moved(change, shell)
    run("changes", change)
    shell("git push -q", change)
    # A pipeline of an old commit builds the tip of the branch.
    run("pages", clone(remote, "run-2", shell))
    stale = clone(remote, "run-3", shell)
    shell("git checkout -q HEAD~2", stale)
    run("pages", stale)
    assert log(remote) == ["Build the exports", "Move", "Build the exports", "Begin"]


@needs_bash
@pytest.mark.parametrize("host", HOSTS)
def test_nothing_is_published_under_a_placeholder(
    tmp_path: Path, shell: Shell, remote: Path, host: str
) -> None:
    initialise(tmp_path / "a", Plan(id="visits", publish=host, package=PACKAGE))
    for missing in ("is a placeholder", "publishing needs the address of the site"):
        with pytest.raises(AssertionError, match=missing):
            shell("timeline publish", tmp_path / "a")
    assert not (tmp_path / "a" / "exports").exists()


@needs_bash
def test_the_check_of_the_pipeline_fails_on_a_problem(
    tmp_path: Path, shell: Shell, remote: Path
) -> None:
    pushed(remote, shell, "gitlab")
    path = tmp_path / "first" / "events.yaml"
    path.write_text(path.read_text("utf-8").replace("November 2024", "31 November 2024"), "utf-8")
    steps = yaml.safe_load((path.parent / PIPELINE).read_text())["check"]["script"]
    shell(steps[0], path.parent)
    (issue,) = json.loads((path.parent / "gl-code-quality-report.json").read_text())
    assert issue["check_name"] == "date-impossible"
    with pytest.raises(AssertionError, match="no day 31"):
        shell(steps[1], path.parent)


# -- hooks and action ------------------------------------------------------------------------------


@pytest.mark.slow
@needs_bash
def test_hooks_run_on_the_files_they_name(shell: Shell, remote: Path, tmp_path: Path) -> None:
    pushed(remote, shell, "github")
    folder = tmp_path / "first"
    shell("timeline build", folder)
    files = [str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()]
    hooks = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())
    hooks += yaml.safe_load((folder / ".pre-commit-config.yaml").read_text())["repos"][0]["hooks"]
    for hook in hooks:
        found = [file for file in files if re.search(hook["files"], file)]
        assert found, hook["id"]
        names = found if hook.get("pass_filenames", True) else []
        shell(shlex.join([*hook["entry"].split(), *names]), folder)


def steps_of_the_action(inputs: Mapping[str, str]) -> Iterator[tuple[str, str, dict[str, str]]]:
    """Name, script and environment of the steps that run, with the defaults and *inputs*."""
    action = yaml.safe_load((ROOT / "action.yml").read_text())
    values = {name: each["default"] for name, each in action["inputs"].items()} | dict(inputs)
    for step in action["runs"]["steps"]:
        if "run" in step:
            environment = {
                name: re.sub(r"\$\{\{ inputs\.([\w-]+) \}\}", lambda match: values[match[1]], value)
                for name, value in step.get("env", {}).items()
            }
            yield step["name"], step["run"], environment


@needs_bash
def test_no_input_of_the_action_is_a_part_of_a_script() -> None:
    for name, script, _ in steps_of_the_action({}):
        assert "${{" not in script, name


@pytest.mark.slow
@needs_bash
def test_the_action_checks_shows_comments_and_builds(
    shell: Shell, remote: Path, tmp_path: Path
) -> None:
    pushed(remote, shell, "github")
    folder = tmp_path / "first"
    summary, output, calls = (tmp_path / name for name in ("summary.md", "output", "calls"))
    gh = tmp_path / "tools" / "gh"
    gh.write_text(
        f'#!/bin/sh\nprintf "%s\\n" "$*" >> {calls}\n'
        f'case "$*" in *paginate*) cat {tmp_path}/comments 2>/dev/null;; esac\nexit 0\n'
    )
    gh.chmod(0o755)

    def run(number: int, *without: str, **inputs: str) -> None:
        temporary = tmp_path / f"runner-{number}"
        temporary.mkdir()
        for name, script, environment in steps_of_the_action(inputs):
            if name not in without:
                shell(
                    script, folder, **environment, RUNNER_TEMP=str(temporary),
                    GITHUB_STEP_SUMMARY=str(summary), GITHUB_OUTPUT=str(output),
                    GITHUB_ACTION_PATH="/action", GITHUB_REPOSITORY="kz/visits",
                )  # fmt: skip

    site = "Build, and write the site"
    run(1, "Comment on the pull request", site)
    assert summary.read_text() == "No calendar has been published yet.\n"
    assert (tmp_path / "installed.txt").read_text().splitlines()[-1] == "/action"
    moved(folder, shell)
    run(2, "Build", site, package=PACKAGE)
    assert "- **moved**: Economic forum" in summary.read_text("utf-8")
    assert output.read_text() == "changes=true\n"
    assert (tmp_path / "installed.txt").read_text().splitlines()[-1] == PACKAGE
    written = calls.read_text().splitlines()[-1]
    assert "--method" not in written
    comment = tmp_path / "runner-2" / "timeline-comment.md"
    assert comment.read_text("utf-8").startswith("<!-- timeline diff of events.yaml -->\n### ")
    # A second run changes the comment that the first one wrote.
    (tmp_path / "comments").write_text("17\n18\n")
    run(3)
    assert "--method PATCH repos/kz/visits/issues/comments/17" in calls.read_text().splitlines()[-1]
    assert (tmp_path / "runner-3" / "timeline-site" / "index.html").exists()
    run(4, "Comment on the pull request", "Build", site, strict="false")
    assert output.read_text().splitlines()[-1] == "changes=false"
