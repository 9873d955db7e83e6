"""Sample data: made according to how the firm has shaped its system, marked, and cleared again.

docs/decisions/0014-samples.md tells what is kept, what goes, and why.
"""

from kartei.platform.records.samples.clearing import Wish, clear, preview
from kartei.platform.records.samples.filling import AMOUNTS, fill
from kartei.platform.records.samples.recipes import Recipe
from kartei.platform.records.samples.scene import Scene

__all__ = ["AMOUNTS", "Recipe", "Scene", "Wish", "clear", "fill", "preview"]
