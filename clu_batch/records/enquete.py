"""The sheet of the surveys: how each was carried out."""

from __future__ import annotations

import datetime as dt

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.famille import BLOCS
from clu_batch.kernel.periode import Periode


@sheet(
    "Enquêtes",
    "satisfaction.xlsx",
    "Comment chaque enquête a été menée (facultatif).",
    retient=BLOCS,
    invented=True,
)
class Enquete(Record):
    """How a survey was carried out."""

    nom: str = key(
        "Enquête",
        width=36,
        scanned=True,
        note="Le nom de l'enquête : « Questionnaire papier, Nîmes, mars 2026 ». Imprimé"
        " dans la méthode.",
    )
    du: dt.date = key(
        "Du",
        width=13,
        note="Premier jour de l'enquête.",
    )
    au: dt.date = key(
        "Au",
        width=13,
        note="Dernier jour de l'enquête.",
    )
    mode: str | None = column(
        "Mode de recueil",
        width=22,
        scanned=True,
        repeats=True,
        note="Écrit comme dans Réponses : « papier », « en ligne ».",
    )
    site: str | None = column(
        "Site",
        width=18,
        scanned=True,
        repeats=True,
        note="Écrit comme dans Réponses : « Nîmes ». Vide : tous les sites.",
    )
    organisation: str | None = column(
        "Organisation",
        width=50,
        note="Qui a distribué, où, pendant combien de temps.",
        scanned=True,
    )
    distribues: int | None = column(
        "Questionnaires distribués", width=16, note="Donne le taux de retour."
    )

    @property
    def periode(self) -> Periode:
        """When it was carried out."""
        return Periode(self.du, self.au)
