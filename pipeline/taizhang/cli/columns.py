"""Help texts that hold Chinese, on narrow terminals."""

from __future__ import annotations


def count_columns() -> None:
    """Let rich cut the blanks at the end of a line by the columns the line takes.

    Rich 15 counts characters there. A line with Chinese, two columns each, then keeps its blank, counts as too long, and loses
    its last word to a `…` in the tables of `--help`.
    """
    from rich.text import Text

    def rstrip_end(self: Text, size: int) -> None:
        """Take blanks off the end while the text is wider than `size` columns."""
        while self.plain.endswith(" ") and self.cell_len > size:
            self.right_crop(1)

    Text.rstrip_end = rstrip_end  # type: ignore[method-assign]
