"""The minutes (docs/rules/documents.md#compte-rendu): who came, what was presented, what was said
as the secretary wrote it, what follows.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents import context, file_names, ordre_du_jour
from clu_batch.documents.ordre_du_jour import Traite
from clu_batch.documents.sections import presences, propositions
from clu_batch.documents.sections.field_tables import paragraphe, sans_graphiques, titre
from clu_batch.kernel import french
from clu_batch.kernel.content import Bloc, Demande, Element, Manquant, Sommaire
from clu_batch.kernel.declaration import Famille
from clu_batch.kernel.long_texts import texte_long
from clu_batch.kernel.problems import Place
from clu_batch.rules.model import Bilan, Registre, Reunion

SOUS_TITRE = 2
"""Level of « Éléments présentés », « Relevé des échanges », « Conclusion » under a point; those of
the blocks come below.
"""


def attendu(registre: Registre, reunion: Reunion) -> bool:
    """The minutes wait for a first Statut in Présences (docs/rules/meetings.md#minutes-wait)."""
    return any(p.reunion == reunion.date and p.statut for p in registre.comite.presences)


def preparer(registre: Registre, bilan: Bilan) -> Sequence[Demande]:
    """The minutes of a held meeting, once one attendance at least was typed."""
    reunion = bilan.seance.reunion
    if reunion is None or not attendu(registre, reunion):
        return ()
    nom = file_names.nom(reunion.date, registre.parametres.sigle, "Compte-rendu")
    intitule = f"Compte rendu – {registre.parametres.comite}, {french.date(reunion.date)}"
    contexte = {**context.contexte(registre, bilan), **balises(registre, bilan)}
    sent = reunion.compte_rendu_envoye_le
    return (
        Demande(
            f"{nom}.docx",
            Famille.COMPTE_RENDU.value,
            Famille.COMPTE_RENDU,
            intitule,
            reunion.date,
            contexte,
            envoye_le=sent,
        ),
    )


def balises(registre: Registre, bilan: Bilan) -> dict[str, object]:
    """The tags that the minutes add to those of every document."""
    reunion = bilan.seance.reunion
    if reunion is None:
        raise ValueError("no meeting: no minutes")
    return {
        "date_document": reunion.compte_rendu_envoye_le or bilan.seance.j,
        "heure_fin": (
            reunion.heure_fin
            or Manquant("heure de fin de la réunion", reunion.place, "Heure de fin")
        ),
        "prochaine_reunion": (
            reunion.prochaine or Manquant("prochaine réunion", reunion.place, "Prochaine réunion")
        ),
        "secretaire": presences.secretaire(bilan),
        "sommaire": Bloc((Sommaire(1),)),
        "agenda": ordre_du_jour.agenda(registre, reunion),
        "presences": presences.bloc(registre, bilan, SOUS_TITRE),
        "points": ordre_du_jour.sections(
            registre, bilan, lambda traite: _write_content(registre, bilan, traite)
        ),
        "propositions": propositions.bloc(registre, bilan),
        "diffusion": presences.diffusion(registre, bilan, SOUS_TITRE),
    }


def _write_content(registre: Registre, bilan: Bilan, traite: Traite) -> list[Element]:
    """The facts presented, then what the secretary wrote; debates are never invented."""
    point, rubrique = traite.point, traite.rubrique
    faits: list[Element] = []
    jointe = ordre_du_jour.piece_jointe(registre, point) if point else None
    if jointe:
        faits.append(paragraphe(f"Pièce jointe : {jointe}."))
    faits += ordre_du_jour.compte_rendu_precedent(registre, bilan, point)
    if rubrique:
        bati = rubrique.compte_rendu or rubrique.bloc
        presentes = ordre_du_jour.elements_presentes(registre, bilan, traite, bati, SOUS_TITRE + 1)
        faits += sans_graphiques(presentes)
    elements: list[Element] = []
    if point and point.presente_par:
        elements.append(paragraphe(f"Présenté par : {french.dans_la_phrase(point.presente_par)}."))
    if faits:
        elements += [titre("Éléments présentés", SOUS_TITRE), *faits]
    return elements + _echanges(traite)


def _echanges(traite: Traite) -> list[Element]:
    """What was said and retained, as typed; an empty record is to complete.

    The five points of the procedure have one each when no row gives an agenda.
    """
    point = traite.point
    if not traite.prevu:
        return []
    place = point.place if point else Place(sheet="Ordre du jour")
    manque = Manquant(f"relevé des échanges du point {traite.numero}", place, "Relevé des échanges")
    releve = texte_long(point.releve) if point and point.releve else (paragraphe(manque),)
    elements: list[Element] = [titre("Relevé des échanges", SOUS_TITRE), *releve]
    if point and point.conclusion:
        elements += [titre("Conclusion", SOUS_TITRE), *texte_long(point.conclusion)]
    return elements
