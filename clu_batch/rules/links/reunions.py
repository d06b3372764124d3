"""`Réunions` becomes the meetings, each under the date at which it is held, with the ways in which
other sheets may cite it.
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
from clu_batch.parse import proche
from clu_batch.rules.jours import Calendrier
from clu_batch.rules.links.citations import Atelier
from clu_batch.rules.links.ligne import Ligne, lignes
from clu_batch.rules.model import Reunion

ENVOIS = ("Convocations envoyées le", "Dossier envoyé le", "Compte rendu envoyé le")


@dataclass(frozen=True, slots=True)
class Contexte:
    """What a meeting is held against: the calendar, the day J, the reminder for the convocations
    (days before).
    """

    calendrier: Calendrier
    j: dt.date
    repere: int


def assembler(table: Table, atelier: Atelier, contexte: Contexte) -> None:
    """The meetings, kept in the atelier; the members must be there already."""
    known: dict[dt.date, Reunion] = {}
    for ligne in lignes(table):
        date = ligne.date("Date")
        if date is None:
            continue
        if date in known:
            shown = french.date_courte(date)
            atelier.problems.append(links.REUNION_REPETEE.at(ligne.place("Date"), "Date", shown))
            continue
        reunion, problems = _read_postponement(_read(ligne, date), ligne)
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


def _read(ligne: Ligne, date: dt.date) -> Reunion:
    debut, fin = ligne.heure("Heure"), ligne.heure("Heure de fin")
    return Reunion(
        date=date,
        heure=debut,
        lieu=ligne.texte("Lieu"),
        numero=ligne.texte("N°"),
        reference=ligne.texte("Référence"),
        heure_fin=None if debut and fin and fin < debut else fin,
        visioconference=ligne.texte("Visioconférence"),
        acces=ligne.texte("Accès et accessibilité"),
        presidence=ligne.texte("Présidence"),
        statut=ligne.texte("Statut"),
        reportee_au=ligne.date("Reportée au"),
        periode_du=ligne.date("Période du"),
        periode_au=ligne.date("Période au"),
        chiffres_arretes_au=ligne.date("Chiffres arrêtés au"),
        convocations_envoyees_le=ligne.date("Convocations envoyées le"),
        dossier_envoye_le=ligne.date("Dossier envoyé le"),
        compte_rendu_envoye_le=ligne.date("Compte rendu envoyé le"),
        prochaine=ligne.date("Prochaine réunion") or ligne.texte("Prochaine réunion"),
        place=ligne.place("Date"),
    )


# -- postponed meetings ----------------------------------------------------------------------------


def _read_postponement(reunion: Reunion, ligne: Ligne) -> tuple[Reunion, list[Problem]]:
    """A new date means « reportée », unless the meeting was held or cancelled; the new date comes
    after the old one.
    """
    new = reunion.reportee_au
    if new is None:
        return reunion, []
    place, typed = ligne.place("Reportée au"), french.date_courte(new)
    if reunion.statut in {"tenue", "annulée"} or new == reunion.date:
        effet = "la nouvelle date n’est pas utilisée"
        problem = links.REPORT_INATTENDU.at(
            place, "Reportée au", typed, statut=reunion.statut or "prévue", effet=effet
        )
        return replace(reunion, reportee_au=None), [problem]
    problems = []
    if reunion.statut == "prévue":
        effet = "la réunion est tenue pour reportée"
        problems.append(
            links.REPORT_INATTENDU.at(place, "Reportée au", typed, statut="prévue", effet=effet)
        )
    if new < reunion.date:
        problems.append(
            links.REPORT_EN_ARRIERE.at(
                place, "Reportée au", typed, date=french.date_courte(reunion.date)
            )
        )
    return replace(reunion, statut="reportée"), problems


def _move(reunion: Reunion, date: dt.date, atelier: Atelier) -> Reunion:
    """The meeting where it now stands; what was sent was sent for the old date."""
    if (
        reunion.convocations_envoyees_le
        or reunion.dossier_envoye_le
        or reunion.compte_rendu_envoye_le
    ):
        facts = {"date": french.date_courte(reunion.date), "nouvelle": french.date_courte(date)}
        atelier.problems.append(links.ENVOI_DE_L_ANCIENNE_DATE.at(reunion.place, "Date", **facts))
    return replace(
        reunion,
        date=date,
        statut=None,
        reportee_au=None,
        convocations_envoyees_le=None,
        dossier_envoye_le=None,
        compte_rendu_envoye_le=None,
    )


def _cite(reunion: Reunion, atelier: Atelier, known: Mapping[dt.date, Reunion]) -> None:
    """Rows that cite a postponed meeting follow it to its new date, however many times it was
    postponed (docs/rules/sheets.md#reunions).
    """
    held, passed = reunion, {reunion.date}
    while held.reportee_au and held.reportee_au not in passed:
        passed.add(held.reportee_au)
        held = known[held.reportee_au]
    atelier.par_citation.setdefault(reunion.date, held.date)
    if reunion.numero:
        atelier.par_citation.setdefault(parse.numero(reunion.numero), held.date)


# -- what deserves a look --------------------------------------------------------------------------


def _check_number(
    reunion: Reunion, ligne: Ligne, atelier: Atelier, known: Mapping[dt.date, Reunion]
) -> None:
    """A N° names one meeting; that of a postponed meeting may be kept at its new date."""
    numero = reunion.numero
    if not numero:
        return
    for other in known.values():
        if not other.numero or parse.numero(other.numero) != parse.numero(numero):
            continue
        if reunion.date in {other.date, other.reportee_au} or other.date == reunion.reportee_au:
            continue
        place, autre = ligne.place("N°"), french.date_courte(other.date)
        atelier.problems.append(links.NUMERO_REPETE.at(place, "N°", numero, autre=autre))
        return


def _check(reunion: Reunion, ligne: Ligne, contexte: Contexte) -> Iterator[Problem]:
    """A meeting on a closed day, or held too soon; figures closed after it."""
    open_day = contexte.calendrier.est_ouvre(reunion.date)
    if not open_day and reunion.statut not in {"annulée", "reportée"}:
        shown, raison = french.date_longue(reunion.date), contexte.calendrier.raison(reunion.date)
        yield links.REUNION_JOUR_CHOME.at(reunion.place, "Date", shown, raison=raison)
    meeting = french.date_courte(reunion.date)
    if reunion.statut == "tenue" and reunion.date > contexte.j:
        yield links.TENUE_AVANT_SA_DATE.at(ligne.place("Statut"), "Statut", date=meeting)
    yield from _check_period(reunion, ligne)
    arret = reunion.chiffres_arretes_au
    if arret and arret > reunion.date:
        header, shown = "Chiffres arrêtés au", french.date_courte(arret)
        yield links.ARRET_APRES_LA_REUNION.at(ligne.place(header), header, shown, reunion=meeting)
    yield from _check_hours(reunion, ligne)


def _check_period(reunion: Reunion, ligne: Ligne) -> Iterator[Problem]:
    """A period with one bound, or a reversed one (docs/rules/periods.md#period)."""
    du, au = reunion.periode_du, reunion.periode_au
    if du and au and au < du:
        facts = {"debut": french.date_courte(du), "fin": french.date_courte(au)}
        effet = "en attendant, les douze derniers mois complets sont utilisés"
        place = ligne.place("Période au")
        yield links.FIN_AVANT_DEBUT.at(place, "Période au", **facts, effet=effet)
    if (du is None) != (au is None):
        empty = "Période au" if au is None else "Période du"
        yield links.PERIODE_INCOMPLETE.at(ligne.place(empty), empty)


def _check_hours(reunion: Reunion, ligne: Ligne) -> Iterator[Problem]:
    """A sitting that ends before it begins."""
    fin = ligne.heure("Heure de fin")
    if reunion.heure and fin and fin < reunion.heure:
        facts = {"debut": french.heure(reunion.heure), "fin": french.heure(fin)}
        effet = "en attendant, l’heure de fin est lue comme vide"
        place = ligne.place("Heure de fin")
        yield links.FIN_AVANT_DEBUT.at(place, "Heure de fin", **facts, effet=effet)


def _check_sendings(reunion: Reunion, ligne: Ligne, contexte: Contexte) -> Iterator[Problem]:
    """What was sent before the meeting or after it, as each paper should be.

    A sending dated after today freezes papers that may still change.
    """
    if reunion.statut in {"annulée", "reportée"}:
        return
    for header in ENVOIS:
        sent = ligne.date(header)
        if sent is None:
            continue
        place, date = ligne.place(header), french.date_courte(sent)
        if sent > contexte.j:
            yield links.ENVOI_FUTUR.at(place, header, date=date)
            continue
        attendu = "un jour avant la réunion"
        possible = sent < reunion.date
        if header == "Compte rendu envoyé le":
            attendu = "le jour de la réunion ou un jour suivant"
            possible = not possible
        before = (reunion.date - sent).days
        if not possible:
            facts = {"date": date, "reunion": french.date_courte(reunion.date)}
            yield links.ENVOI_IMPOSSIBLE.at(place, header, attendu=attendu, **facts)
        elif header == ENVOIS[0] and before < contexte.repere:
            jours, repere = french.pluriel(before, "jour"), french.pluriel(contexte.repere, "jour")
            yield links.CONVOCATION_TARDIVE.at(place, header, jours=jours, repere=repere)


def _check_president(reunion: Reunion, ligne: Ligne, atelier: Atelier) -> list[Problem]:
    """One word that looks like a code of Composition without being one; any other text is free."""
    typed = reunion.presidence
    if not typed or " " in typed or atelier.code(typed):
        return []
    close = proche(typed, [m.code for m in atelier.membres])
    if close is None:
        return []
    place, conseil = ligne.place("Présidence"), links.suggestion(close)
    return [links.PRESIDENCE_DOUTEUSE.at(place, "Présidence", typed, suggestion=conseil)]
