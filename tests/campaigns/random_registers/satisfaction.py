"""Questions, answers, tallies, surveys."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel.declared_sheet import ILLISIBLE, Column
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.records.question import Compte
from clu_batch.records.reponse import Depouillement, Reponse
from clu_batch.rules.model import Enquete, Modalite, Periode, Question
from tests.campaigns.random_registers.tirage import CANAUX, JOUR, SITES, Tirage, table

ECHELLES = (
    (
        ("Très bien", "satisfait"),
        ("Bien", "satisfait"),
        ("Moyen", "neutre"),
        ("Mal", "insatisfait"),
        ("Sans opinion", "exclu"),
    ),
    (("Satisfait", "satisfait"), ("Pas satisfait", "insatisfait")),
    (("Non concerné", "exclu"), ("Tout à fait", "satisfait")),
)
OUI_NON = (
    Modalite("", "Oui", Decimal(1), Compte.SATISFAIT),
    Modalite("", "Non", Decimal(2), Compte.INSATISFAIT),
)
PARTS_ILLISIBLES = (0, 0, 0, 0, 0, 0.01, 0.04, 0.06, 0.3)
"""How many of the answers to a question nobody can read: none, few, about the limit, many."""
OPTIONS = (
    Modalite("", "Carte grise", Decimal(1), Compte.NEUTRE, "CG"),
    Modalite("", "Titre de séjour", Decimal(2), Compte.NEUTRE),
)


def questions(tirage: Tirage) -> Iterator[Question]:
    for n in range(tirage.choix([0, 1, 5, 8])):
        echelle = tirage.choix(
            [
                "Qualité",
                "Qualité",
                "Qualité",
                "oui/non",
                "note 0-10",
                "choix unique",
                "choix multiple",
                "texte",
            ]
        )
        reponses = [
            Modalite("", texte, Decimal(rang), Compte(compte))
            for rang, (texte, compte) in enumerate(tirage.choix(ECHELLES))
        ]
        modalites = {
            "Qualité": tuple(reponses),
            "oui/non": OUI_NON,
            "choix unique": OPTIONS,
            "choix multiple": OPTIONS,
        }
        yield Question(
            f"Q{n}",
            f"Question {n}",
            echelle,
            modalites=modalites.get(echelle, ()),
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
        return (
            unique
            if question.echelle == "choix unique"
            else f"{unique} ; Carte grise;Titre de séjour"
        )
    recente = (
        jour is not None and jour > tirage.fin - 365 * JOUR and question.code in {"Q0", "Q2"}
    )
    return tirage.choix(question.modalites[:2] if recente else question.modalites).texte


def reponses(tirage: Tirage, questions: Sequence[Question]) -> CheckedSheet:
    """Up to three sheets, in each of which one question may be missing; or one form alone, or only
    answers that are left out.
    """
    rare = tirage.choix(["", "", "", "", "", "seule", "exclues"])
    if rare:
        return _rares(tirage, questions, seule=rare == "seule")
    feuille = Reponse.sheet.add_columns(*(Column(q.code) for q in questions))
    lignes: list[dict[str, object]] = []
    feuilles: list[tuple[int, list[str]]] = []
    for _ in range(tirage.entier(1, 3)):
        posees = [q for q in questions if tirage.parfois(1, 0.8)]
        illisibles = {
            q.code: tirage.choix(PARTS_ILLISIBLES)
            for q in posees
            if not q.echelle.startswith(("choix", "texte"))
        }
        combien = tirage.choix([0, 1, 15, 80, 200])
        feuilles.append(
            (
                combien,
                [
                    c.header
                    for c in feuille.columns
                    if c.header not in {q.code for q in questions if q not in posees}
                ],
            )
        )
        lignes += [
            _abime(tirage, formulaire(tirage, posees), illisibles) for _ in range(combien)
        ]
    return table(feuille, lignes, feuilles)


def _rares(tirage: Tirage, questions: Sequence[Question], *, seule: bool) -> CheckedSheet:
    """One form, or twenty that all answer « sans opinion » where the scale has it."""
    feuille = Reponse.sheet.add_columns(*(Column(q.code) for q in questions))
    lignes = []
    for _ in range(1 if seule else 20):
        ligne = formulaire(tirage, questions) | {"Date": tirage.jour(50, 0)}
        exclues = {
            q.code: next((m.texte for m in q.modalites if m.compte == "exclu"), None)
            for q in questions
        }
        lignes.append(ligne if seule else ligne | exclues)
    return table(feuille, lignes)


def _abime(
    tirage: Tirage, ligne: dict[str, object], illisibles: Mapping[str, float]
) -> dict[str, object]:
    """A form some of whose answers nobody can read."""
    for code, part in illisibles.items():
        if part and tirage.parfois(1, part):
            ligne[code] = ILLISIBLE
    return ligne


def formulaire(tirage: Tirage, posees: Sequence[Question]) -> dict[str, object]:
    jour = tirage.jour() if tirage.parfois(1, 0.95) else dt.date(2024, 2, 29)
    reponses: dict[str, object] = {
        q.code: tirage.parfois(_reponse(tirage, q, jour), 0.8) for q in posees
    }
    lieux = {
        "Site": tirage.choix(SITES),
        "Canal": tirage.choix(CANAUX),
        "Mode de recueil": tirage.choix(["papier", "en ligne", None]),
    }
    return reponses | lieux | {"Date": jour, "Service": None}


def _depouillee(tirage: Tirage, question: Question) -> object:
    answer = _reponse(tirage, question).split(" ;", maxsplit=1)[0]
    if tirage.parfois(1, 0.2):
        return None  # a mark of no answer
    if question.echelle.startswith(("choix", "texte")):
        return answer
    return tirage.choix([answer, answer, answer, ILLISIBLE])


def depouillement(tirage: Tirage, questions: Sequence[Question]) -> CheckedSheet:
    lignes = []
    for question in questions:
        for _ in range(tirage.choix([0, 0, 2])):
            du, au = tirage.bornes(40)
            lignes.append(
                {
                    "Question": tirage.choix([question.code, question.code, None]),
                    "Réponse": _depouillee(tirage, question),
                    "Nombre": tirage.entier(0, 9),
                    "Du": du,
                    "Au": au,
                    "Site": tirage.choix(SITES),
                    "Mode de recueil": tirage.choix(["papier", None]),
                }
            )
    return table(Depouillement.sheet, lignes)


def enquete(tirage: Tirage) -> Enquete:
    mode, site = tirage.parfois("papier", 0.4), tirage.parfois("Nîmes", 0.4)
    return Enquete(
        "Enquête",
        Periode(*tirage.bornes(200)).du,
        Periode(*tirage.bornes(200)).au,
        mode=mode,
        site=site,
        distribues=tirage.choix([None, 0, 50]),
    )
