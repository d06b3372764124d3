"""The surveys (docs/rules/satisfaction.md#rates)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.rules.model import Enquete, Parametres, Periode, Question, Registre, Seance
from tests.campaigns.recount.calcul import (
    Base,
    Chiffre,
    Ligne,
    compare,
    confond,
    entier,
    evolution,
    juge,
    nombre,
    plie,
    taux,
    trop,
    wilson,
)
from tests.campaigns.recount.jours import dans
from tests.campaigns.recount.suivi import comptee, inconnu, ouverture
from tests.support.raw_sheets import list_lines

Filtre = Callable[[Ligne], bool]
CHOIX = {"choix unique", "choix multiple"}


@dataclass
class Formulaire:
    """A row of Réponses with at least one known answer."""

    ligne: Ligne
    posees: set[str]


def formulaires(registre: Registre) -> list[Formulaire]:
    rows = registre.reponses.list_rows()
    comptent = [q.code for q in registre.questions if q.echelle != "texte"]
    return [
        Formulaire(ligne, set(row.where.letters))
        for row, ligne in zip(rows, list_lines(registre.reponses), strict=True)
        if any(ligne[code] is not None and ligne[code] is not ILLISIBLE for code in comptent)
    ]


def recues(registre: Registre) -> list[Ligne]:
    """The rows that hold an answer, even one that nobody can read."""
    comptent = [q.code for q in registre.questions if q.echelle != "texte"]
    return [
        ligne
        for ligne in list_lines(registre.reponses)
        if any(ligne[code] is not None for code in comptent)
    ]


def tallies(registre: Registre) -> list[Ligne]:
    """The tallies of the questions that can be tallied, those of forms left blank included."""
    comptables = {
        q.code for q in registre.questions if q.echelle not in {"choix multiple", "texte"}
    }
    lines = list_lines(registre.depouillement)
    return [line for line in lines if line["Question"] in comptables]


def depouillees(registre: Registre) -> list[Ligne]:
    """The tallies that give an answer."""
    return [line for line in tallies(registre) if line["Réponse"] is not None]


class Satisfaction:
    """The answers to the survey dated in a period."""

    def __init__(self, registre: Registre, periode: Periode, a: dt.date) -> None:
        self.lignes = [
            ligne for ligne in list_lines(registre.reponses) if dans(ligne["Date"], periode, a)
        ]
        self.recues = [ligne for ligne in recues(registre) if dans(ligne["Date"], periode, a)]
        self.formulaires = [
            f for f in formulaires(registre) if dans(f.ligne["Date"], periode, a)
        ]
        self.comptes = [
            ligne for ligne in depouillees(registre) if dans(ligne["Au"], periode, a)
        ]
        self.muettes = [
            ligne
            for ligne in list_lines(registre.depouillement)
            if ligne["Réponse"] is None and dans(ligne["Au"], periode, a)
        ]

    def reponses(self, question: Question, ou: Filtre = lambda _: True) -> dict[str, int]:
        """Answer -> how many times, forms and tallies together; an option of a choice once per
        person.
        """
        nombres: dict[str, int] = {}
        for f in self.formulaires:
            for reponse in cochees(question, f.ligne[question.code]) if ou(f.ligne) else ():
                nombres[reponse] = nombres.get(reponse, 0) + 1
        for c in self.comptes:
            for reponse in (
                cochees(question, c["Réponse"])
                if c["Question"] == question.code and ou(c)
                else ()
            ):
                nombres[reponse] = nombres.get(reponse, 0) + entier(c["Nombre"])
        return nombres

    def illisibles(self, question: Question, ou: Filtre = lambda _: True) -> int:
        """The answers that the scale does not know, tallies with their number."""
        lignes = sum(ligne[question.code] is ILLISIBLE for ligne in self.lignes if ou(ligne))
        depouillees = [c for c in self.comptes if c["Question"] == question.code and ou(c)]
        return lignes + sum(
            entier(c["Nombre"]) for c in depouillees if c["Réponse"] is ILLISIBLE
        )

    def retenue(self, question: Question, ou: Filtre = lambda _: True) -> bool:
        lues = sum(self.reponses(question, ou).values())
        return trop(self.illisibles(question, ou), lues)

    def depouillees(self) -> int:
        return sum(entier(c["Nombre"]) for c in self.comptes if c["Réponse"] is not ILLISIBLE)

    def repondants(self, question: Question) -> int:
        formulaires = sum(
            bool(cochees(question, f.ligne[question.code])) for f in self.formulaires
        )
        return formulaires + sum(
            entier(c["Nombre"]) for c in self.comptes if c["Question"] == question.code
        )

    def sans_reponse(self, question: Question) -> int:
        comptee = question.echelle != "choix multiple"
        muettes = [c for c in self.muettes if comptee and c["Question"] == question.code]
        return sum(entier(c["Nombre"]) for c in muettes) + sum(
            question.code in f.posees and f.ligne[question.code] is None
            for f in self.formulaires
        )

    def compte(self, question: Question, ou: Filtre = lambda _: True) -> dict[str, int]:
        """satisfait, neutre, insatisfait, exclu -> how many answers."""
        sens = sens_des_reponses(question)
        nombres = dict.fromkeys(("satisfait", "neutre", "insatisfait", "exclu"), 0)
        for reponse, n in self.reponses(question, ou).items():
            nombres[sens[reponse]] += n
        return nombres

    def taux(self, question: Question, ou: Filtre = lambda _: True) -> Base:
        nombres = self.compte(question, ou)
        return self.lisible(question, taux(nombres["satisfait"], exprimees(nombres)), ou)

    def lisible(self, question: Question, base: Base, ou: Filtre = lambda _: True) -> Base:
        """The same figure, unless too many answers cannot be read."""
        return (None, None, base[2]) if self.retenue(question, ou) else base


def cochees(question: Question, cellule: object) -> set[str]:
    """The answers that one cell holds; what a list of choices does not declare is « autre réponse
    ».
    """
    if cellule is None or cellule is ILLISIBLE:
        return set()
    if question.echelle not in CHOIX:
        return {str(cellule)}
    connues = {
        plie(nom): m.texte for m in question.modalites for nom in (m.abrege, m.texte) if nom
    }
    parts = str(cellule).split(";") if question.echelle == "choix multiple" else [str(cellule)]
    return {connues.get(plie(part), "autre réponse") for part in parts if part.strip()}


def exprimees(nombres: Mapping[str, int]) -> int:
    return nombres["satisfait"] + nombres["neutre"] + nombres["insatisfait"]


def sens_des_reponses(question: Question) -> dict[str, str]:
    if question.echelle == "note 0-10":
        return {str(note): "satisfait" if note >= 8 else "neutre" for note in range(11)}
    return {m.texte: m.compte for m in question.modalites}


def a_un_taux(question: Question) -> bool:
    return question.echelle not in CHOIX | {"texte"}


def satisfaction(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """The indicators of docs/rules/satisfaction.md#rates; a question that has changed since is not
    compared (docs/rules/sources.md#satisfaction-rate).
    """
    maintenant, avant = (
        Satisfaction(registre, p, seance.a) for p in (seance.comptee, seance.precedente)
    )
    comptees = comptee(seance.precedente, ouverte_le(registre, seance.a), seance.a)
    comptes = Satisfaction(registre, comptees, seance.a) if comptees else None
    volumes: dict[str, Callable[[Satisfaction], Base]] = {
        "reponses": lambda s: nombre(len(s.formulaires))
    }
    if any(len(s.recues) > len(s.formulaires) for s in (maintenant, comptes) if s):
        volumes["questionnaires_illisibles"] = lambda s: nombre(
            len(s.recues) - len(s.formulaires)
        )
    if len(registre.depouillement):
        volumes["depouillees"] = lambda s: nombre(s.depouillees())
    chiffres: dict[str, Chiffre] = {}
    depuis = registre.parametres.enquetes_depuis
    for nom, n in volumes.items():
        ici = inconnu(n(maintenant), "nombre", depuis, seance.comptee)
        chiffres[f"satisfaction.{nom}"] = compare(
            ici, n(comptes) if comptes else None, "nombre"
        )
    for question in registre.questions:
        if question.echelle == "texte":
            continue
        comparable = meme_question(question, seance)
        for nom, unite, mesure in _mesures(question):
            alors = comptes if unite == "nombre" else avant
            passe = mesure(alors) if comparable and alors else None
            ici = inconnu(mesure(maintenant), unite, depuis, seance.comptee)
            chiffres[f"satisfaction.{nom}.{question.code}"] = compare(ici, passe, unite)
        if a_un_taux(question):
            _apart(
                chiffres,
                question,
                (maintenant, comptes if comparable else None),
                depuis,
                seance,
            )
            taux_ = chiffres[f"satisfaction.taux.{question.code}"]
            _juge(
                taux_,
                avant.taux(question),
                question,
                registre.parametres,
                comparable=comparable,
            )
            if question.globale:
                chiffres.setdefault("satisfaction.taux.global", taux_)
    for theme, questions in _themes(registre.questions).items():
        passe = (
            _ensemble(avant, questions)
            if all(meme_question(q, seance) for q in questions)
            else None
        )
        chiffre = compare(_ensemble(maintenant, questions), passe, "%")
        satisfaites = sum(maintenant.compte(q)["satisfait"] for q in questions)
        _entoure(
            chiffre, satisfaites, satisfaites, sum(maintenant.illisibles(q) for q in questions)
        )
        chiffre.retenue = _ensemble_retenu(maintenant, questions)
        chiffres[f"satisfaction.theme.{theme}"] = chiffre
    return chiffres


def ouverte_le(registre: Registre, a: dt.date) -> dt.date | None:
    """Since when the surveys are kept: the first form, readable or not, or the end of the first
    tally.
    """
    tout = Satisfaction(registre, Periode(dt.date.min, dt.date.max), a)
    dates = [ligne["Date"] for ligne in tout.recues] + [c["Au"] for c in tout.comptes]
    return ouverture(registre.parametres.enquetes_depuis, dates, a)


def _apart(
    chiffres: dict[str, Chiffre],
    question: Question,
    periodes: tuple[Satisfaction, Satisfaction | None],
    depuis: dt.date | None,
    seance: Seance,
) -> None:
    """How many answers nobody could read, and what they could make of the figures."""
    maintenant, avant = periodes
    illisibles, passe = (
        maintenant.illisibles(question),
        avant.illisibles(question) if avant else None,
    )
    if illisibles or passe:
        ici = inconnu(nombre(illisibles), "nombre", depuis, seance.comptee)
        apart = compare(ici, None if passe is None else nombre(passe), "nombre")
        chiffres[f"satisfaction.illisibles.{question.code}"] = apart
    comptes = maintenant.compte(question)
    somme = (
        sum(int(note) * n for note, n in maintenant.reponses(question).items())
        if question.echelle == "note 0-10"
        else 0
    )
    solde = comptes["satisfait"] - comptes["insatisfait"]
    for nom, bas, haut in (
        ("taux", comptes["satisfait"], comptes["satisfait"] + illisibles),
        ("solde", solde - illisibles, solde + illisibles),
        ("moyenne", somme, somme + 10 * illisibles),
    ):
        chiffre = chiffres.get(f"satisfaction.{nom}.{question.code}")
        if chiffre:
            _entoure(chiffre, bas, haut - illisibles, illisibles)
            chiffre.retenue = maintenant.retenue(question)


def _entoure(chiffre: Chiffre, bas: int, haut_sans: int, illisibles: int) -> None:
    total = (chiffre.denominateur or 0) + illisibles
    if illisibles and total:
        chiffre.extremes = Fraction(bas, total), Fraction(haut_sans + illisibles, total)


def meme_question(question: Question, seance: Seance) -> bool:
    return question.posee_depuis is None or question.posee_depuis <= seance.precedente.du


def _mesures(question: Question) -> list[tuple[str, str, Callable[[Satisfaction], Base]]]:
    """What is measured of a question: name, unit, how."""
    vides = ("non_reponses", "nombre", lambda s: nombre(s.sans_reponse(question)))
    if not a_un_taux(question):
        return [vides]
    exclus = ("exclus", "nombre", lambda s: nombre(s.compte(question)["exclu"]))
    if question.echelle == "note 0-10":
        autre = (
            "moyenne",
            "note",
            lambda s: s.lisible(question, _moyenne(s.reponses(question))),
        )
    else:
        autre = ("solde", "%", lambda s: s.lisible(question, _solde(s.compte(question))))
    return [("taux", "%", lambda s: s.taux(question)), autre, exclus, vides]


def _moyenne(reponses: Mapping[str, int]) -> Base:
    notes = [int(note) for note, n in reponses.items() for _ in range(n)]
    return taux(sum(notes), len(notes))


def _solde(nombres: Mapping[str, int]) -> Base:
    return taux(nombres["satisfait"] - nombres["insatisfait"], exprimees(nombres))


def _juge(
    chiffre: Chiffre,
    avant: Base,
    question: Question,
    parametres: Parametres,
    *,
    comparable: bool,
) -> None:
    """Interval, change and target of the rate of one question."""
    k1, n1, k2, n2 = (
        n or 0 for n in (chiffre.numerateur, chiffre.denominateur, avant[1], avant[2])
    )
    chiffre.intervalle = None if chiffre.retenue else wilson(k1, n1)
    chiffre.evolution = (
        evolution(k1, n1, k2, n2, parametres.minimum_reponses)
        if comparable
        else "non comparable"
    )
    if comparable and (chiffre.retenue or (avant[0] is None and avant[1] is None)):
        chiffre.evolution = "sans objet"
    chiffre.cible = parametres.cible_satisfaction if question.cible is None else question.cible
    chiffre.etat = juge(chiffre, chiffre.cible, "≥")


def question_globale(questions: Iterable[Question]) -> Question | None:
    return next((q for q in questions if q.globale and a_un_taux(q)), None)


def _themes(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """Theme -> its questions whose Échelle stands in Échelles, the global one excluded."""
    themes: dict[str, list[Question]] = {}
    for question in questions:
        echelle = a_un_taux(question) and question.echelle not in {"oui/non", "note 0-10"}
        if question.theme and echelle and question is not question_globale(questions):
            nom = next(
                (nom for nom in themes if plie(nom) == plie(question.theme)), question.theme
            )
            themes.setdefault(nom, []).append(question)
    return themes


def _ensemble(reponses: Satisfaction, questions: Sequence[Question]) -> Base:
    comptes = [reponses.compte(question) for question in questions]
    base = taux(sum(c["satisfait"] for c in comptes), sum(exprimees(c) for c in comptes))
    return (None, None, base[2]) if _ensemble_retenu(reponses, questions) else base


def _ensemble_retenu(reponses: Satisfaction, questions: Sequence[Question]) -> bool:
    """One question is enough; so are the few of each."""
    illisibles, lues = (
        sum(reponses.illisibles(q) for q in questions),
        sum(sum(reponses.compte(q).values()) for q in questions),
    )
    return trop(illisibles, lues) or any(reponses.retenue(q) for q in questions)


def retours(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """The return rate of each survey that ended in the period; none is above 100 %."""
    chiffres = {}
    for n, enquete in enumerate(registre.enquetes, start=1):
        if not enquete.distribues or not dans(enquete.periode.au, seance.comptee, seance.a):
            continue
        if any(
            _chevauche(ligne, enquete, seance.a) for ligne in list_lines(registre.depouillement)
        ):
            continue
        recus = sum(
            dans(ligne["Date"], enquete.periode, seance.a) and _de(ligne, enquete)
            for ligne in recues(registre)
        )
        if recus > enquete.distribues:
            continue
        chiffres[f"satisfaction.retour.{n}"] = Chiffre(
            *taux(recus, enquete.distribues), unite="%", periode=enquete.periode
        )
    return chiffres


def _de(ligne: Ligne, enquete: Enquete) -> bool:
    attendus = (("Site", enquete.site), ("Mode de recueil", enquete.mode))
    return all(
        dit is None or confond(ligne[axe] or "") == confond(dit) for axe, dit in attendus
    )


def _chevauche(tally: Ligne, enquete: Enquete, a: dt.date) -> bool:
    """A tally of the same days, unless it says that it is of another site or another mode."""
    du, au = tally["Du"], tally["Au"]
    assert isinstance(du, dt.date)
    assert isinstance(au, dt.date)
    if (
        tally["Question"] is None
        or au > a
        or au < enquete.periode.du
        or du > enquete.periode.au
    ):
        return False
    attendus = (("Site", enquete.site), ("Mode de recueil", enquete.mode))
    return all(
        dit is None or not tally[axe] or confond(tally[axe]) == confond(dit)
        for axe, dit in attendus
    )
