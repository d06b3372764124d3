"""What the templates of the letters and of the papers of the room have in common."""

from __future__ import annotations

from docx.document import Document as Docx

from tools.making.templates.writing import add_paragraph, keep_if

SEANCE = "{{ reunion.date | date_longue }} à {{ reunion.heure | heure }}"
PRESIDENCE = (
    "{% if reunion.presidence_de %}, sous la présidence {{ reunion.presidence_de }}"
    "{% elif reunion.presidence %}. Présidence : {{ reunion.presidence }}{% endif %}"
)
"""Who presides; a function whose article nothing tells stands after a colon."""
COMITE = "{{ comite | minuscule }} ({{ sigle }})"


def add_exemple(doc: Docx) -> None:
    """The line that marks a document made with invented data."""
    with keep_if(doc, "exemple"):
        add_paragraph(doc, "EXEMPLE : document fait avec des données inventées.", "CLU Exemple")
