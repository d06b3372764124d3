"""Present who sat, who was represented, substituted, excused or absent, who came besides, and to
whom the minutes go (docs/rules/committee.md#recipients).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import partial
from itertools import zip_longest
from operator import attrgetter, itemgetter

from clu_batch.documents import remplacants
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.remplacants import name_present
from clu_batch.documents.sections.field_tables import (
    Champ,
    lay_out,
    list_under,
    make_block,
    make_list,
    make_table,
)
from clu_batch.documents.typed_texts import (
    append_fonction,
    ask,
    compose_nom,
    join_fonction_organisme,
    join_known,
)
from clu_batch.kernel import fonctions, french
from clu_batch.kernel.content import Block, Element, Missing, Texte
from clu_batch.kernel.frozen import frozen
from clu_batch.kernel.problems import Place
from clu_batch.parse import fold_text
from clu_batch.records.participants import StatutDePresence
from clu_batch.rules.figures.comite import SIEGEANT
from clu_batch.rules.model import Presence, Siege

_COLONNES = (
    ("Présents", (StatutDePresence.PRESENT,)),
    ("Représentés ou suppléés", (StatutDePresence.REPRESENTE, StatutDePresence.SUPPLEE)),
    ("Excusés", (StatutDePresence.EXCUSE,)),
    ("Absents", (StatutDePresence.ABSENT,)),
)
"""The columns of the table of the participants, and how their people held their seats."""
SIGNES_D_UNE_CELLULE, SIGNES_D_UNE_PART = 250, 150
"""How many signs the people of a cell of that table have at most, and those of the cells that they
are cut in when one of the row has more: pages are full, and no row of the table is alone on one.
"""


def build_section(meeting: MeetingContext) -> Block:
    """Return who came, a row per collège, then the vacant seats, what is not known, the arrivals
    and departures in the order of time.
    """
    lignes = _list_participants(meeting)
    colleges = list(dict.fromkeys(ligne.college for ligne in lignes))
    rangees = [rangee for college in colleges for rangee in _cut_college(lignes, college)]
    champs = [Champ[_Rangee]("Collège", 22, attrgetter("titre"))]
    champs += [
        Champ[_Rangee](titre, 40, partial(_write_cell, number))
        for number, (titre, _) in enumerate(_COLONNES)
    ]
    vacants = [_describe_seat(siege, "vacant") for siege in _find_seats(meeting, {"vacant"})]
    inconnus = [_ask_presence(siege) for siege in _find_seats(meeting, {"non renseigné"})]
    inconnus += [ligne.qui for ligne in lignes if isinstance(ligne.qui, Missing)]
    return make_block(
        make_table("Participants", rangees, champs),
        list_under("Sièges vacants", vacants),
        list_under("Présences à renseigner", inconnus),
        _list_moves(meeting),
    )


@frozen
class _Rangee:
    """A row of the table of the participants: its title, the people of each column."""

    titre: str
    cellules: Sequence[Sequence[str]]


@frozen
class _Participant:
    """Someone of the table of the participants: the row, how the seat was held, who it is."""

    college: str
    statut: str
    qui: Texte


def _list_participants(meeting: MeetingContext) -> list[_Participant]:
    """Return the members, the guests, then those who merely attended, in the order of the table."""
    lignes = []
    for siege in meeting.sieges:
        statut = find_state(meeting, siege)
        if any(statut in statuts for _, statuts in _COLONNES):
            lignes.append(
                _Participant(siege.membre.college, statut, _describe_seat(siege, statut))
            )
    for _, statuts in _COLONNES:
        for statut in statuts:
            lignes += [
                _Participant("Invités", statut, _describe_guest(p))
                for p in _find_guests(meeting, {statut})
            ]
    present = StatutDePresence.PRESENT
    lignes += [
        _Participant("Assistaient également", present, _describe_guest(p))
        for p in _find_attendees(meeting)
    ]
    return lignes


def _cut_college(lignes: Sequence[_Participant], college: str) -> Iterator[_Rangee]:
    """Give the row of a collège, or its rows when the people of a cell are too many for one."""
    people = [_list_people(lignes, statuts, college) for _, statuts in _COLONNES]
    whole = all(len("\n".join(cellule)) <= SIGNES_D_UNE_CELLULE for cellule in people)
    columns = [[cellule] if whole else list(_cut_people(cellule)) for cellule in people]
    for number, cellules in enumerate(zip_longest(*columns, fillvalue=())):
        suite = " (suite)" if number else ""
        yield _Rangee(college + suite, cellules)


def _list_people(
    lignes: Sequence[_Participant], statuts: Collection[str], college: str
) -> list[str]:
    """Return the people of a collège who held their seats in one of these ways."""
    return [
        ligne.qui
        for ligne in lignes
        if ligne.college == college and ligne.statut in statuts and isinstance(ligne.qui, str)
    ]


def _cut_people(people: Sequence[str]) -> Iterator[Sequence[str]]:
    """Give the people of each row, one at least."""
    kept: list[str] = []
    for dit in people:
        if kept and len("\n".join([*kept, dit])) > SIGNES_D_UNE_PART:
            yield kept
            kept = []
        kept = [*kept, dit]
    if kept:
        yield kept


def _write_cell(number: int, rangee: _Rangee) -> str | None:
    """Return the people of a cell, a line each."""
    return "\n".join(rangee.cellules[number]) or None


def _find_seats(meeting: MeetingContext, etats: Collection[str]) -> list[Siege]:
    """Return the seats that were held in one of these ways."""
    return [siege for siege in meeting.sieges if find_state(meeting, siege) in etats]


def find_state(meeting: MeetingContext, siege: Siege) -> str:
    """Return how the seat was held. A substitute whom the chair did not admit held nothing, and
    nothing is said of it (docs/rules/substitutions.md#discretion).
    """
    if siege.statut == StatutDePresence.SUPPLEE and _is_refused(meeting, siege):
        return StatutDePresence.EXCUSE
    return siege.statut


def build_diffusion(meeting: MeetingContext) -> Block:
    """Return the distribution list, one paragraph: the participants, named above, and the
    excused « pour information » when the parameter says so.
    """
    excuses: list[Texte] = []
    if meeting.parametres.compte_rendu_aux_excuses:
        excuses += _name_people(meeting, {StatutDePresence.EXCUSE})
    connus = [french.lower_first(qui) for qui in dict.fromkeys(excuses) if isinstance(qui, str)]
    dit = "Participants nommés en tête"
    if connus:
        excusees = "personne excusée" if len(connus) == 1 else "personnes excusées"
        dit += f". Pour information, {excusees} : {' ; '.join(connus)}"
    return make_block(f"{dit}.", *(qui for qui in excuses if isinstance(qui, Missing)))


def _name_people(meeting: MeetingContext, etats: Collection[str]) -> list[Texte]:
    """Return the seats and the guests in these states: by function for a seat, by body for a
    guest.
    """
    membres = [_find_function(siege) for siege in _find_seats(meeting, etats)]
    return [*membres, *(_name_body(p) for p in _find_guests(meeting, etats))]


def name_secretary(meeting: MeetingContext) -> str:
    """Name who keeps the minutes: the responsable qualité, as Composition writes the function."""
    siege = find_secretary(meeting)
    fonction = siege.membre.fonction if siege else None
    return french.lower_first(french.typeset(fonction or "le responsable qualité"))


def find_secretary(meeting: MeetingContext) -> Siege | None:
    """Return the seat of the responsable qualité, who keeps the minutes (procédure, « Modalités de
    réunion »).
    """
    for siege in meeting.sieges:
        if "responsable qualite" in fold_text(siege.membre.fonction or ""):
            return siege
    return None


# -- members ---------------------------------------------------------------------------------------


def _is_refused(meeting: MeetingContext, siege: Siege) -> bool:
    code, date = siege.membre.code, siege.presence.reunion if siege.presence else None
    return any(
        s.membre == code and s.reunion == date and s.refusee for s in meeting.comite.suppleances
    )


def _find_function(siege: Siege) -> Texte:
    """Return the function of the seat, and its body when the function does not name it."""
    m = siege.membre
    if m.fonction is None:
        return m.organisme or ask(m, "fonction")
    return join_fonction_organisme(m.fonction, m.organisme) or m.fonction


def _describe_seat(siege: Siege, statut: str) -> Texte:
    fonction = _find_function(siege)
    if isinstance(fonction, Missing):
        return fonction
    if statut in {StatutDePresence.REPRESENTE, StatutDePresence.SUPPLEE}:
        return _describe_replaced(siege, fonction)
    m = siege.membre
    nom = compose_nom(m)
    if statut == StatutDePresence.PRESENT and siege.presence and siege.presence.nom:
        nom = name_present(siege.presence)
    if statut == "vacant" or nom is None:
        return fonction + _say_company(siege)
    return f"{nom}, {fonctions.drop_article(fonction)}{_say_company(siege)}"


def _locate(siege: Siege) -> Place:
    """Return where to say how a seat was held: its row of Présences, else that of Composition."""
    return siege.presence.place if siege.presence else siege.membre.place


def _describe_replaced(siege: Siege, fonction: str) -> Texte:
    """Write « La directrice … Suppléance : Mme … ». The procedure asks for the identity of a
    substitute; nobody announces a representative, whose name may not be known.
    """
    dit = remplacants.say_remplacement(siege)
    if dit:
        return f"{fonction}. {dit}{_say_company(siege)}"
    if siege.statut == StatutDePresence.REPRESENTE:
        return f"{fonction}{_say_company(siege)}"
    qui = french.lower_first(fonction)
    return Missing(f"nom de la personne qui assure la suppléance : {qui}", _locate(siege))


def _say_company(siege: Siege) -> str:
    """Write « (à distance) », and who came with the person who held the seat."""
    loin = _say_remote(siege.presence)
    venus = [
        p
        for p in siege.accompagnants
        if p.statut != StatutDePresence.EXCUSE and name_present(p)
    ]
    if not venus:
        return loin
    return f"{loin}, avec {french.join_words([_name_companion(p) for p in venus])}"


def _say_remote(presence: Presence | None) -> str:
    return " (à distance)" if presence is not None and presence.a_distance else ""


def _name_companion(presence: Presence) -> str:
    """Return the name, or « le chef de bureau » when nobody is named."""
    if presence.nom:
        return name_present(presence)
    return fonctions.add_article(presence.fonction or "") or name_present(presence)


def _ask_presence(siege: Siege) -> Texte:
    quoi = f"présence du membre {siege.membre.code}"
    fonction = _find_function(siege)
    if not isinstance(fonction, Missing):
        quoi += f" : {french.lower_first(fonction)}"
    return Missing(quoi, _locate(siege))


# -- guests and others -----------------------------------------------------------------------------


def _find_guests(meeting: MeetingContext, statuts: Collection[str]) -> list[Presence]:
    """Return the rows of Présences of the guests that have one of these statuses."""
    return [
        p
        for p in meeting.presences
        if p.invite is not None and p.membre is None and p.statut in statuts
    ]


def _find_attendees(meeting: MeetingContext) -> list[Presence]:
    """Return those who merely attended, unless their status says that they did not come."""
    autres = [p for p in meeting.presences if p.membre is None and p.invite is None]
    return [p for p in autres if p.statut is None or p.statut in SIEGEANT]


def _name_body(presence: Presence) -> str:
    """Return the body of a guest (or the person), as it was typed."""
    invite = presence.invite
    if invite is None:
        return presence.designation
    return invite.organisme or compose_nom(invite) or presence.designation


def _describe_guest(presence: Presence) -> str:
    """Describe a guest or another person: name, function, body."""
    nom, fonction, organisme = presence.nom, presence.fonction, presence.designation
    invite = presence.invite
    if invite is not None:
        nom = nom or compose_nom(invite)
        fonction = fonction or invite.fonction
        organisme = invite.organisme or ""
    dit = join_known(nom, fonction, organisme) or presence.designation
    return dit + _say_remote(presence)


# -- arrivals and departures -----------------------------------------------------------------------


def _list_moves(meeting: MeetingContext) -> list[Element]:
    """Return the arrivals and departures in the order of time: « À 15 h 10, arrivée de … »."""
    moves = sorted(_find_moves(meeting), key=itemgetter(0, 1))
    if not moves:
        return []
    sieges = {s.membre.code: s for s in meeting.sieges}
    dits = [
        f"À {french.format_hour(quand)}, {_say_move(mot, p, sieges)}" for quand, mot, p in moves
    ]
    return lay_out("Arrivées et départs en cours de séance :", make_list(dits))


def _find_moves(meeting: MeetingContext) -> Iterator[tuple[dt.time, str, Presence]]:
    """Give the hour of each arrival and of each departure of those who came."""
    for presence in meeting.presences:
        if presence.membre is not None and presence.statut not in SIEGEANT:
            continue
        if presence.arrivee:
            yield presence.arrivee, "arrivée", presence
        if presence.depart:
            yield presence.depart, "départ", presence


def _say_move(mot: str, presence: Presence, sieges: Mapping[str, Siege]) -> str:
    """Write « arrivée de NOM », or « arrivée du responsable qualité, SGCD »."""
    if presence.nom:
        return f"{mot} {fonctions.add_de_to_name(presence.nom)}"
    siege = sieges.get(presence.membre or "")
    fonction = _find_function(siege) if siege else None
    if siege is None and presence.invite is None:  # a body that merely attended
        return append_fonction(mot, join_known(presence.fonction, presence.designation))
    if siege is None or not isinstance(fonction, str):
        return append_fonction(mot, _name_body(presence))
    titulaire = siege.presence is presence and siege.statut == StatutDePresence.PRESENT
    return append_fonction(mot, fonction, siege.membre.civilite if titulaire else None)
