"""Tolerant reading of what a person typed: dates, hours, numbers, yes or no, choices.

Each `lire_…` takes a value as a cell holds it (str, float, int, bool, date, datetime, time,
timedelta; None or a blank when empty) and gives a `Lu`: the value, or None with the kind of defect,
or the value with something to mention.
"""

from __future__ import annotations

from clu_batch.kernel.folding import (
    intitule,
    nettoyer,
    plier,
    racine,
    sans_precision,
    serrer,
    singulier,
)
from clu_batch.parse.canal_lists import formes_du_canal, noms_de_canaux
from clu_batch.parse.choices import NON, OUI, Choix, lire_choix, lire_oui_non
from clu_batch.parse.dates import JOURS, hors_horizon, jour_et_mois_ambigus, lire_date, lire_reunion
from clu_batch.parse.hours import lire_duree, lire_heure
from clu_batch.parse.mojibake import mal_decode
from clu_batch.parse.near_words import opposes, proche
from clu_batch.parse.numbers import (
    avec_melanges,
    lire_entier,
    lire_nombre,
    lire_pourcentage,
    lire_quantite,
)
from clu_batch.parse.outcome import Lu
from clu_batch.parse.percent_cells import Pourcent
from clu_batch.parse.texts import (
    comme_tape,
    lire_numero,
    lire_texte,
    montrer,
    numero,
    numeros_de,
    vide,
)

__all__ = [
    "JOURS",
    "NON",
    "OUI",
    "Choix",
    "Lu",
    "Pourcent",
    "avec_melanges",
    "comme_tape",
    "formes_du_canal",
    "hors_horizon",
    "intitule",
    "jour_et_mois_ambigus",
    "lire_choix",
    "lire_date",
    "lire_duree",
    "lire_entier",
    "lire_heure",
    "lire_nombre",
    "lire_numero",
    "lire_oui_non",
    "lire_pourcentage",
    "lire_quantite",
    "lire_reunion",
    "lire_texte",
    "mal_decode",
    "montrer",
    "nettoyer",
    "noms_de_canaux",
    "numero",
    "numeros_de",
    "opposes",
    "plier",
    "proche",
    "racine",
    "sans_precision",
    "serrer",
    "singulier",
    "vide",
]
