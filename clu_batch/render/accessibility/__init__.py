"""The accessibility of a document, checked before it is written: one line per check. Add a check
here: a line, its function beside.

Source: RGAA 4.1.2, criteria 13.3 and 13.4 (A01 to A30 as `messages.accessibility` says them); the B
checks go further.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence

from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place, Problem, ProblemKind
from clu_batch.messages import accessibility as faults
from clu_batch.render.accessibility import check_file, check_tables, check_texts
from clu_batch.render.accessibility.document_reading import DocumentReading
from clu_batch.render.docx_package import Package


@frozen
class AccessibilityCheck:
    """One check; `grave`: a document that the program spoils so is not written."""

    code: str
    grave: bool
    defaut: ProblemKind
    chercher: Callable[[DocumentReading], check_texts.Found]


@frozen
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
        return self.controle.defaut.report(place, texte=texte)


_SPOILT, _MARRED = True, False
"""Whether a fault keeps somebody from reading the document, or only makes it less good."""

CONTROLES: tuple[AccessibilityCheck, ...] = (
    AccessibilityCheck("A01", _SPOILT, faults.TITRE, check_file.find_untitled),
    AccessibilityCheck("A02", _SPOILT, faults.LANGUE, check_file.find_other_language),
    AccessibilityCheck(
        "A03", _SPOILT, faults.LANGUE_D_UN_PASSAGE, check_file.find_foreign_passages
    ),
    AccessibilityCheck("A04", _MARRED, faults.LANGUE_DU_THEME, check_file.find_foreign_theme),
    AccessibilityCheck("A05", _SPOILT, faults.SANS_TITRES, check_texts.find_without_headings),
    AccessibilityCheck("A06", _SPOILT, faults.NIVEAUX, check_texts.find_skipped_levels),
    AccessibilityCheck(
        "A07", _SPOILT, faults.TITRE_VIDE_OU_LONG, check_texts.find_bad_headings
    ),
    AccessibilityCheck(
        "A08", _SPOILT, faults.PARAGRAPHE_VIDE, check_texts.find_empty_paragraphs
    ),
    AccessibilityCheck("A09", _SPOILT, faults.FAUX_TITRE, check_texts.find_false_headings),
    AccessibilityCheck("A10", _SPOILT, faults.FAUSSE_LISTE, check_texts.find_false_lists),
    AccessibilityCheck("A11", _SPOILT, faults.ESPACES, check_texts.find_repeated_spaces),
    AccessibilityCheck("A12", _MARRED, faults.JUSTIFIE, check_texts.find_justified),
    AccessibilityCheck("A13", _SPOILT, faults.IMAGE, check_tables.find_silent_images),
    AccessibilityCheck("A14", _SPOILT, faults.FLOTTANT, check_tables.find_floating),
    AccessibilityCheck("A15", _SPOILT, faults.ENTETE, check_tables.find_headerless_tables),
    AccessibilityCheck(
        "A16", _MARRED, faults.OPTION_D_ENTETE, check_tables.find_without_header_option
    ),
    AccessibilityCheck("A17", _SPOILT, faults.FUSION, check_tables.find_merged_cells),
    AccessibilityCheck("A18", _SPOILT, faults.CELLULE_VIDE, check_tables.find_empty_cells),
    AccessibilityCheck("A19", _MARRED, faults.LIGNE_COUPEE, check_tables.find_breakable_rows),
    AccessibilityCheck("A20", _SPOILT, faults.LEGENDE, check_tables.find_uncaptioned_tables),
    AccessibilityCheck("A21", _SPOILT, faults.CONTRASTE, check_texts.find_low_contrast),
    AccessibilityCheck("A22", _SPOILT, faults.COULEUR_SEULE, check_tables.find_colour_alone),
    AccessibilityCheck("A23", _SPOILT, faults.LIEN, check_texts.find_silent_links),
    AccessibilityCheck("A24", _MARRED, faults.ADRESSE_NUE, check_texts.find_bare_addresses),
    AccessibilityCheck(
        "A25", _MARRED, faults.PETIT_OU_CAPITALES, check_texts.find_small_or_capitals
    ),
    AccessibilityCheck("A26", _MARRED, faults.SOMMAIRE, check_texts.find_missing_contents),
    AccessibilityCheck("A27", _SPOILT, faults.PROTECTION, check_file.find_protection),
    AccessibilityCheck("A28", _SPOILT, faults.REVISIONS, check_texts.find_revisions),
    AccessibilityCheck("A29", _MARRED, faults.COLONNES, check_file.find_columns),
    AccessibilityCheck("A30", _SPOILT, faults.PROPRIETES, check_file.find_foreign_properties),
    AccessibilityCheck("B01", _SPOILT, faults.BORDURES, check_tables.find_borderless_tables),
    AccessibilityCheck("B02", _SPOILT, faults.GRAPHIQUE_SEUL, check_tables.find_charts_alone),
    AccessibilityCheck(
        "B03", _SPOILT, faults.GRAPHIQUE_ILLISIBLE, check_tables.find_unreadable_charts
    ),
    AccessibilityCheck("B04", _SPOILT, faults.SANS_DATE, check_texts.find_undated),
    AccessibilityCheck("B05", _MARRED, faults.SIGLE, check_texts.find_unexplained_acronyms),
    AccessibilityCheck("B06", _SPOILT, faults.CONSTRUCTION, check_tables.find_misbuilt),
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
