"""Block 1 of the procedure: present the results of the service commitments
(docs/rules/commitments.md#states).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import absences, suites
from clu_batch.documents.sections.field_tables import (
    Champ,
    Partie,
    make_block,
    make_table,
    name_parts,
    put_under,
    typeset_chart,
    write_line,
)
from clu_batch.documents.sections.figure_wording import (
    add_unread,
    ask_answers,
    define_marks,
    is_untold,
    keep_together,
    list_counts,
    list_in_note,
    mark_change,
    read_float,
    say_base,
    say_cible,
    say_difference,
    say_period,
    say_unread_after_base,
    say_value,
    write_caution_note,
    write_cutoff_note,
    write_gap_note,
    write_previous_note,
    write_stateless_note,
)
from clu_batch.documents.typed_texts import ask
from clu_batch.kernel import french
from clu_batch.kernel.content import (
    Block,
    Chart,
    ChartKind,
    ChartSeries,
    Element,
    Missing,
    Texte,
)
from clu_batch.records.engagements import UniteDeResultat
from clu_batch.rules.figures.mesures import MANQUES, POURCENT
from clu_batch.rules.model import Atteinte, BilanEngagement, Evolution, Mesure

PARTIES = (
    Partie("resultats", "les résultats et les cibles", graphique=True),
    Partie("actions", "les actions d’amélioration"),
)


_JUGES = frozenset({Atteinte.ATTEINT, *MANQUES})


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: how many commitments are kept, among those that were measured
    against a target.
    """
    bilans = meeting.bilan.engagements
    if not bilans:
        return "Aucun engagement de service n’est présenté pour cette réunion."
    juges = [b for b in bilans if b.etat in _JUGES]
    if not juges:
        return _say_followed(bilans)
    sans = _count_in_state(bilans, Atteinte.NON_MESURE)
    dits = [
        _say_judged(juges, _count_in_state(bilans, Atteinte.SANS_CIBLE)),
        *list_counts((sans, "autre n’a pas été mesuré", "autres n’ont pas été mesurés")),
    ]
    indecis = _say_undecided(bilans, "autre ", "autres ")
    if indecis:
        dits.append(indecis)
    return f"{' ; '.join(dits)}."


def _say_followed(bilans: Sequence[BilanEngagement]) -> str:
    """Write how many commitments are followed, when none can be judged."""
    nombre = french.open_with_count(
        len(bilans), "engagement de service est suivi", "engagements de service sont suivis"
    )
    pourquoi = "aucun n’a à la fois une cible et un résultat sur la période"
    return f"{nombre} ; {_say_undecided(bilans) or pourquoi}."


def _say_judged(juges: Sequence[BilanEngagement], sans_cible: int) -> str:
    """Write how many of the measured commitments are kept, kept in part, missed; with those that
    have no target, how many have one.
    """
    mesures = french.format_count(
        len(juges) + sans_cible,
        "engagement de service mesuré",
        "engagements de service mesurés",
    )
    objectifs = ", "
    if sans_cible:
        vises = french.format_count(len(juges), "a un objectif", "ont un objectif")
        objectifs = f", {vises} : "
    atteints = _count_in_state(juges, Atteinte.ATTEINT)
    partiels = _count_in_state(juges, Atteinte.PARTIELLEMENT)
    restent = len(juges) - atteints - partiels
    dits = list_counts(
        (atteints, "est atteint", "sont atteints"),
        (partiels, "est partiellement atteint", "sont partiellement atteints"),
        (restent if atteints else 0, "n’est pas atteint", "ne sont pas atteints"),
    )
    if not atteints:
        dits.insert(0, "aucun n’est atteint")
    return f"Sur {mesures}{objectifs}{french.join_words(dits)}"


def _count_in_state(bilans: Sequence[BilanEngagement], etat: str) -> int:
    return sum(b.etat == etat for b in bilans)


