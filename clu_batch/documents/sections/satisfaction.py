"""Block 2 of the procedure: present the results of the satisfaction surveys
(docs/rules/documents.md#blocks).
"""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    absences,
    satisfaction_detail,
    satisfaction_questions,
    tendances,
)
from clu_batch.documents.sections.field_tables import (
    Champ,
    Partie,
    list_under,
    make_block,
    make_list,
    make_table,
    name_parts,
    put_under,
)
from clu_batch.documents.sections.figure_wording import (
    ask_answers,
    is_untold,
    list_counts,
    say_comparison,
    say_period,
    say_rate,
    say_rate_in_cell,
    say_unread,
)
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Element, Missing, Texte
from clu_batch.kernel.frozen import frozen
from clu_batch.rules.figures.definitions import (
    DEPOUILLEES,
    ENTIEREMENT_ILLISIBLES,
    ILLISIBLES,
    REPONSES,
    TAUX,
    TAUX_GLOBAL,
    describe_retour,
)
from clu_batch.rules.figures.groups import NON_RENSEIGNE
from clu_batch.rules.figures.questions import find_globale
from clu_batch.rules.model import Enquete

PARTIES = (
    Partie("enquetes", "les enquêtes menées"),
    Partie("groupes", "la satisfaction globale par site, canal, service…", graphique=True),
    Partie("mois", "la satisfaction globale par mois", graphique=True),
    Partie("tendance", "la satisfaction globale, réunion après réunion", graphique=True),
    Partie("questions", "les résultats par question", graphique=True),
    Partie("themes", "les résultats par thème"),
    Partie("reponses", "la répartition des réponses", graphique=True),
    Partie("choix", "les questions à choix", graphique=True),
)


