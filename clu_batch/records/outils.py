"""What the exports of known tools hold: the headers by which they are recognised, and what these
become (docs/rules/workbooks.md#known-tools). Add a tool here, and its page in docs/equivalences.

Each says where its headers were read. What could not be read anywhere is said in its page.
"""

from __future__ import annotations

from clu_batch.kernel.equivalence import TOUTE_VALEUR, Outil
from clu_batch.records.reclamations import Reclamation
from clu_batch.records.reponse import Reponse

REPONSES, RECLAMATIONS = Reponse.sheet.name, Reclamation.sheet.name

LIMESURVEY = Outil(
    "LimeSurvey",
    "limesurvey",
    (
        frozenset({"ID de la réponse", "Date de soumission", "Dernière page"}),
        frozenset({"Response ID", "Date submitted", "Last page"}),
        frozenset({"submitdate", "lastpage", "startlanguage"}),
    ),
    {
        REPONSES: {
            "ID de la réponse": "N°",
            "Date de soumission": "Date",
            "Langue de départ": "Mode de recueil",
        }
    },
    {"Langue de départ": {TOUTE_VALEUR: "en ligne"}},
)
"""Source: LimeSurvey/LimeSurvey, application/helpers/admin/export (Writer, CsvWriter): form of the
headers, UTF-8 with its mark, every field quoted, CRLF. The French headers: public programs that
read such exports (« ID de la réponse », « Date de soumission », « Dernière page », « Langue de
départ », « Tête de série », « Date de lancement », « Date de la dernière action »).
"""
SPHINX = Outil(
    "Sphinx",
    "sphinx",
    (frozenset({"CLE", "DATE_SAISIE", "DATE_ENREG"}), frozenset({"CLE", "ORIGINE_SAISIE"})),
    {
        REPONSES: {
            "CLE": "N°",
            "DATE_ENREG": "Date",
            "ORIGINE_SAISIE": "Mode de recueil",
        }
    },
)
"""Source: Public programs that read exports of Sphinx, by comma or semicolon or as a workbook:
CLE, DATE_SAISIE, DATE_ENREG, DATE_MODIF, TEMPS_SAISIE, ORIGINE_SAISIE, LANG_SAISIE,
APPAREIL_SAISIE, PROGRESSION, DERNIERE_QUESTION_SAISIE. The vendor publishes no list.
"""
GOOGLE_FORMS = Outil(
    "Google Forms",
    "google-forms",
    (frozenset({"Horodateur"}), frozenset({"Timestamp", "Score"})),
    {REPONSES: {"Horodateur": "Date"}},
)
"""Source: Public programs that read such exports: « Horodateur » first, then « Adresse e-mail »
when it is asked, then the questions as they are worded. Dates: 2026/03/12 2:22:05 PM UTC+1 (.csv
of the form), 12/03/2026 14:22:05 (.csv of the linked sheet).
"""
MICROSOFT_FORMS = Outil(
    "Microsoft Forms",
    "microsoft-forms",
    (
        frozenset({"Heure de début", "Heure de fin", "Adresse de messagerie"}),
        frozenset({"Start time", "Completion time", "Email"}),
    ),
    {
        REPONSES: {
            "ID": "N°",
            "Heure de fin": "Date",
            "Heure de début": "Mode de recueil",
        }
    },
    {"Heure de début": {TOUTE_VALEUR: "en ligne"}},
)
"""Source: Public programs that read such workbooks: ID, Heure de début, Heure de fin, Adresse de
messagerie, Nom, Heure de la dernière modification, then the questions as they are worded; «
anonymous » in Adresse de messagerie when nobody signs in.
"""
DEMARCHES_SIMPLIFIEES = Outil(
    "Démarches simplifiées",
    "demarches-simplifiees",
    (frozenset({"État du dossier", "Déposé le", "Passé en instruction le", "Traité le"}),),
    {
        RECLAMATIONS: {
            "ID": "N°",
            "Déposé le": "Reçue le",
            "À archiver": "Canal",
            "Groupe instructeur": "Service",
            "Motif de la réclamation": "Motif",
            "Traité le": "Réponse envoyée le",
        },
        REPONSES: {"ID": "N°", "Déposé le": "Date", "À archiver": "Mode de recueil"},
    },
    {"À archiver": {TOUTE_VALEUR: "formulaire en ligne"}},
)
"""Source: demarche-numerique/demarche.numerique.gouv.fr,
app/models/concerns/dossier_export_concern.rb (the columns and their order; « Groupe instructeur »
only when files are routed) and config/locales/models/dossier/fr.yml (the states). The fields of
the form follow, as the administration words them.
"""
GLPI = Outil(
    "GLPI",
    "glpi",
    (
        frozenset({"ID", "Titre", "Statut", "Date d'ouverture"}),
        frozenset({"ID", "Date d'ouverture", "Demandeur - Demandeur"}),
    ),
    {
        RECLAMATIONS: {
            "ID": "N°",
            "Date d'ouverture": "Reçue le",
            "Source de la demande": "Canal",
            "Attribué à - Groupe de techniciens": "Service",
            "Catégorie": "Motif",
            "Lieu": "Site",
            "Date de résolution": "Réponse envoyée le",
        }
    },
    {
        "Source de la demande": {
            "Helpdesk": "formulaire en ligne",
            "E-Mail": "courriel",
            "Direct": "guichet",
            "Écrit": "courrier",
        }
    },
)
"""Source: glpi-project/glpi, src/Glpi/Search/Output/Csv.php (separator of the user, quotes, CRLF),
and public programs that read such exports: « Attribué à - Groupe de techniciens », « Demandeur -
Demandeur », « Date d'ouverture », « Date de résolution », « Catégorie »; UTF-8 with its mark,
semicolons, dates 05-01-2026 16:24, « 5 732 943 » with no-break spaces.
"""
JE_DONNE_MON_AVIS = Outil(
    "Je donne mon avis",
    "je-donne-mon-avis",
    (frozenset({"Review ID", "Review Created At"}),),
    {REPONSES: {"Review ID": "N°", "Review Created At": "Date"}},
)
"""Source: DISIC/jedonnemonavis.numerique.gouv.fr, webapp-backoffice/src/utils/export-worker
(generate-csv, generate-xls: comma, no mark, a sheet per year) and prisma/seeds/forms/root.ts (the
questions and their answers); webapp-form/public/locales/fr/common.json (« Très bien », « Moyen »,
« Pas bien »).
"""

OUTILS = (
    DEMARCHES_SIMPLIFIEES,
    GLPI,
    GOOGLE_FORMS,
    JE_DONNE_MON_AVIS,
    LIMESURVEY,
    MICROSOFT_FORMS,
    SPHINX,
)
"""In the order of their names."""
