"""Block 2 of the procedure: present the results of the satisfaction surveys
(docs/rules/documents.md#blocks).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import absences, satisfaction_detail, tendances
from clu_batch.documents.sections.field_tables import (
    Champ,
    list_under,
    make_heading,
    make_paragraph,
    make_table,
    typeset_chart,
)
from clu_batch.documents.sections.figure_wording import (
    PLACE_REPONSES,
    ask_answers,
    define_marks,
    find_reserve,
    is_untold,
    read_float,
    read_fraction,
    say_comparison,
    say_evolution,
    say_left_out,
    say_period,
    say_rate,
    say_rate_alone,
    say_rate_in_cell,
    say_rate_or_missing,
    say_unread,
    write_cutoff_note,
    write_previous_note,
    write_stateless_note,
)
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Chart, ChartKind, ChartSeries, Element, Missing, Texte
from clu_batch.records.satisfaction import Compte, Echelle
from clu_batch.rules.figures.definitions import (
    DEPOUILLEES,
    ENTIEREMENT_ILLISIBLES,
    EXCLUS,
    ILLISIBLES,
    NON_REPONSES,
    REPONSES,
    TAUX,
    TAUX_GLOBAL,
    QuestionFigure,
    describe_retour,
    name_theme,
)
from clu_batch.rules.figures.questions import find_globale, group_themes
from clu_batch.rules.model import Enquete, Evolution, Indicateur, Mesure, Question


@dataclass(frozen=True, slots=True)
class _QuestionMesuree:
    """A question that gives a rate, with its figure."""

    question: Question
    indicateur: Indicateur


@dataclass(frozen=True, slots=True)
class _Menee:
    """A survey of the period, with its return rate."""

    enquete: Enquete
    retour: str | None


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: how many forms, and the rate of the Question globale."""
    globale = meeting.indicateurs.get(TAUX_GLOBAL)
    nombre = meeting.measure(REPONSES.code).valeur
    if not isinstance(nombre, Fraction) or is_empty(meeting):
        return _say_nothing(meeting)
    debut = _say_received(meeting, int(nombre))
    if globale is None or (_is_unmeasured(globale) and not globale.mesure.retenue):
        return f"{debut}."
    question = find_globale(meeting.registre.questions)
    sujet = "La part des usagers satisfaits"
    if question:
        sujet = f"À la question « {question.libelle} », {french.lower_first(sujet)}"
    if globale.mesure.retenue:
        combien = say_unread(globale.mesure.illisibles)
        return f"{debut}. {sujet} n’est pas donnée : {combien}."
    dit = say_rate(globale.mesure, meeting.parametres.minimum_reponses)
    return f"{debut}. {sujet} est de {dit}{say_comparison(globale)}."


def _say_received(meeting: MeetingContext, nombre: int) -> str:
    """Write how many forms were received, how many answers were tallied besides, and how many could
    not be read.
    """
    vains = meeting.count(ENTIEREMENT_ILLISIBLES.code)
    recus = french.format_count(
        nombre, "questionnaire a été recueilli", "questionnaires ont été recueillis"
    )
    dits = [f"{recus} sur la période"]
    if vains and not nombre:
        recus = french.format_count(vains, "questionnaire recueilli", "questionnaires recueillis")
        portent = "ne porte" if vains == 1 else "ne portent"
        dits = [f"{recus} sur la période {portent} que des réponses illisibles"]
    depouilles = meeting.count(DEPOUILLEES.code)
    if depouilles:
        un, plusieurs = "réponse dépouillée s’y ajoute", "réponses dépouillées s’y ajoutent"
        dits.append(french.format_count(depouilles, un, plusieurs))
    if vains and nombre:
        autres = french.format_count(vains, "autre ne porte", "autres ne portent")
        dits.append(f"{autres} que des réponses illisibles")
    unread = count_unread(meeting)
    if unread:
        comptees = "est comptée à part" if unread == 1 else "sont comptées à part"
        dits.append(f"{say_unread(unread)} {comptees}")
    return " ; ".join(dits)


