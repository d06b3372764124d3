"""Small registers drawn from a seed, in which what is rare in life is frequent: ties, closed days, suspensions, facts after the cut-off."""

from __future__ import annotations

import dataclasses
import datetime as dt
import random
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import accumulate
from typing import TypeVar

from clu_batch.jours import calendrier
from clu_batch.model import (
    Comite,
    Engagement,
    Enquete,
    Membre,
    Modalite,
    Parametres,
    Periode,
    Presence,
    Question,
    Registre,
    Resultat,
    Reunion,
    Suppleance,
)
from clu_batch.schema import Column, Sheet
from clu_batch.sheets.reclamations import RECLAMATIONS
from clu_batch.sheets.satisfaction import DEPOUILLEMENT, REPONSES
from clu_batch.tables import Origin, Table
from tests.registres import registre

T = TypeVar("T")
JOUR = dt.timedelta(days=1)
FINS = (dt.date(2024, 2, 29), dt.date(2026, 5, 31), dt.date(2025, 12, 26), dt.date(2024, 3, 31), dt.date(2025, 2, 28))
TERRITOIRES = ("Métropole", "Métropole", "Alsace-Moselle", "57", "La Réunion", "Guadeloupe", "Mayotte")
CANAUX = ("courriel", "Courriel", "courrier", "guichet", "Services Publics +", "réseaux sociaux", None)
SITES = ("Nîmes", "nîmes", "Alès", "Le Vigan", None)
ECHELLES = (
    (("Très bien", "satisfait"), ("Bien", "satisfait"), ("Moyen", "neutre"), ("Mal", "insatisfait"), ("Sans opinion", "exclu")),
    (("Satisfait", "satisfait"), ("Pas satisfait", "insatisfait")),
    (("Non concerné", "exclu"), ("Tout à fait", "satisfait")),
)
OUI_NON = (Modalite("Oui", Decimal(1), "satisfait"), Modalite("Non", Decimal(2), "insatisfait"))
OPTIONS = (Modalite("Carte grise", Decimal(1), "neutre", "CG"), Modalite("Titre de séjour", Decimal(2), "neutre"))
UNITES = ("jours ouvrés", "jours ouvrables", "jours calendaires", "jours francs")
STATUTS = ("présent", "représenté", "suppléé", "excusé", "absent", None)


class Tirage:
    """The drawings of one register, around the end of its period."""

    def __init__(self, graine: int) -> None:
        self._hasard = random.Random(graine)  # noqa: S311 — a drawing for a test
        self.fin = self.choix(FINS)

    def choix(self, parmi: Sequence[T]) -> T:
        return self._hasard.choice(parmi)

    def parfois(self, valeur: T, chances: float = 0.5) -> T | None:
        return valeur if self._hasard.random() < chances else None

    def entier(self, bas: int, haut: int) -> int:
        return self._hasard.randint(bas, haut)

    def jour(self, avant: int = 780, apres: int = 60, autour: dt.date | None = None) -> dt.date:
        return (autour or self.fin) + self.entier(-avant, apres) * JOUR

    def bornes(self, longueur: int) -> tuple[dt.date, dt.date]:
        du = self.jour()
        return du, du + self.entier(0, longueur) * JOUR


def registre_au_hasard(graine: int) -> tuple[Registre, dt.date]:
    """A register and the day of the run."""
    tirage = Tirage(graine)
    questions = list(_questions(tirage))
    reunions = [_reunion(tirage) for _ in range(2)]
    territoire = tirage.choix(TERRITOIRES)
    fermetures = {tirage.jour(): "pont" for _ in range(20)}
    ouvertures = {dt.date(annee, 11, 11): "" for annee in (2023, 2025)} if tirage.parfois(1) else {}
    return dataclasses.replace(
        registre(),
        parametres=_parametres(tirage, territoire),
        calendrier=calendrier(territoire, range(2021, 2028), fermetures, ouvertures),
        comite=_comite(tirage, reunions),
        enquetes=[_enquete(tirage) for _ in range(3)],
        questions=questions,
        reponses=_reponses(tirage, questions),
        depouillement=_depouillement(tirage, questions),
        reclamations=_table(RECLAMATIONS, [_reclamation(tirage, n) for n in range(tirage.choix([0, 1, 12, 60]))]),
        engagements=list(_engagements(tirage, questions)),
        resultats=[_resultat(tirage, rang) for rang in range(12)],
    ), tirage.jour(60, 100)


def _parametres(tirage: Tirage, territoire: str) -> Parametres:
    return Parametres(
        territoire=territoire,
        delai_suppleance=tirage.entier(1, 5),
        unite_suppleance=tirage.choix(UNITES[:3]),
        decompte_suppleance=tirage.choix(["jours pleins", "J-2"]),
        delai_reponse=tirage.parfois(tirage.entier(0, 20), 0.8),
        unite_reponse=tirage.choix(UNITES),
        delai_ar_electronique=tirage.parfois(7, 0.8),
        delai_ar_papier=tirage.parfois(14, 0.8),
        cible_satisfaction=tirage.parfois(Fraction(3, 4)),
        minimum_reponses=tirage.choix([5, 30, 40]),
        seuil_regroupement=tirage.choix([0, 1, 5, 12]),
    )


