"""Cases 66 to 80: people, bodies, addresses, and what is said without a word."""

from __future__ import annotations

import datetime as dt

from openpyxl import Workbook
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from tests.check.bad_inputs.dates import etats
from tests.check.bad_inputs.outils import (
    Cas,
    Retouche,
    colonne,
    des,
    mardi,
    membres,
    page,
    presences,
    tape,
)
from tests.support.prefecture import USAGERS

NOMME = {"Civilité": "Madame", "Prénom": "Canari", "Nom": "Dupé"}
INVITES = des(lambda c: c.registre.comite.invites, "organisme")
SUPPLEES = des(lambda c: c.registre.comite.suppleances, "membre")
AUTEURS = des(lambda c: c.registre.comite.propositions, "auteur")
RECUE = colonne("Réclamations", "Reçue le")
FUSION = ["à vérifier | Composition | cellules-fusionnees"]


def civilite(feuille: str, cellule: str, typed: str) -> Cas:
    place = f"à vérifier | {feuille}!{cellule} | civilite-double"
    return Cas(
        66,
        f"{typed}, {feuille}",
        tape(feuille, {"Civilité": typed}),
        [place],
        colonne(feuille, "Civilité"),
        [typed],
    )


def courriel(nom: str, typed: str, *lu: str, code: str = "adresse-nettoyee") -> Cas:
    lines = [f"à vérifier | Composition!E2 | {code}"] if code else []
    return Cas(
        74, nom, tape("Composition", {"Courriel": typed}), lines, membres("courriels"), [lu]
    )


def reglage(
    numero: int, nom: str, parametre: str, typed: object, code: str, seul: str = ""
) -> Cas:
    plante = tape("Paramètres", {"Paramètre": parametre, "Valeur": typed})
    return Cas(
        numero,
        nom,
        plante,
        [f"à vérifier | Paramètres!B2 | {code}"],
        colonne("Paramètres", "Valeur"),
        [typed],
        seul,
    )


def choix(feuille: str, header: str, cellule: str, typed: str, **avec: object) -> Cas:
    """A value that a closed list does not know."""
    place = f"erreur | {feuille}!{cellule} | choix-inconnu"
    return Cas(
        78,
        f"{header} « {typed} », {feuille}",
        tape(feuille, {**avec, header: typed}),
        [place],
        colonne(feuille, header),
        [None],
    )


def fusionner(cellules: str) -> Retouche:
    return lambda book: page(book).merge_cells(cellules)


def barrer(book: Workbook) -> None:
    for cell in page(book)[2]:
        cell.font = Font(strike=True)


def rougir(book: Workbook) -> None:
    page(book)["C2"].fill = PatternFill("solid", fgColor="FFFF0000")


def ecrire_en_rouge(book: Workbook) -> None:
    page(book)["C2"].font = Font(color="FFC00000")


def commenter(book: Workbook) -> None:
    page(book)["C2"].comment = Comment("A répondu : excusé", "")


