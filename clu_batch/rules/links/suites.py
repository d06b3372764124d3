"""Read `Propositions`, `Documents types` and `Modalités d'appui`: what is discussed, and followed
from meeting to meeting.
"""

from __future__ import annotations

import datetime as dt

from clu_batch import parse
from clu_batch.kernel import french
from clu_batch.kernel.tables import Table
from clu_batch.messages import links
from clu_batch.parse import find_closest
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.ligne import TableRow, list_rows
from clu_batch.rules.model import DocumentType, ModaliteAppui, Proposition


def _read_auteur(ligne: TableRow, date: dt.date, atelier: CommitteeBuilder) -> str | None:
    """Who expressed a proposition, as it is printed: the body of a member, a collège, or a
    guest.
    """
    cited = ligne.read_text("Membre") or ""
    code = atelier.find_code(cited)
    if code:
        return _name_siege(code, date, atelier)
    college = atelier.find_college(cited)
    if college:
        return college
    invite = atelier.find_invite(cited, date)
    if invite:
        return invite.organisme or invite.nom
    code = atelier.read_membre(ligne, cited)
    if code:
        return _name_siege(code, date, atelier)
    atelier.report(
        ligne,
        links.AUTEUR_INCONNU,
        "Membre",
        cited,
        suggestion=find_closest(cited, [m.college for m in atelier.membres])
        or atelier.find_close_code(cited),
    )
    return None


def _name_siege(code: str, date: dt.date, atelier: CommitteeBuilder) -> str:
    holder = atelier.find_titulaire(code, date)
    return holder.organisme or holder.fonction or code


def read_propositions(table: Table, atelier: CommitteeBuilder) -> tuple[Proposition, ...]:
    """Return the avis, souhaits, propositions and suggestions."""
    kept: list[Proposition] = []
    for ligne in list_rows(table):
        date = atelier.read_reunion(ligne)
        auteur = _read_auteur(ligne, date, atelier) if date else None
        if date is None or auteur is None:
            continue
        numero = ligne.read_text("N°") or ""
        if any(parse.fold_numero(other.numero) == parse.fold_numero(numero) for other in kept):
            atelier.report(ligne, links.PROPOSITION_REPETEE, "N°", numero)
        cloture = ligne.read_date("Clôturée le")
        if cloture and cloture < date:
            facts = {"reunion": french.format_short_date(date)}
            atelier.report(
                ligne,
                links.CLOTURE_AVANT_LA_REUNION,
                "Clôturée le",
                french.format_short_date(cloture),
                **facts,
            )
        kept.append(
            ligne.build(
                Proposition, reunion=date, auteur=auteur, rubrique=atelier.read_rubrique(ligne)
            )
        )
    return tuple(kept)


def read_documents_types(table: Table, atelier: CommitteeBuilder) -> tuple[DocumentType, ...]:
    """Return the standard documents submitted."""
    kept = []
    for ligne in list_rows(table):
        date = atelier.read_reunion(ligne)
        if date is None:
            continue
        kept.append(ligne.build(DocumentType, reunion=date, fichier=atelier.read_file(ligne)))
    return tuple(kept)


def read_modalites(table: Table, atelier: CommitteeBuilder) -> tuple[ModaliteAppui, ...]:
    """Return the ways in which users are helped; one that cites no meeting holds for all."""
    kept = []
    for ligne in list_rows(table):
        cited = ligne.read_raw("Réunion") is not None
        date = atelier.read_reunion(ligne) if cited else None
        if cited and date is None:
            continue
        modalite = ligne.read_text("Modalité") or french.NON_RENSEIGNE
        kept.append(ligne.build(ModaliteAppui, modalite=modalite, reunion=date))
    return tuple(kept)
