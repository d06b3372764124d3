"""How one commitment is said: its name, its result, what it is compared with."""

from __future__ import annotations

from fractions import Fraction

from clu_batch.documents.sections.figure_wording import (
    add_unread,
    ask_answers,
    is_untold,
    keep_together,
    mark_change,
    say_base,
    say_cible,
    say_difference,
    say_unread_after_base,
    say_value,
)
from clu_batch.documents.typed_texts import ask
from clu_batch.kernel import french
from clu_batch.kernel.content import Missing, Texte
from clu_batch.records.engagements import UniteDeResultat
from clu_batch.rules.figures.definitions import SOLDE
from clu_batch.rules.model import BilanEngagement, Mesure


def name_with_indicateur(b: BilanEngagement) -> Texte:
    """Return the commitment and what measures it."""
    e = b.engagement
    if not e.engagement or not e.indicateur:
        return _name_engagement(b)
    indicateur = french.lower_first(e.indicateur.rstrip(" ."))
    return f"{e.code} – {e.engagement.rstrip(' .')} ({indicateur})"


def _name_engagement(b: BilanEngagement) -> Texte:
    e = b.engagement
    if not e.engagement:
        return ask(e, "engagement")
    return f"{e.code} – {e.engagement}"


def say_result(b: BilanEngagement) -> Texte:
    """Return the result in the unit of the commitment, or what prevents one."""
    return _say_value(b, b.mesure)


def _say_value(b: BilanEngagement, mesure: Mesure) -> Texte:
    if mesure.retenue:
        return ask_answers(mesure, b.engagement.locate("source"))
    return add_unread(_say_number(b, mesure), mesure)


def _say_number(b: BilanEngagement, mesure: Mesure) -> str:
    if is_balance(b) and mesure.nombre is not None:
        signe = "+" if mesure.nombre > 0 else ""
        return signe + _write_points(mesure.nombre, mesure.decimales)
    return say_value(mesure.valeur, b.engagement.unite, mesure.decimales)


def is_balance(b: BilanEngagement) -> bool:
    """Return whether a commitment rests on the balance of a question, which documents write in
    points (docs/rules/printing.md#french).
    """
    return b.source is not None and b.source.code.startswith(SOLDE.of_any())


def _write_points(valeur: Fraction, decimales: int) -> str:
    """Write « 62,5 points »."""
    points = french.round_half_up(valeur * 100, decimales)
    unite = "points" if abs(points) >= 2 else "point"
    return f"{french.format_number(valeur * 100, decimales)} {unite}"


def say_with_base(b: BilanEngagement) -> Texte:
    """Return a result and its base, a line each, « 91,1 % », « 562 sur 617 »; a mean or a count
    says the number of cases behind it, whose word may stand on the next line.
    """
    mesure = b.mesure
    if mesure.retenue or mesure.valeur is None or mesure.denominateur is None:
        return _say_value(b, mesure)
    base = keep_together(say_base(mesure))
    if mesure.numerateur is None:
        base = f"sur{french.INSECABLE}{_count_cases(b, mesure.denominateur)}"
    unread = keep_together(say_unread_after_base(mesure))
    return f"{_say_number(b, mesure)}\n{base}{unread}"


_CAS = {
    UniteDeResultat.JOURS: ("demande", "demandes"),
    UniteDeResultat.MINUTES: ("passage", "passages"),
}
"""What a service counts behind a result that it typed, by its unit; no word when the unit tells
none.
"""


def _count_cases(b: BilanEngagement, nombre: int) -> str:
    """Write « 9 710 passages »; « 606 réponses » behind the mean of a question."""
    mots = ("réponse", "réponses") if b.source else _CAS.get(b.engagement.unite)
    return french.format_count(nombre, *mots) if mots else french.format_number(nombre)


def say_previous(b: BilanEngagement) -> Texte | None:
    """Return the result of the previous period and the change since, a line each; None without
    one.
    """
    if is_untold(b.precedente):
        return None
    dit = _say_value(b, b.precedente)
    ecart = say_difference(b.ecart, b.engagement.unite)
    if isinstance(dit, Missing) or not ecart:
        return dit
    return f"{dit}\n{keep_together(mark_change(ecart, b.source))}"


def say_target(b: BilanEngagement) -> str | None:
    """Return the target, « ≥ 85,0 % », its sign kept beside its number."""
    e = b.engagement
    if e.cible is None:
        return None
    cible = say_cible(e.cible, e.unite)
    if is_balance(b):
        cible = _write_points(e.cible, max(1, french.count_useful_decimals(e.cible * 100)))
    return f"{e.sens or ''}{french.INSECABLE}{cible}".strip()
