"""The sheets of the control workbook about the meeting: substitutions, answers awaited, seats,
dates.
"""

from __future__ import annotations

import datetime as dt

from clu_batch.documents.typed_texts import fonction_et_organisme, nom_complet
from clu_batch.kernel import french
from clu_batch.kernel.sheet_content import DATE, JOUR_ET_DATE, NOMBRE, ColonneDeFeuille, Feuille
from clu_batch.rules.model import Assiduite, Bilan, Etape, Siege
from clu_batch.rules.suppleances import INCOMPLETE


def suppleances(bilan: Bilan) -> Feuille:
    """Each substitution with its limits, its state and the reason: the only place where they stand
    (docs/rules/substitutions.md#discretion).
    """
    colonnes = (
        ColonneDeFeuille("Membre", largeur=12, exact=True),
        ColonneDeFeuille("Suppléant", largeur=30),
        ColonneDeFeuille("Secrétariat informé le", DATE, 14),
        ColonneDeFeuille("Moyen", largeur=14),
        ColonneDeFeuille("Limite jours pleins", DATE, 14),
        ColonneDeFeuille("Limite J-2", DATE, 12),
        ColonneDeFeuille("Limite imprimée", DATE, 14),
        ColonneDeFeuille("État", largeur=16),
        ColonneDeFeuille("Motif", largeur=80),
        ColonneDeFeuille("Décision", largeur=14),
    )
    lignes = [
        (
            e.suppleance.membre,
            nom_complet(e.suppleance.civilite, e.suppleance.prenom, e.suppleance.nom),
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
    return Feuille("Suppléances", colonnes, lignes)


def reponses_attendues(bilan: Bilan) -> Feuille:
    """What each member answered to the convocation, and who is to be reminded; nothing is awaited
    once the meeting was held.
    """
    colonnes = (
        ColonneDeFeuille("Membre", largeur=12, exact=True),
        ColonneDeFeuille("Réponse", largeur=20),
        ColonneDeFeuille("Reçue le", DATE, 12),
        ColonneDeFeuille("À relancer", largeur=12),
    )
    seance = bilan.seance
    lignes = []
    if seance.reunion is not None and seance.etape is Etape.A_VENIR:
        incompletes = {e.suppleance.membre for e in bilan.suppleances if e.etat == INCOMPLETE}
        lignes = [
            _describe_answer(s, incomplete=s.membre.code in incompletes) for s in bilan.sieges
        ]
    return Feuille("Réponses attendues", colonnes, lignes)


def _describe_answer(
    siege: Siege, *, incomplete: bool
) -> tuple[str, str | None, dt.date | None, str]:
    """One seat; who said « suppléé » is still to be asked for the identity and the function that
    the procedure requires.
    """
    code, suppleance = siege.membre.code, siege.suppleance
    reponse, recue_le = _read_answer(siege)
    if siege.vacant and (siege.presence is None or siege.presence.reponse is None):
        return code, "siège vacant", None, "non"
    if reponse is None:
        return code, None, None, "oui" if siege.membre.a_convoquer else "non"
    a_relancer = reponse == "suppléé" and (suppleance is None or incomplete)
    return code, reponse, recue_le, "oui" if a_relancer else "non"


def _read_answer(siege: Siege) -> tuple[str | None, dt.date | None]:
    """What was answered for a seat and when: as Présences says, else by announcing a substitute."""
    presence, suppleance = siege.presence, siege.suppleance
    if presence is not None and presence.reponse is not None:
        return presence.reponse, presence.reponse_recue_le
    if suppleance is not None:
        return "suppléé", suppleance.informe_le
    return None, None


def composition(bilan: Bilan) -> Feuille:
    """The seats and their attendance over the last six held meetings."""
    colonnes = (
        ColonneDeFeuille("Membre", largeur=12, exact=True),
        ColonneDeFeuille("Collège", largeur=30),
        ColonneDeFeuille("Titulaire", largeur=52),
        ColonneDeFeuille("Vacant", largeur=9),
        ColonneDeFeuille("Fin de mandat", DATE, 12),
        ColonneDeFeuille("Réunions", NOMBRE, 10),
        ColonneDeFeuille("Présences", NOMBRE, 10),
        ColonneDeFeuille("Représentations", NOMBRE, 15),
        ColonneDeFeuille("Suppléances", NOMBRE, 12),
        ColonneDeFeuille("Excusés", NOMBRE, 10),
        ColonneDeFeuille("Absences", NOMBRE, 10),
        ColonneDeFeuille("Dernière présence", DATE, 14),
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
    return Feuille("Composition", colonnes, lignes)


def _name_holder(assiduite: Assiduite) -> str | None:
    """Who holds a seat, by name when it is known; a vacant one has its function alone."""
    membre = assiduite.membre
    fonction = fonction_et_organisme(membre.fonction, membre.organisme)
    nom = nom_complet(membre.civilite, membre.prenom, membre.nom)
    if nom is None or assiduite.vacant:
        return fonction
    return f"{nom}, {french.sans_article(fonction)}" if fonction else nom


def pourquoi(bilan: Bilan) -> Feuille:
    """The counts, day by day."""
    colonnes = (
        ColonneDeFeuille("Objet", largeur=70),
        ColonneDeFeuille("Jour", JOUR_ET_DATE, 16),
        ColonneDeFeuille("Compté", largeur=9),
        ColonneDeFeuille("Rang", NOMBRE, 8),
        ColonneDeFeuille("Raison", largeur=76),
    )
    lignes = [
        (d.objet, d.jour, "oui" if d.compte else "non", d.rang, d.raison) for d in bilan.pourquoi
    ]
    return Feuille("Pourquoi ces dates", colonnes, lignes)


def dates_cles(bilan: Bilan) -> Feuille:
    """The steps of the preparation."""
    colonnes = (
        ColonneDeFeuille("Étape", largeur=50),
        ColonneDeFeuille("Date", DATE, 12),
        ColonneDeFeuille("Jours restants", NOMBRE, 14),
        ColonneDeFeuille("Fait le", DATE, 12),
        ColonneDeFeuille("État", largeur=12),
    )
    return Feuille(
        "Dates clés",
        colonnes,
        [(d.etape, d.date, d.jours_restants, d.fait_le, d.etat) for d in bilan.dates_cles],
    )
