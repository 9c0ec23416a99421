"""What archives and mails that lie in one another may use together."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from taizhang.errors import SourceError

if TYPE_CHECKING:
    from taizhang.read.source import Limits


@dataclass(slots=True)
class Purse:
    """The bytes that may still be unpacked and the files that may still be found; all containers of a source draw on one."""

    bytes: int
    files: int

    def take_files(self, count: int) -> None:
        """Count files that were found. Raises SourceError('too_large') where there are more than are left."""
        if count > self.files:
            raise SourceError(
                "too_large",
                "各层压缩包和邮件里的文件数超过上限 archive_files；请拆分或调高上限"
                " too many files in nested archives and mails; split them or raise limits.archive_files",
            )
        self.files -= count


def inside(limits: Limits) -> Limits:
    """The limits of what lies in a container. Raises SourceError('too_large') where no container is allowed any more."""
    if limits.archive_depth < 1:
        raise SourceError(
            "too_large",
            "压缩包、邮件嵌套超过上限 archive_depth，请解开 archives or mails nested deeper than"
            " limits.archive_depth; unpack it",
        )
    return replace(limits, archive_depth=limits.archive_depth - 1)