def _say_undecided(bilans: Sequence[BilanEngagement], autre: str = "", autres: str = "") -> str:
    """Write « 1 autre ne peut pas être apprécié, des réponses étant illisibles »; empty when all
    can be judged.
    """
    nombre = _count_in_state(bilans, Atteinte.INDECIS)
    if not nombre:
        return ""
    un, plusieurs = (
        f"{autre}ne peut pas être apprécié",
        f"{autres}ne peuvent pas être appréciés",
    )
    return f"{french.format_count(nombre, un, plusieurs)}, des réponses étant illisibles"


def is_empty(meeting: MeetingContext) -> bool:
    """Whether no commitment is declared."""
    return not meeting.bilan.engagements


def find_missing(meeting: MeetingContext) -> Missing | None:
    """Return what is missing without a sheet of commitments, or without one of results while a
    commitment waits for a typed result.
    """
    manque = absences.find_missing_sheet(meeting, "Engagements")
    if manque or all(e.source is not None for e in meeting.registre.engagements):
        return manque
    return absences.find_missing_sheet(meeting, "Résultats")


def build_section(meeting: MeetingContext) -> Block:
    """Return the results against the targets, then what is done about the commitments that are
    missed.
    """
    bilans = meeting.bilan.engagements
    legende = "Engagements de service : résultats et cibles"
    notes = [write_cutoff_note(meeting), *_write_notes(meeting)]
    manques = [b for b in bilans if b.etat in MANQUES]
    actions = "Engagements non atteints ou partiellement atteints : actions d’amélioration"
    return make_block(
        write_sentence(meeting),
        name_parts(
            "resultats",
            _draw_results(bilans),
            _tabulate_engagements(meeting, legende, notes),
        ),
        put_under(
            "Actions d’amélioration",
            name_parts("actions", _tabulate_actions(actions, manques)),
        ),
    )


def _tabulate_engagements(
    meeting: MeetingContext, legende: str, notes: Sequence[str]
) -> Element:
    """Make the table of the commitments: indicator, result, previous result, target, state in
    words, and whether the last held meeting saw it missed (docs/rules/commitments.md#missed).
    """
    bilans, passes = meeting.bilan.engagements, meeting.bilan.engagements_precedents
    derniere = suites.find_last_reunion(meeting)
    quand = f" en {french.MOIS[derniere.date.month - 1]}" if derniere else ""
    champs: Sequence[Champ[BilanEngagement]] = (
        Champ("Engagement et indicateur", 110, name_with_indicateur),
        Champ("Résultat (base)", 24, _say_with_base, nombre=True),
        Champ("Période précédente (écart)", 20, _say_previous, nombre=True),
        Champ("Cible", 12, say_target, nombre=True),
        Champ("État", 20, lambda b: b.etat or None),
        Champ(f"Manqué{quand}", 12, lambda b: _say_missed(b, passes)),
    )
    return make_table(legende, bilans, champs, notes, essentiel=True)


def _say_missed(b: BilanEngagement, passes: Mapping[str, Atteinte]) -> str | None:
    """Write « oui » of a commitment that was missed at the last held meeting."""
    return "oui" if passes.get(b.engagement.code) in MANQUES else None


def _tabulate_actions(legende: str, manques: Sequence[BilanEngagement]) -> Element:
    """Make the table of what is done about each missed commitment; an action that nobody typed is
    to complete.
    """
    champs = (
        Champ[BilanEngagement]("Engagement", 15, lambda b: b.engagement.code),
        Champ[BilanEngagement]("Action d’amélioration", 70, _find_action),
        Champ[BilanEngagement]("Pilote", 30, lambda b: b.engagement.pilote),
        Champ[BilanEngagement]("Échéance", 20, _say_echeance),
    )
    return make_table(legende, manques, champs)


def _say_echeance(b: BilanEngagement) -> str | None:
    echeance = b.engagement.echeance_action
    return None if echeance is None else french.format_short_date(echeance)


def name_with_indicateur(b: BilanEngagement) -> Texte:
    """Return the commitment and what measures it."""
    e = b.engagement
    if not e.engagement or not e.indicateur:
        return _name_engagement(b)
    indicateur = french.lower_first(e.indicateur.rstrip(" ."))
    return f"{e.code} – {e.engagement.rstrip(' .')} ({indicateur})"