def _reunion(tirage: Tirage) -> Reunion:
    du, au = tirage.jour(780, -60), tirage.jour(20, 20)
    return Reunion(
        tirage.jour(30, 60),
        statut=tirage.choix(["tenue", "prévue", None]),
        periode_du=tirage.parfois(tirage.choix([du, du.replace(day=1), dt.date(tirage.fin.year, 1, 1)]), 0.8),
        periode_au=tirage.parfois(tirage.choix([au, tirage.fin, tirage.fin + 20 * JOUR, du + 365 * JOUR]), 0.8),
        chiffres_arretes_au=tirage.parfois(tirage.jour(20, 20), 0.4),
        dossier_envoye_le=tirage.parfois(tirage.jour(20, 20), 0.3),
    )


# -- answers -------------------------------------------------------------------------------------------------------------


def _questions(tirage: Tirage) -> Iterator[Question]:
    for n in range(tirage.choix([0, 1, 5, 8])):
        echelle = tirage.choix(["Qualité", "Qualité", "Qualité", "oui/non", "note 0-10", "choix unique", "choix multiple", "texte"])
        reponses = [Modalite(texte, Decimal(rang), compte) for rang, (texte, compte) in enumerate(tirage.choix(ECHELLES))]
        modalites = {"Qualité": tuple(reponses), "oui/non": OUI_NON, "choix unique": OPTIONS, "choix multiple": OPTIONS}
        yield Question(
            f"Q{n}",
            f"Question {n}",
            echelle,
            modalites.get(echelle, ()),
            theme=tirage.choix(["Accueil", "accueil", "Attente", None]),
            globale=bool(tirage.parfois(1, 0.4)),
            cible=tirage.parfois(Fraction(tirage.entier(0, 4), 4), 0.3),
            posee_depuis=tirage.parfois(tirage.jour(), 0.2),
        )


def _reponse(tirage: Tirage, question: Question, jour: dt.date | None = None) -> str:
    """An answer, rather a good one since a year: some changes are significant, others are not."""
    if question.echelle == "texte":
        return "Merci"
    if question.echelle == "note 0-10":
        return str(tirage.entier(0, 10))
    if question.echelle.startswith("choix"):
        unique = tirage.choix(["Carte grise", "CG", "titre de séjour", "Autre chose"])
        return unique if question.echelle == "choix unique" else f"{unique} ; Carte grise;Titre de séjour"
    recente = jour is not None and jour > tirage.fin - 365 * JOUR and question.code in {"Q0", "Q2"}
    return tirage.choix(question.modalites[:2] if recente else question.modalites).texte


def _reponses(tirage: Tirage, questions: Sequence[Question]) -> Table:
    """Up to three sheets, in each of which one question may be missing."""
    feuille = REPONSES.with_columns(*(Column(q.code) for q in questions))
    lignes: list[dict[str, object]] = []
    feuilles: list[tuple[int, list[str]]] = []
    for _ in range(tirage.entier(1, 3)):
        posees = [q for q in questions if tirage.parfois(1, 0.8)]
        combien = tirage.choix([0, 1, 15, 80, 200])
        feuilles.append((combien, [c.header for c in feuille.columns if c.header not in {q.code for q in questions if q not in posees}]))
        lignes += [_formulaire(tirage, posees) for _ in range(combien)]
    return _table(feuille, lignes, feuilles)


def _formulaire(tirage: Tirage, posees: Sequence[Question]) -> dict[str, object]:
    jour = tirage.jour()
    reponses: dict[str, object] = {q.code: tirage.parfois(_reponse(tirage, q, jour), 0.8) for q in posees}
    lieux = {"Site": tirage.choix(SITES), "Canal": tirage.choix(CANAUX), "Mode de recueil": tirage.choix(["papier", "en ligne", None])}
    return reponses | lieux | {"Date": jour, "Service": None}


def _depouillement(tirage: Tirage, questions: Sequence[Question]) -> Table:
    lignes = []
    for question in questions:
        for _ in range(tirage.choix([0, 0, 2])):
            du, au = tirage.bornes(40)
            lignes.append(
                {
                    "Question": tirage.choix([question.code, question.code, None]),
                    "Réponse": _reponse(tirage, question).split(" ;", maxsplit=1)[0],
                    "Nombre": tirage.entier(0, 9),
                    "Du": du,
                    "Au": au,
                    "Site": tirage.choix(SITES),
                    "Mode de recueil": tirage.choix(["papier", None]),
                }
            )
    return _table(DEPOUILLEMENT, lignes)


def _enquete(tirage: Tirage) -> Enquete:
    mode, site = tirage.parfois("papier", 0.4), tirage.parfois("Nîmes", 0.4)
    return Enquete("Enquête", Periode(*tirage.bornes(200)), mode, site, distribues=tirage.choix([None, 0, 50]))


# -- complaints and commitments ------------------------------------------------------------------------------------------


