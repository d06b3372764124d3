"""Workbook bytes -> raw sheets with Excel's coordinates: the only place that meets calamine."""

from __future__ import annotations

from clu_batch.read.folder import Lecture, read_folder

__all__ = ["Lecture", "read_folder"]
