"""What every document may print: the guaranteed tags of docs/rules/templates.md#tags, the issuer,
the members and the agenda, ready for the templates.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from clu_batch.documents import procedure
from clu_batch.documents.emetteur import emetteur, en_tete, mention_donnees
from clu_batch.documents.sections import figure_wording
from clu_batch.documents.template_filters import filtres
from clu_batch.documents.typed_texts import (
    REGLAGES,
    appel,
    ecrit,
    fonction_et_organisme,
    lignes,
    lignes_ou_manque,
    nom_complet,
    nomme,
    ou_manque,
    par,
    suivi_de,
)
from clu_batch.kernel import french, politesse
from clu_batch.kernel.content import Manquant, Texte
from clu_batch.parse import plier
from clu_batch.rules.figures.prevus import prevus
from clu_batch.rules.model import Bilan, Indicateur, Membre, Mesure, Point, Registre, Reunion, Siege

__all__ = [
    "REGLAGES",
    "SANS_OBJET",
    "SANS_VALEUR",
    "BaliseIndicateur",
    "BaliseMembre",
    "BalisePoint",
    "BaliseReunion",
    "appel",
    "balise_indicateur",
    "balise_membre",
    "balise_reunion",
    "contexte",
    "ecrit",
    "emetteur",
    "en_tete",
    "filtres",
    "fonction_et_organisme",
    "lignes",
    "lignes_ou_manque",
    "membres",
    "mention_donnees",
    "nom_complet",
    "nomme",
    "ordre_du_jour",
    "ou_manque",
    "par",
    "points",
    "presidence",
    "suivi_de",
]

SANS_OBJET = "sans objet"
SANS_VALEUR = "—"
NON_INDIQUE = "non indiqué"
"""The state of a figure that answers nobody could read might change."""


@dataclass(frozen=True, slots=True)
class BaliseReunion:
    """`reunion.…`: dates and times stay values, for the filters."""

    date: dt.date
    heure: dt.time | Manquant
    heure_fin: dt.time | None
    lieu: Texte
    numero: str | None
    reference: str | None
    presidence: str | None
    presidence_de: str | None  # « du secrétaire général »; None when nothing tells the article
    prochaine: dt.date | str | None
    acces: Texte
    visioconference: str | None


@dataclass(frozen=True, slots=True)
class BaliseMembre:
    """`membre.…`: a seat as it is printed; `nom_complet` is None when the seat is addressed by its
    function.
    """

    code: str
    college: str
    fonction: Texte
    organisme: Texte
    civilite: str | None
    prenom: str | None
    nom: str | None
    nom_complet: str | None
    appel: str
    fonction_de: Texte
    fonction_a: Texte
    ou_son_representant: bool
    vacant: bool
    statut: str | None = None


@dataclass(frozen=True, slots=True)
class BalisePoint:
    """`point.…` of `ordre_du_jour`; `horaire` only when every point has a duration."""

    numero: str
    point: Texte
    rubrique: str | None
    presente_par: str | None
    duree: Decimal | None
    horaire: dt.time | None


@dataclass(frozen=True, slots=True)
class BaliseIndicateur:
    """`indicateurs['code'].…`: exact values; words where there is none, so that a tag never stays
    blank.
    """

    libelle: str
    valeur: Fraction | dt.date | str | Manquant
    numerateur: int | str
    denominateur: int | str
    unite: str
    cible: Fraction | str
    etat: str


def balise_membre(
    membre: Membre, *, vacant: bool = False, statut: str | None = None
) -> BaliseMembre:
    """A member ready to print; the holder of a vacant seat is not named."""
    fonction = ecrit(membre.fonction)
    manque = Manquant(f"fonction du membre {membre.code}", membre.place, "Fonction")
    connue = vacant or not membre.nom
    civilite = None if vacant else membre.civilite
    return BaliseMembre(
        code=membre.code,
        college=french.typographie(membre.college),
        fonction=fonction or manque,
        organisme=ou_manque(
            membre.organisme, f"organisme du membre {membre.code}", membre.place, "Organisme"
        ),
        civilite=civilite,
        prenom=None if connue else membre.prenom,
        nom=None if connue else membre.nom,
        nom_complet=None if vacant else nom_complet(membre.civilite, membre.prenom, membre.nom),
        appel="Madame, Monsieur" if vacant else appel(fonction, membre.civilite),
        fonction_de=french.de(fonction, civilite) if fonction else manque,
        fonction_a=french.a(fonction, civilite) if fonction else manque,
        ou_son_representant=membre.ou_son_representant,
        vacant=vacant,
        statut=statut,
    )


def membres(sieges: Sequence[Siege]) -> tuple[BaliseMembre, ...]:
    """The seats in force, in the order of the protocol."""
    return tuple(
        balise_membre(siege.membre, vacant=siege.vacant, statut=siege.statut) for siege in sieges
    )


def points(registre: Registre, date: dt.date) -> list[Point]:
    """The agenda of the meeting, as typed."""
    return [point for point in registre.comite.ordre_du_jour if point.reunion == date]


def ordre_du_jour(registre: Registre, reunion: Reunion) -> tuple[BalisePoint, ...]:
    """The agenda ready to print, with its times when every point has a duration; without any point,
    what the procedure has presented.
    """
    prevus = points(registre, reunion.date)
    if not prevus:
        return tuple(
            BalisePoint(str(rang), titre, None, None, None, None)
            for rang, titre in enumerate(procedure.POINTS, 1)
        )
    horaires = _compute_horaires(prevus, reunion.heure)
    return tuple(
        BalisePoint(
            numero=french.typographie(point.numero),
            point=ou_manque(point.point, f"intitulé du point {point.numero}", point.place),
            rubrique=point.rubrique,
            presente_par=ecrit(point.presente_par),
            duree=point.duree,
            horaire=horaire,
        )
        for point, horaire in zip(prevus, horaires, strict=True)
    )


def _compute_horaires(prevus: Sequence[Point], debut: dt.time | None) -> list[dt.time | None]:
    """When each point begins; None for all unless the hour and every duration are known."""
    durees = [point.duree for point in prevus if point.duree is not None and point.duree > 0]
    if debut is None or len(durees) < len(prevus):
        return [None] * len(prevus)
    depart = dt.datetime.combine(dt.date.min, debut)
    before = (sum(durees[:rang], Decimal(0)) for rang in range(len(durees)))
    return [(depart + dt.timedelta(minutes=float(minutes))).time() for minutes in before]


def presidence(registre: Registre, bilan: Bilan, reunion: Reunion) -> tuple[str | None, str | None]:
    """Who presides, « le secrétaire général » and « du secrétaire général ».

    The function of the member whose code was typed (with the name, if known), or the text typed.
    The second is None when nothing tells the article: « Présidence : responsable qualité ».
    """
    typed = ecrit(reunion.presidence)
    if typed is None:
        return None, None
    membre = _find_president(registre, bilan, typed)
    if membre is None:
        fonction_dite = politesse.fonction_connue(typed) or typed[:1].islower()
        return _say_president(typed, None, fonction=fonction_dite)
    fonction = ecrit(membre.fonction) or ecrit(membre.organisme) or typed
    nommee = nom_complet(membre.civilite, membre.prenom, membre.nom)
    if nommee is None:
        sigle = french.minuscule_initiale(fonction) == fonction and not fonction[:1].islower()
        return _say_president(fonction, membre.civilite, fonction=not sigle)
    dite = f"{nommee}, {french.sans_article(french.minuscule_initiale(fonction))}"
    return dite, french.de_nom(dite)


def _find_president(registre: Registre, bilan: Bilan, typed: str) -> Membre | None:
    """The member of that code, in force at the meeting first."""
    code = plier(typed)
    for membre in (*(siege.membre for siege in bilan.sieges), *registre.comite.membres):
        if plier(membre.code) == code:
            return membre
    return None


def _say_president(texte: str, civilite: str | None, *, fonction: bool) -> tuple[str, str | None]:
    """The same for one text; `fonction`: it is no name, a sentence wants its article."""
    avec = french.avec_article(texte, civilite)
    if avec is not None:
        return avec, french.de(texte, civilite)
    if fonction:
        return french.minuscule_initiale(texte), None
    return texte, french.de_nom(texte)


def balise_reunion(registre: Registre, bilan: Bilan, reunion: Reunion) -> BaliseReunion:
    """The meeting ready to print; a meeting held from a distance needs no room."""
    preside, preside_de = presidence(registre, bilan, reunion)
    lieu = ecrit(reunion.lieu) or ("en visioconférence" if reunion.visioconference else None)
    prochaine = reunion.prochaine
    return BaliseReunion(
        date=reunion.date,
        heure=reunion.heure or Manquant("heure de la réunion", reunion.place, "Heure"),
        heure_fin=reunion.heure_fin,
        lieu=lieu or Manquant("lieu de la réunion", reunion.place, "Lieu"),
        numero=ecrit(reunion.numero),
        reference=ecrit(reunion.reference),
        presidence=preside,
        presidence_de=preside_de,
        prochaine=ecrit(prochaine) if isinstance(prochaine, str) else prochaine,
        acces=ou_manque(
            reunion.acces,
            "accès et accessibilité de la salle",
            reunion.place,
            "Accès et accessibilité",
        ),
        visioconference=reunion.visioconference,
    )


def balise_indicateur(indicateur: Indicateur) -> BaliseIndicateur:
    """A figure ready for a tag."""
    mesure = indicateur.mesure
    valeur: Fraction | dt.date | str | Manquant | None = mesure.valeur
    if mesure.retenue:
        valeur = figure_wording.a_completer(mesure, figure_wording.REPONSES)
    return BaliseIndicateur(
        libelle=indicateur.libelle,
        valeur=french.NON_MESURE if valeur is None else valeur,
        numerateur=SANS_OBJET if mesure.numerateur is None else mesure.numerateur,
        denominateur=SANS_OBJET if mesure.denominateur is None else mesure.denominateur,
        unite=indicateur.unite,
        cible="sans cible" if indicateur.cible is None else indicateur.cible,
        etat=indicateur.etat or (NON_INDIQUE if mesure.illisibles else SANS_OBJET),
    )


def citables(registre: Registre, bilan: Bilan) -> Mapping[str, Indicateur]:
    """The figures of the meeting; what exists and has nothing to measure it on this time prints «
    non mesuré », and is no unknown name.
    """
    return {
        **{f.code: Indicateur(f.code, f.libelle, f.unite, Mesure()) for f in prevus(registre)},
        **bilan.indicateurs,
    }


def contexte(registre: Registre, bilan: Bilan) -> dict[str, object]:
    """The tags that every document of the meeting may use; `date_document` is J until a document
    says the day it was sent.
    """
    p, reunion = registre.parametres, bilan.seance.reunion
    if reunion is None:
        raise ValueError("no meeting: no document")
    return {
        "prefecture": ou_manque(p.prefecture, "préfecture"),
        "comite": french.typographie(p.comite),
        "sigle": french.typographie(p.sigle),
        "reunion": balise_reunion(registre, bilan, reunion),
        "membres": membres(bilan.sieges),
        "ordre_du_jour": ordre_du_jour(registre, reunion),
        "limite_suppleance": (
            bilan.limite_suppleance
            or Manquant("dernier jour pour annoncer un suppléant", reunion.place)
        ),
        "indicateurs": {
            code: balise_indicateur(indicateur)
            for code, indicateur in citables(registre, bilan).items()
        },
        "date_document": bilan.seance.j,
        "exemple": p.donnees_d_exemple,
        **emetteur(p),
    }
