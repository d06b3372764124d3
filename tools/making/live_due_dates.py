"""The live due date of `Réclamations`: formulas over the sheet `Repères` of the same workbook
(docs/rules/sheets.md#live-due-date, docs/rules/days.md#forward, docs/rules/complaints.md#due-date).

For a complaint without suspension they give the date that the program computes; the program counts
nothing of the sheet nor of the formulas.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.table import Table, TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet

from clu_batch.kernel.declared_sheet import Column, Kind
from clu_batch.rules.jours import Calendrier, build_calendrier
from tools.making import cell_styles

UNITES = ("jours ouvrés", "jours ouvrables", "jours calendaires", "jours francs")
NATURES = ("férié", "fermeture", "ouverture")
EN_RESERVE = 40  # empty rows, for the closing days to come
PREMIERE = 12  # header row of the table of days
YEARS = range(2024, 2034)
"""The ten years whose public holidays are written."""

ECHEANCE = Column(
    "Échéance (Excel)",
    Kind.DATE,
    width=15,
    note="Calculée par Excel d’après la feuille Repères : ne tapez rien ici.",
)
ETAT = Column(
    "État (Excel)",
    width=25,
    note=(
        "Calculé par Excel, à titre de repère : ne tapez rien ici. Le classeur de contrôle fait"
        " foi."
    ),
)


@dataclass(frozen=True, slots=True)
class DueDateBases:
    """What the live due date needs: the délai and its unit, the day to take for today (None: the
    real one), the days that are not worked.

    `jours`: (date, nature among NATURES, reason).
    """

    delai: int | None = None
    unite: str = "jours ouvrés"
    aujourd_hui: dt.date | None = None
    jours: Sequence[tuple[dt.date, str, str]] = ()


def gather_bases(
    calendrier: Calendrier, delai: int | None, unite: str, aujourd_hui: dt.date | None = None
) -> DueDateBases:
    """What `calendrier` says over ten years, with the délai in force."""
    days = [
        (day, nature, reason)
        for nature, found in zip(
            NATURES,
            (calendrier.feries, calendrier.fermetures, calendrier.ouvertures),
            strict=True,
        )
        for day, reason in sorted(found.items())
        if day.year in YEARS
    ]
    return DueDateBases(delai, unite, aujourd_hui, days)


def make_blank_bases() -> DueDateBases:
    """What a workbook without rows holds: the public holidays, and no délai."""
    return gather_bases(build_calendrier("Métropole", YEARS), None, UNITES[0])


def _refer_to(header: str) -> str:
    return f"Reclamations[[#This Row],[{header}]]"


def write_due_date_formula() -> str:
    """The due date of docs/rules/days.md#forward; « voir contrôle » when the délai was suspended,
    empty when there is none.

    `WORKDAY.INTL(d - 1, 1, …)` is the first office day on or after d (code de procédure civile,
    article 642).
    """
    recue, nature, particulier = map(_refer_to, ("Reçue le", "Nature", "Délai particulier"))
    ouvres, ouvrables = "JoursRepere[Hors jours ouvrés]", "JoursRepere[Hors jours ouvrables]"
    n = f'IF({particulier}="",Repères!$B$4,{particulier})'
    due = ",".join(
        (
            f"WORKDAY.INTL({recue},{n},1,{ouvres})",
            f"WORKDAY.INTL({recue},{n},11,{ouvrables})",
            f"WORKDAY.INTL({recue}+{n}-1,1,1,{ouvres})",
            f"WORKDAY.INTL({recue}+{n},1,1,{ouvres})",
        )
    )
    without = (
        f'{recue}=""',
        f'AND({nature}<>"",{nature}<>"réclamation")',
        f'{_refer_to("Qualification")}="hors périmètre"',
        f'{n}=""',
    )
    suspended = f'{_refer_to("Délai suspendu du")}<>""'
    chosen = f"CHOOSE(Repères!$B$7,{due})"
    unknown = ",".join(without)
    return f'IF(OR({unknown}),"",IF({suspended},"voir contrôle",{chosen}))'


def write_state_formula() -> str:
    """The word that goes with the due date, at the day that `Repères` retains."""
    recue, nature, reponse = map(_refer_to, ("Reçue le", "Nature", "Réponse envoyée le"))
    echeance = _refer_to(ECHEANCE.header)
    answered = f'IF({reponse}<={echeance},"répondue dans le délai","répondue hors délai")'
    cases = (
        (f'{recue}=""', '""'),
        (f'AND({nature}<>"",{nature}<>"réclamation")', '"sans objet"'),
        (f'{_refer_to("Qualification")}="hors périmètre"', '"hors périmètre"'),
        (f'{echeance}="voir contrôle"', '"voir contrôle"'),
        (f'{echeance}=""', '"sans délai"'),
        (f'{reponse}<>""', answered),
        (f"{echeance}<Repères!$B$8", '"délai dépassé"'),
        (f"{echeance}<=Repères!$B$8+7", '"échéance sous 7 jours"'),
    )
    tests = "".join(f"IF({condition},{word}," for condition, word in cases)
    return f'{tests}"en cours"{")" * len(cases)}'


_COULEURS = (
    ("délai dépassé", "FFF8CBAD", True),
    ("répondue hors délai", "FFFCE4D6", False),
    ("échéance sous 7 jours", "FFFFE699", True),
    ("voir contrôle", "FFDDEBF7", False),
    ("répondue dans le délai", "FFE2EFDA", False),
)


def colour_states(ws: Worksheet, column: str, last: int) -> None:
    """A colour under each word of `État (Excel)`: it repeats the word and never stands alone."""
    for word, colour, bold in _COULEURS:
        fill = PatternFill("solid", bgColor=colour)
        style = DifferentialStyle(fill=fill, font=Font(bold=True) if bold else None)
        rule = Rule("expression", dxf=style, formula=[f'${column}2="{word}"'])
        ws.conditional_formatting.add(f"{column}2:{column}{last}", rule)


def draw_bases(ws: Worksheet, reperes: DueDateBases) -> None:
    """Draw the sheet `Repères`: four settings, then the days that are not worked."""
    ws["A1"], ws["A1"].font = (
        "Repères de l’échéance affichée dans Réclamations",
        cell_styles.TITRE,
    )
    ws["A2"] = (
        "Recopiez ici le délai et les jours de fermeture de parametres.xlsx : une formule ne peut"
        " pas les lire dans un autre classeur. Le programme suit parametres.xlsx, et vous dit quoi"
        " recopier ici quand les deux diffèrent."
    )
    settings = (
        (4, "Délai de réponse", reperes.delai, "Vide : aucune échéance n’est affichée."),
        (
            5,
            "Unité du délai de réponse",
            reperes.unite,
            "jours ouvrés, ouvrables, calendaires ou francs.",
        ),
        (
            6,
            "Date du jour de l’exemple",
            reperes.aujourd_hui,
            "À effacer avec les données d’exemple : la vraie date est alors retenue.",
        ),
        (
            7,
            "Rang de l’unité (calculé)",
            "=MATCH(B5,{" + ";".join(f'"{u}"' for u in UNITES) + "},0)",
            "",
        ),
        (8, "Jour retenu (calculé)", '=IF(B6="",TODAY(),B6)', ""),
    )
    for row, name, value, remark in settings:
        ws.cell(row, 1, name).font = cell_styles.GRAS
        cell = ws.cell(row, 2, value)
        cell.number_format = cell_styles.DATE if row in {6, 8} else "General"
        cell.border = cell_styles.CADRE
        cell.alignment = cell_styles.CORPS
        ws.cell(row, 3, remark)
    units = DataValidation("list", formula1='"' + ",".join(UNITES) + '"', allow_blank=True)
    units.add("B5")
    ws.add_data_validation(units)
    ws["A10"], ws["A10"].font = (
        "Jours fériés, jours de fermeture, jours fériés travaillés (« ouverture »)",
        cell_styles.SOUS_TITRE,
    )
    _draw_days(ws, reperes.jours)
    for column, width in zip("ABCDE", (30, 19, 44, 20, 22), strict=True):
        ws.column_dimensions[column].width = width
    for column in "DE":
        ws.column_dimensions[column].outlineLevel = 1


def _draw_days(ws: Worksheet, jours: Sequence[tuple[dt.date, str, str]]) -> None:
    last = PREMIERE + len(jours) + EN_RESERVE
    for index, title in enumerate(
        ("Date", "Nature", "Motif", "Hors jours ouvrés", "Hors jours ouvrables"), start=1
    ):
        head = ws.cell(PREMIERE, index, title)
        head.font, head.fill, head.alignment = (
            cell_styles.POLICE_FACULTATIVE,
            cell_styles.EN_TETE_FACULTATIF,
            cell_styles.EN_TETE,
        )
    dates, kinds = (f"${column}${PREMIERE + 1}:${column}${last}" for column in "AB")
    rows = [*jours, *[(None, None, None)] * EN_RESERVE]
    for row, (date, nature, motif) in enumerate(rows, start=PREMIERE + 1):
        ws.cell(row, 1, date).number_format = cell_styles.DATE
        ws.cell(row, 2, nature)
        ws.cell(row, 3, motif)
        opened = f'COUNTIFS({dates},A{row},{kinds},"ouverture")>0'
        for column, natures in (
            (4, f'OR(B{row}="férié",B{row}="fermeture")'),
            (5, f'B{row}="férié"'),
        ):
            cell = ws.cell(
                row, column, f'=IF(A{row}="",1,IF({opened},1,IF({natures},A{row},1)))'
            )
            cell.number_format, cell.font = (
                f'[>1]{cell_styles.DATE};""',
                cell_styles.POLICE_CALCULEE,
            )
    table = Table(displayName="JoursRepere", ref=f"A{PREMIERE}:E{last}")
    table.tableStyleInfo = TableStyleInfo("TableStyleLight1", showRowStripes=False)
    ws.add_table(table)
    natures_list = DataValidation(
        "list", formula1='"' + ",".join(NATURES) + '"', allow_blank=True
    )
    natures_list.add(f"B{PREMIERE + 1}:B{last}")
    ws.add_data_validation(natures_list)
