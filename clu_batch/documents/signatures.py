"""Tell who presides a meeting, and who signs its letters and its minutes
(docs/rules/documents.md#signatures).
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.meeting_context import MeetingContext, once
from clu_batch.documents.sections.presences import find_secretary
from clu_batch.documents.typed_texts import (
    compose_nom,
    compose_nom_complet,
    split_lines,
    split_or_ask,
    write_in_line,
)
from clu_batch.kernel import fonctions, french, politesse
from clu_batch.kernel.content import Texte
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_text
from clu_batch.rules.model import Membre, Siege
from clu_batch.rules.presidence import find_president


@frozen
class Signature:
    """Who signs: the capacity, and the name under the room to sign; "" when it is not known."""

    titre: str
    nom: str


def preside(meeting: MeetingContext, siege: Siege) -> bool:
    """Whether the holder of the seat presides the meeting."""
    return find_president(meeting.sieges, meeting.reunion) is siege


def has_own_letter(meeting: MeetingContext, siege: Siege) -> bool:
    """Whether a letter is written to the holder of the seat: nobody convenes oneself."""
    return not (preside(meeting, siege) and _is_signatory(meeting, siege.membre))


def _is_signatory(meeting: MeetingContext, membre: Membre) -> bool:
    """Whether the letters are signed by this member, known by function or by name. When nothing
    says who signs, nobody else is known to.
    """
    lignes = split_lines(meeting.parametres.signataire)
    if not lignes:
        return True
    if membre.nom and fold_text(membre.nom) in fold_text(lignes[-1]):
        return True
    return any(_says_fonction(ligne, membre) for ligne in lignes)


def _says_fonction(ligne: str, membre: Membre) -> bool:
    """Whether a line of the signature is the function of the member, in full or shortened."""
    dite = fold_text(fonctions.drop_article(ligne)).rstrip(" ,.")
    tenue = fold_text(fonctions.drop_article(membre.fonction or ""))
    return bool(dite) and f"{tenue} ".startswith(f"{dite} ")


def build_signature_tags(meeting: MeetingContext) -> dict[str, object]:
    """Return the tags of the signature of a letter: the lines above the room to sign, and the name
    under it.
    """
    qualite, nom = _split_signature(meeting)
    return {"qualite_signataire": qualite, "nom_signataire": nom}


def _split_signature(meeting: MeetingContext) -> tuple[Sequence[Texte], str]:
    """Split the last line of « Signataire » when it is a name; else take the name of the member
    whose function it is.
    """
    typed = split_lines(meeting.parametres.signataire)
    if len(typed) > 1 and _is_name(typed[-1]):
        return typed[:-1], typed[-1]
    lignes = split_or_ask(meeting.parametres, "signataire")
    held = [s.membre for s in meeting.sieges if not s.vacant]
    signs = [m for m in held if any(_says_fonction(ligne, m) for ligne in typed)]
    return lignes, (len(signs) == 1 and compose_nom_complet(signs[0])) or ""


def _is_name(ligne: str) -> bool:
    """Whether a line is the name of a person rather than a function or a body."""
    if fonctions.drop_article(ligne) != ligne or politesse.is_known_fonction(ligne):
        return False
    if politesse.find_first_civilite(ligne):
        return True
    return (
        len(ligne.split()) > 1
        and ligne[:1].isupper()
        and not ligne.startswith(("Pour ", "Par "))
    )


@once
def list_signatures(meeting: MeetingContext) -> Sequence[Signature]:
    """Return who signs the minutes: who presided, and the secretary of the sitting."""
    president = find_president(meeting.sieges, meeting.reunion)
    secretary = find_secretary(meeting)
    return (
        _sign("président de séance", president, _find_typed_name(meeting)),
        _sign("secrétaire de séance", secretary),
    )


def _find_typed_name(meeting: MeetingContext) -> str:
    """Return the name typed in « Présidence »; "" when it is a Code or a function."""
    typed = write_in_line(meeting.reunion.presidence) or ""
    nom = typed.split(",")[0]
    return nom if len(nom.split()) > 1 and _is_name(nom) else ""


def _sign(titre: str, siege: Siege | None, nom: str = "") -> Signature:
    """Return the line of a signature, which agrees with the civility: « La présidente de
    séance ».
    """
    civilite = politesse.find_first_civilite(nom)
    if siege is not None and not siege.vacant:
        civilite, nom = siege.membre.civilite, compose_nom(siege.membre) or ""
    genre = politesse.find_civilite_article(civilite) or politesse.LE
    accorde = politesse.agree(titre, genre) or titre
    return Signature(french.capitalise_first(f"{genre} {accorde}"), nom)
