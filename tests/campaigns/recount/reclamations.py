"""The complaints (docs/rules/complaints.md#states)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from clu_batch.rules.model import Periode, Registre, Seance
from tests.campaigns.recount.calcul import (
    Base,
    Chiffre,
    compare,
    date_de,
    imprimes,
    nombre,
    plie,
    taux,
)
from tests.campaigns.recount.croisements import Repartitions, groupe
from tests.campaigns.recount.jours import JOUR, Jours, dans, mois_de, nom_du_mois
from tests.campaigns.recount.suivi import comptee, inconnu, ouverture, taire
from tests.support.raw_sheets import list_lines


def electronique(canal: object, liste: str) -> bool:
    """Whether a canal is one of a list typed in a cell: the same letters, but for their case,
    accents and a plural.
    """
    connues = frozenset().union(*(_lettres(nom) for nom in liste.split(";")))
    return canal is not None and bool(_lettres(canal) & connues)


def _lettres(nom: object) -> frozenset[str]:
    seules = "".join(c for c in plie(nom) if c.isalnum() or c == "+")
    return frozenset(
        {
            seules,
            seules.removesuffix("s"),
            seules.removesuffix("x") if len(seules) > 1 else seules,
        }
    )


DANS, HORS, EN_COURS, DEPASSE, SANS_DELAI = (
    "répondue dans le délai",
    "répondue hors délai",
    "en cours",
    "sans réponse, délai dépassé",
    "sans délai",
)


class Plainte:
    """A row of the register as it is known at A."""

    def __init__(
        self,
        rang: int,
        ligne: Mapping[str, object],
        registre: Registre,
        jours: Jours,
        a: dt.date,
    ) -> None:
        self.rang, self.ligne, self.jours, self.a = rang, ligne, jours, a
        self.parametres = registre.parametres
        recue = ligne["Reçue le"]
        assert isinstance(recue, dt.date)
        self.recue = recue
        self.nature = ligne["Nature"] or "réclamation"
        self.reponse = self._connue("Réponse envoyée le")
        self.ar = min(
            (d for d in (self._connue("Accusé de réception le"), self.reponse) if d),
            default=None,
        )
        self.ar_note = self._connue("Accusé de réception le")
        self.du, self.au = (
            date_de(ligne["Délai suspendu du"]),
            date_de(ligne["Délai suspendu au"]),
        )
        if self.du and self.reponse and self.du >= self.reponse:
            self.du = self.au = None
        self.hors_perimetre = ligne["Qualification"] == "hors périmètre"
        particulier = ligne["Délai particulier"]
        self.n = (
            particulier
            if isinstance(particulier, int) and 0 < particulier < 10_000
            else self.parametres.delai_reponse
        )

    def _connue(self, colonne: str) -> dt.date | None:
        jour = date_de(self.ligne[colonne])
        return jour if jour and jour <= self.a else None

    @property
    def suivie(self) -> bool:
        """A complaint inside the perimeter."""
        return self.nature == "réclamation" and not self.hors_perimetre

    def _compte(self, jour: dt.date) -> bool:
        suspendu = (
            self.du is not None and jour > self.du and (self.au is None or jour <= self.au)
        )
        return not suspendu and self.jours.compte(jour, self.parametres.unite_reponse)

    @cached_property
    def delai(self) -> int | None:
        if self.reponse is None:
            return None
        return sum(
            self._compte(self.recue + n * JOUR)
            for n in range(1, (self.reponse - self.recue).days + 1)
        )

    @cached_property
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
        return (
            self.jours.bureau(jour, 1)
            if unite in {"jours calendaires", "jours francs"}
            else jour
        )

    @property
    def etat(self) -> str:
        due = self.echeance
        if self.n is None:
            return SANS_DELAI
        if self.reponse:
            return DANS if due is None or self.reponse <= due else HORS
        return EN_COURS if due is None or due >= self.a else DEPASSE

    @cached_property
    def ar_echeance(self) -> dt.date | None:
        rapide = electronique(self.ligne["Canal"], self.parametres.canaux_electroniques)
        n = self.parametres.delai_ar_electronique if rapide else self.parametres.delai_ar_papier
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
    jours = Jours.de(registre)
    return [
        Plainte(rang, ligne, registre, jours, a)
        for rang, ligne in enumerate(list_lines(registre.reclamations))
        if not contredite(ligne) and dans(ligne["Reçue le"], Periode(dt.date.min, a), a)
    ]


def contredite(ligne: Mapping[str, object]) -> bool:
    recue, reponse, ar = (
        date_de(ligne[c]) for c in ("Reçue le", "Réponse envoyée le", "Accusé de réception le")
    )
    du, au = date_de(ligne["Délai suspendu du"]), date_de(ligne["Délai suspendu au"])
    if (
        recue is None
        or (reponse and reponse < recue)
        or (ar and ar < recue)
        or (du and du < recue)
    ):
        return True
    return au is not None and (du is None or au < du)


class Reclamations:
    """The complaints of a period."""

    def __init__(self, registre: Registre, periode: Periode, a: dt.date) -> None:
        unite = registre.parametres.unite_reponse
        self.unite = "jours calendaires" if unite == "jours francs" else unite
        self.toutes = [p for p in plaintes(registre, a) if periode.du <= p.recue <= periode.au]
        self.recues = [p for p in self.toutes if p.nature == "réclamation"]
        self.suivies = [p for p in self.recues if p.suivie]
        self.repondues = [p for p in self.suivies if p.reponse]
        mesure = (
            registre.parametres.delai_ar_electronique is not None
            or registre.parametres.delai_ar_papier is not None
        )
        self.ar_suivi = mesure and any(p.ar_note for p in self.recues)

    def nombre(self, etat: str, parmi: Iterable[Plainte] | None = None) -> int:
        return sum(p.etat == etat for p in (self.suivies if parmi is None else parmi))

    def taux(self, parmi: Sequence[Plainte] | None = None) -> Base:
        dans_le_delai = self.nombre(DANS, parmi)
        return taux(
            dans_le_delai,
            dans_le_delai + self.nombre(HORS, parmi) + self.nombre(DEPASSE, parmi),
        )

    def ar(self, etat: str) -> int:
        return sum(p.ar_etat == etat for p in self.suivies)

    def taux_ar(self) -> Base:
        return taux(
            self.ar("dans le délai"),
            self.ar("dans le délai") + self.ar("hors délai") + self.ar("délai dépassé"),
        )

    def delais(self) -> dict[str, Base]:
        valeurs = sorted(p.delai for p in self.repondues if p.delai is not None)
        n = len(valeurs)
        if not n:
            return dict.fromkeys(
                ("delai_median", "delai_p90", "delai_max", "delai_moyen"), (None, None, None)
            )
        median = Fraction(
            valeurs[n // 2] if n % 2 else valeurs[n // 2 - 1] + valeurs[n // 2],
            1 if n % 2 else 2,
        )
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
            nombres |= {
                "ar_dans_delai": self.ar("dans le délai"),
                "ar_hors_delai": self.ar("hors délai"),
            }
            nombres |= {
                "ar_en_cours": self.ar("en cours"),
                "ar_en_retard": self.ar("délai dépassé"),
            }
            taux_ |= {"taux_ar_dans_delai": self.taux_ar()}
        chiffres: dict[str, tuple[Base, str]] = {
            code: ((Fraction(n), None, None), "nombre") for code, n in nombres.items()
        }
        chiffres |= {code: (base, "%") for code, base in taux_.items()}
        return chiffres | {code: (base, self.unite) for code, base in self.delais().items()}


def ouverte_le(registre: Registre, a: dt.date) -> dt.date | None:
    """Since when the register is kept."""
    return ouverture(
        registre.parametres.reclamations_depuis, [p.recue for p in plaintes(registre, a)], a
    )


def reclamations(registre: Registre, seance: Seance) -> dict[str, Chiffre]:
    """The indicators of docs/rules/complaints.md#volumes."""
    maintenant = Reclamations(registre, seance.comptee, seance.a)
    avant = Reclamations(registre, seance.precedente, seance.a).chiffres()
    depuis = registre.parametres.reclamations_depuis
    comptees = comptee(seance.precedente, ouverte_le(registre, seance.a), seance.a)
    comptes = Reclamations(registre, comptees, seance.a).chiffres() if comptees else {}
    chiffres = {}
    for code, (base, unite) in maintenant.chiffres().items():
        passe, _ = (comptes if unite == "nombre" else avant).get(code, (None, ""))
        chiffres[code] = compare(inconnu(base, unite, depuis, seance.comptee), passe, unite)
    ouvertes = [p for p in plaintes(registre, seance.a) if p.suivie and not p.reponse]
    seuls = {
        "en_cours": Fraction(maintenant.nombre(EN_COURS)),
        "en_retard": Fraction(maintenant.nombre(DEPASSE)),
        "stock": Fraction(len(ouvertes)),
        "plus_ancienne": min((p.recue for p in ouvertes), default=None),
        "anciennes_ouvertes": Fraction(sum(p.recue < seance.comptee.du for p in ouvertes)),
    }
    for code, valeur in seuls.items():
        unite, toujours = (
            ("date" if code == "plus_ancienne" else "nombre"),
            code in {"stock", "plus_ancienne"},
        )
        base = (valeur, None, None)
        chiffres[code] = Chiffre(
            *(base if toujours else inconnu(base, unite, depuis, seance.comptee)), unite=unite
        )
    return {f"reclamations.{code}": chiffre for code, chiffre in chiffres.items()}