@frozen
class _Menee:
    """A survey of the period, with its return rate."""

    enquete: Enquete
    retour: str | None


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: how many forms, and the rate of the Question globale."""
    if meeting.measure(REPONSES.code).valeur is None or is_empty(meeting):
        return _say_nothing(meeting)
    debut, globale = _say_received(meeting), meeting.find_figure(TAUX_GLOBAL)
    if is_untold(globale.mesure):
        return f"{debut}."
    question = find_globale(meeting.registre.questions)
    sujet = "La part des usagers satisfaits"
    if question:
        sujet = f"À la question {question.cite}, {french.lower_first(sujet)}"
    if globale.mesure.retenue:
        combien = say_unread(globale.mesure.illisibles)
        return f"{debut}. {sujet} n’est pas donnée : {combien}."
    dit = say_rate(globale.mesure, meeting.parametres.minimum_reponses)
    return f"{debut}. {sujet} est de {dit}{say_comparison(globale)}."


def _say_forms(meeting: MeetingContext, nombre: int, vains: int) -> str:
    if nombre:
        recus = french.format_count(
            nombre, "questionnaire a été recueilli", "questionnaires ont été recueillis"
        )
        return f"{recus}{_say_modes(meeting)}"
    recus = french.format_count(
        vains, "questionnaire recueilli ne porte", "questionnaires recueillis ne portent"
    )
    return f"{recus} que des réponses illisibles"


def _say_received(meeting: MeetingContext) -> str:
    """Write how many forms were received, how many answers were tallied besides, and how many could
    not be read.
    """
    nombre, vains = meeting.count(REPONSES.code), meeting.count(ENTIEREMENT_ILLISIBLES.code)
    depouillees, unread = meeting.count(DEPOUILLEES.code), count_unread(meeting)
    if not nombre and not vains:
        return _say_tallied(depouillees, unread)
    dits = [f"Sur la période, {_say_forms(meeting, nombre, vains)}"]
    if depouillees:
        dits.append(f"dépouillement à la main : {_say_tallies(meeting)}")
    dits += list_counts(
        (
            vains if nombre else 0,
            "autre questionnaire ne porte que des réponses illisibles",
            "autres questionnaires ne portent que des réponses illisibles",
        ),
        _say_apart(unread),
    )
    return " ; ".join(dits)


_MODES = {
    "papier": "sur papier",
    "téléphone": "par téléphone",
    "courriel": "par courriel",
    "courrier": "par courrier",
    "guichet": "au guichet",
    "borne": "sur borne",
    "tablette": "sur tablette",
    NON_RENSEIGNE: "sans mode de recueil indiqué",
}
"""How the usual ways of collecting are said after a number."""
_PREPOSITIONS = ("à ", "au ", "en ", "par ", "sur ")


def _say_mode(mode: str) -> str:
    """Write « sur papier », « en ligne »; a way that the program does not know is quoted."""
    dit = french.lower_first(mode)
    return _MODES.get(dit) or (dit if dit.startswith(_PREPOSITIONS) else f"« {mode} »")


def _say_modes(meeting: MeetingContext) -> str:
    """Write « (395 en ligne, 266 sur papier) », which add up to the forms; empty with one way."""
    formulaires = meeting.bilan.recueil.formulaires
    if len(formulaires) < 2:
        return ""
    dits = [f"{french.format_number(n)} {_say_mode(mode)}" for mode, n in formulaires.items()]
    return f" ({', '.join(dits)})"


def _say_tallies(meeting: MeetingContext) -> str:
    """Write « 18 réponses à 2 questions »: how many to each of them."""
    nombres = sorted(meeting.bilan.recueil.depouillees.values())
    if not nombres:
        return french.format_count(meeting.count(DEPOUILLEES.code), "réponse")
    questions = "une question" if len(nombres) == 1 else f"{len(nombres)} questions"
    reponses = french.format_count(nombres[-1], "réponse")
    if nombres[0] == nombres[-1]:
        return f"{reponses} à {questions}"
    return f"{french.format_number(nombres[0])} à {reponses} à chacune de {questions}"


def _list_sources(meeting: MeetingContext) -> list[str]:
    """Return a line per source of the answers, when there are several."""
    dits = [
        f"{french.capitalise_first(_say_mode(mode))} : {french.format_count(n, 'questionnaire')}"
        for mode, n in meeting.bilan.recueil.formulaires.items()
    ]
    if meeting.count(DEPOUILLEES.code):
        dits.append(f"Dépouillement à la main : {_say_tallies(meeting)}")
    if len(dits) > 1:
        return dits
    return []


def _say_apart(unread: int) -> tuple[int, str, str]:
    return (
        unread,
        "réponse illisible est comptée à part",
        "réponses illisibles sont comptées à part",
    )


def _say_tallied(depouillees: int, unread: int) -> str:
    """Write what a period without forms holds: tallies (docs/rules/satisfaction.md#tallies)."""
    if not depouillees:
        dit = french.format_count(
            unread,
            "réponse dépouillée est illisible",
            "réponses dépouillées sont illisibles",
        )
        return f"Sur la période, {dit}"
    dit = french.format_count(
        depouillees,
        "réponse a été dépouillée à la main",
        "réponses ont été dépouillées à la main",
    )
    return " ; ".join([f"Sur la période, {dit}", *list_counts(_say_apart(unread))])


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
    return satisfaction_questions.sum_counts(meeting, ILLISIBLES, meeting.registre.questions)


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
    contre = list_counts(
        (meeting.count_before(REPONSES.code), "questionnaire", "questionnaires"),
        (meeting.count_before(DEPOUILLEES.code), "réponse dépouillée", "réponses dépouillées"),
    )
    rien = "Aucun questionnaire exploitable n’a été recueilli sur la période"
    if not contre:
        return f"{rien}."
    reserve = meeting.find_figure(REPONSES.code).reserve
    suite = f" ({reserve})" if reserve else ""
    return f"{rien}, contre {french.join_words(contre)} sur la période précédente{suite}."


def is_empty(meeting: MeetingContext) -> bool:
    """Whether there is no form, no tally and no rate. The block then keeps its heading and one
    sentence.
    """
    if meeting.measure(REPONSES.code).valeur:
        return False
    taux = [meeting.measure(TAUX.of(question)) for question in meeting.registre.questions]
    return all(mesure.valeur is None for mesure in taux) and not count_unread(meeting)


def find_missing(meeting: MeetingContext) -> Missing | None:
    """Return what is missing without a sheet of answers or of tallies, without questions, or
    without the scales they need.
    """
    manque = None
    if "Dépouillement" in meeting.registre.feuilles_absentes:
        manque = absences.find_missing_sheet(meeting, "Réponses")
    manque = manque or absences.find_missing_sheet(meeting, "Questions")
    if manque or meeting.registre.questions or not is_empty(meeting):
        return manque
    return absences.find_missing_sheet(meeting, "Échelles")


def build_section(meeting: MeetingContext) -> Block:
    """Return the results of all the questions and the Question globale meeting after meeting; the
    rest is in `build_detail`.
    """
    dits: list[Texte] = [write_sentence(meeting), *list_missing_rates(meeting)]
    if is_empty(meeting):
        return make_block(*dits)
    questions = satisfaction_questions.find_measured(meeting)
    return make_block(
        *dits,
        satisfaction_questions.build_results(meeting, questions),
        satisfaction_detail.say_withheld(meeting, questions),
        name_parts(
            "tendance", tendances.build_tendance(meeting, TAUX_GLOBAL, "Satisfaction globale")
        ),
    )


def build_detail(meeting: MeetingContext) -> Block:
    """Return what the annex tells: the method, how the answers are spread, the Question globale
    group by group, the themes, the questions of choice, the chosen extracts.
    """
    if is_empty(meeting):
        return Block()
    questions = satisfaction_questions.find_measured(meeting)
    extraits = [f"« {extrait} »" for extrait in meeting.bilan.extraits]
    themes = satisfaction_questions.tabulate_themes(meeting) if questions else None
    return make_block(
        name_parts("enquetes", _build_method(meeting)),
        put_under(
            "Répartition des réponses",
            name_parts("reponses", satisfaction_detail.build_answers(meeting, questions)),
        ),
        satisfaction_detail.build_globale(meeting),
        put_under("Satisfaction par thème", name_parts("themes", themes)),
        name_parts("choix", satisfaction_detail.build_choices(meeting)),
        list_under("Paroles d’usagers", extraits),
    )


def _build_method(meeting: MeetingContext) -> list[Element]:
    """Return how each survey of the period was carried out, with its return rate when it can be
    computed.
    """
    menees = _find_surveys(meeting)
    mode = _find_common([m.enquete.mode for m in menees])
    organisation = _find_common([m.enquete.organisation for m in menees])
    champs: Sequence[Champ[_Menee]] = (
        Champ("Enquête", 48, lambda m: m.enquete.nom),
        Champ("Dates", 48, lambda m: say_period(m.enquete.periode)),
        Champ("Mode de recueil", 24, lambda m: None if mode else m.enquete.mode),
        Champ("Site", 22, lambda m: m.enquete.site),
        Champ("Organisation", 50, lambda m: None if organisation else m.enquete.organisation),
        Champ("Taux de retour", 34, lambda m: m.retour),
    )
    notes = [
        f"{quoi} : {french.lower_first(dit.rstrip('.'))}."
        for quoi, dit in (("Mode de recueil", mode), ("Organisation", organisation))
        if dit
    ]
    if any(m.retour for m in menees):
        notes.append("Taux de retour : questionnaires reçus sur questionnaires distribués.")
    table = make_table("Enquêtes menées sur la période", menees, champs, [" ".join(notes)])
    sources = _list_sources(meeting)
    return put_under("Méthode", make_list(sources), table)


def _find_surveys(meeting: MeetingContext) -> list[_Menee]:
    """Return the surveys that share a day at least with the period, with their return rates when
    they were measured.
    """
    periode = meeting.seance.comptee
    menees = []
    for rang, enquete in enumerate(meeting.registre.enquetes, start=1):
        if enquete.periode.du <= periode.au and enquete.periode.au >= periode.du:
            retour = meeting.measure(describe_retour(rang, enquete).code)
            dit = None if retour.valeur is None else say_rate_in_cell(retour)
            menees.append(_Menee(enquete, dit))
    return menees


def _find_common(dites: Sequence[str | None]) -> str | None:
    """Return the text that all the surveys have in common, which is said once, under the table;
    None when they differ.
    """
    if len(dites) > 1 and len(set(dites)) == 1:
        return dites[0]
    return None
