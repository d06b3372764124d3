"""Read `Propositions`, `Documents types` and `Modalités d'appui`: what is discussed, and followed
from meeting to meeting.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.messages import links
from clu_batch.parse import find_closest, fold_numero
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.model import DocumentType, ModaliteAppui, Proposition


def _find_auteur(row: Proposition, atelier: CommitteeBuilder) -> str | None:
    """Who expressed a proposition, as it is printed: the body of a member, a collège, or a
    guest.
    """
    cited = row.auteur
    code = atelier.find_code(cited)
    if code:
        return _name_siege(code, row.reunion, atelier)
    college = atelier.find_college(cited)
    if college:
        return college
    invite = atelier.find_invite(cited, row.reunion)
    if invite:
        return invite.organisme or invite.nom
    code = atelier.read_membre(row, "auteur", cited)
    if code:
        return _name_siege(code, row.reunion, atelier)
    close = find_closest(cited, [m.college for m in atelier.membres])
    close = close or atelier.find_close_code(cited)
    atelier.report(row, links.AUTEUR_INCONNU, "auteur", cited, suggestion=close)
    return None


def _name_siege(code: str, date: dt.date, atelier: CommitteeBuilder) -> str:
    holder = atelier.find_titulaire(code, date)
    return holder.organisme or holder.fonction or code


def read_propositions(
    checked: CheckedRows, atelier: CommitteeBuilder
) -> tuple[Proposition, ...]:
    """Return the avis, souhaits, propositions and suggestions."""
    kept: list[Proposition] = []
    for row in atelier.link_rows(Proposition, checked):
        auteur = _find_auteur(row, atelier)
        if auteur is None:
            continue
        if fold_numero(row.numero) in [fold_numero(other.numero) for other in kept]:
            atelier.report(row, links.PROPOSITION_REPETEE, "numero", row.numero)
        _check_closing(row, atelier)
        kept.append(replace(row, auteur=auteur))
    return tuple(kept)


def _check_closing(row: Proposition, atelier: CommitteeBuilder) -> None:
    """A proposition that was closed before the meeting in which it was expressed."""
    cloture = row.cloturee_le
    if cloture and cloture < row.reunion:
        shown, reunion = (
            french.format_short_date(cloture),
            french.format_short_date(row.reunion),
        )
        kind = links.CLOTURE_AVANT_LA_REUNION
        atelier.report(row, kind, "cloturee_le", shown, reunion=reunion)


def read_documents_types(
    checked: CheckedRows, atelier: CommitteeBuilder
) -> tuple[DocumentType, ...]:
    """Return the standard documents submitted."""
    return tuple(atelier.link_rows(DocumentType, checked))


def read_modalites(
    checked: CheckedRows, atelier: CommitteeBuilder
) -> tuple[ModaliteAppui, ...]:
    """Return the ways in which users are helped; one that cites no meeting holds for all."""
    return tuple(atelier.link_rows(ModaliteAppui, checked))
