"""Join what belongs together: canonical parties, the bulletin's regions, its campaign, tasks over time. See `docs/link.md`."""

from taizhang.link.campaigns import campaign
from taizhang.link.regions import regions

__all__ = ["campaign", "regions"]