def list_missing_rates(meeting: MeetingContext) -> list[Missing]:
    """Return what stands for the rate of the Question globale when too many answers
    cannot be read.
    """
    globale = meeting.measure(TAUX_GLOBAL)
    question = find_globale(meeting.registre.questions)
    if question is None or not globale.retenue:
        return []
    return [ask_answers(globale, question.place)]


def count_unread(meeting: MeetingContext) -> int:
    """Count the answers of the period that nobody could read, over all the questions."""
    return _sum_counts(meeting, ILLISIBLES, meeting.registre.questions)


def _say_nothing(meeting: MeetingContext) -> str:
    """Write that nothing was answered in the period, and what was in the previous one, when that is
    known.
    """
    depuis = meeting.parametres.enquetes_depuis
    if depuis and depuis > meeting.seance.comptee.au:
        return (
            "Les enquêtes de satisfaction ne sont suivies qu’à partir du"
            f" {french.format_date(depuis)}, après la période."
        )
    formulaires = meeting.count_before(REPONSES.code)
    depouillees = meeting.count_before(DEPOUILLEES.code)
    contre = [french.format_count(formulaires, "questionnaire")] if formulaires else []
    if depouillees:
        contre.append(
            french.format_count(depouillees, "réponse dépouillée", "réponses dépouillées")
        )
    rien = "Aucun questionnaire exploitable n’a été recueilli sur la période"
    if not contre:
        return f"{rien}."
    reserve = find_reserve(meeting, REPONSES.code)
    suite = f" ({reserve})" if reserve else ""
    return f"{rien}, contre {french.join_words(contre)} sur la période précédente{suite}."


def is_empty(meeting: MeetingContext) -> bool:
    """Whether there is no form, no tally and no rate. The block then keeps its heading and one
    sentence.
    """
    if meeting.measure(REPONSES.code).valeur:
        return False
    taux = [meeting.indicateurs.get(TAUX.of(question)) for question in meeting.registre.questions]
    return all(map(_is_unmeasured, taux)) and not count_unread(meeting)


def find_missing(meeting: MeetingContext) -> Missing | None:
    """Return what is missing without a sheet of answers or of tallies, without questions, or
    without the scales they need.
    """
    if absences.is_absent(meeting, "Réponses") and absences.is_absent(meeting, "Dépouillement"):
        return absences.find_missing_sheet(meeting, "Réponses")
    if absences.is_absent(meeting, "Questions"):
        return absences.find_missing_sheet(meeting, "Questions")
    return (
        absences.find_missing_sheet(meeting, "Échelles")
        if is_empty(meeting) and not meeting.registre.questions
        else None
    )


def build_section(meeting: MeetingContext, niveau: int) -> Block:
    """Return the method, the Question globale group by group and meeting after meeting, the results
    of all the questions, the distributions, the chosen extracts.
    """
    elements: list[Element] = [make_paragraph(write_sentence(meeting))]
    elements += [make_paragraph(manquant) for manquant in list_missing_rates(meeting)]
    if is_empty(meeting):
        return Block(tuple(elements))
    lignes = _find_measured(meeting)
    elements += _build_method(meeting, niveau)
    elements += satisfaction_detail.build_globale(meeting, niveau)
    recalcul = tendances.say_recomputed(meeting, TAUX_GLOBAL)
    elements += tendances.build_tendance(
        meeting, TAUX_GLOBAL, "Satisfaction globale", niveau, recalcul
    )
    elements += _build_results(meeting, lignes, niveau)
    elements += satisfaction_detail.build_answers(meeting, [x.question for x in lignes])
    elements += satisfaction_detail.build_choices(meeting, niveau)
    extraits = [f"« {extrait} »" for extrait in meeting.bilan.extraits]
    elements += list_under("Paroles d’usagers", niveau, extraits)
    return Block(tuple(elements))


