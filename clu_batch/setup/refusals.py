"""Why the libraries could not be installed, in the reader's words, and what to do
(docs/rules/delivery.md#supply). Standard library only.
"""

from __future__ import annotations

import errno
import os
import re
import sys
from pathlib import Path

from clu_batch.setup.library_folder import UNTOUCHED

START = "Les bibliothèques du programme n’ont pas pu être installées : "

FULL = re.compile(r"No space left|Errno 28|WinError 112")
TOO_LONG = re.compile(r"Long Path support|WinError 206|File name too long|Errno 36\b")
ALTERED = re.compile(r"DO NOT MATCH THE HASHES")
HELD = re.compile(r"WinError (?:5|32|33|225|1260)\b|Permission denied")
"""A file that an antivirus holds or has taken away, or a folder where one may not write."""
PROXY = re.compile(r"ProxyError|Cannot connect to proxy|Tunnel connection failed|\b407\b")
CERTIFICATE = re.compile(r"SSLError|SSLCertVerificationError|CERTIFICATE_VERIFY_FAILED")
OFFLINE = re.compile(
    r"NewConnectionError|ConnectTimeout|ReadTimeout|getaddrinfo|NameResolutionError"
    r"|Connection(?:Reset|Aborted|Refused)?Error|Max retries"
)

KIT = (
    "de placer dans le dossier « wheels » du programme les bibliothèques de requirements.lock,"
    " qu’on prépare sur un autre ordinateur"
)
SENTENCES = (
    (
        ALTERED,
        "une bibliothèque reçue n’est pas celle qui a été publiée. Relancez ; si cela se"
        " reproduit, montrez ce message au service informatique : le dépôt ou le dossier"
        " « wheels » qu’utilise cet ordinateur contient un fichier changé.",
    ),
    (
        HELD,
        "l’accès à un fichier a été refusé, par un antivirus peut-être. Relancez dans quelques"
        " minutes ; si cela se reproduit, montrez ce message au service informatique.",
    ),
    (
        PROXY,
        "le serveur mandataire (« proxy ») du réseau a refusé la connexion. Demandez au service"
        " informatique d’indiquer à pip l’adresse du serveur (réglage « proxy »), ou"
        f" {KIT}, puis relancez.",
    ),
    (
        CERTIFICATE,
        "le certificat que présente le réseau n’est pas reconnu par Python. Demandez au service"
        " informatique d’indiquer à pip le certificat de la préfecture (réglage « cert »), ou"
        f" {KIT}, puis relancez.",
    ),
    (
        OFFLINE,
        "cet ordinateur ne peut pas joindre le dépôt public des bibliothèques Python. Vérifiez la"
        " connexion à Internet, puis relancez ; si le réseau de la préfecture la bloque, demandez"
        " au service informatique de l’ouvrir le temps de cette première utilisation, ou"
        f" {KIT}.",
    ),
)
"""What pip says, and what it is told as; the first that fits wins."""
UNAVAILABLE = (
    "le dépôt de bibliothèques Python que cet ordinateur utilise ne les propose pas. Demandez au"
    " service informatique d’ouvrir l’accès au dépôt public le temps de cette première"
    f" utilisation, ou {KIT}, puis relancez."
)
WITHOUT_PIP = (
    f"{START}Python est incomplet sur cet ordinateur (« pip » manque). Demandez au service"
    f" informatique de réinstaller Python avec ses options habituelles, puis relancez. {UNTOUCHED}"
)


def explain_refusal(output: str, log: Path, *, with_kit: bool) -> str:
    """Tell why pip failed, from what it said; `with_kit`: wheels stand beside the program."""
    return (
        f"{START}{_find_reason(output, with_kit=with_kit)} Le détail technique est dans"
        f" {show_place(log)}. {UNTOUCHED}"
    )


def _find_reason(output: str, *, with_kit: bool) -> str:
    if FULL.search(output):
        return "le disque est plein. Libérez 500 Mo, puis relancez."
    if TOO_LONG.search(output):
        return (
            "un chemin est trop long pour cet ordinateur. Demandez au service informatique"
            " d’autoriser les chemins longs de Windows, puis relancez."
        )
    kit = ""
    if with_kit:
        kit = "le dossier « wheels » ne contient pas tout ce qu’il faut et "
    # before the network, which no remedy would make useful
    if not _is_suitable(sys.version_info[:2], sys.maxsize):
        version = "{}.{}".format(*sys.version_info[:2])
        return (
            f"{kit}aucune version prête à l’emploi n’a été trouvée pour Python {version} sur cet"
            " ordinateur. Demandez au service informatique d’installer la version 3.11, 3.12, 3.13"
            " ou 3.14 de Python (64 bits), puis relancez."
        )
    for pattern, sentence in SENTENCES:
        if pattern.search(output):
            return (kit if pattern in {PROXY, CERTIFICATE, OFFLINE} else "") + sentence
    return kit + UNAVAILABLE


def _is_suitable(version: tuple[int, int], largest: int) -> bool:
    """Whether the pinned libraries are published for this Python: its version, and 64 bits."""
    return (3, 11) <= version <= (3, 14) and largest > 2**32


def explain_disk(folder: Path, error: OSError) -> str:
    """Tell why the libraries have no place in a folder."""
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return (
            "Les bibliothèques du programme n’ont pas pu être installées dans"
            f" {show_place(folder)} : le disque est plein, ou votre espace y est épuisé. Libérez"
            f" 500 Mo, puis relancez. {UNTOUCHED}"
        )
    return (
        f"{START}l’écriture dans {show_place(folder)} est refusée (erreur {error.errno}). Demandez"
        " au service informatique le droit d’écrire dans ce dossier, et vérifiez qu’il reste"
        f" 500 Mo sur le disque. {UNTOUCHED}"
    )


def explain_broken(log: Path) -> str:
    """Tell that the libraries were copied and do not load."""
    return (
        "Les bibliothèques du programme ont été copiées mais ne fonctionnent pas sur cet"
        " ordinateur ; un antivirus ou une règle de sécurité les bloque peut-être. Montrez au"
        f" service informatique le fichier {show_place(log)}, puis relancez. {UNTOUCHED}"
    )


def show_place(path: Path) -> str:
    """Return where a file really stands: the Python of the Microsoft Store writes in a folder of
    its own what it says to write in AppData, where nobody else sees it.
    """
    return os.path.realpath(path) if sys.platform == "win32" else str(path)
