"""Turn `Réunions` into the meetings, each under the date at which it is held, and note the ways in
which other sheets may cite it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import replace

from clu_batch.kernel import french
from clu_batch.kernel.checked_rows import CheckedRows
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import links
from clu_batch.parse import find_closest, fold_numero
from clu_batch.records.reunion import Statut
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.record_rows import build_records
from clu_batch.rules.links.reversed_dates import check_order
from clu_batch.rules.model import Reunion

ENVOIS = ("convocations_envoyees_le", "dossier_envoye_le", "compte_rendu_envoye_le")
"""The fields that say when the papers of a meeting were sent."""


@frozen
class ReunionContext:
    """What a meeting is compared with: the calendar, the day J, and the reminder for the
    convocations, in days before the meeting.
    """

    calendrier: Calendrier
    j: dt.date
    repere: int


def assemble_reunions(
    checked: CheckedRows, atelier: CommitteeBuilder, contexte: ReunionContext
) -> None:
    """Add the meetings to `atelier`, which must know the members already."""
    known: dict[dt.date, Reunion] = {}
    for row in build_records(Reunion, checked):
        if row.date in known:
            shown = french.format_short_date(row.date)
            atelier.report(row, links.REUNION_REPETEE, "date", shown)
            continue
        reunion, problems = _read_postponement(_drop_reversed_end(row))
        known[row.date] = reunion
        _check_number(reunion, atelier, known)
        atelier.problems += problems
        atelier.problems += _check(reunion, contexte)
        effet = "l’heure de fin est lue comme vide"
        atelier.problems += check_order(row, "heure", "heure_fin", effet)
        atelier.problems += _check_president(reunion, atelier)
        atelier.problems += _check_sendings(reunion, contexte)
    dates = set(known)
    for reunion in list(known.values()):
        new = reunion.reportee_au
        if new and new not in dates:
            known[new] = _move(reunion, new, atelier)
    atelier.reunions += known.values()
    for reunion in known.values():
        _cite(reunion, atelier, known)


def _drop_reversed_end(row: Reunion) -> Reunion:
    """The meeting without an end that comes before its beginning."""
    if row.heure and row.heure_fin and row.heure_fin < row.heure:
        return replace(row, heure_fin=None)
    return row


# -- postponed meetings ----------------------------------------------------------------------------


def _read_postponement(reunion: Reunion) -> tuple[Reunion, list[Problem]]:
    """A new date means « reportée », unless the meeting was held or cancelled; the new date comes
    after the old one.
    """
    new = reunion.reportee_au
    if new is None:
        return reunion, []
    if reunion.statut in {Statut.TENUE, Statut.ANNULEE} or new == reunion.date:
        effet = "la nouvelle date n’est pas utilisée"
        return replace(reunion, reportee_au=None), [_report_unexpected(reunion, new, effet)]
    problems = []
    if reunion.statut == Statut.PREVUE:
        effet = "la réunion est tenue pour reportée"
        problems.append(_report_unexpected(reunion, new, effet))
    if new < reunion.date:
        typed, date = french.format_short_date(new), french.format_short_date(reunion.date)
        problems.append(
            reunion.report(links.REPORT_EN_ARRIERE, "reportee_au", typed, date=date)
        )
    return replace(reunion, statut=Statut.REPORTEE), problems


def _report_unexpected(reunion: Reunion, new: dt.date, effet: str) -> Problem:
    statut = reunion.statut or Statut.PREVUE
    typed = french.format_short_date(new)
    kind = links.REPORT_INATTENDU
    return reunion.report(kind, "reportee_au", typed, statut=statut, effet=effet)


def _move(reunion: Reunion, date: dt.date, atelier: CommitteeBuilder) -> Reunion:
    """The meeting where it now stands; what was sent was sent for the old date."""
    if any(getattr(reunion, field) for field in ENVOIS):
        old, new = french.format_short_date(reunion.date), french.format_short_date(date)
        atelier.report(reunion, links.ENVOI_DE_L_ANCIENNE_DATE, "date", date=old, nouvelle=new)
    return replace(
        reunion,
        date=date,
        statut=None,
        reportee_au=None,
        convocations_envoyees_le=None,
        dossier_envoye_le=None,
        compte_rendu_envoye_le=None,
    )


def _cite(
    reunion: Reunion, atelier: CommitteeBuilder, known: Mapping[dt.date, Reunion]
) -> None:
    """Rows that cite a postponed meeting follow it to its new date, however many times it was
    postponed (docs/rules/sheets.md#reunions).
    """
    held, passed = reunion, {reunion.date}
    while held.reportee_au and held.reportee_au not in passed:
        passed.add(held.reportee_au)
        held = known[held.reportee_au]
    atelier.par_citation.setdefault(reunion.date, held.date)
    if reunion.numero:
        atelier.par_citation.setdefault(fold_numero(reunion.numero), held.date)


# -- what deserves a look --------------------------------------------------------------------------


def _check_number(
    reunion: Reunion, atelier: CommitteeBuilder, known: Mapping[dt.date, Reunion]
) -> None:
    """A N° names one meeting; that of a postponed meeting may be kept at its new date."""
    numero = reunion.numero
    if not numero:
        return
    for other in known.values():
        if not other.numero or fold_numero(other.numero) != fold_numero(numero):
            continue
        if reunion.date in {other.date, other.reportee_au} or other.date == reunion.reportee_au:
            continue
        autre = french.format_short_date(other.date)
        atelier.report(reunion, links.NUMERO_REPETE, "numero", numero, autre=autre)
        return


def _check(reunion: Reunion, contexte: ReunionContext) -> Iterator[Problem]:
    """A meeting on a closed day, or held too soon; figures closed after it."""
    open_day = contexte.calendrier.is_jour_de_bureau(reunion.date)
    if not open_day and reunion.statut not in {Statut.ANNULEE, Statut.REPORTEE}:
        shown = french.format_long_date(reunion.date)
        raison = contexte.calendrier.describe_jour(reunion.date)
        yield reunion.report(links.REUNION_JOUR_CHOME, "date", shown, raison=raison)
    meeting = french.format_short_date(reunion.date)
    if reunion.statut == Statut.TENUE and reunion.date > contexte.j:
        yield reunion.report(links.TENUE_AVANT_SA_DATE, "statut", date=meeting)
    yield from _check_period(reunion)
    arret = reunion.chiffres_arretes_au
    if arret and arret > reunion.date:
        shown = french.format_short_date(arret)
        kind = links.ARRET_APRES_LA_REUNION
        yield reunion.report(kind, "chiffres_arretes_au", shown, reunion=meeting)


def _check_period(reunion: Reunion) -> Iterator[Problem]:
    """A period with one bound, or a reversed one (docs/rules/periods.md#period)."""
    effet = "les douze derniers mois complets sont utilisés"
    yield from check_order(reunion, "periode_du", "periode_au", effet)
    if (reunion.periode_du is None) != (reunion.periode_au is None):
        empty = "periode_au" if reunion.periode_au is None else "periode_du"
        yield reunion.report(links.PERIODE_INCOMPLETE, empty)


def _check_sendings(reunion: Reunion, contexte: ReunionContext) -> Iterator[Problem]:
    """What was sent before the meeting or after it, as each paper should be.

    A sending dated after today freezes papers that may still change.
    """
    if reunion.statut in {Statut.ANNULEE, Statut.REPORTEE}:
        return
    for field in ENVOIS:
        sent = getattr(reunion, field)
        if sent is None:
            continue
        date = french.format_short_date(sent)
        if sent > contexte.j:
            yield reunion.report(links.ENVOI_FUTUR, field, date=date)
            continue
        attendu = "un jour avant la réunion"
        possible = sent < reunion.date
        if field == "compte_rendu_envoye_le":
            attendu = "le jour de la réunion ou un jour suivant"
            possible = not possible
        before = (reunion.date - sent).days
        if not possible:
            facts = {"date": date, "reunion": french.format_short_date(reunion.date)}
            yield reunion.report(links.ENVOI_IMPOSSIBLE, field, attendu=attendu, **facts)
        elif field == "convocations_envoyees_le" and before < contexte.repere:
            jours = french.format_count(before, "jour")
            repere = french.format_count(contexte.repere, "jour")
            yield reunion.report(links.CONVOCATION_TARDIVE, field, jours=jours, repere=repere)


def _check_president(reunion: Reunion, atelier: CommitteeBuilder) -> list[Problem]:
    """One word that looks like a code of Composition without being one; any other text is free."""
    typed = reunion.presidence
    if not typed or " " in typed or atelier.find_code(typed):
        return []
    close = find_closest(typed, [m.code for m in atelier.membres])
    if close is None:
        return []
    return [reunion.report(links.PRESIDENCE_DOUTEUSE, "presidence", typed, suggestion=close)]
