"""The breakdowns of the surveys (docs/rules/satisfaction.md#groups)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import astuple, dataclass

from clu_batch.rules.model import Periode, Question, Registre, Seance
from tests.campaigns.recount.calcul import (
    RIEN,
    Base,
    Ligne,
    confond,
    imprimes,
    nombre,
    taux,
    trop,
)
from tests.campaigns.recount.jours import mois_de, nom_du_mois
from tests.campaigns.recount.satisfaction import (
    Filtre,
    Satisfaction,
    a_un_taux,
    exprimees,
    ouverte_le,
    question_globale,
    sens_des_reponses,
    tallies,
)
from tests.campaigns.recount.suivi import taire
from tests.support.raw_sheets import list_lines

Repartitions = dict[tuple[str, str], dict[str, Base]]
"""(Code, Axe) -> Modalité -> figure."""


def distributions(registre: Registre, seance: Seance) -> Repartitions:
    """The answers to each question, in the words of its scale."""
    maintenant = Satisfaction(registre, seance.comptee, seance.a)
    lignes: Repartitions = {}
    for question in registre.questions:
        if question.echelle == "texte":
            continue
        nombres, apart = (
            maintenant.reponses(question),
            {"sans réponse": (None, maintenant.sans_reponse(question), None)},
        )
        if a_un_taux(question):
            total, sens = exprimees(maintenant.compte(question)), sens_des_reponses(question)
        else:
            cochees_ = [r for r, n in nombres.items() if n]
            total, sens = (
                maintenant.repondants(question),
                dict.fromkeys([*(m.texte for m in question.modalites), *cochees_], "neutre"),
            )
        seules = (
            set(sens)
            if maintenant.retenue(question) or (question.is_choix and not question.modalites)
            else {r for r, c in sens.items() if c == "exclu"}
        )
        bases = {
            r: (None, nombres.get(r, 0), None)
            if r in seules
            else taux(nombres.get(r, 0), total)
            for r in sens
        }
        if maintenant.illisibles(question):
            apart["réponse illisible"] = (None, maintenant.illisibles(question), None)
        lignes[
            f"satisfaction.{'taux' if a_un_taux(question) else 'choix'}.{question.code}",
            "Réponse",
        ] = bases | apart
    return lignes


def croisements(registre: Registre, seance: Seance) -> Repartitions:
    """The Question globale by site, canal, service, mode de recueil and month."""
    globale = question_globale(registre.questions)
    if globale is None:
        return {}
    maintenant, seuil = (
        Satisfaction(registre, seance.comptee, seance.a),
        registre.parametres.seuil_regroupement,
    )
    axes: dict[str, dict[str, Groupe]] = {}
    toutes = [*list_lines(registre.reponses), *tallies(registre)]
    for axe in ("Site", "Canal", "Service", "Mode de recueil"):
        groupes = _groupes(maintenant, globale, axe)
        if set(groupes) - {RIEN}:
            noms = imprimes(ligne.get(axe) for ligne in toutes) | {"Autres": "Autres"}
            regroupes = _regroupe(groupes, seuil)
            axes[axe] = {noms[cle]: groupe for cle, groupe in regroupes.items()}
    tables = {
        ("satisfaction.taux.global", axe): {nom: g.base() for nom, g in lignes.items()}
        for axe, lignes in axes.items()
    }
    mois = _par_mois(maintenant, globale, seance.comptee)
    seuls = {nom: _du_mois_seul(g, seuil) for nom, g in mois.items()}
    tables["satisfaction.taux.global", "Mois"] = taire(
        seuls, seance.comptee, ouverte_le(registre, seance.a)
    )
    for axe, lignes in {**axes, "Mois": mois}.items():
        tables["satisfaction.illisibles.global", axe] = {
            nom: nombre(g.illisibles) for nom, g in lignes.items() if g.illisibles
        }
    return {cle: lignes for cle, lignes in tables.items() if lignes}


@dataclass
class Groupe:
    """Satisfied, expressed, readable, and what nobody could read."""

    satisfaites: int = 0
    exprimees: int = 0
    lues: int = 0
    illisibles: int = 0

    def __add__(self, autre: Groupe) -> Groupe:
        return Groupe(*(a + b for a, b in zip(astuple(self), astuple(autre), strict=True)))

    def __bool__(self) -> bool:
        return bool(self.exprimees or self.illisibles)

    def petit(self, seuil: int) -> bool:
        return 0 < self.exprimees < seuil and not trop(self.illisibles, self.lues)

    def base(self) -> Base:
        if trop(self.illisibles, self.lues):
            return None, None, self.exprimees
        return taux(self.satisfaites, self.exprimees)


def groupe(ligne: Ligne, axe: str) -> str:
    return confond(ligne.get(axe) or "non renseigné")


def _groupe(reponses: Satisfaction, question: Question, ou: Filtre) -> Groupe:
    compte = reponses.compte(question, ou)
    return Groupe(
        compte["satisfait"],
        exprimees(compte),
        sum(compte.values()),
        reponses.illisibles(question, ou),
    )


def _groupes(reponses: Satisfaction, question: Question, axe: str) -> dict[str, Groupe]:
    """Group -> its answers; two spellings that differ by case or accents are the same group."""
    noms = {groupe(ligne, axe) for ligne in [*reponses.lignes, *reponses.comptes]}
    groupes = {nom: _groupe(reponses, question, _est(axe, nom)) for nom in noms}
    return {nom: g for nom, g in groupes.items() if g}


def _est(axe: str, nom: str) -> Filtre:
    return lambda ligne: groupe(ligne, axe) == nom


def _regroupe(groupes: Mapping[str, Groupe], seuil: int) -> dict[str, Groupe]:
    """The small groups are merged; one that she calls « Autres » herself is one of them."""
    if not any(g.petit(seuil) for g in groupes.values()):
        return dict(groupes)
    grands = {
        nom: g for nom, g in groupes.items() if not g.petit(seuil) and nom != confond("Autres")
    }
    autres = sum((g for nom, g in groupes.items() if nom not in grands), Groupe())
    return {} if autres.petit(seuil) else grands | {"Autres": autres}


def _par_mois(
    reponses: Satisfaction, question: Question, periode: Periode
) -> dict[str, Groupe]:
    """Every month of the period; nothing when no form answers."""
    mois = {nom: _groupe(reponses, question, _du_mois(nom)) for nom in mois_de(periode)}
    return mois if any(mois.values()) else {}


def _du_mois_seul(g: Groupe, seuil: int) -> Base:
    """A month: its number without a rate when it is small."""
    return g.base() if g.exprimees and g.exprimees >= seuil else (None, None, g.exprimees)


def _du_mois(nom: str) -> Filtre:
    return lambda ligne: "Date" in ligne and nom_du_mois(ligne["Date"]) == nom
