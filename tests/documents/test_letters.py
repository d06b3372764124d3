"""The letters and the papers of the room: what each says, made with the real templates."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from functools import cache
from itertools import pairwise
from types import ModuleType
from typing import Any

import icalendar
import pytest
from docx import Document

from clu_batch.data import read_template
from clu_batch.documents import (
    PRODUCTIONS,
    calendrier,
    chevalets,
    context,
    convocation,
    courriels,
    emargement,
    fiche_d_envoi,
    procedure,
    trame,
)
from clu_batch.documents.emetteur import write_en_tete, write_mention_donnees
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.signatures import list_signatures
from clu_batch.documents.template_filters import build_filters
from clu_batch.documents.typed_texts import compose_nom_complet, has_organisme, write_in_line
from clu_batch.kernel.content import (
    Block,
    DocumentRequest,
    Missing,
    NamedLink,
    Paragraph,
    Texte,
)
from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.frames import CheckedSheet, make_empty_frame
from clu_batch.kernel.french import FINE, INSECABLE
from clu_batch.records.engagements import IndicateurLocal
from clu_batch.records.parametres import Convocation, Unite
from clu_batch.records.participants import ReponseAnnoncee, StatutDePresence
from clu_batch.render import RenderedDocument, Template
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.links.engagements import read_locaux
from clu_batch.rules.model import (
    Bilan,
    Comite,
    Etape,
    Indicateur,
    Invite,
    Membre,
    Mesure,
    Parametres,
    Periode,
    Point,
    Presence,
    Registre,
    Reunion,
    SeanceDue,
    Siege,
    Suppleance,
)
from tests.support import word_files
from tests.support.history import make_history
from tests.support.meeting import simple
from tests.support.results import make_results
from tests.support.text_tables import rows

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
J = dt.date(2026, 11, 23)
LE_10 = dt.date(2026, 12, 10)
PERIODE = Periode(dt.date(2025, 11, 1), dt.date(2026, 10, 31))
SERVICES, INSTITUTIONS, USAGERS = (
    "Services de la préfecture",
    "Institutions",
    "Représentants des usagers",
)

MEMBRES = (
    Membre(
        "SG",
        SERVICES,
        "Le secrétaire général de la préfecture du Gard",
        "Préfecture du Gard",
        True,
        courriels=("sg@exemple.fr",),
    ),
    Membre(
        "DCLC",
        SERVICES,
        "Le directeur de la citoyenneté, de la légalité et de la coordination",
        "DCLC",
        True,
        courriels=("dclc@exemple.fr",),
    ),
    Membre(
        "SMI",
        SERVICES,
        "La directrice du service des migrations et de l’intégration",
        "SMI",
        True,
        courriels=("smi@exemple.fr",),
    ),
    Membre(
        "RQ",
        SERVICES,
        "Le responsable qualité",
        "SGCD",
        courriels=("qualite@exemple.fr",),
        a_convoquer=False,
    ),
    Membre(
        "DDD",
        INSTITUTIONS,
        "Le délégué du Défenseur des droits pour Nîmes",
        "Défenseur des droits",
        courriels=("ddd@exemple.fr",),
    ),
    Membre(
        "MAIRES",
        INSTITUTIONS,
        "L’association des maires du Gard",
        "L’association des maires du Gard",
        adresse="1 rue Haute\n30000 Nîmes",
    ),
    Membre(
        "APF",
        USAGERS,
        "Le représentant de l’association",
        "APF France handicap, délégation du Gard",
        courriels=("apf@exemple.fr",),
    ),
    Membre(
        "UFC",
        USAGERS,
        "La présidente",
        "UFC-Que Choisir Nîmes",
        vacant=True,
        courriels=("ufc@exemple.fr",),
    ),
    Membre(
        "PIMMS",
        USAGERS,
        "Le directeur",
        "PIMMS Nîmes",
        courriels=("pimms@exemple.fr", "accueil.pimms@exemple.fr"),
    ),
    Membre(
        "MOBILIANS",
        USAGERS,
        "Le délégué départemental",
        "MOBILIANS, délégation du Gard",
        courriels=("mobilians@exemple.fr",),
    ),
)
POINTS = (
    ("1", "Approbation du compte rendu précédent", "Le secrétaire général"),
    (
        "2",
        "Résultats des engagements de service sur l’accueil général",
        "Le responsable qualité",
    ),
    ("3", "Résultats des enquêtes de satisfaction", "Le responsable qualité"),
    ("4", "Bilan des réclamations reçues", "Le chef du bureau accueil standard"),
    ("5", "Courriers, formulaires et imprimés types", None),
    ("6", "Modalités d’appui aux usagers dans leurs démarches", "La directrice du SMI"),
    ("7", "Suites données et questions diverses", None),
)
REUNION = Reunion(
    LE_10,
    dt.time(14, 30),
    "Salle Pradel, 10 avenue Feuchères, 30000 Nîmes",
    "2026-2",
    acces="Rampe et ascenseur ; boucle magnétique",
    presidence="SG",
)
PARAMETRES = Parametres(
    prefecture="Préfecture du Gard",
    ville="Nîmes",
    adresse="10 avenue Feuchères\n30000 Nîmes",
    service="Secrétariat général commun",
    affaire_suivie_par="Le responsable qualité",
    courriel_secretariat="clu@exemple.fr",
    telephone_secretariat="04 00 00 00 00",
    signataire="Pour le préfet et par délégation,\nle secrétaire général",
    dpo="dpo@exemple.fr",
    duree_conservation="deux ans",
    donnees_d_exemple=True,
)
SUPPLEANCE = Suppleance(
    LE_10,
    "PIMMS",
    fonction="Médiatrice",
    civilite="Madame",
    nom="Suppléante",
    courriels=("mediation@exemple.fr",),
)


def registre(
    parametres: Parametres = PARAMETRES,
    reunion: Reunion = REUNION,
    durees: tuple[int, ...] = (),
) -> Registre:
    minutes: tuple[int | None, ...] = durees or (None,) * len(POINTS)
    points = tuple(
        Point(
            LE_10,
            numero,
            point,
            presente_par=par,
            duree=None if duree is None else Decimal(duree),
        )
        for (numero, point, par), duree in zip(POINTS, minutes, strict=True)
    )
    nothing = Sheet("", "", "", ())
    vide = CheckedSheet(nothing, frame=make_empty_frame(nothing))
    invites = (
        Invite(
            LE_10,
            USAGERS,
            "Association Valentin Haüy",
            fonction="La présidente",
            point="5",
            courriels=("avh@exemple.fr",),
        ),
    )
    comite = Comite(MEMBRES, (reunion,), points, invites)
    return Registre(
        parametres,
        Calendrier(),
        comite,
        (),
        (),
        vide,
        vide,
        vide,
        (),
        make_results(()),
        (),
        vide,
    )


def siege(
    membre: Membre,
    statut: str = "non renseigné",
    presence: Presence | None = None,
    suppleance: Suppleance | None = None,
) -> Siege:
    return Siege(
        membre,
        membre.vacant,
        mandat_echu=False,
        statut=statut,
        presence=presence,
        accompagnants=(),
        suppleance=suppleance,
    )


def sieges(**suppleances: Suppleance) -> tuple[Siege, ...]:
    return tuple(siege(membre, suppleance=suppleances.get(membre.code)) for membre in MEMBRES)


def bilan(
    reunion: Reunion = REUNION,
    etape: Etape = Etape.A_VENIR,
    assis: tuple[Siege, ...] | None = None,
    limite: dt.date = dt.date(2026, 12, 7),
) -> Bilan:
    mesure = Mesure(None)
    return Bilan(
        seance=SeanceDue(J, J, PERIODE, PERIODE, PERIODE, reunion, etape),
        indicateurs={
            "satisfaction.taux.global": Indicateur(
                "satisfaction.taux.global", "Satisfaction globale", "%", mesure
            )
        },
        repartitions=(),
        reclamations=(),
        engagements=(),
        engagements_precedents={},
        sieges=sieges(PIMMS=SUPPLEANCE) if assis is None else assis,
        suppleances=(),
        assiduite=(),
        dates_cles=(),
        pourquoi=(),
        historique=make_history(),
        limite_suppleance=limite,
    )


@cache
def modele(nom: str) -> Template:
    charge, problems = Template.load(f"{nom}.docx", read_template(nom), build_filters())
    assert charge is not None, problems
    return charge


def octets(demande: DocumentRequest) -> bytes:
    """The bytes of a document, which must have been made."""
    data = rendu(demande).data
    assert data
    return data


def rendu(demande: DocumentRequest) -> RenderedDocument:
    fait = modele(demande.modele).render(
        demande.contexte,
        titre=demande.titre,
        createur="Préfecture du Gard",
        date=REUNION.date,
        tait=("date_document",),
    )
    assert not fait.problems
    return fait


def dit(demande: DocumentRequest) -> str:
    """The words of a document, table cells included, on lines, every space an ordinary one."""
    corps = Document(io.BytesIO(octets(demande))).element.body
    mots = "\n".join(
        "".join(t.text or "" for t in p.iter(f"{W}t")) for p in corps.iter(f"{W}p")
    )
    return re.sub(r"[\u00a0\u202f]", " ", mots)


dits = dit


def lettre(code: str, reg: Registre | None = None, bil: Bilan | None = None) -> DocumentRequest:
    demandes = convocation.prepare(MeetingContext(reg or registre(), bil or bilan())).requests
    return next(d for d in demandes if d.chemin.endswith(f"_{code}.docx"))


# -- convocations ----------------------------------------------------------------------------------


def test_each_member_to_convene_has_a_letter_and_each_guest_an_invitation() -> None:
    assert [
        d.chemin.removeprefix("convocations/2026-12-10_CLU_")
        for d in convocation.prepare(MeetingContext(registre(), bilan())).requests
    ] == [
        *(f"Convocation_{m.code}.docx" for m in MEMBRES if m.code not in {"RQ", "SG"}),
        "Invitation_Association-Valentin-Hauy.docx",
    ]


def codes(reg: Registre, bil: Bilan | None = None) -> list[str]:
    """The codes of the members who have a letter of their own."""
    requests = convocation.prepare(MeetingContext(reg, bil or bilan())).requests
    paths = [d.chemin.partition("_Convocation_")[2] for d in requests]
    return [path.removesuffix(".docx") for path in paths if path]


@pytest.mark.parametrize(
    ("presidence", "signataire", "prenom", "own"),
    [
        ("SG", "Pour le préfet,\nLe secrétaire général", None, False),
        ("sg", "Le secrétaire général de la préfecture du Gard", None, False),
        (
            "Le secrétaire général de la préfecture du Gard",
            "Le secrétaire général",
            None,
            False,
        ),
        ("SG", None, None, False),  # nobody else is known to sign
        ("SG", "Le préfet\nMme Claire EXEMPLE", "Claire", False),
        ("SG", "Le préfet", None, True),
        ("SG", "Le directeur de cabinet", None, True),
        ("SG", "Pour le secrétaire général,\nla directrice", None, True),
        ("PIMMS", "Le secrétaire général", None, True),
        (None, "Le secrétaire général", None, True),
        ("Le préfet", "Le secrétaire général", None, True),
        ("Claire EXEMPLE", "Le secrétaire général", None, True),
    ],
)
def test_who_presides_and_signs_writes_no_letter_to_oneself(
    presidence: str | None, signataire: str | None, prenom: str | None, own: bool
) -> None:
    reunion = replace(REUNION, presidence=presidence)
    parametres = replace(PARAMETRES, signataire=signataire)
    nom = "EXEMPLE" if prenom else None
    membres = [replace(MEMBRES[0], prenom=prenom, nom=nom), *MEMBRES[1:]]
    seats = tuple(map(siege, membres))
    bil = bilan(reunion, assis=seats)
    assert ("SG" in codes(registre(parametres, reunion), bil)) is own


def test_who_presides_without_signing_is_told_the_agenda_and_asked_nothing() -> None:
    reg = registre(replace(PARAMETRES, signataire="Le préfet"))
    texte = dit(lettre("SG", reg))
    assert "Objet : réunion du comité local des usagers (CLU) que vous présiderez" in texte
    assert "Ordre du jour" in texte
    for absent in ("convier", "empêchement", "Coupon-réponse", "son représentant"):
        assert absent not in texte
    collective = replace(PARAMETRES, signataire="Le préfet", convocation=Convocation.COLLECTIVE)
    assert codes(registre(collective)) == ["SG"]


def test_the_message_to_who_presides_asks_nothing_either() -> None:
    parametres = replace(PARAMETRES, signataire="Le préfet", brouillons_de_courriel=True)
    meeting = MeetingContext(registre(parametres), bilan())
    presidence, convocations, *_ = fiche_d_envoi.list_parties(meeting)
    assert [envoi.adresse for envoi in presidence.envois] == ["sg@exemple.fr"]
    assert "sg@exemple.fr" not in {envoi.adresse for envoi in convocations.envois}
    said = simple(" ".join(map(str, presidence.texte)))
    assert "Vous trouverez ci-joint l’ordre du jour de la réunion du comité" in said
    assert "que vous présiderez." in said
    assert "suppléant" not in said
    drafts = courriels.prepare(meeting)
    told = {draft.nom for draft in drafts if draft.contexte["preside"]}
    assert told == {presidence.envois[0].destinataire}


def test_who_presides_receives_the_pack_and_the_calendar_entry_for_information() -> None:
    parties = {
        partie.titre: partie
        for partie in fiche_d_envoi.list_parties(MeetingContext(registre(), bilan()))
    }
    assert "sg@exemple.fr" not in {e.adresse for e in parties["Convocations"].envois}
    [envoi] = [e for e in parties["Dossier de séance"].envois if e.adresse == "sg@exemple.fr"]
    assert envoi.destinataire == f"{envoi.nom} – préside{INSECABLE}: pour information"
    assert list(envoi.propres) == ["2026-12-10_CLU.ics"]
    assert envoi.ajout


@pytest.mark.parametrize(
    ("signataire", "nom", "lignes"),
    [
        ("Le préfet", "Prénom et nom", ["Le préfet"]),
        ("Le préfet\nClaire EXEMPLE", "Claire EXEMPLE", ["Le préfet"]),
        ("Le préfet\nMme Claire EXEMPLE", "Mme Claire EXEMPLE", ["Le préfet"]),
        (
            "Pour le préfet et par délégation,\nLe directeur",
            "Prénom et nom",
            ["Pour le préfet et par délégation,", "Le directeur"],
        ),
        (
            "Le préfet,\nPréfecture du Gard",
            "Prénom et nom",
            ["Le préfet,", "Préfecture du Gard"],
        ),
        ("Le préfet\nM. le sous-préfet", "Prénom et nom", ["Le préfet", "M. le sous-préfet"]),
        ("Le secrétaire général", "Madame Claire EXEMPLE", ["Le secrétaire général"]),
    ],
)
def test_a_letter_leaves_room_to_sign_above_the_name(
    signataire: str, nom: str, lignes: list[str]
) -> None:
    membres = [
        replace(MEMBRES[0], civilite="Madame", prenom="Claire", nom="EXEMPLE"),
        *MEMBRES[1:],
    ]
    bil = bilan(assis=tuple(map(siege, membres)))
    demande = lettre("DCLC", registre(replace(PARAMETRES, signataire=signataire)), bil)
    paragraphs = Document(io.BytesIO(octets(demande))).paragraphs
    styles = [p.style for p in paragraphs]
    place = [style.name if style else "" for style in styles].index("CLU Nom signataire")
    style = styles[place]
    room = style.paragraph_format.space_before if style else None
    assert room is not None
    assert room.cm >= 2
    said = "".join(t.text or "" for t in paragraphs[place]._p.iter(f"{W}t"))
    assert said == nom
    before = [p.text for p in paragraphs[place - len(lignes) : place]]
    assert before == lignes


@pytest.mark.parametrize(
    ("presidence", "civilite", "nom", "titre", "nomme"),
    [
        ("SG", "Madame", "EXEMPLE", "La présidente de séance", "Mme EXEMPLE"),
        ("SG", "Monsieur", "EXEMPLE", "Le président de séance", "M. EXEMPLE"),
        ("SG", None, None, "Le président de séance", ""),
        ("Le préfet", None, None, "Le président de séance", ""),
        ("Mme Claire EXEMPLE", None, None, "La présidente de séance", "Mme Claire EXEMPLE"),
        ("Claire EXEMPLE, préfète", None, None, "Le président de séance", "Claire EXEMPLE"),
        (None, None, None, "Le président de séance", ""),
    ],
)
def test_who_presided_and_the_secretary_sign_the_minutes(
    presidence: str | None, civilite: str | None, nom: str | None, titre: str, nomme: str
) -> None:
    reunion = replace(REUNION, presidence=presidence)
    holder = replace(MEMBRES[0], civilite=civilite, nom=nom)
    seats = tuple(map(siege, (holder, *MEMBRES[1:])))
    meeting = MeetingContext(registre(reunion=reunion), bilan(reunion, Etape.TENUE, seats))
    president, secretary = list_signatures(meeting)
    assert (president.titre, president.nom.replace(INSECABLE, " ")) == (titre, nomme)
    assert (secretary.titre, secretary.nom) == ("Le secrétaire de séance", "")


def test_the_reply_slip_has_three_boxes_and_its_controls_are_named() -> None:
    for demande in (lettre("DCLC"), lettre("DDD")):
        body = Document(io.BytesIO(octets(demande))).element.body
        controls = list(body.iter(f"{W}sdtPr"))
        assert (
            sum(
                len(
                    list(
                        c.iter("{http://schemas.microsoft.com/office/word/2010/wordml}checkbox")
                    )
                )
                for c in controls
            )
            == 3
        )
        names = [alias.get(f"{W}val") for c in controls for alias in c.iter(f"{W}alias")]
        assert len(set(names)) == len(controls)
        ids = [i.get(f"{W}val") for c in controls for i in c.iter(f"{W}id")]
        assert len(set(ids)) == len(controls)
        assert "Date et signature" in names
        slip = list(body.iter(f"{W}tbl"))[-1]
        heights = [int(h.get(f"{W}val")) for h in slip.iter(f"{W}trHeight")]
        assert min(heights, default=0) >= 510  # 0.9 cm


@pytest.mark.parametrize(
    "phrase",
    [
        "PRÉFET\nDU GARD",
        "Affaire suivie par : le responsable qualité",
        "Nîmes, le 23 novembre 2026",
        "Le directeur de la citoyenneté, de la légalité et de la coordination ou son représentant",
        "\nMonsieur le Directeur,\n",
        (
            "jeudi 10 décembre 2026 à 14 h 30, sous la présidence du secrétaire général de la"
            " préfecture du Gard."
        ),
        "Lieu : Salle Pradel, 10 avenue Feuchères, 30000 Nîmes",
        "Accès des personnes handicapées : Rampe et ascenseur ; boucle magnétique",
        (
            "2\nRésultats des engagements de service sur l’accueil général\n3\nRésultats des"
            " enquêtes de satisfaction"
        ),
        (
            "le secrétariat est informé de l’identité et de la fonction du suppléant au minimum 2"
            " jours ouvrables avant la réunion du CLU"
        ),
        "Dernier jour pour annoncer un suppléant : lundi 7 décembre 2026.",
        "Indiquez son identité et sa fonction",
        "Qui répond\nLe directeur de la citoyenneté, de la légalité et de la coordination, DCLC",
        "vous pouvez répondre par simple courriel",
        "Ce délai se compte en jours ouvrables : du lundi au samedi, hors jours fériés.",
        "« ou son représentant »",
        "Pour le préfet et par délégation,\nle secrétaire général",
        "Coupon-réponse",
        "Réponse souhaitée au plus tard le lundi 7 décembre 2026",
        "Présence (une seule réponse)\n☐ Je participerai.\n☐ Empêchement",
        "Personne désignée\ncivilité, prénom, nom\nSa fonction\nfonction",
        "Aménagement souhaité : accès, boucle magnétique",
        "article 6, paragraphe 1, e, du règlement général sur la protection des données",
        "Ces données sont conservées deux ans.",
        "EXEMPLE",
    ],
)
def test_a_convocation_says(phrase: str) -> None:
    assert phrase in dit(lettre("DCLC"))


@pytest.mark.parametrize(
    ("code", "present", "absent"),
    [
        (
            "DDD",
            "\nMonsieur le Délégué,\n",
            "ou son représentant",
        ),
        (
            "SMI",
            "\nMadame la Directrice,\n",
            "sans titulaire",
        ),
        ("MAIRES", "L’association des maires du Gard\n1 rue Haute\n30000 Nîmes", "Monsieur l"),
        ("UFC", "UFC-Que Choisir Nîmes\nObjet", "Madame la présidente"),
        ("UFC", "sans titulaire", "14 h 40"),
    ],
)
def test_a_convocation_speaks_to_its_member(code: str, present: str, absent: str) -> None:
    texte = dit(lettre(code))
    assert present in texte
    assert absent not in texte


@pytest.mark.parametrize(
    ("membre", "lignes", "appel"),
    [
        (
            Membre("A", "C", "Le directeur", "PIMMS", civilite="Madame", nom="Exemple"),
            ("Madame Exemple", "Directeur", "PIMMS"),
            "Madame la Directrice",
        ),
        (
            Membre("A", "C", "La directrice", "PIMMS", True, "Madame", nom="Exemple"),
            ("Madame Exemple", "Directrice ou son représentant", "PIMMS"),
            "Madame la Directrice",
        ),
        (
            Membre("A", "C", "Le maire de Nîmes", "Nîmes"),
            ("Le maire de Nîmes",),
            "Monsieur le Maire",
        ),
        (Membre("A", "C", None, "PIMMS"), ("PIMMS",), "Madame, Monsieur"),
        # no noun is said twice, a line after the other
        (
            Membre("A", "C", "Le représentant de l’association", "Association des maires"),
            ("Le représentant de l’Association des maires",),
            "Madame, Monsieur",
        ),
        (
            Membre(
                "A", "C", "Le représentant de l’association", "UFC", ou_son_representant=True
            ),
            ("Le représentant de l’association ou son représentant", "UFC"),
            "Madame, Monsieur",
        ),
    ],
)
def test_an_addressee_by_name_or_by_function(
    membre: Membre, lignes: tuple[str, ...], appel: str
) -> None:
    assert (
        tuple(
            ligne
            for ligne in convocation.write_destinataire(siege(membre))
            if isinstance(ligne, str)
        )
        == lignes
    )
    assert context.build_membre_tag(membre).appel == appel


def test_the_times_of_the_agenda_are_printed_only_if_every_point_has_a_duration() -> None:
    assert "14 h 40\nRésultats des engagements" in dit(
        lettre("DCLC", registre(durees=(10, 20, 30, 20, 10, 10, 20)))
    )
    assert "14 h 40" not in dit(lettre("DCLC", registre(durees=(10, 20, 30, 20, 10, 0, 20))))


@pytest.mark.parametrize(
    ("champ", "manque"),
    [
        ("heure", "heure de la réunion"),
        ("lieu", "lieu de la réunion"),
        ("acces", "accès et accessibilité de la salle"),
    ],
)
def test_what_a_meeting_lacks_is_shown_and_reported(champ: str, manque: str) -> None:
    change: dict[str, Any] = {champ: None}
    sans = replace(REUNION, **change)
    demande = lettre("DCLC", registre(reunion=sans), bilan(sans))
    assert f"À COMPLÉTER : {manque}" in dit(demande)
    assert manque in {m.quoi for m in rendu(demande).manquants}


@pytest.mark.parametrize(
    "champ",
    [
        "ville",
        "adresse",
        "signataire",
        "courriel_secretariat",
        "dpo",
        "duree_conservation",
    ],
)
def test_what_the_settings_lack_is_shown_and_reported(champ: str) -> None:
    change: dict[str, Any] = {champ: None}
    demande = lettre("DCLC", registre(replace(PARAMETRES, **change)))
    assert rendu(demande).manquants
    # that one stands in the footer too
    assert "À COMPLÉTER : " in dit(demande) or champ == "adresse"


@pytest.mark.parametrize("reference", ["CLU-2026-2", None])
@pytest.mark.parametrize(
    ("champ", "words"),
    [
        ("service", "Bureau"),
        ("affaire_suivie_par", "Affaire suivie par"),
        ("telephone_secretariat", "Téléphone"),
    ],
)
def test_what_a_letter_can_do_without_leaves_no_line(
    champ: str, words: str, reference: str | None
) -> None:
    """docs/rules/sheets.md#parametres: « where it is given »."""
    reunion = replace(REUNION, reference=reference)
    whole: dict[str, Any] = {"service": "Bureau du cabinet", "telephone_secretariat": "04"}
    given = {**whole, "affaire_suivie_par": "le secrétariat"}
    said, missing = (
        lettre("DCLC", registre(replace(PARAMETRES, **settings), reunion), bilan(reunion))
        for settings in (given, {**given, champ: None})
    )
    assert words in dit(said)
    assert words not in dit(missing)
    assert rendu(missing).manquants == ()
    assert ("Référence" in dit(missing)) is (reference is not None)


