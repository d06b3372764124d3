"""The sheets of the answers to the surveys: form by form, or counted by hand."""

from __future__ import annotations

import datetime as dt

from clu_batch.kernel.declaration import Record, column, key, sheet
from clu_batch.kernel.declared_sheet import ILLISIBLE, Kind, Unreadable
from clu_batch.kernel.famille import BLOCS
from clu_batch.parse import SILENCES

_DATE_AILLEURS = (
    "Date de soumission",
    "submitdate",
    "Horodateur",
    "Horodatage",
    "Timestamp",
    "Heure de fin",
    "Completion time",
    "Date submitted",
    "Date de réponse",
    "Date de la réponse",
    "Date de l’avis",
    "Date de saisie",
    "Date d’enregistrement",
    "DATE_ENREG",
    "Date du questionnaire",
    "Date d’envoi",
    "Soumis le",
    "Envoyé le",
    "Répondu le",
    "Complété le",
    "Déposé le",
    "Date de dépôt",
    "Date de création",
    "Créé le",
    "created at",
    "Date de fin",
    "Date de la dernière action",
)
"""The date of an answer in LimeSurvey, Google Forms, Microsoft Forms, Sphinx, Démarches
simplifiées, Je donne mon avis.
"""


@sheet(
    "Réponses",
    "satisfaction.xlsx",
    "Une ligne par questionnaire reçu ; une colonne par question.",
    retient=BLOCS,
    invented=True,
    additive=True,
    many=True,
)
class Reponse(Record):
    """A questionnaire; the sheet has further columns, one per question."""

    date: dt.date = key(
        "Date",
        width=13,
        elsewhere=_DATE_AILLEURS,
        note="Le jour de la réponse, ou de la remise du questionnaire. Elle range la"
        " réponse dans une période.",
    )
    numero: str | None = column(
        "N°",
        Kind.NUMERO,
        synonyms=("Numéro",),
        width=9,
        elsewhere=("ID de la réponse", "ID", "Identifiant", "Clé", "Response ID", "Réf."),
        silences=SILENCES,
        note="Le numéro du questionnaire : « R0001 ». Il évite de compter deux fois la"
        " même réponse.",
    )
    mode_de_recueil: str | None = column(
        "Mode de recueil",
        width=16,
        note="Papier, en ligne…",
        scanned=True,
        repeats=True,
        elsewhere=("Mode de collecte", "Mode de saisie", "Collecteur", "Origine"),
        silences=SILENCES,
    )
    canal: str | None = column(
        "Canal",
        width=18,
        scanned=True,
        repeats=True,
        elsewhere=("quel canal",),
        silences=SILENCES,
        note="Par où l'usager est venu : « guichet », « téléphone », « démarche en ligne"
        " ». Le dossier compte par canal.",
    )
    site: str | None = column(
        "Site",
        width=14,
        scanned=True,
        repeats=True,
        elsewhere=(
            "quel site",
            "quel lieu",
            "quel guichet",
            "Site visité",
            "Lieu d’accueil",
            "Lieu",
        ),
        silences=SILENCES,
        note="Le lieu d'accueil : « Nîmes ». Le dossier compte par site.",
    )
    service: str | None = column(
        "Service",
        width=22,
        scanned=True,
        repeats=True,
        elsewhere=("quel service", "quelle démarche", "Démarche"),
        silences=SILENCES,
        note="Le service rencontré : « Accueil général ». Le dossier compte par service.",
    )
    extrait_a_publier: str | None = column(
        "Extrait à publier",
        width=50,
        note="Seul texte jamais imprimé : choisi ou reformulé par vos soins, sans nom.",
        scanned=True,
        of_users=True,
        silences=SILENCES,
    )


@sheet(
    "Dépouillement",
    "satisfaction.xlsx",
    "Les totaux d'un dépouillement à la main de questionnaires papier (facultatif).",
    retient=BLOCS,
    invented=True,
    additive=True,
    many=True,
)
class Depouillement(Record):
    """A tally of paper forms: how many gave an answer to a question."""

    question: str = key(
        "Question",
        width=12,
        note="Code ou libellé de la question.",
        among=("Questions", "code"),
    )
    reponse: str | Unreadable = key(
        "Réponse",
        illisible=ILLISIBLE,
        width=30,
        among=("Échelles", "texte"),
        note="La réponse comptée, écrite comme dans Échelles : « Très satisfait ».",
    )
    nombre: int = key(
        "Nombre",
        width=10,
        note="Combien de questionnaires portent cette réponse.",
    )
    du: dt.date = key(
        "Du",
        width=13,
        note="Premier jour du recueil.",
    )
    au: dt.date = key(
        "Au",
        width=13,
        note="Dernier jour du recueil : il range le total dans une période.",
    )
    site: str | None = column(
        "Site",
        width=16,
        scanned=True,
        repeats=True,
        silences=SILENCES,
        note="Le lieu d'accueil, écrit comme dans Réponses : « Nîmes ».",
    )
    service: str | None = column(
        "Service",
        width=22,
        scanned=True,
        repeats=True,
        silences=SILENCES,
        note="Le service rencontré, écrit comme dans Réponses : « Accueil général ».",
    )
    mode_de_recueil: str | None = column(
        "Mode de recueil",
        width=16,
        scanned=True,
        repeats=True,
        silences=SILENCES,
        note="Écrit comme dans Réponses : « papier ».",
    )
