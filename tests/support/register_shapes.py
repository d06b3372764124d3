"""The shapes that the registers at random must hold, each recognised from the rows alone: a
register that lost one would prove less.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from clu_batch.kernel.declared_sheet import ILLISIBLE
from clu_batch.rules.model import Question, Registre, Seance
from tests.campaigns.recount.calcul import Ligne, date_de
from tests.campaigns.recount.comite import limites
from tests.campaigns.recount.feuilles import annoncees
from tests.campaigns.recount.jours import JOUR, Jours, dans
from tests.campaigns.recount.reclamations import (
    Plainte,
    Reclamations,
    contredite,
    electronique,
    plaintes,
)
from tests.campaigns.recount.reclamations import ouverte_le as complaints_kept_since
from tests.campaigns.recount.satisfaction import (
    Satisfaction,
    a_un_taux,
    exprimees,
    formulaires,
    question_globale,
)
from tests.campaigns.recount.satisfaction import ouverte_le as surveys_kept_since
from tests.support.figures import reunion_de
from tests.support.raw_sheets import list_lines
from tests.support.results import list_results

BISSEXTE = (2, 29)
ECHELLES = ("Qualité", "oui/non", "note 0-10", "choix unique", "choix multiple", "texte")
UNITES = ("jours ouvrés", "jours ouvrables", "jours calendaires", "jours francs")
ETATS = (
    "répondue dans le délai",
    "répondue hors délai",
    "en cours",
    "sans réponse, délai dépassé",
    "sans délai",
)
AR_ETATS = ("dans le délai", "hors délai", "en cours", "délai dépassé", None)
DECOMPTES = ("jours pleins", "J-2")

Vues = Mapping[str, object]
"""Shape -> something true where it is met."""


def formes(registre: Registre, seance: Seance) -> dict[str, bool]:
    """Every shape, and whether one meeting of a register has it."""
    trouvees: dict[str, bool] = {}
    for famille in (
        _periode,
        _ouvertures,
        _satisfaction,
        _plaintes,
        _suspensions,
        _engagements,
        _comite,
        _suppleances,
    ):
        for vues in famille(registre, seance):
            trouvees |= {
                nom: bool(vue) or trouvees.get(nom, False) for nom, vue in vues.items()
            }
    return trouvees


def _periode(_: Registre, seance: Seance) -> Iterator[Vues]:
    periode, comptee, reunion = seance.periode, seance.comptee, reunion_de(seance)
    yield (
        {
            "period that A cuts": periode.au > seance.a >= periode.du,
            "period of more than a year": periode.au - periode.du > 366 * JOUR,
            "period that ends on 29 February": (comptee.au.month, comptee.au.day) == BISSEXTE,
            "period of one year before a leap day": (
                (comptee.au + 366 * JOUR).month == 3
                and (comptee.au.month, comptee.au.day) == (2, 28)
            ),
            "no meeting": reunion is None,
            "J before the meeting": reunion and seance.j < reunion.date,
            "J after the meeting": reunion and seance.j > reunion.date,
            "A before J": seance.a < seance.j,
        }
    )


def _ouvertures(registre: Registre, seance: Seance) -> Iterator[Vues]:
    """When the register of complaints and the surveys were opened, declared or not."""
    repondus = [date_de(f.ligne["Date"]) for f in formulaires(registre)]
    lues = [p.recue for p in plaintes(registre, seance.a)], [jour for jour in repondus if jour]
    declarees = registre.parametres.reclamations_depuis, registre.parametres.enquetes_depuis
    depuis = complaints_kept_since(registre, seance.a), surveys_kept_since(registre, seance.a)
    for nom, declaree, le, dates in zip(
        ("register", "surveys"), declarees, depuis, lues, strict=True
    ):
        avant, ici, dit = (
            seance.precedente,
            seance.comptee,
            "declared" if declaree else "not declared",
        )
        if le is None:
            yield {f"{nom} without a row": True}
            continue
        yield {
            f"{nom} {dit}, before the comparison period": le <= avant.du,
            f"{nom} {dit}, in the comparison period": avant.du < le <= avant.au,
            f"{nom} {dit}, in the period": ici.du < le <= ici.au,
            f"{nom}, after the period": le > ici.au,
            f"{nom} declared later than rows before the period": any(
                avant.du <= jour < le <= avant.au for jour in dates
            ),
            f"{nom} declared later than rows of the period": any(
                ici.du <= jour < le <= ici.au for jour in dates
            ),
        }


def _satisfaction(registre: Registre, seance: Seance) -> Iterator[Vues]:
    ici = Satisfaction(registre, seance.comptee, seance.a)
    dates = [date_de(ligne["Date"]) or dt.date.max for ligne in list_lines(registre.reponses)]
    notees = [q for q in registre.questions if a_un_taux(q)]
    comptes = [ici.compte(q) for q in notees]
    avant = Satisfaction(registre, seance.precedente, seance.a)
    peu = [q for q in notees if ici.illisibles(q) and not ici.retenue(q)]
    globale = question_globale(registre.questions)
    yield (
        {
            "no question": not registre.questions,
            "no answer in the period": registre.questions and not ici.formulaires,
            "one form in the period": len(ici.formulaires) == 1,
            "a question of which all answers are left out": any(
                c["exclu"] and not exprimees(c) for c in comptes
            ),
            "one answer expressed": any(exprimees(c) == 1 for c in comptes),
            "as many satisfied as not": any(
                c["satisfait"] and c["satisfait"] == c["insatisfait"] for c in comptes
            ),
            "answer between A and J": any(seance.a < d <= seance.j for d in dates),
            "answer after J": any(seance.j < d < dt.date.max for d in dates),
            "answer on 29 February": any((d.month, d.day) == BISSEXTE for d in dates),
            "answer on the first day": seance.comptee.du in dates,
            "answer on the last day": seance.comptee.au in dates,
            "tally": ici.comptes,
            "tally that begins before the period": any(
                dict(c)["Du"] < seance.comptee.du  # type: ignore[operator]  # dates
                for c in ici.comptes
            ),
            "tally after A": any(
                (date_de(c["Au"]) or seance.a) > seance.a
                for c in list_lines(registre.depouillement)
            ),
            "sheet without the question": any(
                q.code not in f.posees for q in registre.questions for f in ici.formulaires
            ),
            "two global questions": sum(q.globale for q in registre.questions) > 1,
            "no global question": registre.questions and globale is None,
            "question asked since": any(
                q.posee_depuis and q.posee_depuis > seance.precedente.du
                for q in registre.questions
            ),
            "question with too many answers that cannot be read": any(
                ici.retenue(q) for q in notees
            ),
            "question with a few answers that cannot be read": peu,
            "question that could not be read the year before": any(
                avant.retenue(q) and not ici.retenue(q) for q in notees
            ),
            "two answers that cannot be read among very few": any(
                ici.illisibles(q) == 2 and sum(ici.compte(q).values()) < 10 for q in peu
            ),
            "form of which nothing can be read": len(ici.recues) > len(ici.formulaires),
            "tally that cannot be read": any(
                ligne["Réponse"] is ILLISIBLE for ligne in ici.comptes
            ),
            "state that what cannot be read leaves open": any(_indecise(ici, q) for q in peu),
            "group named Autres": any(f.ligne["Site"] == "Autres" for f in ici.formulaires),
            **{
                f"scale {nom}": nom in {q.echelle for q in registre.questions}
                for nom in ECHELLES
            },
        }
    )


def _indecise(ici: Satisfaction, question: Question) -> bool:
    """Whether the target stands between the worst and the best rate that a few answers may make."""
    compte, n = ici.compte(question), ici.illisibles(question)
    total = exprimees(compte) + n
    return (
        question.cible is not None
        and compte["satisfait"] < question.cible * total <= compte["satisfait"] + n
    )


def _plaintes(registre: Registre, seance: Seance) -> Iterator[Vues]:
    ici, toutes = Reclamations(registre, seance.comptee, seance.a), plaintes(registre, seance.a)
    lignes = list_lines(registre.reclamations)
    ouvertes = [p for p in toutes if p.suivie and not p.reponse]
    delais = sorted(p.delai or 0 for p in ici.repondues)
    yield (
        {
            "empty register": not lignes,
            "no complaint in the period": lignes and not ici.toutes,
            "one complaint in the period": len(ici.toutes) == 1,
            "all out of the scope": ici.recues and not ici.suivies,
            "median between two": (
                len(delais) % 2 == 0
                and delais
                and delais[len(delais) // 2 - 1] != delais[len(delais) // 2]
            ),
            "same due date twice": _double(p.echeance for p in ouvertes if p.echeance),
            "reply on the due date": any(
                p.reponse and p.reponse == p.echeance for p in ici.suivies
            ),
            "reply the day after": any(
                p.reponse and p.echeance and p.reponse == p.echeance + JOUR for p in ici.suivies
            ),
            "due on A": any(p.echeance == seance.a for p in ouvertes),
            "reply between A and J": _apres(lignes, "Réponse envoyée le", seance.a, seance.j),
            "reply after J": _apres(lignes, "Réponse envoyée le", seance.j),
            "acknowledgement after A": _apres(lignes, "Accusé de réception le", seance.a),
            "reception after A": _apres(lignes, "Reçue le", seance.a),
            "reception on 29 February": any(
                (p.recue.month, p.recue.day) == BISSEXTE for p in toutes
            ),
            "due on 29 February": any(
                p.echeance and (p.echeance.month, p.echeance.day) == BISSEXTE for p in toutes
            ),
            "contradiction": any(map(contredite, lignes)),
            "old one still open": any(p.recue < seance.comptee.du for p in ouvertes),
            "acknowledgement not followed": ici.recues and not ici.ar_suivi,
            "electronic canal of a list": any(
                electronique(p.ligne["Canal"], registre.parametres.canaux_electroniques)
                for p in ici.suivies
            ),
            "canal of no list": any(_hors_listes(p, registre) for p in ici.suivies),
            "no délai": any(p.n is None for p in ici.suivies),
            "own délai": any(p.n != registre.parametres.delai_reponse for p in ici.suivies),
            "own délai of no day or of thousands": any(
                p.ligne["Délai particulier"] in {0, 5_000_000} for p in ici.suivies
            ),
            **{f"state {etat}": any(p.etat == etat for p in ici.suivies) for etat in ETATS},
            **{
                f"acknowledgement {etat}": ici.ar_suivi
                and any(p.ar_etat == etat for p in ici.suivies)
                for etat in AR_ETATS
            },
            **{
                f"unit {unite}": ici.suivies and registre.parametres.unite_reponse == unite
                for unite in UNITES
            },
        }
    )


def _rapide(plainte: Plainte, registre: Registre) -> bool:
    return electronique(plainte.ligne["Canal"], registre.parametres.canaux_electroniques)


def _hors_listes(plainte: Plainte, registre: Registre) -> bool:
    canal = plainte.ligne["Canal"]
    return canal is not None and not (
        _rapide(plainte, registre) or electronique(canal, registre.parametres.autres_canaux)
    )


def _double(valeurs: Iterable[dt.date]) -> bool:
    return any(n > 1 for n in Counter(valeurs).values())


def _apres(
    lignes: Iterable[Ligne], colonne: str, apres: dt.date, jusqu_a: dt.date = dt.date.max
) -> bool:
    return any(
        apres < jour <= jusqu_a
        for jour in (date_de(ligne[colonne]) for ligne in lignes)
        if jour
    )


def _suspensions(registre: Registre, seance: Seance) -> Iterator[Vues]:
    for plainte in plaintes(registre, seance.a):
        du, au = (
            date_de(plainte.ligne["Délai suspendu du"]),
            date_de(plainte.ligne["Délai suspendu au"]),
        )
        if du is None or not plainte.suivie:
            continue
        nue = Plainte(
            plainte.rang,
            {**plainte.ligne, "Délai suspendu du": None, "Délai suspendu au": None},
            registre,
            plainte.jours,
            plainte.a,
        )
        sans = nue.echeance
        yield (
            {
                "suspension on the day of reception": du == plainte.recue,
                "suspension of no day": du == au,
                "suspension without end": au is None,
                "suspension without end that stops the count": (
                    au is None and plainte.echeance is None and plainte.n is not None
                ),
                "suspension without end, replied": (
                    plainte.reponse and plainte.echeance is None and plainte.n is not None
                ),
                "suspension that moves the due date": (
                    au and sans and plainte.echeance and plainte.echeance > sans
                ),
                "suspension after the due date": sans and du > sans,
                "suspension on the due date": sans and du == sans,
                "suspension that starts on the reply": du == plainte.reponse,
                "suspension that starts after the reply": plainte.reponse
                and du > plainte.reponse,
                "suspension that ends after the reply": (
                    plainte.reponse and du < plainte.reponse and au and au > plainte.reponse
                ),
                "suspension around A": du <= seance.a and au and au > seance.a,
                "suspension after J": du > seance.j,
            }
        )


def _engagements(registre: Registre, seance: Seance) -> Iterator[Vues]:
    codes = {e.code: e for e in registre.engagements}
    resultats = list(list_results(registre.resultats))
    ici = [r for r in resultats if dans(r.periode.au, seance.comptee, seance.a)]
    juges = [(codes[r.code], r) for r in ici if r.code in codes]
    yield (
        {
            "two results of one Au": _paires(r.code + str(r.periode.au) for r in ici),
            "two results of one Du and one Au": _paires(f"{r.code} {r.periode}" for r in ici),
            "result after A": any(r.periode.au > seance.a for r in resultats),
            "result of other dates alone": any(
                e.source is None and e.code not in {r.code for r in ici}
                for e in registre.engagements
            ),
            "target equalled": any(e.cible == r.valeur for e, r in juges),
            "missed by the tolerance": any(
                e.cible and e.tolerance and abs(e.cible - r.valeur) == e.tolerance
                for e, r in juges
            ),
            "source of another unit": any(
                e.source == "reclamations.recues" and e.unite == "%"
                for e in registre.engagements
            ),
            "source by its wording": any(
                e.source == "Réclamations répondues dans le délai" for e in registre.engagements
            ),
            "source that is her own indicator": (
                len(registre.indicateurs_locaux)
                and any(e.source == "L0" for e in registre.engagements)
            ),
            "source unknown": any(e.source == "rien de connu" for e in registre.engagements),
            "her own indicator": len(registre.indicateurs_locaux),
        }
    )


def _paires(valeurs: Iterable[str]) -> bool:
    return any(n > 1 for n in Counter(valeurs).values())


def _comite(registre: Registre, seance: Seance) -> Iterator[Vues]:
    reunion = reunion_de(seance)
    jour = reunion.date if reunion else seance.j
    sieges = {
        m.code: [o for o in registre.comite.membres if o.code == m.code]
        for m in registre.comite.membres
    }
    presences = [p for p in registre.comite.presences if p.reunion == jour]

    def tenus(code: str) -> bool:
        return any((m.depuis or jour) <= jour <= (m.jusqu_au or jour) for m in sieges[code])

    successifs = [code for code, titulaires in sieges.items() if len(titulaires) > 1]
    yield (
        {
            "first of two holders": any(
                tenus(c) and (sieges[c][0].jusqu_au or jour) >= jour for c in successifs
            ),
            "second of two holders": any(
                (sieges[c][1].depuis or jour) <= jour for c in successifs
            ),
            "between two holders": any(not tenus(c) for c in successifs),
            "seat after its last holder": any(
                all(m.jusqu_au and m.jusqu_au < jour for m in t) for t in sieges.values()
            ),
            "seat not yet filled": any(
                all(m.depuis and m.depuis > jour for m in t) for t in sieges.values()
            ),
            "vacant seat": any(m.vacant for t in sieges.values() for m in t),
            "attendance of a vacant seat": any(
                p.statut and p.membre and not tenus(p.membre) for p in presences
            ),
            "two rows of attendance": _paires(p.membre for p in presences if p.membre),
            "users helped, with a number before": any(
                m.usagers and m.precedente for m in registre.comite.modalites_d_appui
            ),
            "users helped, without a number": any(
                m.usagers is None for m in registre.comite.modalites_d_appui
            ),
            "attendance without Statut": any(p.statut is None for p in presences),
        }
    )


def _suppleances(registre: Registre, seance: Seance) -> Iterator[Vues]:
    for suppleance in annoncees(registre, seance):
        pleins, j_2, imprimee = limites(registre, suppleance.reunion)
        informe, decompte = suppleance.informe_le, registre.parametres.decompte_suppleance
        limite = pleins if decompte == "jours pleins" else j_2
        yield {
            "substitute incomplete": not (suppleance.nom and suppleance.fonction and informe),
            "L1 on a closed day": not Jours.de(registre).ouvre(pleins),
            "told after J": informe and informe > seance.j,
            "not admitted": suppleance.decision == "non admise",
        }
        if suppleance.nom and suppleance.fonction and informe:
            for nom in DECOMPTES:
                yield {
                    f"{nom}: told on L1": decompte == nom and informe == pleins,
                    f"{nom}: told on L2": decompte == nom and informe == j_2,
                    f"{nom}: told on the printed day": decompte == nom and informe == imprimee,
                    f"{nom}: told after the printed day, in time": (
                        decompte == nom and imprimee < informe <= limite
                    ),
                    f"{nom}: told too late": decompte == nom and informe > j_2,
                }
