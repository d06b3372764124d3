"""`reclamations.xlsx` of the example: some 250 invented complaints, suggestions and thanks,
answered on office days.
"""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

import numpy as np

from clu_batch.jours import Calendrier, Unite

_GRAINE = 642
_NOMBRE = 240  # closed ones; those of the last weeks are drawn apart
_DEBUT, _DERNIERE, _FIN = dt.date(2024, 6, 3), dt.date(2026, 10, 16), dt.date(2026, 11, 20)
_TOURNANT = dt.date(2025, 11, 1)
_DELAI = 15
_JOUR = dt.timedelta(1)

_CANAUX = (
    "courriel",
    "formulaire en ligne",
    "Services Publics +",
    "courrier",
    "guichet",
    "téléphone",
)
_ELECTRONIQUES = _CANAUX[:3]
_POIDS_DES_CANAUX = (34, 24, 14, 16, 8, 4)
_SITES, _POIDS_DES_SITES = ("Nîmes", "Alès", "Le Vigan"), (78, 17, 5)

_MOTIFS = (  # motive, service, weight before and after the turn, first reply given
    (
        "Rendez-vous difficile à obtenir",
        "Séjour des étrangers",
        24,
        17,
        "Créneaux supplémentaires proposés",
    ),
    (
        "Délai de traitement du dossier",
        "Séjour des étrangers",
        18,
        16,
        "État d’avancement communiqué",
    ),
    ("Délai de traitement du dossier", "Naturalisations", 9, 9, "État d’avancement communiqué"),
    ("Téléphone : appel sans réponse", "Standard téléphonique", 13, 10, "Rappel de l’usager"),
    ("Temps d’attente à l’accueil", "Accueil général", 11, 8, "Explications et excuses"),
    ("Information incomplète ou contradictoire", "Accueil général", 9, 9, "Information rectifiée"),
    (
        "Démarche en ligne bloquée",
        "Point d’accueil numérique",
        8,
        10,
        "Aide apportée sur rendez-vous",
    ),
    ("Courrier difficile à comprendre", "Séjour des étrangers", 4, 5, "Explication par téléphone"),
    (
        "Accessibilité des locaux",
        "Accueil général",
        2,
        3,
        "Signalement transmis, aménagement étudié",
    ),
    ("Comportement ressenti comme peu courtois", "Accueil général", 3, 2, "Excuses présentées"),
)

_ACTIONS = {
    "Rendez-vous difficile à obtenir": "Ouverture de nouveaux créneaux chaque lundi matin.",
    "Téléphone : appel sans réponse": "Renfort du standard de 9 h à 11 h.",
    "Information incomplète ou contradictoire": (
        "Fiche de réponse commune aux guichets et au standard."
    ),
    "Démarche en ligne bloquée": "Aide au point d’accueil numérique sur simple appel.",
    "Courrier difficile à comprendre": "Relecture du courrier avec les associations du comité.",
    "Accessibilité des locaux": "Reprise du marquage au sol et de l’éclairage de l’entrée.",
}

# received on, rank of the motive: three overdue on 23 November 2026, five due within a week, four
# later
_OUVERTES = (
    (dt.date(2026, 10, 5), 0),
    (dt.date(2026, 10, 14), 6),
    (dt.date(2026, 10, 27), 1),
    (dt.date(2026, 11, 2), 3),
    (dt.date(2026, 11, 3), 0),
    (dt.date(2026, 11, 4), 2),
    (dt.date(2026, 11, 5), 5),
    (dt.date(2026, 11, 6), 7),
    (dt.date(2026, 11, 10), 4),
    (dt.date(2026, 11, 13), 0),
    (dt.date(2026, 11, 17), 1),
    (dt.date(2026, 11, 20), 6),
)

_ANCIENNE = 2025  # year whose last open complaint still waits for the user


@dataclass(frozen=True, slots=True)
class _Atelier:
    alea: random.Random
    calendrier: Calendrier

    def bureau(self, day: dt.date) -> dt.date:
        """The first office day on or after `day`."""
        return self.calendrier.prochain_jour_de_bureau(day)

    def echeance(self, recue: dt.date, jours: int = _DELAI) -> dt.date:
        """The due date in jours ouvrés."""
        due: dt.date = self.calendrier.echeances(
            np.array([recue], dtype="datetime64[D]"), jours, Unite.OUVRES
        )[0].item()
        return due


def registre(calendrier: Calendrier) -> list[dict[str, object]]:
    """The register by date of reception, numbered by year; every reply and acknowledgement falls on
    an office day.
    """
    # an example to draw, not a secret
    atelier = _Atelier(random.Random(_GRAINE), calendrier)  # noqa: S311
    rows = [
        *(_ligne(atelier) for _ in range(_NOMBRE)),
        *(_ouverte(recue, rang) for recue, rang in _OUVERTES),
    ]
    rows.sort(key=lambda row: str(row["Reçue le"]))
    _suspendre(atelier, rows)
    return _numeroter(rows)


