"""The points of a meeting in the agenda's order, each with the block that its Rubrique calls; what is off the agenda comes after."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from clu_batch import french
from clu_batch.contenu import Bloc, Element, Texte
from clu_batch.documents import annexes, commun
from clu_batch.documents.blocs import rubriques, suites
from clu_batch.documents.blocs.ecriture import Champ, paragraphe, tableau
from clu_batch.documents.blocs.rubriques import Rubrique
from clu_batch.model import Bilan, Point, Registre, Reunion
from clu_batch.saisie import racine

COMPTE_RENDU_PRECEDENT = "compte rendu précédent"


@dataclass(frozen=True, slots=True)
class BaliseSection:
    """`point.…` of the pack and of the minutes: number (empty off the agenda), title, and what stands under it."""

    numero: str
    titre: Texte
    contenu: Bloc


Contenu = Callable[[Point | None, Rubrique | None], Sequence[Element]]
"""What stands under a point (None: a block off the agenda) that calls a block (None: it calls none)."""


def sections(registre: Registre, bilan: Bilan, contenu: Contenu) -> tuple[BaliseSection, ...]:
    """Every point, then every block that none calls; without an agenda, the five blocks of the procedure, numbered."""
    points = _points(registre, bilan)
    appeles: list[Rubrique] = []
    balises = []
    for point in points:
        rubrique = rubriques.de(point.rubrique)
        if rubrique in appeles:
            rubrique = None  # the block stands under the first point of its Rubrique
        if rubrique is not None:
            appeles.append(rubrique)
        balises.append(BaliseSection(point.numero, intitule(point), Bloc(tuple(contenu(point, rubrique)))))
    restes = [r for r in rubriques.PROCEDURE if r not in appeles]
    balises += [BaliseSection("" if points else str(rang), r.titre, Bloc(tuple(contenu(None, r)))) for rang, r in enumerate(restes, 1)]
    if rubriques.SUITES not in appeles and not suites.vide(registre, bilan):
        suivant = "" if points else str(len(restes) + 1)
        balises.append(BaliseSection(suivant, rubriques.SUITES.titre, Bloc(tuple(contenu(None, rubriques.SUITES)))))
    return tuple(balises)


def hors_ordre_du_jour(registre: Registre, bilan: Bilan) -> list[Rubrique]:
    """The blocks that have something to say and that no point of the agenda calls."""
    points = _points(registre, bilan)
    appeles = {rubriques.de(p.rubrique) for p in points}
    return [r for r in (*rubriques.PROCEDURE, rubriques.SUITES) if points and r not in appeles and not r.vide(registre, bilan)]


def agenda(registre: Registre, reunion: Reunion) -> Bloc:
    """The agenda as a table: times when every point has a duration, annexes when there are any."""
    tapes = commun.points(registre, reunion.date)
    if not tapes:
        return Bloc((paragraphe("L’ordre du jour suit la procédure du comité."),))
    prevus = list(zip(commun.ordre_du_jour(registre, reunion), tapes, strict=True))
    champs = (
        Champ[tuple[commun.BalisePoint, Point]]("N°", 7, lambda x: x[0].numero),
        Champ[tuple[commun.BalisePoint, Point]]("Point", 50, lambda x: x[0].point),
        Champ[tuple[commun.BalisePoint, Point]]("Présenté par", 34, lambda x: x[0].presente_par),
        Champ[tuple[commun.BalisePoint, Point]]("Horaire", 12, lambda x: french.heure(x[0].horaire) if x[0].horaire else None),
        Champ[tuple[commun.BalisePoint, Point]]("Pièce jointe", 14, lambda x: piece_jointe(registre, x[1])),
    )
    return Bloc((tableau("Points de la réunion", prevus, champs),))


def intitule(point: Point) -> Texte:
    """The title of the point, on one line, or what is missing."""
    return commun.ou_manque(point.point, f"intitulé du point {point.numero}", point.place)


def piece_jointe(registre: Registre, point: Point) -> str | None:
    """« Annexe 1 », when a file goes with the point."""
    jointe = annexes.par_fichier(annexes.annexes(registre, point.reunion)).get(point.fichier or "")
    return f"Annexe{french.INSECABLE}{jointe.numero}" if jointe else None


def compte_rendu_precedent(registre: Registre, bilan: Bilan, point: Point | None) -> list[Element]:
    """When the minutes of the last meeting were sent, under the point that is about them."""
    if point is None or racine(point.rubrique or "") != racine(COMPTE_RENDU_PRECEDENT):
        return []
    derniere = suites.derniere_reunion(registre, bilan)
    if derniere is None:
        return []
    envoye = derniere.compte_rendu_envoye_le
    if envoye is None or envoye > bilan.seance.a:
        return [paragraphe(f"Dernière réunion du comité : {french.date_longue(derniere.date)}.")]
    return [
        paragraphe(
            f"Le compte rendu de la réunion du {french.date_longue(derniere.date)} a été adressé aux participants le {french.date(envoye)}."
        )
    ]


def _points(registre: Registre, bilan: Bilan) -> list[Point]:
    reunion = bilan.seance.reunion
    return commun.points(registre, reunion.date) if reunion else []
