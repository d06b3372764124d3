"""Compare the figures of a dossier that was sent with those of today, and report each one that has
changed, with both values (docs/rules/meetings.md#changed-figures).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.figure_wording import say_base, say_rate, say_value
from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meetings
from clu_batch.rules.figures import comite, regles
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.model import Indicateur, Mesure, Reunion

_ABSENT = "sans ce chiffre"
_PRECEDENTE = " (période précédente)"
_REGLES = "version des règles"
"""What the version of the rules that made the figures is remembered under, beside them."""
_CITES = 3
"""Changes that the line of a changed rule gives; the others are counted."""


@frozen
class _Chiffre:
    """A figure as it is printed. `cle` finds it again at a later run, `nom` is what it is called,
    `sujet` the line that reports its change.
    """

    cle: str
    nom: str
    dit: str
    sujet: str


def index_chiffres(meeting: MeetingContext) -> Mapping[str, str]:
    """Return every figure of the dossier as it is printed, by the key that finds it again at a
    later run, and which rules made them.
    """
    return {_REGLES: regles.VERSION, **{c.cle: c.dit for c in _list_chiffres(meeting)}}


def report_unknown(reunion: Reunion) -> Problem:
    """Report that the figures of a dossier declared sent are unknown: it was made elsewhere, or the
    list of what was made is lost.
    """
    kind = meetings.CHIFFRES_ENVOYES_PERDUS
    return reunion.report(kind, "dossier_envoye_le", reunion=reunion.date)


def find_changes(envoyes: Mapping[str, str], meeting: MeetingContext) -> Sequence[str]:
    """Return each figure, and each breakdown, that no longer says what the sent dossier said, with
    both values.
    """
    actuels = {c.cle: c for c in _list_chiffres(meeting)}
    gone = envoyes.keys() - actuels.keys() - {_REGLES}
    disparus = [_Chiffre(cle, cle, _ABSENT, cle) for cle in envoyes if cle in gone]
    sujets: dict[str, list[str]] = {}
    for chiffre in (*actuels.values(), *disparus):
        avant = envoyes.get(chiffre.cle, _ABSENT)
        if avant != chiffre.dit:
            dit = f"{avant} dans le dossier envoyé, {chiffre.dit} aujourd’hui"
            sujets.setdefault(chiffre.sujet, []).append(f"{chiffre.nom} : {dit}")
    return [" ; ".join(dits) for dits in sujets.values()]


def report_changes(
    changes: Sequence[str], envoyes: Mapping[str, str], meeting: MeetingContext
) -> list[Problem]:
    """Report each change; all of them in one line when other rules than those in force made the
    figures that were sent (docs/rules/meetings.md#changed-rules).
    """
    if changes and envoyes.get(_REGLES) != regles.VERSION:
        return [_report_regles(changes, meeting.reunion)]
    kind, date = meetings.CHIFFRE_CHANGE, meeting.date
    return [
        meeting.reunion.report(kind, "dossier_envoye_le", changements=dits, reunion=date)
        for dits in changes
    ]


def _report_regles(changes: Sequence[str], reunion: Reunion) -> Problem:
    cites = list(changes[:_CITES])
    if len(changes) > _CITES:
        cites.append(french.format_count(len(changes) - _CITES, "autre"))
    return reunion.report(
        meetings.REGLE_MODIFIEE,
        "dossier_envoye_le",
        version=regles.VERSION,
        nombre=french.format_count(len(changes), "chiffre a changé", "chiffres ont changé"),
        reunion=reunion.date,
        changements=" ; ".join(cites),
    )


def _list_chiffres(meeting: MeetingContext) -> Iterator[_Chiffre]:
    """Give the figures, their comparison, then the breakdowns. The attendance is left out: it does
    not depend on the cut-off.
    """
    for indicateur in meeting.indicateurs.values():
        if indicateur.code not in comite.CODES:
            yield from _list_own(indicateur)
    libelles = {code: i.libelle for code, i in meeting.indicateurs.items()}
    for r in meeting.bilan.repartitions:
        sujet = f"{libelles.get(r.code, r.code)}, par {r.axe.lower()}"
        cle, nom = f"{r.code} | {r.axe} | {r.modalite}", f"{sujet}, « {r.modalite} »"
        yield _Chiffre(cle, nom, _say_part(r.mesure), sujet)


def _list_own(i: Indicateur) -> Iterator[_Chiffre]:
    """Give the figure of an indicator, then that of the previous period."""
    yield _Chiffre(i.code, i.libelle, _say_figure(i, i.mesure), i.libelle)
    if i.precedente is not None:
        nom = f"{i.libelle}{_PRECEDENTE}"
        yield _Chiffre(f"{i.code} | précédente", nom, _say_figure(i, i.precedente), nom)


def _say_part(mesure: Mesure) -> str:
    """Write a rate with its base, or the number alone when a line has no rate: it counts apart, or
    its month is too small.
    """
    with_base = mesure.valeur is not None and mesure.denominateur is not None
    if mesure.retenue or with_base:
        return say_rate(mesure)
    if mesure.numerateur is None:
        return say_base(mesure)
    return french.format_number(mesure.numerateur)


def _say_figure(indicateur: Indicateur, mesure: Mesure) -> str:
    if mesure.retenue or indicateur.unite == POURCENT:
        return say_rate(mesure)
    return say_value(mesure.valeur, indicateur.unite)
