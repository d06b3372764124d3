"""Write the page « L'essentiel »: a sentence per block, what was asked and done, which opinions are
asked for.
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents import context
from clu_batch.documents.sections import documents_types, modalites_appui, rubriques, suites
from clu_batch.documents.sections.field_tables import make_heading, make_list, make_paragraph
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Element, Texte
from clu_batch.kernel.long_texts import shorten_text
from clu_batch.parse import fold_text
from clu_batch.rules.model import Bilan, DocumentType, Proposition, Registre

AU_PLUS = 5
"""Lines of a list that a one-page summary can hold; the rest is announced, and stands in full
further on.
"""
CITE, QUESTION = 110, 200
"""Signs of a text that is quoted, and of a question, on that page."""


def build_section(registre: Registre, bilan: Bilan, niveau: int) -> Block:
    """Return the summary, on one page."""
    dits = _write_sentences(registre, bilan)
    elements: list[Element] = [make_list(dits) if dits else make_paragraph("Néant")]
    faits = [_say_done(p) for p in suites.find_closed(registre, bilan) if p.etat == "réalisée"]
    if faits:
        elements.append(make_heading("Vous avez demandé, nous avons fait", niveau))
        elements.append(make_list(_shorten_list(faits, "parmi les suites données, plus loin")))
    avis = list_requested_avis(registre, bilan)
    if avis:
        elements.append(make_heading("Votre avis est demandé sur", niveau))
        elements.append(make_list(_shorten_list(avis, "dans les pages qui suivent")))
    return Block(tuple(elements), solidaire=True)


def _write_sentences(registre: Registre, bilan: Bilan) -> list[Texte]:
    """Return a sentence per block.

    A block whose sheet is absent gives what is to complete when the agenda has it, and nothing
    otherwise.
    """
    points = context.list_points(registre, bilan.reunion.date)
    a_l_ordre_du_jour = [rubriques.find_rubrique(point.rubrique) for point in points]
    dits: list[Texte] = []
    for r in rubriques.PROCEDURE:
        if not r.is_silent(registre, bilan):
            dits.append(f"{r.nom} : {french.lower_first(r.phrase(registre, bilan))}")
            dits += r.illisibles(registre, bilan)
            continue
        manque = r.manque(registre, bilan)
        if manque and (not points or r in a_l_ordre_du_jour):
            dits.append(manque)
    return dits


def list_requested_avis(registre: Registre, bilan: Bilan) -> list[str]:
    """Return the opinions asked for: those of the documents and topics that the procedure submits
    to the users' representatives and that this meeting presents.
    """
    avis = []
    if any(not r.vide(registre, bilan) for r in rubriques.PROCEDURE[:3]):
        avis.append("Les engagements et les résultats présentés")
    avis += [_say_request(d) for d in documents_types.find_submitted(registre, bilan) if d.intitule]
    if not modalites_appui.is_empty(registre, bilan):
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
