"""Block 1 of the procedure: the results of the service commitments
(docs/rules/commitments.md#states).
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Genre, Graphique, Manquant, Serie, Texte
from clu_batch.documents.blocs import absences, mesures
from clu_batch.documents.blocs.ecriture import Champ, ecrit, paragraphe, tableau, titre
from clu_batch.model import Bilan, BilanEngagement, Mesure, Registre

ATTEINT = "atteint"
PARTIEL = "partiellement atteint"
MANQUES = ("non atteint", PARTIEL)


def phrase(registre: Registre, bilan: Bilan) -> str:
    """The reading sentence: how many commitments are kept, among those that were measured against a
    target.
    """
    del registre
    juges = [b for b in bilan.engagements if b.etat in {ATTEINT, *MANQUES}]
    if vide(bilan):
        return "Aucun engagement de service n’est présenté pour cette réunion."
    if not juges:
        nombre = french.pluriel(
            len(bilan.engagements),
            "engagement de service est suivi",
            "engagements de service sont suivis",
        )
        if _indecis(bilan.engagements):
            return f"{nombre} ; {_dit_indecis(bilan.engagements, '')}."
        return f"{nombre} ; aucun n’a à la fois une cible et un résultat sur la période."
    atteints = sum(b.etat == ATTEINT for b in juges)
    debut = f"Sur {french.pluriel(len(juges), 'engagement de service mesuré', 'engagements de service mesurés')}, "
    debut += (
        "aucun n’est atteint"
        if not atteints
        else f"{french.pluriel(atteints, 'est atteint', 'sont atteints')}"
    )
    partiels = sum(b.etat == PARTIEL for b in juges)
    restent = len(juges) - atteints - partiels
    dits = [debut]
    if partiels:
        dits.append(
            french.pluriel(partiels, "est partiellement atteint", "sont partiellement atteints")
        )
    if atteints and restent:
        dits.append(french.pluriel(restent, "n’est pas atteint", "ne sont pas atteints"))
    sans = sum(b.etat == "non mesuré" for b in bilan.engagements)
    fin = (
        f" ; {french.pluriel(sans, 'autre n’a pas été mesuré', 'autres n’ont pas été mesurés')}"
        if sans
        else ""
    )
    if _indecis(bilan.engagements):
        fin += f" ; {_dit_indecis(bilan.engagements, 'autre')}"
    return f"{french.enumeration(dits)}{fin}."


def _indecis(bilans: Sequence[BilanEngagement]) -> list[BilanEngagement]:
    """Those whose state answers that nobody could read leave open."""
    return [b for b in bilans if not b.etat]


def _dit_indecis(bilans: Sequence[BilanEngagement], autre: str) -> str:
    """« 1 autre ne peut pas être apprécié, des réponses étant illisibles »."""
    nombre = len(_indecis(bilans))
    qui = f"{french.nombre(nombre)} {autre}{'s' if autre and nombre > 1 else ''}".strip()
    verbe = "ne peut pas être apprécié" if nombre == 1 else "ne peuvent pas être appréciés"
    return f"{qui} {verbe}, des réponses étant illisibles"


def vide(bilan: Bilan) -> bool:
    """No commitment is declared."""
    return not bilan.engagements


def manque(registre: Registre, bilan: Bilan) -> Manquant | None:
    """No sheet of commitments, or none of results while a commitment waits for a typed one."""
    del bilan
    if absences.absente(registre, "Engagements"):
        return absences.manque(registre, "Engagements")
    saisis = [engagement for engagement in registre.engagements if engagement.source is None]
    return absences.manque(registre, "Résultats") if saisis else None


def bloc(registre: Registre, bilan: Bilan, niveau: int) -> Bloc:
    """Results and targets, then what is done about those that are missed."""
    elements: list[Element] = [paragraphe(phrase(registre, bilan))]
    if vide(bilan):
        return Bloc(tuple(elements))
    graphique = _graphique(bilan.engagements)
    if graphique:
        elements.append(graphique)
    notes = [mesures.arretes(bilan), *_notes(bilan)]
    elements.append(
        tableau_des_engagements(
            "Engagements de service : résultats et cibles", bilan.engagements, notes
        )
    )
    manques = [b for b in bilan.engagements if b.etat in MANQUES]
    if manques:
        elements.append(titre("Actions d’amélioration", niveau))
        elements.append(
            actions(
                "Engagements non atteints ou partiellement atteints : actions d’amélioration",
                manques,
            )
        )
    return Bloc(tuple(elements))


def tableau_des_engagements(
    legende: str, bilans: Sequence[BilanEngagement], notes: Sequence[str] = ()
) -> Element:
    """One row per commitment: its indicator, result, previous result, target and state, in
    words.
    """
    champs = (
        Champ[BilanEngagement]("Engagement et indicateur", 64, intitule),
        Champ[BilanEngagement]("Résultat (base)", 28, _avec_base, nombre=True),
        Champ[BilanEngagement]("Période précédente (écart)", 30, _precedent, nombre=True),
        Champ[BilanEngagement]("Cible", 22, cible, nombre=True),
        Champ[BilanEngagement]("État", 27, lambda b: b.etat or None),
    )
    return tableau(legende, bilans, champs, notes)


def rappel(legende: str, bilans: Sequence[BilanEngagement]) -> Element:
    """The commitments missed last time, in short: today's result, target and state."""
    champs = (
        Champ[BilanEngagement]("Engagement et indicateur", 78, intitule),
        Champ[BilanEngagement]("Résultat", 27, resultat, nombre=True),
        Champ[BilanEngagement]("Cible", 30, cible, nombre=True),
        Champ[BilanEngagement]("État", 40, lambda b: b.etat or None),
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
    if not e.indicateur:
        return f"{e.code} – {e.engagement}"
    return (
        f"{e.code} –"
        f" {e.engagement.rstrip(' .')} ({french.minuscule_initiale(e.indicateur.rstrip(' .'))})"
    )


def _nom(b: BilanEngagement) -> Texte:
    return (
        f"{b.engagement.code} – {b.engagement.engagement}"
        if b.engagement.engagement
        else _sans_intitule(b)
    )


def _sans_intitule(b: BilanEngagement) -> Manquant:
    return Manquant(
        f"intitulé de l’engagement {b.engagement.code}", b.engagement.place, "Engagement"
    )


def _action(b: BilanEngagement) -> Texte:
    quoi = f"action d’amélioration pour l’engagement {b.engagement.code}"
    return b.engagement.action or Manquant(quoi, b.engagement.place, "Action d'amélioration")


def resultat(b: BilanEngagement) -> Texte:
    """The result in the unit of the commitment, or what prevents one."""
    if b.mesure.retenue:
        return _illisible(b, b.mesure)
    return mesures.a_cote(mesures.valeur(b.mesure.valeur, b.engagement.unite), b.mesure)


def _illisible(b: BilanEngagement, mesure: Mesure) -> Manquant:
    return mesures.a_completer(mesure, b.engagement.place_source or b.engagement.place)


def _avec_base(b: BilanEngagement) -> Texte:
    """« 91,1 % (562 sur 617) »; a mean or a count says the number of cases behind it."""
    if b.mesure.retenue:
        return _illisible(b, b.mesure)
    dit = mesures.valeur(b.mesure.valeur, b.engagement.unite)
    if b.mesure.valeur is None or b.mesure.denominateur is None:
        return mesures.a_cote(dit, b.mesure)
    base = (
        mesures.base(b.mesure)
        if b.mesure.numerateur is not None
        else french.pluriel(b.mesure.denominateur, "cas", "cas")
    )
    return f"{dit} {mesures.solidaire(f'({base}{mesures.aussi(b.mesure)})')}"


def _precedent(b: BilanEngagement) -> Texte | None:
    if b.precedente.retenue:
        return _illisible(b, b.precedente)
    if b.precedente.valeur is None:
        return None
    ecart = mesures.ecart_de(b.ecart, b.engagement.unite)
    dit = mesures.a_cote(mesures.valeur(b.precedente.valeur, b.engagement.unite), b.precedente)
    return dit + (f" {mesures.solidaire(f'({ecart})')}" if ecart else "")


def cible(b: BilanEngagement) -> str | None:
    """« ≥ 85,0 % »; the sign stays with its number."""
    e = b.engagement
    return (
        None
        if e.cible is None
        else f"{e.sens or ''}{french.INSECABLE}{mesures.valeur(e.cible, e.unite)}".strip()
    )


def _notes(bilan: Bilan) -> list[str]:
    """Previous period, dates of the results that differ from it, tolerances that make «
    partiellement atteint », words of the services.
    """
    notes = (
        [mesures.note_precedente(bilan)] if any(_precedent(b) for b in bilan.engagements) else []
    )
    partiels = [b for b in bilan.engagements if b.reserve and _precedent(b)]
    reserves = [f"{b.engagement.code}, {b.reserve}" for b in partiels]
    if reserves:
        notes.append(f"Période précédente incomplète : {' ; '.join(reserves)}.")
    dates = [
        f"{b.engagement.code}, {mesures.periode(b.periode)}"
        for b in bilan.engagements
        if b.periode and b.mesure.valeur is not None
    ]
    if dates:
        notes.append(f"Dates de mesure différentes de la période : {' ; '.join(dates)}.")
    indecis = [b.engagement.code for b in _indecis(bilan.engagements) if not b.mesure.retenue]
    if indecis:
        notes.append(mesures.sans_etat(indecis))
    tolerances = [
        f"{b.engagement.code}, {dite}"
        for b in bilan.engagements
        if b.etat == PARTIEL and (dite := _tolerance(b))
    ]
    if tolerances:
        notes.append(
            "Partiellement atteint : la cible est manquée, dans la limite de la tolérance"
            f" ({' ; '.join(tolerances)})."
        )
    return notes + [
        f"{b.engagement.code}, précision du service : {ecrit(b.commentaire)}"
        for b in bilan.engagements
        if b.commentaire
    ]


def _tolerance(b: BilanEngagement) -> str:
    """« 5 points », « 2 minutes »; empty without a tolerance."""
    tolerance, unite = b.engagement.tolerance, b.engagement.unite
    if tolerance is None:
        return ""
    return (
        mesures.valeur(tolerance * 100, "points")
        if unite == "%"
        else mesures.valeur(tolerance, unite)
    )


def _graphique(bilans: Sequence[BilanEngagement]) -> Graphique | None:
    """Result against target, for the commitments in %, when two at least have both."""
    traces = [
        b
        for b in bilans
        if b.engagement.unite == "%"
        and b.mesure.valeur is not None
        and b.engagement.cible is not None
    ]
    if len(traces) < 2:
        return None
    atteints = sum(b.etat == ATTEINT for b in traces)
    combien = (
        french.pluriel(atteints, "atteint sa cible", "atteignent leur cible")
        if atteints
        else "aucun n’atteint sa cible"
    )
    if _indecis(traces):
        surs = french.pluriel(atteints, "est dit atteint", "sont dits atteints")
        combien = f"{surs}, {_dit_indecis(traces, 'autre')}"
    dits = " ; ".join(f"{b.engagement.code}, {resultat(b)}, cible {cible(b)}" for b in traces)
    message = (
        f"Résultat et cible des {len(traces)} engagements mesurés en pourcentage : {combien}."
        f" {dits}."
    )
    series = (
        Serie("Résultat", tuple(mesures.reel(b.mesure) for b in traces), "courant"),
        Serie(
            "Cible",
            tuple(
                float(b.engagement.cible) if b.engagement.cible is not None else None
                for b in traces
            ),
        ),
    )
    categories = tuple(
        french.typographie(
            " – ".join(
                part
                for part in (b.engagement.code, b.engagement.indicateur or b.engagement.engagement)
                if part
            )
        )
        for b in traces
    )
    legende = "Résultats et cibles des engagements mesurés en pourcentage"
    return Graphique(
        legende,
        Genre.BARRES_GROUPEES,
        categories,
        series,
        french.typographie(message),
        pourcent=True,
    )
