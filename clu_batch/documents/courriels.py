"""Prepare the drafts of electronic messages, one per recipient who has an address
(docs/rules/documents.md#drafts). None of them is sent.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence

from clu_batch.documents import context, fiche_d_envoi
from clu_batch.documents.fiche_d_envoi import Envoi, PartieEnvoi
from clu_batch.documents.meeting_context import MeetingContext
from clu_batch.documents.typed_texts import write_in_line
from clu_batch.kernel.frozen import frozen


@frozen
class Courriel:
    """A draft to make: its path under the folder of the meeting, its template and what fills it,
    its recipient, the files to join.

    `reponse`: the address for the reply. `envoye_le`: the day the stage was sent; the draft is
    frozen then.
    """

    chemin: str
    modele: str
    contexte: Mapping[str, object]
    nom: str
    adresses: Sequence[str]
    pieces: Sequence[str]
    reponse: str
    envoye_le: dt.date | None


def prepare(meeting: MeetingContext) -> Sequence[Courriel]:
    """Prepare the drafts of a meeting, stage by stage; none unless the parameter asks for them."""
    if not meeting.parametres.brouillons_de_courriel:
        return ()
    courriels: list[Courriel] = []
    for partie in fiche_d_envoi.list_parties(meeting):
        wanted = [qui for qui in partie.envois if qui.brouillon]
        courriels += [_make_courriel(meeting, partie, qui) for qui in wanted]
    return courriels


def _make_courriel(meeting: MeetingContext, partie: PartieEnvoi, qui: Envoi) -> Courriel:
    contexte = {
        **context.build_context(meeting),
        "appel": qui.appel.removesuffix(","),
        "pour_information": bool(qui.ajout),
        "annule_et_remplace": qui.remplace,
        "changements": qui.changements,
        "preside": partie.preside,
    }
    return Courriel(
        qui.brouillon,
        partie.modele,
        contexte,
        qui.nom,
        qui.courriels,
        (*qui.propres, *partie.fichiers),
        write_in_line(meeting.parametres.courriel_secretariat) or "",
        qui.envoye_le,
    )
