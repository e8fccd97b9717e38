"""What the server counts, in the text format that Prometheus reads. Numbers of the process; what is held is asked of the database.

Source of the format: https://prometheus.io/docs/instrumenting/exposition_formats/ (text, version 0.0.4).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from threading import Lock

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"
_BOUNDS_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 30.0, 60.0)


class Counter:
    """Counts events, each with the values of its labels, which come from short fixed lists: never what somebody sent."""

    def __init__(self, name: str, says: str, labels: tuple[str, ...] = ()) -> None:
        self.name, self._says, self._labels = name, says, labels
        self._counts: dict[tuple[str, ...], int] = {} if labels else {(): 0}
        self._lock = Lock()

    def add(self, *values: str) -> None:
        with self._lock:
            self._counts[values] = self._counts.get(values, 0) + 1

    def lines(self) -> Iterator[str]:
        yield from head(self.name, self._says, "counter")
        with self._lock:
            rows = sorted(self._counts.items())
        for values, count in rows:
            yield f"{self.name}{_labels(zip(self._labels, values, strict=True))} {count}"


class Histogram:
    """Counts durations in seconds by route."""

    def __init__(self, name: str, says: str) -> None:
        self.name, self._says = name, says
        self._rows: dict[str, tuple[list[int], float]] = {}
        self._lock = Lock()

    def add(self, route: str, seconds: float) -> None:
        with self._lock:
            counts, total_s = self._rows.get(route, ([0] * (len(_BOUNDS_S) + 1), 0.0))
            counts[bisect_left(_BOUNDS_S, seconds)] += 1
            self._rows[route] = (counts, total_s + seconds)

    def lines(self) -> Iterator[str]:
        yield from head(self.name, self._says, "histogram")
        with self._lock:
            rows = [(route, list(counts), total_s) for route, (counts, total_s) in sorted(self._rows.items())]
        for route, counts, total_s in rows:
            reached = 0
            for bound, count in zip((*(f"{one:g}" for one in _BOUNDS_S), "+Inf"), counts, strict=True):
                reached += count
                yield f"{self.name}_bucket{_labels([('route', route), ('le', bound)])} {reached}"
            yield f"{self.name}_sum{_labels([('route', route)])} {total_s:.6f}"
            yield f"{self.name}_count{_labels([('route', route)])} {reached}"


class Gauge:
    """A number that goes up and down."""

    def __init__(self, name: str, says: str) -> None:
        self.name, self._says, self._value = name, says, 0
        self._lock = Lock()

    def move(self, by: int) -> None:
        with self._lock:
            self._value += by

    def lines(self) -> Iterator[str]:
        yield from head(self.name, self._says, "gauge")
        yield f"{self.name} {self._value}"


REQUESTS = Counter("bukti_requests_total", "Requests answered, by route, method and status.", ("route", "method", "status"))
SECONDS = Histogram("bukti_request_seconds", "Seconds from the head of a request to the end of its answer.")
RECEIPTS = Counter("bukti_receipts_signed_total", "Receipts signed by this process.")
UNDER_WAY = Gauge("bukti_requests_under_way", "Requests that are being answered now.")
UPLOADS = Gauge("bukti_uploads_under_way", "Files that are coming in now.")
HELD = {  # of server.stores.counts
    "records": ("bukti_records", "Records held and believed."),
    "parcels": ("bukti_parcels", "Parcels taken and receipted."),
    "blobs": ("bukti_blobs", "Whole files held."),
    "bytes": ("bukti_blob_bytes", "Bytes of the whole files held."),
    "quarantined": ("bukti_quarantined_records", "Records kept aside with a reason."),
    "arriving": ("bukti_arriving_records", "Records whose parts are not all here."),
    "offices": ("bukti_offices", "Offices with an enrolled device."),
    "devices": ("bukti_devices", "Enrolled devices."),
    "packs": ("bukti_packs", "Packs of forms and rules published."),
}


def exposition(held: Mapping[str, object]) -> str:
    """Return all numbers as text. held: what the database counts, by the names of `HELD`; those that are missing are left out."""
    found = [line for one in (REQUESTS, SECONDS, RECEIPTS, UNDER_WAY, UPLOADS) for line in one.lines()]
    for key, (name, says) in HELD.items():
        if isinstance(value := held.get(key), int):
            found += [*head(name, says, "gauge"), f"{name} {value}"]
    return "\n".join(found) + "\n"


def head(name: str, says: str, kind: str) -> Iterator[str]:
    yield f"# HELP {name} {says}"
    yield f"# TYPE {name} {kind}"


def _labels(pairs: Iterable[tuple[str, str]]) -> str:
    inner = ",".join('{}="{}"'.format(name, value.replace("\\", r"\\").replace('"', r"\"").replace("\n", r"\n")) for name, value in pairs)
    return f"{{{inner}}}" if inner else ""
