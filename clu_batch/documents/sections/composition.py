"""Present who sits, by collège, who is invited, and how a member is substituted."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from itertools import chain

from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.sections.field_tables import lay_out, make_block, make_list
from clu_batch.documents.sections.figure_wording import define_unit, say_value
from clu_batch.documents.typed_texts import (
    ask,
    compose_nom,
    join_fonction_organisme,
)
from clu_batch.kernel import french
from clu_batch.kernel.content import Block, Element, Texte
from clu_batch.rules.model import Invite, Siege


def build_section(meeting: MeetingContext) -> Block:
    """Return who sits, one list per collège, the guests, and the rule of substitution."""
    sieges: dict[str, list[Siege]] = {}
    for siege in meeting.sieges:
        sieges.setdefault(siege.membre.college, []).append(siege)
    invites = "Invités dont la présence est rendue nécessaire par l’ordre du jour"
    return make_block(
        _say_seats(sieges),
        *(
            _list_after(french.capitalise_first(college), map(describe_seat, les_siens))
            for college, les_siens in sieges.items()
        ),
        _list_after(invites, map(describe_guest, meeting.attendus)),
        say_suppleance_rule(meeting),
    )


def _list_after(titre: str, lignes: Iterable[Texte]) -> list[Element]:
    """Return a list after the words that announce it; nothing when it would be empty."""
    dits = list(lignes)
    if dits:
        return lay_out(f"{titre} :", make_list(dits))
    return []


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


def describe_seat(siege: Siege) -> Texte:
    """Return the function of a seat and its body, with the clause « ou son représentant », then
    its holder, or that it is vacant.
    """
    m = siege.membre
    dit = join_fonction_organisme(m.fonction, m.organisme)
    if dit is None:
        return ask(m, "fonction")
    if m.ou_son_representant:
        dit += ", ou son représentant"
    titulaire = "siège vacant" if siege.vacant else compose_nom(m)
    return f"{dit} : {titulaire}" if titulaire else dit


def describe_guest(invite: Invite) -> str:
    """Return the function of a guest and its body, as those of a seat, and the point that makes
    the presence necessary.
    """
    tenue = join_fonction_organisme(invite.fonction, invite.organisme)
    dit = " : ".join(filter(None, (tenue, compose_nom(invite)))) or french.NON_RENSEIGNE
    if invite.point:
        return f"{dit} (point{french.INSECABLE}{invite.point})"
    return dit
