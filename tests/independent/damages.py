"""What can happen to the files of an export that the program itself wrote."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .writer import sha256

Files = dict[str, bytes]


@dataclass(frozen=True)
class Damage:
    """`change` returns the ids of the records that are to be blamed, `None` where it does not matter which are named.

    `is_genuine` says that nothing is wrong with the folder.
    `remake` makes the manifest anew, so that the damage reaches what lies deeper.
    """

    name: str
    change: Callable[["Sample"], list[str] | None]
    is_genuine: bool = False
    remake: bool = True


class Sample:
    """A copy of the files, and names of what is in them."""

    def __init__(self, files: Files) -> None:
        """Find one record of each sort."""
        self.files = dict(files)
        self.index: list[dict[str, Any]] = json.loads(files["index.json"])
        self.founded = self.of("roster.founded")[0]
        self.opened = self.of("case.opened")
        self.forms = self.of("form.saved")
        self.acts = self.of("paper.signed")
        self.photo = next(name for name in sorted(files) if name.startswith("files/") and files[name].startswith(b"\x89PNG"))
        self.keys = sorted(name for name in files if name.startswith("keys/"))
        self.device, self.person = (f"keys/{entry['key']}.pem" for entry in self.index[0]["signed_by"])

    def of(self, kind: str) -> list[str]:
        """Ids of the records of this type."""
        return [entry["record"] for entry in self.index if entry["type"] == kind]

    def beside(self, record: str) -> list[str]:
        """All files of a record."""
        return [name for name in self.files if record in name]

    def part(self, record: str) -> str:
        """The name of its first part's file."""
        return next(name for name in sorted(self.files) if name.startswith(f"parts/{record}."))

    def flip(self, name: str, at: int = 30) -> None:
        """Turn one bit."""
        data = bytearray(self.files[name])
        data[at] ^= 1
        self.files[name] = bytes(data)

    def drop(self, *names: str) -> None:
        """Files away."""
        for name in names:
            del self.files[name]

    def swap(self, one: str, other: str) -> None:
        """Two files in each other's place."""
        self.files[one], self.files[other] = self.files[other], self.files[one]

    def write_index(self, index: Any) -> None:
        """Another index."""
        self.files["index.json"] = json.dumps(index).encode()

    def all_but(self, *records: str) -> list[str]:
        """All ids but these."""
        return [entry["record"] for entry in self.index if entry["record"] not in records]


DAMAGES: list[Damage] = []


def damage(name: str, is_genuine: bool = False, remake: bool = True) -> Callable[[Callable[[Sample], Any]], Callable[[Sample], Any]]:
    """Register a damage under a sentence."""

    def register(change: Callable[[Sample], Any]) -> Callable[[Sample], Any]:
        DAMAGES.append(Damage(name, change, is_genuine, remake))
        return change

    return register


def _flips(what: str, find: Callable[[Sample], str], blames: Callable[[Sample], list[str]], at: int = 30) -> None:
    """One bit, once with the old manifest and once with a new one."""
    for remake in (False, True):

        def change(sample: Sample) -> list[str]:
            sample.flip(find(sample), at)
            return blames(sample)

        DAMAGES.append(Damage(f"a bit of {what}, {'manifest made anew' if remake else 'old manifest'}", change, remake=remake))


_flips("a header", lambda s: f"records/{s.opened[0]}.json", lambda s: [s.opened[0]], 200)
_flips("a device's signature", lambda s: f"records/{s.opened[0]}.device.der", lambda s: [s.opened[0]])
_flips("a person's signature", lambda s: f"records/{s.acts[0]}.person.der", lambda s: [s.acts[0]])
_flips("a part", lambda s: s.part(s.forms[0]), lambda s: [s.forms[0]], 60)
_flips("a photo", lambda s: s.photo, lambda _: [], 900)
_flips("a key", lambda s: s.device, lambda _: [], 90)


@damage("the first byte of a signature")
def _first_byte(s: Sample) -> list[str]:
    s.flip(f"records/{s.acts[0]}.device.der", 0)
    return [s.acts[0]]


@damage("a header with spaces under its old name")
def _spaces(s: Sample) -> list[str]:
    name = f"records/{s.opened[0]}.json"
    s.files[name] = json.dumps(json.loads(s.files[name]), indent=1).encode()
    return [s.opened[0]]


@damage("a header with spaces under the name of its new hash")
def _renamed(s: Sample) -> list[str]:
    old = s.opened[-1]
    data = json.dumps(json.loads(s.files[f"records/{old}.json"]), indent=1).encode()
    new = sha256(data)
    for name in s.beside(old):
        s.files[name.replace(old, new)] = s.files.pop(name)
    s.files[f"records/{new}.json"] = data
    s.files["index.json"] = s.files["index.json"].replace(old.encode(), new.encode())
    return [new]


@damage("two records' signatures in each other's place")
def _signatures_swapped(s: Sample) -> list[str]:
    s.swap(f"records/{s.acts[0]}.device.der", f"records/{s.opened[0]}.device.der")
    return [s.acts[0], s.opened[0]]


