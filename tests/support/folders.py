"""Where the tests find the program, and the tables, samples and golden texts of their own."""

from __future__ import annotations

from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
CASES = ROOT / "tests" / "cases"
"""Published cases and the text of the procedure, as tables."""
GOLDEN = ROOT / "tests" / "golden"
"""What the documents say, word for word (tests/session/test_golden.py)."""
SAMPLES = ROOT / "tests" / "samples"
"""Files that another program made."""