def _name_engagement(b: BilanEngagement) -> Texte:
    e = b.engagement
    if not e.engagement:
        return ask(e, "engagement")
    return f"{e.code} – {e.engagement}"


def _find_action(b: BilanEngagement) -> Texte:
    e = b.engagement
    return e.action or ask(e, "action")


def say_result(b: BilanEngagement) -> Texte:
    """Return the result in the unit of the commitment, or what prevents one."""
    return _say_value(b, b.mesure)


def _say_value(b: BilanEngagement, mesure: Mesure) -> Texte:
    if mesure.retenue:
        return ask_answers(mesure, b.engagement.locate("source"))
    return add_unread(_say_number(b, mesure), mesure)


def _say_number(b: BilanEngagement, mesure: Mesure) -> str:
    return say_value(mesure.valeur, b.engagement.unite, mesure.decimales)


def _say_with_base(b: BilanEngagement) -> Texte:
    """Return a result with its base, « 91,1 % (562 sur 617) »; a mean or a count says the number of
    cases behind it, whose word may stand on the next line.
    """
    mesure = b.mesure
    if mesure.retenue or mesure.valeur is None or mesure.denominateur is None:
        return _say_value(b, mesure)
    base = keep_together(say_base(mesure))
    if mesure.numerateur is None:
        base = f"sur{french.INSECABLE}{_count_cases(b, mesure.denominateur)}"
    unread = keep_together(say_unread_after_base(mesure))
    return f"{_say_number(b, mesure)} ({base}{unread})"


_CAS = {
    UniteDeResultat.POURCENT: ("cas", "cas"),
    UniteDeResultat.JOURS: ("demande", "demandes"),
    UniteDeResultat.MINUTES: ("passage", "passages"),
    UniteDeResultat.NOMBRE: ("cas", "cas"),
}
"""What a service counts behind a result that it typed, by its unit."""


def _count_cases(b: BilanEngagement, nombre: int) -> str:
    """Write « 9 710 passages »; « 606 réponses » behind the mean of a question."""
    mots = ("réponse", "réponses") if b.source else _CAS[b.engagement.unite]
    return french.format_count(nombre, *mots)


def _say_previous(b: BilanEngagement) -> Texte | None:
    if is_untold(b.precedente):
        return None
    dit = _say_value(b, b.precedente)
    ecart = say_difference(b.ecart, b.engagement.unite)
    if isinstance(dit, Missing) or not ecart:
        return dit
    return f"{dit} ({mark_change(ecart, b.source)})"


def say_target(b: BilanEngagement) -> str | None:
    """Return the target, « ≥ 85,0 % », its sign kept beside its number."""
    e = b.engagement
    if e.cible is None:
        return None
    return f"{e.sens or ''}{french.INSECABLE}{say_cible(e.cible, e.unite)}".strip()


def _write_notes(meeting: MeetingContext) -> list[str]:
    """Return the notes of the table: the previous period, the results that have other dates, the
    tolerances that make « partiellement atteint », the words of the services.
    """
    bilans = meeting.bilan.engagements
    compares = [b for b in bilans if not is_untold(b.precedente)]
    notes = [write_previous_note(meeting)] if compares else []
    reserves = [f"{b.engagement.code}, {b.reserve}" for b in compares if b.reserve]
    indecis = [
        b.engagement.code for b in bilans if b.etat == Atteinte.INDECIS and not b.mesure.retenue
    ]
    return [
        *notes,
        list_in_note("Période précédente incomplète", reserves),
        write_gap_note(b.ecart for b in compares),
        define_marks(b.source for b in compares if b.source),
        _say_untested(compares),
        _say_dates(bilans),
        write_stateless_note(indecis),
        say_tolerances(bilans),
        write_few_note(meeting, bilans),
        *_quote_services(bilans),
    ]


