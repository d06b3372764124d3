"""Block 3 of the procedure: the report on complaints (docs/rules/documents.md#blocks)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import tendances
from clu_batch.documents.sections.field_tables import (
    Champ,
    Partie,
    lay_out,
    list_under,
    make_block,
    make_heading,
    make_table,
    name_parts,
    put_under,
    typeset_chart,
)
from clu_batch.documents.sections.figure_wording import (
    PEU_DE_RECLAMATIONS,
    define_unit,
    read_float,
    say_comparison,
    say_difference,
    say_rate,
    say_rate_in_cell,
    say_value,
)
from clu_batch.documents.sections.reclamations_ouvertes import say_open
from clu_batch.documents.sections.table_notes import (
    say_left_out,
    write_caution_note,
    write_cutoff_note,
    write_gap_note,
    write_previous_note,
)
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.content import Block, Chart, ChartKind, ChartSeries, Element, PrintedTable
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.figures import reclamations_fiches as fiches
from clu_batch.rules.figures.mesures import NOMBRE, POURCENT
from clu_batch.rules.figures.reclamations_axes import AXE_ETAT
from clu_batch.rules.model import ActionDAmelioration, Indicateur, Parametres, Repartition

RECUES = fiches.RECUES
TAUX = fiches.TAUX_DANS_DELAI
TAUX_AR = fiches.TAUX_AR_DANS_DELAI
_VOLUMES = (
    (RECUES, "Réclamations reçues"),
    (fiches.HORS_PERIMETRE, "dont hors périmètre"),
    (fiches.SUGGESTIONS, "Suggestions"),
    (fiches.REMERCIEMENTS, "Remerciements"),
)
_REPONSES = (
    (TAUX, "Réponses dans le délai"),
    (fiches.DELAI_MEDIAN, "Délai médian de réponse"),
    (fiches.DELAI_MOYEN, "Délai moyen de réponse"),
    (fiches.DELAI_P90, "Délai maximal de 9 réponses sur 10"),
    (fiches.DELAI_MAX, "Délai le plus long"),
    (fiches.FONDEES, "Réclamations fondées, en tout ou partie"),
    (TAUX_AR, "Accusés de réception dans le délai"),
)
REPONSES = "Réponses aux réclamations"
SANS_DELAI = (
    "Aucun délai de réponse n’est fixé : la part des réponses dans le délai n’est pas mesurée."
)
SEULS_DELAIS = (
    "Aucun délai de réponse général n’est fixé : la part des réponses dans le délai ne porte que"
    " sur les réclamations qui ont un délai particulier."
)
AUCUNE = "Aucune réclamation n’a été reçue sur la période"
PARTIES = (
    Partie("volumes", "ce qui a été reçu"),
    Partie("etats", "où en sont les réclamations de la période", graphique=True),
    Partie("delais", "les délais de réponse et les suites"),
    Partie("tendance", "la part répondue dans le délai, réunion après réunion", graphique=True),
    Partie("anciennete", "les réclamations ouvertes, selon leur ancienneté"),
    Partie("groupes", "les réclamations par service, canal et site", graphique=True),
    Partie("motifs", "les réclamations par motif", graphique=True),
    Partie("mois", "les réclamations par mois", graphique=True),
)


@frozen
class _Nomme:
    """A figure and how the block names it."""

    libelle: str
    indicateur: Indicateur


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: how many complaints, and what share was answered in time."""
    depuis = meeting.parametres.reclamations_depuis
    if depuis and depuis > meeting.seance.comptee.au and not meeting.count(RECUES):
        jour = french.format_date(depuis)
        return (
            f"Le registre des réclamations n’est suivi qu’à partir du {jour}, après la période."
        )
    debut, dans_delai = _say_received(meeting), meeting.find_figure(TAUX)
    if is_empty(meeting):
        return f"{debut}."
    debut += _say_previous(meeting.find_figure(RECUES))
    if dans_delai.mesure.valeur is None:
        return f"{debut}."
    minimum = meeting.parametres.minimum_reponses
    dit = say_rate(dans_delai.mesure, minimum, PEU_DE_RECLAMATIONS)
    dit += say_comparison(dans_delai)
    return f"{debut}. La part des réponses envoyées dans le délai est de {dit}."


def _say_received(meeting: MeetingContext) -> str:
    """Write how many were received. When none is counted but rows were left out, it says so: one of
    them may be a complaint.
    """
    nombre = meeting.count(RECUES)
    if nombre == 0:
        ecartees = _say_left_out(meeting)
        return "Aucune réclamation n’est comptée sur la période" if ecartees else AUCUNE
    recues = french.write_count(
        nombre, "réclamation a été reçue", "réclamations ont été reçues", feminin=True
    )
    return f"Sur la période, {recues}"


