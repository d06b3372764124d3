"""Build the sheets of the control workbook about the meeting: substitutions, awaited answers,
seats, dates.
"""

from __future__ import annotations

import datetime as dt

from clu_batch.documents.typed_texts import compose_nom_complet, join_fonction_organisme
from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import DATE, JOUR_ET_DATE, NOMBRE, ControlColumn, ControlSheet
from clu_batch.records.comite import ReponseAnnoncee
from clu_batch.rules.model import Assiduite, Bilan, BilanGeneral, Etape, Siege
from clu_batch.rules.suppleances import INCOMPLETE


def build_suppleances_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the substitutions with their limits, states and reasons: the only place
    where these are told (docs/rules/substitutions.md#discretion).
    """
    colonnes = (
        ControlColumn("Membre", largeur=12, exact=True),
        ControlColumn("Suppléant", largeur=30),
        ControlColumn("Secrétariat informé le", DATE, 14),
        ControlColumn("Moyen", largeur=14),
        ControlColumn("Limite jours pleins", DATE, 14),
        ControlColumn("Limite J-2", DATE, 12),
        ControlColumn("Limite imprimée", DATE, 14),
        ControlColumn("État", largeur=16),
        ControlColumn("Motif", largeur=80),
        ControlColumn("Décision", largeur=14),
    )
    lignes = [
        (
            e.suppleance.membre,
            compose_nom_complet(e.suppleance),
            e.suppleance.informe_le,
            e.suppleance.moyen,
            e.limite_pleins,
            e.limite_j2,
            e.limite_imprimee,
            e.etat,
            e.motif,
            e.suppleance.decision,
        )
        for e in bilan.suppleances
    ]
    return ControlSheet("Suppléances", colonnes, lignes)


def build_reponses_attendues_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of each member's answer to the convocation, and of whom to remind. Nothing is
    awaited once the meeting was held.
    """
    colonnes = (
        ControlColumn("Membre", largeur=12, exact=True),
        ControlColumn("Réponse", largeur=20),
        ControlColumn("Reçue le", DATE, 12),
        ControlColumn("À relancer", largeur=12),
    )
    lignes = []
    if isinstance(bilan, Bilan) and bilan.seance.etape is Etape.A_VENIR:
        incompletes = {e.suppleance.membre for e in bilan.suppleances if e.etat == INCOMPLETE}
        lignes = [
            _describe_answer(s, incomplete=s.membre.code in incompletes) for s in bilan.sieges
        ]
    return ControlSheet("Réponses attendues", colonnes, lignes)


def _describe_answer(
    siege: Siege, *, incomplete: bool
) -> tuple[str, str | None, dt.date | None, str]:
    """Return the row of one seat. A member who answered « suppléé » is still to be asked for the
    identity and the function that the procedure requires.
    """
    code, suppleance = siege.membre.code, siege.suppleance
    reponse, recue_le = _read_answer(siege)
    if siege.vacant and (siege.presence is None or siege.presence.reponse is None):
        return code, "siège vacant", None, "non"
    if reponse is None:
        return code, None, None, "oui" if siege.membre.a_convoquer else "non"
    a_relancer = reponse == ReponseAnnoncee.SUPPLEE and (suppleance is None or incomplete)
    return code, reponse, recue_le, "oui" if a_relancer else "non"


def _read_answer(siege: Siege) -> tuple[str | None, dt.date | None]:
    """Return what was answered for a seat and when: as Présences says, else by announcing a
    substitute.
    """
    presence, suppleance = siege.presence, siege.suppleance
    if presence is not None and presence.reponse is not None:
        return presence.reponse, presence.reponse_recue_le
    if suppleance is not None:
        return ReponseAnnoncee.SUPPLEE, suppleance.informe_le
    return None, None


def build_composition_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the seats and their attendance over the last six held meetings."""
    colonnes = (
        ControlColumn("Membre", largeur=12, exact=True),
        ControlColumn("Collège", largeur=30),
        ControlColumn("Titulaire", largeur=52),
        ControlColumn("Vacant", largeur=9),
        ControlColumn("Fin de mandat", DATE, 12),
        ControlColumn("Réunions", NOMBRE, 10),
        ControlColumn("Présences", NOMBRE, 10),
        ControlColumn("Représentations", NOMBRE, 15),
        ControlColumn("Suppléances", NOMBRE, 12),
        ControlColumn("Excusés", NOMBRE, 10),
        ControlColumn("Absences", NOMBRE, 10),
        ControlColumn("Dernière présence", DATE, 14),
    )
    lignes = [
        (
            a.membre.code,
            a.membre.college,
            _name_holder(a),
            "oui" if a.vacant else "non",
            a.membre.jusqu_au,
            a.reunions,
            a.presences,
            a.representations,
            a.suppleances,
            a.excuses,
            a.absences,
            a.derniere_presence,
        )
        for a in bilan.assiduite
    ]
    return ControlSheet("Composition", colonnes, lignes)


def _name_holder(assiduite: Assiduite) -> str | None:
    """Return who holds a seat, by name when it is known; a vacant one has its function alone."""
    membre = assiduite.membre
    fonction = join_fonction_organisme(membre.fonction, membre.organisme)
    nom = compose_nom_complet(membre)
    if nom is None or assiduite.vacant:
        return fonction
    return f"{nom}, {french.drop_article(fonction)}" if fonction else nom


def build_pourquoi_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet that counts the delays day by day."""
    colonnes = (
        ControlColumn("Objet", largeur=70),
        ControlColumn("Jour", JOUR_ET_DATE, 16),
        ControlColumn("Compté", largeur=9),
        ControlColumn("Rang", NOMBRE, 8),
        ControlColumn("Raison", largeur=76),
    )
    lignes = [
        (d.objet, d.jour, "oui" if d.compte else "non", d.rang, d.raison) for d in bilan.pourquoi
    ]
    return ControlSheet("Pourquoi ces dates", colonnes, lignes)


def build_dates_cles_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the steps of the preparation."""
    colonnes = (
        ControlColumn("Étape", largeur=50),
        ControlColumn("Date", DATE, 12),
        ControlColumn("Jours restants", NOMBRE, 14),
        ControlColumn("Fait le", DATE, 12),
        ControlColumn("État", largeur=12),
    )
    return ControlSheet(
        "Dates clés",
        colonnes,
        [(d.etape, d.date, d.jours_restants, d.fait_le, d.etat) for d in bilan.dates_cles],
    )
