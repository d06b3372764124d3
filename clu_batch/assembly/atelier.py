"""What links the sheets of the committee: codes, citations of meetings, addresses, and the problems met on the way."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from clu_batch import french
from clu_batch.assembly.ligne import Ligne
from clu_batch.defauts import liens
from clu_batch.model import Invite, Membre, Reunion
from clu_batch.problems import Problem
from clu_batch.saisie import nettoyer, plier, proche

_ADRESSE = re.compile(r"[^@\s,;<>()\"]+@[^@\s,;<>()\"]+\.[A-Za-z]{2,}")


@dataclass(slots=True)
class Atelier:
    """The members, meetings and guests known so far, and how other sheets may cite them."""

    problems: list[Problem] = field(default_factory=list)
    membres: list[Membre] = field(default_factory=list)
    reunions: list[Reunion] = field(default_factory=list)
    par_citation: dict[dt.date | str, dt.date] = field(default_factory=dict)
    invites: list[Invite] = field(default_factory=list)

    def reunion(self, ligne: Ligne) -> dt.date | None:
        """The date of the meeting that the row cites by date or by N°; None, and a problem, when there is none."""
        cited = ligne.brut("Réunion")
        key = plier(cited) if isinstance(cited, str) else cited if isinstance(cited, dt.date) else ""
        found = self.par_citation.get(key)
        if found is None:
            known = [french.date_courte(r.date) for r in self.reunions] + [r.numero for r in self.reunions if r.numero]
            shown = french.date_courte(cited) if isinstance(cited, dt.date) else str(cited)
            conseil = liens.suggestion(proche(shown, known))
            self.problems.append(liens.REUNION_INCONNUE.at(ligne.place("Réunion"), "Réunion", shown, suggestion=conseil))
        return found

    def code(self, text: str) -> str | None:
        """The code of Composition meant by `text`, whatever its case and spaces."""
        return next((m.code for m in self.membres if plier(m.code) == plier(text)), None)

    def courriels(self, ligne: Ligne) -> tuple[str, ...]:
        """The addresses of a cell; a doubtful one is reported and left out."""
        kept = []
        for part in re.split(r"[;,\n]", ligne.texte("Courriel") or ""):
            address = nettoyer(part).removeprefix("mailto:").strip(" .<>")
            if not address:
                continue
            if _ADRESSE.fullmatch(address):
                kept.append(address)
            else:
                self.problems.append(liens.ADRESSE_DOUTEUSE.at(ligne.place("Courriel"), "Courriel", nettoyer(part)))
        return tuple(kept)

    def invite(self, designation: str, date: dt.date) -> Invite | None:
        """The guest of the meeting of `date` whose body or name is `designation`."""
        wanted = plier(designation)
        return next(
            (i for i in self.invites if i.reunion == date and wanted in {plier(name) for name in (i.organisme, i.nom) if name}), None
        )
