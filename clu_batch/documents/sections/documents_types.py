"""Block 4 of the procedure: the letters, forms and standard printed matter submitted to the users'
representatives.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from clu_batch.documents import annexes
from clu_batch.documents.sections import absences
from clu_batch.documents.sections.field_tables import Champ, paragraphe, tableau
from clu_batch.kernel import french
from clu_batch.kernel.content import Bloc, Element, Manquant, Texte
from clu_batch.rules.model import Bilan, DocumentType, Registre


def soumis(registre: Registre, bilan: Bilan) -> list[DocumentType]:
    """The documents submitted at the meeting."""
    reunion = bilan.seance.reunion
    if reunion is None:
        return []
    return [d for d in registre.comite.documents_types if d.reunion == reunion.date]


def phrase(registre: Registre, bilan: Bilan) -> str:
    """The reading sentence: how many, of which nature."""
    documents = soumis(registre, bilan)
    if not documents:
        return "Aucun document type n’est soumis pour cette réunion."
    un, plusieurs = "document type est soumis", "documents types sont soumis"
    dit = (
        f"{french.pluriel(len(documents), un, plusieurs)} à l’examen des représentants des usagers"
    )
    natures = Counter(d.nature for d in documents)
    comptes = [
        french.pluriel(natures[nature], nature)
        for nature in ("courrier", "formulaire", "imprimé")
        if natures[nature]
    ]
    if comptes and len(documents) > 1:
        return f"{dit} : {french.enumeration(comptes)}."
    return f"{dit}."


def vide(registre: Registre, bilan: Bilan) -> bool:
    """Nothing is submitted."""
    return not soumis(registre, bilan)


def manque(registre: Registre, bilan: Bilan) -> Manquant | None:
    """No sheet says what is submitted."""
    del bilan
    return absences.manque(registre, "Documents types")


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """What is submitted, on which question; `niveau` is that of its headings, it has none."""
    del niveau
    return Bloc(_build(registre, bilan, avec_avis=False))


def bloc_avec_avis(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """The same after the meeting, with the opinion given; its follow-up is for the next pack."""
    del niveau
    return Bloc(_build(registre, bilan, avec_avis=True))


def intitule(document: DocumentType) -> Texte:
    """The title of the document, or what is missing."""
    return document.intitule or Manquant("intitulé d’un document type", document.place)


def _build(registre: Registre, bilan: Bilan, *, avec_avis: bool) -> tuple[Element, ...]:
    documents = soumis(registre, bilan)
    elements: list[Element] = [paragraphe(phrase(registre, bilan))]
    if documents:
        elements.append(_tabulate(registre, documents, avec_avis=avec_avis))
    return tuple(elements)


def _tabulate(registre: Registre, documents: Sequence[DocumentType], *, avec_avis: bool) -> Element:
    champs = [
        Champ[DocumentType]("Document", 34, intitule),
        Champ[DocumentType]("Nature", 25, lambda d: d.nature or french.NON_RENSEIGNE),
        Champ[DocumentType]("Référence et version", 26, _say_reference),
        Champ[DocumentType]("Service", 22, lambda d: d.service),
        Champ[DocumentType]("Question soumise", 42, lambda d: d.question),
    ]
    if avec_avis:
        avis = Champ[DocumentType]("Avis des représentants des usagers", 60, lambda d: d.avis)
        champs[2:5] = [avis]
    else:
        champs.append(Champ[DocumentType]("Pièce jointe", 20, lambda d: annexe(registre, d)))
    return tableau("Documents types soumis", documents, champs)


def _say_reference(document: DocumentType) -> str | None:
    version = document.version
    nommee = f"version {version}" if version and version[0].isdigit() else version
    return ", ".join(part for part in (document.reference, nommee) if part) or None


def annexe(registre: Registre, document: DocumentType) -> str | None:
    """« Annexe 2 », when a file goes with the document."""
    jointes = annexes.par_fichier(annexes.annexes(registre, document.reunion))
    jointe = jointes.get(document.fichier or "")
    return f"Annexe{french.INSECABLE}{jointe.numero}" if jointe else None