def test_the_notice_of_the_template_is_the_one_of_the_block() -> None:
    """Templates made before print the block, those of today say its sentences themselves."""
    bloc = write_mention_donnees(PARAMETRES)
    texte = dit(lettre("DCLC", registre()))
    for element in bloc.elements:
        assert isinstance(element, Paragraph)
        assert re.sub(r"[\u00a0\u202f]", " ", str(element.texte)) in texte


def test_a_link_is_named_and_replaces_the_room() -> None:
    a_distance = replace(REUNION, lieu=None, visioconference="https://visio.exemple.fr/clu")
    texte = dit(lettre("DCLC", registre(reunion=a_distance), bilan(a_distance)))
    assert "Lieu : en visioconférence" in texte
    assert "Visioconférence : visio.exemple.fr/clu\n" in texte
    assert "https://" not in texte


def test_the_rule_follows_the_settings() -> None:
    un_jour = replace(PARAMETRES, delai_suppleance=1, unite_suppleance=Unite.OUVRES)
    texte = dit(lettre("DCLC", registre(un_jour)))
    assert "au minimum 1 jour ouvré avant la réunion" in texte
    assert "Ce délai se compte en jours ouvrés : du lundi au vendredi" in texte


def test_a_letter_bears_the_day_it_was_sent() -> None:
    envoyee = replace(REUNION, convocations_envoyees_le=dt.date(2026, 11, 20))
    assert "Nîmes, le 20 novembre 2026" in dit(
        lettre("DCLC", registre(reunion=envoyee), bilan(envoyee))
    )


