"""The sheet of the meetings, past and to come."""

from __future__ import annotations

import datetime as dt
import enum

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import Kind
from clu_batch.kernel.periode import Periode


class Statut(enum.StrEnum):
    """What became of a meeting."""

    PREVUE = "prévue"
    TENUE = "tenue"
    ANNULEE = "annulée"
    REPORTEE = "reportée"


@sheet(
    "Réunions",
    "comite.xlsx",
    "Une ligne par réunion, passée ou à venir.",
    indispensable=True,
    invented=True,
)
class Reunion(Record):
    """A meeting of the committee, past or to come."""

    date: dt.date = key(
        "Date",
        width=13,
        tag="sa date",
        example="10 décembre 2026",
        note="Le jour de la réunion. Les autres feuilles la désignent par cette date, ou"
        " par son N°.",
    )
    heure: dt.time | None = column(
        "Heure",
        required=True,
        width=10,
        note="Par exemple 14:30.",
        missing="heure de la réunion",
        tag="son heure de début",
        example="14 h 30",
    )
    lieu: str | None = column(
        "Lieu",
        required=True,
        width=44,
        note="Salle et adresse, tels qu'ils seront imprimés.",
        missing="lieu de la réunion",
        printed=True,
        tag="son lieu",
        example="Salle Pradel",
        scanned=True,
    )
    numero: str | None = column(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=10,
        note="Par exemple 2026-1.",
        tag="son numéro",
        example="2026-2",
    )
    reference: str | None = column(
        "Référence",
        width=18,
        note="Référence du courrier, si vous en portez une.",
        printed=True,
        tag="sa référence",
        example="CLU-2026-2",
        as_typed=True,
    )
    heure_fin: dt.time | None = column(
        "Heure de fin",
        width=12,
        note="À remplir après la réunion : elle figure au compte rendu.",
        missing="heure de fin de la réunion",
        tag="son heure de fin",
        example="16 h 30",
    )
    visioconference: str | None = column(
        "Visioconférence",
        width=34,
        note="Lien de connexion.",
        tag="ce qui est saisi pour la visioconférence",
        example="code 1234",
    )
    acces: str | None = column(
        "Accès et accessibilité",
        width=50,
        note="Rampe, ascenseur, boucle magnétique, stationnement réservé…",
        missing="accès et accessibilité de la salle",
        tag="l’accès des personnes handicapées",
        example="Rampe et ascenseur",
        scanned=True,
    )
    presidence: str | None = column(
        "Présidence",
        width=22,
        note="Un code de Composition, ou un texte.",
        printed=True,
        tag="qui la préside",
        example="le secrétaire général",
        scanned=True,
        among=("Composition", "code"),
    )
    statut: Statut | None = column(
        "Statut",
        width=12,
        note="Vide tant qu'elle est à venir ; « tenue » après la réunion, pour obtenir le"
        " compte rendu.",
    )
    reportee_au: dt.date | None = column(
        "Reportée au", width=13, rare=True, note="Nouvelle date d'une réunion reportée."
    )
    periode_du: dt.date | None = column(
        "Période du",
        width=13,
        rare=True,
        note="Début de la période des chiffres. Vide : les 12 derniers mois complets.",
    )
    periode_au: dt.date | None = column(
        "Période au", width=13, rare=True, note="Fin de la période des chiffres."
    )
    chiffres_arretes_au: dt.date | None = column(
        "Chiffres arrêtés au",
        width=13,
        note="Rien de ce qui est daté après ce jour n'est compté.",
    )
    convocations_envoyees_le: dt.date | None = column(
        "Convocations envoyées le",
        width=14,
        note="Une fois rempli, les convocations ne sont plus refaites.",
    )
    dossier_envoye_le: dt.date | None = column(
        "Dossier envoyé le", width=14, note="Une fois rempli, le dossier n'est plus refait."
    )
    compte_rendu_envoye_le: dt.date | None = column(
        "Compte rendu envoyé le",
        width=14,
        note="Une fois rempli, le compte rendu n'est plus refait.",
    )
    prochaine: dt.date | str | None = column(
        "Prochaine réunion",
        Kind.REUNION,
        width=30,
        note="Date, avec son heure si elle est connue, ou texte. Vide : la réunion suivante de la"
        " feuille. Imprimé à la fin du compte rendu.",
        with_hour=True,
        printed=True,
        tag="la réunion suivante",
        example="10 juin 2027",
        missing="prochaine réunion",
        scanned=True,
    )

    @property
    def periode(self) -> Periode | None:
        """The period of its figures as typed; None without two bounds in the right order."""
        if not self.periode_du or not self.periode_au or self.periode_du > self.periode_au:
            return None
        return Periode(self.periode_du, self.periode_au)
