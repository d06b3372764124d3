"""Block 1 of the procedure: present the results of the service commitments
(docs/rules/commitments.md#states).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import absences, suites
from clu_batch.documents.sections.engagements_notes import write_notes
from clu_batch.documents.sections.engagements_wording import (
    is_balance,
    name_with_indicateur,
    say_previous,
    say_result,
    say_target,
    say_with_base,
)
from clu_batch.documents.sections.field_tables import (
    Champ,
    Partie,
    make_block,
    make_table,
    name_parts,
    put_under,
    typeset_chart,
)
from clu_batch.documents.sections.figure_wording import list_counts, read_float
from clu_batch.documents.sections.table_notes import write_cutoff_note
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
from clu_batch.rules.figures.mesures import MANQUES, POURCENT
from clu_batch.rules.model import Atteinte, BilanEngagement

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
        *([_say_others(sans)] if sans else []),
    ]
    indecis = _say_undecided(bilans, "autre ", "autres ")
    if indecis:
        dits.append(indecis)
    return f"{' ; '.join(dits)}."


def _say_others(sans: int) -> str:
    """Write « un autre n’a pas été mesuré »."""
    return french.write_count(sans, "autre n’a pas été mesuré", "autres n’ont pas été mesurés")


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
    if len(juges) == 1:
        return _say_single(juges[0], sans_cible)
    mesures = f"{french.format_number(len(juges) + sans_cible)} engagements de service mesurés"
    objectifs = ", "
    if sans_cible:
        objectifs = f", {french.format_number(len(juges))} ont un objectif : "
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


_ETATS = {
    Atteinte.ATTEINT: "est atteint",
    Atteinte.PARTIELLEMENT: "est partiellement atteint",
    Atteinte.NON_ATTEINT: "n’est pas atteint",
}


def _say_single(juge: BilanEngagement, sans_cible: int) -> str:
    """Write how the only commitment that can be judged stands."""
    etat = _ETATS[Atteinte(juge.etat)]
    if not sans_cible:
        return f"Le seul engagement de service mesuré {etat}"
    mesures = french.format_number(1 + sans_cible)
    return f"Sur {mesures} engagements de service mesurés, le seul qui a un objectif {etat}"


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
    return f"{french.write_count(nombre, un, plusieurs)}, des réponses étant illisibles"


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
    notes = [write_cutoff_note(meeting), *write_notes(meeting)]
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
        _make_figure("Résultat", " et base", 24, say_with_base, bilans),
        _make_figure("Période précédente", " et écart", 20, say_previous, bilans),
        Champ("Cible", 12, say_target, nombre=True),
        Champ("État", 20, lambda b: b.etat or None),
        Champ(f"Manqué{quand}", 12, lambda b: _say_missed(b, passes)),
    )
    return make_table(legende, bilans, champs, notes, essentiel=True)


def _make_figure(
    titre: str,
    suite: str,
    part: int,
    dit: Callable[[BilanEngagement], Texte | None],
    bilans: Sequence[BilanEngagement],
) -> Champ[BilanEngagement]:
    """Make a column of figures; its heading names their second line when one of them has it."""
    deux_lignes = any("\n" in said for said in map(dit, bilans) if isinstance(said, str))
    return Champ(titre + suite if deux_lignes else titre, part, dit, nombre=True)


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
    if echeance is None:
        return None
    return french.format_short_date(echeance)


def _find_action(b: BilanEngagement) -> Texte:
    e = b.engagement
    return e.action or ask(e, "action")


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
    measured = measured and not is_balance(b)
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
    if nom:
        return f"{e.code} – {nom}"
    return e.code
