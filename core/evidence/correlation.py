"""Inside the child process: where a small picture lies in a larger one, and how well it fits there."""

from __future__ import annotations

import math

import numpy as np
from numpy.typing import NDArray

Grey = NDArray[np.float32]


def peaks(page: Grey, template: Grey, least: float, most: int) -> list[tuple[float, int, int]]:
    """Return the highest correlations above `least`, at most so many, none near another, each with column and row."""
    scores, found = correlations(page, template), []
    for _ in range(most if scores.size else 0):
        row, column = divmod(int(scores.argmax()), scores.shape[1])
        if (score := float(scores[row, column])) <= least:
            break
        found.append((score, column, row))
        scores[max(0, row - 6) : row + 7, max(0, column - 12) : column + 13] = 0.0
    return found


def peak(page: Grey, template: Grey) -> tuple[float, int, int]:
    """Return the highest correlation of a template anywhere on a page, and the column and row of its upper left corner there."""
    scores = correlations(page, template)
    if scores.size == 0:
        return 0.0, 0, 0
    row, column = divmod(int(scores.argmax()), scores.shape[1])
    return float(scores[row, column]), column, row


def correlations(page: Grey, template: Grey) -> NDArray[np.float64]:
    """Return the normalised cross-correlation at every place where the template lies wholly on the page."""
    high, wide = template.shape
    rows, columns = page.shape[0] - high + 1, page.shape[1] - wide + 1
    if rows < 1 or columns < 1:
        return np.zeros((0, 0))
    level = template.astype(np.float64) - float(template.mean())
    strength = math.sqrt(float((level * level).sum()))
    shape = page.shape[0] + high, page.shape[1] + wide
    raw = np.fft.irfft2(np.fft.rfft2(page, shape) * np.conj(np.fft.rfft2(level, shape)), shape)[:rows, :columns]
    sums, squares = windows(page, high, wide), windows(page.astype(np.float64) ** 2, high, wide)
    spread = np.sqrt(np.maximum(squares - sums * sums / (high * wide), 1e-9))
    flat = spread < 0.02 * math.sqrt(high * wide)
    return np.asarray(np.where(flat, 0.0, raw / (spread * max(strength, 1e-9))))


def windows(page: NDArray[np.floating], high: int, wide: int) -> NDArray[np.float64]:
    """Return the sum of every window of that size."""
    total = np.zeros((page.shape[0] + 1, page.shape[1] + 1))
    total[1:, 1:] = page.astype(np.float64).cumsum(0).cumsum(1)
    return np.asarray(total[high:, wide:] - total[:-high, wide:] - total[high:, :-wide] + total[:-high, :-wide])
