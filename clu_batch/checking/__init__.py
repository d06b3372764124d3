"""Raw sheets + declarations -> typed tables + problems. Generic: no sheet is named here."""

from __future__ import annotations

from clu_batch.checking.equivalences import translate
from clu_batch.checking.feuilles import Connues, Recognised, recognise
from clu_batch.checking.traduction import Translated
from clu_batch.checking.verification import Checked, check

__all__ = ["Checked", "Connues", "Recognised", "Translated", "check", "recognise", "translate"]
