"""Block 1 of the procedure: the results of the service commitments
(docs/rules/commitments.md#states).
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.sections import absences, figure_wording
from clu_batch.documents.sections.field_tables import Champ, ecrit, paragraphe, tableau, titre
from clu_batch.kernel import french
from clu_batch.kernel.content import Bloc, Element, Genre, Graphique, Manquant, Serie, Texte
from clu_batch.rules.model import Bilan, BilanEngagement, Mesure, Registre

ATTEINT = "atteint"
PARTIEL = "partiellement atteint"
MANQUES = ("non atteint", PARTIEL)


def phrase(registre: Registre, bilan: Bilan) -> str:
    """The reading sentence: how many commitments are kept, among those that were measured against a
    target.
    """
    del registre
    if vide(bilan):
        return "Aucun engagement de service n’est présenté pour cette réunion."
    juges = [b for b in bilan.engagements if b.etat in {ATTEINT, *MANQUES}]
    if not juges:
        return _say_followed(bilan.engagements)
    dits = [_say_judged(juges), *_say_missed(juges)]
    dit = french.enumeration(dits)
    sans = sum(b.etat == "non mesuré" for b in bilan.engagements)
    if sans:
        autres = french.pluriel(sans, "autre n’a pas été mesuré", "autres n’ont pas été mesurés")
        dit += f" ; {autres}"
    if _find_undecided(bilan.engagements):
        dit += f" ; {_say_undecided(bilan.engagements, 'autre')}"
    return f"{dit}."


def _say_followed(bilans: Sequence[BilanEngagement]) -> str:
    """How many are followed, when none is judged."""
    un, plusieurs = "engagement de service est suivi", "engagements de service sont suivis"
    nombre = french.pluriel(len(bilans), un, plusieurs)
    if _find_undecided(bilans):
        return f"{nombre} ; {_say_undecided(bilans, '')}."
    return f"{nombre} ; aucun n’a à la fois une cible et un résultat sur la période."


def _say_judged(juges: Sequence[BilanEngagement]) -> str:
    """How many of those that were measured are kept."""
    un, plusieurs = "engagement de service mesuré", "engagements de service mesurés"
    debut = f"Sur {french.pluriel(len(juges), un, plusieurs)}"
    atteints = _count(juges, ATTEINT)
    if not atteints:
        return f"{debut}, aucun n’est atteint"
    return f"{debut}, {french.pluriel(atteints, 'est atteint', 'sont atteints')}"


def _say_missed(juges: Sequence[BilanEngagement]) -> list[str]:
    """How many are kept in part, and how many are not, unless none is."""
    dits = []
    atteints, partiels = _count(juges, ATTEINT), _count(juges, PARTIEL)
    if partiels:
        un, plusieurs = "est partiellement atteint", "sont partiellement atteints"
        dits.append(french.pluriel(partiels, un, plusieurs))
    restent = len(juges) - atteints - partiels
    if atteints and restent:
        dits.append(french.pluriel(restent, "n’est pas atteint", "ne sont pas atteints"))
    return dits


def _count(bilans: Sequence[BilanEngagement], etat: str) -> int:
    return sum(b.etat == etat for b in bilans)


def _find_undecided(bilans: Sequence[BilanEngagement]) -> list[BilanEngagement]:
    """Those whose state answers that nobody could read leave open."""
    return [b for b in bilans if not b.etat]


def _say_undecided(bilans: Sequence[BilanEngagement], autre: str) -> str:
    """« 1 autre ne peut pas être apprécié, des réponses étant illisibles »."""
    nombre = len(_find_undecided(bilans))
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
    graphique = _draw(bilan.engagements)
    if graphique:
        elements.append(graphique)
    legende = "Engagements de service : résultats et cibles"
    notes = [figure_wording.arretes(bilan), *_write_notes(bilan)]
    elements.append(tableau_des_engagements(legende, bilan.engagements, notes))
    manques = [b for b in bilan.engagements if b.etat in MANQUES]
    if manques:
        legende = "Engagements non atteints ou partiellement atteints : actions d’amélioration"
        elements.append(titre("Actions d’amélioration", niveau))
        elements.append(actions(legende, manques))
    return Bloc(tuple(elements))


def tableau_des_engagements(
    legende: str, bilans: Sequence[BilanEngagement], notes: Sequence[str] = ()
) -> Element:
    """One row per commitment: its indicator, result, previous result, target and state, in
    words.
    """
    champs = (
        Champ[BilanEngagement]("Engagement et indicateur", 64, intitule),
        Champ[BilanEngagement]("Résultat (base)", 28, _say_with_base, nombre=True),
        Champ[BilanEngagement]("Période précédente (écart)", 30, _say_previous, nombre=True),
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
        Champ[BilanEngagement]("Engagement", 40, _name),
        Champ[BilanEngagement]("Action d’amélioration", 45, _find_action),
    )
    return tableau(legende, manques, champs)


def intitule(b: BilanEngagement) -> Texte:
    """The commitment and what measures it."""
    e = b.engagement
    if not e.engagement or not e.indicateur:
        return _name(b)
    indicateur = french.minuscule_initiale(e.indicateur.rstrip(" ."))
    return f"{e.code} – {e.engagement.rstrip(' .')} ({indicateur})"


def _name(b: BilanEngagement) -> Texte:
    e = b.engagement
    if not e.engagement:
        return Manquant(f"intitulé de l’engagement {e.code}", e.place, "Engagement")
    return f"{e.code} – {e.engagement}"


def _find_action(b: BilanEngagement) -> Texte:
    e = b.engagement
    if e.action:
        return e.action
    quoi = f"action d’amélioration pour l’engagement {e.code}"
    return Manquant(quoi, e.place, "Action d'amélioration")


def resultat(b: BilanEngagement) -> Texte:
    """The result in the unit of the commitment, or what prevents one."""
    return _say(b, b.mesure)


def _say(b: BilanEngagement, mesure: Mesure) -> Texte:
    if mesure.retenue:
        return _ask_answers(b, mesure)
    return figure_wording.a_cote(figure_wording.valeur(mesure.valeur, b.engagement.unite), mesure)


def _ask_answers(b: BilanEngagement, mesure: Mesure) -> Manquant:
    return figure_wording.a_completer(mesure, b.engagement.place_source or b.engagement.place)


def _say_with_base(b: BilanEngagement) -> Texte:
    """« 91,1 % (562 sur 617) »; a mean or a count says the number of cases behind it."""
    mesure = b.mesure
    if mesure.retenue or mesure.valeur is None or mesure.denominateur is None:
        return _say(b, mesure)
    base = figure_wording.base(mesure)
    if mesure.numerateur is None:
        base = french.pluriel(mesure.denominateur, "cas", "cas")
    entre_parentheses = figure_wording.solidaire(f"({base}{figure_wording.aussi(mesure)})")
    return f"{figure_wording.valeur(mesure.valeur, b.engagement.unite)} {entre_parentheses}"


def _say_previous(b: BilanEngagement) -> Texte | None:
    if b.precedente.valeur is None and not b.precedente.retenue:
        return None
    dit = _say(b, b.precedente)
    ecart = figure_wording.ecart_de(b.ecart, b.engagement.unite)
    if isinstance(dit, Manquant) or not ecart:
        return dit
    return f"{dit} {figure_wording.solidaire(f'({ecart})')}"


def cible(b: BilanEngagement) -> str | None:
    """« ≥ 85,0 % »; the sign stays with its number."""
    e = b.engagement
    if e.cible is None:
        return None
    return f"{e.sens or ''}{french.INSECABLE}{figure_wording.valeur(e.cible, e.unite)}".strip()


def _write_notes(bilan: Bilan) -> list[str]:
    """Previous period, dates of the results that differ from it, tolerances that make «
    partiellement atteint », words of the services.
    """
    bilans = bilan.engagements
    compares = [b for b in bilans if _say_previous(b)]
    notes = [figure_wording.note_precedente(bilan)] if compares else []
    reserves = [f"{b.engagement.code}, {b.reserve}" for b in compares if b.reserve]
    if reserves:
        notes.append(f"Période précédente incomplète : {' ; '.join(reserves)}.")
    notes.append(_say_dates(bilans))
    indecis = [b.engagement.code for b in _find_undecided(bilans) if not b.mesure.retenue]
    notes.append(figure_wording.sans_etat(indecis))
    notes.append(_say_tolerances(bilans))
    return [*notes, *_quote_services(bilans)]


def _quote_services(bilans: Sequence[BilanEngagement]) -> list[str]:
    return [
        f"{b.engagement.code}, précision du service : {ecrit(b.commentaire)}"
        for b in bilans
        if b.commentaire
    ]


def _say_dates(bilans: Sequence[BilanEngagement]) -> str:
    """The results that have dates of their own; empty when none has."""
    dates = [
        f"{b.engagement.code}, {figure_wording.periode(b.periode)}"
        for b in bilans
        if b.periode and b.mesure.valeur is not None
    ]
    if not dates:
        return ""
    return f"Dates de mesure différentes de la période : {' ; '.join(dates)}."


def _say_tolerances(bilans: Sequence[BilanEngagement]) -> str:
    """How much each commitment kept in part may miss its target; empty when none is."""
    tolerances = [
        f"{b.engagement.code}, {_say_tolerance(b)}"
        for b in bilans
        if b.etat == PARTIEL and b.engagement.tolerance is not None
    ]
    if not tolerances:
        return ""
    return (
        "Partiellement atteint : la cible est manquée, dans la limite de la tolérance"
        f" ({' ; '.join(tolerances)})."
    )


def _say_tolerance(b: BilanEngagement) -> str:
    """« 5 points », « 2 minutes »; empty without a tolerance."""
    tolerance, unite = b.engagement.tolerance, b.engagement.unite
    if tolerance is None:
        return ""
    if unite == "%":
        return figure_wording.valeur(tolerance * 100, "points")
    return figure_wording.valeur(tolerance, unite)


def _draw(bilans: Sequence[BilanEngagement]) -> Graphique | None:
    """Result against target, for the commitments in %, when two at least have both."""
    traces = [b for b in bilans if b.engagement.unite == "%" and _has_result_and_target(b)]
    if len(traces) < 2:
        return None
    resultats = tuple(figure_wording.reel(b.mesure) for b in traces)
    cibles = tuple(float(b.engagement.cible or 0) for b in traces)
    dits = " ; ".join(f"{b.engagement.code}, {resultat(b)}, cible {cible(b)}" for b in traces)
    message = (
        f"Résultat et cible des {len(traces)} engagements mesurés en pourcentage :"
        f" {_say_kept(traces)}. {dits}."
    )
    return Graphique(
        "Résultats et cibles des engagements mesurés en pourcentage",
        Genre.BARRES_GROUPEES,
        tuple(french.typographie(_name_in_chart(b)) for b in traces),
        (Serie("Résultat", resultats, "courant"), Serie("Cible", cibles)),
        french.typographie(message),
        pourcent=True,
    )


def _has_result_and_target(b: BilanEngagement) -> bool:
    return b.mesure.valeur is not None and b.engagement.cible is not None


def _say_kept(traces: Sequence[BilanEngagement]) -> str:
    """How many of the commitments of the chart are kept."""
    atteints = _count(traces, ATTEINT)
    if _find_undecided(traces):
        surs = french.pluriel(atteints, "est dit atteint", "sont dits atteints")
        return f"{surs}, {_say_undecided(traces, 'autre')}"
    if not atteints:
        return "aucun n’atteint sa cible"
    return french.pluriel(atteints, "atteint sa cible", "atteignent leur cible")


def _name_in_chart(b: BilanEngagement) -> str:
    e = b.engagement
    nom = e.indicateur or e.engagement
    return f"{e.code} – {nom}" if nom else e.code
