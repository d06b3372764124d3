"""Why the libraries could not be installed: each reason has its sentence."""

from __future__ import annotations

import errno
import sys
from pathlib import Path

import pytest

from clu_batch.setup import refusals

LOG = Path("journal")
CERTIFICATE = (
    "Could not fetch URL https://depot/simple/pandas/: There was a problem confirming the ssl"
    " certificate: HTTPSConnectionPool(host='depot', port=443): Max retries exceeded with url:"
    " /simple/pandas/ (Caused by SSLError(SSLCertVerificationError(1, '[SSL:"
    " CERTIFICATE_VERIFY_FAILED] certificate verify failed: unable to get local issuer"
    " certificate'))) - skipping\nERROR: No matching distribution found for pandas==3.1.1"
)
PROXY = (
    "WARNING: Retrying after connection broken by 'ProxyError('Cannot connect to proxy.',"
    " OSError('Tunnel connection failed: 407 Proxy Authentication Required'))'\nERROR: No matching"
    " distribution found for pandas==3.1.1"
)
TOO_LONG = (
    "ERROR: Could not install packages due to an OSError: [Errno 2] No such file or directory\n"
    "HINT: This error might have occurred since this system does not have Windows Long Path"
    " support enabled."
)
ALTERED = (
    "ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE. If you have updated"
    " the package versions, please update the hashes."
)


@pytest.mark.parametrize(
    ("output", "said"),
    [
        ("ERROR: [Errno 28] No space left on device", "le disque est plein"),
        (TOO_LONG, "les chemins longs"),
        ("ERROR: [WinError 206] Nom de fichier trop long", "les chemins longs"),
        (
            "NewConnectionError(…)\nERROR: No matching distribution found for pandas",
            "ne peut pas joindre le dépôt public",
        ),
        (PROXY, "(réglage « proxy »)"),
        (CERTIFICATE, "(réglage « cert »)"),
        (ALTERED, "n’est pas celle qui a été publiée"),
        (
            "ERROR: [WinError 32] Le processus ne peut pas accéder",
            "l’accès à un fichier a été refusé, par un antivirus peut-être",
        ),
        (
            "ERROR: [WinError 225] Le fichier contient un virus",
            "l’accès à un fichier a été refusé, par un antivirus peut-être",
        ),
        (
            "ERROR: No matching distribution found for pandas==3.1.1",
            "le dépôt de bibliothèques Python que cet ordinateur utilise",
        ),
    ],
)
def test_each_reason_of_pip_has_its_sentence(output: str, said: str) -> None:
    sentence = refusals.explain_refusal(output, LOG, with_kit=False)
    assert said in sentence
    assert sentence.endswith("Vos classeurs n’ont pas été touchés.")


def test_a_kit_that_lacks_something_is_told_with_the_network() -> None:
    for output in (PROXY, CERTIFICATE, "NewConnectionError", "No matching distribution"):
        told = refusals.explain_refusal(output, LOG, with_kit=True)
        assert "le dossier « wheels » ne contient pas tout ce qu’il faut et " in told
    for output in (ALTERED, TOO_LONG, "WinError 5"):
        assert "contient pas" not in refusals.explain_refusal(output, LOG, with_kit=True)


@pytest.mark.parametrize(
    ("version", "bits", "suits"),
    [
        ((3, 10), 64, False),
        ((3, 11), 64, True),
        ((3, 13), 64, True),
        ((3, 14), 64, True),
        ((3, 15), 64, False),
        ((3, 20), 64, False),
        ((3, 12), 32, False),
    ],
)
@pytest.mark.parametrize(
    "output",
    [
        "ERROR: No matching distribution found",
        "ProxyError('Cannot connect to proxy.')",
        "[WinError 5]",
    ],
)
def test_a_python_without_published_libraries_is_named(
    monkeypatch: pytest.MonkeyPatch,
    version: tuple[int, int],
    bits: int,
    suits: bool,
    output: str,
) -> None:
    monkeypatch.setattr(sys, "version_info", (*version, 0))
    monkeypatch.setattr(sys, "maxsize", 2 ** (bits - 1) - 1)
    said = refusals.explain_refusal(output, LOG, with_kit=False)
    assert ("aucune version prête à l’emploi n’a été trouvée pour Python" in said) is not suits


@pytest.mark.parametrize(
    ("number", "told"), [(errno.ENOSPC, "le disque est plein"), (errno.EACCES, "est refusée")]
)
def test_why_the_libraries_have_no_place(number: int, told: str) -> None:
    assert told in refusals.explain_disk(Path("cache"), OSError(number, ""))
