"""Block 3 of the procedure: the report on complaints (docs/rules/documents.md#blocks)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import repartitions, tendances
from clu_batch.documents.sections.field_tables import (
    Champ,
    list_under,
    make_heading,
    make_paragraph,
    make_table,
    put_under,
    typeset_chart,
)
from clu_batch.documents.sections.figure_wording import (
    define_unit,
    say_comparison,
    say_difference,
    say_left_out,
    say_previous,
    say_rate,
    say_rate_in_cell,
    say_value,
    write_blank_months_note,
    write_cutoff_note,
    write_previous_note,
)
from clu_batch.documents.sections.repartitions import Groupe, Sujet
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Chart, ChartKind, ChartSeries, Element
from clu_batch.rules.figures import reclamations_fiches as fiches
from clu_batch.rules.model import Indicateur, Mesure, Parametres, Repartition

RECUES = fiches.RECUES
STOCK = fiches.STOCK
TAUX = fiches.TAUX_DANS_DELAI
TAUX_AR = fiches.TAUX_AR_DANS_DELAI
_ETATS = (
    (fiches.DANS_DELAI, "Répondues dans le délai"),
    (fiches.HORS_DELAI, "Répondues hors délai"),
    (fiches.EN_COURS, "En cours, dans le délai"),
    (fiches.EN_RETARD, "Sans réponse, délai dépassé"),
)
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
AUCUNE = "Aucune réclamation n’a été reçue sur la période"
_CRITERES = ("Service", "Canal", "Site")


@dataclass(frozen=True, slots=True)
class _Nomme:
    """A figure and how the block names it."""

    libelle: str
    indicateur: Indicateur


def write_sentence(meeting: MeetingContext) -> str:
    """Write the summary sentence: how many complaints, and what share was answered in time."""
    depuis = meeting.parametres.reclamations_depuis
    if depuis and depuis > meeting.seance.comptee.au and not meeting.count(RECUES):
        jour = french.format_date(depuis)
        return f"Le registre des réclamations n’est suivi qu’à partir du {jour}, après la période."
    recues = meeting.indicateurs.get(RECUES)
    debut = _say_received(meeting)
    if recues is None or is_empty(meeting):
        return f"{debut}."
    debut += _say_previous(recues)
    dans_delai = meeting.indicateurs.get(TAUX)
    if dans_delai is None or dans_delai.mesure.valeur is None:
        return f"{debut}."
    dit = say_rate(dans_delai.mesure) + say_comparison(dans_delai)
    return f"{debut}. La part des réponses envoyées dans le délai est de {dit}."


def _say_received(meeting: MeetingContext) -> str:
    """Write how many were received. When none is counted but rows were left out, it says so: one of
    them may be a complaint.
    """
    nombre = meeting.count(RECUES)
    if nombre == 0:
        ecartees = _say_left_out(meeting)
        return "Aucune réclamation n’est comptée sur la période" if ecartees else AUCUNE
    recues = french.format_count(nombre, "réclamation a été reçue", "réclamations ont été reçues")
    return f"{recues} sur la période"


def is_empty(meeting: MeetingContext) -> bool:
    """Whether there is no complaint, suggestion nor thanks in either period, and
    nothing is open.
    """
    codes = (*(code for code, _ in _VOLUMES), STOCK)
    return not any(meeting.count(code) or meeting.count_before(code) for code in codes)


def build_section(meeting: MeetingContext, niveau: int) -> Block:
    """Return the volumes, states and delays, the rate meeting after meeting, the breakdowns, the
    open complaints and the actions.
    """
    elements: list[Element] = [make_paragraph(write_sentence(meeting))]
    if is_empty(meeting):
        ecartees = _say_left_out(meeting)
        return Block((*elements, make_paragraph(ecartees)) if ecartees else tuple(elements))
    elements += _build_volumes(meeting)
    elements += _build_states(meeting, niveau)
    elements += _build_answers(meeting, niveau)
    recalcul = tendances.say_recomputed(meeting, TAUX)
    elements += tendances.build_tendance(meeting, TAUX, "Réponses dans le délai", niveau, recalcul)
    elements += _build_open(meeting, niveau)
    elements += _build_detail(meeting, niveau)
    actions = meeting.bilan.actions_reclamations
    elements += list_under("Actions d’amélioration engagées", niveau, actions)
    return Block(tuple(elements))


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
    passe = recues.precedente.valeur if recues.precedente else None
    if not isinstance(passe, Fraction):
        return ""
    reserve = f" ({recues.reserve})" if recues.reserve else ""
    if not passe and not recues.mesure.valeur:
        return f", comme sur la période précédente{reserve}"
    return f", contre {french.format_number(passe)} sur la période précédente{reserve}"


def _tabulate_figures(
    meeting: MeetingContext, legende: str, voulus: Iterable[tuple[str, str]], notes: Iterable[str]
) -> list[Element]:
    """Make a table of the figures that are known among `voulus`, pairs of a code and
    its wording.
    """
    lignes = [
        _Nomme(libelle, meeting.indicateurs[code])
        for code, libelle in voulus
        if code in meeting.indicateurs
    ]
    if not lignes:
        return []
    colonnes: Sequence[Champ[_Nomme]] = (
        Champ("Indicateur", 58, lambda x: x.libelle),
        Champ("Période", 38, lambda x: _say_figure(x.indicateur), nombre=True),
        Champ(
            "Période précédente",
            40,
            lambda x: say_previous(x.indicateur),
            nombre=True,
        ),
        Champ(
            "Écart",
            38,
            lambda x: say_difference(x.indicateur.ecart, x.indicateur.unite),
            nombre=True,
        ),
    )
    return [make_table(legende, lignes, colonnes, notes)]


def _say_figure(indicateur: Indicateur) -> str:
    if indicateur.unite == "%":
        return say_rate_in_cell(indicateur.mesure)
    return say_value(indicateur.mesure.valeur, indicateur.unite)


def _build_volumes(meeting: MeetingContext) -> list[Element]:
    """Return how many complaints, suggestions and thanks were received."""
    voulus = [(code, libelle) for code, libelle in _VOLUMES if _is_shown(meeting, code)]
    connus = [meeting.indicateurs[code] for code, _ in voulus if code in meeting.indicateurs]
    notes = [write_cutoff_note(meeting), _say_left_out(meeting)]
    if any(indicateur.precedente is not None for indicateur in connus):
        notes.insert(1, write_previous_note(meeting, RECUES))
    legende = "Réclamations, suggestions et remerciements reçus"
    return _tabulate_figures(meeting, legende, voulus, notes)


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


def _build_states(meeting: MeetingContext, niveau: int) -> list[Element]:
    """Return where the complaints of the period stand at A, in a chart and its table."""
    lignes = _count_by_state(meeting)
    if not any(nombre for _, nombre in lignes):
        return []
    legende = (
        f"État, au {french.format_date(meeting.seance.a)}, des réclamations reçues sur la période"
    )
    dits = [f"{libelle}, {french.format_number(nombre)}" for libelle, nombre in lignes]
    champs = (
        Champ[tuple[str, int]]("État", 40, lambda x: x[0]),
        Champ[tuple[str, int]]("Nombre", 15, lambda x: french.format_number(x[1]), nombre=True),
    )
    graphique = typeset_chart(
        Chart(
            legende,
            ChartKind.BARRES,
            [libelle for libelle, _ in lignes],
            [ChartSeries("Réclamations", tuple(float(nombre) for _, nombre in lignes))],
            f"{legende}. {' ; '.join(dits)}.",
        )
    )
    table = make_table(legende, lignes, champs)
    return put_under("Réponses aux réclamations", niveau, [graphique, table])


def _count_by_state(meeting: MeetingContext) -> list[tuple[str, int]]:
    """Return each state with its number. With the complaints that are in none of the four states,
    they add up to the number received.
    """
    reparties = meeting.find_repartition((RECUES,), "État")
    if reparties:
        return [
            (french.capitalise_first(r.modalite), int(r.mesure.valeur))
            for r in reparties
            if isinstance(r.mesure.valeur, Fraction)
        ]
    return [
        (libelle, meeting.count(code)) for code, libelle in _ETATS if code in meeting.indicateurs
    ]


def _build_answers(meeting: MeetingContext, niveau: int) -> list[Element]:
    """Return the delays and the outcome of the complaints."""
    voulus = [(code, libelle) for code, libelle in _REPONSES if _was_measured(meeting, code)]
    notes = [write_previous_note(meeting, RECUES)]
    if meeting.parametres.delai_reponse is None:
        notes.append(
            "Aucun délai de réponse n’est fixé : la part des réponses dans le délai n’est pas"
            " mesurée."
        )
    elements = _tabulate_figures(meeting, "Délais et suites", voulus, notes)
    if TAUX in meeting.indicateurs or not meeting.count(RECUES):
        return elements
    return [make_heading("Réponses aux réclamations", niveau), *elements]


def _was_measured(meeting: MeetingContext, code: str) -> bool:
    """Whether a figure has a value, in either period."""
    indicateur = meeting.indicateurs.get(code)
    if indicateur is None:
        return False
    avant = indicateur.precedente
    return indicateur.mesure.valeur is not None or (avant is not None and avant.valeur is not None)


def _build_open(meeting: MeetingContext, niveau: int) -> list[Element]:
    """Return all that is open at A by age, whatever its date, the oldest, and how many the period
    does not show.
    """
    if STOCK not in meeting.indicateurs:
        return []
    elements: list[Element] = [
        make_heading("Réclamations encore ouvertes", niveau),
        make_paragraph(_say_open(meeting)),
    ]
    reparties = meeting.find_repartition((STOCK,), "Ancienneté")
    ages = [r for r in reparties if r.mesure.valeur is not None]
    if ages and meeting.count(STOCK):
        champs = (
            Champ[Repartition]("Ancienneté (jours calendaires)", 40, lambda r: r.modalite),
            Champ[Repartition](
                "Nombre",
                20,
                lambda r: say_value(r.mesure.valeur, "nombre"),
                nombre=True,
            ),
        )
        elements.append(make_table("Réclamations ouvertes, selon leur ancienneté", ages, champs))
    return elements


def _say_open(meeting: MeetingContext) -> str:
    """Write how many are open, the oldest, and how many the period does not show."""
    stock, au = meeting.count(STOCK), french.format_date(meeting.seance.a)
    if not stock:
        return f"Aucune réclamation n’est ouverte au {au}."
    nombre = french.format_count(stock, "réclamation est ouverte", "réclamations sont ouvertes")
    dit = f"{nombre} au {au}, toutes dates de réception confondues"
    plus_ancienne = meeting.measure(fiches.PLUS_ANCIENNE).valeur
    if plus_ancienne is not None:
        dit += f" ; la plus ancienne a été reçue le {say_value(plus_ancienne, 'date')}"
    anciennes = meeting.count(fiches.ANCIENNES_OUVERTES)
    if anciennes == 1:
        dit += ". Parmi elles, une a été reçue avant la période et n’entre pas dans le taux"
    elif anciennes:
        dit += (
            f". Parmi elles, {french.format_number(anciennes)} ont été reçues avant la période et"
            " n’entrent pas dans le taux"
        )
    return f"{dit}."


def _build_detail(meeting: MeetingContext, niveau: int) -> list[Element]:
    """Return the complaints by service, channel and site, by motive, by month."""
    nom = "Réclamations reçues"
    presents = [c for c in _CRITERES if len(meeting.find_repartition((RECUES,), c)) > 1]
    legende = f"{nom} par {french.join_words([c.lower() for c in presents])}"
    par_motif = Sujet(f"{nom} par motif", nom, "nombre")
    par_mois = Sujet(f"{nom} par mois", nom, "nombre", ChartKind.COLONNES)
    elements = [
        *_cross_criteria(meeting, presents, Sujet(legende, nom, "nombre")),
        *_cross_criteria(meeting, ("Motif",), par_motif),
        *_cross_criteria(meeting, ("Mois",), par_mois),
    ]
    return put_under("Réclamations, en détail", niveau, elements)


def _cross_criteria(
    meeting: MeetingContext, criteres: Sequence[str], sujet: Sujet
) -> list[Element]:
    """Return the number received and the rate answered in time with its base, by group; a single
    criterion is also drawn.
    """
    lignes = repartitions.find_groups(meeting, (RECUES,), criteres)
    if not lignes:
        return []
    taux: dict[tuple[str, str], Mesure] = {}
    for critere in criteres:
        for r in meeting.find_repartition((TAUX,), critere):
            taux[critere, r.modalite] = r.mesure

    def say_in_time(groupe: Groupe) -> str | None:
        mesure = taux.get((groupe.critere, groupe.ligne.modalite), Mesure())
        return None if mesure.valeur is None else say_rate_in_cell(mesure)

    champs = (
        *repartitions.make_name_columns(lignes),
        Champ[Groupe]("Reçues", 14, _say_number, nombre=True),
        Champ[Groupe]("Répondues dans le délai", 30, say_in_time, nombre=True),
    )
    note = write_blank_months_note([g.ligne for g in lignes], "registre ouvert en {}")
    table = make_table(sujet.legende, lignes, champs, (note,))
    graphique = repartitions.draw_groups(sujet, lignes) if len(criteres) == 1 else None
    return [table] if graphique is None else [graphique, table]


def _say_number(groupe: Groupe) -> str | None:
    """Write how many were received; nothing for a month before the register."""
    return None if groupe.valeur is None else say_value(groupe.valeur, "nombre")
