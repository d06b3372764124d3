"""Block 1 of the procedure: the results of the service commitments (page 2.7)."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Genre, Graphique, Manquant, Serie, Texte
from clu_batch.documents.blocs import mesures
from clu_batch.documents.blocs.ecriture import Champ, paragraphe, tableau, titre
from clu_batch.model import Bilan, BilanEngagement, Registre

ATTEINT = "atteint"
MANQUES = ("non atteint", "partiellement atteint")


def phrase(registre: Registre, bilan: Bilan) -> str:
    """The reading sentence: how many commitments are kept, among those that were measured against a target."""
    del registre
    juges = [b for b in bilan.engagements if b.etat in {ATTEINT, *MANQUES}]
    if vide(bilan):
        return "Aucun engagement de service n’est présenté pour cette réunion."
    if not juges:
        nombre = french.pluriel(len(bilan.engagements), "engagement de service est suivi", "engagements de service sont suivis")
        return f"{nombre} ; aucun n’a à la fois une cible et un résultat sur la période."
    atteints = sum(b.etat == ATTEINT for b in juges)
    debut = f"Sur {french.pluriel(len(juges), 'engagement de service mesuré', 'engagements de service mesurés')}, "
    debut += "aucun n’est atteint" if not atteints else f"{french.pluriel(atteints, 'est atteint', 'sont atteints')}"
    partiels = sum(b.etat == "partiellement atteint" for b in juges)
    suite = f", {french.pluriel(partiels, 'est partiellement atteint', 'sont partiellement atteints')}" if partiels else ""
    restent = len(juges) - atteints - partiels
    suite += f", {french.pluriel(restent, 'n’est pas atteint', 'ne sont pas atteints')}" if atteints and restent else ""
    sans = sum(b.etat == "non mesuré" for b in bilan.engagements)
    fin = f" ; {french.pluriel(sans, 'autre n’a pas été mesuré', 'autres n’ont pas été mesurés')}" if sans else ""
    return f"{debut}{suite}{fin}."


def vide(bilan: Bilan) -> bool:
    """No commitment is declared."""
    return not bilan.engagements


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """Results and targets, then what is done about those that are missed."""
    elements: list[Element] = [paragraphe(phrase(registre, bilan))]
    if vide(bilan):
        return Bloc(tuple(elements))
    graphique = _graphique(bilan.engagements)
    if graphique:
        elements.append(graphique)
    notes = [mesures.arretes(bilan), *_notes(bilan)]
    elements.append(tableau_des_engagements("Engagements de service : résultats et cibles", bilan.engagements, notes))
    manques = [b for b in bilan.engagements if b.etat in MANQUES]
    if manques:
        elements.append(titre("Actions d’amélioration", niveau))
        elements.append(actions("Engagements non atteints ou partiellement atteints : actions d’amélioration", manques))
    return Bloc(tuple(elements))


def tableau_des_engagements(legende: str, bilans: Sequence[BilanEngagement], notes: Sequence[str] = ()) -> Element:
    """One row per commitment: its indicator, result, previous result, target and state, in words."""
    champs = (
        Champ[BilanEngagement]("Engagement et indicateur", 64, intitule),
        Champ[BilanEngagement]("Résultat", 23, resultat, nombre=True),
        Champ[BilanEngagement]("Période précédente (écart)", 31, _precedent, nombre=True),
        Champ[BilanEngagement]("Cible", 23, cible, nombre=True),
        Champ[BilanEngagement]("État", 28, lambda b: b.etat),
    )
    return tableau(legende, bilans, champs, notes)


def rappel(legende: str, bilans: Sequence[BilanEngagement]) -> Element:
    """The commitments missed last time, in short: today's result, target and state."""
    champs = (
        Champ[BilanEngagement]("Engagement", 80, _nom),
        Champ[BilanEngagement]("Résultat", 26, resultat, nombre=True),
        Champ[BilanEngagement]("Cible", 26, cible, nombre=True),
        Champ[BilanEngagement]("État", 40, lambda b: b.etat),
    )
    return tableau(legende, bilans, champs)