def _is_unmeasured(indicateur: Indicateur | None) -> bool:
    return indicateur is None or indicateur.mesure.valeur is None


def _find_measured(meeting: MeetingContext) -> list[_QuestionMesuree]:
    trouves = (
        (q, meeting.indicateurs.get(TAUX.of(q))) for q in meeting.registre.questions if q.has_taux
    )
    return [_QuestionMesuree(q, i) for q, i in trouves if i is not None]


def _build_method(meeting: MeetingContext, niveau: int) -> list[Element]:
    """Return how each survey of the period was carried out, with its return rate when it can be
    computed.
    """
    menees = _find_surveys(meeting)
    if not menees:
        return []
    mode = _find_common(m.enquete.mode for m in menees)
    organisation = _find_common(m.enquete.organisation for m in menees)
    champs: Sequence[Champ[_Menee]] = (
        Champ("Enquête", 48, lambda m: m.enquete.nom),
        Champ("Dates", 48, lambda m: say_period(m.enquete.periode)),
        Champ("Mode de recueil", 24, lambda m: None if mode else m.enquete.mode),
        Champ("Site", 22, lambda m: m.enquete.site),
        Champ("Organisation", 50, lambda m: None if organisation else m.enquete.organisation),
        Champ("Taux de retour", 34, lambda m: m.retour),
    )
    notes = [_say_common("Mode de recueil", mode), _say_common("Organisation", organisation)]
    if any(m.retour for m in menees):
        notes.append("Taux de retour : questionnaires reçus sur questionnaires distribués.")
    note = " ".join(dit for dit in notes if dit)
    return [
        make_heading("Méthode", niveau),
        make_table("Enquêtes menées sur la période", menees, champs, (note,)),
    ]


def _find_surveys(meeting: MeetingContext) -> list[_Menee]:
    """Return the surveys that share a day at least with the period."""
    periode = meeting.seance.comptee
    menees = []
    for rang, enquete in enumerate(meeting.registre.enquetes, start=1):
        if enquete.periode.du <= periode.au and enquete.periode.au >= periode.du:
            menees.append(
                _Menee(enquete, _say_return(meeting, describe_retour(rang, enquete).code))
            )
    return menees


def _say_return(meeting: MeetingContext, code: str) -> str | None:
    """Write the return rate of that code, if it was measured."""
    retour = meeting.measure(code)
    return None if retour.valeur is None else say_rate_in_cell(retour)


def _say_common(quoi: str, texte: str | None) -> str:
    if not texte:
        return ""
    return f"{quoi} : {french.lower_first(texte.rstrip('.'))}."


def _find_common(valeurs: Iterable[str | None]) -> str | None:
    """Return the text that all the surveys have in common, which is said once, under the table;
    None when they differ.
    """
    dites = list(valeurs)
    return dites[0] if len(dites) > 1 and len(set(dites)) == 1 else None


def _build_results(
    meeting: MeetingContext, lignes: Sequence[_QuestionMesuree], niveau: int
) -> list[Element]:
    """Return the rates of the questions, in a chart and a table, then those of the themes."""
    if not lignes:
        return []
    champs: Sequence[Champ[_QuestionMesuree]] = (
        Champ("Question", 48, lambda x: x.question.libelle),
        Champ("Base", 15, lambda x: _say_base(x.indicateur), nombre=True),
        Champ("Satisfaits", 22, _say_satisfied, nombre=True),
        Champ("Période précédente", 24, _say_satisfied_before, nombre=True),
        Champ("Écart (points)", 20, lambda x: say_evolution(x.indicateur), nombre=True),
        Champ("Cible", 17, _say_target, nombre=True),
        Champ("État", 25, _say_state),
    )
    ecartees = say_left_out(meeting.registre.reponses, "des questionnaires")
    notes = [
        write_cutoff_note(meeting),
        *_write_notes(meeting, lignes),
        ecartees,
    ]
    elements: list[Element] = [make_heading("Résultats par question", niveau)]
    graphique = _draw_rates(lignes)
    if graphique:
        elements.append(graphique)
    elements.append(make_table("Satisfaction par question", lignes, champs, notes))
    return elements + _build_themes(meeting)


