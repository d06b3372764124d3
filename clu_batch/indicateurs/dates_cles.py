"""The steps of the preparation of a meeting, and why each date is what it is
(docs/rules/key-dates.md#steps, docs/rules/key-dates.md#day-by-day).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from clu_batch import french
from clu_batch.indicateurs.reclamations_etats import delai_particulier
from clu_batch.indicateurs.suppleances import Limites, limites
from clu_batch.jours import Calendrier, Unite
from clu_batch.model import (
    DateCle,
    Etape,
    JourExplique,
    LigneReclamation,
    Registre,
    Reunion,
    Seance,
)

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
    arrete_le = seance.a if seance.a < j or reunion.dossier_envoye_le else None
    limite = limites(reunion.date, parametres, calendrier).imprimee
    tenue_le = reunion.date if seance.etape is Etape.TENUE else None
    steps = (
        (
            "Envoi des convocations",
            rappel(reunion, -parametres.repere_convocations, calendrier),
            reunion.convocations_envoyees_le,
        ),
        ("Arrêt des chiffres", arret, arrete_le),
        ("Envoi du dossier de séance", dossier, reunion.dossier_envoye_le),
        ("Dernier jour de bureau pour annoncer un suppléant", limite, None),
        ("Réunion", reunion.date, tenue_le),
        (
            "Envoi du compte rendu",
            rappel(reunion, parametres.repere_compte_rendu, calendrier),
            reunion.compte_rendu_envoye_le,
        ),
    )
    return [
        DateCle(etape, date, (date - j).days, fait, _etat(date, fait, j))
        for etape, date, fait in steps
    ]


def rappel(reunion: Reunion, jours: int, calendrier: Calendrier) -> dt.date:
    """A reminder `jours` calendar days from the meeting, moved away from closed days towards the
    safe side.
    """
    date = reunion.date + jours * _JOUR
    return (
        calendrier.dernier_jour_de_bureau(date)
        if jours <= 0
        else calendrier.prochain_jour_de_bureau(date)
    )


def _etat(date: dt.date, fait: dt.date | None, j: dt.date) -> str:
    if fait is not None:
        return "fait"
    if date < j:
        return "passé"
    return "à faire" if (date - j).days <= _BIENTOT else "à venir"


def pourquoi(
    registre: Registre, seance: Seance, complaints: Sequence[LigneReclamation]
) -> list[JourExplique]:
    """Day by day: the substitution limits, the reminders, the latest late complaints."""
    days: list[JourExplique] = []
    if seance.reunion is not None:
        days += _suppleance(
            registre,
            seance.reunion,
            limites(seance.reunion.date, registre.parametres, registre.calendrier),
        )
        days += _rappels(registre, seance.reunion)
    late = sorted(
        (c for c in complaints if c.etat in _EN_RETARD), key=lambda c: c.recue_le, reverse=True
    )[:_EXPLIQUEES]
    for complaint in late:
        days += _reclamation(registre, complaint)
    return days


def _suppleance(registre: Registre, reunion: Reunion, bornes: Limites) -> Iterator[JourExplique]:
    """Backwards from the meeting to the earliest of its limits; a Saturday counts among the jours
    ouvrables, a fermeture too.
    """
    n, unite = registre.parametres.delai_suppleance, Unite(registre.parametres.unite_suppleance)
    objet = f"Suppléance : {_duree(n, unite)} avant la réunion"
    reperes = (
        (bornes.j2, "limite J-2"),
        (bornes.pleins, f"limite en jours pleins : {_duree(n, unite)} entre ce jour et la réunion"),
        (bornes.imprimee, "date imprimée : dernier jour de bureau avant la limite"),
    )
    yield JourExplique(objet, reunion.date, False, None, "jour de la réunion, jamais compté")
    rang = 0
    for offset in range(1, (reunion.date - min(day for day, _ in reperes)).days + 1):
        day = reunion.date - offset * _JOUR
        counted = registre.calendrier.compte(day, unite)
        rang += counted
        notes = [
            _raison(registre.calendrier, day, unite if counted else None),
            *(note for limite, note in reperes if limite == day),
        ]
        yield _explique(objet, day, rang if counted else None, notes)


def _rappels(registre: Registre, reunion: Reunion) -> Iterator[JourExplique]:
    parametres, calendrier = registre.parametres, registre.calendrier
    for nom, jours in (
        ("Envoi des convocations", -parametres.repere_convocations),
        ("Envoi du dossier de séance", -parametres.repere_dossier),
        ("Envoi du compte rendu", parametres.repere_compte_rendu),
    ):
        retenue = rappel(reunion, jours, calendrier)
        sens, step = ("avant", -_JOUR) if jours <= 0 else ("après", _JOUR)
        objet = (
            f"{nom} : {_duree(abs(jours), Unite.CALENDAIRES)} {sens} la réunion (repère interne)"
        )
        for offset in range(abs((retenue - reunion.date).days) + 1):
            day = reunion.date + offset * step
            counted = 0 < offset <= abs(jours)
            notes = [
                _raison(calendrier, day, Unite.CALENDAIRES if counted else None)
                if offset
                else "jour de la réunion, jamais compté"
            ]
            notes += (
                ["date retenue"]
                if day == retenue
                else ["pas un jour de bureau"]
                if offset >= abs(jours)
                else []
            )
            yield _explique(objet, day, offset if counted else None, notes)


def _reclamation(registre: Registre, complaint: LigneReclamation) -> Iterator[JourExplique]:
    """From the reception to the due date: the n counted days, and the move to the next office day
    of CPC 642.
    """
    columns, calendrier = registre.reclamations.columns, registre.calendrier
    unite = Unite(registre.parametres.unite_reponse)
    n = (
        delai_particulier(columns["Délai particulier"][complaint.rang])
        or registre.parametres.delai_reponse
        or 0
    )
    du, au = (
        columns["Délai suspendu du"][complaint.rang],
        columns["Délai suspendu au"][complaint.rang],
    )
    objet = f"Réclamation {complaint.numero} : {_duree(n, unite)} à compter de la réception"
    end = complaint.echeance or complaint.recue_le
    yield JourExplique(
        objet, complaint.recue_le, False, None, "jour de la réception, jamais compté"
    )
    rang = 0
    for offset in range(1, (end - complaint.recue_le).days + 1):
        day = complaint.recue_le + offset * _JOUR
        suspended = (
            isinstance(du, dt.date) and du < day and not (isinstance(au, dt.date) and day > au)
        )
        counted = rang < n and not suspended and calendrier.compte(day, unite)
        rang += counted
        notes = [
            "délai suspendu" if suspended else _raison(calendrier, day, unite if counted else None)
        ]
        notes += (
            ["échéance" if counted else "échéance : premier jour de bureau qui suit le délai"]
            if day == end
            else []
        )
        yield _explique(objet, day, rang if counted else None, notes)


def _explique(objet: str, day: dt.date, rang: int | None, notes: Sequence[str]) -> JourExplique:
    return JourExplique(
        objet, day, rang is not None, rang, " ; ".join(note for note in notes if note)
    )


def _raison(calendrier: Calendrier, day: dt.date, unite: Unite | None) -> str:
    """Why a day counts in `unite` (« samedi, jour ouvrable »), or does not (« dimanche »); "" for a
    plain day that is not counted.
    """
    return ", ".join(
        mot for mot in (calendrier.raison(day), unite.singulier if unite else "") if mot
    )


def _duree(n: int, unite: Unite) -> str:
    return french.pluriel(n, unite.singulier, unite)
