"""The control workbook, the sheets about the meeting: members, dates day by day, provisions of the
procedure (docs/rules/substitutions.md#states, docs/rules/key-dates.md#steps,
docs/rules/control-workbook.md#conformite).
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest

from clu_batch.documents.control import conformite, reunion
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.kernel.sheet_content import JOUR_ET_DATE
from clu_batch.records.parametres import Decompte, Unite
from clu_batch.records.participants import ReponseAnnoncee
from clu_batch.records.proposition import NatureDeProposition
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reunion import Statut
from clu_batch.rules import dates_cles
from clu_batch.rules.figures import reclamations
from clu_batch.rules.model import (
    Assiduite,
    Bilan,
    DateCle,
    Etape,
    ExamenSuppleance,
    Invite,
    JourExplique,
    LigneReclamation,
    Parametres,
    Point,
    Presence,
    Proposition,
    Registre,
    Reunion,
    Suppleance,
)
from clu_batch.rules.suppleances import compute_limites
from tests.support.control_sheets import formats, valeurs
from tests.support.figures import seance as seance_generale
from tests.support.folders import CASES
from tests.support.meeting import (
    DECEMBRE,
    JUIN,
    MEMBRES,
    POINTS,
    USAGERS,
    J,
    bilan,
    registre,
    siege,
    simple,
)
from tests.support.registers import registre as registre_vide
from tests.support.text_tables import frame

# -- members ---------------------------------------------------------------------------------------


def suppleance(code: str, **champs: Any) -> Suppleance:
    nue = Suppleance(
        DECEMBRE, code, nom="NOM D’EXEMPLE", fonction="La trésorière", informe_le=J
    )
    return replace(nue, **champs)


def examen(code: str, etat: str, **champs: object) -> ExamenSuppleance:
    return ExamenSuppleance(
        suppleance(code, **champs),
        dt.date(2026, 12, 7),
        dt.date(2026, 12, 8),
        dt.date(2026, 12, 4),
        etat,
        "motif",
    )


def reponse(code: str, mot: str | None, le: dt.date | None = J) -> Presence:
    return Presence(
        DECEMBRE,
        code,
        membre=code,
        reponse=ReponseAnnoncee(mot) if mot else None,
        reponse_recue_le=le,
    )


def attend(bilan: Bilan, **rows: Any) -> list[tuple[object, ...]]:
    """The rows of « Réponses attendues »; `rows`: those of the register."""
    meeting = MeetingContext(registre(**{"invites": (), **rows}), bilan)
    return valeurs(reunion.build_reponses_attendues_sheet(meeting))


SANS_CONVOCATION = replace(MEMBRES[0], a_convoquer=False)


@pytest.mark.parametrize(
    ("champs", "attendue"),
    [
        ({"presence": reponse("DIR", "présent")}, ("DIR", "présent", J, "non")),
        ({"presence": reponse("DIR", "empêché")}, ("DIR", "empêché", J, "non")),
        ({"presence": None}, ("DIR", None, None, "oui")),
        ({"presence": reponse("DIR", None, None)}, ("DIR", None, None, "oui")),
        # announced without an answer
        ({"presence": None, "suppleance": suppleance("DIR")}, ("DIR", "suppléé", J, "non")),
        ({"presence": reponse("DIR", "suppléé")}, ("DIR", "suppléé", J, "oui")),  # by whom?
        (
            {"presence": reponse("DIR", "suppléé"), "suppleance": suppleance("DIR")},
            ("DIR", "suppléé", J, "non"),
        ),
        ({"presence": None, "vacant": True}, ("DIR", "siège vacant", None, "non")),
        ({"presence": None, "membre": SANS_CONVOCATION}, ("DIR", None, None, "non")),
    ],
)
def test_answers_awaited(champs: dict[str, object], attendue: tuple[object, ...]) -> None:
    code, *answer = attendue
    named = (code, "La directrice de l’accueil, Direction de l’accueil", *answer)
    assert attend(bilan(sieges=[siege("DIR", "non renseigné", **champs)])) == [named]


def test_an_incomplete_substitution_is_still_to_be_asked_for() -> None:
    sieges = [siege("DIR", presence=None, suppleance=suppleance("DIR", fonction=None))]
    found = attend(
        bilan(sieges=sieges, suppleances=[examen("DIR", "incomplète", fonction=None)])
    )
    assert [(code, *answer) for code, _, *answer in found] == [("DIR", "suppléé", J, "oui")]


def test_who_answers_is_named() -> None:
    membre = replace(MEMBRES[0], civilite="Madame", nom="NOM D’EXEMPLE")
    sieges = [
        siege("DIR", presence=None, membre=membre, vacant=vacant) for vacant in (False, True)
    ]
    fonction = "La directrice de l’accueil, Direction de l’accueil"
    assert [name for _, name, *_ in attend(bilan(sieges=sieges))] == [
        "Mme NOM D’EXEMPLE, directrice de l’accueil, Direction de l’accueil",
        fonction,
    ]


def test_the_answers_of_guests_are_awaited_too() -> None:
    """The answer of a guest stands in Présences under the body that was invited; a guest whose
    point is off the agenda was not invited.
    """
    known, silent, off = (
        Invite(DECEMBRE, USAGERS, organisme, fonction="Le responsable", point=point)
        for organisme, point in (("Un", "6"), ("Deux", "6"), ("Trois", "99"))
    )
    person = Invite(DECEMBRE, USAGERS, nom="NOM D’EXEMPLE", civilite="Monsieur")
    said = Presence(
        DECEMBRE, "Un", reponse=ReponseAnnoncee.PRESENT, reponse_recue_le=J, invite=known
    )
    found = attend(bilan(sieges=[]), invites=(known, silent, off, person), presences=(said,))
    assert found == [
        ("Un", "Le responsable", "présent", J, "non"),
        ("Deux", "Le responsable", None, None, "oui"),
        ("NOM D’EXEMPLE", "M. NOM D’EXEMPLE", None, None, "oui"),
    ]


def test_nothing_is_awaited_once_the_meeting_was_held() -> None:
    held = bilan(Etape.TENUE, sieges=[siege("DIR", presence=None)])
    assert attend(held, invites=(Invite(DECEMBRE, USAGERS, "Un"),)) == []


def test_substitutions() -> None:
    feuille = reunion.build_suppleances_sheet(
        bilan(
            suppleances=[
                examen(
                    "UFC",
                    "dans le délai",
                    decision="admise",
                    civilite="Madame",
                    moyen="courriel",
                )
            ]
        )
    )
    assert valeurs(feuille) == [
        (
            "UFC",
            "Mme NOM D’EXEMPLE",
            J,
            "courriel",
            dt.date(2026, 12, 7),
            dt.date(2026, 12, 8),
            dt.date(2026, 12, 4),
            "dans le délai",
            "motif",
            "admise",
        )
    ]


def test_composition_names_who_holds_a_seat_and_nobody_for_a_vacant_one() -> None:
    tenu = replace(MEMBRES[0], civilite="Madame", nom="NOM D’EXEMPLE", jusqu_au=DECEMBRE)
    lignes = [Assiduite(tenu, vacant, 6, 1, 1, 1, 1, 1, JUIN) for vacant in (False, True)] + [
        Assiduite(MEMBRES[3], False, 0, 0, 0, 0, 0, 0, None)
    ]
    assert [
        ligne[:5] for ligne in valeurs(reunion.build_composition_sheet(bilan(assiduite=lignes)))
    ] == [
        (
            "DIR",
            "Services de la préfecture",
            "Mme NOM D’EXEMPLE, directrice de l’accueil, Direction de l’accueil",
            "non",
            DECEMBRE,
        ),
        (
            "DIR",
            "Services de la préfecture",
            "La directrice de l’accueil, Direction de l’accueil",
            "oui",
            DECEMBRE,
        ),
        ("APF", USAGERS, "La déléguée, Association de personnes handicapées", "non", None),
    ]
    assert valeurs(reunion.build_composition_sheet(bilan(assiduite=lignes)))[0][5:] == (
        6,
        1,
        1,
        1,
        1,
        1,
        JUIN,
    )


# -- dates -----------------------------------------------------------------------------------------


def dit(jours: Sequence[JourExplique]) -> list[str]:
    """« 09/12 oui 1 : jour ouvrable »."""
    mots = [
        f"{j.jour:%d/%m} {'oui' if j.compte else 'non'} {'' if j.rang is None else j.rang} :"
        f" {simple(j.raison)}"
        for j in jours
    ]
    return [re.sub(" +", " ", mot) for mot in mots]


def explique(
    prefixe: str,
    registre: Registre,
    reunion: dt.date | None = None,
    reclamations: Sequence[LigneReclamation] = (),
) -> list[str]:
    due = bilan().seance
    seance = replace(due, reunion=Reunion(reunion)) if reunion else seance_generale()
    limites = (
        compute_limites(reunion, registre.parametres, registre.calendrier) if reunion else None
    )
    return dit(
        [
            j
            for j in dates_cles.explain_dates(registre, seance, limites, reclamations)
            if j.objet.startswith(prefixe)
        ]
    )


def test_why_the_last_day_for_a_substitute() -> None:
    """Wednesday 18 November 2026 (docs/rules/substitutions.md#examples): the Saturday counts, and
    the printed day is the Friday.
    """
    assert explique(
        "Suppléance : 2 jours ouvrables avant", registre(), dt.date(2026, 11, 18)
    ) == [
        "18/11 non : jour de la réunion, jamais compté",
        "17/11 oui 1 : jour ouvrable",
        "16/11 oui 2 : jour ouvrable ; limite J-2",
        (
            "15/11 non : dimanche ; limite en jours pleins : 2 jours ouvrables entre ce jour et la"
            " réunion"
        ),
        "14/11 oui 3 : samedi, jour ouvrable",
        "13/11 oui 4 : jour ouvrable ; date imprimée : dernier jour de bureau avant la limite",
    ]


def test_why_a_reminder_moves() -> None:
    """Thirty days after Thursday 10 December 2026 is a Saturday; each of them is shown."""
    jours = explique(
        "Envoi du compte rendu : 30 jours calendaires après la réunion (repère interne)",
        registre(),
        DECEMBRE,
    )
    assert len(jours) == 33
    assert jours[:4] == [
        "10/12 non : jour de la réunion, jamais compté",
        "11/12 oui 1 : jour calendaire",
        "12/12 oui 2 : samedi, jour calendaire",
        "13/12 oui 3 : dimanche, jour calendaire",
    ]
    assert jours[-4:] == [
        "08/01 oui 29 : jour calendaire",
        "09/01 oui 30 : samedi, jour calendaire ; pas un jour de bureau",
        "10/01 non : dimanche ; pas un jour de bureau",
        "11/01 non : date retenue",
    ]


def test_why_a_reminder_before_the_meeting_comes_earlier() -> None:
    """Eight days before Monday 14 December 2026 is a Sunday."""
    jours = explique(
        "Envoi du dossier de séance : 8 jours calendaires avant la réunion",
        registre(),
        dt.date(2026, 12, 14),
    )
    assert jours[-3:] == [
        "06/12 oui 8 : dimanche, jour calendaire ; pas un jour de bureau",
        "05/12 non : samedi ; pas un jour de bureau",
        "04/12 non : date retenue",
    ]


DEPLIER = "le décompte, jour par jour, se déplie par le bouton + à gauche"


def test_a_day_is_shown_with_its_weekday_under_its_object() -> None:
    feuille = reunion.build_pourquoi_sheet(
        bilan(pourquoi=[JourExplique("Objet", DECEMBRE, True, 1, "jour ouvré")])
    )
    assert (valeurs(feuille), formats(feuille, "Jour")) == (
        [
            ("Objet", DECEMBRE, None, None, f"jour ouvré ; {DEPLIER}"),
            ("Objet", DECEMBRE, "oui", 1, "jour ouvré"),
        ],
        [JOUR_ET_DATE] * 2,
    )


def test_the_days_of_an_object_are_folded_under_the_day_that_they_give() -> None:
    veille = DECEMBRE - dt.timedelta(1)
    jours = [
        JourExplique("Un", DECEMBRE, False, None, "réunion"),
        JourExplique("Un", veille, True, 1, "date imprimée", retenu=True),
        JourExplique("Un", veille - dt.timedelta(1), True, 2, "jour ouvrable"),
        JourExplique("Deux", DECEMBRE, True, 1, "échéance", retenu=True),
    ]
    feuille = reunion.build_pourquoi_sheet(bilan(pourquoi=jours))
    shown = [row for rank, row in enumerate(valeurs(feuille)) if rank not in feuille.repliees]
    assert shown == [
        ("Un", veille, None, None, f"date imprimée ; {DEPLIER}"),
        ("Deux", DECEMBRE, None, None, f"échéance ; {DEPLIER}"),
    ]
    assert feuille.repliees == {1, 2, 3, 5}


def test_every_object_gives_a_day() -> None:
    """The limit printed for the substitutes, whatever its place among the days counted."""
    for decompte in Decompte:
        settings = replace(registre().parametres, decompte_suppleance=decompte)
        known = replace(registre(), parametres=settings)
        limites = compute_limites(DECEMBRE, settings, known.calendrier)
        jours = dates_cles.explain_dates(known, bilan().seance, limites, ())
        kept = {jour.objet: jour.jour for jour in jours if jour.retenu}
        assert kept.keys() == {jour.objet for jour in jours}
        assert limites.imprimee in kept.values()


def en_retard(
    texte: str, unite: str, delai: int
) -> tuple[Registre, Sequence[LigneReclamation]]:
    parametres = Parametres(delai_reponse=delai, unite_reponse=Unite(unite))
    plein = replace(
        registre_vide(), parametres=parametres, reclamations=frame(Reclamation.sheet, texte)
    )
    seance = seance_generale()
    return plein, reclamations.compute(plein, seance).lignes


def test_why_a_complaint_is_late_its_own_suspension_out() -> None:
    """Two complaints: the days of the first are explained by its own suspension, not by that of
    another row.
    """
    plein, lignes = en_retard(
        """
        N° | Reçue le   | Délai suspendu du | Délai suspendu au | Délai particulier
        1  | 05/10/2026 | 06/10/2026        | 08/10/2026        | 3
        2  | 23/11/2026 | 23/11/2026        |                   |
        """,
        "jours ouvrés",
        15,
    )
    assert explique(
        "Réclamation 1 : 3 jours ouvrés à compter de la réception", plein, None, lignes
    ) == [
        "05/10 non : jour de la réception, jamais compté",
        "06/10 oui 1 : jour ouvré",
        "07/10 non : délai suspendu",
        "08/10 non : délai suspendu",
        "09/10 oui 2 : jour ouvré",
        "10/10 non : samedi",
        "11/10 non : dimanche",
        "12/10 oui 3 : jour ouvré ; échéance",
    ]


def test_why_a_due_date_moves_to_the_next_office_day() -> None:
    """CPC 642: five calendar days after Tuesday 3 November 2026 end on a Sunday."""
    plein, lignes = en_retard("N° | Reçue le\n1 | 03/11/2026", "jours calendaires", 5)
    assert explique("Réclamation 1", plein, None, lignes)[-3:] == [
        "07/11 oui 4 : samedi, jour calendaire",
        "08/11 oui 5 : dimanche, jour calendaire",
        "09/11 non : échéance : premier jour de bureau qui suit le délai",
    ]


def test_key_dates() -> None:
    lignes = [DateCle("Réunion", DECEMBRE, 17, None, "à venir")]
    assert valeurs(reunion.build_dates_cles_sheet(bilan(dates_cles=lignes))) == [
        ("Réunion", DECEMBRE, 17, None, "à venir")
    ]


# -- conformity ------------------------------------------------------------------------------------

PROCEDURE = " ".join((CASES / "procedure.txt").read_text("utf-8").split()).replace(
    "compte- rendu", "compte-rendu"
)


@pytest.mark.parametrize("citation", [d.citation for d in conformite.DISPOSITIONS])
def test_a_provision_is_quoted_as_the_procedure_writes_it(citation: str) -> None:
    place = 0
    for morceau in citation.split(" […] "):
        assert morceau in PROCEDURE[place:], morceau
        place = PROCEDURE.index(morceau, place) + len(morceau)


def test_no_provision_of_the_procedure_is_left_out() -> None:
    """Each sentence and each group of the procedure, by a few of its words."""
    cites = " ".join(d.citation for d in conformite.DISPOSITIONS)
    for mots in (
        "engagements de service",
        "enquêtes de satisfaction",
        "bilans sur les réclamations",
        "courriers, formulaires",
        "présentation […] des modalités",
        "avis sur les engagements",
        "souhaits, propositions",
        "examen des documents",
        "examen […] des modalités",
        "suppléance",
        "secrétariat de séance",
        "compte-rendu",
        "Représentants des services",
        "Tout autre représentant",
        "institutions",
        "Représentants des usagers",
        "Toute association",
    ):
        assert mots in cites, mots
        assert all(partie in PROCEDURE for partie in mots.split(" […] ")), mots


def etats(registre: Registre, bilan: Bilan) -> dict[str, tuple[str, str]]:
    """The finding and the state of each provision, by its first words."""
    lignes = conformite.build_conformite_sheet(MeetingContext(registre, bilan)).lignes
    return {
        simple(str(ligne[0]))[2:40].strip(): (simple(str(ligne[1])), str(ligne[3]))
        for ligne in lignes
    }


def test_before_the_meeting_the_agenda_is_held_against_the_procedure() -> None:
    found = etats(registre(), bilan())
    assert list(found.values()) == [
        ("point 4 de l’ordre du jour", "prévu"),
        ("points 2 et 3 de l’ordre du jour", "prévu"),
        ("point 5 de l’ordre du jour", "prévu"),
        ("aucun point de l’ordre du jour ne porte cette rubrique", "à compléter"),
        ("aucun point de l’ordre du jour ne porte cette rubrique", "à compléter"),
        ("la réunion n’a pas encore eu lieu", "à venir"),
        ("la réunion n’a pas encore eu lieu", "à venir"),
        ("1 document soumis, aucun avis rendu", "à venir"),
        ("la réunion n’a pas encore eu lieu", "à venir"),
        ("aucune suppléance annoncée", "sans objet"),
        ("le responsable qualité est membre du comité", "prévu"),
        ("la réunion n’a pas encore eu lieu ; comptes rendus précédents envoyés", "à venir"),
        ("sièges saisis : 2, pourvus : 2", "à comparer"),
        ("aucun invité", "sans objet"),
        ("aucun siège dans un collège de ce nom", "à compléter"),
        ("sièges saisis : 3, pourvus : 3", "à comparer"),
        ("Association invitée (point 6)", "prévu"),
    ]


def test_without_an_agenda_the_five_blocks_are_those_of_the_procedure() -> None:
    found = list(etats(registre(ordre_du_jour=()), bilan()).values())
    assert (
        found[:5]
        == [("aucun ordre du jour saisi : les documents suivent la procédure", "prévu")] * 5
    )


def test_after_the_meeting_what_was_done_is_held_against_the_procedure() -> None:
    appui = Point(DECEMBRE, "7", "L’appui", "modalités d'appui", releve="Un échange.")
    expressed = (
        ("A1", "avis", "engagements"),
        ("S1", "souhait", None),
        ("S2", "suggestion", None),
    )
    dites = [
        Proposition(
            n, DECEMBRE, "Union de consommateurs", NatureDeProposition(nature), rubrique
        )
        for n, nature, rubrique in expressed
    ]
    reunions, invites = (
        (Reunion(DECEMBRE, statut=Statut.TENUE),),
        (Invite(DECEMBRE, "Administration", "Un service", point="6"),),
    )
    tenue = registre(
        ordre_du_jour=(*POINTS, appui), propositions=dites, invites=invites, reunions=reunions
    )
    sieges = [
        siege("RQ", "présent"),
        siege("UFC", "vacant", vacant=True),
        siege("APF", "présent"),
    ]
    found = etats(tenue, bilan(Etape.TENUE, sieges=sieges))
    assert found["présentation […] des modalités d’appui"] == (
        "point 7 de l’ordre du jour",
        "conforme",
    )
    assert found["avis sur les engagements et les résult"] == ("1 avis relevé", "conforme")
    assert found["souhaits, propositions et suggestions"] == (
        "2 souhaits, propositions ou suggestions",
        "conforme",
    )
    assert found['examen des documents et formulaires "t'] == (
        "1 document soumis, aucun avis rendu",
        "à compléter",
    )
    assert found["examen […] des modalités d’appui aux u"] == (
        "échanges relevés au point 7 de l’ordre du jour",
        "conforme",
    )
    assert found["Le secrétariat de séance est assuré pa"] == (
        "responsable qualité : présent",
        "conforme",
    )
    assert found["Le compte-rendu de chaque réunion est"] == (
        "compte rendu non envoyé : réunion du 10 décembre 2026",
        "à compléter",
    )
    assert found["Tout autre représentant de l’administr"] == (
        "Un service (point 6)",
        "conforme",
    )
    assert found["Représentants des usagers »"] == (
        "sièges saisis : 2, pourvus : 1 (sans titulaire : UFC)",
        "à compléter",
    )


@pytest.mark.parametrize(
    ("examens", "constat", "etat"),
    [
        ([examen("UFC", "dans le délai")], "1 suppléance annoncée, dans le délai", "conforme"),
        (
            [examen("UFC", "hors délai")],
            "1 suppléance annoncée ; à regarder : UFC (hors délai)",
            "à apprécier",
        ),
        (
            [examen("UFC", "dans le délai"), examen("APF", "hors délai", decision="admise")],
            "2 suppléances annoncées ; à regarder : APF (hors délai, admise par la présidence)",
            "décidé par la présidence",
        ),
        (
            [examen("UFC", "incomplète")],
            "1 suppléance annoncée ; à regarder : UFC (incomplète)",
            "à compléter",
        ),
    ],
)
def test_substitutions_held_against_the_procedure(
    examens: Sequence[ExamenSuppleance], constat: str, etat: str
) -> None:
    assert etats(registre(), bilan(suppleances=examens))[
        "En cas d'empêchement d'un des membres"
    ] == (constat, etat)


def test_the_minutes_of_an_earlier_meeting_are_not_forgotten() -> None:
    reunions = (Reunion(JUIN, statut=Statut.TENUE), Reunion(DECEMBRE))
    assert etats(registre(reunions=reunions), bilan())[
        "Le compte-rendu de chaque réunion est"
    ] == (
        "compte rendu non envoyé : réunion du 11 juin 2026",
        "à compléter",
    )


# -- « conforme » rests on a comparison ------------------------------------------------------------

TENUE = Etape.TENUE
DECEMBRE_TENUE = (Reunion(DECEMBRE, statut=Statut.TENUE),)
AVIS, SOUHAITS = (
    "avis sur les engagements et les résult",
    "souhaits, propositions et suggestions",
)
ASSOCIATION, AUTRE = (
    "Toute association dont la présence est",
    "Tout autre représentant de l’administr",
)


def test_a_seat_of_the_procedure_that_was_removed_is_no_conformity() -> None:
    """UFC's row is deleted: three seats are left, all held; nothing says that the procedure has
    four.
    """
    restants = [siege(code, "présent") for code in ("APF", "MOB")]
    found = etats(registre(), bilan(sieges=restants))
    assert found["Représentants des usagers »"] == (
        "sièges saisis : 2, pourvus : 2",
        "à comparer",
    )
    assert {
        etat for constat, etat in found.values() if constat.startswith("sièges saisis")
    } == {"à comparer"}


@pytest.mark.parametrize(
    ("invite", "etape", "constat", "etat"),
    [
        ({"point": "6"}, Etape.A_VENIR, "Un invité (point 6)", "prévu"),
        (
            {"point": "9"},
            Etape.A_VENIR,
            "Un invité (point 9 hors de l’ordre du jour, sans invitation)",
            "sans invitation",
        ),
        (
            {"point": "9"},
            TENUE,
            "Un invité (point 9 hors de l’ordre du jour, sans invitation)",
            "sans invitation",
        ),
        ({"point": "6"}, TENUE, "Un invité (point 6)", "conforme"),
        ({}, Etape.A_VENIR, "Un invité (aucun point indiqué)", "prévu"),
        ({}, TENUE, "Un invité (aucun point indiqué)", "à apprécier"),
    ],
)
@pytest.mark.parametrize(
    ("college", "disposition"), [(USAGERS, ASSOCIATION), ("Services de la préfecture", AUTRE)]
)
def test_a_guest_is_held_against_the_agenda(
    college: str,
    disposition: str,
    invite: dict[str, Any],
    etape: Etape,
    constat: str,
    etat: str,
) -> None:
    guest = Invite(DECEMBRE, college, "Un invité", **invite)
    known = registre(invites=(guest,))
    assert etats(known, bilan(etape))[disposition] == (constat, etat)


def test_one_guest_off_the_agenda_shows_among_others() -> None:
    known = registre(
        invites=tuple(
            Invite(DECEMBRE, USAGERS, nom, point=point)
            for nom, point in (("Un", "6"), ("Deux", "12"))
        )
    )
    assert etats(known, bilan())[ASSOCIATION] == (
        "Un (point 6) et Deux (point 12 hors de l’ordre du jour, sans invitation)",
        "sans invitation",
    )


@pytest.mark.parametrize(
    ("avis", "constat", "etat"),
    [
        ([("Union de consommateurs", "satisfaction")], "1 avis relevé", "conforme"),
        ([(USAGERS, "engagements")], "1 avis relevé", "conforme"),  # expressed by the collège
        # by a guest of theirs
        ([("Association invitée", "réclamations")], "1 avis relevé", "conforme"),
        (
            [("Union de consommateurs", None)],
            "1 avis relevé, sans rubrique qui dise sur quoi",
            "à apprécier",
        ),
        (
            [("Union de consommateurs", "documents types")],
            "1 avis relevé, sur un autre sujet",
            "à compléter",
        ),
        (
            [("SGCD", "engagements")],
            "1 avis relevé, aucun des représentants des usagers",
            "à compléter",
        ),
        (
            [("SGCD", "engagements"), (USAGERS, "engagements")],
            "2 avis relevés, dont 1 des représentants des usagers",
            "conforme",
        ),
        ([], "aucun avis relevé", "à compléter"),
    ],
)
def test_an_opinion_is_one_of_the_representatives_on_what_is_presented(
    avis: Sequence[tuple[str, str | None]], constat: str, etat: str
) -> None:
    dits = [
        Proposition(f"A{n}", DECEMBRE, auteur, NatureDeProposition.AVIS, rubrique)
        for n, (auteur, rubrique) in enumerate(avis)
    ]
    known = registre(propositions=dits, reunions=DECEMBRE_TENUE)
    assert etats(known, bilan(TENUE))[AVIS] == (constat, etat)


def test_what_was_expressed_before_the_meeting_is_to_come() -> None:
    known = registre(
        propositions=[Proposition("S1", DECEMBRE, USAGERS, NatureDeProposition.SOUHAIT)]
    )
    assert etats(known, bilan())[SOUHAITS] == (
        "1 souhait, proposition ou suggestion ; la réunion n’a pas encore eu lieu",
        "à venir",
    )


def test_without_a_college_of_users_nothing_is_compared() -> None:
    membres = tuple(replace(m, college="Collège A") for m in MEMBRES)
    known = registre(
        propositions=[Proposition("S1", DECEMBRE, "SGCD", NatureDeProposition.SOUHAIT)],
        membres=membres,
        invites=(),
    )
    found = etats(known, bilan(TENUE))[SOUHAITS]
    assert found == (
        "1 souhait, proposition ou suggestion ; aucun collège de représentants des usagers",
        "à apprécier",
    )


@pytest.mark.parametrize(
    ("champs", "absentes", "disposition", "attendu"),
    [
        (
            {"ordre_du_jour": ()},
            (),
            "présentation […] des bilans sur les ré",
            ("aucun ordre du jour saisi : les documents suivent la procédure", "à compléter"),
        ),
        (
            {},
            ("Réclamations",),
            "présentation […] des bilans sur les ré",
            ("point 5 de l’ordre du jour ; feuille Réclamations absente", "à compléter"),
        ),
        (
            {},
            (),
            "présentation […] des bilans sur les ré",
            (
                "point 5 de l’ordre du jour ; aucune réclamation n’a été reçue sur la période",
                "à apprécier",
            ),
        ),
        (
            {"propositions": ()},
            ("Propositions",),
            SOUHAITS,
            ("feuille Propositions absente", "à compléter"),
        ),
        (
            {"documents_types": ()},
            ("Documents types",),
            'examen des documents et formulaires "t',
            ("feuille Documents types absente", "à compléter"),
        ),
    ],
)
def test_what_is_absent_or_empty_is_no_conformity(
    champs: dict[str, object],
    absentes: Sequence[str],
    disposition: str,
    attendu: tuple[str, str],
) -> None:
    known = replace(registre(**champs), feuilles_absentes=dict.fromkeys(absentes, "absente"))
    assert etats(known, bilan(TENUE, indicateurs={}))[disposition] == attendu


@pytest.mark.parametrize(
    ("reglages", "etat"),
    [
        ({}, "conforme"),
        ({"decompte_suppleance": "J-2"}, "conforme"),  # another reading of the same rule
        ({"delai_suppleance": 1}, "à apprécier"),
        ({"unite_suppleance": "jours calendaires"}, "à apprécier"),
    ],
)
def test_a_delai_that_is_not_the_procedure_s_compares_with_nothing(
    reglages: dict[str, Any], etat: str
) -> None:
    settings = replace(registre().parametres, **reglages)
    known = replace(registre(), parametres=settings)
    found = etats(known, bilan(suppleances=[examen("UFC", "dans le délai")]))[
        "En cas d'empêchement d'un des membres"
    ]
    assert found[1] == etat
    assert ("qui n’est pas celui de la procédure" in found[0]) is (etat != "conforme")


def test_a_substitution_that_nobody_announced_is_told() -> None:
    sieges = [siege("UFC", "suppléé"), siege("APF", "suppléé", suppleance=suppleance("APF"))]
    found = etats(registre(), bilan(TENUE, sieges=sieges))[
        "En cas d'empêchement d'un des membres"
    ]
    assert found == ("aucune suppléance annoncée ; non annoncées : UFC", "à apprécier")


@pytest.mark.parametrize(
    ("statut", "etat"),
    [
        ("présent", "conforme"),
        ("représenté", "à apprécier"),
        ("suppléé", "à apprécier"),
        ("excusé", "à compléter"),
    ],
)
def test_who_keeps_the_minutes(statut: str, etat: str) -> None:
    found = etats(
        registre(), bilan(TENUE, sieges=[siege("RQ", statut, suppleance=suppleance("RQ"))])
    )
    assert found["Le secrétariat de séance est assuré pa"] == (
        f"responsable qualité : {statut}",
        etat,
    )


@pytest.mark.parametrize(
    ("envoye", "etat"),
    [
        (DECEMBRE, "conforme"),
        (DECEMBRE - dt.timedelta(1), "à apprécier"),
        (DECEMBRE + dt.timedelta(60), "à apprécier"),
    ],
)
def test_minutes_sent_on_an_impossible_day(envoye: dt.date, etat: str) -> None:
    tenue = Reunion(DECEMBRE, statut=Statut.TENUE, compte_rendu_envoye_le=envoye)
    due = replace(
        bilan(TENUE),
        seance=replace(bilan(TENUE).seance, reunion=tenue, j=DECEMBRE + dt.timedelta(30)),
    )
    assert (
        etats(registre(reunions=(tenue,)), due)["Le compte-rendu de chaque réunion est"][1]
        == etat
    )
