"""Scans through RapidOCR, the extra `taizhang[ocr]`: its model is in its wheel, nothing is downloaded."""

from __future__ import annotations

import importlib.util
import logging
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING, Any

from taizhang.errors import SourceError
from taizhang.read.build import Builder
from taizhang.read.ocr_rules import rules
from taizhang.read.pdf_page import Line, PageContent, PageTable, outside_lines
from taizhang.read.pdf_tables import page_tables
from taizhang.types import Reading

if TYPE_CHECKING:
    from taizhang.read.source import Limits

_DPI = 200
_LEAST_SCORE = 0.5
_MOST_PIXELS = 40_000_000


def available() -> bool:
    """Whether the extra is installed."""
    return all(importlib.util.find_spec(name) for name in ("rapidocr", "onnxruntime"))


@cache
def _engine() -> Any:
    from rapidocr import RapidOCR

    engine = RapidOCR()
    logging.getLogger("RapidOCR").setLevel(logging.ERROR)
    return engine


def read_page(page: Any, content: PageContent) -> PageContent:
    """Render a PDF page and read it; lengths in points, so that the rest of the reader need not know."""
    pixels = content.width * content.height * (_DPI / 72) ** 2
    scale = _DPI / 72 * min(1.0, (_MOST_PIXELS / max(pixels, 1)) ** 0.5)
    return recognise(page.render(scale=scale, grayscale=True).to_numpy(), content, scale)


def recognise(image: Any, content: PageContent, scale: float) -> PageContent:
    """Fill `content` with the lines and tables of an image; confidence is the mean over its characters."""
    import numpy as np

    grey = (
        image[..., 0] if image.ndim == 3 and image.shape[2] == 1 else image.mean(axis=2) if image.ndim == 3 else image
    )
    grey = np.ascontiguousarray(grey).astype(np.uint8)
    result = _engine()(np.repeat(grey[..., None], 3, axis=2))
    if result.boxes is None:
        return content
    found = [
        (box, text, float(score))
        for box, text, score in zip(result.boxes, result.txts, result.scores, strict=True)
        if score >= _LEAST_SCORE and text
    ]
    edges = rules(grey, scale)
    chars = [char for box, text, _ in found for char in _characters(box, text, scale, edges)]
    tables = page_tables(edges, chars, content.width, content.number) if edges else []
    free = [
        c
        for c in chars
        if not any(
            t.xs[0] <= (c["x0"] + c["x1"]) / 2 <= t.xs[-1] and t.top <= (c["top"] + c["bottom"]) / 2 <= t.bottom
            for t in tables
        )
    ]
    items: list[Line | PageTable] = [*outside_lines(free, content.number), *tables]
    content.items = sorted(items, key=lambda item: item.top)
    letters = sum(len(text) for _, text, _ in found)
    content.confidence = round(sum(score * len(text) for _, text, score in found) / letters, 4) if letters else None
    return content


def _characters(box: Any, text: str, scale: float, edges: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """A recognised line as characters with places, in proportion to their widths: so that a line that runs over two
    cells is parted between them."""
    x0, x1 = float(min(p[0] for p in box)) / scale, float(max(p[0] for p in box)) / scale
    top, bottom = float(min(p[1] for p in box)) / scale, float(max(p[1] for p in box)) / scale
    widths = [0.55 if c.isascii() else 1.0 for c in text]
    unit = (x1 - x0) / (sum(widths) or 1)
    chars, at = [], x0
    for c, width in zip(text, widths, strict=True):
        chars.append({"text": c, "x0": at, "x1": at + width * unit, "top": top, "bottom": bottom})
        at += width * unit
    return chars


def read_image(data: bytes, source_uri: str, limits: Limits) -> Reading:
    """A reading of an image file. Raises SourceError: unsupported without the extra, damaged, too_large, empty."""
    if not available():
        raise SourceError(
            "unsupported",
            "图片要用文字识别来读，请先装 taizhang[ocr]（怎么装见 taizhang doctor）再重读"
            " an image is read only with OCR; install taizhang[ocr]",
        )
    import numpy as np
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(BytesIO(data)) as image:
            if image.width * image.height > _MOST_PIXELS:
                raise SourceError(
                    "too_large",
                    f"图片 {image.width} x {image.height} 像素，太大；请缩小后再放进来"
                    f" {image.width} x {image.height} pixels; scale it down",
                )
            kind, pixels = Image.MIME.get(image.format or "", "image/png"), np.asarray(image.convert("L"))
    except UnidentifiedImageError as error:  # its message holds an address in memory, another one each time
        raise SourceError("damaged", "图片读不出，请重新获取 no readable image; fetch it again") from error
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise SourceError("damaged", f"图片读不出（{error}），请重新获取 no readable image; fetch it again") from error
    scale = _DPI / 72
    content = recognise(pixels, PageContent(1, pixels.shape[1] / scale, pixels.shape[0] / scale), scale)
    return _written(content, data, source_uri, kind, limits)


def _written(content: PageContent, data: bytes, source_uri: str, kind: str, limits: Limits) -> Reading:
    from taizhang.read.pdf import write_pages

    builder = Builder(limits.text_chars)
    write_pages([content], builder)
    return builder.finish(data, source_uri, kind, n_pages=1)
