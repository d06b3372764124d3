"""The 86 bad inputs of real workbooks: each planted alone, then together, gives exactly the lines of its outcome."""

from __future__ import annotations

import datetime as dt
import random
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import pytest
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from clu_batch.chargement import Charge
from tests.prefecture import DECEMBRE, ERREUR_N_A, JUIN, USAGERS, Prefecture, remplacer_dans, xls

Plante = Callable[[Prefecture], object]
Lu = Callable[[Charge], object]


@dataclass(frozen=True)
class Cas:
    """One row: number and what is planted, the function that plants it, the lines expected, what is read (a fact and its value)."""

    numero: int
    nom: str
    plante: Plante
    attendu: Sequence[str] = ()
    lu: Lu | None = None
    valeur: object = None
    seul: bool = False  # what other cases need is then missing or moved: not planted with them

    @property
    def titre(self) -> str:
        return f"{self.numero:02} {self.nom}"


ABSENTS = {
    60: "the number of answers is counted, never typed beside them",
    67: "nothing says which of two words is the name",
    76: "no column holds a post code alone: the address is one text",
}
"""Cases that the sheets of this program cannot hold."""


# -- ways to plant -----------------------------------------------------------------------------------------------------------------


def taper(place: str, value: object, form: str | None = None) -> Plante:
    return lambda p: p.taper(place, value, form)


def plusieurs(cells: Mapping[str, object]) -> Plante:
    """Several cells at once, by `sheet!cell`."""
    return ensemble(*(taper(place, value) for place, value in cells.items()))


def ligne(sheet: str, *values: object) -> Plante:
    return lambda p: p.feuille(sheet).append(list(values))


def fichier(action: Callable[[Path], object]) -> Plante:
    return lambda p: p.apres.append(action)


def octets(name: str, change: Callable[[bytes], bytes]) -> Plante:
    return fichier(lambda folder: (folder / name).write_bytes(change((folder / name).read_bytes())))


def copie(source: str, target: str) -> Plante:
    return fichier(lambda folder: shutil.copyfile(folder / source, folder / target))


def refuse(name: str, number: int) -> Plante:
    return lambda p: p.refus.update({name: number})


def nommer(sheet: str, name: str) -> Plante:
    return lambda p: setattr(p.feuille(sheet), "title", name)


def inserer(sheet: str, *, lignes: int = 0, colonne: int = 0) -> Plante:
    def plant(p: Prefecture) -> None:
        if lignes:
            p.feuille(sheet).insert_rows(1, lignes)
            p.feuille(sheet)["A1"] = "Registre tenu par le secrétariat"
        if colonne:
            p.feuille(sheet).insert_cols(colonne)

    return plant


def autre_feuille(name: str, *rows: Sequence[object]) -> Plante:
    """A sheet more, in the workbook of the answers."""

    def plant(p: Prefecture) -> None:
        sheet = p.livre("Réponses").create_sheet(name)
        for row in rows:
            sheet.append(list(row))

    return plant


def ensemble(*plantes: Plante) -> Plante:
    def plant(p: Prefecture) -> None:
        for plante in plantes:
            plante(p)

    return plant


def brut(place: str, text: str) -> Plante:
    """A text that starts with « = » typed as a text."""

    def plant(p: Prefecture) -> None:
        p.taper(place, "x")
        p.cellule(place).value = text
        p.cellule(place).data_type = "s"

    return plant


# -- what is read --------------------------------------------------------------------------------------------------------------------


def reclamations(header: str, row: int = 0) -> Lu:
    return lambda c: c.registre.reclamations.columns[header][row]


def nombre_de_reclamations(c: Charge) -> object:
    return len(c.registre.reclamations)


def membre(rang: int, champ: str) -> Lu:
    return lambda c: getattr(c.registre.comite.membres[rang], champ)


def reunion(champ: str) -> Lu:
    return lambda c: getattr(c.registre.comite.reunions[0], champ)