def _say_base(indicateur: Indicateur) -> str:
    return french.format_number(indicateur.mesure.denominateur or 0)


def _say_target(ligne: _QuestionMesuree) -> str | None:
    cible = ligne.indicateur.cible
    return None if cible is None else french.format_rate(cible)


def _say_satisfied(ligne: _QuestionMesuree) -> Texte:
    return say_rate_or_missing(ligne.indicateur.mesure, ligne.question.place)


def _say_satisfied_before(ligne: _QuestionMesuree) -> Texte | None:
    avant = _find_previous(ligne.indicateur)
    if avant is None or is_untold(avant):
        return None
    return say_rate_or_missing(avant, ligne.question.place)


def _say_state(ligne: _QuestionMesuree) -> str | None:
    """Return the state against the target; None without a target, or when it cannot be told."""
    return None if ligne.indicateur.cible is None else ligne.indicateur.etat or None


def _find_previous(indicateur: Indicateur) -> Mesure | None:
    """Return the previous measure, when the question has not changed since."""
    return None if indicateur.evolution == Evolution.NON_COMPARABLE else indicateur.precedente


def _write_notes(meeting: MeetingContext, lignes: Sequence[_QuestionMesuree]) -> list[str]:
    """Return the notes of the table: what « satisfait » means, which answers the bases leave out,
    and how to read small bases.
    """
    notes = []
    if any(_say_satisfied_before(x) for x in lignes):
        notes.append(write_previous_note(meeting, REPONSES.code))
    notes.append(f"Base : réponses exprimées.{define_marks(x.indicateur for x in lignes)}")
    notes += [
        f"« {x.question.libelle} » : sans comparaison, la question a changé."
        for x in lignes
        if x.indicateur.evolution == Evolution.NON_COMPARABLE
    ]
    notes += define_satisfait([x.question for x in lignes])
    notes.append(_say_left_out(meeting, lignes))
    notes.append(_say_stateless(lignes))
    minimum = meeting.parametres.minimum_reponses
    petits = [x for x in lignes if _is_small(x.indicateur.mesure, minimum)]
    for x in petits:
        dit = say_rate(x.indicateur.mesure, minimum)
        notes.append(f"« {x.question.libelle} » : {dit}.")
    return notes


def _say_left_out(meeting: MeetingContext, lignes: Sequence[_QuestionMesuree]) -> str:
    """Write, once per table, what counts apart: the answers that express nothing, in the words of
    the scales, and the missing answers.
    """
    dits = []
    questions = [ligne.question for ligne in lignes]
    mots = _quote_excluded(questions)
    if mots:
        exclus = _sum_counts(meeting, EXCLUS, questions)
        dits.append(f"{french.format_count(exclus, 'réponse')} {french.join_words(mots, 'ou')}")
    silences = _sum_counts(meeting, NON_REPONSES, questions)
    un, plusieurs = "question laissée sans réponse", "questions laissées sans réponse"
    dits.append(french.format_count(silences, un, plusieurs))
    unread = _sum_counts(meeting, ILLISIBLES, questions)
    if unread:
        dits.append(say_unread(unread))
    return f"Hors des bases : {french.join_words(dits)}."


def _sum_counts(
    meeting: MeetingContext, figure: QuestionFigure, questions: Iterable[Question]
) -> int:
    """Add up a count of the answers over several questions."""
    return sum(meeting.count(figure.of(question)) for question in questions)


