"""The last lines of the screen: what was made, the first problems, where the rest is
(docs/rules/control-workbook.md#screen).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from clu_batch.documents.control.chiffres import write_reclamations_sentence
from clu_batch.kernel import french
from clu_batch.kernel.problems import Group, Problem, Severity
from clu_batch.session.produce.delivery import Delivery
from clu_batch.session.produce.output_file import ENVOYE, NON_PRODUIT, PRODUIT
from clu_batch.session.results import RunResults
from clu_batch.write.versions import DepositStatus

JOURNAL = "journal.txt"
DEFAUT = (
    "Le programme a rencontré un défaut qui lui est propre : les documents qui en dépendent n’ont"
    " pas été produits, les autres le sont. Vos classeurs n’ont pas été touchés. Transmettez le"
    " fichier {journal} à la personne qui s’occupe du programme : il ne nomme personne."
)
CHECKED_ONLY = "Vérification seule : aucun document n’a été fait ni modifié."
A_L_ECRAN = 20
"""Problems shown on the screen; the control workbook holds them all."""


def summarise(
    results: RunResults, groups: Sequence[Group], controls: Sequence[Path]
) -> Sequence[str]:
    """Return the last lines of the screen. `controls`: the control workbooks to open."""
    told = [french.typeset(line) for line in _tell_results(results, groups)]
    return ["", *told, *show_first(groups, controls)]


def _tell_results(results: RunResults, groups: Sequence[Group]) -> list[str]:
    options, lines = results.workplace.options, list[str]()
    if results.defects:
        lines.append(DEFAUT.format(journal=options.sortie / JOURNAL))
    if options.verifier_seulement:
        lines.append(CHECKED_ONLY)
    else:
        lines += map(_say_delivery, results.deliveries)
    lines += _say_why_nothing(results)
    lines += [
        f"{french.capitalise_first(p.trouve)}. {p.que_faire}" for p in results.plan.waiting
    ]
    restored = results.templates.restored
    if restored:
        lines.append(f"Modèles remis en place : {french.join_words(restored)}.")
    lines.append(f"Dans les classeurs : {', '.join(_count_problems(groups))}.")
    complaints = write_reclamations_sentence(results.computed.complete)
    if complaints:
        lines.append(f"{complaints}.")
    return lines


def _say_why_nothing(results: RunResults) -> list[str]:
    """Write why no document is made; nothing when some are."""
    if results.workplace.loaded.essential_broken:
        return [
            "Aucun document n’est produit : une feuille indispensable ne peut pas être lue."
        ]
    dues = results.chosen.dues
    if dues.sans_documents:
        reunion = dues.sans_documents
        return [
            f"La réunion du {french.format_date(reunion.date)} est {reunion.statut} :"
            " seul le classeur de contrôle est produit."
        ]
    if not dues.seances:
        return [
            "Aucune réunion à préparer ni compte rendu à produire : seul le classeur de"
            " contrôle est fait."
        ]
    return []


def show_first(groups: Sequence[Group], controls: Sequence[Path]) -> list[str]:
    """Return the first problems; informations stay in the control workbook."""
    told = [group for group in groups if group.problem.gravite is not Severity.INFORMATION]
    lines = [_say_problem(group) for group in told[:A_L_ECRAN]]
    if len(told) > A_L_ECRAN:
        lines.append(f"… et {len(told) - A_L_ECRAN} autres.")
        lines += _say_left_out(told[A_L_ECRAN:])
    if controls:
        where = french.join_words([str(path) for path in controls])
        lines += ["", f"{french.typeset('Tout le détail :')} {where}"]
    return lines


def _say_left_out(groups: Sequence[Group]) -> list[str]:
    """Say which rows the problems that are not shown leave out, one line per sheet: the screen is
    silent on none.
    """
    left = [problem for group in groups for problem in group.problems if problem.leaves_out]
    by_sheet: dict[str, list[Problem]] = {}
    for problem in left:
        by_sheet.setdefault(str(replace(problem.place, cell="")), []).append(problem)
    lines = []
    for sheet, problems in by_sheet.items():
        ranges = Group(problems[0], problems).ranges
        lines.append(french.typeset(f"  dont, laissé de côté dans {sheet} : {ranges}"))
    return lines


def _count_problems(groups: Sequence[Group]) -> list[str]:
    """Count the problems by gravity: « 1 point bloquant », « 2 erreurs »…"""
    counts = Counter[Severity]()
    for group in groups:
        counts[group.problem.gravite] += group.occurrences
    return [
        french.format_count(counts[Severity.BLOQUANT], "point bloquant", "points bloquants"),
        french.format_count(counts[Severity.ERREUR], "erreur"),
        f"{french.format_number(counts[Severity.A_VERIFIER])} à vérifier",
        french.format_count(counts[Severity.INFORMATION], "information"),
    ]


def _say_delivery(delivery: Delivery) -> str:
    states = Counter(line.etat for line in delivery.lines)
    others = [
        (
            states[DepositStatus.CONSERVE.value],
            "conservé car modifié",
            "conservés car modifiés",
        ),
        (delivery.added_recipients, "à envoyer", "à envoyer"),
        (states[ENVOYE], "déjà envoyé", "déjà envoyés"),
        (states[NON_PRODUIT], "non produit", "non produits"),
    ]
    parts = [french.format_count(states[PRODUIT], "document produit", "documents produits")]
    parts += [french.format_count(*counted) for counted in others if counted[0]]
    meeting = delivery.meeting
    date, stage = french.format_long_date(meeting.date), meeting.seance.etape.value
    return f"Réunion du {date} ({stage}) : {', '.join(parts)}."


def _say_problem(group: Group) -> str:
    times = f" ({group.occurrences} fois)" if group.occurrences > 1 else ""
    return french.typeset(f"- {group.problem.gravite.libelle} : {group}{times}")
