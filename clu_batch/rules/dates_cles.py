"""The steps of the preparation of a meeting, and why each date is what it is
(docs/rules/key-dates.md#steps, docs/rules/key-dates.md#day-by-day).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from clu_batch.kernel import french
from clu_batch.records.parametres import Unite
from clu_batch.rules.jours import JOUR, Calendrier
from clu_batch.rules.model import (
    DateCle,
    Etape,
    EtatDeReclamation,
    JourExplique,
    LigneReclamation,
    Parametres,
    Registre,
    Reunion,
    Seance,
    SeanceDue,
)
from clu_batch.rules.suppleances import Limites

_BIENTOT = 7
"""Days within which a step is « à faire »."""
_EXPLIQUEES = 50
"""The latest late complaints whose count is shown day by day."""
_LE_JOUR_MEME = "jour de la réunion, jamais compté"
_EN_RETARD = {EtatDeReclamation.HORS_DELAI, EtatDeReclamation.DEPASSE}


def list_dates_cles(registre: Registre, seance: SeanceDue, limites: Limites) -> list[DateCle]:
    """The key dates of a meeting; the reminders are internal, no text sets them."""
    reunion = seance.reunion
    parametres, calendrier, j = registre.parametres, registre.calendrier, seance.j
    convocations, dossier, compte_rendu = (
        (etape, compute_rappel(reunion, jours, calendrier), fait)
        for etape, jours, fait in _list_rappels(parametres, reunion)
    )
    arret = reunion.chiffres_arretes_au or dossier[1]
    arrete_le = seance.a if seance.a < j or reunion.dossier_envoye_le else None
    tenue_le = reunion.date if seance.etape is Etape.TENUE else None
    steps = (
        convocations,
        ("Arrêt des chiffres", arret, arrete_le),
        dossier,
        ("Dernier jour de bureau pour annoncer un suppléant", limites.imprimee, None),
        ("Réunion", reunion.date, tenue_le),
        compte_rendu,
    )
    return [
        DateCle(etape, date, (date - j).days, fait, _judge_etat(date, fait, j))
        for etape, date, fait in steps
    ]


def _list_rappels(
    parametres: Parametres, reunion: Reunion
) -> Sequence[tuple[str, int, dt.date | None]]:
    """What is sent for a meeting, how many days after it, and when that was done."""
    return (
        (
            "Envoi des convocations",
            -parametres.repere_convocations,
            reunion.convocations_envoyees_le,
        ),
        ("Envoi du dossier de séance", -parametres.repere_dossier, reunion.dossier_envoye_le),
        (
            "Envoi du compte rendu",
            parametres.repere_compte_rendu,
            reunion.compte_rendu_envoye_le,
        ),
    )


def compute_rappel(reunion: Reunion, jours: int, calendrier: Calendrier) -> dt.date:
    """A reminder `jours` calendar days from the meeting, moved away from closed days towards the
    safe side.
    """
    date = reunion.date + jours * JOUR
    if jours <= 0:
        return calendrier.find_last_jour_de_bureau(date)
    return calendrier.find_next_jour_de_bureau(date)


def _judge_etat(date: dt.date, fait: dt.date | None, j: dt.date) -> str:
    if fait is not None:
        return "fait"
    if date < j:
        return "passé"
    return "à faire" if (date - j).days <= _BIENTOT else "à venir"


def explain_dates(
    registre: Registre,
    seance: Seance,
    limites: Limites | None,
    complaints: Sequence[LigneReclamation],
) -> list[JourExplique]:
    """Day by day: the substitution limits and the reminders of a meeting, the latest late
    complaints.
    """
    days: list[JourExplique] = []
    if limites is not None and isinstance(seance, SeanceDue):
        days += _explain_suppleance(registre, limites)
        days += _explain_rappels(registre, seance.reunion)
    late = [c for c in complaints if c.etat in _EN_RETARD]
    late.sort(key=lambda complaint: complaint.recue_le, reverse=True)
    for complaint in late[:_EXPLIQUEES]:
        days += _explain_reclamation(registre, complaint)
    return days


def _explain_suppleance(registre: Registre, bornes: Limites) -> Iterator[JourExplique]:
    """Backwards from the meeting to the earliest of its limits; a Saturday counts among the jours
    ouvrables, a fermeture too.
    """
    n, unite = registre.parametres.delai_suppleance, registre.parametres.unite_suppleance
    objet = f"Suppléance : {_format_duree(n, unite)} avant la réunion"
    reperes = (
        (bornes.j2, "limite J-2"),
        (
            bornes.pleins,
            f"limite en jours pleins : {_format_duree(n, unite)} entre ce jour et la réunion",
        ),
        (bornes.imprimee, "date imprimée : dernier jour de bureau avant la limite"),
    )
    reunion = bornes.reunion
    yield _explain_jour(objet, reunion, None, [_LE_JOUR_MEME])
    rang = 0
    earliest = min(day for day, _ in reperes)
    for offset in range(1, (reunion - earliest).days + 1):
        day = reunion - offset * JOUR
        counted = registre.calendrier.is_counted(day, unite)
        rang += counted
        notes = [_describe_jour(registre.calendrier, day, unite if counted else None)]
        notes += [note for limite, note in reperes if limite == day]
        kept = day == bornes.imprimee
        yield _explain_jour(objet, day, rang if counted else None, notes, kept=kept)


def _explain_rappels(registre: Registre, reunion: Reunion) -> Iterator[JourExplique]:
    """From the meeting to each of its reminders."""
    for nom, jours, _ in _list_rappels(registre.parametres, reunion):
        sens = "avant" if jours <= 0 else "après"
        duree = _format_duree(abs(jours), Unite.CALENDAIRES)
        objet = f"{nom} : {duree} {sens} la réunion (repère interne)"
        yield from _explain_rappel(objet, jours, reunion, registre.calendrier)


def _explain_rappel(
    objet: str, jours: int, reunion: Reunion, calendrier: Calendrier
) -> Iterator[JourExplique]:
    retenue = compute_rappel(reunion, jours, calendrier)
    step = -JOUR if jours <= 0 else JOUR
    for offset in range(abs((retenue - reunion.date).days) + 1):
        day = reunion.date + offset * step
        counted = 0 < offset <= abs(jours)
        notes = [_LE_JOUR_MEME]
        if offset:
            notes = [_describe_jour(calendrier, day, Unite.CALENDAIRES if counted else None)]
        kept = day == retenue
        if kept:
            notes.append("date retenue")
        elif offset >= abs(jours):
            notes.append("pas un jour de bureau")
        yield _explain_jour(objet, day, offset if counted else None, notes, kept=kept)


_ECHEANCE_REPORTEE = "échéance : premier jour de bureau qui suit le délai"


def _explain_reclamation(
    registre: Registre, complaint: LigneReclamation
) -> Iterator[JourExplique]:
    """From the reception to the due date: the n counted days, and the move to the next office day
    of CPC 642.
    """
    calendrier, unite = registre.calendrier, registre.parametres.unite_reponse
    duree = _format_duree(complaint.accordes or 0, unite)
    objet = f"Réclamation {complaint.numero} : {duree} à compter de la réception"
    yield _explain_jour(
        objet, complaint.recue_le, None, ["jour de la réception, jamais compté"]
    )
    for day, rang in _rank_days(registre, complaint):
        said = _describe_jour(calendrier, day, unite if rang else None)
        notes = ["délai suspendu" if _is_suspended(day, complaint) else said]
        is_due = day == complaint.echeance
        if is_due:
            notes.append("échéance" if rang else _ECHEANCE_REPORTEE)
        yield _explain_jour(objet, day, rang, notes, kept=is_due)


def _rank_days(
    registre: Registre, complaint: LigneReclamation
) -> Iterator[tuple[dt.date, int | None]]:
    """Give each day from the reception, excluded, to the due date, and its rank among those that
    count; None for one that does not.
    """
    calendrier, unite = registre.calendrier, registre.parametres.unite_reponse
    first = complaint.recue_le
    end = complaint.echeance or first
    waited = 0
    for offset in range(1, (end - first).days + 1):
        day = first + offset * JOUR
        waiting = waited < (complaint.accordes or 0) and not _is_suspended(day, complaint)
        counted = waiting and calendrier.is_counted(day, unite)
        waited += counted
        yield day, waited if counted else None


def _is_suspended(day: dt.date, complaint: LigneReclamation) -> bool:
    """Whether a day lies in a suspension, after its first day; one without an end goes on."""
    du, au = complaint.suspendue_du, complaint.suspendue_au
    if du is None or day <= du:
        return False
    return au is None or day <= au


def _explain_jour(
    objet: str, day: dt.date, rang: int | None, notes: Sequence[str], *, kept: bool = False
) -> JourExplique:
    said = " ; ".join(filter(None, notes))
    return JourExplique(objet, day, rang is not None, rang, said, kept)


def _describe_jour(calendrier: Calendrier, day: dt.date, unite: Unite | None) -> str:
    """Why a day counts in `unite` (« samedi, jour ouvrable »), or does not (« dimanche »); "" for a
    plain day that is not counted.
    """
    mots = [calendrier.describe_jour(day), unite.singulier if unite else ""]
    return ", ".join(filter(None, mots))


def _format_duree(n: int, unite: Unite) -> str:
    return french.format_count(n, unite.singulier, unite)
