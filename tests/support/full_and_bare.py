"""Two prefectures at the ends of what may be typed: a full one, every table long and every text
long, and a bare one, required cells only.

    python -m tests.support.full_and_bare FOLDER

writes both, `pleine` and `nue`, each with its workbooks. Seats by function: nobody is named.
"""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from tests.support.workbooks_from_rows import livre

JUIN, DECEMBRE, J = dt.date(2026, 6, 11), dt.date(2026, 12, 10), dt.date(2026, 11, 23)
SERVICES, INSTITUTIONS, USAGERS = (
    "Services de la préfecture",
    "Institutions",
    "Représentants des usagers",
)
MEMBRES, INVITES, POINTS, QUESTIONS, PROPOSITIONS, LONG = 40, 12, 25, 60, 80, 5_000

Lignes = Sequence[Sequence[object]]
Classeurs = Mapping[str, Mapping[str, Lignes]]

_PHRASES = (
    "L’accueil du rez-de-chaussée reçoit le public sans rendez-vous le mardi et le jeudi matin.",
    (
        "Les délais annoncés à la borne sont repris sur le site internet de la préfecture & sur"
        " l’affichage de la salle d’attente."
    ),
    "Chaque service désigne une personne chargée de relire les courriers avant leur envoi.",
    "- Signalétique : pictogrammes plus grands, contrastes relevés.",
    "- Boucle magnétique : vérifiée chaque trimestre.",
    "Le résultat est présenté au comité suivant, avec le nombre de personnes concernées.",
)


def long(signes: int = LONG) -> str:
    """A text of that many signs, as a service writes it: paragraphs and lists."""
    lignes: list[str] = []
    while sum(len(ligne) + 1 for ligne in lignes) < signes:
        lignes.append(_PHRASES[len(lignes) % len(_PHRASES)])
    return "\n".join(lignes)[:signes].rstrip()


def _moyen(rang: int) -> str:
    """A long text in one cell out of ten, some lines in the others."""
    return long() if rang % 10 == 0 else " ".join(_PHRASES[rang % 3 : rang % 3 + 1 + rang % 2])


def _membres() -> Lignes:
    bureaux = (
        "de l’accueil",
        "des titres",
        "des naturalisations",
        "de l’intégration",
        "des élections",
        "du courrier",
        "de la communication",
    )
    services = [
        (
            f"S{n:02}",
            SERVICES,
            f"Le chef du bureau {bureaux[n % 7]}, site n° {n}",
            "Secrétariat général commun départemental (SGCD)",
            "oui",
        )
        for n in range(1, 16)
    ]
    institutions = [
        (
            f"I{n:02}",
            INSTITUTIONS,
            f"Le délégué de l’institution n° {n}",
            f"Institution départementale n° {n}",
            None,
        )
        for n in range(1, 6)
    ]
    usagers = [
        (
            f"U{n:02}",
            USAGERS,
            f"La représentante de l’association n° {n}",
            (
                "Association départementale pour l’accès de tous aux services publics, section du"
                f" canton n° {n}"
            ),
            None,
        )
        for n in range(1, MEMBRES - 19)
    ]
    return (
        ("Code", "Collège", "Fonction", "Organisme", "Ou son représentant", "Courriel"),
        *(
            (*seat, f"siege{rang}@exemple.fr" if rang % 3 else None)
            for rang, seat in enumerate((*services, *institutions, *usagers))
        ),
    )


def _ordre_du_jour() -> Lignes:
    rubriques = (
        "suites données",
        "engagements",
        "satisfaction",
        "réclamations",
        "documents types",
        "modalités d'appui",
    )
    lignes = []
    for date in (JUIN, DECEMBRE):
        for n in range(1, POINTS + 1):
            rubrique = rubriques[n - 1] if n <= len(rubriques) else None
            titre = (
                f"Point sur l’accueil du site n° {n} et sur les conditions d’attente du public"
                if rubrique is None
                else rubrique.capitalize()
            )
            tenu = (
                (
                    _moyen(n),
                    "La mesure est retenue ; un point sera fait à la prochaine réunion.",
                )
                if date == JUIN
                else (None, None)
            )
            lignes.append(
                (
                    date,
                    n,
                    titre,
                    rubrique,
                    f"Le chef du bureau du site n° {n}",
                    10,
                    _moyen(n + 5),
                    *tenu,
                )
            )
    return (
        (
            "Réunion",
            "N°",
            "Point",
            "Rubrique",
            "Présenté par",
            "Durée",
            "Présentation",
            "Relevé des échanges",
            "Conclusion",
        ),
        *lignes,
    )


def _presences() -> Lignes:
    statuts = ("présent", "présent", "représenté", "suppléé", "excusé", "absent")
    codes = [str(ligne[0]) for ligne in _membres()[1:]]
    tenues = [
        (
            JUIN,
            code,
            statuts[n % 6],
            "Adjointe au chef du bureau"
            if statuts[n % 6] in ("représenté", "suppléé")
            else None,
        )
        for n, code in enumerate(codes)
    ]
    return (("Réunion", "Membre", "Statut", "Nom"), *tenues)


