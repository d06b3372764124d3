"""The whole program on one screen: read -> check -> compute -> render -> write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from itertools import chain

from clu_batch import data
from clu_batch.documents import modeles_libres
from clu_batch.kernel import french
from clu_batch.kernel.exit_codes import Code
from clu_batch.kernel.problems import CluError, Problem
from clu_batch.messages import meetings as defauts
from clu_batch.parse import lire_date
from clu_batch.rules.figures import bilan_de_seance as bilans
from clu_batch.rules.model import Bilan, Seance
from clu_batch.rules.seances import Choix, choisir, sans_reunion
from clu_batch.session.load import Charge, charger
from clu_batch.session.options import Options
from clu_batch.session.produce import Fabrique, Livraison, chemin_du_controle, expected_paths
from clu_batch.session.report import Execution, RunOutcome
from clu_batch.write import template_folder
from clu_batch.write.deposit import Depot
from clu_batch.write.path_lengths import refuser_les_trop_longs, sont_limites
from clu_batch.write.run_lock import verrouiller

Annonce = Callable[[int, int, str], None]


def executer(options: Options, annoncer: Annonce) -> RunOutcome:
    """One run; CluError when an obstacle stops it."""
    refuser_les_trop_longs(expected_paths.a_lire(options), expected_paths.toujours_ecrits(options))
    with verrouiller(options.sortie):
        depot = Depot(options.sortie)
        etapes = _Etapes(annoncer)
        etapes.suivante("Lecture et vérification des classeurs")
        charge = charger(options)
        run = Execution(
            options,
            charge,
            Fabrique(options, charge.registre, depot, charge.tables, charge.retenues),
        )
        choix = _choix(options, charge, run)
        etapes.suivante("Calcul des indicateurs")
        calculs = _calculer(run, choix.seances or [sans_reunion(charge.j)])
        run.problems += [problem for _, found in calculs for problem in found]
        livraisons = run.livraisons([bilan for bilan, _ in calculs])
        _refuser_les_chemins_trop_longs(run, livraisons)
        run.fabrique.verifier_modeles([bilan for bilan, _ in calculs])
        run.problems += template_folder.etrangers(
            options.modeles,
            (*data.TEMPLATES, data.TAG_LIST, *run.fabrique.siens),
            modeles_libres.DEBUTS,
        )
        etapes.prevoir(sum(len(livraison.productions) for livraison in livraisons))
        for livraison in livraisons:
            for production in livraison.productions:
                etapes.suivante(production.annonce)
                livraison.produire(production)
            livraison.livrer_les_siens()
            livraison.joindre()
            livraison.rediger()
            livraison.ranger()
            livraison.constater()
        etapes.suivante("Classeur de contrôle")
        run.controler([bilan for bilan, _ in calculs], livraisons)
        return run.resultat(choix, livraisons)


def _refuser_les_chemins_trop_longs(run: Execution, livraisons: Sequence[Livraison]) -> None:
    """Stop before anything is written when a document to come has too long a path for Windows, Word
    or Excel.
    """
    if not sont_limites():
        return
    ecrits = list(chain.from_iterable(map(expected_paths.a_ecrire, livraisons)))
    general = run.options.sortie / chemin_du_controle(None, run.charge.registre.parametres.sigle)
    refuser_les_trop_longs(ecrits=ecrits or [general])


def _choix(options: Options, charge: Charge, run: Execution) -> Choix:
    """The meetings to produce: `--reunion`, else « Réunion à produire », else those that are due
    (docs/rules/meetings.md#which-meeting); none while unreadable.
    """
    if charge.indispensable_brisee:
        return Choix(())
    reunions, parametre = (
        charge.registre.comite.reunions,
        charge.registre.parametres.reunion_a_produire,
    )
    known = french.enumeration([french.date_courte(r.date) for r in reunions]) or "aucune"
    if options.reunion is not None:
        choix = choisir(reunions, charge.j, lire_date(options.reunion).valeur or options.reunion)
        if choix.inconnue:
            raise CluError(INCONNUE.format(demandee=options.reunion, connues=known), Code.USAGE)
        return choix
    choix = choisir(reunions, charge.j, parametre)
    if choix.inconnue:
        typed = french.date_courte(parametre) if isinstance(parametre, dt.date) else parametre
        place = charge.places["reunion_a_produire"]
        run.problems.append(
            defauts.REUNION_A_PRODUIRE_INCONNUE.at(place, "Valeur", typed, connues=known)
        )
        return choisir(reunions, charge.j, None)
    return choix


INCONNUE = (
    "La réunion « {demandee} » n’existe pas dans la feuille Réunions. Réunions connues : {connues}."
    " Aucun document n’a été produit et vos classeurs n’ont pas été touchés."
)


def _calculer(run: Execution, seances: Sequence[Seance]) -> list[tuple[Bilan, list[Problem]]]:
    """The figures of each meeting; a defect of a rule holds the documents that print figures back,
    the others are still made.
    """
    try:
        return bilans.calculer(run.charge.registre, seances)
    except Exception as panne:  # cli tells the defect, with code 70
        run.fabrique.pannes.append(panne)
        run.fabrique.sans_chiffres = True
        return bilans.sans_chiffres(run.charge.registre, seances)


class _Etapes:
    """The numbered lines of the screen."""

    def __init__(self, annoncer: Annonce) -> None:
        self._annoncer, self._faites, self._total = annoncer, 0, 3

    def prevoir(self, nombre: int) -> None:
        self._total += nombre

    def suivante(self, texte: str) -> None:
        self._faites += 1
        self._annoncer(self._faites, self._total, texte)