def is_empty(meeting: MeetingContext) -> bool:
    """Whether there is no complaint, suggestion nor thanks in either period, and
    nothing is open.
    """
    codes = (*(code for code, _ in _VOLUMES), fiches.STOCK)
    return not any(meeting.count(code) or meeting.count_before(code) for code in codes)


def build_section(meeting: MeetingContext) -> Block:
    """Return the volumes, states and delays, the rate meeting after meeting, the open complaints
    and the actions; the breakdowns are in `reclamations_detail`.
    """
    if is_empty(meeting):
        return make_block(write_sentence(meeting), _say_left_out(meeting))
    return make_block(
        write_sentence(meeting),
        name_parts("volumes", _tabulate_volumes(meeting)),
        name_parts("etats", _build_states(meeting)),
        name_parts("delais", _build_answers(meeting)),
        name_parts(
            "tendance", tendances.build_tendance(meeting, TAUX, "Réponses dans le délai")
        ),
        put_under("Réclamations encore ouvertes", say_open(meeting)),
        list_under(
            "Actions d’amélioration engagées",
            [_say_action(action) for action in meeting.bilan.actions_reclamations],
        ),
    )


def write_definitions(meeting: MeetingContext) -> list[str]:
    """Define the delays of the block once: their unit, the way they are counted, their source."""
    parametres = meeting.parametres
    dits = []
    if parametres.delai_reponse is not None:
        delai = say_value(Fraction(parametres.delai_reponse), parametres.unite_reponse)
        dits.append(
            f"Délai de réponse aux réclamations : {delai}, sauf délai particulier"
            f" ({define_unit(parametres.unite_reponse)})."
            " Le jour de réception ne compte pas, ni le temps d’attente d’une réponse de l’usager."
            " Décompte retenu par convention,"
            " sur le modèle des articles 641 et 642 du code de procédure civile."
        )
    dits.append(
        "Réponses dans le délai : réponses envoyées dans le délai, sur les réclamations répondues"
        " ou dont le délai est dépassé. Une réclamation encore dans le délai n’entre pas dans la"
        " base ; une réclamation hors périmètre non plus."
    )
    if TAUX_AR not in meeting.indicateurs:
        return dits  # nothing is said of what is not followed
    accuses = _say_acknowledgements(parametres)
    if accuses:
        dits.append(
            f"Accusé de réception dans le délai : {french.join_words(accuses)} (engagement du"
            " programme Services Publics\u00a0+)."
        )
    return dits


def _say_acknowledgements(parametres: Parametres) -> list[str]:
    """Return the délai of an acknowledgement for each channel
    (docs/rules/complaints.md#acknowledgement).
    """
    voies = (
        (parametres.delai_ar_electronique, "par voie électronique"),
        (parametres.delai_ar_papier, "par les autres voies"),
    )
    return [
        f"{french.format_number(jours)} jours calendaires {voie}"
        for jours, voie in voies
        if jours is not None
    ]


def _say_previous(recues: Indicateur) -> str:
    """Write « , contre 118 sur la période précédente (registre ouvert en mars 2025) »."""
    passe = recues.precedente.nombre if recues.precedente else None
    if passe is None:
        return ""
    reserve = f" ({recues.reserve})" if recues.reserve else ""
    if not passe and not recues.mesure.valeur:
        return f", comme sur la période précédente{reserve}"
    avant = french.format_compared(passe, "aucune")
    return f", contre {avant} sur la période précédente{reserve}"


def _tabulate_figures(
    meeting: MeetingContext,
    legende: str,
    voulus: Iterable[tuple[str, str]],
    notes: Iterable[str],
) -> PrintedTable:
    """Make a table of the figures that are known among `voulus`, pairs of a code and
    its wording.
    """
    lignes = [
        _Nomme(libelle, meeting.indicateurs[code])
        for code, libelle in voulus
        if code in meeting.indicateurs
    ]
    colonnes: Sequence[Champ[_Nomme]] = (
        Champ("Indicateur", 52, lambda x: x.libelle),
        Champ("Période", 41, lambda x: _say_figure(x.indicateur), nombre=True),
        Champ(
            "Période précédente", 41, lambda x: _say_figure_before(x.indicateur), nombre=True
        ),
        Champ(
            "Écart",
            40,
            lambda x: say_difference(x.indicateur.ecart, x.indicateur.unite),
            nombre=True,
        ),
    )
    return make_table(legende, lignes, colonnes, notes)


def _say_figure(indicateur: Indicateur) -> str:
    if indicateur.unite == POURCENT:
        return say_rate_in_cell(indicateur.mesure)
    return say_value(indicateur.mesure.valeur, indicateur.unite)


def _has_before(indicateur: Indicateur) -> bool:
    return indicateur.precedente is not None and indicateur.precedente.valeur is not None


