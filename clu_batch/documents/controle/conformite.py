"""The provisions of the procedure, quoted, and what the workbooks show of each: finding, proof, state."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clu_batch import french
from clu_batch.feuilles import Champ, Feuille
from clu_batch.indicateurs.suppleances import DANS_LE_DELAI, INCOMPLETE
from clu_batch.model import Bilan, Etape, ExamenSuppleance, Invite, Point, Proposition, Registre, Reunion, Siege
from clu_batch.saisie import plier, racine
from clu_batch.seances import est_tenue

CONFORME, PREVU, A_VENIR, SANS_OBJET = "conforme", "prévu", "à venir", "sans objet"
A_COMPLETER, A_APPRECIER, DECIDE = "à compléter", "à apprécier", "décidé par la présidence"

_PAS_ENCORE = "la réunion n’a pas encore eu lieu"


@dataclass(frozen=True, slots=True)
class Constat:
    """What the workbooks show of a provision, where, and whether it is respected."""

    constat: str
    preuve: str
    etat: str


@dataclass(frozen=True, slots=True)
class _Seance:
    """A meeting with what the workbooks say of it."""

    registre: Registre
    bilan: Bilan
    reunion: Reunion

    @property
    def tenue(self) -> bool:
        return self.bilan.seance.etape is Etape.TENUE

    @property
    def ordre_du_jour(self) -> list[Point]:
        return [p for p in self.registre.comite.ordre_du_jour if p.reunion == self.reunion.date]

    def points(self, rubrique: str) -> list[Point]:
        return [p for p in self.ordre_du_jour if racine(p.rubrique or "") == racine(rubrique)]

    def propositions(self, *natures: str) -> list[Proposition]:
        return [p for p in self.registre.comite.propositions if p.reunion == self.reunion.date and p.nature in natures]


def conformite(registre: Registre, bilan: Bilan) -> Feuille:
    """One row per provision of the procedure; nothing to check without a meeting."""
    colonnes = (Champ("Disposition", largeur=70), Champ("Constat", largeur=60), Champ("Preuve", largeur=50), Champ("État", largeur=18))
    reunion = bilan.seance.reunion
    lignes: list[Sequence[object]] = []
    if reunion is not None:
        seance = _Seance(registre, bilan, reunion)
        for citation, constater in DISPOSITIONS:
            found = constater(seance)
            lignes.append((f"« {citation} »", found.constat, found.preuve, found.etat))
    return Feuille("Conformité", colonnes, lignes)


# -- role of the services --------------------------------------------------------------------------------------------------


def _presentation(rubrique: str) -> Callable[[_Seance], Constat]:
    preuve = f"feuille Ordre du jour, rubrique « {rubrique} »"

    def constat(seance: _Seance) -> Constat:
        points = seance.points(rubrique)
        if not seance.ordre_du_jour:
            return Constat("aucun ordre du jour saisi : les documents suivent la procédure", preuve, CONFORME if seance.tenue else PREVU)
        if not points:
            return Constat("aucun point de l’ordre du jour ne porte cette rubrique", preuve, A_COMPLETER)
        return Constat(_de_l_ordre_du_jour(points), preuve, CONFORME if seance.tenue else PREVU)

    return constat


def _de_l_ordre_du_jour(points: Sequence[Point]) -> str:
    return f"{'point' if len(points) == 1 else 'points'} {french.enumeration([p.numero for p in points])} de l’ordre du jour"


# -- role of the users' representatives ------------------------------------------------------------------------------------


def _contributions(singulier: str, pluriel: str, *natures: str) -> Callable[[_Seance], Constat]:
    preuve = "feuille Propositions"

    def constat(seance: _Seance) -> Constat:
        expressed = seance.propositions(*natures)
        if expressed:
            return Constat(french.pluriel(len(expressed), singulier, pluriel), preuve, CONFORME)
        return Constat(f"aucun {singulier}", preuve, A_COMPLETER) if seance.tenue else Constat(_PAS_ENCORE, preuve, A_VENIR)

    return constat


def _examen_des_documents(seance: _Seance) -> Constat:
    preuve = "feuille Documents types"
    submitted = [d for d in seance.registre.comite.documents_types if d.reunion == seance.reunion.date]
    if not submitted:
        return Constat("aucun document soumis à cette réunion", preuve, SANS_OBJET)
    given = sum(d.avis is not None for d in submitted)
    avis = french.pluriel(given, "avis rendu", "avis rendus") if given else "aucun avis rendu"
    etat = CONFORME if given == len(submitted) else A_COMPLETER if seance.tenue else A_VENIR
    return Constat(f"{french.pluriel(len(submitted), 'document soumis', 'documents soumis')}, {avis}", preuve, etat)


def _examen_des_modalites(seance: _Seance) -> Constat:
    rubrique = "modalités d'appui"
    preuve = "feuille Ordre du jour, relevé des échanges et conclusion ; feuille Propositions"
    if not seance.tenue:
        return Constat(_PAS_ENCORE, preuve, A_VENIR)
    noted = [p for p in seance.points(rubrique) if p.releve or p.conclusion]
    said = [
        p for p in seance.registre.comite.propositions if p.reunion == seance.reunion.date and racine(p.rubrique or "") == racine(rubrique)
    ]
    if not noted and not said:
        return Constat("aucun échange relevé sur ce sujet", preuve, A_COMPLETER)
    parts = [f"échanges relevés au {_de_l_ordre_du_jour(noted)}"] if len(noted) == 1 else []
    parts += [f"échanges relevés aux {_de_l_ordre_du_jour(noted)}"] if len(noted) > 1 else []
    parts += [french.pluriel(len(said), "contribution relevée", "contributions relevées")] if said else []
    return Constat(french.enumeration(parts), preuve, CONFORME)


# -- how the committee meets -----------------------------------------------------------------------------------------------


def _suppleances(seance: _Seance) -> Constat:
    limite = seance.bilan.limite_suppleance
    preuve = "feuille Suppléances" + (f" ; dernier jour pour informer le secrétariat : {french.date_longue(limite)}" if limite else "")
    examens = seance.bilan.suppleances
    if not examens:
        return Constat("aucune suppléance annoncée", preuve, SANS_OBJET)
    constat = french.pluriel(len(examens), "suppléance annoncée", "suppléances annoncées")
    late = [e for e in examens if e.etat != DANS_LE_DELAI]
    if not late:
        return Constat(f"{constat}, dans le délai", preuve, CONFORME)
    constat += f" ; à regarder : {french.enumeration([_suppleance(e) for e in late])}"
    if any(e.etat == INCOMPLETE for e in late):
        return Constat(constat, preuve, A_COMPLETER)
    return Constat(constat, preuve, DECIDE if all(e.suppleance.decision for e in late) else A_APPRECIER)


def _suppleance(examen: ExamenSuppleance) -> str:
    decision = f", {examen.suppleance.decision} par la présidence" if examen.suppleance.decision else ""
    return f"{examen.suppleance.membre} ({examen.etat}{decision})"


_PRESENT = {"présent", "représenté", "suppléé"}


def _secretariat(seance: _Seance) -> Constat:
    siege = next((s for s in seance.bilan.sieges if "responsable qualite" in plier(s.membre.fonction or "")), None)
    if siege is None:
        return Constat("aucun siège de responsable qualité dans la composition", "feuille Composition", A_COMPLETER)
    if siege.vacant:
        return Constat("le siège du responsable qualité est vacant", f"feuille Composition, siège {siege.membre.code}", A_COMPLETER)
    if not seance.tenue:
        return Constat("le responsable qualité est membre du comité", f"feuille Composition, siège {siege.membre.code}", PREVU)
    constat = f"responsable qualité : {siege.statut}"
    return Constat(constat, f"feuille Présences, {siege.membre.code}", CONFORME if siege.statut in _PRESENT else A_COMPLETER)


def _compte_rendu(seance: _Seance) -> Constat:
    preuve = "feuille Réunions, colonne « Compte rendu envoyé le »"
    held = [r for r in seance.registre.comite.reunions if est_tenue(r, seance.bilan.seance.j) and r.date <= seance.reunion.date]
    waiting = [french.date(date) for date in sorted(r.date for r in held if r.compte_rendu_envoye_le is None)]
    if waiting:
        return Constat(f"compte rendu non envoyé : {_reunions(waiting)}", preuve, A_COMPLETER)
    if seance.reunion.compte_rendu_envoye_le:
        return Constat(f"envoyé le {french.date(seance.reunion.compte_rendu_envoye_le)}", preuve, CONFORME)
    return Constat(f"{_PAS_ENCORE} ; comptes rendus précédents envoyés" if held else _PAS_ENCORE, preuve, A_VENIR)


def _reunions(dates: Sequence[str]) -> str:
    return f"{'réunion' if len(dates) == 1 else 'réunions'} du {french.enumeration(dates)}"


# -- composition -----------------------------------------------------------------------------------------------------------


def _college(mot: str) -> Callable[[_Seance], Constat]:
    """The seats of the collège whose name holds `mot`: the collèges are a free list."""

    def constat(seance: _Seance) -> Constat:
        sieges = [s for s in seance.bilan.sieges if mot in plier(s.membre.college)]
        if not sieges:
            return Constat("aucun siège dans un collège de ce nom", "feuille Composition, colonne « Collège »", A_COMPLETER)
        return Constat(_pourvus(sieges), "feuille Composition", A_COMPLETER if any(s.vacant for s in sieges) else CONFORME)

    return constat


def _pourvus(sieges: Sequence[Siege]) -> str:
    vacants = [s.membre.code for s in sieges if s.vacant]
    nombre = french.pluriel(len(sieges), "siège")
    if not vacants:
        return f"{nombre}, {'pourvu' if len(sieges) == 1 else 'tous pourvus'}"
    return f"{nombre}, dont {french.pluriel(len(vacants), 'vacant')} ({french.enumeration(vacants)})"


def _invites(*, usagers: bool) -> Callable[[_Seance], Constat]:
    """The guests of the meeting: those among the users' representatives, or all the others."""

    def constat(seance: _Seance) -> Constat:
        guests = [i for i in seance.registre.comite.invites if i.reunion == seance.reunion.date]
        names = [_invite(i) for i in guests if ("usager" in plier(i.college or "")) == usagers]
        if not names:
            return Constat("aucun invité", "feuille Invités", SANS_OBJET)
        return Constat(french.enumeration(names), "feuille Invités", CONFORME if seance.tenue else PREVU)

    return constat


