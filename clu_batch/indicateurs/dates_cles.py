"""The steps of the preparation of a meeting, and why each date is what it is (pages 2.9 and 3.5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from clu_batch.indicateurs.suppleances import Limites, limites
from clu_batch.jours import Calendrier, Unite
from clu_batch.model import DateCle, Etape, JourExplique, LigneReclamation, Registre, Reunion, Seance

_BIENTOT = 7
"""Days within which a step is « à faire »."""
_JOUR = dt.timedelta(days=1)
_EXPLIQUEES = 50
"""The latest late complaints whose count is shown day by day."""
_EN_RETARD = {"répondue hors délai", "sans réponse, délai dépassé"}


def dates_cles(registre: Registre, seance: Seance) -> list[DateCle]:
    """The key dates of a meeting; the reminders are internal, no text sets them."""
    reunion = seance.reunion
    if reunion is None:
        return []
    parametres, calendrier, j = registre.parametres, registre.calendrier, seance.j
    dossier = rappel(reunion, -parametres.repere_dossier, calendrier)
    arret = reunion.chiffres_arretes_au or dossier
    arrete_le = arret if seance.a < j or reunion.dossier_envoye_le else None
    limite = limites(reunion.date, parametres, calendrier).imprimee
    tenue_le = reunion.date if seance.etape is Etape.TENUE else None
    steps = (
        ("Envoi des convocations", rappel(reunion, -parametres.repere_convocations, calendrier), reunion.convocations_envoyees_le),
        ("Arrêt des chiffres", arret, arrete_le),
        ("Envoi du dossier de séance", dossier, reunion.dossier_envoye_le),
        ("Dernier jour de bureau pour annoncer un suppléant", limite, None),
        ("Réunion", reunion.date, tenue_le),
        ("Envoi du compte rendu", rappel(reunion, parametres.repere_compte_rendu, calendrier), reunion.compte_rendu_envoye_le),
    )
    return [DateCle(etape, date, (date - j).days, fait, _etat(date, fait, j)) for etape, date, fait in steps]


def rappel(reunion: Reunion, jours: int, calendrier: Calendrier) -> dt.date:
    """A reminder `jours` calendar days from the meeting, moved away from closed days towards the safe side."""
    date = reunion.date + jours * _JOUR
    return calendrier.dernier_jour_de_bureau(date) if jours <= 0 else calendrier.prochain_jour_de_bureau(date)


def _etat(date: dt.date, fait: dt.date | None, j: dt.date) -> str:
    if fait is not None:
        return "fait"
    if date < j:
        return "passé"
    return "à faire" if (date - j).days <= _BIENTOT else "à venir"


def pourquoi(registre: Registre, seance: Seance, complaints: Sequence[LigneReclamation]) -> list[JourExplique]:
    """Day by day: the substitution limits, the reminders, the latest late complaints."""
    days: list[JourExplique] = []
    if seance.reunion is not None:
        days += _suppleance(registre, seance.reunion, limites(seance.reunion.date, registre.parametres, registre.calendrier))
        days += _rappels(registre, seance.reunion)
    late = sorted((c for c in complaints if c.etat in _EN_RETARD), key=lambda c: c.recue_le, reverse=True)[:_EXPLIQUEES]
    for complaint in late:
        days += _reclamation(registre, complaint)
    return days


def _suppleance(registre: Registre, reunion: Reunion, bornes: Limites) -> Iterator[JourExplique]:
    parametres, calendrier = registre.parametres, registre.calendrier
    unite = Unite(parametres.unite_suppleance)
    objet = f"Suppléance : {parametres.delai_suppleance} {unite} avant la réunion"
    first = min(bornes.pleins, bornes.imprimee, bornes.j2)
    yield JourExplique(objet, reunion.date, False, None, "jour de la réunion, jamais compté")
    rang = 0
    for offset in range(1, (reunion.date - first).days + 1):
        day = reunion.date - offset * _JOUR
        counted = calendrier.compte(day, unite)
        rang += counted
        notes = [calendrier.raison(day)]
        notes += ["limite J-2"] if day == bornes.j2 else []
        notes += ["limite en jours pleins"] if day == bornes.pleins else []
        notes += ["date imprimée (dernier jour de bureau)"] if day == bornes.imprimee else []
        yield JourExplique(objet, day, counted, rang if counted else None, " ; ".join(n for n in notes if n))


def _rappels(registre: Registre, reunion: Reunion) -> Iterator[JourExplique]:
    parametres, calendrier = registre.parametres, registre.calendrier
    for nom, jours in (
        ("Rappel d’envoi des convocations", -parametres.repere_convocations),
        ("Rappel d’envoi du dossier", -parametres.repere_dossier),
        ("Rappel d’envoi du compte rendu", parametres.repere_compte_rendu),
    ):
        nominal, moved = reunion.date + jours * _JOUR, rappel(reunion, jours, calendrier)
        objet = f"{nom} : {abs(jours)} jours calendaires {'avant' if jours <= 0 else 'après'} la réunion"
        step = _JOUR if moved >= nominal else -_JOUR
        day = nominal
        while day != moved:
            yield JourExplique(objet, day, False, None, f"{calendrier.raison(day)} : pas un jour de bureau, le rappel se déplace")
            day += step
        yield JourExplique(objet, moved, True, abs(jours), "date retenue")


def _reclamation(registre: Registre, complaint: LigneReclamation) -> Iterator[JourExplique]:
    table, calendrier = registre.reclamations, registre.calendrier
    unite = Unite(registre.parametres.unite_reponse)
    objet = f"Réclamation {complaint.numero} : {unite} depuis la réception"
    du, au = table.columns["Délai suspendu du"][complaint.rang], table.columns["Délai suspendu au"][complaint.rang]
    end = complaint.echeance or complaint.recue_le
    yield JourExplique(objet, complaint.recue_le, False, None, "jour de la réception, jamais compté")
    rang = 0
    for offset in range(1, (end - complaint.recue_le).days + 1):
        day = complaint.recue_le + offset * _JOUR
        suspended = isinstance(du, dt.date) and du < day and not (isinstance(au, dt.date) and day > au)
        counted = not suspended and calendrier.compte(day, unite)
        rang += counted
        reason = "délai suspendu" if suspended else calendrier.raison(day)
        yield JourExplique(objet, day, counted, rang if counted else None, reason + (" ; échéance" if day == end else ""))
