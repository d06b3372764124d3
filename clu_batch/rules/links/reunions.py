"""Turn `Réunions` into the meetings, each under the date at which it is held, and note the ways in
which other sheets may cite it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from clu_batch import parse
from clu_batch.kernel import french
from clu_batch.kernel.problems import Problem
from clu_batch.kernel.tables import Table
from clu_batch.messages import links
from clu_batch.parse import find_closest
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.links.citations import CommitteeBuilder
from clu_batch.rules.links.ligne import TableRow, list_rows
from clu_batch.rules.model import Reunion

ENVOIS = ("Convocations envoyées le", "Dossier envoyé le", "Compte rendu envoyé le")


@dataclass(frozen=True, slots=True)
class ReunionContext:
    """What a meeting is compared with: the calendar, the day J, and the reminder for the
    convocations, in days before the meeting.
    """

    calendrier: Calendrier
    j: dt.date
    repere: int


def assemble_reunions(table: Table, atelier: CommitteeBuilder, contexte: ReunionContext) -> None:
    """Add the meetings to `atelier`, which must know the members already."""
    known: dict[dt.date, Reunion] = {}
    for ligne in list_rows(table):
        date = ligne.read_date("Date")
        if date is None:
            continue
        if date in known:
            shown = french.format_short_date(date)
            atelier.report(ligne, links.REUNION_REPETEE, "Date", shown)
            continue
        reunion, problems = _read_postponement(_read(ligne), ligne)
        known[date] = reunion
        _check_number(reunion, ligne, atelier, known)
        atelier.problems += problems
        atelier.problems += _check(reunion, ligne, contexte)
        atelier.problems += _check_president(reunion, ligne, atelier)
        atelier.problems += _check_sendings(reunion, ligne, contexte)
    dates = set(known)
    for reunion in list(known.values()):
        new = reunion.reportee_au
        if new and new not in dates:
            known[new] = _move(reunion, new, atelier)
    atelier.reunions += known.values()
    for reunion in known.values():
        _cite(reunion, atelier, known)


def _read(ligne: TableRow) -> Reunion:
    debut, fin = ligne.read_time("Heure"), ligne.read_time("Heure de fin")
    return ligne.build(Reunion, heure_fin=None if debut and fin and fin < debut else fin)


# -- postponed meetings ----------------------------------------------------------------------------


def _read_postponement(reunion: Reunion, ligne: TableRow) -> tuple[Reunion, list[Problem]]:
    """A new date means « reportée », unless the meeting was held or cancelled; the new date comes
    after the old one.
    """
    new = reunion.reportee_au
    if new is None:
        return reunion, []
    typed = french.format_short_date(new)
    if reunion.statut in {"tenue", "annulée"} or new == reunion.date:
        effet = "la nouvelle date n’est pas utilisée"
        problem = ligne.report(
            links.REPORT_INATTENDU,
            "Reportée au",
            typed,
            statut=reunion.statut or "prévue",
            effet=effet,
        )
        return replace(reunion, reportee_au=None), [problem]
    problems = []
    if reunion.statut == "prévue":
        effet = "la réunion est tenue pour reportée"
        problems.append(
            ligne.report(links.REPORT_INATTENDU, "Reportée au", typed, statut="prévue", effet=effet)
        )
    if new < reunion.date:
        problems.append(
            ligne.report(
                links.REPORT_EN_ARRIERE,
                "Reportée au",
                typed,
                date=french.format_short_date(reunion.date),
            )
        )
    return replace(reunion, statut="reportée"), problems


def _move(reunion: Reunion, date: dt.date, atelier: CommitteeBuilder) -> Reunion:
    """The meeting where it now stands; what was sent was sent for the old date."""
    if (
        reunion.convocations_envoyees_le
        or reunion.dossier_envoye_le
        or reunion.compte_rendu_envoye_le
    ):
        facts = {
            "date": french.format_short_date(reunion.date),
            "nouvelle": french.format_short_date(date),
        }
        atelier.problems.append(
            links.ENVOI_DE_L_ANCIENNE_DATE.report(reunion.place, "Date", **facts)
        )
    return replace(
        reunion,
        date=date,
        statut=None,
        reportee_au=None,
        convocations_envoyees_le=None,
        dossier_envoye_le=None,
        compte_rendu_envoye_le=None,
    )


def _cite(reunion: Reunion, atelier: CommitteeBuilder, known: Mapping[dt.date, Reunion]) -> None:
    """Rows that cite a postponed meeting follow it to its new date, however many times it was
    postponed (docs/rules/sheets.md#reunions).
    """
    held, passed = reunion, {reunion.date}
    while held.reportee_au and held.reportee_au not in passed:
        passed.add(held.reportee_au)
        held = known[held.reportee_au]
    atelier.par_citation.setdefault(reunion.date, held.date)
    if reunion.numero:
        atelier.par_citation.setdefault(parse.fold_numero(reunion.numero), held.date)


# -- what deserves a look --------------------------------------------------------------------------


def _check_number(
    reunion: Reunion, ligne: TableRow, atelier: CommitteeBuilder, known: Mapping[dt.date, Reunion]
) -> None:
    """A N° names one meeting; that of a postponed meeting may be kept at its new date."""
    numero = reunion.numero
    if not numero:
        return
    for other in known.values():
        if not other.numero or parse.fold_numero(other.numero) != parse.fold_numero(numero):
            continue
        if reunion.date in {other.date, other.reportee_au} or other.date == reunion.reportee_au:
            continue
        autre = french.format_short_date(other.date)
        atelier.report(ligne, links.NUMERO_REPETE, "N°", numero, autre=autre)
        return


def _check(reunion: Reunion, ligne: TableRow, contexte: ReunionContext) -> Iterator[Problem]:
    """A meeting on a closed day, or held too soon; figures closed after it."""
    open_day = contexte.calendrier.is_ouvre(reunion.date)
    if not open_day and reunion.statut not in {"annulée", "reportée"}:
        shown, raison = (
            french.format_long_date(reunion.date),
            contexte.calendrier.describe_jour(reunion.date),
        )
        yield links.REUNION_JOUR_CHOME.report(reunion.place, "Date", shown, raison=raison)
    meeting = french.format_short_date(reunion.date)
    if reunion.statut == "tenue" and reunion.date > contexte.j:
        yield ligne.report(links.TENUE_AVANT_SA_DATE, "Statut", date=meeting)
    yield from _check_period(reunion, ligne)
    arret = reunion.chiffres_arretes_au
    if arret and arret > reunion.date:
        header, shown = "Chiffres arrêtés au", french.format_short_date(arret)
        yield ligne.report(links.ARRET_APRES_LA_REUNION, header, shown, reunion=meeting)
    effet = "l’heure de fin est lue comme vide"
    yield from ligne.check_order(dt.time, "Heure", "Heure de fin", effet)


def _check_period(reunion: Reunion, ligne: TableRow) -> Iterator[Problem]:
    """A period with one bound, or a reversed one (docs/rules/periods.md#period)."""
    effet = "les douze derniers mois complets sont utilisés"
    yield from ligne.check_order(dt.date, "Période du", "Période au", effet)
    if (reunion.periode_du is None) != (reunion.periode_au is None):
        empty = "Période au" if reunion.periode_au is None else "Période du"
        yield ligne.report(links.PERIODE_INCOMPLETE, empty)


def _check_sendings(
    reunion: Reunion, ligne: TableRow, contexte: ReunionContext
) -> Iterator[Problem]:
    """What was sent before the meeting or after it, as each paper should be.

    A sending dated after today freezes papers that may still change.
    """
    if reunion.statut in {"annulée", "reportée"}:
        return
    for header in ENVOIS:
        sent = ligne.read_date(header)
        if sent is None:
            continue
        date = french.format_short_date(sent)
        if sent > contexte.j:
            yield ligne.report(links.ENVOI_FUTUR, header, date=date)
            continue
        attendu = "un jour avant la réunion"
        possible = sent < reunion.date
        if header == "Compte rendu envoyé le":
            attendu = "le jour de la réunion ou un jour suivant"
            possible = not possible
        before = (reunion.date - sent).days
        if not possible:
            facts = {"date": date, "reunion": french.format_short_date(reunion.date)}
            yield ligne.report(links.ENVOI_IMPOSSIBLE, header, attendu=attendu, **facts)
        elif header == ENVOIS[0] and before < contexte.repere:
            jours, repere = (
                french.format_count(before, "jour"),
                french.format_count(contexte.repere, "jour"),
            )
            yield ligne.report(links.CONVOCATION_TARDIVE, header, jours=jours, repere=repere)


def _check_president(reunion: Reunion, ligne: TableRow, atelier: CommitteeBuilder) -> list[Problem]:
    """One word that looks like a code of Composition without being one; any other text is free."""
    typed = reunion.presidence
    if not typed or " " in typed or atelier.find_code(typed):
        return []
    close = find_closest(typed, [m.code for m in atelier.membres])
    if close is None:
        return []
    return [ligne.report(links.PRESIDENCE_DOUTEUSE, "Présidence", typed, suggestion=close)]
