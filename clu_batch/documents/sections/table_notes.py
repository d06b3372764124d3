"""The notes under a table: its period, what is rounded, fragile, left out or not comparable."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.figure_wording import RESERVES, is_few, say_period
from clu_batch.kernel import french
from clu_batch.kernel.frames import CheckedSheet
from clu_batch.rules.model import Indicateur, Mesure, Repartition

NOMMES = 8
"""Lines that a note names at most."""
_PRUDENCE = "à interpréter avec prudence"


def write_caution_note(
    mesures: Iterable[tuple[str, Mesure]], minimum: int, quoi: str = "réponses", tous: str = ""
) -> str:
    """Write which rates of a table stand on few answers; empty when none does. `tous`: how three
    or more are called when all of those that are measured do. Many are counted, not named.
    """
    mesurees = [(nom, mesure) for nom, mesure in mesures if mesure.valeur is not None]
    noms = [nom for nom, mesure in mesurees if is_few(mesure, minimum)]
    if not noms:
        return ""
    if tous and len(noms) == len(mesurees) > 2:
        noms = [tous]
    seuil = french.format_number(minimum)
    if len(noms) > NOMMES:
        return f"Taux sur moins de {seuil} {quoi} ({len(noms)} lignes) : {_PRUDENCE}."
    dits = french.capitalise_first(french.join_words(noms))
    return f"{dits} : moins de {seuil} {quoi}, {_PRUDENCE}."


def write_stateless_note(noms: Sequence[str]) -> str:
    """Write the note on the figures that have a target and no state; empty when there are none."""
    if not noms:
        return ""
    dits = french.join_words(noms)
    return f"{dits} : état non indiqué, les réponses illisibles pourraient le changer."


def list_in_note(quoi: str, dits: Sequence[str]) -> str:
    """Write a note that lists some things; empty when there are none."""
    if dits:
        return f"{quoi} : {' ; '.join(dits)}."
    return ""


def write_unread_note(nombres: Iterable[tuple[str, int]]) -> str:
    """Write the note that says which questions have answers nobody could read; empty
    when none has.
    """
    dits = [f"« {nom} », {french.format_number(n)}" for nom, n in nombres if n]
    return list_in_note("Réponses illisibles, comptées à part", dits)


def define_marks(indicateurs: Iterable[Indicateur]) -> str:
    """Write the note that explains the marks of a table; empty when none is used."""
    vues = {i.evolution for i in indicateurs if i.ecart is not None}
    return " ".join(
        f"Écart suivi de {marque} : {sens}."
        for mot, (marque, sens) in RESERVES.items()
        if mot in vues
    )


def write_gap_note(ecarts: Iterable[Fraction | None]) -> str:
    """Write that the changes of a table are not those of its rounded values; empty when none is
    rounded (docs/rules/printing.md#rounding).
    """
    arrondis = [e for e in ecarts if e is not None and (e * 10).denominator != 1]
    return "Écarts calculés avant arrondi." if arrondis else ""


def write_cutoff_note(meeting: MeetingContext) -> str:
    """Write the note under every table: the period it covers and the cut-off of its figures."""
    seance = meeting.seance
    tete = f"Période : {say_period(seance.periode)}"
    return f"{tete} ; chiffres arrêtés au {french.format_date(seance.a)}."


def write_previous_note(meeting: MeetingContext, code: str = "") -> str:
    """Write what « période précédente » means in a table, and since when the register was kept when
    it began later.
    """
    reserve = meeting.find_figure(code).reserve
    entre_parentheses = f" ({reserve})" if reserve else ""
    return f"Période précédente : {say_period(meeting.seance.precedente)}{entre_parentheses}."


def write_blank_months_note(lignes: Sequence[Repartition], dit: str) -> str:
    """Write why the first months of a breakdown have no figure; empty when all of them have one.

    `dit`: how the month of the opening is said.
    """
    suivis = [ligne for ligne in lignes if ligne.mesure != Mesure()]
    if not suivis or suivis[0] is lignes[0]:
        return ""
    return f"Mois sans chiffre : {dit.format(suivis[0].modalite)}."


def say_left_out(table: CheckedSheet, d_ou: str, autres: int = 0) -> str:
    """Write under a table how many rows that would have fed it were left out, when they were read
    or (`autres`) counted.
    """
    repetees = sum(origin.repeated for origin in table.origins)
    nombre = autres + sum(origin.read - origin.kept for origin in table.origins) - repetees
    dits = []
    if nombre > 0:
        une = f"ligne {d_ou}, incomplète ou en erreur, n’entre pas dans ces chiffres."
        lignes = f"lignes {d_ou}, incomplètes ou en erreur, n’entrent pas dans ces chiffres."
        dits.append(french.open_with_count(nombre, une, lignes, feminin=True))
    if repetees:  # those of a second export
        une = f"ligne {d_ou}, présente dans deux feuilles, n’est comptée qu’une fois."
        lignes = f"lignes {d_ou}, présentes dans deux feuilles, ne sont comptées qu’une fois."
        dits.append(french.open_with_count(repetees, une, lignes, feminin=True))
    return " ".join(dits)
