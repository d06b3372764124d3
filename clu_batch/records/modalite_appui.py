"""The sheet of the ways in which users are helped with their procedures."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from clu_batch.kernel.declaration import Record, column, filled, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.famille import BLOCS
from clu_batch.kernel.french import NON_RENSEIGNE


@sheet(
    "Modalités d'appui",
    "comite.xlsx",
    "Les aides proposées aux usagers dans leurs démarches.",
    retient=BLOCS,
    invented=True,
)
class ModaliteAppui(Record):
    """A way in which users are helped with their procedures; `reunion` None: every meeting."""

    modalite: str = filled(
        "Modalité",
        empty=NON_RENSEIGNE,
        width=40,
        printed=True,
        scanned=True,
        note="L'aide proposée : « Point d'accueil numérique ». Imprimée dans le dossier.",
    )
    reunion: dt.date | None = column(
        "Réunion",
        Kind.REUNION,
        key=True,
        width=13,
        note="Vide : vaut pour toutes les réunions.",
    )
    public: str | None = column(
        "Public visé",
        width=34,
        printed=True,
        scanned=True,
        note="À qui elle s'adresse : « Usagers peu à l'aise avec le numérique ».",
    )
    lieu: str | None = column(
        "Lieu",
        width=30,
        printed=True,
        scanned=True,
        note="Où elle est proposée : « Nîmes, hall d'accueil ».",
    )
    horaires: str | None = column(
        "Horaires",
        width=30,
        printed=True,
        scanned=True,
        note="Quand : « Du lundi au vendredi, de 9 h à 12 h ».",
    )
    partenaire: str | None = column(
        "Partenaire",
        width=30,
        printed=True,
        scanned=True,
        repeats=True,
        note="Qui l'assure avec la préfecture : « Maisons France Services ». Imprimé après"
        " « Avec ».",
    )
    usagers: Decimal | None = column(
        "Usagers accompagnés",
        width=14,
        note="Combien de personnes ont été aidées sur la période. Le dossier en fait la somme.",
    )
    precedente: Decimal | None = column(
        "Période précédente", width=14, note="Le nombre de la période d'avant, pour comparer."
    )
    evolution: str | None = column(
        "Évolution", width=40, note="Ce qui change ou va changer.", printed=True, scanned=True
    )