def test_a_convocation_that_replaces_another_says_so() -> None:
    deja = {
        "2026-12-10_CLU/convocations/2026-12-10_CLU_Convocation_DCLC.docx": {
            "lieu": "Une autre salle"
        }
    }
    envoyee = replace(REUNION, convocations_envoyees_le=dt.date(2026, 11, 20))
    change = replace(bilan(envoyee), deja_dits=deja)
    nouvelle = lettre("DCLC_annule-et-remplace", registre(reunion=envoyee), change)
    assert "Nîmes, le 23 novembre 2026" in dit(nouvelle)
    assert "Annule et remplace la convocation du 20 novembre 2026." in dit(nouvelle)
    assert "Annule et remplace" not in dit(lettre("DCLC", registre(reunion=envoyee), change))


def test_one_letter_to_all_the_members_lists_them() -> None:
    collective, *invitations = convocation.prepare(
        MeetingContext(
            registre(replace(PARAMETRES, convocation=Convocation.COLLECTIVE)), bilan()
        )
    ).requests
    assert collective.chemin == "convocations/2026-12-10_CLU_Convocation.docx"
    assert len(invitations) == 1
    texte = dit(collective)
    assert "Mesdames et Messieurs les membres du comité local des usagers" in texte
    assert "Le délégué départemental, MOBILIANS, délégation du Gard" in texte
    assert "Le responsable qualité, SGCD" not in texte
    assert "1 rue Haute" not in texte  # an address is nobody else's business


