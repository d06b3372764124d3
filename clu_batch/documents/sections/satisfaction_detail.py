"""Block 2, in detail: present how the answers are spread, and the Question globale group by group
(docs/rules/satisfaction.md#distribution).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import repartitions
from clu_batch.documents.sections.field_tables import Champ, lay_out, name_parts, put_under
from clu_batch.documents.sections.figure_wording import (
    PLACE_REPONSES,
    is_untold,
    say_base,
    say_rate_or_missing,
    say_unread,
    say_value,
)
from clu_batch.documents.sections.repartitions import Sujet
from clu_batch.documents.sections.satisfaction_reponses import (
    Reparties,
    build_distribution,
    count_unread,
)
from clu_batch.documents.sections.table_notes import (
    list_in_note,
    write_blank_months_note,
    write_caution_note,
    write_unread_note,
)
from clu_batch.kernel import french
from clu_batch.kernel.content import ChartKind, Element, Missing, PrintedTable, Texte
from clu_batch.kernel.problems import Place
from clu_batch.messages.survey import OPTIONS_A_DECLARER
from clu_batch.records.question import Echelle
from clu_batch.rules.figures.definitions import MOYENNE, TAUX, TAUX_GLOBAL, name_distribution
from clu_batch.rules.figures.mesures import NOTE
from clu_batch.rules.figures.questions import AUTRE_REPONSE, find_globale
from clu_batch.rules.figures.reponses import AXE_MOIS
from clu_batch.rules.model import Mesure, Question, Repartition

REPONSE = "Réponse"
OPTIONS_ABSENTES = "(ses réponses possibles ne sont pas dans la feuille Échelles)"
PLUSIEURS = "Plusieurs réponses étaient possibles : le total peut dépasser 100 %."
CRITERES = ("Site", "Canal", "Service", "Mode de recueil")


def build_answers(meeting: MeetingContext, questions: Sequence[Question]) -> list[Element]:
    """Return the distribution of the answers: one stacked chart and its table per scale, one chart
    of columns per question with a note.
    """
    echelles: dict[tuple[str, ...], list[Reparties]] = {}
    notes: list[Element] = []
    for question in questions:
        reparties = _find_shares(meeting, question)
        if question.echelle == Echelle.NOTE:
            notes += _draw_notes(meeting, question, reparties)
        elif reparties:
            modalites = tuple(r.modalite for r in reparties)
            echelles.setdefault(modalites, []).append(Reparties(question, reparties))
    distributions = [
        build_distribution(meeting, modalites, groupe) for modalites, groupe in echelles.items()
    ]
    return lay_out(*distributions, notes)


def say_withheld(meeting: MeetingContext, questions: Sequence[Question]) -> str:
    """Write which questions have a distribution that is not given because too many answers
    cannot be read; empty when none has.
    """
    dits = [
        f"{question.cite} ({say_unread(count_unread(meeting, question))})"
        for question in questions
        if meeting.measure(TAUX.of(question)).retenue
    ]
    return list_in_note("Répartition des réponses non donnée", dits)


def build_choices(meeting: MeetingContext) -> list[Element]:
    """Return how the answers to the questions of choice are spread; they have no rate."""
    elements: list[Element] = []
    minimum = meeting.parametres.minimum_reponses
    for question in meeting.registre.questions:
        if question.is_choix:
            note = PLUSIEURS if question.echelle == Echelle.CHOIX_MULTIPLE else ""
            sujet = Sujet(question.libelle, "Part des répondants")
            parts = _find_shares(meeting, question)
            notes = (note, _write_caution_of_all(parts, minimum))
            elements += _build_breakdown(sujet, parts, notes, minimum)
    return put_under("Questions à choix", elements, *_ask_options(meeting))


def _ask_options(meeting: MeetingContext) -> list[Missing]:
    """Return how the answers are spread, for the questions of choice that were answered and whose
    possible answers are not declared.
    """
    missing = []
    for question in meeting.registre.questions:
        spread = meeting.find_repartition((name_distribution(question),), REPONSE)
        if question.lacks_options and any(r.modalite == AUTRE_REPONSE for r in spread):
            quoi = f"répartition des réponses à la question {question.cite} {OPTIONS_ABSENTES}"
            remedy = f"{OPTIONS_A_DECLARER.format(valeur=question.code)}."
            missing.append(Missing(quoi, question.locate("echelle"), "Échelle", remedy))
    return missing


def build_globale(meeting: MeetingContext) -> list[Element]:
    """Return the Question globale by site, channel, service and way of collecting, then
    by month.
    """
    question = find_globale(meeting.registre.questions)
    codes = [TAUX_GLOBAL]
    ou = PLACE_REPONSES
    if question:
        codes.append(TAUX.of(question))
        ou = question.place
    minimum = meeting.parametres.minimum_reponses
    lignes = repartitions.find_groups(meeting, codes, CRITERES)
    criteres = repartitions.join_criteria(lignes)
    par_groupe = Sujet(f"Satisfaction globale par {criteres}", "Satisfaits")
    mois = repartitions.find_groups(meeting, codes, ("Mois",))
    par_mois = Sujet("Satisfaction globale par mois", "Satisfaits", genre=ChartKind.COLONNES)
    notes = [
        _write_caution(mois, minimum),
        _say_rateless(mois, meeting.parametres.seuil_regroupement),
        write_blank_months_note(mois, "enquêtes suivies depuis {}"),
        _say_apart(mois),
    ]
    prudence = (_write_caution(lignes, minimum), _say_apart(lignes))
    return put_under(
        "Satisfaction globale, en détail",
        *name_parts("groupes", _tabulate_breakdown(par_groupe, lignes, prudence, ou)),
        *name_parts("mois", _build_breakdown(par_mois, mois, notes, minimum, ou)),
    )


def _find_shares(meeting: MeetingContext, question: Question) -> list[Repartition]:
    """Return the shares of the answers; what counts apart (sans opinion, no answer) has
    no share.
    """
    codes = (name_distribution(question),)
    return [r for r in meeting.find_repartition(codes, REPONSE) if r.mesure.valeur is not None]


def _build_breakdown(
    sujet: Sujet,
    lignes: Sequence[Repartition],
    notes: Sequence[str],
    minimum: int,
    ou: Place = PLACE_REPONSES,
) -> list[Element]:
    """Return the breakdown of a rate: its chart, then its table."""
    table = _tabulate_breakdown(sujet, lignes, notes, ou)
    return lay_out(repartitions.draw_groups(sujet, lignes, minimum), table)


def _tabulate_breakdown(
    sujet: Sujet, lignes: Sequence[Repartition], notes: Sequence[str], ou: Place
) -> PrintedTable:
    """Make the table of the share of each group and its base. `ou`: where its answers are."""
    champs: Sequence[Champ[Repartition]] = (
        Champ(sujet.mesure, 20, lambda r: _say_group(r.mesure, ou), nombre=True),
        Champ("Nombre", 20, _say_base, nombre=True),
    )
    return repartitions.tabulate_groups(sujet, lignes, champs, notes)


def _say_group(mesure: Mesure, ou: Place) -> Texte | None:
    """Write the rate of a group; without a rate, how many answers nobody could read, if there are
    any.
    """
    if not is_untold(mesure):
        return say_rate_or_missing(mesure, ou)
    return say_unread(mesure.illisibles) if mesure.illisibles else None


def _say_apart(lignes: Sequence[Repartition]) -> str:
    return write_unread_note((r.modalite, r.mesure.illisibles) for r in lignes)


def _say_base(ligne: Repartition) -> str | None:
    """Write how many answers a group has; nothing for a month before the surveys."""
    if ligne.mesure == Mesure():
        return None
    return say_base(ligne.mesure)


def _draw_notes(
    meeting: MeetingContext, question: Question, reparties: Sequence[Repartition]
) -> list[Element]:
    """Return the notes from 0 to 10, in columns, and their mean."""
    moyenne = meeting.measure(MOYENNE.of(question)).valeur
    dit = "" if moyenne is None else f"Note moyenne : {say_value(moyenne, NOTE)}."
    sujet = Sujet(
        f"Notes données : {question.cite}",
        "Part des réponses",
        genre=ChartKind.COLONNES,
        parts=True,
    )
    a_part = write_unread_note([(question.libelle, count_unread(meeting, question))])
    minimum = meeting.parametres.minimum_reponses
    notes = (dit, a_part, _write_caution_of_all(reparties, minimum))
    lignes = [replace(r, axe="Note") for r in reparties]
    table = _tabulate_breakdown(sujet, lignes, notes, PLACE_REPONSES)
    graphique = repartitions.draw_groups(sujet, lignes, minimum)
    return lay_out(replace(graphique, donnees=table) if graphique else table)


def _say_rateless(mois: Sequence[Repartition], seuil: int) -> str:
    """Write why a month has a number and no rate (docs/rules/satisfaction.md#groups)."""
    if not any(is_untold(r.mesure) and r.mesure.denominateur for r in mois):
        return ""
    return f"Un mois de moins de {french.format_number(seuil)} réponses est présenté sans taux."


def _write_caution(lignes: Sequence[Repartition], minimum: int) -> str:
    monthly = all(ligne.axe == AXE_MOIS for ligne in lignes)
    noms = repartitions.name_in_note(lignes)
    return write_caution_note(
        zip(noms, (r.mesure for r in lignes), strict=True),
        minimum,
        tous="Chaque mois" if monthly else "Tous les groupes",
    )


def _write_caution_of_all(parts: Sequence[Repartition], minimum: int) -> str:
    """Write the caution of a question whose parts have the same base."""
    return write_caution_note([("Cette question", part.mesure) for part in parts[:1]], minimum)