def repartitions_reclamations(registre: Registre, seance: Seance) -> Repartitions:
    """By canal, service, site, motif, month (how many, and the rate), by state, and the age of
    those open.
    """
    maintenant = Reclamations(registre, seance.comptee, seance.a)
    lignes: Repartitions = {}
    for axe in ("Canal", "Service", "Site", "Motif", "Mois"):
        groupes: dict[str, list[Plainte]] = (
            {nom: [] for nom in mois_de(seance.comptee)}
            if axe == "Mois" and maintenant.recues
            else {}
        )
        for plainte in maintenant.recues:
            nom = nom_du_mois(plainte.recue) if axe == "Mois" else groupe(plainte.ligne, axe)
            groupes.setdefault(nom, []).append(plainte)
        if axe != "Mois":
            noms = imprimes(ligne[axe] for ligne in list_lines(registre.reclamations))
            groupes = {noms[cle]: parmi for cle, parmi in groupes.items()}
        if set(groupes) - {"non renseigné"}:
            nombres = {nom: nombre(len(parmi)) for nom, parmi in groupes.items()}
            taux_ = {
                nom: maintenant.taux([p for p in parmi if p.suivie])
                for nom, parmi in groupes.items()
            }
            if axe == "Mois":
                nombres, taux_ = (
                    taire(table, seance.comptee, ouverte_le(registre, seance.a))
                    for table in (nombres, taux_)
                )
            lignes["reclamations.recues", axe], lignes["reclamations.taux_dans_delai", axe] = (
                nombres,
                taux_,
            )
    etats = {
        etat: maintenant.nombre(etat) for etat in (DANS, HORS, EN_COURS, DEPASSE, SANS_DELAI)
    }
    etats["hors périmètre"] = len(maintenant.recues) - len(maintenant.suivies)
    quatre = {DANS, HORS, EN_COURS, DEPASSE}
    lignes["reclamations.recues", "État"] = {
        plie(etat): nombre(n) for etat, n in etats.items() if n or etat in quatre
    }
    lignes["reclamations.stock", "Ancienneté"] = {
        nom: nombre(n) for nom, n in _anciennete(registre, seance).items()
    }
    return lignes


def _anciennete(registre: Registre, seance: Seance) -> dict[str, int]:
    """The open complaints by age, in calendar days."""
    ages = [
        (seance.a - p.recue).days
        for p in plaintes(registre, seance.a)
        if p.suivie and not p.reponse
    ]
    tranches = {
        "0 a 15 jours": (0, 15),
        "16 a 30 jours": (16, 30),
        "31 a 60 jours": (31, 60),
        "plus de 60 jours": (61, 10**6),
    }
    return {
        nom: sum(bas <= age <= haut for age in ages) for nom, (bas, haut) in tranches.items()
    }


def lignes_reclamations(registre: Registre, seance: Seance) -> list[Plainte]:
    """All the open réclamations and those of the period, out of the scope left out, urgent first.

    Urgent: the open ones by due date, those without a due date after them; then what is answered.
    """
    listees = [
        p
        for p in plaintes(registre, seance.a)
        if p.suivie and (not p.reponse or dans(p.recue, seance.comptee, seance.a))
    ]
    return sorted(
        listees,
        key=lambda p: (
            p.reponse is not None,
            (not p.reponse and p.echeance) or dt.date.max,
            p.recue,
        ),
    )