def test_a_named_addressee_of_one_line_is_named_as_in_a_list() -> None:
    parametres = replace(PARAMETRES, convocation=Convocation.COLLECTIVE)
    reg = registre(parametres)
    invite = Invite(LE_10, USAGERS, "Union A", "OISEAU", "La présidente", "Madame", "Anne")
    reg = replace(reg, comite=replace(reg.comite, invites=(invite,)))
    membre = Membre("A", USAGERS, "Le trésorier", "Union B", False, "Madame", "Eve", "OISEAU")
    bil = replace(bilan(), sieges=(*bilan().sieges, siege(membre)))
    collective, invitation = convocation.prepare(MeetingContext(reg, bil)).requests
    assert "Mme Eve OISEAU, trésorier, Union B" in dit(collective)
    assert "Madame Anne OISEAU, présidente, Union A" in dit(invitation)  # on the slip
    assert "Mme Anne OISEAU, présidente, Union A" in {
        simple(nom) for nom, *_ in envois(reg, bil)["Invitations"]
    }


def test_a_letter_for_all_is_among_the_files_for_all() -> None:
    reg = registre(replace(PARAMETRES, convocation=Convocation.COLLECTIVE))
    partie, *_ = fiche_d_envoi.list_parties(MeetingContext(reg, bilan()))
    assert partie.fichiers[0] == "convocations/2026-12-10_CLU_Convocation.docx"
    assert [list(envoi.propres) for envoi in partie.envois] == [[]] * len(partie.envois)


