"""Write the page « L'essentiel »: what is missed, best, worst, late or changed, what was asked and
done, which opinions are asked for.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from fractions import Fraction

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import (
    engagements,
    engagements_wording,
    reclamations,
    rubriques,
    satisfaction,
    satisfaction_questions,
    suites,
)
from clu_batch.documents.sections.field_tables import lay_out, list_under, make_list
from clu_batch.documents.sections.figure_wording import say_difference, say_rate
from clu_batch.documents.sections.rubriques import Rubrique
from clu_batch.documents.typed_texts import join_known, write_in_line
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Texte
from clu_batch.kernel.long_texts import shorten_text
from clu_batch.parse import fold_text
from clu_batch.records.proposition import EtatDeProposition
from clu_batch.rules.figures.definitions import TAUX
from clu_batch.rules.figures.mesures import MANQUES, POURCENT
from clu_batch.rules.figures.questions import find_globale
from clu_batch.rules.model import (
    Atteinte,
    BilanEngagement,
    DocumentType,
    EtatDeReclamation,
    Evolution,
    Indicateur,
    Proposition,
)

AU_PLUS = 5
"""Lines of a list that a one-page summary can hold; the rest is announced, and stands in full
further on.
"""
CITE, QUESTION = 110, 200
"""Signs of a text that is quoted, and of a question, on that page."""


def build_section(meeting: MeetingContext) -> Block:
    """Return the summary, on one page (docs/rules/documents.md#lessentiel)."""
    dits = _write_lines(meeting)
    closed = [
        _say_done(p)
        for p in suites.find_closed(meeting)
        if p.etat == EtatDeProposition.REALISEE
    ]
    faits = _shorten_list(closed, "Parmi les suites données", "autres demandes satisfaites.")
    points = _list_requesting_points(meeting)
    demandes = list_requested_avis(meeting)
    avis = _shorten_list(demandes, "Dans les pages qui suivent", "autres questions")
    elements = lay_out(
        make_list(dits) if dits else "Néant",
        list_under("Vous avez demandé, nous avons fait", faits),
        list_under("Votre avis est demandé sur", [*points, *avis]),
    )
    return Block(tuple(elements))


def _write_lines(meeting: MeetingContext) -> list[Texte]:
    """Return the lines of the blocks that have figures, then what an absent sheet leaves to
    complete when the agenda has its block.
    """
    dits: list[Texte] = []
    silent = []
    for rubrique in rubriques.PROCEDURE:
        write_lines = _LINES.get(rubrique.cle)
        if rubrique.is_silent(meeting):
            silent.append(rubrique)
        elif write_lines is not None:
            dits += [*write_lines(meeting), *rubrique.illisibles(meeting)]
    called = [rubriques.find_rubrique(point.rubrique) for point in meeting.points]
    asked = [r.manque(meeting) for r in silent if not called or r in called]
    return [*dits, *filter(None, asked)]


# -- what the lines say ----------------------------------------------------------------------------


def _write_engagements(meeting: MeetingContext) -> list[Texte]:
    """Write how many commitments are kept, then by how much each of the others is missed."""
    missed = [b for b in meeting.bilan.engagements if b.etat in MANQUES]
    missed.sort(key=lambda b: b.etat != Atteinte.NON_ATTEINT)
    dits = _shorten_list(
        [_say_missed(b) for b in missed], "Plus loin", "autres engagements manqués."
    )
    return [engagements.write_sentence(meeting), *dits]


def _say_missed(b: BilanEngagement) -> str:
    """Write « E4, usagers satisfaits de l’accueil : 79,9 %, à 5,1 points de la cible »."""
    e = b.engagement
    nom = french.lower_first((e.indicateur or e.engagement or "").rstrip(" ."))
    gap = abs((b.mesure.nombre or Fraction(0)) - (e.cible or Fraction(0)))
    if e.unite == POURCENT:
        gap *= 100
    ecart = (say_difference(gap, e.unite) or "").lstrip("+")
    loin = f"à {ecart} de la cible" if ecart[:3] != "0,0" else "tout près de la cible"
    qui = join_known(e.code, shorten_text(nom, CITE))
    return f"{qui} : {engagements_wording.say_result(b)}, {loin} ({b.etat})."


def _write_satisfaction(meeting: MeetingContext) -> list[Texte]:
    """Write the summary sentence, then the best and the worst question and the largest change, each
    question once: of the Question globale, whose rate is said already, the sentence says the rest.
    """
    facts = defaultdict[str, list[str]](list)
    for code, fact in _list_remarkable(_list_solid_rates(meeting)):
        facts[code].append(fact)
    questions = meeting.registre.questions
    noms = {TAUX.of(q): q.cite for q in questions}
    globale = find_globale(questions)
    sentence = satisfaction.write_sentence(meeting)
    du_global = facts.pop(TAUX.of(globale), []) if globale else []
    if du_global:  # its change is in the sentence
        faits = [fait.partition(" (")[0] for fait in du_global]
        sentence += f" C’est {french.join_words(faits)}."
    dits: list[Texte] = [sentence]
    for code, said in facts.items():
        remarkable = french.capitalise_first(french.join_words(said))
        dits.append(f"{remarkable} : {noms[code]}, {say_rate(meeting.measure(code))}.")
    return dits


def _list_remarkable(solides: Sequence[Indicateur]) -> Iterator[tuple[str, str]]:
    """Give the codes of the best and of the worst rate, of the one that changed most, with what is
    said of each.
    """
    haut = max(solides, key=_read_rate, default=None)
    bas = min(solides, key=_read_rate, default=None)
    if haut and bas and _read_rate(haut) != _read_rate(bas):
        yield haut.code, "le taux le plus élevé"
        yield bas.code, "le taux le plus bas"
    changes = [i for i in solides if i.ecart and i.evolution == Evolution.SIGNIFICATIVE]
    change = max(changes, key=lambda i: abs(i.ecart or Fraction(0)), default=None)
    if change:
        ecart = say_difference(change.ecart, change.unite)
        yield change.code, f"la plus forte évolution ({ecart})"


def _list_solid_rates(meeting: MeetingContext) -> list[Indicateur]:
    """Return the rates of the questions that have enough answers, in their order."""
    rates = [
        meeting.find_figure(TAUX.of(q)) for q in satisfaction_questions.find_measured(meeting)
    ]
    minimum = meeting.parametres.minimum_reponses
    return [
        i
        for i in rates
        if i.mesure.nombre is not None and (i.mesure.denominateur or 0) >= minimum
    ]


def _read_rate(indicateur: Indicateur) -> Fraction:
    return indicateur.mesure.nombre or Fraction(0)


def _write_reclamations(meeting: MeetingContext) -> list[Texte]:
    """Write the summary sentence, then how many complaints are late at the cut-off, whatever their
    date.
    """
    dits: list[Texte] = [reclamations.write_sentence(meeting)]
    late = sum(ligne.etat == EtatDeReclamation.DEPASSE for ligne in meeting.bilan.reclamations)
    if late:
        au = french.format_date(meeting.seance.a)
        dits.append(f"Réclamations en retard au {au} : {french.format_number(late)}.")
    return dits


_LINES: Mapping[str, Callable[[MeetingContext], list[Texte]]] = {
    rubriques.PROCEDURE[0].cle: _write_engagements,
    rubriques.PROCEDURE[1].cle: _write_satisfaction,
    rubriques.PROCEDURE[2].cle: _write_reclamations,
}
"""What the summary says of the blocks that have results; the others ask for an opinion."""


# -- the opinions asked for ------------------------------------------------------------------------


def _list_requesting_points(meeting: MeetingContext) -> list[Texte]:
    """Return every point that asks for an opinion (docs/rules/sheets.md#ordre-du-jour)."""
    return [
        write_in_line(f"{point.point} (point{french.INSECABLE}{point.numero})") or point.point
        for point in meeting.points
        if point.avis_demande
    ]


def list_questions(meeting: MeetingContext) -> list[Texte]:
    """Return all that the committee is asked for its opinion on."""
    return [*_list_requesting_points(meeting), *list_requested_avis(meeting)]


def list_requested_avis(meeting: MeetingContext) -> list[str]:
    """Return the opinions asked for besides those of the agenda: those of the documents and topics
    that the procedure submits to the users' representatives and that this meeting presents, unless
    a point of the agenda has said yes or no.
    """
    told = _list_decided(meeting)
    *chiffres, documents, appuis = rubriques.PROCEDURE
    avis = []
    if told.isdisjoint(chiffres):
        avis += _name_results(meeting)
    if not _is_refused(meeting, documents):
        avis += [_say_request(d) for d in meeting.documents_types if d.intitule]
    if appuis not in told and not appuis.vide(meeting):
        avis.append("Les modalités d’appui aux usagers dans leurs démarches")
    return avis


def _name_results(meeting: MeetingContext) -> list[str]:
    """Name what is presented among commitments, surveys and complaints; nothing when none is."""
    tenus, *mesures = (not rubrique.vide(meeting) for rubrique in rubriques.PROCEDURE[:3])
    quoi = ["engagements"] * tenus + ["résultats"] * any(mesures)
    return [f"Les {' et les '.join(quoi)} présentés"] if quoi else []


def _list_decided(meeting: MeetingContext) -> set[Rubrique | None]:
    """Return the blocks of which a point of the agenda says whether an opinion is asked for."""
    decided = [point for point in meeting.points if point.avis_demande is not None]
    return {rubriques.find_rubrique(point.rubrique) for point in decided}


def _is_refused(meeting: MeetingContext, rubrique: Rubrique) -> bool:
    """Whether a point of the agenda says that no opinion is asked for on a block."""
    return any(
        point.avis_demande is False and rubriques.find_rubrique(point.rubrique) is rubrique
        for point in meeting.points
    )


def _say_request(document: DocumentType) -> str:
    """Write what is submitted and on which question, with its nature unless its title says it."""
    nature, dit = document.nature, document.intitule or ""
    if nature and not fold_text(dit).startswith(fold_text(nature)):
        dit += f" ({nature})"
    if document.question:
        dit += f". {document.question}"
    return shorten_text(dit, QUESTION)


def _say_done(proposition: Proposition) -> str:
    texte = proposition.texte or f"proposition {proposition.numero}"
    demande = shorten_text(texte.rstrip(". "), CITE)
    reponse = shorten_text(proposition.reponse or "Réalisé.", CITE)
    return f"« {demande} » ({shorten_text(proposition.auteur, CITE)}). {reponse}"


def _shorten_list(lignes: Sequence[Texte], ou: str, autres: str) -> Sequence[Texte]:
    """Return the first lines, then where the others stand: « Plus loin : deux autres … »."""
    if len(lignes) <= AU_PLUS:
        return lignes
    reste = french.spell_count(len(lignes) - AU_PLUS + 1, autres, autres)
    return [*lignes[: AU_PLUS - 1], f"{ou} : {reste}"]