@damage("two headers in each other's place")
def _headers_swapped(s: Sample) -> list[str]:
    s.swap(f"records/{s.opened[0]}.json", f"records/{s.opened[1]}.json")
    return [s.opened[0], s.opened[1]]


@damage("two parts in each other's place")
def _parts_swapped(s: Sample) -> list[str]:
    s.swap(s.part(s.opened[0]), s.part(s.opened[1]))
    return [s.opened[0], s.opened[1]]


@damage("the person's signature in place of the device's")
def _person_for_device(s: Sample) -> list[str]:
    s.swap(f"records/{s.acts[0]}.device.der", f"records/{s.acts[0]}.person.der")
    return [s.acts[0]]


@damage("the person's signature of a legal act dropped")
def _no_person(s: Sample) -> list[str]:
    s.drop(f"records/{s.acts[0]}.person.der")
    return [s.acts[0]]


@damage("a record without the device's signature")
def _no_device(s: Sample) -> list[str]:
    s.drop(f"records/{s.opened[0]}.device.der")
    return [s.opened[0]]


@damage("a signature of the person copied to another record, index and all")
def _copied_signature(s: Sample) -> list[str]:
    s.files[f"records/{s.opened[0]}.person.der"] = s.files[f"records/{s.acts[0]}.person.der"]
    entry = next(entry for entry in s.index if entry["record"] == s.opened[0])
    entry["signed_by"] = s.index[0]["signed_by"]
    s.write_index(s.index)
    return [s.opened[0]]


@damage("a signature of the person copied to another record, not in the index")
def _copied_signature_unlisted(s: Sample) -> list[str]:
    s.files[f"records/{s.opened[0]}.person.der"] = s.files[f"records/{s.acts[0]}.person.der"]
    return [s.opened[0]]


@damage("a part dropped")
def _part_dropped(s: Sample) -> list[str]:
    s.drop(s.part(s.forms[0]))
    return [s.forms[0]]


@damage("a part that no header names")
def _part_added(s: Sample) -> list[str]:
    s.files[f"parts/{s.forms[0]}.more.json"] = s.files[s.part(s.forms[0])]
    return [s.forms[0]]


@damage("an open part named as a sealed one")
def _part_renamed(s: Sample) -> list[str]:
    name = s.part(s.forms[0])
    s.files[name.replace(".json", ".sealed")] = s.files.pop(name)
    return [s.forms[0]]


@damage("a part of a record that is not there")
def _part_of_nothing(s: Sample) -> None:
    s.files[f"parts/{'ab' * 32}.case.json"] = s.files[s.part(s.forms[0])]


@damage("the office's name in the founding record")
def _office_renamed(s: Sample) -> list[str]:
    s.flip(f"parts/{s.founded}.office.json", 120)
    return s.all_but()


@damage("the founding record's signature of the person")
def _founded_unsigned(s: Sample) -> list[str]:
    s.flip(f"records/{s.founded}.person.der", 40)
    return s.all_but()


@damage("the founding record dropped")
def _founded_dropped(s: Sample) -> list[str]:
    s.drop(*s.beside(s.founded))
    s.write_index(s.index[1:])
    return s.all_but(s.founded)


@damage("a record dropped with all that is its", is_genuine=True)
def _record_dropped(s: Sample) -> None:
    header = json.loads(s.files[f"records/{s.acts[-1]}.json"])
    s.drop(*s.beside(s.acts[-1]), *(f"files/{blob['sha256']}" for blob in header["blobs"]))
    s.write_index([entry for entry in s.index if entry["record"] != s.acts[-1]])


@damage("a record dropped, but not from the index")
def _record_dropped_not_listed(s: Sample) -> None:
    s.drop(*s.beside(s.acts[-1]))


@damage("a record dropped, manifest and all as they were", remake=False)
def _record_dropped_bluntly(s: Sample) -> list[str]:
    dropped = s.acts[-1]
    s.drop(*s.beside(dropped))
    return [dropped]


@damage("a header dropped, its signatures and parts left, index and all")
def _header_dropped(s: Sample) -> list[str]:
    s.drop(f"records/{s.opened[0]}.json")
    s.write_index([entry for entry in s.index if entry["record"] != s.opened[0]])
    return [s.opened[0]]


@damage("a photo that was not at hand", is_genuine=True)
def _photo_dropped(s: Sample) -> None:
    s.drop(s.photo)


@damage("a photo dropped with the old manifest", remake=False)
def _photo_dropped_bluntly(s: Sample) -> list[str]:
    s.drop(s.photo)
    return []


@damage("a photo cut short")
def _photo_cut(s: Sample) -> list[str]:
    s.files[s.photo] = s.files[s.photo][:-1]
    return []


@damage("a file that no record names")
def _file_added(s: Sample) -> list[str]:
    s.files[f"files/{sha256(b'more')}"] = b"more"
    return []


@damage("a file whose name is no hash")
def _file_misnamed(s: Sample) -> list[str]:
    s.files["files/photo.png"] = s.files[s.photo]
    return []