def test_an_invitation_says_which_point_and_none_is_made_for_a_point_off_the_agenda() -> None:
    invites = (
        Invite(LE_10, USAGERS, "Association A", point="5"),
        Invite(LE_10, USAGERS, "Association B", point="12"),
        Invite(LE_10, USAGERS, "association a"),
    )
    reg = registre()
    reg = replace(reg, comite=replace(reg.comite, invites=invites))
    lettres = [
        d
        for d in convocation.prepare(MeetingContext(reg, bilan())).requests
        if d.modele == "invitation"
    ]
    assert [d.chemin.split("Invitation_")[1] for d in lettres] == [
        "Association-A.docx",
        "association-a-2.docx",
    ]
    assert (
        "le point n° 5 de l’ordre du jour : « Courriers, formulaires et imprimés types »."
        in dit(lettres[0])
    )
    assert "rendue nécessaire par l’ordre du jour" in dit(lettres[1])


# -- papers of the room ----------------------------------------------------------------------------


def test_the_attendance_sheet_has_who_is_expected_in_which_capacity() -> None:
    (feuille,) = emargement.prepare(MeetingContext(registre(), bilan())).requests
    texte = dit(feuille)
    assert (
        "à remplir\nLe directeur de la citoyenneté, de la légalité et de la"
        " coordination\nDCLC\nTitulaire ou son représentant\nà signer" in texte
    )
    assert "Mme Suppléante\nMédiatrice\nPIMMS Nîmes\nSuppléance du directeur\nà signer" in texte
    assert "La présidente\nUFC-Que Choisir Nîmes\nSiège sans titulaire" in texte
    assert "La présidente\nAssociation Valentin Haüy\nSur invitation, point 5" in texte
    assert texte.count("à remplir\nà remplir\nà remplir\nà signer") == emargement.LIGNES_LIBRES
    assert texte.index(SERVICES) < texte.index(INSTITUTIONS) < texte.index(USAGERS)
    assert "@exemple.fr" not in texte.replace("dpo@exemple.fr", "")
    assert "04 00" not in texte


def test_a_representative_announced_is_on_the_sheet() -> None:
    annonce = Presence(
        LE_10,
        "DCLC",
        membre="DCLC",
        reponse=ReponseAnnoncee.REPRESENTE,
        nom="Madame Adjointe",
        fonction="Adjointe au directeur",
    )
    (feuille,) = emargement.prepare(
        MeetingContext(registre(), bilan(assis=(siege(MEMBRES[1], presence=annonce),)))
    ).requests
    assert (
        "Madame Adjointe\nAdjointe au directeur\nDCLC\nReprésentation du directeur de la"
        " citoyenneté" in dit(feuille)
    )


@pytest.mark.parametrize(
    ("fonction", "attendu"),
    [
        ("Le représentant de l’association", "Suppléance du représentant"),
        ("La présidente de l’association", "Suppléance de la présidente"),
        ("Le chef du bureau des titres", "Suppléance du chef du bureau des titres"),
        ("Le délégué de l’association n° 2", "Suppléance du délégué de l’association n° 2"),
    ],
)
def test_the_column_of_the_bodies_says_which_association(fonction: str, attendu: str) -> None:
    tenu = siege(Membre("A", "C", fonction, "Association X"), suppleance=SUPPLEANCE)
    assert simple(emargement.expect_siege(tenu).qualite) == attendu


def test_a_list_names_its_holders_as_their_substitutes() -> None:
    membre = Membre("A", "C", "La directrice", "DDT", civilite="Madame", nom="EXEMPLE")
    personne = emargement.expect_siege(siege(membre))
    assert simple(personne.nom) == "Mme EXEMPLE"
    assert chevalets.make_chevalet(personne).detail == "Directrice, DDT"


def test_a_plate_without_body_keeps_the_function_and_asks_when_nothing_is_known() -> None:
    def detail(fonction: str | None, organisme: str | None) -> Texte | None:
        membre = Membre("A", "C", fonction, organisme, civilite="Madame", nom="EXEMPLE")
        return chevalets.make_chevalet(emargement.expect_siege(siege(membre))).detail

    assert detail("La maire", None) == "Maire"
    assert detail(None, "DDT") == "DDT"
    assert isinstance(detail(None, None), Missing)


def test_a_named_recipient_has_a_function_in_small_letters() -> None:
    membre = Membre("A", SERVICES, "Sous-préfète", "DDT", civilite="Madame", nom="EXEMPLE")
    bil = replace(bilan(), sieges=(siege(membre),))
    assert {simple(nom) for nom, *_ in envois(registre(), bil)["Convocations"]} == {
        "Mme EXEMPLE, sous-préfète, DDT"
    }


def test_every_expected_person_has_a_plate() -> None:
    (plaques,) = chevalets.prepare(MeetingContext(registre(), bilan())).requests
    personnes = plaques.contexte["personnes"]
    assert isinstance(personnes, list)
    assert [(p.grand, p.detail) for p in personnes][4:8] == [
        ("Défenseur des droits", "Délégué du Défenseur des droits pour Nîmes"),
        ("Association des maires du Gard", None),
        ("APF France handicap, délégation du Gard", "Représentant de l’association"),
        ("UFC-Que Choisir Nîmes", None),
    ]
    assert ("Mme\u00a0Suppléante", "Médiatrice, PIMMS Nîmes") in [
        (p.grand, p.detail) for p in personnes
    ]
    assert len(personnes) == len(MEMBRES) + 1


def test_the_note_sheet_has_a_heading_and_words_to_fill_for_each_point() -> None:
    (notes,) = trame.prepare(MeetingContext(registre(), bilan())).requests
    texte = dit(notes)
    for numero, intitule, _ in POINTS:
        assert f"Point {numero} – {intitule}\n" in texte
    assert texte.count("Relevé des échanges : à remplir") == len(POINTS)
    assert "Questions diverses : à remplir" in texte
    assert "Prochaine réunion : à remplir" in texte


def test_the_note_sheet_has_room_once_for_the_questions_diverses() -> None:
    reg = registre()
    divers = Point(LE_10, "8", "Questions diverses")
    agenda = (*reg.comite.ordre_du_jour, divers)
    reg = replace(reg, comite=replace(reg.comite, ordre_du_jour=agenda))
    (notes,) = trame.prepare(MeetingContext(reg, bilan())).requests
    assert dit(notes).count("Questions diverses") == 2  # the contents list, the heading
    assert "Point 8 – Questions diverses" in dit(notes)


def test_without_an_agenda_the_letters_and_the_notes_follow_the_procedure() -> None:
    reg = registre()
    reg = replace(reg, comite=replace(reg.comite, ordre_du_jour=()))
    (notes,) = trame.prepare(MeetingContext(reg, bilan())).requests
    for numero, intitule in enumerate(procedure.POINTS, 1):
        assert f"Point {numero} – {intitule}\n" in dit(notes)
        assert f"{numero}\n{intitule}\n" in dit(lettre("DDD", reg))


@pytest.mark.parametrize("module", [convocation, emargement, chevalets, trame])
def test_papers_of_a_meeting_to_come_are_not_made_for_a_held_one(module: ModuleType) -> None:
    (production,) = [p for p in PRODUCTIONS if p.prepare is module.prepare]
    assert production.etapes == {Etape.A_VENIR}


