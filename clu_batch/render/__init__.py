"""Fill Word templates and draw their charts: bytes of a template and a context in, bytes of a
document out.
"""

from clu_batch.render.accessibility import Finding
from clu_batch.render.template import RenderedDocument, Template

__all__ = ["Finding", "RenderedDocument", "Template"]
