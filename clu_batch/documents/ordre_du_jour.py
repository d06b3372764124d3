"""Put the points of a meeting in the order of its agenda, each with the block that its Rubrique
calls. The blocks that no point calls come after.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clu_batch.documents import annexes, context, procedure
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections import rubriques, suites
from clu_batch.documents.sections.field_tables import Champ, make_block, make_table
from clu_batch.documents.sections.rubriques import Bati, Rubrique
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Element, Missing, Texte
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Problem
from clu_batch.messages import meeting_papers
from clu_batch.parse import fold_stems
from clu_batch.records.point import NomDeRubrique
from clu_batch.rules.model import Point

COMPTE_RENDU_PRECEDENT = NomDeRubrique.COMPTE_RENDU_PRECEDENT


@frozen
class Traite:
    """A point as the meeting deals with it, and the block it calls. Without a row of its own, the
    point has a title, and a number when it is one of the procedure.

    `prevu`: it stands on the agenda, be it that of the procedure when no row gives one.
    """

    point: Point
    rubrique: Rubrique | None
    prevu: bool

    def list_elements(self, meeting: MeetingContext, bati: Bati) -> Sequence[Element]:
        """Return the block of the point; on the agenda, what an absent sheet leaves to complete
        comes first.
        """
        if self.rubrique and self.prevu:
            return self.rubrique.build_elements(meeting, bati)
        return bati(meeting).elements


def build_sections(
    traites: Sequence[Traite], contents: Sequence[Sequence[Element]]
) -> Sequence[Mapping[str, object]]:
    """Return every point, then every block that no point calls: the number (empty off the agenda),
    the title, and what stands under it.
    """
    return [
        {
            "numero": traite.point.numero,
            "titre": context.write_intitule(traite.point),
            "contenu": Block(tuple(content)),
        }
        for traite, content in zip(traites, contents, strict=True)
    ]


def list_traites(meeting: MeetingContext) -> list[Traite]:
    """Return what the meeting deals with. Without an agenda, it is the five blocks of the
    procedure, numbered.
    """
    points = meeting.points
    traites: list[Traite] = []
    appeles: list[Rubrique] = []
    for point in points:
        rubrique = rubriques.find_rubrique(point.rubrique)
        if rubrique in appeles:
            rubrique = None  # the block stands under the first point of its Rubrique
        elif rubrique is not None:
            appeles.append(rubrique)
        traites.append(Traite(point, rubrique, prevu=True))
    for rang, rubrique in enumerate(_list_rest(meeting, appeles), 1):
        point = Point(meeting.date, "" if points else str(rang), rubrique.titre)
        prevu = not points and rubrique in rubriques.PROCEDURE
        traites.append(Traite(point, rubrique, prevu))
    return traites


def _list_rest(meeting: MeetingContext, appeles: Sequence[Rubrique]) -> list[Rubrique]:
    """Return the blocks that no point calls; when there is an agenda, those whose sheet is absent
    are left out.
    """
    restes = [r for r in rubriques.PROCEDURE if r not in appeles]
    if meeting.points:
        restes = [r for r in restes if not r.is_silent(meeting)]
    if rubriques.SUITES not in appeles and not suites.is_empty(meeting):
        restes.append(rubriques.SUITES)
    return restes


def list_hors_ordre_du_jour(meeting: MeetingContext) -> list[Rubrique]:
    """Return the blocks that have something to say and that no point of the agenda calls."""
    if not meeting.points:
        return []
    uncalled = [traite.rubrique for traite in list_traites(meeting) if not traite.prevu]
    return [rubrique for rubrique in uncalled if rubrique and not rubrique.vide(meeting)]


def report_agenda(meeting: MeetingContext) -> list[Problem]:
    """Report the agenda that nobody typed: the documents have that of the procedure."""
    if meeting.points:
        return []
    kind, points = meeting_papers.ORDRE_DU_JOUR_DE_LA_PROCEDURE, len(procedure.POINTS)
    return [meeting.reunion.report(kind, "date", reunion=meeting.date, points=points)]


def build_agenda(meeting: MeetingContext, *, horaires: bool = False) -> Block:
    """Return the agenda as a table whose titles lead to their points, with annexes when there are
    any. `horaires`: with the times planned, when every point has a duration.
    """
    fichiers = {point.numero: point.fichier for point in meeting.points}
    champs: list[Champ[context.BalisePoint]] = [
        Champ("N°", 5, lambda x: x.numero),
        Champ("Point", 55, lambda x: x.point, mene=True),
        Champ("Présenté par", 40, lambda x: x.presente_par or None),
        Champ(
            "Pièce jointe",
            14,
            lambda x: annexes.name_annexe(meeting, fichiers.get(x.numero)),
        ),
    ]
    if horaires:
        champs.insert(3, Champ("Horaire", 12, _say_horaire))
    prevus = context.build_ordre_du_jour(meeting)
    return make_block(make_table("Points de la réunion", prevus, champs))


def _say_horaire(point: context.BalisePoint) -> str | None:
    if point.horaire:
        return french.format_hour(point.horaire)
    return None


_DIVERSES = frozenset(
    map(fold_stems, ("questions diverses", "divers", "points divers", "sujets divers"))
)


def is_divers(point: Point) -> bool:
    """Whether a point holds the unforeseen: « Questions diverses »."""
    return fold_stems(point.point) in _DIVERSES


def say_piece_jointe(meeting: MeetingContext, point: Point) -> str | None:
    """Write which annex goes with the point."""
    jointe = annexes.name_annexe(meeting, point.fichier)
    if jointe:
        return f"Pièce jointe : {jointe}."
    return None


def say_compte_rendu_precedent(
    meeting: MeetingContext, point: Point, verbe: str = "est invité"
) -> Texte | None:
    """Write that the committee is invited to approve the last minutes, under the point that is
    about them; what is missing when they were not sent
    (docs/rules/documents.md#compte-rendu-precedent).
    """
    derniere = suites.find_last_reunion(meeting)
    rubrique = fold_stems(point.rubrique or "")
    if derniere is None or rubrique != fold_stems(COMPTE_RENDU_PRECEDENT):
        return None
    envoye = derniere.compte_rendu_envoye_le
    date = french.format_long_date(derniere.date)
    if envoye is None or envoye > meeting.seance.a:
        place = derniere.locate("compte_rendu_envoye_le")
        return Missing(
            f"compte rendu du {french.format_date(derniere.date)} non adressé", place
        )
    sent = french.format_date(envoye)
    return (
        f"Le comité {verbe} à approuver le compte rendu de la réunion du {date}, adressé aux"
        f" participants le {sent}."
    )
