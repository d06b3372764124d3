"""A meeting with a little of everything, by function, without any person's name: for the tests of
the pack and of the minutes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import Any

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.rubriques import find_rubrique
from clu_batch.kernel.content import (
    Block,
    Chart,
    ChartKind,
    Element,
    Heading,
    InnerLink,
    ItemList,
    Missing,
    Paragraph,
    PrintedTable,
    Texte,
)
from clu_batch.kernel.declaration import Where
from clu_batch.records.document_type import NatureDeDocument
from clu_batch.records.participants import StatutDePresence
from clu_batch.records.proposition import NatureDeProposition
from clu_batch.records.question import Compte
from clu_batch.records.reunion import Statut
from clu_batch.rules.model import (
    ActionDAmelioration,
    Atteinte,
    Bilan,
    BilanEngagement,
    Comite,
    DocumentType,
    Engagement,
    Etape,
    Indicateur,
    Invite,
    Membre,
    Mesure,
    Modalite,
    ModaliteAppui,
    Parametres,
    Periode,
    Point,
    Presence,
    Proposition,
    Question,
    Registre,
    Repartition,
    Reunion,
    SeanceDue,
    Siege,
)
from tests.support.history import make_history
from tests.support.registers import registre as registre_vide

JUIN, DECEMBRE, J = dt.date(2026, 6, 11), dt.date(2026, 12, 10), dt.date(2026, 11, 23)
PERIODE = Periode(dt.date(2025, 11, 1), dt.date(2026, 10, 31))
PRECEDENTE = Periode(dt.date(2024, 11, 1), dt.date(2025, 10, 31))
SERVICES, USAGERS = "Services de la préfecture", "Représentants des usagers"

ECHELLE = (
    Modalite("", "Très satisfait", Decimal(1), Compte.SATISFAIT),
    Modalite("", "Satisfait", Decimal(2), Compte.SATISFAIT),
    Modalite("", "Insatisfait", Decimal(3), Compte.INSATISFAIT),
    Modalite("", "Sans opinion", Decimal(4), Compte.EXCLU),
)
QUESTIONS = (
    Question("Q1", "L’accueil", "Satisfaction", modalites=ECHELLE, globale=True),
    Question("Q2", "L’attente", "Satisfaction", modalites=ECHELLE),
)
MEMBRES = (
    Membre(
        "DIR",
        SERVICES,
        "La directrice de l’accueil",
        "Direction de l’accueil",
        ou_son_representant=True,
    ),
    Membre("RQ", SERVICES, "Le responsable qualité", "SGCD"),
    Membre(
        "UFC",
        USAGERS,
        "Le président",
        "Union de consommateurs",
        courriels=("canari@exemple.fr",),
        adresse="12 rue du Canari",
    ),
    Membre("APF", USAGERS, "La déléguée", "Association de personnes handicapées"),
    Membre("MOB", USAGERS, "Le délégué", "Organisation professionnelle"),
)
POINTS = (
    Point(DECEMBRE, "1", "Suites données", "suites données"),
    Point(
        DECEMBRE,
        "2",
        "Ce que disent les usagers",
        "Satisfaction",
        "La directrice de l’accueil",
        presentation="Le texte du service.",
    ),
    Point(
        DECEMBRE,
        "3",
        "Encore la satisfaction",
        "satisfaction",
        releve="Un débat noté.",
        conclusion="Une conclusion.",
    ),
    Point(
        DECEMBRE,
        "4",
        "Nos engagements",
        "engagements",
        where=Where("comite.xlsx", "Ordre du jour", 9, {"point": "C"}),
    ),
    Point(DECEMBRE, "5", "Les réclamations", "réclamations"),
    Point(DECEMBRE, "6", "Questions diverses"),
)


def taux(k: int, n: int) -> Mesure:
    """A rate with its base."""
    return Mesure(Fraction(k, n) if n else None, k, n)


def nombre(n: int) -> Mesure:
    """A count."""
    return Mesure(Fraction(n))


def indicateur(code: str, mesure: Mesure, unite: str = "%", **champs: Any) -> Indicateur:
    """An indicator without the words that the documents do not print."""
    return replace(Indicateur(code, code, unite, mesure), **champs)


def par_code(indicateurs: Iterable[Indicateur]) -> dict[str, Indicateur]:
    """The indicators as a Bilan holds them."""
    return {i.code: i for i in indicateurs}


INDICATEURS = par_code(
    (
        indicateur(
            "satisfaction.reponses",
            nombre(661),
            "nombre",
            precedente=nombre(640),
            ecart=Fraction(21),
        ),
        indicateur(
            "satisfaction.taux.global",
            taux(540, 651),
            precedente=taux(480, 627),
            ecart=Fraction(64, 10),
            evolution="significative",
        ),
        indicateur(
            "satisfaction.taux.Q1",
            taux(540, 651),
            precedente=taux(480, 627),
            ecart=Fraction(64, 10),
            evolution="significative",
        ),
        indicateur(
            "satisfaction.taux.Q2",
            taux(9, 12),
            precedente=taux(8, 12),
            ecart=Fraction(83, 10),
            evolution="peu de réponses",
        ),
        indicateur("satisfaction.exclus.Q1", nombre(10), "nombre"),
        indicateur("satisfaction.non_reponses.Q1", nombre(1), "nombre"),
        indicateur(
            "reclamations.recues",
            nombre(90),
            "nombre",
            precedente=nombre(86),
            ecart=Fraction(4),
        ),
        indicateur(
            "reclamations.taux_dans_delai",
            taux(76, 85),
            precedente=taux(61, 80),
            ecart=Fraction(132, 10),
        ),
        indicateur("reclamations.delai_median", Mesure(Fraction(17, 2)), "jours ouvrés"),
        indicateur("reclamations.stock", nombre(13), "nombre"),
        indicateur("reclamations.plus_ancienne", Mesure(dt.date(2025, 10, 30)), "date"),
        indicateur("reclamations.anciennes_ouvertes", nombre(1), "nombre"),
    )
)


def repartition(code: str, axe: str, *lignes: tuple[str, Mesure]) -> list[Repartition]:
    """The lines of one breakdown."""
    return [Repartition(code, axe, modalite, mesure) for modalite, mesure in lignes]


REPARTITIONS = (
    *repartition(
        "satisfaction.taux.Q1",
        "Réponse",
        ("Très satisfait", taux(200, 651)),
        ("Satisfait", taux(340, 651)),
        ("Insatisfait", taux(111, 651)),
        ("sans réponse", Mesure(None, 1)),
    ),
    *repartition(
        "satisfaction.taux.Q2",
        "Réponse",
        ("Très satisfait", taux(4, 12)),
        ("Satisfait", taux(5, 12)),
        ("Insatisfait", taux(3, 12)),
    ),
    *repartition(
        "satisfaction.taux.global", "Site", ("Nîmes", taux(335, 422)), ("Alès", taux(130, 147))
    ),
    *repartition(
        "satisfaction.taux.global",
        "Mois",
        ("novembre 2025", taux(23, 31)),
        ("décembre 2025", Mesure(None, None, 3)),
    ),
    *repartition(
        "reclamations.recues",
        "Mois",
        ("novembre 2025", nombre(3)),
        ("décembre 2025", nombre(7)),
    ),
    *repartition(
        "reclamations.recues",
        "État",
        ("répondue dans le délai", nombre(76)),
        ("répondue hors délai", nombre(9)),
        ("en cours", nombre(5)),
    ),
    *repartition(
        "reclamations.recues", "Canal", ("courriel", nombre(60)), ("courrier", nombre(30))
    ),
    *repartition(
        "reclamations.taux_dans_delai",
        "Canal",
        ("courriel", taux(50, 55)),
        ("courrier", taux(26, 30)),
    ),
)
ENGAGEMENTS = (
    BilanEngagement(
        Engagement(
            "E1", "Nous vous accueillons", "Usagers satisfaits", "≥", cible=Fraction(8, 10)
        ),
        taux(9, 10),
        None,
        taux(8, 10),
        Fraction(10),
        Atteinte.ATTEINT,
    ),
    BilanEngagement(
        Engagement(
            "E2",
            "Nous répondons",
            "Réponses à temps",
            "≥",
            cible=Fraction(9, 10),
            where=Where("engagements.xlsx", "Engagements", 3),
        ),
        taux(7, 10),
        None,
        taux(6, 10),
        Fraction(10),
        Atteinte.NON_ATTEINT,
    ),
)


def proposition(numero: str, reunion: dt.date = JUIN, /, **champs: Any) -> Proposition:
    """A suggestion that nobody has answered."""
    nue = Proposition(
        numero,
        reunion,
        "Union de consommateurs",
        NatureDeProposition.SUGGESTION,
        texte=f"Demande {numero}",
    )
    return replace(nue, **champs)


def siege(code: str, statut: str = "non renseigné", **champs: Any) -> Siege:
    """A seat of the committee, held as `statut` says."""
    membre = next(m for m in MEMBRES if m.code == code)
    typed = StatutDePresence(statut) if statut in set(StatutDePresence) else None
    nu = Siege(
        membre,
        False,
        False,
        statut,
        Presence(DECEMBRE, code, membre=code, statut=typed),
        (),
        None,
    )
    return replace(nu, **champs)


def registre(**champs: Any) -> Registre:
    """The register of the meeting; `champs` replace those of its committee."""
    comite = Comite(
        membres=MEMBRES,
        reunions=(
            Reunion(JUIN, statut=Statut.TENUE, compte_rendu_envoye_le=dt.date(2026, 7, 1)),
            Reunion(
                DECEMBRE,
                dt.time(14, 30),
                "Salle de réunion",
                heure_fin=dt.time(16, 15),
                prochaine=dt.date(2027, 6, 10),
            ),
        ),
        ordre_du_jour=POINTS,
        invites=(Invite(DECEMBRE, USAGERS, "Association invitée", point="6"),),
        propositions=(
            proposition("P1", etat="réalisée", reponse="C’est fait."),
            proposition("P2", etat="en cours"),
        ),
        documents_types=(
            DocumentType(
                DECEMBRE,
                "Lettre de rappel",
                NatureDeDocument.COURRIER,
                question="Est-elle claire ?",
                suite="canari de suite",
            ),
        ),
        modalites_d_appui=(
            ModaliteAppui("Point numérique", usagers=Decimal(1200), precedente=Decimal(1000)),
        ),
    )
    parametres = Parametres(
        prefecture="Préfecture du Gard",
        ville="Nîmes",
        service="SGCD",
        affaire_suivie_par="Le responsable qualité",
        signataire="Le secrétaire général",
        delai_reponse=15,
    )
    return replace(
        registre_vide(),
        parametres=parametres,
        questions=QUESTIONS,
        comite=replace(comite, **champs),
    )


def bilan(etape: Etape = Etape.A_VENIR, **champs: Any) -> Bilan:
    """The figures of the meeting; `champs` replace some of them."""
    reunion = next(r for r in registre().comite.reunions if r.date == DECEMBRE)
    nu = Bilan(
        seance=SeanceDue(J, J, PERIODE, PERIODE, PRECEDENTE, reunion, etape),
        indicateurs=INDICATEURS,
        repartitions=REPARTITIONS,
        reclamations=(),
        engagements=ENGAGEMENTS,
        engagements_precedents={b.engagement.code: b.etat for b in ENGAGEMENTS},
        sieges=[siege(m.code) for m in MEMBRES],
        suppleances=(),
        assiduite=(),
        dates_cles=(),
        pourquoi=(),
        historique=make_history(),
        limite_suppleance=dt.date(2026, 12, 4),
        extraits=("Merci pour l’accueil.",),
        actions_reclamations=(ActionDAmelioration("Relire les courriers."),),
    )
    return replace(nu, **champs)


def simple(texte: str) -> str:
    """The text with ordinary spaces: the typography has its own tests."""
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def dit(elements: Iterable[Element]) -> list[str]:
    """What elements say, a line per paragraph, item, row or note; a chart says its message, then
    its table when it has one.
    """
    lignes: list[str] = []
    for element in elements:
        match element:
            case Paragraph():
                lignes.append(mot(element.texte))
            case Heading():
                lignes.append(f"{'#' * element.niveau} {element.texte}")
            case ItemList():
                lignes += [f"• {mot(texte)}" for texte in element.elements]
            case PrintedTable():
                lignes += [
                    " | ".join(c.titre for c in element.colonnes),
                    *(ligne(cellules) for cellules in element.lignes),
                    *element.notes,
                ]
            case Chart():
                lignes.append(f"[{element.genre.value}] {element.message}")
                lignes += dit([element.donnees]) if element.donnees else ()
            case InnerLink():
                lignes.append(element.texte)
    return [simple(texte) for texte in lignes]


def genres(bloc: Block) -> list[ChartKind]:
    """The kinds of the charts of a block."""
    return [e.genre for e in bloc.elements if isinstance(e, Chart)]


def with_detail(nom: str, meeting: MeetingContext) -> list[Element]:
    """What the dossier says of a block under its point, then in its annex."""
    rubrique = find_rubrique(nom)
    assert rubrique is not None, nom
    return [*rubrique.bloc(meeting).elements, *rubrique.detail(meeting).elements]


def mot(texte: Texte) -> str:
    """A text, or what is missing."""
    return f"À COMPLÉTER : {texte.quoi}" if isinstance(texte, Missing) else texte


def ligne(cellules: Sequence[Texte]) -> str:
    """The cells of a row."""
    return " | ".join(mot(cellule) for cellule in cellules)