MARS_2 = dt.date(2026, 3, 2)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
STRICT = (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main")
RECLAMATIONS = [("N°", "Reçue le", "Canal", "Service", "Motif"), ("R-1", "02/03/2026", "courriel", "Titres", "Délai")]
ANCIEN = xls("Réclamations", RECLAMATIONS)
R = "reclamations.xlsx"


def remplacer_classeur(name: str, content: bytes) -> Plante:
    def plant(p: Prefecture) -> None:
        del p.livres[R]
        p.apres.append(lambda folder: (folder / name).write_bytes(content))

    return plant


def sans_classeur(name: str) -> Plante:
    return lambda p: p.livres.pop(name)


def renommer(source: str, target: str) -> Plante:
    return fichier(lambda folder: (folder / source).rename(folder / target))


def autre_exemplaire(name: str) -> Plante:
    """The same sheets in a file saved again: its bytes differ."""
    return fichier(
        lambda folder: (folder / name).write_bytes(remplacer_dans((folder / R).read_bytes(), "customXml/item1.xml", b"", b"<a/>"))
    )


FICHIERS = (
    Cas(1, "ouvert dans Excel", fichier(lambda f: (f / "~$comite.xlsx").write_bytes(b"x")), ["à vérifier | comite.xlsx | classeur-ouvert"]),
    Cas(2, "verrouillé par un collègue", refuse(R, 13), [f"bloquant | {R} | fichier-occupe"], seul=True),
    Cas(3, "fichier de verrou seul", fichier(lambda f: (f / "~$ancien.xlsx").write_bytes(b"x"))),
    Cas(4, "- Copie", autre_exemplaire("reclamations - Copie.xlsx"), ["à vérifier | reclamations - Copie.xlsx | copie-ecartee"]),
    Cas(4, "(1)", autre_exemplaire("reclamations (1).xlsx"), ["à vérifier | reclamations (1).xlsx | copie-ecartee"]),
    Cas(4, "v2 DEF", autre_exemplaire("reclamations v2 DEF.xlsx"), ["à vérifier | reclamations v2 DEF.xlsx | copie-ecartee"]),
    Cas(
        5,
        "conflit",
        autre_exemplaire("reclamations-DESKTOP-4F7K2Q1.xlsx"),
        ["à vérifier | reclamations-DESKTOP-4F7K2Q1.xlsx | copie-ecartee"],
    ),
    Cas(6, "resté sur OneDrive", refuse(R, 22), [f"bloquant | {R} | fichier-absent-du-poste"], seul=True),
    Cas(6, "taille nulle", octets(R, lambda _: b""), [f"bloquant | {R} | fichier-vide"], seul=True),
    Cas(
        7,
        "mot de passe",
        octets(R, lambda _: OLE + "EncryptedPackage".encode("utf-16-le")),
        [f"bloquant | {R} | fichier-protege"],
        seul=True,
    ),
    Cas(8, ".xls", remplacer_classeur("reclamations.xls", ANCIEN), [], reclamations("Reçue le"), MARS_2, seul=True),
    Cas(9, ".csv renommé .xlsx", octets(R, lambda _: b"a;b\r\n1;2\r\n"), [f"bloquant | {R} | fichier-texte"], seul=True),
    Cas(9, ".xls renommé .xlsx", octets(R, lambda _: ANCIEN), [f"bloquant | {R} | fichier-renomme"], seul=True),
    Cas(10, "0 octet", octets(R, lambda _: b""), [f"bloquant | {R} | fichier-vide"], seul=True),
    Cas(10, "copie coupée", octets(R, lambda b: b[: len(b) // 2]), [f"bloquant | {R} | fichier-coupe"], seul=True),
    Cas(
        11,
        ".xlsm avec macros",
        ensemble(octets(R, lambda b: remplacer_dans(b, "xl/vbaProject.bin", b"", OLE)), renommer(R, "reclamations.xlsm")),
        (),
        reclamations("Reçue le"),
        MARS_2,
        seul=True,
    ),
    Cas(
        12,
        "Strict Open XML",
        octets(R, lambda b: remplacer_dans(b, r"xl/workbook\.xml$", *STRICT)),
        [f"bloquant | {R} | fichier-strict"],
        seul=True,
    ),
    Cas(13, "renommé", renommer(R, "Réclamations du CLU.XLSX"), (), nombre_de_reclamations, 6, seul=True),
    Cas(14, "classeur facultatif absent", sans_classeur(R), (), nombre_de_reclamations, 0, seul=True),
    Cas(
        14,
        "classeur indispensable absent",
        sans_classeur("comite.xlsx"),
        ["bloquant | Composition | feuille-absente", "bloquant | Réunions | feuille-absente"],
        seul=True,
    ),
    Cas(
        15,
        "fichier de l’an dernier, mêmes octets",
        copie("engagements.xlsx", "engagements 2025.xlsx"),
        ["à vérifier | engagements.xlsx | meme-contenu"],
    ),
    Cas(
        15,
        "fichier de l’an dernier",
        autre_exemplaire("registre 2025.xlsx"),
        ["à vérifier | Réclamations | meme-feuille"],
        nombre_de_reclamations,
        6,
        seul=True,
    ),
)


def deplacer_la_premiere_colonne(p: Prefecture) -> None:
    sheet = p.feuille("Résultats")
    for row in (1, 2):
        sheet.cell(row, 5).value = sheet.cell(row, 1).value
    sheet.delete_cols(1)


def filtrer(p: Prefecture) -> None:
    sheet = p.feuille("Ordre du jour")
    sheet.auto_filter.ref = "A1:D3"
    sheet.auto_filter.add_filter_column(1, ["1"])
    sheet.row_dimensions[3].hidden = True


TITRES = (
    Cas(17, "Réclamations 2025", nommer("Réclamations", "Réclamations 2025"), (), nombre_de_reclamations, 6, seul=True),
    Cas(17, "Feuil1", nommer("Propositions", "Feuil1"), ["à vérifier | Feuil1 | feuille-inconnue"], seul=True),
    Cas(
        17,
        "Feuil1 pour une feuille indispensable",
        nommer("Composition", "Feuil1"),
        ["bloquant | Composition | feuille-absente", "à vérifier | Feuil1 | feuille-inconnue"],
        seul=True,
    ),
    Cas(18, "espace final", nommer("Propositions", "Propositions "), (), lambda c: len(c.registre.comite.propositions), 1, seul=True),
    Cas(
        19,
        "deux feuilles possibles",
        autre_feuille("Réponses papier", ("Date", "Q1"), (dt.date(2026, 4, 1), "Satisfait")),
        (),
        lambda c: len(c.registre.reponses),
        4,
        seul=True,
    ),
    Cas(
        20,
        "feuille masquée",
        lambda p: setattr(p.feuille("Enquêtes"), "sheet_state", "hidden"),
        ["information | Enquêtes | feuille-masquee"],
        lambda c: len(c.registre.enquetes),
        1,
    ),
    Cas(21, "titre au-dessus", inserer("Dépouillement", lignes=3), (), lambda c: len(c.registre.depouillement), 1, seul=True),
    Cas(22, "en-tête au pluriel", taper("Réclamations!E1", "Motifs"), ["bloquant | Réclamations!E1 | entete-manquant-proche"], seul=True),
    Cas(22, "en-tête d’une autre casse, sans accent", taper("Réclamations!B1", "RECUE LE"), (), reclamations("Reçue le"), MARS_2),
    Cas(
        22, "en-tête facultatif mal écrit", taper("Composition!G1", "Addresse"), ["à vérifier | Composition!G1 | entete-presque"], seul=True
    ),
    Cas(
        23,
        "retour à la ligne dans l’en-tête",
        taper("Réclamations!F1", "Réponse\nenvoyée\u00a0le"),
        (),
        reclamations("Réponse envoyée le"),
        dt.date(2026, 3, 12),
    ),
    Cas(
        24,
        "en-tête deux fois",
        taper("Réclamations!H1", "Motif"),
        ["erreur | Réclamations!H1 | entete-repete"],
        reclamations("Motif"),
        "Délai",
        seul=True,
    ),
    Cas(
        25,
        "colonne obligatoire absente",
        lambda p: p.feuille("Réclamations").delete_cols(4),
        ["bloquant | Réclamations!A1 | entete-manquant"],
        seul=True,
    ),
    Cas(25, "colonne facultative absente", lambda p: p.feuille("Composition").delete_cols(7), (), membre(0, "adresse"), None, seul=True),
    Cas(
        26,
        "colonne déplacée",
        deplacer_la_premiere_colonne,
        (),
        lambda c: c.registre.resultats[0].valeur,
        Fraction(12),
        seul=True,
    ),
    Cas(27, "colonne ajoutée", taper("Résultats!E1", "Relevé par"), (), lambda c: len(c.registre.resultats), 1),
    Cas(28, "colonne vide au milieu", inserer("Enquêtes", colonne=2), (), lambda c: len(c.registre.enquetes), 1, seul=True),
    Cas(29, "en-tête fusionné", lambda p: p.feuille("Enquêtes").merge_cells("D1:E1"), ["à vérifier | Enquêtes | cellules-fusionnees"]),
    Cas(
        30,
        "filtre posé",
        filtrer,
        ["information | Ordre du jour | lignes-filtrees"],
        lambda c: len(c.registre.comite.ordre_du_jour),
        2,
    ),
    Cas(
        31,
        "ligne masquée à la main",
        lambda p: setattr(p.feuille("Réponses").row_dimensions[3], "hidden", True),
        ["information | Réponses | lignes-masquees"],
    ),
    Cas(
        32,
        "ligne TOTAL",
        ligne("Dépouillement", "TOTAL", None, 12),
        ["à vérifier | Dépouillement!A3 | ligne-total"],
        lambda c: len(c.registre.depouillement),
        1,
        seul=True,
    ),
    Cas(33, "lignes vides", lambda p: p.feuille("Réclamations").insert_rows(3, 2), (), nombre_de_reclamations, 6, seul=True),
    Cas(
        34,
        "second tableau à droite",
        ensemble(taper("Réclamations!J3", "Bilan"), taper("Réclamations!K4", 12)),
        (),
        nombre_de_reclamations,
        6,
    ),
    Cas(
        34,
        "second tableau dessous",
        ensemble(ligne("Résultats"), ligne("Résultats", "Code", "Du", "Au", "Valeur")),
        ["erreur | Résultats!A4 | entetes-repetes"],
        lambda c: len(c.registre.resultats),
        1,
        seul=True,
    ),
    Cas(35, "mise en forme jusqu’en bas", lambda p: setattr(p.cellule("Jours de fermeture!A1048576"), "font", Font(bold=True))),
    Cas(
        36, "note dans la marge", taper("Propositions!H2", "à revoir avec le service"), (), lambda c: len(c.registre.comite.propositions), 1
    ),
)

B2 = "Réclamations!B2"


def date_de_reclamation(numero: int, nom: str, value: object, attendu: str = "", lu: object = MARS_2, form: str | None = None) -> Cas:
    """A date in the column that makes a complaint: wrong, its row is left out."""
    gravite, _, code = attendu.partition(" | ")
    lines = [f"{gravite} | {B2} | {code}"] if attendu else []
    erreur = gravite == "erreur"
    return Cas(
        numero,
        nom,
        taper(B2, value, form),
        lines,
        nombre_de_reclamations if erreur else reclamations("Reçue le"),
        5 if erreur else lu,
        seul=True,
    )


def calendrier_de_1904(p: Prefecture) -> None:
    """The workbook counts its days from 1904, as old Macs did."""
    p.livre("Réclamations").epoch = CALENDAR_MAC_1904


DATES = (
    date_de_reclamation(37, "date en texte", "02/03/2026"),
    date_de_reclamation(38, "année sur deux chiffres", "02.03.26", "à vérifier | annee-sur-deux-chiffres"),
    date_de_reclamation(38, "tirets", "2-3-2026"),
    date_de_reclamation(39, "en toutes lettres", "2 mars 2026"),
    date_de_reclamation(39, "sans année", "lundi 2 mars", "erreur | date-sans-annee"),
    Cas(
        40,
        "ordre américain",
        plusieurs({"Réclamations!B2": "03/02/2026", "Réclamations!B3": "03/25/2026"}),
        [f"erreur | {B2} | date-ambigue", "erreur | Réclamations!B3 | date-mois-en-premier"],
        nombre_de_reclamations,
        4,
        seul=True,
    ),
    date_de_reclamation(41, "31/02", "31/02/2026", "erreur | date-impossible"),
    date_de_reclamation(41, "29/02/2025", "29/02/2025", "erreur | date-impossible"),
    date_de_reclamation(42, "2062", dt.date(2062, 3, 2), "erreur | date-trop-lointaine"),
    date_de_reclamation(42, "1926", dt.date(1926, 3, 2), "erreur | date-trop-ancienne"),
    Cas(42, "moins d’un an trop loin", taper("Réponses!A4", dt.date(2027, 3, 4)), ["à vérifier | Réponses!A4 | dates-futures"]),
    date_de_reclamation(43, "nombre sans format", 46083, "à vérifier | date-sans-format", form="General"),
    date_de_reclamation(44, "sans jour", "mars 2026", "erreur | date-sans-jour"),
    date_de_reclamation(45, "avec une heure", dt.datetime.combine(MARS_2, dt.time(14, 30))),
    Cas(46, "14h30", taper("Réunions!B2", "14h30"), (), reunion("heure"), dt.time(14, 30), seul=True),
    Cas(46, "14:30", taper("Réunions!B2", "14:30"), (), reunion("heure"), dt.time(14, 30), seul=True),
    Cas(46, "14 h 30", taper("Réunions!B2", "14 h 30"), (), reunion("heure"), dt.time(14, 30)),
    Cas(47, "fin avant le début", taper("Réunions!D2", dt.time(9)), ["erreur | Réunions!D2 | fin-avant-debut"]),
    Cas(
        48, "réponse avant réception", taper("Réclamations!F3", dt.date(2026, 3, 2)), ["erreur | Réclamations!F3 | reponse-avant-reception"]
    ),
    Cas(49, "date à venir", taper("Suppléances!E2", dt.date(2026, 11, 27)), ["à vérifier | Suppléances!E2 | suppleance-future"]),
    *(
        Cas(
            50,
            word,
            taper("Réclamations!F2", word),
            ["erreur | Réclamations!F2 | date-illisible"],
            reclamations("Réponse envoyée le"),
            None,
            seul=True,
        )
        for word in ("en cours", "?", "néant", "NC")
    ),
    Cas(
        51,
        "réunion un dimanche",
        plusieurs(
            dict.fromkeys(("Réunions!A3", "Ordre du jour!A2", "Ordre du jour!A3", "Invités!A2", "Suppléances!A2"), dt.date(2026, 12, 13))
        ),
        ["à vérifier | Réunions!A3 | reunion-jour-chome"],
    ),
    Cas(52, "convocation tardive", taper("Réunions!F2", dt.date(2026, 6, 5)), ["à vérifier | Réunions!F2 | convocation-tardive"]),
    Cas(53, "calendrier 1904", calendrier_de_1904, (), reclamations("Reçue le"), MARS_2),
)

CIBLE = "Questions!D2"


def cible(numero: int, nom: str, value: object, attendu: str, lu: object) -> Cas:
    """A percent; `attendu`: gravity and code."""
    gravite, _, code = attendu.partition(" | ")
    lines = [f"{gravite} | {CIBLE} | {code}"] if attendu else []
    return Cas(numero, nom, taper(CIBLE, value), lines, lambda c: c.registre.questions[0].cible, lu, seul=True)


NOMBRES = (
    cible(54, "« 85 % » en texte", "85 %", "", Fraction(85, 100)),
    Cas(
        54,
        "85 et 0,85",
        taper("Questions!D3", 85),
        ["à vérifier | Questions!D3 | pourcentages-melanges"],
        lambda c: c.registre.questions[1].cible,
        Fraction(85, 100),
    ),
    Cas(55, "point décimal", taper("Résultats!D2", "12.5"), (), lambda c: c.registre.resultats[0].valeur, Fraction(25, 2), seul=True),
    Cas(56, "espace insécable", taper("Enquêtes!D2", "1\u00a0234"), (), lambda c: c.registre.enquetes[0].distribues, 1234, seul=True),
    Cas(
        57,
        "4/5",
        taper("Réponses!D3", "4/5"),
        ["erreur | Réponses!D3 | choix-inconnu"],
        lambda c: c.registre.reponses.columns["Q2"][1],
        None,
    ),
    Cas(
        57,
        "4/5 devenu une date",
        taper("Réponses!D2", dt.date(2026, 5, 4)),
        ["erreur | Réponses!D2 | choix-devenu-date"],
        lambda c: c.registre.reponses.columns["Q2"][0],
        None,
    ),
    cible(58, "négatif", -5, "erreur | pourcentage-hors-bornes", None),
    cible(58, "plus de 100 %", 120, "erreur | pourcentage-hors-bornes", None),
    Cas(
        59,
        "12 rép.",
        taper("Dépouillement!C2", "12 rép."),
        ["erreur | Dépouillement!C2 | nombre-illisible"],
        lambda c: len(c.registre.depouillement),
        0,
        seul=True,
    ),
    *(
        Cas(61, text, taper("Ordre du jour!D2", text), ["erreur | Ordre du jour!D2 | cellule-en-erreur"], seul=True)
        for text in ("#REF!", "#DIV/0!", "#N/A")
    ),
    Cas(
        61,
        "#N/A dans un .xls",
        remplacer_classeur("reclamations.xls", xls("Réclamations", [*RECLAMATIONS, ("R-2", "03/03/2026", ERREUR_N_A, "Titres", "Délai")])),
        ["erreur | Réclamations!C3 | cellule-en-erreur"],
        seul=True,
    ),
    Cas(62, "formule jamais calculée", taper("Ordre du jour!D3", "=10+5"), ["erreur | Ordre du jour!D3 | formule-non-calculee"]),
    Cas(63, "lien rompu", taper("Enquêtes!D2", "='[ancien.xlsx]Bilan'!B2"), ["erreur | Enquêtes!D2 | formule-non-calculee"], seul=True),
    Cas(64, "zéro", taper("Dépouillement!C2", 0), (), lambda c: c.registre.depouillement.columns["Nombre"][0], 0, seul=True),
    Cas(65, "nombre en texte", taper("Dépouillement!C2", "12"), (), lambda c: c.registre.depouillement.columns["Nombre"][0], 12, seul=True),
)


def barrer(p: Prefecture) -> None:
    for column in "ABCDE":
        p.cellule(f"Réclamations!{column}4").font = Font(strike=True)


PERSONNES = (
    Cas(66, "M./Mme", taper("Composition!I2", "M./Mme"), ["à vérifier | Composition!I2 | civilite-double"]),
    Cas(66, "Monsieur et Madame", taper("Composition!I3", "Monsieur et Madame"), ["à vérifier | Composition!I3 | civilite-double"]),
    Cas(68, "capitales", taper("Composition!C5", "LA DELEGUEE"), (), membre(3, "fonction"), "LA DELEGUEE"),
    Cas(
        69,
        "NFD et apostrophe",
        ensemble(taper("Composition!A3", "Délé’G"), taper("Présences!B3", "De\u0301le\u0301'g")),
        (),
        lambda c: c.registre.comite.presences[1].membre,
        "Délé’G",
    ),
    Cas(
        70,
        "même personne deux fois",
        ligne("Invités", DECEMBRE, USAGERS, "Association Locale", None, "2"),
        ["à vérifier | Invités!C3 | personne-deux-fois"],
        lambda c: len(c.registre.comite.invites),
        2,
        seul=True,
    ),
    Cas(
        70,
        "même personne sur deux sièges",
        plusieurs({"Composition!J4": "Canari", "Composition!K4": "DUPÉ", "Composition!J5": "canari", "Composition!K5": "Dupé"}),
        ["à vérifier | Composition!K5 | personne-deux-fois"],
    ),
    Cas(
        70,
        "même membre présent deux fois",
        ligne("Présences", JUIN, "APF", "excusé"),
        ["à vérifier | Présences!B6 | deux-lignes-sans-nom"],
        seul=True,
    ),
    Cas(
        71,
        "suppléant annoncé trop tard",
        taper("Suppléances!E2", None),
        (),
        lambda c: c.registre.comite.suppleances[0].informe_le,
        None,
        seul=True,
    ),
    Cas(72, "mandat échu", taper("Composition!H4", dt.date(2026, 9, 30)), ["à vérifier | Composition!A4 | mandat-echu"]),
    Cas(
        73,
        "A.P.F.",
        ensemble(taper("Présences!B5", "A.P.F."), taper("Présences!D5", "Déléguée")),
        ["à vérifier | Présences!B5 | organisme-proche"],
    ),
    *(
        Cas(74, nom, taper("Composition!F2", typed), ["à vérifier | Composition!F2 | " + code], membre(0, "courriels"), kept, seul=True)
        for nom, typed, code, kept in (
            ("espace", "can ari@exemple.fr", "adresse-douteuse", ()),
            ("point final", "canari@exemple.fr.", "adresse-nettoyee", ("canari@exemple.fr",)),
            ("mailto:", "mailto:canari@exemple.fr", "adresse-nettoyee", ("canari@exemple.fr",)),
        )
    ),
    Cas(
        74,
        "deux adresses",
        taper("Composition!F3", "canari@exemple.fr ; merle@exemple.fr"),
        (),
        membre(1, "courriels"),
        ("canari@exemple.fr", "merle@exemple.fr"),
    ),
    Cas(75, "sans le 0", taper("Paramètres!B4", 466000000), ["à vérifier | Paramètres!B4 | telephone-douteux"], seul=True),
    Cas(75, "+33 (0)4", taper("Paramètres!B4", "+33 (0)4 66 00 00 00"), ["à vérifier | Paramètres!B4 | telephone-douteux"]),
    Cas(
        77, "cellule fusionnée", lambda p: p.feuille("Composition").merge_cells("G3:G5"), ["à vérifier | Composition | cellules-fusionnees"]
    ),
    Cas(78, "statut hors liste", taper("Présences!C4", "peut-être"), ["erreur | Présences!C4 | choix-inconnu"]),
    Cas(78, "collège inconnu", taper("Invités!B2", "Presse"), ["à vérifier | Invités!B2 | college-inconnu"]),
    Cas(79, "ligne barrée", barrer, ["à vérifier | Réclamations!A4 | ligne-barree"], nombre_de_reclamations, 6, seul=True),
    Cas(
        79,
        "rouge",
        lambda p: setattr(p.cellule("Présences!B2"), "fill", PatternFill("solid", fgColor="FFFF0000")),
        ["à vérifier | Présences!B2 | cellule-en-rouge"],
    ),
    Cas(
        80,
        "commentaire",
        lambda p: setattr(p.cellule("Propositions!E2"), "comment", Comment("Voir la réponse", "")),
        ["à vérifier | Propositions!E2 | commentaire"],
    ),
)

TEXTE = "Propositions!E2"


def texte(numero: int, nom: str, typed: str, lu: str | None = None) -> Cas:
    return Cas(
        numero, nom, brut(TEXTE, typed), (), lambda c: c.registre.comite.propositions[0].texte, typed if lu is None else lu, seul=True
    )


TEXTES = (
    texte(81, "lignes, tabulations, puces", "Deux points :\n• l’accueil\n\t• l’attente"),
    texte(82, "collé d’un mail", "Ouvrir_x000D_\nle “samedi”", "Ouvrir\nle “samedi”"),
    *(texte(83, f"commence par {sign}", f"{sign}Ouvrir") for sign in "=+-@"),
    Cas(84, "identité d’un usager", taper("Réclamations!G4", "Rappeler Mme Canari"), ["à vérifier | Réclamations!G4 | donnee-personnelle"]),
    Cas(84, "donnée de santé", taper("Réclamations!G5", "Dossier médical égaré"), ["à vérifier | Réclamations!G5 | donnee-personnelle"]),
    texte(85, "très long", "a" * 32_767),
    texte(86, "signes", "😀 A & B <c> {{ d }}"),
)

CAS = (*FICHIERS, *TITRES, *DATES, *NOMBRES, *PERSONNES, *TEXTES)
COMPATIBLES = tuple(cas for cas in CAS if not cas.seul)


def test_every_case_of_the_catalogue_is_here() -> None:
    ailleurs = {16}  # the folder itself: test_the_preview_of_an_archive
    assert {cas.numero for cas in CAS} | set(ABSENTS) | ailleurs == set(range(1, 87))
    assert len({cas.titre for cas in CAS}) == len(CAS)


def test_the_sound_folder_has_no_problem(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert Prefecture().charger(tmp_path, monkeypatch)[1] == []


@pytest.mark.parametrize("cas", CAS, ids=lambda cas: cas.titre)
def test_planted_alone(cas: Cas, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prefecture = Prefecture()
    cas.plante(prefecture)
    charge, lines = prefecture.charger(tmp_path / "classeurs", monkeypatch)
    assert lines == sorted(cas.attendu)
    if cas.lu:
        assert cas.lu(charge) == cas.valeur


@pytest.mark.parametrize("folder", ["Temp1_clu.zip", "clu.zip.a3f", "7zO4F2A1B3C", "Rar$EXa0.123"])
def test_the_preview_of_an_archive(folder: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / folder).mkdir()
    _, lines = Prefecture().charger(tmp_path / folder / "classeurs", monkeypatch)
    assert lines == ["à vérifier | classeurs | dossier-temporaire"]


def check(chosen: Sequence[Cas], folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    prefecture = Prefecture()
    for cas in chosen:
        cas.plante(prefecture)
    _, lines = prefecture.charger(folder, monkeypatch)
    assert lines == sorted({line for cas in chosen for line in cas.attendu}), [cas.titre for cas in chosen]


def test_all_planted_together(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(COMPATIBLES, tmp_path, monkeypatch)


@pytest.mark.parametrize("seed", range(30))
def test_some_planted_together(seed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    check(random.Random(seed).sample(COMPATIBLES, 8), tmp_path, monkeypatch)  # noqa: S311 - a reproducible choice, no secret