# -- sending ---------------------------------------------------------------------------------------


def envois(reg: Registre, bil: Bilan) -> dict[str, list[tuple[str, str, list[str]]]]:
    return {
        p.titre: [(e.destinataire, e.adresse, [*e.propres, *p.fichiers]) for e in p.envois]
        for p in fiche_d_envoi.list_parties(MeetingContext(reg, bil))
    }


def test_each_convocation_goes_to_its_member_with_its_files() -> None:
    parties = envois(registre(), bilan())
    assert list(parties) == ["Convocations", "Invitations", "Dossier de séance"]
    lignes = {nom: (adresse, fichiers) for nom, adresse, fichiers in parties["Convocations"]}
    assert lignes["Le directeur, PIMMS Nîmes"] == (
        "pimms@exemple.fr ; accueil.pimms@exemple.fr",
        ["convocations/2026-12-10_CLU_Convocation_PIMMS.docx", "2026-12-10_CLU.ics"],
    )
    assert (
        lignes["L’association des maires du Gard"][0]
        == "à envoyer par courrier, 1 rue Haute, 30000 Nîmes"
    )
    assert (
        "Mme\u00a0Suppléante, médiatrice, pour le directeur, PIMMS Nîmes",
        "mediation@exemple.fr",
        ["2026-12-10_CLU_Dossier-de-seance.docx"],
    ) in parties["Dossier de séance"]


def test_the_files_named_are_those_that_are_made() -> None:
    demandes = {
        d.chemin
        for module in (convocation, emargement)
        for d in module.prepare(MeetingContext(registre(), bilan())).requests
    }
    joints = {
        f
        for gens in envois(registre(), bilan()).values()
        for *_, fichiers in gens
        for f in fichiers
        if f.startswith("convocations/")
    }
    assert joints <= demandes


def test_the_sheet_prints_text_to_paste_and_what_to_fill() -> None:
    (fiche,) = fiche_d_envoi.prepare(MeetingContext(registre(), bilan())).requests
    texte = dit(fiche)
    assert "Objet : CLU du 10 décembre 2026 : convocation" in texte
    assert "Vous trouverez ci-joint votre convocation" in texte
    assert "au plus tard le lundi 7 décembre 2026" in texte
    assert (
        "Le directeur, PIMMS Nîmes\npimms@exemple.fr ; accueil.pimms@exemple.fr\nMonsieur le"
        " Directeur,\n2026-12-10_CLU_Convocation_PIMMS.docx\net les fichiers pour tous\n☐ Envoyé le"
        " : à remplir\nVersion : à remplir" in texte
    )
    assert (
        "L’association des maires du Gard (à envoyer par courrier, 1 rue Haute, 30000 Nîmes)"
        in texte
    )


@pytest.mark.parametrize(
    ("aux_excuses", "attendus"),
    [
        (
            True,
            [
                "sg@exemple.fr",
                "autre@exemple.fr",
                "mediation@exemple.fr",
                "apf@exemple.fr",
                "avh@exemple.fr",
                "presse@exemple.fr",
            ],
        ),
        (
            False,
            [
                "sg@exemple.fr",
                "autre@exemple.fr",
                "mediation@exemple.fr",
                "avh@exemple.fr",
                "presse@exemple.fr",
            ],
        ),
    ],
)
def test_the_minutes_go_to_those_who_sat_and_to_the_excused_if_so_set(
    aux_excuses: bool, attendus: list[str]
) -> None:
    par_code = {m.code: m for m in MEMBRES}
    assis = (
        siege(
            par_code["SG"],
            "présent",
            Presence(LE_10, "SG", membre="SG", statut=StatutDePresence.PRESENT),
        ),
        siege(
            par_code["DCLC"],
            "représenté",
            Presence(
                LE_10,
                "DCLC",
                membre="DCLC",
                statut=StatutDePresence.REPRESENTE,
                nom="Autre",
                courriels=("autre@exemple.fr",),
            ),
        ),
        siege(
            par_code["PIMMS"],
            "suppléé",
            Presence(LE_10, "PIMMS", membre="PIMMS", statut=StatutDePresence.SUPPLEE),
            SUPPLEANCE,
        ),
        siege(
            par_code["APF"],
            "excusé",
            Presence(LE_10, "APF", membre="APF", statut=StatutDePresence.EXCUSE),
        ),
        siege(
            par_code["MOBILIANS"],
            "absent",
            Presence(LE_10, "MOBILIANS", membre="MOBILIANS", statut=StatutDePresence.ABSENT),
        ),
    )
    reg = registre(replace(PARAMETRES, compte_rendu_aux_excuses=aux_excuses))
    invite = reg.comite.invites[0]
    presences = (
        Presence(
            LE_10, "Association Valentin Haüy", invite=invite, statut=StatutDePresence.PRESENT
        ),
        Presence(
            LE_10,
            "Midi",
            statut=StatutDePresence.PRESENT,
            nom="Presse",
            courriels=("presse@exemple.fr",),
        ),
        Presence(
            LE_10,
            "Absente",
            statut=StatutDePresence.ABSENT,
            nom="Absente",
            courriels=("absente@exemple.fr",),
        ),
    )
    reg = replace(reg, comite=replace(reg.comite, presences=presences))
    (partie,) = fiche_d_envoi.list_parties(
        MeetingContext(reg, bilan(etape=Etape.TENUE, assis=assis))
    )
    assert [adresse for e in partie.envois for adresse in e.courriels] == attendus
    assert partie.fichiers == ("2026-12-10_CLU_Compte-rendu.docx",)
    assert any("pour information" in e.ajout for e in partie.envois) == aux_excuses


# -- calendar --------------------------------------------------------------------------------------


def ics(reunion: Reunion = REUNION, durees: tuple[int, ...] = ()) -> str:
    (entree,) = calendrier.prepare(
        MeetingContext(registre(reunion=reunion, durees=durees), bilan(reunion))
    )
    assert entree.chemin == "2026-12-10_CLU.ics"
    octets = entree.data
    assert all(len(ligne) <= 75 for ligne in octets.split(b"\r\n"))
    assert b"\n" not in octets.replace(b"\r\n", b"")
    return octets.decode().replace("\r\n ", "")


@pytest.mark.parametrize(
    ("reunion", "durees", "attendu"),
    [
        (REUNION, (), "DTSTART;TZID=Europe/Paris:20261210T143000\r\nSUMMARY"),
        (REUNION, (10, 20, 30, 20, 10, 10, 20), "DTEND;TZID=Europe/Paris:20261210T163000"),
        (
            replace(REUNION, heure_fin=dt.time(17)),
            (),
            "DTEND;TZID=Europe/Paris:20261210T170000",
        ),
        (replace(REUNION, heure=None), (), "DTSTART;VALUE=DATE:20261210"),
        (REUNION, (), r"LOCATION:Salle Pradel\, 10 avenue Feuchères\, 30000 Nîmes"),
        (REUNION, (), "DTSTAMP:20261210T000000Z"),
        (REUNION, (), "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU"),
    ],
)
def test_the_calendar_entry(reunion: Reunion, durees: tuple[int, ...], attendu: str) -> None:
    assert attendu in ics(reunion, durees)