def _say_untested(bilans: Sequence[BilanEngagement]) -> str:
    """Write which changes no test supports: those that do not rest on the rate of a question."""
    codes = [b.engagement.code for b in bilans if b.ecart is not None and not _is_tested(b)]
    return f"Écart non testé : {french.join_words(codes)}." if codes else ""


def _is_tested(b: BilanEngagement) -> bool:
    return b.source is not None and b.source.evolution != Evolution.SANS_OBJET


def write_few_note(meeting: MeetingContext, bilans: Sequence[BilanEngagement]) -> str:
    """Write which rates stand on few cases; empty when none does."""
    taux = [(b.engagement.code, b.mesure) for b in bilans if b.engagement.unite == POURCENT]
    return write_caution_note(taux, meeting.parametres.minimum_reponses, "cas")


def _quote_services(bilans: Sequence[BilanEngagement]) -> list[str]:
    """Write what the services say of their results."""
    said_by = {b.engagement.code: b.commentaire for b in bilans}
    return [
        f"{code}, précision du service : « {write_line(said)} »"
        for code, said in said_by.items()
        if said
    ]


def _say_dates(bilans: Sequence[BilanEngagement]) -> str:
    """Write which results have dates of their own; empty when none has."""
    dates = [
        f"{b.engagement.code}, {say_period(b.periode)}"
        for b in bilans
        if b.periode and b.mesure.valeur is not None
    ]
    return list_in_note("Dates de mesure différentes de la période", dates)


def say_tolerances(bilans: Sequence[BilanEngagement]) -> str:
    """Write by how much each commitment kept in part may miss its target, « 5 points » or
    « 2 minutes »; empty when none is kept in part.
    """
    tolerances = []
    for b in bilans:
        unite: str = b.engagement.unite
        code, tolerance = b.engagement.code, b.engagement.tolerance
        if b.etat != Atteinte.PARTIELLEMENT or tolerance is None:
            continue
        if unite == POURCENT:
            unite, tolerance = "points", tolerance * 100
        tolerances.append(f"{code}, {say_value(tolerance, unite)}")
    if not tolerances:
        return ""
    return (
        "Partiellement atteint : la cible est manquée, dans la limite de la tolérance"
        f" ({' ; '.join(tolerances)})."
    )


def _draw_results(bilans: Sequence[BilanEngagement]) -> Chart | None:
    """Draw the results against the targets of the commitments in %, when two at least have both."""
    traces = list(filter(_is_drawn, bilans))
    if len(traces) < 2:
        return None
    resultats = tuple(read_float(b.mesure) for b in traces)
    cibles = tuple(float(b.engagement.cible or 0) for b in traces)
    dits = [f"{b.engagement.code}, {say_result(b)}, cible {say_target(b)}" for b in traces]
    return typeset_chart(
        Chart(
            "Résultats et cibles des engagements mesurés en pourcentage",
            ChartKind.BARRES_GROUPEES,
            [_name_in_chart(b) for b in traces],
            [ChartSeries("Résultat", resultats, "courant"), ChartSeries("Cible", cibles)],
            f"Résultat et cible des {len(traces)} engagements mesurés en pourcentage :"
            f" {_say_kept(traces)}. {' ; '.join(dits)}.",
            pourcent=True,
        )
    )


def _is_drawn(b: BilanEngagement) -> bool:
    engagement = b.engagement
    measured = engagement.unite == POURCENT and b.mesure.valeur is not None
    return measured and engagement.cible is not None


def _say_kept(traces: Sequence[BilanEngagement]) -> str:
    """Write how many of the commitments of the chart are kept."""
    atteints = _count_in_state(traces, Atteinte.ATTEINT)
    indecis = _say_undecided(traces, "autre ", "autres ")
    if indecis:
        surs = french.format_count(atteints, "est dit atteint", "sont dits atteints")
        return f"{surs}, {indecis}"
    if not atteints:
        return "aucun n’atteint sa cible"
    return french.format_count(atteints, "atteint sa cible", "atteignent leur cible")


def _name_in_chart(b: BilanEngagement) -> str:
    e = b.engagement
    nom = e.indicateur or e.engagement
    return f"{e.code} – {nom}" if nom else e.code
