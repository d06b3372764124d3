"""Write a figure in words: with its base, with caution when the answers are few, and with what a
change is worth (docs/rules/satisfaction.md#rates, docs/rules/printing.md#rounding).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction

from clu_batch.kernel import french
from clu_batch.kernel.content import Missing, Texte
from clu_batch.kernel.problems import Place
from clu_batch.rules.figures.mesures import NOMBRE, NOTE, POURCENT
from clu_batch.rules.model import Evolution, Indicateur, Mesure, Periode, Valeur

PRUDENCE = "peu de réponses, à interpréter avec prudence"
PEU_DE_RECLAMATIONS = "peu de réclamations, à interpréter avec prudence"
TROP_FAIBLE = "l’écart est trop faible pour conclure"
ILLISIBLE = "réponse illisible"
LISIBLES = (
    "Corrigez ces réponses, déclarez-les dans Échelles ou traduisez-les dans Équivalences "
    "(chacune est signalée à sa cellule), puis relancez ; ou complétez le document à la main."
)
"""The remedy for answers that nobody can read."""

CETTE_QUESTION = "à cette question"
PLACE_REPONSES = Place(sheet="Réponses")
"""The sheet of these answers, when no question is named."""


def say_value(mesure: Valeur, unite: str, decimales: int = 1) -> str:
    """Write a value in its unit; None is « non mesuré », never 0."""
    if mesure is None:
        return french.NON_MESURE
    if isinstance(mesure, dt.date):
        return french.format_date(mesure)
    if unite == POURCENT:
        return french.format_rate(mesure, decimales)
    decimales = 0 if mesure.denominator == 1 else decimales
    nombre = french.format_number(mesure, decimales)
    if unite == NOTE:
        return f"{nombre} sur 10"
    if unite == NOMBRE:
        return nombre
    return f"{nombre} {_agree_unit(unite, french.round_half_up(mesure, decimales))}"


def say_cible(cible: Fraction, unite: str) -> str:
    """Write a target with the decimals that were typed: « 90,0 % », « 79,97 % »."""
    echelle = 100 if unite == POURCENT else 1
    return say_value(cible, unite, max(1, french.count_useful_decimals(cible * echelle)))


def _agree_unit(unite: str, arrondi: Decimal) -> str:
    """Return the unit as it agrees with the number printed before it: « 1 jour ouvré »,
    « 1,5 jour ouvré », « 2,0 jours ouvrés ». French begins the plural at two.
    """
    if abs(arrondi) >= 2:
        return unite
    return " ".join(mot.removesuffix("s") for mot in unite.split())


_JOURS_COMPTES = {
    "jours ouvrables": "du lundi au samedi, hors jours fériés",
    "jours ouvrés": "du lundi au vendredi, hors jours fériés et jours de fermeture",
    "jours calendaires": "tous les jours",
    "jours francs": "jours entiers, sans compter ni le premier ni le dernier",
}
"""The days that each unit counts (docs/rules/days.md#units)."""


def define_unit(unite: str) -> str:
    """Define a unit of days: « jours ouvrables : du lundi au samedi, hors jours fériés ». A
    document says it once (docs/rules/days.md#units-are-said).
    """
    return f"{unite} : {_JOURS_COMPTES[unite]}"


def say_counted_days(unite: str) -> str:
    """Say which days a unit counts, as a letter does: it says more of calendar days."""
    if unite == "jours calendaires":
        return f"{_JOURS_COMPTES[unite]} de la semaine, fériés compris"
    return _JOURS_COMPTES[unite]


def say_rate(mesure: Mesure, minimum: int = 0, prudence: str = PRUDENCE) -> str:
    """Write a rate with its base. Under `minimum` answers, the count comes first and a caution
    follows (docs/rules/satisfaction.md#few-answers).
    """
    if mesure.retenue:
        return f"taux non donné, {say_unread(mesure.illisibles)}"
    taux = french.format_rate(mesure.nombre, mesure.decimales)
    if mesure.nombre is None:
        return add_unread(taux, mesure)
    if mesure.numerateur is None or mesure.denominateur is None:
        return taux
    base = say_base(mesure)
    unread = say_unread_after_base(mesure)
    if is_few(mesure, minimum):
        return f"{base} ({taux}{unread}), {prudence}"
    return f"{taux} ({base}{unread})"


def is_few(mesure: Mesure, minimum: int) -> bool:
    """Whether a rate stands on few answers, or few cases."""
    return mesure.valeur is not None and 0 < (mesure.denominateur or 0) < minimum


def say_unread(nombre: int) -> str:
    """Write « 3 réponses illisibles »."""
    return french.format_count(nombre, ILLISIBLE, "réponses illisibles")


def list_counts(*comptes: tuple[int, str, str]) -> list[str]:
    """Return each number with its words, in the singular or in the plural; what is 0 is left
    out.
    """
    return [
        french.format_count(nombre, singulier, pluriel)
        for nombre, singulier, pluriel in comptes
        if nombre
    ]


def say_unread_after_base(mesure: Mesure) -> str:
    """Write what follows a base in its parentheses: the end of « 112 sur 146 ; 5 réponses
    illisibles ».
    """
    return f" ; {say_unread(mesure.illisibles)}" if mesure.illisibles else ""


def add_unread(dit: str, mesure: Mesure) -> str:
    """Add to a value the number of the answers that nobody could read, when there are some."""
    if not mesure.illisibles:
        return dit
    return f"{dit} {keep_together(f'({say_unread(mesure.illisibles)})')}"


def ask_answers(mesure: Mesure, ou: Place, sujet: str = CETTE_QUESTION) -> Missing:
    """Return what stands for a figure that is not given because too many answers cannot be read."""
    return Missing(f"{say_unread(mesure.illisibles)} {sujet}", ou, que_faire=LISIBLES)


def keep_together(texte: str) -> str:
    """Join the words of a parenthesis by no-break signs, so that a narrow column moves it whole to
    the next line.
    """
    return texte.replace(" ", french.INSECABLE)


def say_rate_in_cell(mesure: Mesure) -> str:
    """Write a rate and its base for a cell, where a line may break between the two only."""
    dit, parenthese, suite = say_rate(mesure).partition(" (")
    if parenthese:
        return f"{dit} ({keep_together(suite)}"
    return dit


def say_rate_alone(mesure: Mesure) -> str:
    """Write a rate for the cell of a table whose base has its own column."""
    return add_unread(french.format_rate(mesure.nombre, mesure.decimales), mesure)


def say_rate_or_missing(mesure: Mesure, ou: Place, sujet: str = CETTE_QUESTION) -> Texte:
    """Write the same rate, or what prevents it."""
    if mesure.retenue:
        return ask_answers(mesure, ou, sujet)
    return say_rate_alone(mesure)


def say_previous_rate(
    mesure: Mesure | None, ou: Place, sujet: str = CETTE_QUESTION
) -> Texte | None:
    """Write the rate of the previous period for the same table; None when there is nothing to
    print.
    """
    if mesure is None or is_untold(mesure):
        return None
    return say_rate_or_missing(mesure, ou, sujet)


def say_base(mesure: Mesure) -> str:
    """Write « 1 032 sur 1 226 », or the number alone when it is too small to have a rate."""
    if mesure.denominateur is None:
        return say_value(mesure.valeur, NOMBRE)
    if mesure.numerateur is None or not mesure.denominateur:
        return french.format_number(mesure.denominateur)
    counted = french.format_number(mesure.numerateur)
    return f"{counted} sur {french.format_number(mesure.denominateur)}"


def say_difference(difference: Fraction | None, unite: str) -> str | None:
    """Write a difference with its sign: « +2,3 points », « −4 »."""
    if difference is None:
        return None
    if unite == POURCENT:
        return french.format_points(difference)
    signe = "+" if difference > 0 else ""
    return signe + say_value(difference, NOMBRE if unite == NOTE else unite)


def say_comparison(indicateur: Indicateur) -> str:
    """Write what the change is worth, as a clause that follows the rate (« , soit … »); empty when
    the two values are not compared.
    """
    if indicateur.evolution == Evolution.NON_COMPARABLE:
        return ", sans comparaison possible : la question a changé depuis la période précédente"
    avant = indicateur.precedente
    if avant is not None and avant.retenue:
        combien = french.format_number(avant.illisibles)  # three at least
        sujet = f"{combien} réponses de la période précédente"
        return f", sans comparaison possible : {sujet} sont illisibles"
    if indicateur.ecart is None or avant is None or avant.valeur is None:
        return ""
    return _say_change(indicateur, indicateur.ecart)


def _say_change(indicateur: Indicateur, ecart: Fraction) -> str:
    """Write the change itself, and what it is worth."""
    if ecart == 0:
        return ", comme sur la période précédente"
    if not french.round_half_up(ecart, 1):
        return ", au même niveau que sur la période précédente, à 0,1 point près"
    sens = "de plus" if ecart > 0 else "de moins"
    ampleur = (say_difference(abs(ecart), indicateur.unite) or "").lstrip("+")
    clause = f", soit {ampleur} {sens} que sur la période précédente"
    if indicateur.evolution == Evolution.NON_SIGNIFICATIVE:
        return f"{clause} ; {TROP_FAIBLE}"
    if indicateur.evolution == Evolution.PEU_DE_REPONSES:
        return f"{clause} ; les réponses sont trop peu nombreuses pour conclure"
    return clause


RESERVES: Mapping[str, tuple[str, str]] = {
    Evolution.NON_SIGNIFICATIVE: ("*", TROP_FAIBLE),
    Evolution.PEU_DE_REPONSES: ("**", "trop peu de réponses pour conclure"),
}


def say_evolution(indicateur: Indicateur) -> str | None:
    """Write the change of a rate in points for its column, with a mark when the test does not
    support it (see `define_marks`).
    """
    if indicateur.ecart is None or indicateur.evolution == Evolution.NON_COMPARABLE:
        return None
    return mark_change(french.format_points(indicateur.ecart).rsplit(" ", 1)[0], indicateur)


def mark_change(dit: str, indicateur: Indicateur | None) -> str:
    """Add to a change the mark that says that its test does not support it; it goes wherever the
    change goes.
    """
    reserve = RESERVES.get(indicateur.evolution) if indicateur else None
    return f"{dit}{french.INSECABLE}{reserve[0]}" if reserve else dit


def say_period(p: Periode) -> str:
    """Write « du 1er janvier au 31 décembre 2026 »."""
    return french.format_period(p.du, p.au)


def read_float(mesure: Mesure | None) -> float | None:
    """Return a value for a chart: the exact fraction as a float, None (a gap) when it is not
    measured.
    """
    if mesure is None or mesure.nombre is None:
        return None
    return float(mesure.nombre)


def is_untold(mesure: Mesure) -> bool:
    """Whether there is nothing to print, not even that too many answers cannot be read."""
    return mesure.valeur is None and not mesure.retenue
