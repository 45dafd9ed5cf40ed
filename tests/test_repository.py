"""What a newcomer finds at the top: the commands of the README, the names, the requirements."""

import doctest
import os
import re
import stat
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
NAMED = ("streamlit", "pandas", "plotly", "textblob", "pytest")
TOP_LEVEL = (
    ".ci/run",
    ".gitignore",
    ".streamlit/config.toml",
    "CHANGELOG.md",
    "CONTRIBUTING.md",
    "LICENSE",
    "analysis",
    "dashboard",
    "docs/decisions.md",
    "docs/performance.md",
    "pyproject.toml",
    "requirements.txt",
    "seeds/README.md",
    "tests",
)
RANGE = re.compile(r"(?P<name>[\w-]+)(?P<range>>=[\d.]+(?:,<[\d.]+)?)")
LINK = re.compile(r"\]\((?!https?:|#)(?P<target>[^)#\s]+)")
SCRIPT = re.compile(r"^(?P<script>scripts/\w+)", re.MULTILINE)
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "HOME": "/nonexistent"}


def ranges(requirements: list[str]) -> dict[str, str]:
    matches = (RANGE.fullmatch(line.strip()) for line in requirements)
    return {match["name"].lower(): match["range"] for match in matches if match}


@pytest.mark.parametrize("name", TOP_LEVEL)
def test_the_top_level_is_complete(name: str) -> None:
    assert (ROOT / name).exists()


@pytest.mark.parametrize("package", ["analysis", "dashboard", "tests"])
def test_every_folder_of_modules_is_a_package(package: str) -> None:
    folders = {file.parent for file in (ROOT / package).rglob("*.py")}
    assert [str(folder) for folder in folders if not (folder / "__init__.py").exists()] == []


def test_the_readme_names_both_commands() -> None:
    assert {"scripts/serve", "scripts/test"} <= set(SCRIPT.findall(README))


def test_the_example_of_the_readme_is_true() -> None:
    failed, tried = doctest.testfile(str(ROOT / "README.md"), module_relative=False)
    assert (failed, tried) == (0, 4)


@pytest.mark.parametrize("script", ["scripts/serve", "scripts/test", ".ci/run"])
def test_commands_can_be_run(script: str) -> None:
    assert (ROOT / script).stat().st_mode & stat.S_IXUSR
    subprocess.run(["bash", "-n", ROOT / script], check=True)


@pytest.mark.parametrize("document", sorted(ROOT.glob("*.md")) + sorted(ROOT.glob("docs/*.md")))
def test_links_of_the_documents_lead_somewhere(document: Path) -> None:
    targets = LINK.findall(document.read_text(encoding="utf-8"))
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_requirements_name_the_packages_as_the_project_does() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    required = ranges(lines)
    wanted = ranges([*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["dev"]])
    assert set(required) == set(NAMED)
    assert required == {name: wanted[name] for name in NAMED}
    assert lines[-1] == "-e .[dev]"


def test_the_changelog_tells_of_this_version() -> None:
    changelog = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert re.search(rf"^## \[{re.escape(PROJECT['version'])}\]", changelog, re.MULTILINE)


@pytest.fixture
def clone(tmp_path: Path) -> Path:
    """Return a folder with a blank in its name that holds what set-up reads."""
    folder = tmp_path / "my clone"
    (folder / "scripts").mkdir(parents=True)
    for name in ("scripts/setup.sh", "scripts/serve", "requirements.txt", "pyproject.toml"):
        (folder / name).write_bytes((ROOT / name).read_bytes())
    return folder


def set_up(clone: Path, command: str, path: str) -> subprocess.CompletedProcess[str]:
    """Run ``command`` after sourcing setup.sh, with only the commands on ``path``."""
    line = f'set -euo pipefail; source "$1/scripts/setup.sh"; {command}'
    return subprocess.run(
        ["/bin/bash", "-c", line, "bash", clone],
        env=ENVIRONMENT | {"PATH": path},
        capture_output=True,
        text=True,
        check=False,
    )


def only(folder: Path, *names: str, **stubs: str) -> str:
    """Return a PATH on which there are just the commands ``names`` and the scripts ``stubs``."""
    folder.mkdir()
    for name in names:
        (folder / name).symlink_to(f"/usr/bin/{name}")
    for name, script in stubs.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
        os.chmod(folder / name, 0o755)  # noqa: S103 - a command of this test alone
    return str(folder)


def test_no_python_is_said_in_one_line(clone: Path, tmp_path: Path) -> None:
    done = set_up(clone, "ensure_venv", only(tmp_path / "bin", "dirname", "cat", "cksum"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "Python 3.11 or newer is needed" in done.stderr


def test_a_python_without_venv_is_said_in_one_line(clone: Path, tmp_path: Path) -> None:
    stub = 'case "$2" in *ensurepip*) exit 1;; *print*) echo python3.12-venv;; esac'
    path = only(tmp_path / "bin", "dirname", "cat", "cksum", python3=stub)
    done = set_up(clone, "ensure_venv", path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "apt-get install python3.12-venv" in done.stderr


def test_no_chromium_is_said_in_one_line(clone: Path, tmp_path: Path) -> None:
    done = set_up(clone, "ensure_chromium", only(tmp_path / "bin", "dirname"))
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1
    assert "apt-get install chromium" in done.stderr


def test_apt_brings_chromium_where_it_may(clone: Path, tmp_path: Path) -> None:
    folder = tmp_path / "bin"
    browser = f"{folder}/chromium"
    apt = f'case "$*" in *install*) echo "#!/bin/sh" >{browser}; /bin/chmod +x {browser};; esac'
    path = only(folder, "dirname", "env", **{"id": "echo 0", "apt-get": apt})
    assert set_up(clone, "ensure_chromium", path).returncode == 0
    assert Path(browser).exists()


FAKE_PYTHON = """
case "$*" in
  *"-m venv"*) for at; do :; done; /bin/mkdir -p "$at/bin"; /bin/cp "$0" "$at/bin/python";;
  *"-m pip"*) echo pip >>"{log}"; test ! -e "{broken}";;
esac
"""


def test_packages_are_installed_again_only_after_a_change(clone: Path, tmp_path: Path) -> None:
    log, broken = tmp_path / "log", tmp_path / "broken"
    python = FAKE_PYTHON.format(log=log, broken=broken)
    path = only(tmp_path / "bin", "dirname", "cat", "cksum", "rm", "mv", python3=python)

    def installs() -> tuple[int, int]:
        code = set_up(clone, "ensure_venv", path).returncode
        return code, log.read_text(encoding="utf-8").count("pip")

    broken.touch()
    assert installs() == (1, 1), "pip fails"
    broken.unlink()
    assert installs() == (0, 2), "a failed installation is tried again"
    assert installs() == (0, 2), "a finished one is kept"
    (clone / "requirements.txt").write_text("pandas\n", encoding="utf-8")
    assert installs() == (0, 3), "a change asks for another"
    moved = clone.rename(clone.with_name("moved clone"))
    assert set_up(moved, "ensure_venv", path).returncode == 0
    assert log.read_text(encoding="utf-8").count("pip") == 4
