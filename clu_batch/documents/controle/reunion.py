"""The sheets of the control workbook about the meeting: substitutions, answers awaited, seats, dates, provisions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clu_batch import french
from clu_batch.feuilles import DATE, NOMBRE, Champ, Feuille
from clu_batch.model import Bilan, Etape, Membre, Registre


def suppleances(bilan: Bilan) -> Feuille:
    """Each substitution with its limits, its state and the reason: the only place where they stand (page 2.2)."""
    colonnes = (
        Champ("Membre", largeur=12),
        Champ("Suppléant", largeur=30),
        Champ("Secrétariat informé le", DATE, 14),
        Champ("Limite jours pleins", DATE, 14),
        Champ("Limite J-2", DATE, 12),
        Champ("Limite imprimée", DATE, 14),
        Champ("État", largeur=16),
        Champ("Motif", largeur=80),
        Champ("Décision", largeur=14),
    )
    lignes = [
        (
            e.suppleance.membre,
            " ".join(part for part in (e.suppleance.civilite, e.suppleance.prenom, e.suppleance.nom) if part),
            e.suppleance.informe_le,
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


def reponses_attendues(registre: Registre, bilan: Bilan) -> Feuille:
    """What each member answered to the convocation, and who is to be reminded."""
    colonnes = (Champ("Membre", largeur=12), Champ("Réponse", largeur=16), Champ("Reçue le", DATE, 12), Champ("À relancer", largeur=12))
    lignes = []
    for siege in bilan.sieges if bilan.seance.etape is Etape.A_VENIR else ():
        presence = siege.presence
        reponse = presence.reponse if presence else None
        if reponse is None and siege.suppleance:
            reponse = "suppléé"
        waiting = reponse is None and not siege.vacant and siege.membre.a_convoquer
        lignes.append((siege.membre.code, reponse, presence.reponse_recue_le if presence else None, "oui" if waiting else "non"))
    return Feuille("Réponses attendues", colonnes, lignes)


def composition(bilan: Bilan) -> Feuille:
    """The seats and their attendance over the last six held meetings."""
    colonnes = (
        Champ("Membre", largeur=12),
        Champ("Collège", largeur=30),
        Champ("Titulaire", largeur=52),
        Champ("Vacant", largeur=9),
        Champ("Fin de mandat", DATE, 12),
        Champ("Réunions", NOMBRE, 10),
        Champ("Présences", NOMBRE, 10),
        Champ("Représentations", NOMBRE, 15),
        Champ("Suppléances", NOMBRE, 12),
        Champ("Excusés", NOMBRE, 10),
        Champ("Absences", NOMBRE, 10),
        Champ("Dernière présence", DATE, 14),
    )
    lignes = [
        (
            a.membre.code,
            a.membre.college,
            titulaire(a.membre),
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


def titulaire(membre: Membre) -> str:
    """Who holds a seat, by name when it is known, by function otherwise."""
    name = " ".join(part for part in (membre.civilite, membre.prenom, membre.nom) if part)
    return ", ".join(part for part in (name, membre.fonction) if part)


def pourquoi(bilan: Bilan) -> Feuille:
    """The counts, day by day."""
    colonnes = (
        Champ("Objet", largeur=56),
        Champ("Jour", DATE, 12),
        Champ("Compté", largeur=9),
        Champ("Rang", NOMBRE, 8),
        Champ("Raison", largeur=70),
    )
    lignes = [(d.objet, d.jour, "oui" if d.compte else "non", d.rang, d.raison) for d in bilan.pourquoi]
    return Feuille("Pourquoi ces dates", colonnes, lignes)


def dates_cles(bilan: Bilan) -> Feuille:
    """The steps of the preparation."""
    colonnes = (
        Champ("Étape", largeur=50),
        Champ("Date", DATE, 12),
        Champ("Jours restants", NOMBRE, 14),
        Champ("Fait le", DATE, 12),
        Champ("État", largeur=12),
    )
    return Feuille("Dates clés", colonnes, [(d.etape, d.date, d.jours_restants, d.fait_le, d.etat) for d in bilan.dates_cles])


@dataclass(frozen=True, slots=True)
class _Disposition:
    """A provision of the procedure, quoted, and what the workbooks show of it: finding, proof, state."""

    citation: str
    constat: Callable[[Registre, Bilan], tuple[str, str, str]]


def conformite(registre: Registre, bilan: Bilan) -> Feuille:
    """One row per provision of the procedure."""
    colonnes = (
        Champ("Disposition", largeur=70),
        Champ("Constat", largeur=60),
        Champ("Preuve", largeur=50),
        Champ("État", largeur=16),
    )
    lignes = [(f"« {d.citation} »", *d.constat(registre, bilan)) for d in _DISPOSITIONS] if bilan.seance.reunion else []
    return Feuille("Conformité", colonnes, lignes)


OUI, NON, A_VENIR = "conforme", "à compléter", "à venir"


def _point(rubrique: str) -> Callable[[Registre, Bilan], tuple[str, str, str]]:
    def constat(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
        points = [p for p in _agenda(registre, bilan) if p.rubrique == rubrique]
        if not points:
            return "aucun point de l’ordre du jour ne porte cette rubrique", f"Ordre du jour, rubrique « {rubrique} »", NON
        numeros = french.enumeration([p.numero for p in points])
        return f"point {numeros} de l’ordre du jour", f"Ordre du jour, rubrique « {rubrique} »", OUI

    return constat


def _agenda(registre: Registre, bilan: Bilan) -> list[_PointDuJour]:
    date = _date(bilan)
    return [_PointDuJour(p.numero, french.minuscule_initiale(p.rubrique or "")) for p in registre.comite.ordre_du_jour if p.reunion == date]


@dataclass(frozen=True, slots=True)
class _PointDuJour:
    numero: str
    rubrique: str


def _date(bilan: Bilan) -> dt.date | None:
    return bilan.seance.reunion.date if bilan.seance.reunion else None


def _avis(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
    expressed = [p for p in registre.comite.propositions if p.reunion == _date(bilan)]
    if expressed:
        return french.pluriel(len(expressed), "contribution relevée", "contributions relevées"), "feuille Propositions", OUI
    if bilan.seance.etape is Etape.A_VENIR:
        return "la réunion n’a pas encore eu lieu", "feuille Propositions", A_VENIR
    return "aucun avis, souhait, proposition ou suggestion relevé", "feuille Propositions", NON


def _examen(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
    submitted = [d for d in registre.comite.documents_types if d.reunion == _date(bilan)]
    given = [d for d in submitted if d.avis]
    soumis = french.pluriel(len(submitted), "document soumis", "documents soumis")
    constat = f"{soumis}, {french.pluriel(len(given), 'avis rendu', 'avis rendus')}"
    if len(given) == len(submitted):
        return constat, "feuille Documents types", OUI
    return constat, "feuille Documents types", A_VENIR if bilan.seance.etape is Etape.A_VENIR else NON


def _suppleances(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
    limite = f"information du secrétariat au plus tard le {french.date_longue(bilan.limite_suppleance)}" if bilan.limite_suppleance else ""
    states = [e.etat for e in bilan.suppleances]
    if not states:
        return "aucune suppléance annoncée", limite, OUI
    late = [s for s in states if s != "dans le délai"]
    constat = french.pluriel(len(states), "suppléance annoncée", "suppléances annoncées")
    if late:
        constat += f", dont {len(late)} à examiner ({french.enumeration(sorted(set(late)))})"
    return constat, f"{limite} ; feuille Suppléances", NON if late else OUI


def _secretariat(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
    seat = next((s for s in bilan.sieges if "responsable qualité" in (s.membre.fonction or "").casefold()), None)
    if seat is None:
        return "aucun siège de responsable qualité dans Composition", "feuille Composition", NON
    return "le responsable qualité est membre du comité", f"feuille Composition, siège {seat.membre.code}", OUI


def _compte_rendu(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
    reunion = bilan.seance.reunion
    if reunion and reunion.compte_rendu_envoye_le:
        return f"envoyé le {french.date(reunion.compte_rendu_envoye_le)}", "Réunions, Compte rendu envoyé le", OUI
    if bilan.seance.etape is Etape.A_VENIR:
        return "la réunion n’a pas encore eu lieu", "Réunions, Compte rendu envoyé le", A_VENIR
    return "compte rendu à envoyer", "Réunions, Compte rendu envoyé le", NON


def _composition(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
    colleges = list(dict.fromkeys(s.membre.college for s in bilan.sieges))
    counts = [f"{college} : {sum(s.membre.college == college for s in bilan.sieges)}" for college in colleges]
    empty = [s.membre.code for s in bilan.sieges if s.vacant]
    constat = " ; ".join(counts) + (f" ; vacants : {french.enumeration(empty)}" if empty else "")
    return constat, "feuille Composition", NON if empty else OUI


def _invites(registre: Registre, bilan: Bilan) -> tuple[str, str, str]:
    guests = [i for i in registre.comite.invites if i.reunion == _date(bilan)]
    names = [i.organisme or i.nom or "" for i in guests]
    return french.enumeration(names) if names else "aucun invité", "feuille Invités", OUI


_DISPOSITIONS: Sequence[_Disposition] = (
    _Disposition("présentation des résultats des engagements de service sur l'accueil général", _point("engagements")),
    _Disposition("[présentation] des résultats des enquêtes de satisfaction", _point("satisfaction")),
    _Disposition("[présentation] des bilans sur les réclamations reçues", _point("réclamations")),
    _Disposition("[présentation] des courriers, formulaires et imprimés type à destination des usagers", _point("documents types")),
    _Disposition("[présentation] des modalités d'appui aux usagers dans leurs démarches", _point("modalités d'appui")),
    _Disposition(
        "avis sur les engagements et les résultats présentés, souhaits, propositions et suggestions d'amélioration sur l'accueil", _avis
    ),
    _Disposition('examen des documents et formulaires "type" propres à la préfecture', _examen),
    _Disposition(
        "En cas d'empêchement d'un des membres du CLU, une suppléance peut être assurée dès lors que le secrétariat est informé "
        "de l'identité et de la fonction du suppléant au minimum 2 jours ouvrables avant la réunion du CLU",
        _suppleances,
    ),
    _Disposition("Le secrétariat de séance est assuré par le responsable qualité", _secretariat),
    _Disposition("Le compte-rendu de chaque réunion est adressé aux participants", _compte_rendu),
    _Disposition(
        "Représentants des services de la préfecture du périmètre QUAL-e-PREF ; représentants des institutions ; représentants des usagers",
        _composition,
    ),
    _Disposition(
        "Tout autre représentant de l’administration ou personne qualifiée, toute association, dont la présence est rendue nécessaire "
        "par l'ordre du jour",
        _invites,
    ),
)