def _propositions() -> Lignes:
    natures, etats = (
        ("avis", "souhait", "proposition", "suggestion"),
        ("à étudier", "retenue", "en cours", "réalisée", "non retenue"),
    )
    return (
        (
            "N°",
            "Réunion",
            "Membre",
            "Nature",
            "Texte",
            "Réponse",
            "Service pilote",
            "Échéance",
            "État",
        ),
        *(
            (
                f"P-2026-{n}",
                JUIN,
                f"U{n % 15 + 1:02}",
                natures[n % 4],
                _moyen(n),
                _moyen(n + 5),
                "Bureau de l’accueil",
                dt.date(2027, 3, 31),
                etats[n % 5],
            )
            for n in range(1, PROPOSITIONS + 1)
        ),
    )


def _comite_plein() -> Mapping[str, Lignes]:
    invites = [
        (DECEMBRE, USAGERS, f"Association invitée n° {n}", "La présidente", n, None)
        for n in range(1, INVITES + 1)
    ]
    documents = [
        (
            date,
            f"Lettre type n° {n} : demande de pièces",
            "courrier",
            f"REF-{n}",
            "Bureau des titres",
            "2",
            _moyen(n),
            _moyen(n + 3),
            "Relu.",
        )
        for date in (JUIN, DECEMBRE)
        for n in range(1, 13)
    ]
    modalites = [
        (
            f"Aide n° {n} aux démarches en ligne",
            "Toute personne",
            f"Site n° {n}",
            "Du lundi au vendredi, de 9 h à 12 h",
            "Association",
            100 * n,
            90 * n,
            _moyen(n),
        )
        for n in range(1, 21)
    ]
    return {
        "Composition": _membres(),
        "Réunions": (
            (
                "Date",
                "Heure",
                "Lieu",
                "Heure de fin",
                "Statut",
                "Accès et accessibilité",
                "Présidence",
                "Prochaine réunion",
            ),
            (
                JUIN,
                dt.time(14),
                "Salle Érignac, hôtel de la préfecture",
                dt.time(18),
                "tenue",
                long(600),
                "S01",
                DECEMBRE,
            ),
            (
                DECEMBRE,
                dt.time(14),
                "Salle Érignac, hôtel de la préfecture",
                None,
                None,
                long(600),
                "S01",
                None,
            ),
        ),
        "Ordre du jour": _ordre_du_jour(),
        "Invités": (("Réunion", "Collège", "Organisme", "Fonction", "Point", "Nom"), *invites),
        "Suppléances": (
            ("Réunion", "Membre", "Nom", "Fonction", "Secrétariat informé le"),
            *(
                (
                    DECEMBRE,
                    f"U{n:02}",
                    "Vice-présidence",
                    "La vice-présidente",
                    dt.date(2026, 11, 20),
                )
                for n in range(1, 6)
            ),
        ),
        "Présences": _presences(),
        "Propositions": _propositions(),
        "Documents types": (
            (
                "Réunion",
                "Intitulé",
                "Nature",
                "Référence",
                "Service",
                "Version",
                "Question soumise",
                "Avis des représentants des usagers",
                "Suite donnée",
            ),
            *documents,
        ),
        "Modalités d'appui": (
            (
                "Modalité",
                "Public visé",
                "Lieu",
                "Horaires",
                "Partenaire",
                "Usagers accompagnés",
                "Période précédente",
                "Évolution",
            ),
            *modalites,
        ),
    }


