"""Say what each figure of a question means, in the words of its scale
(docs/rules/satisfaction.md#definitions): the column Définition of the control workbook.
"""

from __future__ import annotations

from clu_batch.kernel import french
from clu_batch.rules.figures.reponses import EXCLU, INSATISFAIT, NEUTRE, NOTE_0_10, SATISFAIT
from clu_batch.rules.model import Question

DES_ILLISIBLES = (
    "Nombre de réponses que l’échelle de la question ne connaît pas : elles ne sont ni parmi les "
    "réponses exprimées ou exclues, ni parmi les non-réponses. "
    "Au-delà de 5 % des réponses, à partir de 3, aucun taux n’est donné."
)
"""What an answer is that nobody can read, and what too many of them prevent."""


def _quote_answers(question: Question, compte: str) -> str:
    return french.join_words([f"« {m.texte} »" for m in question.modalites if m.compte == compte])


def define_taux(question: Question) -> str:
    """Return the sentence that says which answers count as « satisfait »."""
    if question.echelle == NOTE_0_10:
        return "Part des notes de 8 à 10 parmi les notes données."
    exclues = _quote_answers(question, EXCLU)
    apart = (
        f"{exclues} et les non-réponses sont comptés à part"
        if exclues
        else "les non-réponses sont comptées à part"
    )
    good = _quote_answers(question, SATISFAIT) or "satisfaites"
    return f"Part des réponses {good} parmi les réponses exprimées ; {apart}."


def define_solde(question: Question) -> str:
    """Return the sentence that says which answers are subtracted from which."""
    good, bad = (
        _quote_answers(question, SATISFAIT) or "satisfaites",
        _quote_answers(question, INSATISFAIT) or "insatisfaites",
    )
    neutral = _quote_answers(question, NEUTRE)
    rest = f" ; les réponses {neutral} en font partie" if neutral else ""
    return (
        f"Part des réponses {good}, moins celle des réponses {bad}, parmi les réponses"
        f" exprimées{rest}."
    )


def define_exclus(question: Question) -> str:
    """Return the sentence that says which answers are counted apart."""
    exclues = _quote_answers(question, EXCLU)
    if not exclues:
        return (
            "Nombre de réponses qui n’entrent pas dans les réponses exprimées ; l’échelle de cette"
            " question n’en prévoit pas."
        )
    return f"Nombre de réponses {exclues}, qui n’entrent pas dans les réponses exprimées."
