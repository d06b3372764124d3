"""Say what the figures of the surveys are: their codes, their names, and what they mean in the
words of the scale (docs/rules/satisfaction.md#definitions).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from clu_batch.kernel import french
from clu_batch.kernel.frozen import frozen
from clu_batch.records.question import Compte, Echelle
from clu_batch.rules.figures.effectifs import Effectifs
from clu_batch.rules.figures.mesures import NOMBRE, NOTE, POURCENT, Fiche, build_nombre
from clu_batch.rules.model import Enquete, Mesure, Question

TAUX_GLOBAL = "satisfaction.taux.global"
ILLISIBLES_GLOBAL = "satisfaction.illisibles.global"
"""The number of unreadable answers to the Question globale, in its breakdowns."""

_DES_ILLISIBLES = (
    "Nombre de réponses que l’échelle de la question ne connaît pas : elles ne sont ni parmi les "
    "réponses exprimées ou exclues, ni parmi les non-réponses. "
    "Au-delà de 5 % des réponses, à partir de 3, aucun taux n’est donné."
)
"""What an answer is that nobody can read, and what too many of them prevent."""


def _quote_answers(question: Question, compte: Compte) -> str:
    return french.join_words(
        [f"« {m.texte} »" for m in question.modalites if m.compte == compte]
    )


def define_taux(question: Question) -> str:
    """Return the sentence that says which answers count as « satisfait »."""
    if question.echelle == Echelle.NOTE:
        return "Part des notes de 8 à 10 parmi les notes données."
    exclues = _quote_answers(question, Compte.EXCLU)
    apart = (
        f"{exclues} et les non-réponses sont comptés à part"
        if exclues
        else "les non-réponses sont comptées à part"
    )
    good = _quote_answers(question, Compte.SATISFAIT) or "satisfaites"
    return f"Part des réponses {good} parmi les réponses exprimées ; {apart}."


def define_solde(question: Question) -> str:
    """Return the sentence that says which answers are subtracted from which."""
    good, bad = (
        _quote_answers(question, Compte.SATISFAIT) or "satisfaites",
        _quote_answers(question, Compte.INSATISFAIT) or "insatisfaites",
    )
    neutral = _quote_answers(question, Compte.NEUTRE)
    rest = f" ; les réponses {neutral} en font partie" if neutral else ""
    return (
        f"Part des réponses {good}, moins celle des réponses {bad}, parmi les réponses"
        f" exprimées{rest}."
    )


def define_exclus(question: Question) -> str:
    """Return the sentence that says which answers are counted apart."""
    exclues = _quote_answers(question, Compte.EXCLU)
    if not exclues:
        return (
            "Nombre de réponses qui n’entrent pas dans les réponses exprimées ; l’échelle de cette"
            " question n’en prévoit pas."
        )
    return f"Nombre de réponses {exclues}, qui n’entrent pas dans les réponses exprimées."


@frozen
class QuestionFigure:
    """A figure that a question has: its name in codes and in words, what it means and how it comes
    from the answers.
    """

    nom: str
    libelle: str
    unite: str
    define: Callable[[Question], str]
    measure: Callable[[Effectifs], Mesure]

    def of(self, question: Question) -> str:
        """Return the code of the figure of a question."""
        return f"{self.of_any()}{question.code}"

    def of_any(self) -> str:
        """Return how the codes of this figure begin, whatever the question."""
        return f"satisfaction.{self.nom}."

    def describe(self, question: Question) -> Fiche:
        """Return what the figure of a question is."""
        libelle = f"{self.libelle} – {question.libelle}"
        return Fiche(self.of(question), libelle, self.unite, self.define(question))


TAUX = QuestionFigure(
    "taux",
    "Taux de satisfaction",
    POURCENT,
    define_taux,
    lambda effectifs: effectifs.voix.compute_taux(),
)
SOLDE = QuestionFigure(
    "solde",
    "Solde de satisfaction",
    POURCENT,
    define_solde,
    lambda effectifs: effectifs.voix.compute_solde(),
)
MOYENNE = QuestionFigure(
    "moyenne",
    "Note moyenne",
    NOTE,
    lambda _: "Moyenne des notes données, de 0 à 10.",
    Effectifs.compute_note,
)
EXCLUS = QuestionFigure(
    "exclus",
    "Réponses exclues",
    NOMBRE,
    define_exclus,
    lambda effectifs: build_nombre(effectifs.voix.exclu),
)
NON_REPONSES = QuestionFigure(
    "non_reponses",
    "Non-réponses",
    NOMBRE,
    lambda _: "Nombre de questionnaires qui posent la question et la laissent sans réponse.",
    lambda effectifs: build_nombre(effectifs.non_reponses),
)
ILLISIBLES = QuestionFigure(
    "illisibles",
    "Réponses illisibles",
    NOMBRE,
    lambda _: _DES_ILLISIBLES,
    lambda effectifs: build_nombre(effectifs.voix.illisible),
)
SELON_L_ECHELLE = (TAUX, SOLDE, MOYENNE, EXCLUS)
"""The figures of a question that change with what its answers count as."""
PAR_QUESTION = (*SELON_L_ECHELLE, NON_REPONSES, ILLISIBLES)


def list_question_figures(question: Question) -> Sequence[QuestionFigure]:
    """Return the figures of a question: a text has none, a list of choices no rate."""
    if question.echelle == Echelle.TEXTE:
        return ()
    if not question.has_taux:
        return (NON_REPONSES, ILLISIBLES)
    second = MOYENNE if question.echelle == Echelle.NOTE else SOLDE
    return (TAUX, second, EXCLUS, NON_REPONSES, ILLISIBLES)


def name_distribution(question: Question) -> str:
    """Return the code under which the distribution of a question is filed.

    It is the code of its rate; a list of choices, which has no rate, has a code of its own.
    """
    return TAUX.of(question) if question.has_taux else f"satisfaction.choix.{question.code}"


def name_theme(theme: str | None) -> str:
    """Return the code of the figure of a theme."""
    return f"satisfaction.theme.{theme}"


def describe_theme(questions: Sequence[Question]) -> Fiche:
    """Return what the figure of the theme of these questions is."""
    theme, codes = questions[0].theme, french.join_words([q.code for q in questions])
    return Fiche(
        name_theme(theme),
        f"Satisfaction – thème « {theme} »",
        POURCENT,
        "Part des réponses satisfaites parmi les réponses exprimées, toutes questions du thème"
        f" réunies ({codes}), la question globale mise à part.",
    )


def describe_retour(n: int, enquete: Enquete) -> Fiche:
    """Return what the return rate of the n-th survey is, from 1."""
    return Fiche(
        f"satisfaction.retour.{n}",
        f"Taux de retour – {enquete.nom}",
        POURCENT,
        "Questionnaires reçus aux dates de l’enquête (de son site et de son mode de recueil, s’ils"
        " sont précisés), rapportés aux questionnaires distribués.",
    )


REPONSES = Fiche(
    "satisfaction.reponses",
    "Questionnaires exploités",
    NOMBRE,
    "Nombre de questionnaires datés dans la période qui portent au moins une réponse connue (un"
    " texte libre ne compte pas).",
)
ENTIEREMENT_ILLISIBLES = Fiche(
    "satisfaction.questionnaires_illisibles",
    "Questionnaires entièrement illisibles",
    NOMBRE,
    "Nombre de questionnaires datés dans la période dont aucune réponse n’a pu être lue ; "
    "ils ne sont pas parmi les questionnaires exploités.",
)
DEPOUILLEES = Fiche(
    "satisfaction.depouillees",
    "Réponses dépouillées",
    NOMBRE,
    "Nombre de réponses issues d’un dépouillement qui finit dans la période ; elles s’ajoutent aux"
    " réponses des questionnaires.",
)