def actions(legende: str, manques: Sequence[BilanEngagement]) -> Element:
    """What is done about each missed commitment; an action that nobody typed is to complete."""
    champs = (
        Champ[BilanEngagement]("Engagement", 40, _nom),
        Champ[BilanEngagement]("Action d’amélioration", 45, _action),
    )
    return tableau(legende, manques, champs)


def intitule(b: BilanEngagement) -> Texte:
    """The commitment and what measures it."""
    e = b.engagement
    if not e.engagement:
        return _sans_intitule(b)
    return f"{e.code} – {e.engagement} ({e.indicateur})" if e.indicateur else f"{e.code} – {e.engagement}"


def _nom(b: BilanEngagement) -> Texte:
    return f"{b.engagement.code} – {b.engagement.engagement}" if b.engagement.engagement else _sans_intitule(b)


def _sans_intitule(b: BilanEngagement) -> Manquant:
    return Manquant(f"intitulé de l’engagement {b.engagement.code}", b.engagement.place)


def _action(b: BilanEngagement) -> Texte:
    return b.engagement.action or Manquant(f"action d’amélioration pour l’engagement {b.engagement.code}", b.engagement.place)


def resultat(b: BilanEngagement) -> str:
    """The result in the unit of the commitment."""
    return mesures.valeur(b.mesure.valeur, b.engagement.unite)


def _precedent(b: BilanEngagement) -> str | None:
    if b.precedente.valeur is None:
        return None
    ecart = mesures.ecart_de(b.ecart, b.engagement.unite)
    return mesures.valeur(b.precedente.valeur, b.engagement.unite) + (f" ({ecart})" if ecart else "")


def cible(b: BilanEngagement) -> str | None:
    """« ≥ 85,0 % »; the sign stays with its number."""
    e = b.engagement
    return None if e.cible is None else f"{e.sens or ''}{french.INSECABLE}{mesures.valeur(e.cible, e.unite)}".strip()


def _notes(bilan: Bilan) -> list[str]:
    """Dates of a result that differ from the period, bases, tolerance."""
    notes = [mesures.note_precedente(bilan)] if any(_precedent(b) for b in bilan.engagements) else []
    for b in bilan.engagements:
        dits = []
        if b.periode and b.mesure.valeur is not None:
            dits.append(f"résultat mesuré {mesures.periode(b.periode)}")
        if b.mesure.numerateur is not None and b.mesure.denominateur is not None:
            dits.append(f"base : {mesures.base(b.mesure)}")
        elif b.mesure.denominateur is not None:
            dits.append(french.pluriel(b.mesure.denominateur, "cas", "cas"))
        if b.etat == "partiellement atteint" and b.engagement.tolerance is not None:
            tolerance = b.engagement.tolerance * 100 if b.engagement.unite == "%" else b.engagement.tolerance
            unite = "points" if b.engagement.unite == "%" else b.engagement.unite
            dits.append(f"cible manquée de {mesures.valeur(tolerance, unite)} au plus")
        if dits:
            notes.append(f"{b.engagement.code} : {', '.join(dits)}.")
    return [" ".join(notes)] if notes else []


def _graphique(bilans: Sequence[BilanEngagement]) -> Graphique | None:
    """Result against target, for the commitments in %, when two at least have both."""
    traces = [b for b in bilans if b.engagement.unite == "%" and b.mesure.valeur is not None and b.engagement.cible is not None]
    if len(traces) < 2:
        return None
    atteints = sum(b.etat == ATTEINT for b in traces)
    message = (
        f"Résultat et cible de {french.pluriel(len(traces), 'engagement mesuré', 'engagements mesurés')} en pourcentage : "
        f"{french.pluriel(atteints, 'atteint sa cible', 'atteignent leur cible')}."
    )
    series = (
        Serie("Résultat", tuple(mesures.reel(b.mesure) for b in traces), "courant"),
        Serie("Cible", tuple(float(b.engagement.cible) if b.engagement.cible is not None else None for b in traces)),
    )
    categories = tuple(
        french.typographie(" – ".join(part for part in (b.engagement.code, b.engagement.indicateur or b.engagement.engagement) if part))
        for b in traces
    )
    legende = "Résultats et cibles des engagements mesurés en pourcentage"
    return Graphique(legende, Genre.BARRES_GROUPEES, categories, series, french.typographie(message), pourcent=True)
