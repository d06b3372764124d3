"""Block 5 of the procedure: the ways in which users are helped with their procedures."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Genre, Graphique, Manquant, Serie
from clu_batch.documents.blocs import absences
from clu_batch.documents.blocs.ecriture import Champ, paragraphe, tableau
from clu_batch.indicateurs import appui
from clu_batch.model import Bilan, ModaliteAppui, Registre


def phrase(registre: Registre, bilan: Bilan) -> str:
    """The reading sentence: how many ways of help, how many users."""
    modalites = appui.presentees(registre, bilan.seance)
    if not modalites:
        return "Aucune modalité d’appui n’est présentée pour cette réunion."
    nombre = french.pluriel(
        len(modalites), "modalité d’appui est proposée", "modalités d’appui sont proposées"
    )
    dit = f"{nombre} aux usagers dans leurs démarches"
    total = bilan.indicateurs.get(appui.FICHE.code)
    if total is None or not isinstance(total.mesure.valeur, Fraction):
        return f"{dit}."
    comptees = sum(m.usagers is not None for m in modalites)
    aides = french.pluriel(
        total.mesure.valeur, "usager a été accompagné", "usagers ont été accompagnés"
    )
    passe = total.precedente.valeur if total.precedente else None
    compare = (
        f", contre {french.nombre(passe)} sur la période précédente"
        if isinstance(passe, Fraction)
        else ""
    )
    sur = "" if comptees == len(modalites) else f" (pour {comptees} des {len(modalites)} modalités)"
    return f"{dit}. {aides}{sur}{compare}."


def vide(registre: Registre, bilan: Bilan) -> bool:
    """Nothing is presented."""
    return not appui.presentees(registre, bilan.seance)


def manque(registre: Registre, bilan: Bilan) -> Manquant | None:
    """No sheet says how users are helped."""
    del bilan
    return absences.manque(registre, "Modalités d'appui")


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """Who is helped, where, when, by whom; `niveau` is that of its headings, it has none."""
    del niveau
    modalites = appui.presentees(registre, bilan.seance)
    elements: list[Element] = [paragraphe(phrase(registre, bilan))]
    if not modalites:
        return Bloc(tuple(elements))
    graphique = _graphique(modalites)
    if graphique:
        elements.append(graphique)
    champs = (
        Champ[ModaliteAppui]("Modalité", 34, lambda m: m.modalite),
        Champ[ModaliteAppui]("Public visé", 32, lambda m: m.public),
        Champ[ModaliteAppui]("Lieu, horaires, partenaire", 38, _ou_quand_avec_qui),
        Champ[ModaliteAppui]("Usagers accompagnés", 29, _usagers, nombre=True),
        Champ[ModaliteAppui]("Évolution", 40, lambda m: m.evolution),
    )
    note = (
        "Entre parenthèses : le nombre de la période précédente."
        if any(m.precedente is not None for m in modalites)
        else ""
    )
    elements.append(
        tableau("Modalités d’appui aux usagers dans leurs démarches", modalites, champs, (note,))
    )
    return Bloc(tuple(elements))


def _ou_quand_avec_qui(m: ModaliteAppui) -> str | None:
    parts = (m.lieu, m.horaires, f"Avec {m.partenaire}" if m.partenaire else None)
    return ". ".join(french.avec_initiale(part.rstrip(" .")) for part in parts if part) or None


def _usagers(m: ModaliteAppui) -> str | None:
    if m.usagers is None:
        return None
    return french.nombre(m.usagers) + (
        f" ({french.nombre(m.precedente)})" if m.precedente is not None else ""
    )


def _graphique(modalites: Sequence[ModaliteAppui]) -> Graphique | None:
    """Users helped, by way of help, beside the previous period."""
    comptees = [m for m in modalites if m.usagers is not None]
    if len(comptees) < 2:
        return None
    series = [Serie("Période", tuple(_reel(m.usagers) for m in comptees), "courant")]
    if any(m.precedente is not None for m in comptees):
        series.append(
            Serie("Période précédente", tuple(_reel(m.precedente) for m in comptees), "precedent")
        )
    haut = max(comptees, key=lambda m: m.usagers or 0)
    message = (
        f"Usagers accompagnés, par modalité d’appui. Le nombre le plus élevé : {haut.modalite},"
        f" {french.nombre(haut.usagers or 0)}."
    )
    genre = Genre.BARRES_GROUPEES if len(series) > 1 else Genre.BARRES
    categories = tuple(french.typographie(m.modalite) for m in comptees)
    return Graphique(
        "Usagers accompagnés, par modalité d’appui",
        genre,
        categories,
        tuple(series),
        french.typographie(message),
    )


def _reel(nombre: object) -> float | None:
    return None if nombre is None else float(str(nombre))
