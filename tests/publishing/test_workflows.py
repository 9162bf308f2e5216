"""What must hold of the workflows before they run anywhere."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.publishing.test_pins import PYTHONS
from tests.runner.checks import every_check

ROOT = Path(__file__).parents[2]
FILES = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
WORKFLOWS = {path.stem: yaml.safe_load(path.read_text("utf-8")) for path in FILES}
JOBS = {
    f"{name}: {job}": definition
    for name, workflow in WORKFLOWS.items()
    for job, definition in workflow["jobs"].items()
}
COMMANDS = {
    **{
        name: [step.get("run", "") for step in job.get("steps", [])]
        for name, job in JOBS.items()
    },
    ".ci/run": (ROOT / ".ci" / "run").read_text("utf-8").splitlines(),
}
USES = re.compile(r"^\s*(?:- )?uses: (?P<action>\S+)(?P<comment>.*)$", re.MULTILINE)
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40}")
PUBLISHING = {"pages": "write", "id-token": "write"}


def triggers(name):
    # YAML 1.1 reads the key "on" as true.
    return WORKFLOWS[name][True]


def steps(job):
    return job.get("steps", [])


def python_versions(job):
    matrix = job.get("strategy", {}).get("matrix", {})
    return matrix.get("python", [])


def test_the_workflows_are_there():
    assert sorted(WORKFLOWS) == ["publish", "test", "weekly"]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_actions_are_pinned_and_say_their_version(path):
    for found in USES.finditer(path.read_text("utf-8")):
        if not found["action"].startswith("./"):
            assert PINNED.fullmatch(found["action"]), found["action"]
            assert re.fullmatch(r" # v\d+\.\d+\.\d+", found["comment"]), found[0]


def test_an_action_has_one_version():
    found = [USES.findall(path.read_text("utf-8")) for path in FILES]
    lines = {"".join(line) for lines in found for line in lines}
    names = [line.partition("@")[0] for line in lines]
    assert len(names) == len(set(names)), sorted(lines)


@pytest.mark.parametrize("name", WORKFLOWS)
def test_the_token_may_only_read(name):
    assert WORKFLOWS[name]["permissions"] == {"contents": "read"}


def test_only_the_jobs_that_publish_may_write():
    more = {name: job["permissions"] for name, job in JOBS.items() if "permissions" in job}
    assert more == {"publish: deploy": PUBLISHING, "publish: chinese": {"contents": "write"}}


def test_no_workflow_runs_a_strangers_code_with_rights():
    for name in WORKFLOWS:
        assert not {"pull_request_target", "workflow_run", "issue_comment"} & set(
            triggers(name)
        )
    assert "secrets" not in "".join(path.read_text("utf-8") for path in FILES)


@pytest.mark.parametrize("name", JOBS)
def test_commands_have_nothing_put_into_them(name):
    assert not any("${{" in command for command in COMMANDS[name])


@pytest.mark.parametrize("name", JOBS)
def test_a_checkout_keeps_no_credentials(name):
    for step in steps(JOBS[name]):
        if step.get("uses", "").startswith("actions/checkout@"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("name", JOBS)
def test_jobs_come_to_an_end(name):
    assert "uses" in JOBS[name] or JOBS[name]["timeout-minutes"] <= 60


@pytest.mark.parametrize("name", COMMANDS)
def test_every_make_command_exists(name):
    targets = set(
        re.findall(r"^([a-z]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    )
    called = re.findall(r"\bmake ([a-z]+)", "\n".join(COMMANDS[name]))
    assert set(called) <= targets


def test_the_commands_are_called():
    called = [line for lines in COMMANDS.values() for line in lines]
    for command in (".ci/run", ".ci/run all", "make book epub pdf"):
        assert command in called
    only_in_all = [check.command for check in every_check() if check.tier == "all"]
    for name in ("links", "newest", "graders"):
        assert ["make", name] in only_in_all
    # Without a browser its tests would be skipped.
    assert COMMANDS[".ci/run"][-1] == 'REQUIRE_BROWSERS=1 make "${1:-test}"'


def test_the_tests_run_on_every_supported_python():
    (full,) = (step["with"]["python-version"] for step in steps(JOBS["test: test"])
               if "python-version" in step.get("with", {}))  # fmt: skip
    quick = python_versions(JOBS["test: quick"])
    assert [f"{minor}.0" for minor in (full, *quick)] == PYTHONS
    assert COMMANDS["test: quick"][-1] == "make check"
    assert {"push", "pull_request", "workflow_call"} <= set(triggers("test"))


def test_a_chapter_is_run_on_windows_and_macos():
    systems = JOBS["test: chapter"]["strategy"]["matrix"]["system"]
    assert [system.partition("-")[0] for system in systems] == ["windows", "macos"]
    install, use, run = filter(None, COMMANDS["test: chapter"])
    assert install.startswith("python -m pip install . ")
    assert "import from_rnn_to_attention" in use
    assert (ROOT / run.removeprefix("python -m jupyter execute ")).is_file()


def test_nothing_is_published_before_the_tests_have_passed():
    assert triggers("publish") == {"push": {"branches": ["main"]}}
    assert JOBS["publish: test"]["uses"] == "./.github/workflows/test.yml"
    assert JOBS["publish: build"]["needs"] == "test"
    assert JOBS["publish: deploy"]["needs"] == JOBS["publish: chinese"]["needs"] == "build"
    # With a condition of its own a job may run although what it needs has failed.
    assert not any("if" in JOBS[f"publish: {job}"] for job in WORKFLOWS["publish"]["jobs"])


def test_a_push_to_main_is_tested_once():
    assert triggers("test")["push"] == {"branches-ignore": ["main"]}


def test_binder_has_the_same_packages_without_cuda():
    lines = (ROOT / ".binder" / "requirements.txt").read_text("utf-8").splitlines()
    index = JOBS["test: test"]["env"]["TORCH_INDEX"]
    assert lines[-3:] == [
        f"--extra-index-url {index}",
        "-r ../requirements.txt",
        "-c ../constraints.txt",
    ]
    runtime = (ROOT / ".binder" / "runtime.txt").read_text("utf-8").strip()
    assert runtime.removeprefix("python-") in python_versions(JOBS["test: quick"])


def test_zizmor_finds_nothing():
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [zizmor, "--offline", "--no-progress", "--quiet", ROOT / ".github" / "workflows"]
    found = subprocess.run(command, capture_output=True, text=True, check=False)
    assert found.returncode == 0, found.stdout + found.stderr
