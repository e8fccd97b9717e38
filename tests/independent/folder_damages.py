"""What can happen to the manifest, the index, the keys and the folder itself of an export."""

from collections.abc import Callable

from .damages import DAMAGES, Damage, Sample, damage
from .writer import manifest

MANIFEST = "SHA256SUMS"


@damage("two keys in each other's place")
def _keys_swapped(s: Sample) -> list[str]:
    s.swap(s.device, s.person)
    return []


@damage("all keys dropped, which the roster names anyhow", is_genuine=True)
def _keys_dropped(s: Sample) -> None:
    s.drop(*s.keys)


@damage("a file more that the manifest does not list", remake=False)
def _file_more(s: Sample) -> list[str]:
    s.files["more.txt"] = b"more"
    return []


@damage("a file more in the folder of records that the manifest does not list", remake=False)
def _record_more(s: Sample) -> None:
    s.files["records/.more"] = b"more"


@damage("a file more that the manifest lists and the format does not know")
def _file_more_listed(s: Sample) -> list[str]:
    s.files["more.txt"] = b"more"
    return []


@damage("no manifest", remake=False)
def _no_manifest(s: Sample) -> None:
    s.drop(MANIFEST)


@damage("an empty manifest", remake=False)
def _empty_manifest(s: Sample) -> None:
    s.files[MANIFEST] = b""


def _manifest(name: str, edit: Callable[[bytes], bytes], is_genuine: bool = False) -> None:
    def change(sample: Sample) -> None:
        sample.files[MANIFEST] = edit(manifest(sample.files))

    DAMAGES.append(Damage(f"a manifest {name}", change, is_genuine, remake=False))


_manifest("without its first line", lambda data: data.split(b"\n", 1)[1])
_manifest("with its first line twice", lambda data: data.split(b"\n", 1)[0] + b"\n" + data, True)
_manifest("not sorted", lambda data: b"\n".join(sorted(data.split(b"\n")[:-1], reverse=True)) + b"\n", True)
_manifest("in capitals", lambda data: b"".join(line[:64].upper() + line[64:] for line in data.splitlines(keepends=True)))
_manifest("with a line for a file that is not there", lambda data: data + b"a" * 64 + b"  zzz\n")
_manifest("with a line for a file outside", lambda data: data + b"a" * 64 + b"  ../zzz\n")
_manifest("with a line of nonsense", lambda data: data + b"nonsense\n")
_manifest("without its last line break", lambda data: data[:-1], True)
_manifest("with another hash for its first file", lambda data: b"0" * 64 + data[64:].split(b"\n", 1)[0] + b"\n" + data)
_manifest("with one space", lambda data: data.replace(b"  ", b" "))
_manifest("with carriage returns", lambda data: data.replace(b"\n", b"\r\n"))


@damage("no index")
def _no_index(s: Sample) -> None:
    s.drop("index.json")


@damage("an index that cannot be read")
def _index_unreadable(s: Sample) -> None:
    s.files["index.json"] = b"nope"


@damage("an index with another type", is_genuine=True)
def _index_type(s: Sample) -> None:
    s.files["index.json"] = s.files["index.json"].replace(b"case.opened", b"case.changed")


@damage("a broken record that the index leaves out")
def _broken_and_unlisted(s: Sample) -> list[str]:
    s.flip(f"records/{s.acts[0]}.person.der")
    s.write_index([entry for entry in s.index if entry["record"] != s.acts[0]])
    return [s.acts[0]]


@damage("an index that lists nothing")
def _index_empty(s: Sample) -> list[str]:
    s.write_index([])
    return []


@damage("an index in another order", is_genuine=True)
def _index_order(s: Sample) -> None:
    s.write_index(s.index[::-1])


@damage("an index that tells another key", is_genuine=True)
def _index_key(s: Sample) -> None:
    for entry in s.index:
        entry["signed_by"] = entry["signed_by"][::-1]
    s.write_index(s.index)


@damage("an index without who signed", is_genuine=True)
def _index_without_signers(s: Sample) -> None:
    s.write_index([entry | {"signed_by": []} for entry in s.index])