def _reclamation(tirage: Tirage, n: int) -> dict[str, object]:
    recue = tirage.choix([tirage.jour(), tirage.jour().replace(day=1)])
    reponse = tirage.parfois(tirage.jour(1, 45, recue), 0.7)
    suspendue = tirage.parfois(tirage.choix([tirage.jour(1, 25, recue), reponse or recue]), 0.3)
    return {
        "N°": str(n),
        "Reçue le": recue,
        "Canal": tirage.choix(CANAUX),
        "Service": tirage.choix(["Standard", "Séjour", None]),
        "Motif": tirage.choix(["Attente", "Courrier", "attente"]),
        "Site": tirage.choix(SITES),
        "Nature": tirage.choix(["réclamation", None, None, None, "suggestion", "remerciement"]),
        "Accusé de réception le": tirage.parfois(tirage.jour(1, 20, recue), 0.4),
        "Réponse envoyée le": reponse,
        "Délai suspendu du": suspendue,
        "Délai suspendu au": tirage.parfois(tirage.jour(1, 25, suspendue), 0.7) if suspendue else tirage.parfois(recue, 0.03),
        "Délai particulier": tirage.parfois(tirage.entier(1, 30), 0.1),
        "Qualification": tirage.choix(["fondée", "partiellement fondée", "non fondée", "hors périmètre", None, None]),
    }


def _engagements(tirage: Tirage, questions: Sequence[Question]) -> Iterator[Engagement]:
    codes = [f"satisfaction.taux.{q.code}" for q in questions if not q.echelle.startswith(("choix", "texte"))]
    for n in range(6):
        yield Engagement(
            f"E{n}",
            "Nous vous accueillons.",
            "Usagers accueillis",
            tirage.choix(["≥", "≤", None]),
            cible=tirage.parfois(Fraction(tirage.entier(0, 10), 10), 0.8),
            tolerance=tirage.parfois(Fraction(tirage.entier(0, 30), 100)),
            source=tirage.parfois(tirage.choix(["reclamations.taux_dans_delai", *codes]), 0.4),
        )


def _resultat(tirage: Tirage, rang: int) -> Resultat:
    """Few dates, so that ties are many."""
    au = tirage.choix([tirage.fin - 20 * JOUR, tirage.fin - 380 * JOUR, tirage.jour()])
    du = au - tirage.choix([10, 30]) * JOUR
    return Resultat(f"E{tirage.entier(0, 5)}", Periode(du, au), Fraction(tirage.entier(0, 20), 20), tirage.parfois(7), rang=rang)


# -- committee -----------------------------------------------------------------------------------------------------------


def _comite(tirage: Tirage, reunions: Sequence[Reunion]) -> Comite:
    membres = [m for n in range(6) for m in _titulaires(tirage, f"M{n}")]
    codes = sorted({m.code for m in membres})
    presences = [
        Presence(tirage.choix(reunions).date, code, code, statut=tirage.choix(STATUTS))
        for code in codes
        for _ in range(tirage.entier(0, 3))
    ]
    suppleances = [
        Suppleance(
            reunion.date,
            tirage.choix(codes),
            nom=tirage.parfois("SUPPLÉANT", 0.8),
            fonction=tirage.parfois("Le délégué", 0.8),
            informe_le=tirage.parfois(tirage.jour(12, 0, reunion.date), 0.9),
        )
        for reunion in reunions
        for _ in range(6)
    ]
    return Comite(membres=membres, reunions=reunions, presences=presences, suppleances=suppleances)


def _titulaires(tirage: Tirage, code: str) -> list[Membre]:
    """One holder, or two in turn with a gap between them, from any date or to any date."""
    premier = tirage.parfois(tirage.jour(100, 100))
    if tirage.parfois(1, 0.3):
        charniere = tirage.jour(60, 60)
        return [
            Membre(code, "Usagers", "Le délégué", None, jusqu_au=charniere),
            Membre(code, "Usagers", "La déléguée", None, depuis=charniere + tirage.entier(1, 30) * JOUR),
        ]
    fin = tirage.parfois(tirage.jour(20, 100), 0.3)
    vacant = bool(tirage.parfois(1, 0.2))
    return [Membre(code, "Usagers", "Le délégué", None, depuis=premier, jusqu_au=fin, vacant=vacant)]


def _table(feuille: Sheet, lignes: Sequence[Mapping[str, object]], feuilles: Sequence[tuple[int, Sequence[str]]] = ()) -> Table:
    """The rows in sheets of so many rows, each with its headers; by default one sheet that has every column."""
    entetes = [c.header for c in feuille.columns]
    decoupe = feuilles or [(len(lignes), entetes)]
    debuts = [0, *accumulate(combien for combien, _ in decoupe)]
    origines = tuple(
        Origin("classeur.xlsx", feuille.name, debut, range(2, 2 + combien), dict.fromkeys(presents, "A"), combien)
        for debut, (combien, presents) in zip(debuts, decoupe, strict=False)
    )
    return Table(feuille, {entete: [ligne.get(entete) for ligne in lignes] for entete in entetes}, origines)