@pytest.mark.parametrize(
    ("jour", "decalage", "utc"),
    [
        (
            dt.date(2026, 12, 10),
            dt.timedelta(hours=1),
            dt.datetime(2026, 12, 10, 13, 30, tzinfo=dt.UTC),
        ),
        (
            dt.date(2026, 6, 11),
            dt.timedelta(hours=2),
            dt.datetime(2026, 6, 11, 12, 30, tzinfo=dt.UTC),
        ),
        # since that night
        (
            dt.date(2027, 3, 28),
            dt.timedelta(hours=2),
            dt.datetime(2027, 3, 28, 12, 30, tzinfo=dt.UTC),
        ),
        (
            dt.date(2026, 10, 25),
            dt.timedelta(hours=1),
            dt.datetime(2026, 10, 25, 13, 30, tzinfo=dt.UTC),
        ),
    ],
)
def test_the_calendar_entry_opens_elsewhere_at_the_hour_of_paris(
    jour: dt.date, decalage: dt.timedelta, utc: dt.datetime
) -> None:
    """Read by the package of others, then from the rules of time that the file itself carries."""
    reunion = replace(
        REUNION,
        date=jour,
        heure_fin=dt.time(16, 30),
        lieu="Salle Pradel ; 10, avenue Feuchères \\ étage 2\nNîmes",
    )
    (entree,) = calendrier.prepare(MeetingContext(registre(reunion=reunion), bilan(reunion)))
    lu = icalendar.Calendar.from_ical(entree.data)
    assert isinstance(lu, icalendar.Calendar)
    [evenement] = lu.events
    debut, fin = evenement.start, evenement.end
    assert isinstance(debut, dt.datetime)
    assert isinstance(fin, dt.datetime)
    assert debut.replace(tzinfo=None) == dt.datetime.combine(jour, dt.time(14, 30))
    assert (debut.utcoffset(), debut.astimezone(dt.UTC)) == (decalage, utc)
    assert fin - debut == dt.timedelta(hours=2)
    assert (
        str(evenement["LOCATION"]).replace("\u202f", " ")
        == "Salle Pradel ; 10, avenue Feuchères \\ étage 2, Nîmes"
    )
    assert evenement.stamp == dt.datetime.combine(jour, dt.time(), dt.UTC)
    assert evenement.uid.startswith(f"{jour.isoformat()}-CLU-")
    [zone] = lu.timezones
    assert (
        zone.to_tz(lookup_tzid=False).utcoffset(dt.datetime.combine(jour, dt.time(14, 30)))
        == decalage
    )


# -- tags ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("en_tete", "prefecture", "attendu"),
    [
        (None, "Préfecture du Gard", ("PRÉFET", "DU GARD")),
        (None, "Préfecture de l’Orne", ("PRÉFET", "DE L’ORNE")),
        (None, "Sous-préfecture d’Alès", ("SOUS-PRÉFECTURE D’ALÈS",)),
        ("PRÉFÈTE\nDU GARD", "Préfecture du Gard", ("PRÉFÈTE", "DU GARD")),
    ],
)
def test_the_issuer(en_tete: str | None, prefecture: str, attendu: tuple[str, ...]) -> None:
    assert write_en_tete(replace(PARAMETRES, en_tete=en_tete, prefecture=prefecture)) == attendu


@pytest.mark.parametrize(
    ("filtre", "valeur", "attendu"),
    [
        ("date", LE_10, "10/12/2026"),
        ("date_longue", LE_10, "jeudi 10 décembre 2026"),
        ("date_nue", LE_10, "10 décembre 2026"),
        ("heure", dt.time(14, 30), f"14{FINE}h{FINE}30"),
        ("taux", Fraction(13, 16), f"81,3{FINE}%"),
        ("taux", "non mesuré", "non mesuré"),
        ("nombre", 1234, f"1{FINE}234"),
        ("pluriel", 1, "1 usager"),
    ],
)
def test_the_filters(filtre: str, valeur: object, attendu: str) -> None:
    arguments = ("usager",) if filtre == "pluriel" else ()
    assert build_filters()[filtre](valeur, *arguments) == attendu


def test_an_indicator_without_value_prints_words() -> None:
    indicateurs = context.build_context(MeetingContext(registre(), bilan()))["indicateurs"]
    assert isinstance(indicateurs, dict)
    assert indicateurs["satisfaction.taux.global"]["valeur"] == "non mesuré"


@pytest.mark.parametrize(
    ("code", "attendu"),
    [
        ("local.a", f"50,0{FINE}% (1 sur 2)"),
        ("comite.presents", "non mesuré (sans objet sur sans objet)"),
        # not followed at this meeting
        ("reclamations.taux_ar_dans_delai", "non mesuré (sans objet sur sans objet)"),
        ("local.illisible", "non mesuré (sans objet sur sans objet)"),
    ],
)
def test_a_tag_may_name_any_indicator_measured_or_not(code: str, attendu: str) -> None:
    hers = rows(
        IndicateurLocal.sheet,
        "Code | Libellé | Feuille | Compter\nlocal.illisible | Le sien | Réponses | un filtre"
        " illisible",
    )
    known = replace(registre(), indicateurs_locaux=read_locaux(hers))
    figures = {
        "local.a": Indicateur("local.a", "Le mien", "%", Mesure(Fraction(1, 2), 1, 2)),
        "comite.presents": Indicateur("comite.presents", "Présents", "nombre", Mesure()),
    }
    tag = (
        "{{ indicateurs['%s'].valeur|taux }} ({{ indicateurs['%s'].numerateur }} sur {{"
        " indicateurs['%s'].denominateur }})"
    )
    pret, faults = Template.load(
        "essai.docx", word_files.modele(tag.replace("%s", code)), build_filters()
    )
    assert (faults, pret is not None) == ((), True)
    assert pret is not None
    rendu = pret.render(
        context.build_context(MeetingContext(known, replace(bilan(), indicateurs=figures))),
        titre="",
        createur="",
        date=LE_10,
    )
    assert list(rendu.problems) == []
    assert word_files.lignes(rendu.data)[0] == attendu


@pytest.mark.parametrize(
    ("civilite", "prenom", "nom", "attendu"),
    [
        ("Madame", "Prénom", "NOM", "Madame Prénom NOM"),
        (None, None, "NOM", "NOM"),
        ("Madame", "Prénom", None, None),
        (None, None, None, None),
    ],
)
def test_a_person_is_named_only_by_a_name(
    civilite: str | None, prenom: str | None, nom: str | None, attendu: str | None
) -> None:
    qui = replace(MEMBRES[0], civilite=civilite, prenom=prenom, nom=nom)
    assert compose_nom_complet(qui) == attendu


@pytest.mark.parametrize(
    ("tape", "attendu"),
    [
        ("Rampe : oui", f"Rampe{INSECABLE}: oui"),
        ("10 avenue Feuchères\n\n30000  Nîmes", "10 avenue Feuchères, 30000 Nîmes"),
        ("- Rampe ;\n- Ascenseur", "Rampe, Ascenseur"),
        ("  ", None),
        (None, None),
    ],
)
def test_a_typed_text_on_one_line(tape: str | None, attendu: str | None) -> None:
    assert write_in_line(tape) == attendu


