"""Find where the series of a figure breaks: which rule each past figure follows.

The figures that the workbooks give again all follow the rule in force: a changed setting changes
all of them, and breaks nothing. Those of the sheet `Historique` were counted by the rule of their
day. Their column Règle says which. Without it, the same data are counted again: a figure that they
no longer give follows another rule, one that they give again follows the present one. Of any other
figure nothing is known.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import cached_property

from clu_batch.kernel.tables import Table
from clu_batch.parse import fold_header, fold_text
from clu_batch.rules.figures.engagements import list_source_names
from clu_batch.rules.figures.mesures import POURCENT
from clu_batch.rules.figures.reclamations_fiches import FICHES, RECUES, TEMOINS
from clu_batch.rules.model import Indicateur, Mesure, Periode, Registre, ResultatHistorique

AUTRE = "règle modifiée depuis"
"""What the column Règle says of a figure that does not follow the rule in force, after the rule of
its day when it is known.
"""
_AUTRE = re.compile(rf"[\s;]*{AUTRE}\s*$", re.IGNORECASE)

Releve = Mapping[str, ResultatHistorique]
"""The figures of one meeting, by code."""


def read_regle(cellule: object) -> str:
    """Return the rule that a cell of the sheet tells: its words, or "" for none.

    `AUTRE` stands for a rule that is only known not to be in force.
    """
    texte = cellule.strip() if isinstance(cellule, str) else ""
    return _AUTRE.sub("", texte) or (AUTRE if texte else "")


def write_regle(regle: str, en_vigueur: str) -> str:
    """Return the words of the column Règle: the rule, and whether it was modified since."""
    if regle in {"", AUTRE} or not en_vigueur or _is_same_regle(regle, en_vigueur):
        return regle
    return f"{regle} ; {AUTRE}"


def is_different(avant: str, apres: str, en_vigueur: str) -> bool:
    """Tell whether two figures are known to follow two rules; an unknown rule breaks nothing."""
    if not avant or not apres or _is_same_regle(avant, apres):
        return False
    if AUTRE in {avant, apres}:
        return _is_same_regle(apres if avant == AUTRE else avant, en_vigueur)
    return True


def _is_same_regle(regle: str, autre: str) -> bool:
    return fold_text(regle) == fold_text(autre)


# -- the same data counted again -------------------------------------------------------------------

_SATISFACTION = "satisfaction.reponses"
"""The count that tells whether the answers of a meeting are still in the workbooks; that of the
complaints is RECUES.
"""
_TEMOINS: Mapping[str, Sequence[str]] = {
    RECUES: TEMOINS,
    _SATISFACTION: ("satisfaction.depouillees",),
}
"""The figures that no délai, no scale and no target bends: while they are the same, so are the
data.
"""


class Recount:
    """The figures of the sheet beside those that the workbooks give today for the same meetings."""

    def __init__(
        self,
        registre: Registre,
        donnes: Iterable[ResultatHistorique],
        calcules: Iterable[ResultatHistorique],
    ) -> None:
        self._registre = registre
        self._donnes = _group_by_reunion(donnes)
        self._calcules = _group_by_reunion(calcules)

    @cached_property
    def en_vigueur(self) -> Mapping[str, str]:
        """The rule in force of each figure, by code."""
        regles = {}
        for releve in self._calcules.values():
            regles.update({code: figure.regle for code, figure in releve.items()})
        return regles

    def find_regle(self, donne: ResultatHistorique) -> str:
        """Return the rule of a figure of the sheet: the one it tells, else what counting again
        shows.
        """
        code, en_vigueur = donne.indicateur.code, self.en_vigueur.get(donne.indicateur.code, "")
        calcule = self._calcules.get(donne.reunion, {}).get(code)
        if donne.regle not in {"", AUTRE} or not en_vigueur or calcule is None:
            return donne.regle
        if not _is_comparable(donne, calcule) or not self._has_same_data(donne.reunion, code):
            return donne.regle
        return en_vigueur if _has_same_value(donne.indicateur, calcule.indicateur) else AUTRE

    def _has_same_data(self, reunion: dt.date, code: str) -> bool:
        """Whether the workbooks still hold what a figure of a past meeting was counted from."""
        compte = self._name_data(code)
        if compte is None:
            return False
        donnes, calcules = self._donnes[reunion], self._calcules[reunion]
        if compte not in calcules:
            return False
        if compte not in donnes:
            return self._is_old_enough(compte, calcules[compte].periode)
        if not _is_comparable(donnes[compte], calcules[compte]):
            return False
        for temoin in (compte, *_TEMOINS[compte]):
            donne, calcule = donnes.get(temoin), calcules.get(temoin)
            if donne is None or calcule is None or not _is_comparable(donne, calcule):
                continue
            if not _has_same_value(donne.indicateur, calcule.indicateur):
                return False
        return self._has_same_reponses(donnes, calcules, code)

    def _name_data(self, code: str) -> str | None:
        """Which data a figure is counted from: the complaints, the answers; None: neither, or it
        cannot be told.
        """
        if code in FICHES:
            return RECUES
        if code.startswith("satisfaction."):
            return _SATISFACTION
        for _, row in self._registre.indicateurs_locaux.iterate_rows():
            if code == row["Code"]:
                return _SATISFACTION if row["Feuille"] == "Réponses" else RECUES
        for engagement in self._registre.engagements:
            if code == f"engagements.{engagement.code}":
                source = self._sources.get(fold_header(engagement.source or ""))
                return self._name_data(source.code) if source else None
        return None

    @cached_property
    def _sources(self) -> Mapping[str, Indicateur | None]:
        last = self._calcules[max(self._calcules)]
        return list_source_names(self._registre, {code: h.indicateur for code, h in last.items()})

    def _has_same_reponses(self, donnes: Releve, calcules: Releve, code: str) -> bool:
        """Whether as many answers were given to a question, whatever they count as."""
        question = code.rsplit(".", 1)[-1]
        avant, apres = (_count_reponses(question, releve) for releve in (donnes, calcules))
        return None in {avant, apres} or avant == apres

    def _is_old_enough(self, compte: str, periode: Periode) -> bool:
        """Whether the sheet begins before the period: nothing of it was put away, as far as one can
        tell.
        """
        table, header = self._registre.reponses, "Date"
        if compte == RECUES:
            table, header = self._registre.reclamations, "Reçue le"
        first = _find_first_date(table, header)
        return first is not None and first <= periode.du


def _group_by_reunion(
    resultats: Iterable[ResultatHistorique],
) -> dict[dt.date, dict[str, ResultatHistorique]]:
    found: dict[dt.date, dict[str, ResultatHistorique]] = {}
    for h in resultats:
        found.setdefault(h.reunion, {})[h.indicateur.code] = h
    return found


def _is_comparable(donne: ResultatHistorique, calcule: ResultatHistorique) -> bool:
    """Whether both were measured, in one unit, over one period at one date; a row may leave the
    period and the date out.
    """
    seul_jour = Periode(donne.reunion, donne.reunion)
    return (
        donne.indicateur.unite == calcule.indicateur.unite
        and donne.periode in {calcule.periode, seul_jour}
        and donne.arrete_au in {calcule.arrete_au, donne.reunion}
        and donne.indicateur.mesure.valeur is not None
        and calcule.indicateur.mesure.valeur is not None
    )


def _has_same_value(donne: Indicateur, calcule: Indicateur) -> bool:
    """Whether two figures are the same, as exactly as the cells of the sheet say it."""
    avant, apres = donne.mesure, calcule.mesure
    if _has_base(avant) and _has_base(apres):
        return (avant.numerateur, avant.denominateur) == (apres.numerateur, apres.denominateur)
    if isinstance(avant.valeur, Fraction) and isinstance(apres.valeur, Fraction):
        montree = Fraction(1, 2000) if donne.unite == POURCENT else Fraction(1, 20)
        return abs(avant.valeur - apres.valeur) <= montree
    return avant.valeur == apres.valeur


def _has_base(mesure: Mesure) -> bool:
    return mesure.numerateur is not None and mesure.denominateur is not None


def _count_reponses(question: str, releve: Releve) -> int | None:
    """How many answers a question received, those that are excluded with them; None when the
    meeting does not tell.
    """
    taux, exclus = (
        releve.get(f"satisfaction.taux.{question}"),
        releve.get(f"satisfaction.exclus.{question}"),
    )
    if taux is None or exclus is None or taux.indicateur.mesure.denominateur is None:
        return None
    apart = exclus.indicateur.mesure.valeur
    return taux.indicateur.mesure.denominateur + int(apart) if isinstance(apart, Fraction) else None


def _find_first_date(table: Table, header: str) -> dt.date | None:
    return min((d for d in table.columns[header] if isinstance(d, dt.date)), default=None)
