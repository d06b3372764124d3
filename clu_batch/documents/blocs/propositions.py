"""What the users' representatives expressed at a meeting, as its minutes keep it."""

from __future__ import annotations

from clu_batch import french
from clu_batch.contenu import Bloc
from clu_batch.documents.blocs import suites
from clu_batch.documents.blocs.ecriture import Champ, paragraphe, tableau
from clu_batch.model import Bilan, Proposition, Registre


def de_la_seance(registre: Registre, bilan: Bilan) -> list[Proposition]:
    """The avis, souhaits, propositions and suggestions expressed at the meeting."""
    reunion = bilan.seance.reunion
    return [p for p in registre.comite.propositions if reunion is not None and p.reunion == reunion.date]


def bloc(registre: Registre, bilan: Bilan) -> Bloc:
    """One row each: number, body, text, answer, service in charge, due date, state."""
    propositions = de_la_seance(registre, bilan)
    if not propositions:
        return Bloc((paragraphe("Néant"),))
    champs = (
        Champ[Proposition]("N°", 24, lambda p: p.numero),
        Champ[Proposition]("Auteur et nature", 40, suites.auteur),
        Champ[Proposition]("Texte", 38, suites.texte),
        Champ[Proposition]("Réponse", 38, lambda p: p.reponse),
        Champ[Proposition]("Service pilote et échéance", 34, _pilote),
        Champ[Proposition]("État", 26, lambda p: p.etat),
    )
    return Bloc((tableau("Avis, souhaits, propositions et suggestions", propositions, champs),))


def _pilote(proposition: Proposition) -> str | None:
    echeance = french.date_courte(proposition.echeance) if proposition.echeance else None
    return ", ".join(part for part in (proposition.service_pilote, echeance) if part) or None