@pytest.mark.parametrize(
    ("fonction", "organisme", "dit"),
    [
        ("Le directeur de la sécurité sociale", "Direction de la sécurité sociale", True),
        (
            "La déléguée départementale de l’agence",
            "Délégation départementale de l’agence",
            True,
        ),
        ("Le délégué du défenseur des droits", "Défenseur des droits", True),
        ("Le directeur de la DDT (DDT)", "Un nom plus long (DDT)", True),
        # whose department is to be said
        (
            "Le représentant de l’association des maires",
            "Association des maires du Gard",
            False,
        ),
        ("Le président de l’association des usagers", "Association des usagers d’Alès", False),
        # too short a word to be a root
        ("Le gardien de la maison de justice", "Maison de justice du Gard", False),
        ("Le directeur", "Direction des routes", False),
        # whose short name is to be said
        ("Le représentant de l’association", "Association A", False),
        ("Le représentant de l’association", "L’Association", True),
        ("Le délégué de l’agence 30", "Agence 30", True),
        ("Le délégué de l’agence 30", "Agence 84", False),
    ],
)
def test_a_body_is_left_out_only_when_the_function_says_all_of_it(
    fonction: str, organisme: str, dit: bool
) -> None:
    assert has_organisme(fonction, organisme) is dit


@pytest.mark.parametrize(
    ("tape", "dit", "cible"),
    [
        (
            "https://visio.exemple.fr/clu",
            "visio.exemple.fr/clu",
            "https://visio.exemple.fr/clu",
        ),
        (
            "https://visio.exemple.fr/clu (code 1234)",
            "visio.exemple.fr/clu (code 1234)",
            "https://visio.exemple.fr/clu",
        ),
        ("www.exemple.fr/", "exemple.fr", "https://www.exemple.fr/"),
        (
            "Code 1234 : https://visio.exemple.fr/clu",
            "visio.exemple.fr/clu (Code 1234)",
            "https://visio.exemple.fr/clu",
        ),
        (
            f"https://visio.exemple.fr/{'a' * 80}",
            "visio.exemple.fr",
            "https://visio.exemple.fr/a",
        ),
        ("https://a.fr ou https://b.fr", "site a.fr ou site b.fr", "https://a.fr"),
        ("Sur https://a.fr, code 12", "Sur site a.fr, code 12", "https://a.fr"),
        ("Salle virtuelle 3", "Salle virtuelle 3", ""),
        ("Salle virtuelle 3, code :", "Salle virtuelle 3, code :", ""),
    ],
)
def test_a_video_link_and_what_stands_beside_it(tape: str, dit: str, cible: str) -> None:
    reunion = replace(REUNION, visioconference=tape)
    demande = lettre("DCLC", registre(reunion=reunion), bilan(reunion))
    assert f"\nVisioconférence : {dit}\n" in dits(demande)
    document = Document(io.BytesIO(octets(demande)))
    targets = [r.target_ref for r in document.part.rels.values() if r.is_external]
    assert any(target.startswith(cible) for target in targets) is bool(cible) or not cible


def test_templates_made_before_still_say_the_link_and_the_days() -> None:
    """The letters of today say these sentences themselves."""
    reunion = replace(REUNION, visioconference="https://visio.exemple.fr/clu (code 1234)")
    context_ = lettre("DCLC", registre(reunion=reunion), bilan(reunion)).contexte
    bloc = context_["visioconference"]
    assert isinstance(bloc, Block)
    [lien] = bloc.elements
    assert isinstance(lien, NamedLink)
    assert (simple(lien.avant), lien.texte) == ("Visioconférence : ", "visio.exemple.fr/clu")
    assert lien.apres == "(code 1234)"
    assert simple(str(context_["definition_jours"])) == (
        "Jours ouvrables : du lundi au samedi, hors jours fériés."
    )


# -- accessibility ---------------------------------------------------------------------------------


def toutes() -> list[DocumentRequest]:
    reg = registre(durees=(10, 20, 30, 20, 10, 10, 20))
    collective = convocation.prepare(
        MeetingContext(
            replace(reg, parametres=replace(PARAMETRES, convocation=Convocation.COLLECTIVE)),
            bilan(),
        )
    ).requests[0]
    a_venir = [
        d
        for module in (convocation, emargement, chevalets, trame, fiche_d_envoi)
        for d in module.prepare(MeetingContext(reg, bilan())).requests
    ]
    apres = fiche_d_envoi.prepare(
        MeetingContext(
            reg,
            bilan(
                etape=Etape.TENUE, assis=tuple(siege(membre, "présent") for membre in MEMBRES)
            ),
        )
    ).requests
    return [collective, *a_venir, *apres]


@pytest.mark.parametrize("demande", toutes(), ids=lambda d: d.chemin.split("_CLU_")[1])
def test_a_document_made_is_accessible(demande: DocumentRequest) -> None:
    corps = Document(io.BytesIO(octets(demande))).element.body
    styles = [
        (
            p.find(f"{W}pPr/{W}pStyle").get(f"{W}val")
            if p.find(f"{W}pPr/{W}pStyle") is not None
            else ""
        )
        for p in corps.iter(f"{W}p")
    ]
    niveaux = [int(s[-1]) for s in styles if s.startswith("Heading")]
    assert niveaux[0] == 1
    assert all(apres <= avant + 1 for avant, apres in pairwise(niveaux))
    assert len(niveaux) < 6 or "TOC" in "".join(corps.itertext(f"{W}instrText"))
    for paragraphe in corps.iter(f"{W}p"):
        texte = "".join(paragraphe.itertext(f"{W}t"))
        assert texte.strip(), "an empty paragraph"
        assert not re.search(r"[ \u00a0]{3}|\{[{%]", texte)
        assert not re.match(r"(?:[-–—•·*▪o]|\d+[.)°]|[a-z]\))\s", texte), texte
    for tableau in corps.iter(f"{W}tbl"):
        grille = len(tableau.findall(f"{W}tblGrid/{W}gridCol"))
        assert all(len(row.findall(f"{W}tc")) == grille for row in tableau.iter(f"{W}tr"))


# -- what is typed on several lines ----------------------------------------------------------------


@pytest.mark.parametrize(
    ("acces", "attendues"),
    [
        ("Rampe et ascenseur", ["Accès des personnes handicapées : Rampe et ascenseur"]),
        ("Rampe\n", ["Accès des personnes handicapées : Rampe"]),
        ("Rampe\nAscenseur", ["Accès des personnes handicapées :", "Rampe", "Ascenseur"]),
        ("Rampe\n\n  Ascenseur ", ["Accès des personnes handicapées :", "Rampe", "Ascenseur"]),
        ("- Rampe\n- Ascenseur", ["Accès des personnes handicapées :", "Rampe", "Ascenseur"]),
        (
            None,
            [
                "Accès des personnes handicapées : À COMPLÉTER : accès et accessibilité de la"
                " salle"
            ],
        ),
    ],
)
def test_the_access_typed_on_lines_stays_on_lines(
    acces: str | None, attendues: Sequence[str]
) -> None:
    reunion = replace(REUNION, acces=acces)
    said = dit(lettre("UFC", registre(reunion=reunion), bilan(reunion))).splitlines()
    start = next(rang for rang, ligne in enumerate(said) if ligne.startswith("Accès des"))
    assert said[start : start + len(attendues)] == list(attendues)


@pytest.mark.parametrize("heure", [dt.time(14, 30), None])
def test_what_is_missing_after_a_preposition_stands_in_parentheses(
    heure: dt.time | None,
) -> None:
    reunion = replace(REUNION, heure=heure)
    said = dit(lettre("UFC", registre(reunion=reunion), bilan(reunion)))
    assert "à À COMPLÉTER" not in said
    moment = " à 14 h 30" if heure else " (À COMPLÉTER : heure de la réunion)"
    assert f"jeudi 10 décembre 2026{moment}" in said