def _quote_excluded(questions: Sequence[Question]) -> list[str]:
    """Return the words of the answers that express nothing, each once."""
    mots: dict[str, None] = {}
    for question in questions:
        exclues = [m for m in question.modalites if m.compte == Compte.EXCLU]
        mots.update(dict.fromkeys(f"« {m.texte} »" for m in exclues))
    return list(mots)


def _is_small(mesure: Mesure, minimum: int) -> bool:
    """Whether a rate rests on few answers."""
    return not mesure.retenue and 0 < (mesure.denominateur or 0) < minimum


def _say_stateless(lignes: Sequence[_QuestionMesuree]) -> str:
    """Write which questions have no state because the answers that nobody could read might change
    it.
    """
    indecises = [x for x in lignes if x.indicateur.mesure.bornes and not x.indicateur.etat]
    return write_stateless_note([f"« {x.question.libelle} »" for x in indecises])


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


def _say_theme(mesure: Mesure) -> Texte:
    if mesure.retenue:
        return ask_answers(mesure, PLACE_REPONSES, "aux questions de ce thème")
    return say_rate_alone(mesure)


def _say_theme_before(indicateur: Indicateur) -> Texte | None:
    avant = indicateur.precedente
    if avant is None or is_untold(avant):
        return None
    return _say_theme(avant)


def _draw_rates(lignes: Sequence[_QuestionMesuree]) -> Chart | None:
    """Draw the rates of the questions beside those of the previous period; None with fewer than two
    numbers.
    """
    mesurees = [x for x in lignes if x.indicateur.mesure.valeur is not None]
    passes = [read_float(_find_previous(x.indicateur)) for x in mesurees]
    compares = sum(v is not None for v in passes)
    if len(mesurees) + compares < 2:
        return None
    actuels = [read_float(x.indicateur.mesure) for x in mesurees]
    series = [ChartSeries("Période", actuels, "courant")]
    if compares:
        series.append(ChartSeries("Période précédente", passes, "precedent"))
    return typeset_chart(
        Chart(
            "Usagers satisfaits, par question",
            ChartKind.BARRES_GROUPEES if compares else ChartKind.BARRES,
            [x.question.libelle for x in mesurees],
            series,
            _say_extremes(mesurees),
            pourcent=True,
        )
    )


def _say_extremes(mesurees: Sequence[_QuestionMesuree]) -> str:
    """Write between which questions the rates spread."""
    triees = sorted(mesurees, key=lambda x: read_fraction(x.indicateur.mesure))
    bas, haut = _quote_rate(triees[0]), _quote_rate(triees[-1])
    return (
        f"Part des usagers satisfaits, par question. La plus élevée : {haut} ; la plus basse :"
        f" {bas}."
    )


def _quote_rate(ligne: _QuestionMesuree) -> str:
    return f"« {ligne.question.libelle} », {say_rate_alone(ligne.indicateur.mesure)}"


def _build_themes(meeting: MeetingContext) -> list[Element]:
    """Return the rates of the themes, when two at least are measured."""
    noms = {
        name_theme(questions[0].theme): questions[0].theme
        for questions in group_themes(meeting.registre.questions)
    }
    connus = [i for code, i in meeting.indicateurs.items() if code in noms]
    themes = [i for i in connus if i.mesure.valeur is not None or i.mesure.retenue]
    if len(themes) < 2:
        return []
    champs: Sequence[Champ[Indicateur]] = (
        Champ("Thème", 36, lambda i: noms[i.code]),
        Champ("Base", 18, _say_base, nombre=True),
        Champ("Satisfaits", 14, lambda i: _say_theme(i.mesure), nombre=True),
        Champ("Période précédente", 16, _say_theme_before, nombre=True),
        Champ("Écart (points)", 16, say_evolution, nombre=True),
    )
    note = (
        "Un thème réunit les réponses de ses questions, la question globale mise à part ; une même"
        " personne y répond plusieurs fois."
    )
    return [make_table("Satisfaction par thème", themes, champs, (note,))]
