"""The whole program on one screen: read -> check -> compute -> render -> write."""

from __future__ import annotations

from collections.abc import Callable

from clu_batch import french
from clu_batch.chargement import Charge, charger
from clu_batch.codes import Code
from clu_batch.execution import Execution, Resultat
from clu_batch.indicateurs import bilan as bilans
from clu_batch.options import Options
from clu_batch.problems import CluError
from clu_batch.production import Atelier
from clu_batch.saisie import lire_date
from clu_batch.seances import Choix, choisir, sans_reunion
from clu_batch.writing.depot import Depot
from clu_batch.writing.lock import verrouiller

Annonce = Callable[[int, int, str], None]


def executer(options: Options, annoncer: Annonce) -> Resultat:
    """One run; CluError when an obstacle stops it."""
    with verrouiller(options.sortie):
        depot = Depot(options.sortie)
        etapes = _Etapes(annoncer)
        etapes.suivante("Lecture et vérification des classeurs")
        charge = charger(options)
        choix = _choix(options, charge)
        etapes.suivante("Calcul des indicateurs")
        calculs = bilans.calculer(charge.registre, choix.seances or [sans_reunion(charge.j)])
        run = Execution(options, charge, Atelier(options, charge.registre, depot, charge.tables, charge.retenues))
        run.problems += [problem for _, found in calculs for problem in found]
        livraisons = [] if options.verifier_seulement else run.livraisons([bilan for bilan, _ in calculs])
        etapes.prevoir(sum(len(livraison.productions) for livraison in livraisons))
        for livraison in livraisons:
            for production in livraison.productions:
                etapes.suivante(production.annonce)
                livraison.produire(production)
            livraison.joindre()
            livraison.ranger()
            run.problems += livraison.a_completer()
        etapes.suivante("Classeur de contrôle")
        run.controler([bilan for bilan, _ in calculs], livraisons)
        return run.resultat(choix, livraisons)


def _choix(options: Options, charge: Charge) -> Choix:
    """The meetings to produce: `--reunion`, else « Réunion à produire », else those that are due (page 3.1); none while unreadable."""
    if charge.indispensable_brisee:
        return Choix(())
    parametre = charge.registre.parametres.reunion_a_produire
    if options.reunion is None:
        return choisir(charge.registre.comite.reunions, charge.j, parametre)
    choix = choisir(charge.registre.comite.reunions, charge.j, lire_date(options.reunion).valeur or options.reunion)
    if choix.inconnue:
        known = [french.date_courte(r.date) for r in charge.registre.comite.reunions]
        raise CluError(
            f"La réunion « {options.reunion} » n’existe pas dans la feuille Réunions. Réunions connues : {french.enumeration(known)}. "
            "Aucun document n’a été produit et vos classeurs n’ont pas été touchés.",
            Code.USAGE,
        )
    return choix


class _Etapes:
    """The numbered lines of the screen."""

    def __init__(self, annoncer: Annonce) -> None:
        self._annoncer, self._faites, self._total = annoncer, 0, 3

    def prevoir(self, nombre: int) -> None:
        self._total += nombre

    def suivante(self, texte: str) -> None:
        self._faites += 1
        self._annoncer(self._faites, self._total, texte)
