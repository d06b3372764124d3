"""The rules of page 2 counted a second time, by a person's means: one row and one day after the other, from the words of the page alone.

Nothing here comes from the program but its nouns: no pandas, no numpy, no `holidays`, none of its counts. Where the two disagree, the words
of the page decide.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, localcontext
from fractions import Fraction

from clu_batch.model import Engagement, Enquete, Membre, Parametres, Periode, Question, Registre, Resultat, Reunion, Seance, Suppleance

JOUR = dt.timedelta(days=1)
ELECTRONIQUES = {"courriel", "formulaire en ligne", "reseaux sociaux", "services publics +"}
OUTRE_MER = {"Mayotte": (4, 27), "Martinique": (5, 22), "Guadeloupe": (5, 27), "Guyane": (6, 10), "La Réunion": (12, 20)}
MOIS = ["janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre"]

Ligne = Mapping[str, object]
"""A row of a sheet: header -> cell."""

Base = tuple[object, int | None, int | None]
"""A value, its numerator, its denominator."""


@dataclass
class Chiffre:
    """What the control workbook says of an indicator."""

    valeur: object = None
    numerateur: int | None = None
    denominateur: int | None = None
    intervalle: tuple[float, float] | None = None
    precedente: object = None
    ecart: Fraction | None = None
    evolution: str = "sans objet"
    cible: Fraction | None = None
    etat: str = ""


def plie(texte: object) -> str:
    """Without case nor accents."""
    decompose = unicodedata.normalize("NFKD", str(texte)).casefold()
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).split())


# --- 2.1 days ---------------------------------------------------------------------------------------------------------------------------


def paques(annee: int) -> dt.date:
    """Easter Sunday, by the arithmetic of Meeus, Jones and Butcher."""
    a, b, c = annee % 19, annee // 100, annee % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    x = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * x) // 451
    mois, jour = divmod(h + x - 7 * m + 114, 31)
    return dt.date(annee, mois, jour + 1)


def feries(annee: int, territoire: str) -> set[dt.date]:
    """The 11 holidays of code du travail L3133-1, those of L3134-13 in Alsace-Moselle, that of L3422-2 overseas."""
    fixes = [(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)]
    jours = {dt.date(annee, mois, jour) for mois, jour in fixes}
    jours |= {paques(annee) + n * JOUR for n in (1, 39, 50)}
    if territoire in OUTRE_MER:
        jours.add(dt.date(annee, *OUTRE_MER[territoire]))
    if territoire in {"Alsace-Moselle", "57", "67", "68"}:
        jours |= {paques(annee) - 2 * JOUR, dt.date(annee, 12, 26)}
    return jours


class Jours:
    """The days of the prefecture."""

    def __init__(self, registre: Registre) -> None:
        self._territoire = registre.parametres.territoire
        self._fermetures, self._ouvertures = set(registre.calendrier.fermetures), set(registre.calendrier.ouvertures)
        self._connus: dict[int, set[dt.date]] = {}

    def ferie(self, jour: dt.date) -> bool:
        if jour.year not in self._connus:
            self._connus[jour.year] = feries(jour.year, self._territoire)
        return jour in self._connus[jour.year]

    def ouvrable(self, jour: dt.date) -> bool:
        return jour.weekday() != 6 and (jour in self._ouvertures or not self.ferie(jour))

    def ouvre(self, jour: dt.date) -> bool:
        return jour.weekday() < 5 and (jour in self._ouvertures or not (self.ferie(jour) or jour in self._fermetures))

    def compte(self, jour: dt.date, unite: str) -> bool:
        return {"jours ouvrables": self.ouvrable, "jours ouvrés": self.ouvre}.get(unite, lambda _: True)(jour)

    def bureau(self, jour: dt.date, pas: int) -> dt.date:
        """The office day on that day, else the first one after it (`pas` 1) or before it (-1)."""
        while not self.ouvre(jour):
            jour += pas * JOUR
        return jour


# --- the two dates, 2.3 periods ---------------------------------------------------------------------------------------------------------


def arret(reunion: Reunion, j: dt.date) -> dt.date:
    """A."""
    dit = reunion.chiffres_arretes_au or reunion.dossier_envoye_le
    return min(dit, j) if dit else min(j, reunion.date)


def periodes(reunion: Reunion | None, j: dt.date) -> tuple[Periode, Periode, Periode]:
    """The period as printed, as counted, and the one it is compared with."""
    a = arret(reunion, j) if reunion else j
    periode = _douze_mois(a)
    if reunion and reunion.periode_du and reunion.periode_au and reunion.periode_du <= reunion.periode_au:
        periode = Periode(reunion.periode_du, reunion.periode_au)
    comptee = Periode(periode.du, min(periode.au, a))
    return periode, comptee, comparaison(comptee)


def _douze_mois(a: dt.date) -> Periode:
    au = a
    while not _fin_de_mois(au):
        au -= JOUR
    du = au.replace(day=1)
    for _ in range(11):
        du = (du - JOUR).replace(day=1)
    return Periode(du, au)


def _fin_de_mois(jour: dt.date) -> bool:
    return (jour + JOUR).month != jour.month


def _autre_annee(jour: dt.date, ans: int) -> dt.date:
    if (jour.month, jour.day) == (2, 29) and not calendar.isleap(jour.year + ans):
        return dt.date(jour.year + ans, 2, 28)
    return jour.replace(year=jour.year + ans)


def comparaison(periode: Periode) -> Periode:
    """The comparison period."""
    du, au = periode.du, periode.au
    if au < _autre_annee(du, 1):
        avant = _autre_annee(au, -1)
        while _fin_de_mois(au) and not _fin_de_mois(avant):
            avant += JOUR
        return Periode(_autre_annee(du, -1), avant)
    veille = du - JOUR
    if du.day == 1 and _fin_de_mois(au):
        debut = du
        for _ in range((au.year - du.year) * 12 + au.month - du.month + 1):
            debut = (debut - JOUR).replace(day=1)
        return Periode(debut, veille)
    return Periode(veille - (au - du), veille)


def dans(jour: object, periode: Periode, a: dt.date) -> bool:
    """Whether a fact of that day exists at A and stands in the period."""
    return isinstance(jour, dt.date) and periode.du <= jour <= periode.au and jour <= a


# --- the arithmetic of a rate -----------------------------------------------------------------------------------------------------------


def taux(k: int, n: int) -> Base:
    return (Fraction(k, n) if n else None), k, n


def wilson(k: int, n: int) -> tuple[float, float] | None:
    if not n:
        return None
    z, p = 1.959964, k / n
    milieu, demi = p + z * z / (2 * n), z * (p * (1 - p) / n + (z / (2 * n)) ** 2) ** 0.5
    bas, haut = (milieu - demi) / (1 + z * z / n), (milieu + demi) / (1 + z * z / n)
    return min(max(bas, 0.0), 1.0), min(max(haut, 0.0), 1.0)


def evolution(k1: int, n1: int, k2: int, n2: int, minimum: int) -> str:
    if n1 < max(30, minimum) or n2 < max(30, minimum):
        return "peu de réponses"
    if k1 + k2 in (0, n1 + n2):
        return "non significative"
    with localcontext() as precis:
        precis.prec = 60
        p1, p2, p = Decimal(k1) / n1, Decimal(k2) / n2, Decimal(k1 + k2) / (n1 + n2)
        z = (p1 - p2) / (p * (1 - p) * (1 / Decimal(n1) + 1 / Decimal(n2))).sqrt()
    return "significative" if abs(z) >= Decimal("1.96") else "non significative"


def etat(valeur: object, cible: Fraction | None, sens: str | None, tolerance: Fraction | None = None) -> str:
    if not isinstance(valeur, Fraction):
        return "non mesuré"
    if cible is None or sens is None:
        return "sans cible"
    atteint = valeur >= cible if sens == "≥" else valeur <= cible
    if atteint:
        return "atteint"
    return "partiellement atteint" if tolerance is not None and abs(valeur - cible) <= tolerance else "non atteint"


def _ecart(valeur: object, avant: object, unite: str) -> Fraction | None:
    if not isinstance(valeur, Fraction) or not isinstance(avant, Fraction):
        return None
    return (valeur - avant) * (100 if unite == "%" else 1)


def _compare(maintenant: Base, avant: Base | None, unite: str) -> Chiffre:
    precedente = avant[0] if avant else None
    return Chiffre(*maintenant, precedente=precedente, ecart=_ecart(maintenant[0], precedente, unite))


# --- 2.4 satisfaction -------------------------------------------------------------------------------------------------------------------

Filtre = Callable[[Ligne], bool]
CHOIX = {"choix unique", "choix multiple"}


@dataclass
class Formulaire:
    """A row of Réponses with at least one known answer."""

    ligne: Ligne
    posees: set[str]


def formulaires(registre: Registre) -> list[Formulaire]:
    table = registre.reponses
    comptent = [q.code for q in registre.questions if q.echelle != "texte"]
    return [
        Formulaire(ligne, set(table.origin(rang).letters))
        for rang, ligne in table.rows()
        if any(ligne[code] is not None for code in comptent)
    ]


class Satisfaction:
    """The answers to the survey dated in a period."""

    def __init__(self, registre: Registre, periode: Periode, a: dt.date) -> None:
        self.formulaires = [f for f in formulaires(registre) if dans(f.ligne["Date"], periode, a)]
        comptables = {q.code for q in registre.questions if q.echelle not in {"choix multiple", "texte"}}
        self.comptes = [ligne for _, ligne in registre.depouillement.rows() if _utile(ligne, comptables) and dans(ligne["Au"], periode, a)]

    def reponses(self, question: Question, ou: Filtre = lambda _: True) -> dict[str, int]:
        """Answer -> how many times, forms and tallies together; an option of a choice once per person."""
        nombres: dict[str, int] = {}
        for f in self.formulaires:
            for reponse in cochees(question, f.ligne[question.code]) if ou(f.ligne) else ():
                nombres[reponse] = nombres.get(reponse, 0) + 1
        for c in self.comptes:
            for reponse in cochees(question, c["Réponse"]) if c["Question"] == question.code and ou(c) else ():
                nombres[reponse] = nombres.get(reponse, 0) + _int(c["Nombre"])
        return nombres

    def repondants(self, question: Question) -> int:
        formulaires = sum(bool(cochees(question, f.ligne[question.code])) for f in self.formulaires)
        return formulaires + sum(_int(c["Nombre"]) for c in self.comptes if c["Question"] == question.code)

    def sans_reponse(self, question: Question) -> int:
        return sum(question.code in f.posees and f.ligne[question.code] is None for f in self.formulaires)

    def compte(self, question: Question, ou: Filtre = lambda _: True) -> dict[str, int]:
        """satisfait, neutre, insatisfait, exclu -> how many answers."""
        sens = sens_des_reponses(question)
        nombres = dict.fromkeys(("satisfait", "neutre", "insatisfait", "exclu"), 0)
        for reponse, n in self.reponses(question, ou).items():
            nombres[sens[reponse]] += n
        return nombres

    def taux(self, question: Question, ou: Filtre = lambda _: True) -> Base:
        nombres = self.compte(question, ou)
        return taux(nombres["satisfait"], exprimees(nombres))


def _utile(ligne: Ligne, comptables: set[str]) -> bool:
    return ligne["Question"] in comptables and ligne["Réponse"] is not None


def _int(valeur: object) -> int:
    assert isinstance(valeur, int), valeur
    return valeur


def cochees(question: Question, cellule: object) -> set[str]:
    """The answers that one cell holds; what a list of choices does not declare is « autre réponse »."""
    if cellule is None:
        return set()
    if question.echelle not in CHOIX:
        return {str(cellule)}
    connues = {plie(nom): m.texte for m in question.modalites for nom in (m.abrege, m.texte) if nom}
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


def _nombre(n: int) -> Base:
    return Fraction(n), None, None


def satisfaction(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """The indicators of page 2.4; a question that has changed since is not compared (domain facts 3.3)."""
    maintenant, avant = (Satisfaction(registre, p, seance.a) for p in (seance.comptee, seance.precedente))
    chiffres = {"satisfaction.reponses": _compare(_nombre(len(maintenant.formulaires)), _nombre(len(avant.formulaires)), "nombre")}
    for question in registre.questions:
        if question.echelle == "texte":
            continue
        comparable = meme_question(question, seance)
        for nom, unite, mesure in _mesures(question):
            passe = mesure(avant) if comparable else None
            chiffres[f"satisfaction.{nom}.{question.code}"] = _compare(mesure(maintenant), passe, unite)
        if a_un_taux(question):
            taux_ = chiffres[f"satisfaction.taux.{question.code}"]
            _juge(taux_, avant.taux(question), question, registre.parametres, comparable=comparable)
            if question.globale:
                chiffres.setdefault("satisfaction.taux.global", taux_)
    for theme, questions in _themes(registre.questions).items():
        passe = _ensemble(avant, questions) if all(meme_question(q, seance) for q in questions) else None
        chiffres[f"satisfaction.theme.{theme}"] = _compare(_ensemble(maintenant, questions), passe, "%")
    return chiffres


def meme_question(question: Question, seance: Seance) -> bool:
    return question.posee_depuis is None or question.posee_depuis <= seance.precedente.du


def _mesures(question: Question) -> list[tuple[str, str, Callable[[Satisfaction], Base]]]:
    """What is measured of a question: name, unit, how."""
    vides = ("non_reponses", "nombre", lambda s: _nombre(s.sans_reponse(question)))
    if not a_un_taux(question):
        return [vides]
    exclus = ("exclus", "nombre", lambda s: _nombre(s.compte(question)["exclu"]))
    if question.echelle == "note 0-10":
        autre = ("moyenne", "note", lambda s: _moyenne(s.reponses(question)))
    else:
        autre = ("solde", "%", lambda s: _solde(s.compte(question)))
    return [("taux", "%", lambda s: s.taux(question)), autre, exclus, vides]


def _moyenne(reponses: Mapping[str, int]) -> Base:
    notes = [int(note) for note, n in reponses.items() for _ in range(n)]
    return taux(sum(notes), len(notes))


def _solde(nombres: Mapping[str, int]) -> Base:
    return taux(nombres["satisfait"] - nombres["insatisfait"], exprimees(nombres))


def _juge(chiffre: Chiffre, avant: Base, question: Question, parametres: Parametres, *, comparable: bool) -> None:
    """Interval, change and target of the rate of one question."""
    k1, n1, k2, n2 = (n or 0 for n in (chiffre.numerateur, chiffre.denominateur, avant[1], avant[2]))
    chiffre.intervalle = wilson(k1, n1)
    chiffre.evolution = evolution(k1, n1, k2, n2, parametres.minimum_reponses) if comparable else "non comparable"
    chiffre.cible = parametres.cible_satisfaction if question.cible is None else question.cible
    chiffre.etat = etat(chiffre.valeur, chiffre.cible, "≥")


def question_globale(questions: Iterable[Question]) -> Question | None:
    return next((q for q in questions if q.globale and a_un_taux(q)), None)


def _themes(questions: Sequence[Question]) -> dict[str, list[Question]]:
    """Theme -> its questions whose Échelle stands in Échelles, the global one excluded."""
    themes: dict[str, list[Question]] = {}
    for question in questions:
        echelle = a_un_taux(question) and question.echelle not in {"oui/non", "note 0-10"}
        if question.theme and echelle and question is not question_globale(questions):
            nom = next((nom for nom in themes if plie(nom) == plie(question.theme)), question.theme)
            themes.setdefault(nom, []).append(question)
    return themes


def _ensemble(reponses: Satisfaction, questions: Iterable[Question]) -> Base:
    comptes = [reponses.compte(question) for question in questions]
    return taux(sum(c["satisfait"] for c in comptes), sum(exprimees(c) for c in comptes))


Repartitions = dict[tuple[str, str], dict[str, Base]]
"""(Code, Axe) -> Modalité -> figure."""


def distributions(registre: Registre, seance: Seance) -> Repartitions:
    """The answers to each question, in the words of its scale."""
    maintenant = Satisfaction(registre, seance.comptee, seance.a)
    lignes: Repartitions = {}
    for question in registre.questions:
        if question.echelle == "texte":
            continue
        nombres, apart = maintenant.reponses(question), {"sans réponse": (None, maintenant.sans_reponse(question), None)}
        if a_un_taux(question):
            total, sens = exprimees(maintenant.compte(question)), sens_des_reponses(question)
        else:
            cochees_ = [r for r, n in nombres.items() if n]
            total, sens = maintenant.repondants(question), dict.fromkeys([*(m.texte for m in question.modalites), *cochees_], "neutre")
        bases = {r: (None, nombres.get(r, 0), None) if c == "exclu" else taux(nombres.get(r, 0), total) for r, c in sens.items()}
        lignes[f"satisfaction.{'taux' if a_un_taux(question) else 'choix'}.{question.code}", "Réponse"] = bases | apart
    return lignes


def croisements(registre: Registre, seance: Seance) -> Repartitions:
    """The Question globale by site, canal, service, mode de recueil and month."""
    globale = question_globale(registre.questions)
    if globale is None:
        return {}
    maintenant, seuil = Satisfaction(registre, seance.comptee, seance.a), registre.parametres.seuil_regroupement
    axes: dict[str, dict[str, Base]] = {}
    for axe in ("Site", "Canal", "Service", "Mode de recueil"):
        groupes = _groupes(maintenant, globale, axe)
        if set(groupes) - {"non renseigne"}:
            axes[axe] = _regroupe(groupes, seuil)
    axes["Mois"] = _par_mois(maintenant, globale, seuil)
    return {("satisfaction.taux.global", axe): lignes for axe, lignes in axes.items() if lignes}


def _groupe(ligne: Ligne, axe: str) -> str:
    return plie(ligne.get(axe) or "non renseigné")


def _groupes(reponses: Satisfaction, question: Question, axe: str) -> dict[str, Base]:
    """Group -> rate; two spellings that differ by case or accents are the same group."""
    noms = {_groupe(ligne, axe) for ligne in [*(f.ligne for f in reponses.formulaires), *reponses.comptes]}
    groupes = {nom: reponses.taux(question, _est(axe, nom)) for nom in noms}
    return {nom: base for nom, base in groupes.items() if base[2]}


def _est(axe: str, nom: str) -> Filtre:
    return lambda ligne: _groupe(ligne, axe) == nom


def _regroupe(groupes: Mapping[str, Base], seuil: int) -> dict[str, Base]:
    grands = {nom: base for nom, base in groupes.items() if (base[2] or 0) >= seuil}
    petits = [base for base in groupes.values() if (base[2] or 0) < seuil]
    if not petits:
        return grands
    autres = taux(sum(k or 0 for _, k, _ in petits), sum(n or 0 for _, _, n in petits))
    return {} if (autres[2] or 0) < seuil else grands | {"autres": autres}


def _par_mois(reponses: Satisfaction, question: Question, seuil: int) -> dict[str, Base]:
    noms = {nom_du_mois(f.ligne["Date"]) for f in reponses.formulaires}
    mois = {nom: reponses.taux(question, _du_mois(nom)) for nom in noms}
    return {nom: base if base[2] >= seuil else (None, None, base[2]) for nom, base in mois.items() if base[2]}


def _du_mois(nom: str) -> Filtre:
    return lambda ligne: "Date" in ligne and nom_du_mois(ligne["Date"]) == nom


def nom_du_mois(jour: object) -> str:
    assert isinstance(jour, dt.date)
    return plie(f"{MOIS[jour.month - 1]} {jour.year}")


def retours(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """The return rate of each survey that ended in the period."""
    chiffres = {}
    for n, enquete in enumerate(registre.enquetes, start=1):
        if not enquete.distribues or not dans(enquete.periode.au, seance.comptee, seance.a):
            continue
        if any(_chevauche(ligne, enquete, seance.a) for _, ligne in registre.depouillement.rows()):
            continue
        recus = sum(dans(f.ligne["Date"], enquete.periode, seance.a) and _de(f.ligne, enquete) for f in formulaires(registre))
        chiffres[f"satisfaction.retour.{n}"] = Chiffre(*taux(recus, enquete.distribues))
    return chiffres


def _de(ligne: Ligne, enquete: Enquete) -> bool:
    attendus = (("Site", enquete.site), ("Mode de recueil", enquete.mode))
    return all(dit is None or plie(ligne[axe] or "") == plie(dit) for axe, dit in attendus)


def _chevauche(tally: Ligne, enquete: Enquete, a: dt.date) -> bool:
    """A tally of the same days, unless it says that it is of another site or another mode."""
    du, au = tally["Du"], tally["Au"]
    assert isinstance(du, dt.date)
    assert isinstance(au, dt.date)
    if tally["Question"] is None or au > a or au < enquete.periode.du or du > enquete.periode.au:
        return False
    attendus = (("Site", enquete.site), ("Mode de recueil", enquete.mode))
    return all(dit is None or not tally[axe] or plie(tally[axe]) == plie(dit) for axe, dit in attendus)


# --- 2.5 complaints ---------------------------------------------------------------------------------------------------------------------

DANS, HORS, EN_COURS, DEPASSE, SANS_DELAI = (
    "répondue dans le délai",
    "répondue hors délai",
    "en cours",
    "sans réponse, délai dépassé",
    "sans délai",
)


def _date(valeur: object) -> dt.date | None:
    return valeur if isinstance(valeur, dt.date) else None


class Plainte:
    """A row of the register as it is known at A."""

    def __init__(self, rang: int, ligne: Mapping[str, object], registre: Registre, jours: Jours, a: dt.date) -> None:
        self.rang, self.ligne, self.jours, self.a = rang, ligne, jours, a
        self.parametres = registre.parametres
        recue = ligne["Reçue le"]
        assert isinstance(recue, dt.date)
        self.recue = recue
        self.nature = ligne["Nature"] or "réclamation"
        self.reponse = self._connue("Réponse envoyée le")
        self.ar = min((d for d in (self._connue("Accusé de réception le"), self.reponse) if d), default=None)
        self.ar_note = self._connue("Accusé de réception le")
        self.du, self.au = _date(ligne["Délai suspendu du"]), _date(ligne["Délai suspendu au"])
        if self.du and self.reponse and self.du >= self.reponse:
            self.du = self.au = None
        self.hors_perimetre = ligne["Qualification"] == "hors périmètre"
        particulier = ligne["Délai particulier"]
        self.n = particulier if isinstance(particulier, int) else self.parametres.delai_reponse

    def _connue(self, colonne: str) -> dt.date | None:
        jour = _date(self.ligne[colonne])
        return jour if jour and jour <= self.a else None

    @property
    def suivie(self) -> bool:
        """A complaint inside the perimeter."""
        return self.nature == "réclamation" and not self.hors_perimetre

    def _compte(self, jour: dt.date) -> bool:
        suspendu = self.du is not None and jour > self.du and (self.au is None or jour <= self.au)
        return not suspendu and self.jours.compte(jour, self.parametres.unite_reponse)

    @property
    def delai(self) -> int | None:
        if self.reponse is None:
            return None
        return sum(self._compte(self.recue + n * JOUR) for n in range(1, (self.reponse - self.recue).days + 1))

    @property
    def echeance(self) -> dt.date | None:
        if self.n is None:
            return None
        unite = self.parametres.unite_reponse
        reste, jour = self.n + (unite == "jours francs"), self.recue
        while reste:
            jour += JOUR
            if self.du and self.au is None and jour > self.du:
                return None
            reste -= self._compte(jour)
        return self.jours.bureau(jour, 1) if unite in {"jours calendaires", "jours francs"} else jour

    @property
    def etat(self) -> str:
        due = self.echeance
        if self.n is None:
            return SANS_DELAI
        if self.reponse:
            return DANS if due is None or self.reponse <= due else HORS
        return EN_COURS if due is None or due >= self.a else DEPASSE

    @property
    def ar_echeance(self) -> dt.date | None:
        electronique = plie(self.ligne["Canal"] or "") in ELECTRONIQUES
        n = self.parametres.delai_ar_electronique if electronique else self.parametres.delai_ar_papier
        return None if n is None else self.jours.bureau(self.recue + n * JOUR, 1)

    @property
    def ar_etat(self) -> str | None:
        due = self.ar_echeance
        if due is None:
            return None
        if self.ar:
            return "dans le délai" if self.ar <= due else "hors délai"
        return "en cours" if due >= self.a else "délai dépassé"


def plaintes(registre: Registre, a: dt.date) -> list[Plainte]:
    """The rows whose dates do not contradict each other, received at A."""
    jours = Jours(registre)
    return [
        Plainte(rang, ligne, registre, jours, a)
        for rang, ligne in registre.reclamations.rows()
        if not contredite(ligne) and dans(ligne["Reçue le"], Periode(dt.date.min, a), a)
    ]


def contredite(ligne: Mapping[str, object]) -> bool:
    recue, reponse, ar = (_date(ligne[c]) for c in ("Reçue le", "Réponse envoyée le", "Accusé de réception le"))
    du, au = _date(ligne["Délai suspendu du"]), _date(ligne["Délai suspendu au"])
    if recue is None or (reponse and reponse < recue) or (ar and ar < recue) or (du and du < recue):
        return True
    return au is not None and (du is None or au < du)


class Reclamations:
    """The complaints of a period."""

    def __init__(self, registre: Registre, periode: Periode, a: dt.date) -> None:
        self.unite = registre.parametres.unite_reponse
        self.toutes = [p for p in plaintes(registre, a) if periode.du <= p.recue <= periode.au]
        self.recues = [p for p in self.toutes if p.nature == "réclamation"]
        self.suivies = [p for p in self.recues if p.suivie]
        self.repondues = [p for p in self.suivies if p.reponse]
        self.ar_suivi = any(p.ar_note for p in self.recues)

    def nombre(self, etat: str, parmi: Iterable[Plainte] | None = None) -> int:
        return sum(p.etat == etat for p in (self.suivies if parmi is None else parmi))

    def taux(self, parmi: Sequence[Plainte] | None = None) -> Base:
        dans_le_delai = self.nombre(DANS, parmi)
        return taux(dans_le_delai, dans_le_delai + self.nombre(HORS, parmi) + self.nombre(DEPASSE, parmi))

    def ar(self, etat: str) -> int:
        return sum(p.ar_etat == etat for p in self.suivies)

    def taux_ar(self) -> Base:
        return taux(self.ar("dans le délai"), self.ar("dans le délai") + self.ar("hors délai") + self.ar("délai dépassé"))

    def delais(self) -> dict[str, Base]:
        valeurs = sorted(p.delai for p in self.repondues if p.delai is not None)
        n = len(valeurs)
        if not n:
            return dict.fromkeys(("delai_median", "delai_p90", "delai_max", "delai_moyen"), (None, None, None))
        median = Fraction(valeurs[n // 2] if n % 2 else valeurs[n // 2 - 1] + valeurs[n // 2], 1 if n % 2 else 2)
        rang = next(r for r in range(1, n + 1) if r >= Fraction(9, 10) * n)
        return {
            "delai_median": (median, None, None),
            "delai_p90": (Fraction(valeurs[rang - 1]), None, None),
            "delai_max": (Fraction(valeurs[-1]), None, None),
            "delai_moyen": (Fraction(sum(valeurs), n), None, None),
        }

    def fondees(self) -> Base:
        avis = [p.ligne["Qualification"] for p in self.repondues]
        oui = sum(a in {"fondée", "partiellement fondée"} for a in avis)
        return taux(oui, oui + avis.count("non fondée"))

    def chiffres(self) -> dict[str, tuple[Base, str]]:
        """Each figure that is compared, with its unit."""
        nombres = {
            "recues": len(self.recues),
            "hors_perimetre": len(self.recues) - len(self.suivies),
            "suggestions": sum(p.nature == "suggestion" for p in self.toutes),
            "remerciements": sum(p.nature == "remerciement" for p in self.toutes),
            "dans_delai": self.nombre(DANS),
            "hors_delai": self.nombre(HORS),
            "repondues": len(self.repondues),
        }
        taux_ = {"taux_dans_delai": self.taux(), "fondees": self.fondees()}
        if self.ar_suivi:
            nombres |= {"ar_dans_delai": self.ar("dans le délai"), "ar_hors_delai": self.ar("hors délai")}
            nombres |= {"ar_en_cours": self.ar("en cours"), "ar_en_retard": self.ar("délai dépassé")}
            taux_ |= {"taux_ar_dans_delai": self.taux_ar()}
        chiffres: dict[str, tuple[Base, str]] = {code: ((Fraction(n), None, None), "nombre") for code, n in nombres.items()}
        chiffres |= {code: (base, "%") for code, base in taux_.items()}
        return chiffres | {code: (base, self.unite) for code, base in self.delais().items()}


def reclamations(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """The indicators of page 2.5."""
    maintenant = Reclamations(registre, seance.comptee, seance.a)
    avant = Reclamations(registre, seance.precedente, seance.a).chiffres()
    chiffres = {code: _compare(base, avant.get(code, (None, ""))[0], unite) for code, (base, unite) in maintenant.chiffres().items()}
    ouvertes = [p for p in plaintes(registre, seance.a) if p.suivie and not p.reponse]
    seuls = {
        "en_cours": Fraction(maintenant.nombre(EN_COURS)),
        "en_retard": Fraction(maintenant.nombre(DEPASSE)),
        "stock": Fraction(len(ouvertes)),
        "plus_ancienne": min((p.recue for p in ouvertes), default=None),
        "anciennes_ouvertes": Fraction(sum(p.recue < seance.comptee.du for p in ouvertes)),
    }
    chiffres |= {code: Chiffre(valeur) for code, valeur in seuls.items()}
    return {f"reclamations.{code}": chiffre for code, chiffre in chiffres.items()}


def repartitions_reclamations(registre: Registre, seance: Seance) -> Repartitions:
    """By canal, service, site, motif, month (how many, and the rate), by state, and the age of those open."""
    maintenant = Reclamations(registre, seance.comptee, seance.a)
    lignes: Repartitions = {}
    for axe in ("Canal", "Service", "Site", "Motif", "Mois"):
        groupes: dict[str, list[Plainte]] = {}
        for plainte in maintenant.recues:
            nom = nom_du_mois(plainte.recue) if axe == "Mois" else _groupe(plainte.ligne, axe)
            groupes.setdefault(nom, []).append(plainte)
        if set(groupes) - {"non renseigne"}:
            lignes["reclamations.recues", axe] = {nom: _nombre(len(parmi)) for nom, parmi in groupes.items()}
            taux_ = {nom: maintenant.taux([p for p in parmi if p.suivie]) for nom, parmi in groupes.items()}
            lignes["reclamations.taux_dans_delai", axe] = taux_
    etats = {etat: maintenant.nombre(etat) for etat in (DANS, HORS, EN_COURS, DEPASSE, SANS_DELAI)}
    etats["hors périmètre"] = len(maintenant.recues) - len(maintenant.suivies)
    lignes["reclamations.recues", "État"] = {plie(etat): _nombre(n) for etat, n in etats.items() if n}
    lignes["reclamations.stock", "Ancienneté"] = {nom: _nombre(n) for nom, n in _anciennete(registre, seance).items() if n}
    return {cle: groupes for cle, groupes in lignes.items() if groupes}


def _anciennete(registre: Registre, seance: Seance) -> dict[str, int]:
    """The open complaints by age, in calendar days."""
    ages = [(seance.a - p.recue).days for p in plaintes(registre, seance.a) if p.suivie and not p.reponse]
    tranches = {"0 a 15 jours": (0, 15), "16 a 30 jours": (16, 30), "31 a 60 jours": (31, 60), "plus de 60 jours": (61, 10**6)}
    return {nom: sum(bas <= age <= haut for age in ages) for nom, (bas, haut) in tranches.items()}


def lignes_reclamations(registre: Registre, seance: Seance) -> dict[int, tuple[object, ...]]:
    """Row -> réception, échéance, délai, état, days left, due date and state of the acknowledgement."""
    suivi = Reclamations(registre, seance.comptee, seance.a).ar_suivi
    lignes: dict[int, tuple[object, ...]] = {}
    for p in plaintes(registre, seance.a):
        du_moment = seance.comptee.du <= p.recue <= seance.comptee.au
        if p.suivie and (du_moment or not p.reponse):
            reste = (p.echeance - seance.a).days if p.echeance and not p.reponse else None
            accuse = (p.ar_echeance, p.ar_etat or "non suivi") if suivi else (None, "non suivi")
            lignes[p.rang] = (p.recue, p.echeance, p.delai, p.etat, reste, *accuse)
    return lignes


# --- page 1, Indicateurs locaux ---------------------------------------------------------------------------------------------------------


def locaux(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """Her own indicators, for filters whose values hold neither « et » nor a sign."""
    chiffres = {}
    for _, dit in registre.indicateurs_locaux.rows():
        sur, compter = (str(dit[c]).split(" et ") if dit[c] else [] for c in ("Sur", "Compter"))
        mesures = []
        for periode in (seance.comptee, seance.precedente):
            lignes = _lignes_datees(registre, str(dit["Feuille"]), periode, seance.a)
            base = [ligne for ligne in lignes if all(_verifie(ligne, c) for c in sur)]
            mesures.append(taux(sum(all(_verifie(ligne, c) for c in compter) for ligne in base), len(base)))
        chiffre = _compare(mesures[0], mesures[1], "%")
        chiffre.cible = dit["Cible"] if isinstance(dit["Cible"], Fraction) else None
        chiffre.etat = etat(chiffre.valeur, chiffre.cible, "≤" if dit["Sens de la cible"] in {"≤", "au plus"} else "≥")
        chiffres[str(dit["Code"])] = chiffre
    return chiffres


def _lignes_datees(registre: Registre, feuille: str, periode: Periode, a: dt.date) -> list[Ligne]:
    if feuille == "Réponses":
        return [ligne for _, ligne in registre.reponses.rows() if dans(ligne["Date"], periode, a)]
    recues = [p for p in plaintes(registre, a) if dans(p.recue, periode, a)]
    return [
        dict(p.ligne)
        | {"Réponse envoyée le": p.reponse, "Accusé de réception le": p.ar_note, "Nature": p.nature}
        | ({} if p.reponse or p.hors_perimetre else {"Qualification": None})
        for p in recues
    ]


def _verifie(ligne: Ligne, condition: str) -> bool:
    colonne, signe, valeur = (part.strip() for part in re.split("([=≠])", condition))
    cellule = "vide" if ligne[colonne] is None else str(ligne[colonne])
    return (plie(cellule) == plie(valeur)) == (signe == "=")


# --- 2.7 commitments --------------------------------------------------------------------------------------------------------------------


def engagements(registre: Registre, seance: Seance, mesures: Mapping[str, Chiffre]) -> dict[str, Chiffre]:
    """The commitments, from the typed results or from the indicator that their Source names."""
    chiffres = {}
    for e in registre.engagements:
        if e.source is not None:
            source = mesures.get(e.source, Chiffre())
            chiffre = Chiffre(source.valeur, source.numerateur, source.denominateur, precedente=source.precedente)
        else:
            actuel, avant = (_resultat(registre, e, p, seance.a) for p in (seance.comptee, seance.precedente))
            chiffre = Chiffre(actuel.valeur, None, actuel.nombre_de_cas) if actuel else Chiffre()
            chiffre.precedente = avant.valeur if avant else None
        chiffre.ecart = _ecart(chiffre.valeur, chiffre.precedente, e.unite)
        chiffre.cible, chiffre.etat = e.cible, etat(chiffre.valeur, e.cible, e.sens, e.tolerance)
        chiffres[f"engagements.{e.code}"] = chiffre
    return chiffres


def _resultat(registre: Registre, engagement: Engagement, periode: Periode, a: dt.date) -> Resultat | None:
    choisi: Resultat | None = None
    for resultat in registre.resultats:
        du_moment = resultat.code == engagement.code and dans(resultat.periode.au, periode, a)
        if du_moment and (choisi is None or (resultat.periode.au, resultat.periode.du) >= (choisi.periode.au, choisi.periode.du)):
            choisi = resultat
    return choisi


# --- 2.8 committee ----------------------------------------------------------------------------------------------------------------------

STATUTS = {
    "présent": "presents",
    "représenté": "representes",
    "suppléé": "supplees",
    "excusé": "excuses",
    "absent": "absents",
    "vacant": "vacants",
    "non renseigné": "non_renseignes",
}


def comite(registre: Registre, jour: dt.date) -> dict[str, Chiffre]:
    """How each seat was held."""
    sieges: dict[str, list[Membre]] = {}
    for membre in registre.comite.membres:
        sieges.setdefault(membre.code, []).append(membre)
    nombres = dict.fromkeys(("sieges", *STATUTS.values()), 0)
    for code, titulaires in sieges.items():
        if all(m.depuis and m.depuis > jour for m in titulaires):
            continue
        nombres["sieges"] += 1
        nombres[STATUTS[_statut(registre, code, titulaires, jour)]] += 1
    return {f"comite.{code}": Chiffre(Fraction(n)) for code, n in nombres.items()}


def _statut(registre: Registre, code: str, titulaires: Sequence[Membre], jour: dt.date) -> str:
    presence = next((p for p in registre.comite.presences if p.reunion == jour and p.membre == code), None)
    if presence and presence.statut:
        return presence.statut
    tenu = any((not m.depuis or m.depuis <= jour) and (not m.jusqu_au or m.jusqu_au >= jour) and not m.vacant for m in titulaires)
    return "non renseigné" if tenu else "vacant"


# --- 2.2 substitutions ------------------------------------------------------------------------------------------------------------------


def limites(registre: Registre, reunion: dt.date) -> tuple[dt.date, dt.date, dt.date]:
    """L1, L2 and the printed limit."""
    jours, parametres = Jours(registre), registre.parametres
    j_2, reste = reunion, parametres.delai_suppleance
    while reste:
        j_2 -= JOUR
        reste -= jours.compte(j_2, parametres.unite_suppleance)
    pleins = j_2 - JOUR
    return pleins, j_2, jours.bureau(pleins if parametres.decompte_suppleance == "jours pleins" else j_2, -1)


def etat_suppleance(registre: Registre, suppleance: Suppleance) -> str:
    """Whether the secretariat was told in time."""
    pleins, j_2, _ = limites(registre, suppleance.reunion)
    informe = suppleance.informe_le
    if not suppleance.nom or not suppleance.fonction or informe is None:
        return "incomplète"
    if informe > j_2:
        return "hors délai"
    return "dans le délai" if informe <= pleins or registre.parametres.decompte_suppleance == "J-2" else "à apprécier"
