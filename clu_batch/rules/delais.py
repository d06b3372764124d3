"""The délais: number, unit, starting point, source and date of effect, each declared once.

A new délai is added here. Its number comes from `Paramètres`: no text of law or procedure fixes it
for every prefecture, and only the source can say why it applies. Texts are in French, ready to
print (annex of the dossier, sheet « Sources » of the control workbook).
"""

from __future__ import annotations

from clu_batch.kernel.frozen import frozen
from clu_batch.records.parametres import Decompte, Unite
from clu_batch.rules.model import Parametres

PLUS_LONG = 9999
"""Beyond it a number of days or of answers is a typing error, and a date counted from it may not
exist.
"""

CONVENTION = (
    "décompte retenu par convention, sur le modèle des articles 641 et 642 du code de procédure"
    " civile"
)
"""How a délai that runs forward is counted (docs/rules/days.md#forward)."""

_PROCEDURE = "procédure du comité : « au minimum 2 jours ouvrables avant la réunion du CLU »"
_DECOMPTES = {
    Decompte.PLEINS: (
        "jours pleins, par analogie avec Conseil d’État, 3 juin 1983 (Lebon, p. 227), Cass. soc.,"
        " 20 février 2008, n° 06-40.949, et Cass. soc., 3 juin 2015, n° 14-12.245"
    ),
    Decompte.J_2: "décompte « J-2 », choisi dans les paramètres",
}
_PARAMETRE = "paramètre « {} », fixé par la préfecture"
_SERVICES_PUBLICS_PLUS = "programme Services Publics\u00a0+ : accusé de réception {}"
_REPERE = "repère interne, paramètre « {} » ; aucun texte ne le fixe"


@frozen
class Delai:
    """An allowed duration, never a date; `nombre` None: not measured here. `source` is required, in
    words that can be printed.
    """

    nom: str
    nombre: int | None
    unite: Unite
    depart: str
    source: str
    en_vigueur: str

    def __post_init__(self) -> None:
        if not self.source.strip():
            raise ValueError(
                f"a délai without a source: {self.nom}; say which text or decision sets it"
            )


def suppleance(parametres: Parametres) -> Delai:
    """The time to announce a substitute, the one legal deadline of the procedure
    (docs/rules/substitutions.md#procedure).
    """
    return Delai(
        "Délai de suppléance",
        parametres.delai_suppleance,
        parametres.unite_suppleance,
        "la réunion, en remontant le temps ; le jour de la réunion ne compte pas",
        f"{_cite_suppleance(parametres)} ; {_DECOMPTES[parametres.decompte_suppleance]}",
        parametres.reference_procedure or "procédure en vigueur",
    )


def _cite_suppleance(parametres: Parametres) -> str:
    """The procedure's own words, unless the prefecture has typed something else than they say."""
    comme_ecrit = (parametres.delai_suppleance, parametres.unite_suppleance) == (
        2,
        Unite.OUVRABLES,
    )
    return _PROCEDURE if comme_ecrit else _PARAMETRE.format("Délai de suppléance")


def reponse(parametres: Parametres) -> Delai:
    """The time to answer a complaint (docs/rules/complaints.md#due-date)."""
    return Delai(
        "Délai de réponse aux réclamations",
        parametres.delai_reponse,
        parametres.unite_reponse,
        "la réception de la réclamation ; le jour de la réception ne compte pas",
        f"{_PARAMETRE.format('Délai de réponse')} ; {CONVENTION}",
        "selon les paramètres en vigueur",
    )


def accuse_electronique(parametres: Parametres) -> Delai:
    """The time to acknowledge a complaint received electronically: one week (Services Publics
    +).
    """
    return _accuse(
        "électronique",
        parametres.delai_ar_electronique,
        "sous une semaine par voie électronique",
    )


def accuse_papier(parametres: Parametres) -> Delai:
    """The time to acknowledge a complaint received in any other way: two weeks (Services Publics
    +).
    """
    return _accuse("papier", parametres.delai_ar_papier, "sous deux semaines par courrier")


def _accuse(voie: str, nombre: int | None, engagement: str) -> Delai:
    return Delai(
        f"Délai d’accusé de réception {voie}",
        nombre,
        Unite.CALENDAIRES,
        "la réception de la réclamation ; le jour de la réception ne compte pas",
        f"{_SERVICES_PUBLICS_PLUS.format(engagement)} ; {CONVENTION}",
        "programme lancé en janvier 2021",
    )


def reperes(parametres: Parametres) -> tuple[Delai, Delai, Delai]:
    """The internal reminders for the convocations, the dossier and the minutes: no text sets them
    (docs/rules/key-dates.md#reminders).
    """
    return (
        _repere(
            "Repère d’envoi des convocations",
            parametres.repere_convocations,
            "la réunion, en remontant le temps",
        ),
        _repere(
            "Repère d’envoi du dossier",
            parametres.repere_dossier,
            "la réunion, en remontant le temps",
        ),
        _repere("Repère d’envoi du compte rendu", parametres.repere_compte_rendu, "la réunion"),
    )


def _repere(nom: str, nombre: int, depart: str) -> Delai:
    return Delai(
        nom,
        nombre,
        Unite.CALENDAIRES,
        depart,
        _REPERE.format(nom),
        "selon les paramètres en vigueur",
    )


def list_delais(parametres: Parametres) -> tuple[Delai, ...]:
    """All the délais in force, the legal one first."""
    return (
        suppleance(parametres),
        reponse(parametres),
        accuse_electronique(parametres),
        accuse_papier(parametres),
        *reperes(parametres),
    )
