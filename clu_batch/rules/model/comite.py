"""The committee as `comite.xlsx` says it: members, meetings, and all that is attached to them."""

from __future__ import annotations

from collections.abc import Sequence

from clu_batch.kernel.frozen import frozen
from clu_batch.records.document_type import DocumentType
from clu_batch.records.membre import Membre
from clu_batch.records.modalite_appui import ModaliteAppui
from clu_batch.records.participants import Invite, Presence, Suppleance
from clu_batch.records.point import Point
from clu_batch.records.proposition import Proposition
from clu_batch.records.reunion import Reunion


@frozen
class Comite:
    """Everything that `comite.xlsx` says, in the order of the rows."""

    membres: Sequence[Membre] = ()
    reunions: Sequence[Reunion] = ()
    ordre_du_jour: Sequence[Point] = ()
    invites: Sequence[Invite] = ()
    suppleances: Sequence[Suppleance] = ()
    presences: Sequence[Presence] = ()
    propositions: Sequence[Proposition] = ()
    documents_types: Sequence[DocumentType] = ()
    modalites_d_appui: Sequence[ModaliteAppui] = ()