def _invite(invite: Invite) -> str:
    return (invite.organisme or invite.nom or "") + (f" (point {invite.point})" if invite.point else "")


DISPOSITIONS: Sequence[tuple[str, Callable[[_Seance], Constat]]] = (
    ("présentation des résultats des engagements de service sur l'accueil général", _presentation("engagements")),
    ("présentation […] des résultats des enquêtes de satisfaction", _presentation("satisfaction")),
    ("présentation […] des bilans sur les réclamations reçues", _presentation("réclamations")),
    ("présentation […] des courriers, formulaires et imprimés type à destination des usagers", _presentation("documents types")),
    ("présentation […] des modalités d’appui aux usagers dans leurs démarches", _presentation("modalités d'appui")),
    ("avis sur les engagements et les résultats présentés", _contributions("avis relevé", "avis relevés", "avis")),
    (
        "souhaits, propositions et suggestions d'amélioration sur l'accueil pouvant répondre aux attentes des usagers",
        _contributions(
            "souhait, proposition ou suggestion", "souhaits, propositions ou suggestions", "souhait", "proposition", "suggestion"
        ),
    ),
    ('examen des documents et formulaires "type" propres à la préfecture', _examen_des_documents),
    ("examen […] des modalités d’appui aux usagers dans leurs démarches", _examen_des_modalites),
    (
        "En cas d'empêchement d'un des membres du CLU, une suppléance peut être assurée dès lors que le secrétariat est informé de "
        "l'identité et de la fonction du suppléant au minimum 2 jours ouvrables avant la réunion du CLU.",
        _suppleances,
    ),
    ("Le secrétariat de séance est assuré par le responsable qualité.", _secretariat),
    ("Le compte-rendu de chaque réunion est adressé aux participants.", _compte_rendu),
    ("Représentants des services de la préfecture du périmètre QUAL-e-PREF", _college("service")),
    (
        "Tout autre représentant de l’administration ou personne qualifiée dont la présence est rendue nécessaire par l'ordre du jour.",
        _invites(usagers=False),
    ),
    ("Représentants des institutions suivantes", _college("institution")),
    ("Représentants des usagers", _college("usager")),
    ("Toute association dont la présence est rendue nécessaire par l'ordre du jour.", _invites(usagers=True)),
)
"""Each provision in the words of the procedure, its apostrophes included; « […] » stands for words of the same sentence that belong to
another provision."""
