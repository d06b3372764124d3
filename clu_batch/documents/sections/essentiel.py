"""Write the page « L'essentiel »: a sentence per block, what was asked and done, which opinions are
asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import modalites_appui, rubriques, suites
from clu_batch.documents.sections.field_tables import (
    lay_out,
    list_under,
    make_list,
)
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Texte
from clu_batch.kernel.long_texts import shorten_text
from clu_batch.parse import fold_text
from clu_batch.records.comite import EtatDeProposition
from clu_batch.rules.model import DocumentType, Proposition

AU_PLUS = 5
"""Lines of a list that a one-page summary can hold; the rest is announced, and stands in full
further on.
"""
CITE, QUESTION = 110, 200
"""Signs of a text that is quoted, and of a question, on that page."""


def build_section(meeting: MeetingContext) -> Block:
    """Return the summary, on one page."""
    dits = _write_sentences(meeting)
    closed = [
        _say_done(p)
        for p in suites.find_closed(meeting)
        if p.etat == EtatDeProposition.REALISEE
    ]
    faits = _shorten_list(closed, "parmi les suites données, plus loin")
    avis = _shorten_list(list_requested_avis(meeting), "dans les pages qui suivent")
    elements = lay_out(
        make_list(dits) if dits else "Néant",
        list_under("Vous avez demandé, nous avons fait", faits),
        list_under("Votre avis est demandé sur", avis),
    )
    return Block(tuple(elements), solidaire=True)


def _write_sentences(meeting: MeetingContext) -> list[Texte]:
    """Return a sentence per block.

    A block whose sheet is absent gives what is to complete when the agenda has it, and nothing
    otherwise.
    """
    points = meeting.points
    a_l_ordre_du_jour = [rubriques.find_rubrique(point.rubrique) for point in points]
    dits: list[Texte] = []
    for r in rubriques.PROCEDURE:
        if not r.is_silent(meeting):
            dits.append(f"{r.nom} : {french.lower_first(r.phrase(meeting))}")
            dits += r.illisibles(meeting)
            continue
        manque = r.manque(meeting)
        if manque and (not points or r in a_l_ordre_du_jour):
            dits.append(manque)
    return dits


def list_requested_avis(meeting: MeetingContext) -> list[str]:
    """Return the opinions asked for: those of the documents and topics that the procedure submits
    to the users' representatives and that this meeting presents.
    """
    avis = []
    if any(not r.vide(meeting) for r in rubriques.PROCEDURE[:3]):
        avis.append("Les engagements et les résultats présentés")
    avis += [_say_request(d) for d in meeting.documents_types if d.intitule]
    if not modalites_appui.is_empty(meeting):
        avis.append("Les modalités d’appui aux usagers dans leurs démarches")
    return avis


def _say_request(document: DocumentType) -> str:
    """Write what is submitted and on which question, with its nature unless its title says it."""
    nature, dit = document.nature, document.intitule or ""
    if nature and not fold_text(dit).startswith(fold_text(nature)):
        dit += f" ({nature})"
    if document.question:
        dit += f". {document.question}"
    return shorten_text(dit, QUESTION)


def _say_done(proposition: Proposition) -> str:
    texte = proposition.texte or f"proposition {proposition.numero}"
    demande = shorten_text(texte.rstrip(". "), CITE)
    reponse = shorten_text(proposition.reponse or "Réalisé.", CITE)
    return f"« {demande} » ({shorten_text(proposition.auteur, CITE)}). {reponse}"


def _shorten_list(lignes: Sequence[Texte], ou: str) -> Sequence[Texte]:
    if len(lignes) <= AU_PLUS:
        return lignes
    reste = len(lignes) - AU_PLUS + 1
    return [*lignes[: AU_PLUS - 1], f"et {french.format_count(reste, 'autre')}, {ou}"]
