"""Block 2, question by question: present the rates of the questions and those of their themes, and
say what « satisfait » means (docs/rules/satisfaction.md#rates).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.engagements_notes import say_tolerances
from clu_batch.documents.sections.field_tables import (
    Champ,
    make_table,
    name_parts,
    put_under,
    typeset_chart,
)
from clu_batch.documents.sections.figure_wording import (
    PLACE_REPONSES,
    is_few,
    is_untold,
    list_counts,
    read_float,
    say_cible,
    say_evolution,
    say_previous_rate,
    say_rate,
    say_rate_alone,
    say_rate_or_missing,
)
from clu_batch.documents.sections.repartitions import compare_periods
from clu_batch.documents.sections.table_notes import (
    define_marks,
    say_left_out,
    write_caution_note,
    write_cutoff_note,
    write_gap_note,
    write_previous_note,
    write_stateless_note,
)
from clu_batch.kernel import french
from clu_batch.kernel.content import Chart, Element, PrintedTable
from clu_batch.kernel.frozen import frozen
from clu_batch.parse import fold_text
from clu_batch.records.question import Compte, Echelle
from clu_batch.rules.figures.definitions import (
    EXCLUS,
    ILLISIBLES,
    NON_REPONSES,
    REPONSES,
    TAUX,
    QuestionFigure,
    name_theme,
)
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.figures.questions import group_themes
from clu_batch.rules.model import BilanEngagement, Evolution, Indicateur, Mesure, Question, Sens

CE_THEME = "aux questions de ce thème"
UN_THEME = (
    "Un thème réunit les réponses de ses questions, la question globale mise à part ; une même"
    " personne y répond plusieurs fois."
)


@frozen
class _QuestionMesuree:
    """A question that gives a rate, with its figure. `renvoi`: the commitment that it throws light
    on and that another figure measures, « voir E2 »; its own target would be a second verdict.
    """

    question: Question
    indicateur: Indicateur
    renvoi: str | None = None

    @property
    def mesure(self) -> Mesure:
        """Its rate."""
        return self.indicateur.mesure

    @property
    def precedente(self) -> Mesure | None:
        """The rate of the previous period, when the question has not changed since."""
        if self.indicateur.evolution == Evolution.NON_COMPARABLE:
            return None
        return self.indicateur.precedente

    @property
    def is_undecided(self) -> bool:
        """Whether its target is its own, and unreadable answers might change its state."""
        return bool(self.mesure.bornes) and not self.indicateur.etat and not self.renvoi


def find_measured(meeting: MeetingContext) -> list[Question]:
    """Return the questions that give a rate."""
    return [
        question
        for question in meeting.registre.questions
        if question.has_taux and TAUX.of(question) in meeting.indicateurs
    ]


def build_results(meeting: MeetingContext, questions: Sequence[Question]) -> list[Element]:
    """Return the rates of the questions, in a chart and a table."""
    if not questions:
        return []
    lignes = [_measure_question(meeting, question) for question in questions]
    notes = [
        write_cutoff_note(meeting),
        *_write_notes(meeting, lignes),
        say_left_out(meeting.registre.reponses, "des questionnaires"),
        say_left_out(meeting.registre.depouillement, "de dépouillement"),
    ]
    table = make_table("Satisfaction par question", lignes, _CHAMPS, notes, essentiel=True)
    chart = _draw_rates(lignes, meeting.parametres.minimum_reponses)
    return put_under("Résultats par question", name_parts("questions", chart, table))


def _measure_question(meeting: MeetingContext, question: Question) -> _QuestionMesuree:
    """Return a question with its figure, and the commitment whose verdict stands elsewhere
    (docs/rules/commitments.md#one-verdict).
    """
    code = TAUX.of(question)
    indicateur = meeting.indicateurs[code]
    if meeting.find_engagement(code) is not None:
        return _QuestionMesuree(question, indicateur)
    cite = fold_text(question.engagement or "")
    codes = [b.engagement.code for b in meeting.bilan.engagements]
    renvoi = next((f"voir {code}" for code in codes if fold_text(code) == cite), None)
    return _QuestionMesuree(question, indicateur, renvoi)


def _say_base(indicateur: Indicateur) -> str:
    return french.format_number(indicateur.mesure.denominateur or 0)


def _say_target(ligne: _QuestionMesuree) -> str | None:
    cible, sens = ligne.indicateur.cible, ligne.indicateur.sens
    if ligne.renvoi or cible is None:
        return None
    dite = say_cible(cible, POURCENT)
    if sens == Sens.AU_MOINS:
        return dite
    return f"{sens}{french.INSECABLE}{dite}"


def _say_state(ligne: _QuestionMesuree) -> str | None:
    """Return the state against the target, or the commitment that has one; None without a target,
    or when the state cannot be told.
    """
    if ligne.renvoi or ligne.indicateur.cible is None:
        return ligne.renvoi
    return ligne.indicateur.etat or None


_CHAMPS: Sequence[Champ[_QuestionMesuree]] = (
    Champ("Question", 48, lambda x: x.question.libelle),
    Champ("Base", 15, lambda x: _say_base(x.indicateur), nombre=True),
    Champ(
        "Satisfaits",
        22,
        lambda x: say_rate_or_missing(x.mesure, x.question.place),
        nombre=True,
    ),
    Champ(
        "Période précédente",
        24,
        lambda x: say_previous_rate(x.precedente, x.question.place),
        nombre=True,
    ),
    Champ("Écart (points)", 20, lambda x: say_evolution(x.indicateur), nombre=True),
    Champ("Cible", 17, _say_target, nombre=True),
    Champ("État", 25, _say_state),
)


def _write_notes(meeting: MeetingContext, lignes: Sequence[_QuestionMesuree]) -> list[str]:
    """Return the notes of the table: what « satisfait » means, which answers the bases leave out,
    and how to read small bases.
    """
    questions = [x.question for x in lignes]
    return [
        _write_previous_note(meeting, lignes),
        _define_base([x.indicateur for x in lignes]),
        *_list_incomparable(lignes),
        *define_satisfait(questions),
        _say_left_out(meeting, questions),
        write_stateless_note([x.question.cite for x in lignes if x.is_undecided]),
        say_tolerances(_list_engagements(meeting, questions)),
        *_warn_of_few(lignes, meeting.parametres.minimum_reponses),
    ]


def _write_previous_note(meeting: MeetingContext, lignes: Sequence[_QuestionMesuree]) -> str:
    """Write what « période précédente » means; empty when no question has a previous rate."""
    if not any(x.precedente and not is_untold(x.precedente) for x in lignes):
        return ""
    return write_previous_note(meeting, REPONSES.code)


def _define_base(indicateurs: Sequence[Indicateur]) -> str:
    """Write what the rates are over, and how their changes are said."""
    dits = (
        "Base : réponses exprimées.",
        _write_gap_note(indicateurs),
        define_marks(indicateurs),
    )
    return " ".join(filter(None, dits))


def _list_incomparable(lignes: Sequence[_QuestionMesuree]) -> list[str]:
    return [
        f"{x.question.cite} : sans comparaison, la question a changé."
        for x in lignes
        if x.indicateur.evolution == Evolution.NON_COMPARABLE
    ]


def _list_engagements(
    meeting: MeetingContext, questions: Sequence[Question]
) -> list[BilanEngagement]:
    """Return the commitments that these questions measure."""
    tenus = [meeting.find_engagement(TAUX.of(question)) for question in questions]
    return [tenu for tenu in tenus if tenu is not None]


def _warn_of_few(lignes: Sequence[_QuestionMesuree], minimum: int) -> list[str]:
    """Write the caution of each rate that stands on few answers; once, when all of them do."""
    mesurees = [x for x in lignes if x.mesure.valeur is not None]
    if len(mesurees) > 2 and all(is_few(x.mesure, minimum) for x in mesurees):
        toutes = [("Toutes les questions", mesurees[0].mesure)]
        return [write_caution_note(toutes, minimum)]
    return [
        f"{x.question.cite} : {say_rate(x.mesure, minimum)}."
        for x in lignes
        if is_few(x.mesure, minimum)
    ]


def _write_gap_note(indicateurs: Sequence[Indicateur]) -> str:
    return write_gap_note(i.ecart for i in indicateurs if say_evolution(i) is not None)


def _say_left_out(meeting: MeetingContext, questions: Sequence[Question]) -> str:
    """Write, once per table, what counts apart: the answers that express nothing, in the words of
    the scales, and the missing answers.
    """
    exclues = [
        m for question in questions for m in question.modalites if m.compte == Compte.EXCLU
    ]
    mots = french.join_words(list(dict.fromkeys(f"« {m.texte} »" for m in exclues)), "ou")
    dits = list_counts(
        (sum_counts(meeting, EXCLUS, questions), f"réponse {mots}", f"réponses {mots}"),
        (
            sum_counts(meeting, NON_REPONSES, questions),
            "question laissée sans réponse",
            "questions laissées sans réponse",
        ),
        (
            sum_counts(meeting, ILLISIBLES, questions),
            "réponse illisible",
            "réponses illisibles",
        ),
    )
    return f"Hors des bases : {french.join_words(dits)}." if dits else ""


def sum_counts(
    meeting: MeetingContext, figure: QuestionFigure, questions: Iterable[Question]
) -> int:
    """Add up a count of the answers over several questions."""
    return sum(meeting.count(figure.of(question)) for question in questions)


def define_satisfait(questions: Iterable[Question]) -> list[str]:
    """Define « satisfait » in the words of each scale that the questions use."""
    dits: dict[str, str] = {}
    for question in questions:
        if question.echelle == Echelle.NOTE:
            dits[question.echelle] = (
                "Note de 0 à 10 : est comptée comme satisfaite une note de 8 ou plus."
            )
        elif question.echelle == Echelle.OUI_NON:
            dits[question.echelle] = (
                "Question à laquelle on répond par oui ou par non : est comptée comme satisfaite la"
                " réponse « oui »."
            )
        elif question.modalites:
            dits[question.echelle] = _quote_scale(question)
    return list(dits.values())


def _quote_scale(question: Question) -> str:
    ordre = sorted(question.modalites, key=lambda m: m.ordre)
    satisfaits = french.join_words(
        [f"« {m.texte} »" for m in ordre if m.compte == Compte.SATISFAIT], "ou"
    )
    exprimees = french.join_words([f"« {m.texte} »" for m in ordre if m.compte != Compte.EXCLU])
    return (
        f"Échelle « {question.echelle} » : est compté comme satisfait qui répond {satisfaits} ; les"
        f" réponses exprimées sont {exprimees}."
    )


def _draw_rates(lignes: Sequence[_QuestionMesuree], minimum: int) -> Chart | None:
    """Draw the rates of the questions beside those of the previous period; None with fewer than two
    numbers.
    """
    mesurees = [x for x in lignes if x.mesure.valeur is not None]
    passes = [read_float(x.precedente) for x in mesurees]
    if len(mesurees) + sum(valeur is not None for valeur in passes) < 2:
        return None
    ordre = sorted(mesurees, key=lambda x: x.mesure.nombre or 0)
    genre, series = compare_periods([read_float(x.mesure) for x in mesurees], passes)
    bas, haut = _quote_rate(ordre[0], minimum), _quote_rate(ordre[-1], minimum)
    return typeset_chart(
        Chart(
            "Usagers satisfaits, par question",
            genre,
            [x.question.libelle for x in mesurees],
            list(series),
            f"Part des usagers satisfaits, par question. La plus élevée : {haut} ; la plus basse :"
            f" {bas}.",
            pourcent=True,
        )
    )


def _quote_rate(ligne: _QuestionMesuree, minimum: int) -> str:
    reserve = " (peu de réponses)" if is_few(ligne.mesure, minimum) else ""
    return f"{ligne.question.cite}, {say_rate_alone(ligne.mesure)}{reserve}"


def _list_theme_columns(noms: Mapping[str, str | None]) -> Sequence[Champ[Indicateur]]:
    return (
        Champ("Thème", 36, lambda i: noms[i.code]),
        Champ("Base", 18, _say_base, nombre=True),
        Champ(
            "Satisfaits",
            14,
            lambda i: say_rate_or_missing(i.mesure, PLACE_REPONSES, CE_THEME),
            nombre=True,
        ),
        Champ(
            "Période précédente",
            16,
            lambda i: say_previous_rate(i.precedente, PLACE_REPONSES, CE_THEME),
            nombre=True,
        ),
        Champ("Écart (points)", 16, say_evolution, nombre=True),
    )


def tabulate_themes(meeting: MeetingContext) -> PrintedTable | None:
    """Return the rates of the themes, when two at least are measured."""
    noms = {
        name_theme(questions[0].theme): questions[0].theme
        for questions in group_themes(meeting.registre.questions)
    }
    themes = [
        i for code, i in meeting.indicateurs.items() if code in noms and not is_untold(i.mesure)
    ]
    if len(themes) < 2:
        return None
    mesures = [(noms[i.code] or "", i.mesure) for i in themes]
    notes = (
        UN_THEME,
        write_caution_note(
            mesures, meeting.parametres.minimum_reponses, tous="Tous les thèmes"
        ),
        _say_untested(themes),
    )
    return make_table("Satisfaction par thème", themes, _list_theme_columns(noms), notes)


def _say_untested(themes: Sequence[Indicateur]) -> str:
    """Write how the changes of themes are computed, and that no test supports them."""
    if all(theme.ecart is None for theme in themes):
        return ""
    return " ".join(filter(None, (_write_gap_note(themes), "Écart non testé.")))