def _satisfaction_pleine() -> Mapping[str, Lignes]:
    codes = [f"Q{n}" for n in range(1, QUESTIONS + 1)]
    mots = ("Très satisfait", "Plutôt satisfait", "Plutôt insatisfait", "Très insatisfait")
    debut = dt.date(2024, 11, 4)
    reponses = [
        (
            debut + dt.timedelta(days=n),
            f"Site n° {n % 9}",
            f"Service n° {n % 11}",
            *(mots[(n * (q + 3) // 2) % 7 % 4] for q in range(QUESTIONS)),
            None,
        )
        for n in range(720)
    ]
    return {
        "Questions": (
            ("Code", "Libellé", "Échelle", "Thème", "Question globale", "Cible"),
            *(
                (
                    code,
                    f"Que pensez-vous de l’accueil et de l’information donnée au guichet n° {n} ?",
                    "Satisfaction",
                    f"Thème n° {n % 8}",
                    "oui" if n == QUESTIONS else None,
                    0.8,
                )
                for n, code in enumerate(codes, start=1)
            ),
        ),
        "Échelles": (
            ("Échelle", "Réponse possible", "Ordre", "Compte comme"),
            *(
                ("Satisfaction", mot, n, "satisfait" if n < 3 else "insatisfait")
                for n, mot in enumerate(mots, start=1)
            ),
        ),
        "Réponses": (
            ("Date", "Site", "Service", *codes, "Extrait à publier"),
            *reponses[:-6],
            *((*r[:-1], long(900)) for r in reponses[-30:-24]),
        ),
    }


def _registres_pleins() -> Mapping[str, Mapping[str, Lignes]]:
    recues = [dt.date(2025, 11, 3) + dt.timedelta(days=n) for n in range(300)]
    reclamations = [
        (
            f"R-{n}",
            jour,
            f"Canal n° {n % 8}",
            f"Bureau n° {n % 14}",
            f"Motif de réclamation n° {n % 18}",
            f"Site n° {n % 9}",
            jour + dt.timedelta(days=5 + n % 30) if n % 9 else None,
            _PHRASES[n % 3] if n < 20 else None,
        )
        for n, jour in enumerate(recues)
    ]
    engagements = [
        (
            f"E{n}",
            f"Nous vous accueillons avec courtoisie et attention au guichet n° {n}",
            f"Usagers satisfaits du guichet n° {n}",
            "≥",
            "%",
            0.8,
            _moyen(n),
        )
        for n in range(1, 21)
    ]
    resultats = [
        (f"E{n}", dt.date(2025, 11, 1), dt.date(2026, 10, 31), 0.5 + n / 50)
        for n in range(1, 21)
    ]
    return {
        "reclamations.xlsx": {
            "Réclamations": (
                (
                    "N°",
                    "Reçue le",
                    "Canal",
                    "Service",
                    "Motif",
                    "Site",
                    "Réponse envoyée le",
                    "Action d'amélioration",
                ),
                *reclamations,
            )
        },
        "engagements.xlsx": {
            "Engagements": (
                (
                    "Code",
                    "Engagement",
                    "Indicateur",
                    "Sens de la cible",
                    "Unité",
                    "Cible",
                    "Action d'amélioration",
                ),
                *engagements,
            ),
            "Résultats": (("Code", "Du", "Au", "Valeur"), *resultats),
        },
    }


def pleine() -> Classeurs:
    """The full prefecture."""
    parametres = (
        ("Paramètre", "Valeur"),
        ("Préfecture", "Préfecture du Gard"),
        ("Ville", "Nîmes"),
        (
            "Service",
            (
                "Secrétariat général commun départemental\nMission de la qualité et de la relation"
                " avec les usagers"
            ),
        ),
        ("Affaire suivie par", "Le responsable qualité"),
        ("Courriel du secrétariat", "secretariat@exemple.fr"),
        ("Téléphone du secrétariat", "04 66 00 00 00"),
        ("Adresse", "10 avenue Feuchères\n30045 Nîmes cedex 9"),
        ("Signataire", "Pour le préfet et par délégation,\nle secrétaire général"),
        ("Délai de réponse", 15),
        ("Compte rendu pour publication", "oui"),
        ("Brouillons de courriel", "oui"),
        ("Tableaux dans le compte rendu", "complets"),
    )
    return {
        "parametres.xlsx": {"Paramètres": parametres},
        "comite.xlsx": _comite_plein(),
        "satisfaction.xlsx": _satisfaction_pleine(),
        **_registres_pleins(),
    }


def nue() -> Classeurs:
    """The bare prefecture: the three sheets without which nothing is made, required cells only, and
    one attendance.
    """
    return {
        "parametres.xlsx": {
            "Paramètres": (
                ("Paramètre", "Valeur"),
                ("Préfecture", "Préfecture du Gard"),
                ("Ville", "Nîmes"),
                ("Tableaux dans le compte rendu", "aucun"),
            )
        },
        "comite.xlsx": {
            "Composition": (
                ("Code", "Collège", "Fonction", "Organisme"),
                ("SG", SERVICES, "Le secrétaire général", "Préfecture du Gard"),
                ("UFC", USAGERS, "Le représentant de l’association", "UFC-Que Choisir Nîmes"),
            ),
            "Réunions": (
                ("Date", "Heure", "Lieu"),
                (JUIN, dt.time(14, 30), "Salle Érignac"),
                (DECEMBRE, dt.time(14, 30), "Salle Érignac"),
            ),
            "Présences": (("Réunion", "Membre", "Statut"), (JUIN, "SG", "présent")),
        },
    }


def ecrire(classeurs: Classeurs, dossier: Path) -> Path:
    """Write the workbooks in a new folder; gives the folder."""
    dossier.mkdir(parents=True)
    for nom, feuilles in classeurs.items():
        livre(feuilles).save(dossier / nom)
    return dossier


if __name__ == "__main__":
    ecrire(pleine(), Path(sys.argv[1]) / "pleine" / "workbooks")
    ecrire(nue(), Path(sys.argv[1]) / "nue" / "workbooks")
