"""Block 4 of the procedure: present the letters, forms and standard printed matter submitted to the
users' representatives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clu_batch.documents import annexes
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import (
    Champ,
    Partie,
    make_block,
    make_list,
    make_table,
    name_parts,
)
from clu_batch.documents.typed_texts import ask, join_known
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Element, Missing, Texte
from clu_batch.records.document_type import NatureDeDocument
from clu_batch.rules.model import DocumentType

PARTIES = (Partie("documents", "les documents soumis"),)


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: how many documents, of which nature."""
    documents = meeting.documents_types
    if not documents:
        return "Aucun document type n’est soumis pour cette réunion."
    natures = Counter(d.nature for d in documents)
    nom = "document"
    if len(documents) > 1 and len(natures) == 1:
        nom = documents[0].nature or nom
    soumis = french.open_with_count(
        len(documents), f"{nom} type est soumis", f"{nom}s types sont soumis"
    )
    dit = f"{soumis} à l’examen des représentants des usagers"
    comptes = [french.spell_count(natures[n], n) for n in NatureDeDocument if natures[n]]
    if comptes and len(natures) > 1:
        return f"{dit} : {french.join_words(comptes)}."
    return f"{dit}."


def is_empty(meeting: MeetingContext) -> bool:
    """Whether nothing is submitted."""
    return not meeting.documents_types


def build_section(meeting: MeetingContext, *, avec_avis: bool = False) -> Block:
    """Return what is submitted, and on which question.

    `avec_avis`: as the minutes show it, with the opinion given. The follow-up of the opinion is for
    the next dossier.
    """
    documents = meeting.documents_types
    if avec_avis:
        annonce = " Avis donnés :" if any(d.avis for d in documents) else ""
        avis = make_list(map(_say_avis, documents))
        return make_block(write_sentence(meeting) + annonce, avis)
    return make_block(
        write_sentence(meeting),
        name_parts("documents", _tabulate_documents(meeting, documents)),
    )


def _say_avis(document: DocumentType) -> Texte:
    """Write a document and the opinion given on it, quoted as typed."""
    nom = name_document(document)
    if isinstance(nom, Missing) or not document.avis:
        return nom
    return f"{nom} : « {document.avis} »"


def name_document(document: DocumentType) -> Texte:
    """Return the title of the document, or what is missing."""
    return document.intitule or ask(document, "intitule")


def _tabulate_documents(meeting: MeetingContext, documents: Sequence[DocumentType]) -> Element:
    champs: Sequence[Champ[DocumentType]] = (
        Champ("Document", 34, name_document),
        Champ("Nature", 25, lambda d: d.nature or french.NON_RENSEIGNE),
        Champ("Référence et version", 26, _say_reference),
        Champ("Service", 22, lambda d: d.service),
        Champ("Question soumise", 42, lambda d: d.question),
        Champ("Pièce jointe", 20, lambda d: annexes.name_annexe(meeting, d.fichier)),
    )
    return make_table("Documents types soumis", documents, champs)


def _say_reference(document: DocumentType) -> str | None:
    version = document.version
    nommee = (
        f"version{french.INSECABLE}{version}" if version and version[0].isdigit() else version
    )
    return join_known(document.reference, nommee) or None
