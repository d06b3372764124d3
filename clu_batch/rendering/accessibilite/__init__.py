"""The accessibility of a document, checked before it is written: one line per check. Add a check
here: a line, its function beside.

Source: RGAA 4.1.2, criteria 13.3 and 13.4 (A01 to A30 as `defauts.accessibilite` says them); the B
checks go further.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clu_batch.kernel.problems import Defaut, Place, Problem
from clu_batch.messages import accessibility as defauts
from clu_batch.rendering.accessibilite import fichier, tableaux, textes
from clu_batch.rendering.accessibilite.lecture import DocumentReading
from clu_batch.rendering.package import Package


@dataclass(frozen=True, slots=True)
class AccessibilityCheck:
    """One check; `grave`: a document that the program spoils so is not written."""

    code: str
    grave: bool
    defaut: Defaut
    chercher: Callable[[DocumentReading], textes.Found]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a check found first, where, and how many times."""

    controle: AccessibilityCheck
    ou: str
    fois: int

    def problem(self, place: Place) -> Problem:
        """Return what the secretary is told of it, `place` being her template."""
        texte = self.ou
        if self.fois > 1:
            texte = f"{self.fois} fois, d’abord : {self.ou}"
        return self.controle.defaut.at(place, texte=texte)


_SPOILT, _MARRED = True, False
"""Whether a fault keeps somebody from reading the document, or only makes it less good."""

CONTROLES: tuple[AccessibilityCheck, ...] = (
    AccessibilityCheck("A01", _SPOILT, defauts.TITRE, fichier.find_untitled),
    AccessibilityCheck("A02", _SPOILT, defauts.LANGUE, fichier.find_other_language),
    AccessibilityCheck("A03", _SPOILT, defauts.LANGUE_D_UN_PASSAGE, fichier.find_foreign_passages),
    AccessibilityCheck("A04", _MARRED, defauts.LANGUE_DU_THEME, fichier.find_foreign_theme),
    AccessibilityCheck("A05", _SPOILT, defauts.SANS_TITRES, textes.find_without_headings),
    AccessibilityCheck("A06", _SPOILT, defauts.NIVEAUX, textes.find_skipped_levels),
    AccessibilityCheck("A07", _SPOILT, defauts.TITRE_VIDE_OU_LONG, textes.find_bad_headings),
    AccessibilityCheck("A08", _SPOILT, defauts.PARAGRAPHE_VIDE, textes.find_empty_paragraphs),
    AccessibilityCheck("A09", _SPOILT, defauts.FAUX_TITRE, textes.find_false_headings),
    AccessibilityCheck("A10", _SPOILT, defauts.FAUSSE_LISTE, textes.find_false_lists),
    AccessibilityCheck("A11", _SPOILT, defauts.ESPACES, textes.find_repeated_spaces),
    AccessibilityCheck("A12", _MARRED, defauts.JUSTIFIE, textes.find_justified),
    AccessibilityCheck("A13", _SPOILT, defauts.IMAGE, tableaux.find_silent_images),
    AccessibilityCheck("A14", _SPOILT, defauts.FLOTTANT, tableaux.find_floating),
    AccessibilityCheck("A15", _SPOILT, defauts.ENTETE, tableaux.find_headerless_tables),
    AccessibilityCheck(
        "A16", _MARRED, defauts.OPTION_D_ENTETE, tableaux.find_without_header_option
    ),
    AccessibilityCheck("A17", _SPOILT, defauts.FUSION, tableaux.find_merged_cells),
    AccessibilityCheck("A18", _SPOILT, defauts.CELLULE_VIDE, tableaux.find_empty_cells),
    AccessibilityCheck("A19", _MARRED, defauts.LIGNE_COUPEE, tableaux.find_breakable_rows),
    AccessibilityCheck("A20", _SPOILT, defauts.LEGENDE, tableaux.find_uncaptioned_tables),
    AccessibilityCheck("A21", _SPOILT, defauts.CONTRASTE, textes.find_low_contrast),
    AccessibilityCheck("A22", _SPOILT, defauts.COULEUR_SEULE, tableaux.find_colour_alone),
    AccessibilityCheck("A23", _SPOILT, defauts.LIEN, textes.find_silent_links),
    AccessibilityCheck("A24", _MARRED, defauts.ADRESSE_NUE, textes.find_bare_addresses),
    AccessibilityCheck("A25", _MARRED, defauts.PETIT_OU_CAPITALES, textes.find_small_or_capitals),
    AccessibilityCheck("A26", _MARRED, defauts.SOMMAIRE, textes.find_missing_contents),
    AccessibilityCheck("A27", _SPOILT, defauts.PROTECTION, fichier.find_protection),
    AccessibilityCheck("A28", _SPOILT, defauts.REVISIONS, textes.find_revisions),
    AccessibilityCheck("A29", _MARRED, defauts.COLONNES, fichier.find_columns),
    AccessibilityCheck("A30", _SPOILT, defauts.PROPRIETES, fichier.find_foreign_properties),
    AccessibilityCheck("B01", _SPOILT, defauts.BORDURES, tableaux.find_borderless_tables),
    AccessibilityCheck("B02", _SPOILT, defauts.GRAPHIQUE_SEUL, tableaux.find_charts_alone),
    AccessibilityCheck(
        "B03", _SPOILT, defauts.GRAPHIQUE_ILLISIBLE, tableaux.find_unreadable_charts
    ),
    AccessibilityCheck("B04", _SPOILT, defauts.SANS_DATE, textes.find_undated),
    AccessibilityCheck("B05", _MARRED, defauts.SIGLE, textes.find_unexplained_acronyms),
    AccessibilityCheck("B06", _SPOILT, defauts.CONSTRUCTION, tableaux.find_misbuilt),
)


def check_document(paquet: Package, date: dt.date) -> Sequence[Finding]:
    """Return what a finished document has against it, one finding per check at most; `date`: that
    of the meeting.
    """
    document = DocumentReading(paquet, date)
    findings: list[Finding] = []
    for controle in CONTROLES:
        elements = list(controle.chercher(document))
        if elements:
            findings.append(Finding(controle, document.locate(elements[0]), len(elements)))
    return findings
