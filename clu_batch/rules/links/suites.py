"""`Propositions`, `Documents types` and `Modalités d'appui`: what is discussed, and followed from
meeting to meeting.
"""

from __future__ import annotations

import datetime as dt

from clu_batch import parse
from clu_batch.kernel import french
from clu_batch.kernel.tables import Table
from clu_batch.messages import links
from clu_batch.parse import proche
from clu_batch.rules.links.citations import Atelier
from clu_batch.rules.links.ligne import Ligne, lignes
from clu_batch.rules.model import DocumentType, ModaliteAppui, Proposition


def _auteur(ligne: Ligne, date: dt.date, atelier: Atelier) -> str | None:
    """Who expressed a proposition, as it is printed: the body of a member, a collège, or a
    guest.
    """
    cited = ligne.texte("Membre") or ""
    code = atelier.code(cited)
    if code:
        return _siege(code, date, atelier)
    college = atelier.college(cited)
    if college:
        return college
    invite = atelier.invite(cited, date)
    if invite:
        return invite.organisme or invite.nom
    code = atelier.membre(ligne, cited)
    if code:
        return _siege(code, date, atelier)
    conseil = links.suggestion(
        proche(cited, [m.college for m in atelier.membres]) or atelier.code_proche(cited)
    )
    atelier.problems.append(
        links.AUTEUR_INCONNU.at(ligne.place("Membre"), "Membre", cited, suggestion=conseil)
    )
    return None


def _siege(code: str, date: dt.date, atelier: Atelier) -> str:
    holder = atelier.titulaire(code, date)
    return holder.organisme or holder.fonction or code


def propositions(table: Table, atelier: Atelier) -> tuple[Proposition, ...]:
    """The avis, souhaits, propositions and suggestions."""
    kept: list[Proposition] = []
    for ligne in lignes(table):
        date = atelier.reunion(ligne)
        auteur = _auteur(ligne, date, atelier) if date else None
        if date is None or auteur is None:
            continue
        numero = ligne.texte("N°") or ""
        if any(parse.numero(other.numero) == parse.numero(numero) for other in kept):
            atelier.problems.append(links.PROPOSITION_REPETEE.at(ligne.place("N°"), "N°", numero))
        cloture = ligne.date("Clôturée le")
        if cloture and cloture < date:
            facts = {"reunion": french.date_courte(date)}
            place = ligne.place("Clôturée le")
            atelier.problems.append(
                links.CLOTURE_AVANT_LA_REUNION.at(
                    place, "Clôturée le", french.date_courte(cloture), **facts
                )
            )
        kept.append(
            Proposition(
                numero=numero,
                reunion=date,
                auteur=auteur,
                nature=ligne.texte("Nature"),
                rubrique=atelier.rubrique(ligne),
                texte=ligne.texte("Texte"),
                reponse=ligne.texte("Réponse"),
                service_pilote=ligne.texte("Service pilote"),
                echeance=ligne.date("Échéance"),
                etat=ligne.texte("État"),
                cloturee_le=cloture,
                place=ligne.place("Texte"),
            )
        )
    return tuple(kept)


def documents_types(table: Table, atelier: Atelier) -> tuple[DocumentType, ...]:
    """The standard documents submitted."""
    kept = []
    for ligne in lignes(table):
        date = atelier.reunion(ligne)
        if date is None:
            continue
        kept.append(
            DocumentType(
                reunion=date,
                intitule=ligne.texte("Intitulé"),
                nature=ligne.texte("Nature"),
                reference=ligne.texte("Référence"),
                service=ligne.texte("Service"),
                version=ligne.texte("Version"),
                fichier=atelier.fichier(ligne),
                question=ligne.texte("Question soumise"),
                avis=ligne.texte("Avis des représentants des usagers"),
                suite=ligne.texte("Suite donnée"),
                place=ligne.place("Intitulé"),
            )
        )
    return tuple(kept)


def modalites(table: Table, atelier: Atelier) -> tuple[ModaliteAppui, ...]:
    """The ways in which users are helped; one that cites no meeting is for all of them."""
    kept = []
    for ligne in lignes(table):
        cited = ligne.brut("Réunion") is not None
        date = atelier.reunion(ligne) if cited else None
        if cited and date is None:
            continue
        kept.append(
            ModaliteAppui(
                modalite=ligne.texte("Modalité") or french.NON_RENSEIGNE,
                reunion=date,
                public=ligne.texte("Public visé"),
                lieu=ligne.texte("Lieu"),
                horaires=ligne.texte("Horaires"),
                partenaire=ligne.texte("Partenaire"),
                usagers=ligne.nombre("Usagers accompagnés"),
                precedente=ligne.nombre("Période précédente"),
                evolution=ligne.texte("Évolution"),
                place=ligne.place("Modalité"),
            )
        )
    return tuple(kept)