def _ouverte(recue: dt.date, rang: int) -> dict[str, object]:
    """A complaint acknowledged three days later, still without reply."""
    motif, service, *_ = _MOTIFS[rang]
    accuse = recue + 3 * _JOUR if recue.weekday() < 2 else None
    return {
        "Reçue le": recue,
        "Canal": "courriel",
        "Service": service,
        "Motif": motif,
        "Nature": "réclamation",
        "Site": "Nîmes",
        "Accusé de réception le": accuse,
    }


def _numeroter(rows: list[dict[str, object]]) -> list[dict[str, object]]:
    ranks: dict[int, int] = {}
    numbered = []
    for row in rows:
        year = int(str(row["Reçue le"])[:4])
        ranks[year] = ranks.get(year, 0) + 1
        numbered.append({"N°": f"{year}-{ranks[year]:03d}", **row})
    return numbered


def _ligne(atelier: _Atelier) -> dict[str, object]:
    alea = atelier.alea
    canal = alea.choices(_CANAUX, _POIDS_DES_CANAUX)[0]
    recue = _DEBUT + alea.randint(0, (_DERNIERE - _DEBUT).days) * _JOUR
    if canal not in _ELECTRONIQUES:
        recue = min(atelier.bureau(recue), _FIN)
    recent = recue >= _TOURNANT
    motif, service, *_, suite = alea.choices(_MOTIFS, [m[3] if recent else m[2] for m in _MOTIFS])[
        0
    ]
    nature = alea.choices(("réclamation", "suggestion", "remerciement"), (88, 7, 5))[0]
    row: dict[str, object] = {
        "Reçue le": recue,
        "Canal": canal,
        "Service": service,
        "Motif": motif,
        "Nature": nature,
        "Site": alea.choices(_SITES, _POIDS_DES_SITES)[0],
    }
    if nature == "remerciement":
        return {**row, "Motif": "Qualité de l’accueil"}
    row["Accusé de réception le"] = _accuse(atelier, recue, canal)
    row.update(_traitement(atelier, recue, motif, suite, recent=recent))
    if nature == "suggestion":
        row.pop("Qualification", None)
    return row


def _accuse(atelier: _Atelier, recue: dt.date, canal: str) -> dt.date:
    """An acknowledgement within a week (electronic) or two, a few late."""
    limit = 7 if canal in _ELECTRONIQUES else 14
    spread = atelier.alea.choices(
        (atelier.alea.randint(0, limit - 3), limit + atelier.alea.randint(2, 9)), (94, 6)
    )[0]
    return atelier.bureau(recue + spread * _JOUR)


def _traitement(
    atelier: _Atelier, recue: dt.date, motif: str, suite: str, *, recent: bool
) -> dict[str, object]:
    """The reply, in time more often after the turn."""
    alea = atelier.alea
    if alea.random() < 0.035:
        return {
            "Qualification": "hors périmètre",
            "Réponse envoyée le": _repondre(atelier, recue, 4),
        }
    particulier = 30 if alea.random() < 0.012 else None
    in_time = alea.random() < (0.91 if recent else 0.82)
    days = alea.randint(3, 14) if in_time else alea.randint(17, 34)
    reply = _repondre(atelier, recue, days)
    qualification = alea.choices(("fondée", "partiellement fondée", "non fondée"), (38, 27, 35))[0]
    action = _ACTIONS.get(motif) if qualification == "fondée" and alea.random() < 0.14 else None
    return {
        "Réponse envoyée le": reply,
        "Qualification": qualification,
        "Suite donnée": suite,
        "Action d'amélioration": action,
        "Délai particulier": particulier,
    }


def _repondre(atelier: _Atelier, recue: dt.date, days: int) -> dt.date:
    """A reply so many jours ouvrés later, in time for the example's day."""
    return min(atelier.echeance(recue, days), _FIN)


def _suspendre(atelier: _Atelier, rows: list[dict[str, object]]) -> None:
    """Suspend a few: three that ended before the reply, one open complaint of the year before whose
    user has not answered yet.
    """
    replied = [r for r in rows if r["Nature"] == "réclamation" and "Suite donnée" in r]
    for row in replied[20::70]:
        recue = row["Reçue le"]
        start = atelier.echeance(recue, 4)  # type: ignore[arg-type]  # always a date
        end = atelier.echeance(start, 9)
        row["Délai suspendu du"], row["Délai suspendu au"] = start, end
        row["Réponse envoyée le"] = atelier.echeance(end, 6)
    waiting = [r for r in replied if str(r["Reçue le"]).startswith(f"{_ANCIENNE}-10")][-1]
    for header in ("Réponse envoyée le", "Qualification", "Suite donnée", "Action d'amélioration"):
        waiting[header] = None
    # always a date

    waiting["Délai suspendu du"] = atelier.echeance(waiting["Reçue le"], 5)  # type: ignore[arg-type]
