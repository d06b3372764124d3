"""Build the sheets of the control workbook about the meeting: substitutions, awaited answers,
seats, dates.
"""

from __future__ import annotations

import datetime as dt

from clu_batch.documents.control.sheet_layout import OUI_NON, Columns, make_sheet
from clu_batch.documents.typed_texts import compose_nom, join_fonction_organisme
from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import (
    DATE,
    JOUR_ET_DATE,
    NOMBRE,
    ControlColumn,
    ControlSheet,
)
from clu_batch.records.participants import ReponseAnnoncee
from clu_batch.rules.model import Assiduite, Bilan, BilanGeneral, Siege
from clu_batch.rules.presidence import find_president
from clu_batch.rules.suppleances import INCOMPLETE

_SUPPLEANCES: Columns = {
    "suppleance.membre": ControlColumn("Membre", largeur=12, exact=True),
    "suppleant": ControlColumn("Suppléant", largeur=30),
    "suppleance.informe_le": ControlColumn("Secrétariat informé le", DATE, 14),
    "suppleance.moyen": ControlColumn("Moyen", largeur=14),
    "limite_pleins": ControlColumn("Limite jours pleins", DATE, 14),
    "limite_j2": ControlColumn("Limite J-2", DATE, 12),
    "limite_imprimee": ControlColumn("Limite imprimée", DATE, 14),
    "etat": ControlColumn("État", largeur=16),
    "motif": ControlColumn("Motif", largeur=80),
    "suppleance.decision": ControlColumn("Décision", largeur=14),
}
_REPONSES_ATTENDUES = (
    ControlColumn("Membre", largeur=12, exact=True),
    ControlColumn("Réponse", largeur=20),
    ControlColumn("Reçue le", DATE, 12),
    ControlColumn("À relancer", largeur=12),
)
_COMPOSITION: Columns = {
    "membre.code": ControlColumn("Membre", largeur=12, exact=True),
    "membre.college": ControlColumn("Collège", largeur=30),
    "titulaire": ControlColumn("Titulaire", largeur=52),
    "vacant": ControlColumn("Vacant", largeur=9),
    "membre.jusqu_au": ControlColumn("Fin de mandat", DATE, 12),
    "reunions": ControlColumn("Réunions", NOMBRE, 10),
    "presences": ControlColumn("Présences", NOMBRE, 10),
    "representations": ControlColumn("Représentations", NOMBRE, 15),
    "suppleances": ControlColumn("Suppléances", NOMBRE, 12),
    "excuses": ControlColumn("Excusés", NOMBRE, 10),
    "absences": ControlColumn("Absences", NOMBRE, 10),
    "derniere_presence": ControlColumn("Dernière présence", DATE, 14),
}
_POURQUOI: Columns = {
    "objet": ControlColumn("Objet", largeur=70),
    "jour": ControlColumn("Jour", JOUR_ET_DATE, 16),
    "compte": ControlColumn("Compté", largeur=9),
    "rang": ControlColumn("Rang", NOMBRE, 8),
    "raison": ControlColumn("Raison", largeur=76),
}
_DATES_CLES: Columns = {
    "etape": ControlColumn("Étape", largeur=50),
    "date": ControlColumn("Date", DATE, 12),
    "jours_restants": ControlColumn("Jours restants", NOMBRE, 14),
    "fait_le": ControlColumn("Fait le", DATE, 12),
    "etat": ControlColumn("État", largeur=12),
}


def build_suppleances_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the substitutions with their limits, states and reasons: the only place
    where these are told (docs/rules/substitutions.md#discretion).
    """
    return make_sheet(
        "Suppléances",
        bilan.suppleances,
        _SUPPLEANCES,
        suppleant=lambda examen: compose_nom(examen.suppleance),
    )


def build_reponses_attendues_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of each member's answer to the convocation, and of whom to remind. Nothing is
    awaited once the meeting was held.
    """
    lignes = []
    if isinstance(bilan, Bilan) and bilan.is_to_come:
        president = find_president(bilan.sieges, bilan.seance.reunion)
        incompletes = {e.suppleance.membre for e in bilan.suppleances if e.etat == INCOMPLETE}
        lignes = [
            _describe_answer(
                s, incomplete=s.membre.code in incompletes, awaited=s is not president
            )
            for s in bilan.sieges
        ]
    return ControlSheet("Réponses attendues", _REPONSES_ATTENDUES, lignes)


def _describe_answer(
    siege: Siege, *, incomplete: bool, awaited: bool
) -> tuple[str, str | None, dt.date | None, str]:
    """Return the row of one seat. A member who answered « suppléé » is still to be asked for the
    identity and the function that the procedure requires; who presides is not asked.
    """
    code, suppleance = siege.membre.code, siege.suppleance
    reponse, recue_le = _read_answer(siege)
    if siege.vacant and (siege.presence is None or siege.presence.reponse is None):
        return code, "siège vacant", None, "non"
    if reponse is None:
        return code, None, None, OUI_NON[siege.membre.a_convoquer and awaited]
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
    return make_sheet(
        "Composition",
        bilan.assiduite,
        _COMPOSITION,
        titulaire=_name_holder,
        vacant=lambda assiduite: OUI_NON[assiduite.vacant],
    )


def _name_holder(assiduite: Assiduite) -> str | None:
    """Return who holds a seat, by name when it is known; a vacant one has its function alone."""
    membre = assiduite.membre
    fonction = join_fonction_organisme(membre.fonction, membre.organisme)
    nom = compose_nom(membre)
    if nom is None or assiduite.vacant:
        return fonction
    return f"{nom}, {french.drop_article(fonction)}" if fonction else nom


def build_pourquoi_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet that counts the delays day by day."""
    return make_sheet(
        "Pourquoi ces dates",
        bilan.pourquoi,
        _POURQUOI,
        compte=lambda jour: OUI_NON[jour.compte],
    )


def build_dates_cles_sheet(bilan: BilanGeneral) -> ControlSheet:
    """Build the sheet of the steps of the preparation."""
    return make_sheet("Dates clés", bilan.dates_cles, _DATES_CLES)
