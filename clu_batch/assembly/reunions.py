"""`Réunions` becomes the meetings, each under the date at which it is held, with the ways in which
other sheets may cite it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from clu_batch import french, saisie
from clu_batch.assembly.atelier import Atelier
from clu_batch.assembly.ligne import Ligne, lignes
from clu_batch.defauts import liens
from clu_batch.jours import Calendrier
from clu_batch.model import Reunion
from clu_batch.problems import Problem
from clu_batch.saisie import proche
from clu_batch.tables import Table

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
            atelier.problems.append(
                liens.REUNION_REPETEE.at(ligne.place("Date"), "Date", french.date_courte(date))
            )
            continue
        reunion, report = _report(_lire(ligne, date), ligne)
        known[date] = reunion
        _numeroter(reunion, ligne, atelier, known)
        atelier.problems += [
            *report,
            *_problems(reunion, ligne, contexte),
            *_presidence(reunion, ligne, atelier),
        ]
        atelier.problems += _envois(reunion, ligne, contexte)
    for reunion in [r for r in known.values() if r.reportee_au and r.reportee_au not in known]:
        if reunion.reportee_au:
            known[reunion.reportee_au] = _a_sa_nouvelle_date(reunion, reunion.reportee_au, atelier)
    atelier.reunions += known.values()
    for reunion in known.values():
        _citer(reunion, atelier, known)


def _lire(ligne: Ligne, date: dt.date) -> Reunion:
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


def _report(reunion: Reunion, ligne: Ligne) -> tuple[Reunion, list[Problem]]:
    """A new date means « reportée », unless the meeting was held or cancelled; the new date comes
    after the old one.
    """
    new = reunion.reportee_au
    if new is None:
        return reunion, []
    place, typed = ligne.place("Reportée au"), french.date_courte(new)
    if reunion.statut in {"tenue", "annulée"} or new == reunion.date:
        effet = "la nouvelle date n’est pas utilisée"
        problem = liens.REPORT_INATTENDU.at(
            place, "Reportée au", typed, statut=reunion.statut or "prévue", effet=effet
        )
        return replace(reunion, reportee_au=None), [problem]
    problems = []
    if reunion.statut == "prévue":
        effet = "la réunion est tenue pour reportée"
        problems.append(
            liens.REPORT_INATTENDU.at(place, "Reportée au", typed, statut="prévue", effet=effet)
        )
    if new < reunion.date:
        problems.append(
            liens.REPORT_EN_ARRIERE.at(
                place, "Reportée au", typed, date=french.date_courte(reunion.date)
            )
        )
    return replace(reunion, statut="reportée"), problems


def _a_sa_nouvelle_date(reunion: Reunion, date: dt.date, atelier: Atelier) -> Reunion:
    """The meeting where it now stands; what was sent was sent for the old date."""
    if (
        reunion.convocations_envoyees_le
        or reunion.dossier_envoye_le
        or reunion.compte_rendu_envoye_le
    ):
        facts = {"date": french.date_courte(reunion.date), "nouvelle": french.date_courte(date)}
        atelier.problems.append(liens.ENVOI_DE_L_ANCIENNE_DATE.at(reunion.place, "Date", **facts))
    return replace(
        reunion,
        date=date,
        statut=None,
        reportee_au=None,
        convocations_envoyees_le=None,
        dossier_envoye_le=None,
        compte_rendu_envoye_le=None,
    )


def _citer(reunion: Reunion, atelier: Atelier, known: Mapping[dt.date, Reunion]) -> None:
    """Rows that cite a postponed meeting follow it to its new date, however many times it was
    postponed (docs/rules/sheets.md#reunions).
    """
    held, passed = reunion, {reunion.date}
    while held.reportee_au and held.reportee_au not in passed:
        passed.add(held.reportee_au)
        held = known[held.reportee_au]
    atelier.par_citation.setdefault(reunion.date, held.date)
    if reunion.numero:
        atelier.par_citation.setdefault(saisie.numero(reunion.numero), held.date)


# -- what deserves a look --------------------------------------------------------------------------


def _numeroter(
    reunion: Reunion, ligne: Ligne, atelier: Atelier, known: Mapping[dt.date, Reunion]
) -> None:
    """A N° names one meeting; that of a postponed meeting may be kept at its new date."""
    numero = reunion.numero
    for other in known.values() if numero else ():
        related = reunion.date == other.reportee_au or other.date == reunion.reportee_au
        if (
            other.date != reunion.date
            and other.numero
            and saisie.numero(other.numero) == saisie.numero(numero or "")
            and not related
        ):
            atelier.problems.append(
                liens.NUMERO_REPETE.at(
                    ligne.place("N°"), "N°", numero, autre=french.date_courte(other.date)
                )
            )
            return


def _problems(reunion: Reunion, ligne: Ligne, contexte: Contexte) -> Iterator[Problem]:
    """A meeting on a closed day, or held too soon; a period with one bound, or a reversed one
    (docs/rules/periods.md#period); a reversed sitting.
    """
    if not contexte.calendrier.est_ouvre(reunion.date) and reunion.statut not in {
        "annulée",
        "reportée",
    }:
        raison = contexte.calendrier.raison(reunion.date)
        yield liens.REUNION_JOUR_CHOME.at(
            reunion.place, "Date", french.date_longue(reunion.date), raison=raison
        )
    if reunion.statut == "tenue" and reunion.date > contexte.j:
        yield liens.TENUE_AVANT_SA_DATE.at(
            ligne.place("Statut"), "Statut", date=french.date_courte(reunion.date)
        )
    du, au = reunion.periode_du, reunion.periode_au
    if (du is None) != (au is None):
        empty = "Période au" if au is None else "Période du"
        yield liens.PERIODE_INCOMPLETE.at(ligne.place(empty), empty)
    if du and au and au < du:
        facts = {"debut": french.date_courte(du), "fin": french.date_courte(au)}
        effet = "en attendant, les douze derniers mois complets sont utilisés"
        yield liens.FIN_AVANT_DEBUT.at(
            ligne.place("Période au"), "Période au", **facts, effet=effet
        )
    arret = reunion.chiffres_arretes_au
    if arret and arret > reunion.date:
        header, meeting = "Chiffres arrêtés au", french.date_courte(reunion.date)
        yield liens.ARRET_APRES_LA_REUNION.at(
            ligne.place(header), header, french.date_courte(arret), reunion=meeting
        )
    fin = ligne.heure("Heure de fin")
    if reunion.heure and fin and fin < reunion.heure:
        facts = {"debut": french.heure(reunion.heure), "fin": french.heure(fin)}
        effet = "en attendant, l’heure de fin est lue comme vide"
        yield liens.FIN_AVANT_DEBUT.at(
            ligne.place("Heure de fin"), "Heure de fin", **facts, effet=effet
        )


def _envois(reunion: Reunion, ligne: Ligne, contexte: Contexte) -> Iterator[Problem]:
    """A sending dated after today freezes papers that may still change; before the meeting or after
    it, according to what is sent.
    """
    if reunion.statut in {"annulée", "reportée"}:
        return
    meeting = french.date_courte(reunion.date)
    for header in ENVOIS:
        sent = ligne.date(header)
        if sent is None:
            continue
        after = header == "Compte rendu envoyé le"
        facts = {"date": french.date_courte(sent), "reunion": meeting}
        if sent > contexte.j:
            yield liens.ENVOI_FUTUR.at(ligne.place(header), header, date=facts["date"])
        elif (sent < reunion.date) if after else (sent >= reunion.date):
            attendu = (
                "le jour de la réunion ou un jour suivant" if after else "un jour avant la réunion"
            )
            yield liens.ENVOI_IMPOSSIBLE.at(ligne.place(header), header, attendu=attendu, **facts)
        elif header == ENVOIS[0] and (reunion.date - sent).days < contexte.repere:
            jours, repere = (
                french.pluriel(n, "jour") for n in ((reunion.date - sent).days, contexte.repere)
            )
            yield liens.CONVOCATION_TARDIVE.at(
                ligne.place(header), header, jours=jours, repere=repere
            )


def _presidence(reunion: Reunion, ligne: Ligne, atelier: Atelier) -> list[Problem]:
    """One word that looks like a code of Composition without being one; any other text is free."""
    typed = reunion.presidence
    close = proche(typed, [m.code for m in atelier.membres]) if typed and " " not in typed else None
    if typed is None or close is None or atelier.code(typed):
        return []
    conseil = liens.suggestion(close)
    return [
        liens.PRESIDENCE_DOUTEUSE.at(
            ligne.place("Présidence"), "Présidence", typed, suggestion=conseil
        )
    ]
