"""Ready data of a new installation: funnels, stages, loss reasons."""

from kartei.modules.sales.contract import setup

__all__ = ["setup"]
