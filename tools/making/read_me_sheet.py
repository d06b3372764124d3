"""The first sheet of each workbook: what it is for, what each sheet holds, how to type."""

from __future__ import annotations

from collections.abc import Sequence

from openpyxl.utils import quote_sheetname
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.declared_sheet import Sheet
from clu_batch.kernel.excel.row_heights import compute_row_height
from tools.making import cell_styles

MARGE, LARGEUR = 26, 104  # of the columns of names and of texts

BUTS = {
    "parametres.xlsx": "Les réglages du comité et les jours de fermeture de la préfecture.",
    "comite.xlsx": "La composition du comité, ses réunions et tout ce qui s’y rattache.",
    "satisfaction.xlsx": "Les enquêtes de satisfaction : questions, échelles et réponses.",
    "reclamations.xlsx": "Le registre des réclamations, des suggestions et des remerciements.",
    "engagements.xlsx": "Les engagements de service, leurs résultats et vos propres indicateurs.",
    "equivalences.xlsx": (
        "Comment lire tels quels les fichiers exportés d’autres outils (facultatif)."
    ),
}

_SAISIE = (
    (
        "Le programme lit ce classeur et n’y écrit jamais. Enregistrez et fermez-le avant de lancer"
        " run.py."
    ),
    (
        "Les en-têtes sur fond bleu foncé sont obligatoires : leur note commence par « * ». Passez"
        " la souris sur un en-tête pour lire sa note."
    ),
    (
        "Ne renommez ni les feuilles ni les en-têtes. Vous pouvez déplacer des colonnes, en ajouter"
        " (elles ne sont pas lues), trier, filtrer."
    ),
    (
        "Dates : 12/03/2026, ou 12 mars 2026. Heures : 14:30. Pourcentages : 85 %. Une cellule vide"
        " veut dire « non renseigné »."
    ),
    (
        "Les listes déroulantes guident sans interdire. Complétez les listes libres dans la feuille"
        " « Listes », quand elle existe."
    ),
    (
        "Les colonnes rarement utiles sont regroupées à droite ; le bouton – au-dessus des lettres"
        " les replie."
    ),
    (
        "Une cellule douteuse n’arrête rien : elle est signalée dans le classeur de contrôle,"
        " feuille « À corriger », avec la marche à suivre."
    ),
)

_EXEMPLE = (
    "Les lignes d’exemple portent « oui » dans la colonne Exemple ; elles ne comptent que si «"
    " Données d’exemple » vaut oui dans Paramètres. Pour commencer vraiment : remplacez-les par les"
    " vôtres, puis mettez ce paramètre à « non »."
)

DE_SERVICE = {
    "Listes": (
        "Les valeurs des listes déroulantes. Vous pouvez en ajouter ; le programme vérifie"
        " seulement que les sites sont les mêmes d’un classeur à l’autre."
    ),
    "Repères": (
        "Le délai et les jours non travaillés qui donnent l’échéance affichée dans Réclamations ;"
        " le programme vérifie seulement qu’ils sont ceux de parametres.xlsx."
    ),
}


def draw_read_me(
    ws: Worksheet, nom: str, sheets: Sequence[Sheet], service: Sequence[str]
) -> None:
    """Draw `Lisez-moi`; `service`: names of the sheets that the program ignores."""
    ws.sheet_view.showGridLines = False
    ws.column_dimensions["A"].width, ws.column_dimensions["B"].width = MARGE, LARGEUR
    ws["A1"], ws["A1"].font = f"Lisez-moi : {nom}", cell_styles.TITRE
    ws["A2"] = BUTS[nom]
    ws["A4"], ws["A4"].font = "Les feuilles", cell_styles.SOUS_TITRE
    purposes = [
        (s.name, s.purpose + (" Indispensable." if s.indispensable else "")) for s in sheets
    ]
    row = 5
    for name, purpose in [*purposes, *((name, DE_SERVICE[name]) for name in service)]:
        link = ws.cell(row, 1, name)
        link.hyperlink = Hyperlink(
            ref=link.coordinate, location=f"{quote_sheetname(name)}!A1", display=name
        )
        link.font, link.alignment = cell_styles.LIEN, cell_styles.CORPS
        ws.cell(row, 2, purpose).alignment = cell_styles.CORPS
        ws.row_dimensions[row].height = compute_row_height([(purpose, LARGEUR)])
        row += 1
    ws.cell(row + 1, 1, "La saisie").font = cell_styles.SOUS_TITRE
    rules = [*_SAISIE, _EXEMPLE] if any(sheet.invented for sheet in sheets) else _SAISIE
    for line, text in enumerate(rules, start=row + 2):
        ws.merge_cells(start_row=line, end_row=line, start_column=1, end_column=2)
        ws.cell(line, 1, f"• {text}").alignment = cell_styles.CORPS
        ws.row_dimensions[line].height = compute_row_height([(text, LARGEUR + MARGE)])
    ws.page_setup.orientation, ws.page_setup.paperSize = "landscape", ws.PAPERSIZE_A4
    ws.page_setup.fitToHeight = 0
