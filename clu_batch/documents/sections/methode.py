"""Write the annex of the dossier: what the words mean, by which rule, and where the figures come
from.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import reclamations, satisfaction
from clu_batch.documents.sections.field_tables import make_block, make_heading, make_list
from clu_batch.documents.sections.figure_wording import list_counts, say_period
from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import SheetOrigin
from clu_batch.kernel.content import Block, Texte
from clu_batch.rules.figures.reclamations_etats import count_kept
from clu_batch.rules.model import BilanEngagement, Parametres


def build_section(meeting: MeetingContext) -> Block:
    """Return the definitions, then the sources."""
    registre = meeting.registre
    complaints = count_kept(registre.reclamations)
    sources: list[str] = []
    for table in (registre.reponses, registre.depouillement, complaints):
        sources += _cite_sources(table.origins)
    procedure = _cite_procedure(meeting.parametres)
    return make_block(
        make_heading("Définitions"),
        make_list(write_definitions(meeting)),
        make_heading("Sources") if procedure or sources else None,
        procedure,
        make_list(sources),
    )


def _cite_procedure(parametres: Parametres) -> Texte | None:
    reference = parametres.reference_procedure
    if reference is None:
        return None
    return f"Règles du comité : {french.lower_first(reference.rstrip('.'))}."


FEUILLES = 4
"""Sheets of a workbook that a line of the sources names; it counts more of them."""


def _cite_sources(origines: Iterable[SheetOrigin]) -> list[str]:
    """Write a line for each workbook that holds rows of one kind."""
    by_workbook = defaultdict[str, list[SheetOrigin]](list)
    for origine in origines:
        by_workbook[origine.workbook].append(origine)
    return [_cite_source(classeur, sheets) for classeur, sheets in by_workbook.items()]


def _cite_source(classeur: str, sheets: Sequence[SheetOrigin]) -> str:
    """Write how many rows of a workbook fed the figures, and how many were left out."""
    noms = french.join_words([sheet.sheet for sheet in sheets])
    feuilles = f"feuille {noms}" if len(sheets) == 1 else f"feuilles {noms}"
    if len(sheets) > FEUILLES:
        feuilles = f"{len(sheets)} feuilles"
    gardees = sum(sheet.kept for sheet in sheets)
    ecartees = sum(max(0, sheet.read - sheet.kept) for sheet in sheets)
    dits = [
        french.format_count(gardees, "ligne retenue", "lignes retenues"),
        *list_counts((ecartees, "ligne écartée", "lignes écartées")),
    ]
    return f"{classeur}, {feuilles} : {french.join_words(dits)}."


_ILLISIBLE = (
    "Réponse illisible : réponse qui n’est aucune de celles que la question propose. Elle est"
    " comptée à part ; au-delà de 5 % des réponses à une question, à partir de 3, aucun taux n’est"
    " donné."
)


def write_definitions(meeting: MeetingContext) -> list[str]:
    """Return the definition of each word that has a rule and that this dossier uses, once."""
    seance = meeting.seance
    dits = [
        f"Période des chiffres : {say_period(seance.periode)} ; période précédente :"
        f" {say_period(seance.precedente)}."
        f" Chiffres arrêtés au {french.format_date(seance.a)} :"
        " un fait daté après ce jour n’est pas compté."
    ]
    if not satisfaction.is_empty(meeting):
        dits += _define_satisfaction(meeting.parametres)
        if satisfaction.count_unread(meeting):
            dits.append(_ILLISIBLE)
    if not reclamations.is_empty(meeting):
        dits += reclamations.write_definitions(meeting)
    if meeting.bilan.engagements:
        dits.append(_define_atteint(meeting.bilan.engagements))
    return dits


def _define_atteint(bilans: Sequence[BilanEngagement]) -> str:
    """Define a commitment that is kept and, when one at least has a tolerance, one that is kept in
    part.
    """
    atteint = "Engagement atteint : le résultat est égal à la cible ou meilleur"
    if all(b.engagement.tolerance is None for b in bilans):
        return f"{atteint}."
    return (
        f"{atteint} ; partiellement atteint : la cible est manquée, dans la limite de la tolérance"
        " fixée."
    )


def _define_satisfaction(parametres: Parametres) -> list[str]:
    dits = [
        (
            "Taux de satisfaction : réponses satisfaites sur réponses exprimées. Les réponses «"
            " sans opinion » ou « non concerné » et les questions laissées sans réponse ne sont pas"
            " dans la base. Solde : part des satisfaits moins part des insatisfaits, en"
            " points."
        ),
        (
            "Écart : différence des deux taux, en points. « Trop faible pour conclure » : compte"
            " tenu du nombre de réponses, l’écart peut tenir au hasard (test de comparaison de deux"
            " proportions, au seuil de 5 %)."
        ),
        (
            "Peu de réponses : moins de"
            f" {french.format_number(parametres.minimum_reponses)} réponses exprimées."
        ),
    ]
    if parametres.seuil_regroupement > 1:
        dits.append(
            "Autres : ensemble des groupes de moins de"
            f" {french.format_number(parametres.seuil_regroupement)} réponses, réunis pour protéger"
            " l’anonymat des personnes."
        )
    return dits
