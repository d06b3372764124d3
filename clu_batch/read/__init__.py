"""Turn the bytes of a workbook into raw sheets with Excel's coordinates.

It is the only place that meets calamine.
"""

from __future__ import annotations

from clu_batch.read.folder import FolderContent, read_folder

__all__ = ["FolderContent", "read_folder"]
