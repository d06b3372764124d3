"""What can be wrong in the lines that say how exports of other tools are read."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel import french
from clu_batch.kernel.problems import declare_a_verifier, declare_erreur

CIBLE_INCONNUE = declare_erreur(
    "equivalence-cible-inconnue",
    "aucune feuille « {valeur} » ne peut être lue ainsi",
    "le nom d’une feuille que le programme lit, autre que Paramètres et Équivalences{suggestion}",
    "Corrigez la cellule ; en attendant, la ligne est laissée de côté.",
)
CIBLE_VIDE = declare_erreur(
    "equivalence-cible-vide",
    "« Devient » est vide, et la ligne ne donne pas de valeur",
    "le nom de la feuille ou de la colonne que le programme lit",
    "Remplissez la cellule (seule une valeur peut être lue comme vide) ; en attendant, la ligne est"
    " laissée de côté.",
)
COLONNE_INCONNUE = declare_erreur(
    "equivalence-colonne-inconnue",
    "la feuille {feuille} n’a pas de colonne « {valeur} »",
    "le nom d’une colonne de la feuille {feuille}{suggestion}",
    "Corrigez la cellule ; en attendant, la colonne du fichier n’est pas lue.",
)
VALEUR_SANS_COLONNE = declare_erreur(
    "equivalence-sans-colonne",
    "la valeur « {valeur} » est donnée sans sa colonne",
    "l’en-tête de la colonne où se trouve cette valeur",
    "Remplissez « Colonne » ; en attendant, la ligne est laissée de côté.",
)
REPETEE = declare_erreur(
    "equivalence-repetee",
    "« {valeur} » contredit la ligne {premiere}, qui traite le même nom ou la même valeur",
    "une seule équivalence pour chaque feuille, colonne ou valeur",
    "Supprimez l’une des deux lignes ; la première est utilisée.",
)
SANS_FEUILLE = declare_a_verifier(
    "equivalence-sans-feuille",
    "aucune feuille ni aucun fichier à traduire ne porte le nom « {valeur} »",
    "le nom, tel qu’il est, d’une feuille ou d’un fichier du dossier des classeurs{choix}"
    "{suggestion}",
    "Corrigez le nom, ou déposez le fichier dans le dossier ; tel quel, cette ligne n’a pas"
    " d’effet.",
)
SANS_EFFET = declare_a_verifier(
    "equivalence-sans-effet",
    "le fichier « {valeur} » ne contient aucune feuille à lire ainsi : chacune est vide, déjà"
    " connue ou désignée par une autre ligne",
    "le nom de la feuille à lire, ou celui d’un fichier dont une feuille n’est pas encore connue",
    "Indiquez plutôt le nom de la feuille ; tel quel, cette ligne n’a pas d’effet.",
)
SANS_COLONNE = declare_a_verifier(
    "equivalence-colonne-absente",
    "la colonne « {valeur} » est introuvable dans « {feuille} »",
    "l’en-tête de la colonne, tel qu’il est dans le fichier{suggestion}",
    "Corrigez l’en-tête, ou supprimez la ligne ; tel quel, elle n’a pas d’effet.",
)
SANS_VALEUR = declare_a_verifier(
    "equivalence-valeur-absente",
    "aucune cellule de la colonne « {entete} » ne vaut « {valeur} »",
    "une valeur de cette colonne, telle qu’elle est dans le fichier",
    "Rien à faire si cette valeur peut revenir ; sinon, corrigez-la ou supprimez la ligne.",
)
COLONNE_REMPLACEE = declare_a_verifier(
    "equivalence-colonne-remplacee",
    "la colonne « {valeur} » n’a pas été lue : la feuille Équivalences donne son nom à la colonne «"
    " {entete} »",
    "une seule colonne de ce nom",
    "Rien à faire si c’est voulu ; sinon, retirez la ligne d’Équivalences.",
)
A_CHOISIR = declare_a_verifier(
    "equivalence-a-choisir",
    "cette ligne attend son équivalent",
    "dans « Devient », le nom ou la valeur que le programme connaît ; vide si la valeur ne dit"
    " rien",
    "Remplacez « à choisir » ; en attendant, la ligne est laissée de côté.",
)


def say_waiting(names: Sequence[str]) -> str:
    """Write the names of the sheets and files that no line claims, the first ones at most."""
    if not names:
        return ""
    shown = ", ".join(f"« {name} »" for name in names[:MONTREES])
    return f" ; restent à lire : {shown}{', …' if len(names) > MONTREES else ''}"


MONTREES = 8
"""Names of sheets that a message shows at most."""


def say_tool(nom: str) -> str:
    """Write what is said of the first line of an export whose tool is known."""
    return f"export de {nom} : lignes prêtes ; voir la page « {nom} » du guide"


def say_not_found(columns: Sequence[str]) -> str:
    """Write which columns no header of an export stands for."""
    shown = french.join_words([f"« {column} »" for column in columns])
    la, son = ("la colonne", "son") if len(columns) == 1 else ("les colonnes", "leur")
    return (
        f"aucun en-tête reconnu pour {shown} : ajoutez {la}, ou une ligne qui dit {son} en-tête"
    )


def say_choices(choices: Sequence[str], *, of_scale: bool) -> str:
    """Write what may stand in « Devient » of a proposed line; `of_scale`: the answers to a
    question.
    """
    shown = f"à remplacer par : {', '.join(choices)} ; ou rien, si la valeur ne dit rien"
    return f"{shown} ; ou à déclarer dans « Échelles »" if of_scale else shown


def say_other_values(number: int) -> str:
    """Write how many values of a column are not shown."""
    return "1 autre valeur" if number == 1 else f"{number} autres valeurs"


def say_line(feuille: str, colonne: str, valeur: str, devient: str) -> str:
    """Write a line to paste in Équivalences, the name of each column before its cell."""
    cells = {"Feuille": feuille, "Colonne": colonne, "Valeur": valeur, "Devient": devient}
    return ", ".join(f"{name} « {cell} »" for name, cell in cells.items())


def say_replaced(trouve: str, portee: str) -> str:
    """Write what was found in a cell whose value was replaced, with what the cell holds."""
    return f"{trouve} (la cellule porte « {portee} », remplacé d’après la feuille Équivalences)"
