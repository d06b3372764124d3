"""The accessibility of a document, checked before it is written: one line per check. Add a check
here: a line, its function beside.

Source: RGAA 4.1.2, criteria 13.3 and 13.4 (A01 to A30 as `defauts.accessibilite` says them); the B
checks go further.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clu_batch.defauts import accessibilite as defauts
from clu_batch.problems import Defaut, Place, Problem
from clu_batch.rendering.accessibilite import fichier, tableaux, textes
from clu_batch.rendering.accessibilite.lecture import Lecture
from clu_batch.rendering.package import Paquet


@dataclass(frozen=True, slots=True)
class Controle:
    """One check; `grave`: a document that the program spoils so is not written."""

    code: str
    grave: bool
    defaut: Defaut
    chercher: Callable[[Lecture], textes.Trouves]


@dataclass(frozen=True, slots=True)
class Constat:
    """What a check found first, where, and how many times."""

    controle: Controle
    ou: str
    fois: int

    def problem(self, place: Place) -> Problem:
        """What the secretary is told of it, `place` being her template."""
        return self.controle.defaut.at(
            place, texte=self.ou if self.fois == 1 else f"{self.fois} fois, d’abord : {self.ou}"
        )


_E, _A = True, False

CONTROLES: tuple[Controle, ...] = (
    Controle("A01", _E, defauts.TITRE, fichier.titre),
    Controle("A02", _E, defauts.LANGUE, fichier.langue),
    Controle("A03", _E, defauts.LANGUE_D_UN_PASSAGE, fichier.langue_d_un_passage),
    Controle("A04", _A, defauts.LANGUE_DU_THEME, fichier.langue_du_theme),
    Controle("A05", _E, defauts.SANS_TITRES, textes.sans_titres),
    Controle("A06", _E, defauts.NIVEAUX, textes.niveaux),
    Controle("A07", _E, defauts.TITRE_VIDE_OU_LONG, textes.titre_vide_ou_long),
    Controle("A08", _E, defauts.PARAGRAPHE_VIDE, textes.paragraphe_vide),
    Controle("A09", _E, defauts.FAUX_TITRE, textes.faux_titre),
    Controle("A10", _E, defauts.FAUSSE_LISTE, textes.fausse_liste),
    Controle("A11", _E, defauts.ESPACES, textes.espaces),
    Controle("A12", _A, defauts.JUSTIFIE, textes.justifie),
    Controle("A13", _E, defauts.IMAGE, tableaux.image),
    Controle("A14", _E, defauts.FLOTTANT, tableaux.flottant),
    Controle("A15", _E, defauts.ENTETE, tableaux.entete),
    Controle("A16", _A, defauts.OPTION_D_ENTETE, tableaux.option_d_entete),
    Controle("A17", _E, defauts.FUSION, tableaux.fusion),
    Controle("A18", _E, defauts.CELLULE_VIDE, tableaux.cellule_vide),
    Controle("A19", _A, defauts.LIGNE_COUPEE, tableaux.ligne_coupee),
    Controle("A20", _E, defauts.LEGENDE, tableaux.legende),
    Controle("A21", _E, defauts.CONTRASTE, textes.contraste),
    Controle("A22", _E, defauts.COULEUR_SEULE, tableaux.couleur_seule),
    Controle("A23", _E, defauts.LIEN, textes.lien),
    Controle("A24", _A, defauts.ADRESSE_NUE, textes.adresse_nue),
    Controle("A25", _A, defauts.PETIT_OU_CAPITALES, textes.petit_ou_capitales),
    Controle("A26", _A, defauts.SOMMAIRE, textes.sommaire),
    Controle("A27", _E, defauts.PROTECTION, fichier.protection),
    Controle("A28", _E, defauts.REVISIONS, textes.revisions),
    Controle("A29", _A, defauts.COLONNES, fichier.colonnes),
    Controle("A30", _E, defauts.PROPRIETES, fichier.proprietes),
    Controle("B01", _E, defauts.BORDURES, tableaux.bordures),
    Controle("B02", _E, defauts.GRAPHIQUE_SEUL, tableaux.graphique_seul),
    Controle("B03", _E, defauts.GRAPHIQUE_ILLISIBLE, tableaux.graphique_illisible),
    Controle("B04", _E, defauts.SANS_DATE, textes.sans_date),
    Controle("B05", _A, defauts.SIGLE, textes.sigle),
    Controle("B06", _E, defauts.CONSTRUCTION, tableaux.construction),
)


def controler(paquet: Paquet, date: dt.date) -> Sequence[Constat]:
    """What a finished document has against it, one finding per check at most; `date`: that of the
    meeting.
    """
    lu = Lecture(paquet, date)
    found = ((controle, list(controle.chercher(lu))) for controle in CONTROLES)
    return [
        Constat(controle, lu.situer(elements[0]), len(elements))
        for controle, elements in found
        if elements
    ]
