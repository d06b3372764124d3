"""Present who sits, by collège, who is invited, and how a member is substituted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from itertools import chain

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import Champ, make_block, make_table
from clu_batch.documents.sections.figure_wording import define_unit, say_value
from clu_batch.documents.typed_texts import compose_nom, join_known
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Element
from clu_batch.rules.model import Invite, Membre, Siege


def build_section(meeting: MeetingContext) -> Block:
    """Return one table per collège, the table of the guests, and the rule of substitution."""
    sieges: dict[str, list[Siege]] = {}
    for siege in meeting.sieges:
        sieges.setdefault(siege.membre.college, []).append(siege)
    return make_block(
        _say_seats(sieges),
        say_suppleance_rule(meeting),
        [_tabulate_college(college, les_siens) for college, les_siens in sieges.items()],
        _tabulate_guests(meeting.attendus),
    )


def say_suppleance_rule(meeting: MeetingContext) -> str:
    """Write the rule of the procedure and, as a date, the last day to announce a substitute
    (docs/rules/substitutions.md#printed-limit).
    """
    parametres = meeting.parametres
    unite = parametres.unite_suppleance
    delai = say_value(Fraction(parametres.delai_suppleance), unite)
    return (
        "En cas d’empêchement d’un membre, une suppléance peut être assurée dès lors que le"
        " secrétariat est informé de l’identité et de la fonction du suppléant au minimum"
        f" {delai} avant la réunion ({define_unit(unite)}), soit au plus"
        f" tard le {french.format_long_date(meeting.bilan.limite_suppleance)}."
    )


def name_function(membre: Membre) -> str:
    """Return the function of a seat, with its clause « ou son représentant »."""
    if membre.fonction is None:
        return french.NON_RENSEIGNE
    if membre.ou_son_representant:
        return f"{membre.fonction} ou son représentant"
    return membre.fonction


def _say_seats(sieges: Mapping[str, Sequence[Siege]]) -> str:
    """Write how many seats each collège has, and how many are vacant."""
    comptes = [
        f"{len(les_siens)} pour {_name_college(college)}"
        for college, les_siens in sieges.items()
    ]
    tous = list(chain.from_iterable(sieges.values()))
    total = french.format_count(len(tous), "siège")
    dit = f"Le comité compte {total} : {french.join_words(comptes)}."
    vacants = sum(s.vacant for s in tous)
    if not vacants:
        return dit
    return (
        f"{dit} {french.open_with_count(vacants, 'siège est vacant', 'sièges sont vacants')}."
    )


def _name_college(college: str) -> str:
    """Return « les services de la préfecture »; another name than a plural is quoted."""
    premier = college.split(maxsplit=1)[0]
    if premier.endswith(("s", "x")) and not premier.isupper():
        return f"les {french.lower_first(college)}"
    return f"le collège « {college} »"


def _tabulate_college(college: str, sieges: Sequence[Siege]) -> Element:
    champs: Sequence[Champ[Siege]] = (
        Champ("Fonction", 40, lambda s: name_function(s.membre)),
        Champ("Organisme", 34, lambda s: s.membre.organisme or french.NON_RENSEIGNE),
        Champ("Titulaire", 26, name_holder),
    )
    return make_table(college, sieges, champs)


def name_holder(siege: Siege) -> str | None:
    """Return the holder's name; « siège vacant » when there is no holder."""
    return "siège vacant" if siege.vacant else compose_nom(siege.membre)


def _tabulate_guests(invites: Sequence[Invite]) -> Element:
    champs: Sequence[Champ[Invite]] = (
        Champ("Invité", 40, lambda i: i.organisme or compose_nom(i)),
        Champ("Personne et fonction", 34, _describe_guest),
        Champ("Point", 12, lambda i: i.point),
    )
    legende = "Invités dont la présence est rendue nécessaire par l’ordre du jour"
    return make_table(legende, invites, champs)


def _describe_guest(invite: Invite) -> str | None:
    """Return the person and the function; the function alone when the person already stands as the
    guest.
    """
    nom = compose_nom(invite) if invite.organisme else None
    return join_known(nom, invite.fonction) or None