def _say_figure_before(indicateur: Indicateur) -> str | None:
    """Write the value of the previous period without a base: the control workbook holds none for
    it.
    """
    avant = indicateur.precedente
    return None if avant is None else say_value(avant.valeur, indicateur.unite)


def _tabulate_volumes(meeting: MeetingContext) -> PrintedTable | None:
    """Return how many complaints, suggestions and thanks were received; nothing when the sentence
    has said it all.
    """
    voulus = [(code, libelle) for code, libelle in _VOLUMES if _is_shown(meeting, code)]
    if len(voulus) < 2 and not _say_left_out(meeting):
        return None
    indicateurs = [meeting.find_figure(code) for code, _ in voulus]
    legende = "Réclamations, suggestions et remerciements reçus"
    notes = _write_notes(meeting, indicateurs)
    return _tabulate_figures(meeting, legende, voulus, notes)


def _write_notes(meeting: MeetingContext, indicateurs: Iterable[Indicateur]) -> list[str]:
    """Write the notes of the first table: its dates, what « période précédente » means when a
    figure has a value of it, the rows left out.
    """
    before = write_previous_note(meeting, RECUES) if any(map(_has_before, indicateurs)) else ""
    return [write_cutoff_note(meeting), before, _say_left_out(meeting)]


def _is_shown(meeting: MeetingContext, code: str) -> bool:
    """Whether a volume is shown: complaints always, another nature when there was one in either
    period.
    """
    return code == RECUES or bool(meeting.count(code) or meeting.count_before(code))


def _say_left_out(meeting: MeetingContext) -> str:
    """Write how many rows of the register were left out; empty when none was."""
    return say_left_out(
        meeting.registre.reclamations,
        "du registre des réclamations",
        meeting.bilan.reclamations_ecartees,
    )


def _say_action(action: ActionDAmelioration) -> str:
    """Write an action, with who conducts it and until when."""
    dits = []
    if action.pilote:
        dits.append(f"pilote : {fonctions.fit_in_sentence(action.pilote)}")
    if action.echeance:
        dits.append(f"échéance : {french.format_short_date(action.echeance)}")
    if dits:
        return f"{action.texte.rstrip('. ')} ({' ; '.join(dits)})"
    return action.texte


def _build_states(meeting: MeetingContext) -> list[Element]:
    """Return where the complaints of the period stand at A, in a chart and its table. With the
    complaints that are in none of the four states, they add up to the number received.
    """
    etats = meeting.find_repartition((RECUES,), AXE_ETAT)
    if not any(etat.mesure.nombre for etat in etats):
        return []
    date = french.format_date(meeting.seance.a)
    legende = f"État, au {date}, des réclamations reçues sur la période"
    dits = [f"{etat.modalite}, {say_number(etat)}" for etat in etats]
    graphique = typeset_chart(
        Chart(
            legende,
            ChartKind.BARRES,
            [etat.modalite for etat in etats],
            [ChartSeries("Réclamations", tuple(read_float(etat.mesure) for etat in etats))],
            f"{legende}. {' ; '.join(dits)}.",
        )
    )
    champs: Sequence[Champ[Repartition]] = (
        Champ("État", 40, lambda etat: etat.modalite),
        Champ("Nombre", 15, say_number, nombre=True),
    )
    donnees = make_table(legende, etats, champs)
    return put_under(REPONSES, replace(graphique, donnees=donnees))


def _build_answers(meeting: MeetingContext) -> list[Element]:
    """Return the delays and the outcome of the complaints."""
    voulus = [(code, libelle) for code, libelle in _REPONSES if _was_measured(meeting, code)]
    minimum = meeting.parametres.minimum_reponses
    mesures = [(french.lower_first(nom), meeting.measure(code)) for code, nom in voulus]
    indicateurs = [meeting.find_figure(code) for code, _ in voulus]
    notes = [
        *_write_notes(meeting, indicateurs),
        write_gap_note(i.ecart for i in indicateurs),
        write_caution_note(mesures, minimum, "réclamations"),
    ]
    if meeting.parametres.delai_reponse is None:
        notes.append(SEULS_DELAIS if _was_measured(meeting, TAUX) else SANS_DELAI)
    table = _tabulate_figures(meeting, "Délais et suites", voulus, notes)
    if TAUX in meeting.indicateurs or not meeting.count(RECUES):
        return lay_out(table)
    return lay_out(make_heading(REPONSES), table)


def _was_measured(meeting: MeetingContext, code: str) -> bool:
    """Whether a figure has a value, in either period."""
    valeurs = meeting.measure(code).valeur, meeting.measure_before(code).valeur
    return valeurs != (None, None)


def say_number(ligne: Repartition) -> str | None:
    """Write a count; nothing for a month before the register."""
    if ligne.mesure.valeur is None:
        return None
    return say_value(ligne.mesure.valeur, NOMBRE)
