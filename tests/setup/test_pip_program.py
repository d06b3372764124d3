"""Which pip is run, and with which of the machine's settings."""

from __future__ import annotations

import locale
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from clu_batch.kernel.problems import CluError
from clu_batch.setup import children, pip_program, pip_settings

LISTED = """\
:env:.default-timeout='180'
:env:.find-links='/un /deux'
:env:.target='ailleurs'
download.index-url='https://seulement-pour-download/'
global.cert='C:\\\\Préfecture\\\\racine.pem'
global.constraint='contraintes.txt'
global.extra-index-url='https://un/simple https://deux/simple'
global.find-links='/autre'
global.index-url='https://miroir/simple'
global.no-index='true'
global.timeout='7'
global.user='yes'
install.index-url='https://miroir-install/simple'
install.require-hashes='true'
WARNING: the configuration file could not be read
"""


def test_what_reaches_the_index_is_kept_and_nothing_else() -> None:
    assert pip_settings.parse_settings(LISTED) == {
        "cert": "C:\\Préfecture\\racine.pem",
        "extra-index-url": "https://un/simple https://deux/simple",
        "find-links": "/un /deux",
        "index-url": "https://miroir-install/simple",
        "timeout": "180",
    }


def test_each_setting_that_serves_is_kept() -> None:
    listed = "\n".join(f"global.{name}='valeur'" for name in pip_settings.KEPT)
    assert list(pip_settings.parse_settings(listed)) == list(pip_settings.KEPT)


def test_pip_knows_the_kept_settings_alone(tmp_path: Path) -> None:
    machine = {
        "PIP_TARGET": "ailleurs",
        "pip_constraint": "contraintes.txt",
        "PIP_INDEX_URL": "https://miroir/simple",
        "PYTHONHOME": "C:\\Autre",
        "PYTHONPATH": "C:\\Autre\\Lib",
        "HTTPS_PROXY": "http://proxy:3128",
        "TEMP": "C:\\Temp",
    }
    kept = {"index-url": "https://autre/simple", "client-cert": "moi.pem", "retries": "4"}
    assert pip_settings.build_environment(kept, tmp_path, machine) == {
        "HTTPS_PROXY": "http://proxy:3128",
        "PIP_CLIENT_CERT": "moi.pem",
        "PIP_CONFIG_FILE": os.devnull,
        "PIP_INDEX_URL": "https://autre/simple",
        "PIP_RETRIES": "4",
        **dict.fromkeys(("TMPDIR", "TEMP", "TMP"), str(tmp_path)),
    }
    assert pip_settings.build_environment({}, tmp_path, {})["PIP_RETRIES"] == "2"


def test_the_real_pip_tells_its_settings(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of a file and those of variables, the variables winning, accents included."""
    for name in [name for name in os.environ if name.startswith("PIP_")]:
        monkeypatch.delenv(name)
    file = tmp_path / "pip.ini"
    file.write_text(
        "[global]\nindex-url = https://miroir/simple\ncert = /préfecture/racine.pem\n"
        "user = yes\n[install]\nproxy = http://proxy:3128\n",
        locale.getencoding(),  # of the machine, as pip reads it
    )
    monkeypatch.setenv("PIP_CONFIG_FILE", str(file))
    monkeypatch.setenv("PIP_INDEX_URL", "https://variable/simple")
    read = pip_settings.read_settings(["-m", "pip"], tmp_path)
    expected = {
        "index-url": "https://variable/simple",
        "cert": "/préfecture/racine.pem",
        "proxy": "http://proxy:3128",
    }
    assert {name: read[name] for name in expected} == expected
    assert "user" not in read


def make_pip(folder: Path) -> Path:
    """A wheel of pip as far as starting it goes."""
    folder.mkdir()
    wheel = folder / "pip-99.0-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("pip/__init__.py", "")
        archive.writestr("pip/__main__.py", "print('dans la roue')\n")
    return wheel


def without_pip(monkeypatch: pytest.MonkeyPatch, carried: Path | None = None) -> None:
    """A Python that has no pip, and carries one or not."""

    def answer(
        command: list[str], environment: dict[str, str], folder: Path
    ) -> subprocess.CompletedProcess[str]:
        if "ensurepip" in command and carried is not None:
            carried.parent.mkdir(parents=True)
            carried.touch()
        return subprocess.CompletedProcess(command, 1, "", "No module named pip")

    monkeypatch.setattr(children, "run_quietly", answer)


def test_a_python_without_pip_uses_the_one_of_the_kit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_pip(tmp_path / "wheels")
    without_pip(monkeypatch)
    [found] = pip_program.Pip(tmp_path, print)._find(tmp_path / "wheels")
    command = children.build_command(found)
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout.strip()) == (0, "dans la roue")


def test_a_python_without_pip_uses_the_one_it_carries(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    carried = tmp_path / "pip/usr/lib/site-packages/pip/__main__.py"
    pip = pip_program.Pip(tmp_path, print)
    without_pip(monkeypatch)
    with pytest.raises(CluError, match="Python est incomplet") as caught:
        pip._find(tmp_path / "wheels")
    assert caught.value.code == 4
    without_pip(monkeypatch, carried)
    assert pip._find(tmp_path / "wheels")[-1] == str(carried.parent)


def test_a_child_speaks_utf_8_whatever_the_machine_says(tmp_path: Path) -> None:
    """As a Python without variables must be told: `-I` ignores PYTHONIOENCODING."""
    command = children.build_command("-I", "-c", "print('Réseau bloqué : « œ »')")
    environment = {**os.environ, "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}
    said = children.run_quietly(command, environment, tmp_path)
    assert said.stdout.strip() == "Réseau bloqué : « œ »"
    assert command[0] == sys.executable