CAS = (
    civilite("Composition", "E2", "M./Mme"),
    civilite("Invités", "E2", "Monsieur et Madame"),
    civilite("Suppléances", "F2", "Mme ou M."),
    Cas(
        68,
        "collège en capitales, sans accents",
        tape(
            "Composition", {"Collège": "REPRESENTANTS DES USAGERS", "Fonction": "LA DELEGUEE"}
        ),
        (),
        membres("college"),
        [USAGERS],
    ),
    Cas(
        68,
        "service en capitales, une seule fois",
        tape("Réclamations", {"Service": "TITRES", "Motif": "DELAI"}),
        (),
        colonne("Réclamations", "Service"),
        ["TITRES"],
    ),
    Cas(
        68,
        "réponse en capitales",
        tape("Réponses", {"Q1": "SATISFAIT"}),
        (),
        colonne("Réponses", "Q1"),
        ["Satisfait"],
    ),
    Cas(
        69,
        "accents décomposés et apostrophe : un seul invité",
        tape(
            "Présences",
            {"Réunion": mardi(9), "Membre": "association de l'e\u0301toile", "Nom": None},
            avec={
                "Réunions": ({"Date": mardi(9)},),
                "Invités": ({"Réunion": mardi(9), "Organisme": "Association de l’Étoile"},),
            },
        ),
        (),
        lambda c, own: [
            p.invite.organisme if p.invite else None
            for p in c.registre.comite.presences
            if p.place.workbook in own
        ],
        ["Association de l’Étoile"],
    ),
    Cas(
        70,
        "même invité deux fois",
        tape(
            "Invités", {"Organisme": "Association locale"}, {"Organisme": "ASSOCIATION LOCALE"}
        ),
        ["à vérifier | Invités!C3 | personne-deux-fois"],
        INVITES,
        ["Association locale", "ASSOCIATION LOCALE"],
    ),
    Cas(
        70,
        "même personne sur deux sièges",
        tape("Composition", NOMME, {**NOMME, "Prénom": "canari", "Nom": "DUPE\u0301"}),
        ["à vérifier | Composition!G3 | personne-deux-fois"],
        membres("prenom"),
        ["Canari", "canari"],
    ),
    Cas(
        70,
        "même membre présent deux fois",
        tape(
            "Présences",
            *(
                {"Réunion": mardi(10), "Membre": "APF", "Nom": None, "Statut": s}
                for s in ("présent", "excusé")
            ),
            avec={"Réunions": ({"Date": mardi(10)},)},
        ),
        ["à vérifier | Présences!B3 | deux-lignes-sans-nom"],
        presences("statut"),
        ["présent", "excusé"],
    ),
    Cas(
        71,
        "suppléant annoncé trop tard",
        tape(
            "Suppléances",
            {"Réunion": mardi(11), "Secrétariat informé le": mardi(11) - dt.timedelta(1)},
            avec={"Réunions": ({"Date": mardi(11)},)},
        ),
        (),
        etats,
        ["hors délai"],
    ),
    Cas(
        71,
        "titulaire absent sans suppléant",
        tape(
            "Présences",
            {"Réunion": mardi(12), "Membre": "UFC", "Nom": None, "Statut": "absent"},
            avec={"Réunions": ({"Date": mardi(12)},)},
        ),
        (),
        presences("statut"),
        ["absent"],
    ),
    Cas(
        72,
        "mandat échu",
        tape("Composition", {"Jusqu'au": dt.date(2026, 9, 30)}),
        ["à vérifier | Composition!A2 | mandat-echu"],
        membres("jusqu_au"),
        [dt.date(2026, 9, 30)],
    ),
    *(
        Cas(
            73,
            f"{typed}, présences",
            tape(
                "Présences",
                {"Réunion": mardi(n), "Membre": typed, "Nom": None},
                avec={"Réunions": ({"Date": mardi(n)},)},
            ),
            ["à vérifier | Présences!B2 | organisme-lu-comme-membre"],
            presences("membre"),
            ["APF"],
        )
        for n, typed in enumerate(("A.P.F.", "APF France handicap", "apf  france-handicap"), 13)
    ),
    Cas(
        73,
        "A.P.F., et le nom de la personne",
        tape(
            "Présences",
            {"Réunion": mardi(16), "Membre": "A.P.F."},
            avec={"Réunions": ({"Date": mardi(16)},)},
        ),
        ["à vérifier | Présences!B2 | organisme-proche"],
        presences("membre"),
        [None],
    ),
    Cas(
        73,
        "A.P.F., suppléance",
        tape("Suppléances", {"Membre": "A.P.F."}),
        ["à vérifier | Suppléances!B2 | organisme-lu-comme-membre"],
        SUPPLEES,
        ["APF"],
    ),
    Cas(
        73,
        "APF France handicap, proposition",
        tape("Propositions", {"Membre": "APF France handicap"}),
        ["à vérifier | Propositions!C2 | organisme-lu-comme-membre"],
        AUTEURS,
        ["APF France handicap"],
    ),
    Cas(
        73,
        "trois noms dans la composition",
        tape(
            "Composition",
            *({"Organisme": typed} for typed in ("ADMR", "A.D.M.R.", "ADMR du Gard")),
        ),
        [
            "à vérifier | Composition!D3 | organismes-proches",
            "à vérifier | Composition!D4 | organismes-proches",
        ],
        membres("organisme"),
        ["ADMR", "A.D.M.R.", "ADMR du Gard"],
    ),
    courriel("espace au milieu", "can ari@exemple.fr", code="adresse-douteuse"),
    courriel("espace autour de l’arobase", "canari @ exemple.fr", "canari@exemple.fr"),
    courriel("espaces autour", " canari@exemple.fr\u00a0", "canari@exemple.fr", code=""),
    courriel(
        "deux adresses, point-virgule",
        "canari@exemple.fr ; merle@exemple.fr",
        "canari@exemple.fr",
        "merle@exemple.fr",
        code="",
    ),
    courriel("point-virgule final", "canari@exemple.fr;", "canari@exemple.fr"),
    courriel(
        "deux adresses, espace",
        "canari@exemple.fr merle@exemple.fr",
        "canari@exemple.fr",
        "merle@exemple.fr",
    ),
    courriel(
        "deux adresses, barre",
        "canari@exemple.fr / merle@exemple.fr",
        "canari@exemple.fr",
        "merle@exemple.fr",
    ),
    courriel(
        "deux adresses, virgule",
        "canari@exemple.fr, merle@exemple.fr",
        "canari@exemple.fr",
        "merle@exemple.fr",
    ),
    courriel("point final", "canari@exemple.fr.", "canari@exemple.fr"),
    courriel("mailto:", "mailto:canari@exemple.fr", "canari@exemple.fr"),
    courriel("nom devant", "Canari <canari@exemple.fr>", "canari@exemple.fr"),
    reglage(
        74,
        "deux adresses, secrétariat",
        "Courriel du secrétariat",
        "a@exemple.fr;b@exemple.fr",
        "courriel-douteux",
    ),
    reglage(75, "sans le 0", "Téléphone du secrétariat", 466000000, "telephone-douteux"),
    reglage(
        75,
        "+33 (0)4",
        "Téléphone du secrétariat",
        "+33 (0)4 66 00 00 00",
        "telephone-douteux",
        seul="one setting has one value",
    ),
    reglage(
        75,
        "+33 (0)4 au bas de l’adresse",
        "Adresse",
        "10 avenue Feuchères\nTél. : +33 (0)4 66 00 00 00",
        "telephone-douteux",
    ),
    reglage(
        75,
        "sans le 0, dans un texte",
        "Affaire suivie par",
        "le secrétariat, tél. 466 00 00 00",
        "telephone-douteux",
    ),
    Cas(
        75,
        "sans le 0, parmi les modalités d’appui",
        tape("Modalités d'appui", {"Horaires": 466000000}),
        ["à vérifier | Modalités d'appui!B2 | telephone-douteux"],
        colonne("Modalités d'appui", "Horaires"),
        ["466000000"],
    ),
    Cas(
        77,
        "un organisme fusionné pour trois personnes",
        tape(
            "Composition",
            {"Organisme": "Union des consommateurs"},
            {"Organisme": None},
            {"Organisme": None},
            retouche=fusionner("D2:D4"),
        ),
        FUSION,
        membres("organisme"),
        ["Union des consommateurs"] * 3,
    ),
    Cas(
        77,
        "une réunion fusionnée pour trois points",
        tape(
            "Ordre du jour",
            {},
            {"Réunion": None},
            {"Réunion": None},
            retouche=fusionner("A2:A4"),
        ),
        ["à vérifier | Ordre du jour | cellules-fusionnees"],
        des(lambda c: c.registre.comite.ordre_du_jour, "point"),
        ["Questions diverses"] * 3,
    ),
    Cas(
        77,
        "un nombre fusionné ne compte qu’une fois",
        tape(
            "Enquêtes",
            {"Questionnaires distribués": 200},
            {"Questionnaires distribués": None},
            retouche=fusionner("D2:D3"),
        ),
        ["à vérifier | Enquêtes | cellules-fusionnees"],
        colonne("Enquêtes", "Questionnaires distribués"),
        [200, None],
    ),
    choix("Présences", "Statut", "C2", "peut-être"),
    choix("Présences", "Réponse", "E2", "à voir"),
    choix("Propositions", "Nature", "D2", "doléance"),
    choix("Propositions", "État", "F2", "bof"),
    choix("Réclamations", "Nature", "G2", "doléance"),
    choix("Réclamations", "Qualification", "G2", "légitime"),
    choix("Documents types", "Nature", "C2", "affiche"),
    choix("Suppléances", "Décision", "F2", "à voir", Membre="DCL"),
    choix("Réunions", "Statut", "D2", "confirmée", Date=mardi(17)),
    Cas(
        78,
        "collège inconnu d’un invité",
        tape("Invités", {"Collège": "Presse"}),
        ["à vérifier | Invités!B2 | college-inconnu"],
        des(lambda c: c.registre.comite.invites, "college"),
        ["Presse"],
    ),
    Cas(
        78,
        "collège nouveau d’un membre",
        tape("Composition", {"Collège": "Personnalités qualifiées"}),
        (),
        membres("college"),
        ["Personnalités qualifiées"],
    ),
    Cas(
        79,
        "ligne barrée",
        tape("Réclamations", retouche=barrer),
        ["à vérifier | Réclamations!A2 | ligne-barree"],
        RECUE,
        [dt.date(2026, 3, 2)],
    ),
    Cas(
        79,
        "fond rouge",
        tape("Présences", {}, {}, retouche=rougir),
        ["à vérifier | Présences!C2 | cellule-en-rouge"],
        presences("statut"),
        ["présent"] * 2,
    ),
    Cas(
        79,
        "texte rouge",
        tape("Présences", {}, {}, retouche=ecrire_en_rouge),
        ["à vérifier | Présences!C2 | cellule-en-rouge"],
        presences("statut"),
        ["présent"] * 2,
    ),
    Cas(
        80,
        "commentaire",
        tape("Présences", {}, retouche=commenter),
        ["à vérifier | Présences!C2 | commentaire"],
        presences("statut"),
        ["présent"],
    ),
)
