"""The annex of the meeting pack: what the words mean, by which rule, and where the figures come
from.
"""

from __future__ import annotations

from dataclasses import dataclass

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Manquant
from clu_batch.documents import commun
from clu_batch.documents.blocs import mesures, reclamations, satisfaction
from clu_batch.documents.blocs.ecriture import Champ, liste, paragraphe, tableau, titre
from clu_batch.model import Bilan, Parametres, Registre
from clu_batch.tables import Origin, Table

EMPREINTE = 12
"""Signs of a workbook's SHA-256 that identify it (docs/rules/documents.md#determinism)."""


@dataclass(frozen=True, slots=True)
class _Source:
    """A sheet that fed the figures."""

    table: Table
    origine: Origin


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """Definitions first, then the sources."""
    elements: list[Element] = [titre("Définitions", niveau), liste(definitions(registre, bilan))]
    sources = [
        _Source(t, o)
        for t in (registre.reponses, registre.depouillement, registre.reclamations)
        for o in t.origins
    ]
    elements.append(titre("Sources", niveau))
    reference = registre.parametres.reference_procedure
    dite = (
        f"Règles du comité : {french.minuscule_initiale(reference.rstrip('.'))}."
        if reference
        else None
    )
    elements.append(paragraphe(dite or Manquant("référence de la procédure", commun.REGLAGES)))
    if sources:
        champs = (
            Champ[_Source]("Classeur", 30, lambda s: s.origine.workbook),
            Champ[_Source]("Feuille", 24, lambda s: s.origine.sheet),
            Champ[_Source](
                "Lignes retenues", 14, lambda s: french.nombre(len(s.origine.lines)), nombre=True
            ),
            Champ[_Source](
                "Lignes écartées",
                14,
                lambda s: french.nombre(max(0, s.origine.read - len(s.origine.lines))),
                nombre=True,
            ),
            Champ[_Source](
                "Empreinte du fichier", 22, lambda s: s.origine.digest[:EMPREINTE] or None
            ),
        )
        elements.append(
            tableau("Classeurs d’où viennent les réponses et les réclamations", sources, champs)
        )
    return Bloc(tuple(elements))


_ILLISIBLE = (
    "Réponse illisible : réponse qui n’est aucune de celles que la question propose. Elle est"
    " comptée à part ; au-delà de 5 % des réponses à une question, à partir de 3, aucun taux n’est"
    " donné."
)


def definitions(registre: Registre, bilan: Bilan) -> list[str]:
    """Each word of the pack that has a rule, defined once; only those that this pack uses."""
    seance, parametres = bilan.seance, registre.parametres
    dits = [
        (
            f"Période des chiffres : {mesures.periode(seance.periode)} ; période précédente :"
            f" {mesures.periode(seance.precedente)}. Chiffres arrêtés au {french.date(seance.a)} :"
            " un fait daté après ce jour n’est pas compté."
        ),
    ]
    if not satisfaction.vide(bilan):
        dits += _satisfaction(registre, parametres)
        if satisfaction.illisibles(bilan):
            dits.append(_ILLISIBLE)
    if not reclamations.vide(bilan):
        dits += reclamations.definitions(registre, bilan)
    if bilan.engagements:
        dits.append("Engagement atteint : le résultat est égal à la cible ou meilleur.")
        if any(b.engagement.tolerance is not None for b in bilan.engagements):
            dits[-1] = (
                dits[-1][:-1]
                + " ; partiellement atteint : la cible est manquée, dans la limite de la tolérance"
                " fixée."
            )
    return dits


def _satisfaction(registre: Registre, parametres: Parametres) -> list[str]:
    dits = [
        (
            "Taux de satisfaction : réponses satisfaites sur réponses exprimées. Les réponses «"
            " sans opinion » ou « non concerné » et les questions laissées sans réponse ne sont pas"
            " dans la base. Solde : part des satisfaits moins part des insatisfaits."
        ),
        *satisfaction.satisfait_veut_dire(registre.questions),
        (
            "Écart : différence des deux taux, en points. « Trop faible pour conclure » : compte"
            " tenu du nombre de réponses, l’écart peut tenir au hasard (test de comparaison de deux"
            " proportions, au seuil de 5 %)."
        ),
        (
            f"Peu de réponses : moins de {french.nombre(parametres.minimum_reponses)} réponses"
            " exprimées."
        ),
    ]
    if parametres.seuil_regroupement > 1:
        dits.append(
            "Autres : ensemble des groupes de moins de"
            f" {french.nombre(parametres.seuil_regroupement)} réponses, réunis pour protéger"
            " l’anonymat des personnes."
        )
    return dits
