"""An unsent draft of an electronic message, as the bytes of an .eml file: without clock nor chance
(RFC 5322, 2045, 2047).

It is written here because the `email` package of Python 3.11 breaks long names with accents.
"""

from __future__ import annotations

import base64
import email.utils
import itertools
from collections.abc import Sequence
from pathlib import PurePosixPath
from urllib.parse import quote

from clu_batch.kernel.frozen import frozen

FRONTIERE = "=_clu_brouillon"  # no line of base64 begins with this
# of UTF-8 in one encoded word: its 60 letters and its frame hold in the 75 of RFC 2047
_OCTETS = 45
_TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".ics": "text/calendar; charset=utf-8; method=PUBLISH",
    ".png": "image/png",
    ".jpg": "image/jpeg",
}
"""The kinds of files joined; those of the machine's own list differ from one to the next."""


@frozen
class Attachment:
    """A file joined, under its plain name."""

    nom: str
    data: bytes


@frozen
class Message:
    """What to write to whom; `nom` goes with the addresses, all of one recipient; `reponse`: where
    to answer.
    """

    nom: str
    adresses: Sequence[str]
    objet: str
    texte: str
    pieces: Sequence[Attachment]
    reponse: str = ""


def can_address(adresse: str) -> bool:
    """Whether a message can be addressed so: only a domain may have letters with accents."""
    local, _, domaine = adresse.rpartition("@")
    try:
        return bool(local) and local.isascii() and bool(domaine.encode("idna"))
    except UnicodeError:
        return False


def write_draft(message: Message) -> bytes:
    """The draft: `X-Unsent` opens it in the mailer ready to be read again and sent; neither Date
    nor Message-ID, which are the mailer's.
    """
    recipients = [_format_recipient(message.nom, adresse) for adresse in message.adresses]
    lines = ["X-Unsent: 1", "To: " + ",\r\n ".join(recipients)]
    if message.reponse:
        lines.append(f"Reply-To: {_encode_address(message.reponse)}")
    texte = message.texte.replace("\n", "\r\n").encode()
    lines += [
        f"Subject: {_encode_words(message.objet)}",
        "MIME-Version: 1.0",
        f'Content-Type: multipart/mixed; boundary="{FRONTIERE}"',
        "",
        *_encode_part("text/plain; charset=utf-8", texte),
    ]
    for piece in message.pieces:
        # their names are made of plain letters, but for the extension of an annex
        genre = _TYPES.get(PurePosixPath(piece.nom).suffix.lower(), "application/octet-stream")
        attached = f"Content-Disposition: attachment; {_name_attachment(piece.nom)}"
        lines += _encode_part(genre, piece.data, attached)
    return "".join(f"{line}\r\n" for line in [*lines, f"--{FRONTIERE}--"]).encode("ascii")


def _encode_part(genre: str, data: bytes, *headers: str) -> list[str]:
    encoding = "Content-Transfer-Encoding: base64"
    encoded = base64.encodebytes(data).decode().splitlines()
    return [f"--{FRONTIERE}", f"Content-Type: {genre}", *headers, encoding, "", *encoded]


def _format_recipient(nom: str, adresse: str) -> str:
    return (
        f"{_encode_name(nom)}\r\n <{_encode_address(adresse)}>"
        if nom
        else _encode_address(adresse)
    )


def _name_attachment(nom: str) -> str:
    if nom.isascii():
        return f'filename="{nom}"'
    return f"filename*=utf-8''{quote(nom)}"


def _encode_address(adresse: str) -> str:
    local, _, domaine = adresse.rpartition("@")
    return f"{local}@{domaine.encode('idna').decode()}"


def _encode_name(nom: str) -> str:
    """A name, its plain words in quotes and the others as encoded words: the blank between two of
    these would not be shown.
    """
    parts = []
    for plain, words in itertools.groupby(nom.split(), str.isascii):
        text = " ".join(words)
        parts.append(f'"{email.utils.quote(text)}"' if plain else _encode_words(text))
    return "\r\n ".join(parts)


def _encode_words(texte: str) -> str:
    """A text as encoded words, no letter cut, each on its line."""
    words, current = [], ""
    for letter in texte:
        if len((current + letter).encode()) > _OCTETS:
            words.append(current)
            current = ""
        current += letter
    return "\r\n ".join(
        f"=?utf-8?B?{base64.b64encode(word.encode()).decode()}?=" for word in [*words, current]
    )
