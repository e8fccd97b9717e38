"""What kind of file some bytes are, told by their first bytes and never by the file's name."""

from __future__ import annotations

HEAD_BYTES = 4096  # as many of the first bytes as are ever looked at
UNKNOWN = "application/octet-stream"
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp", "image/heic"})  # those that are decoded
PICTURE_BYTES_MAX = 200 * 1024 * 1024  # of a file that is decoded

_STARTS = (
    (b"\xff\xd8\xff", "image/jpeg"),
    (b"\x89PNG\r\n\x1a\n", "image/png"),
    (b"GIF87a", "image/gif"),
    (b"GIF89a", "image/gif"),
    (b"II*\x00", "image/tiff"),
    (b"MM\x00*", "image/tiff"),
    (b"#!AMR", "audio/amr"),
    (b"ID3", "audio/mpeg"),
    (b"fLaC", "audio/flac"),
    (b"PK\x03\x04", "application/zip"),
)
_HEIC_BRANDS = frozenset({b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"heif"})


def media_type_of(head: bytes) -> str:
    """Return the media type for the first bytes of a file, "application/octet-stream" when they are not known."""
    for start, media_type in _STARTS:
        if head.startswith(start):
            return media_type
    if head[4:8] == b"ftyp":
        return _iso_media(head)
    if head.startswith(b"RIFF"):
        return {b"WEBP": "image/webp", b"WAVE": "audio/wav", b"AVI ": "video/x-msvideo"}.get(head[8:12], UNKNOWN)
    if head.startswith(b"OggS"):
        return "video/ogg" if b"theora" in head[:128] else "audio/ogg"
    if head.startswith(b"\x1a\x45\xdf\xa3"):
        return "video/webm" if b"webm" in head[:64] else "video/x-matroska"
    if b"%PDF-" in head[:1024]:
        return "application/pdf"
    return _mpeg_audio(head)


def _iso_media(head: bytes) -> str:
    """ISO base media (ISO/IEC 14496-12): the brands in the first box tell pictures, films and sound apart."""
    box = head[8 : min(int.from_bytes(head[:4], "big"), 256)]
    major, brands = box[:4], {box[at : at + 4] for at in range(0, len(box), 4)}
    if major in (b"avif", b"avis"):
        return "image/avif"
    if major in _HEIC_BRANDS:
        return "image/avif" if b"avif" in brands else "image/heic"
    if major in (b"M4A ", b"M4B "):
        return "audio/mp4"
    if major == b"qt  ":
        return "video/quicktime"
    return "video/3gpp" if major[:3] in (b"3gp", b"3g2") else "video/mp4"


def _mpeg_audio(head: bytes) -> str:
    """A bare MPEG or ADTS frame header: eleven or twelve set bits, then a layer, a bit rate and a sample rate that exist."""
    if len(head) < 4 or head[0] != 0xFF or head[1] & 0xE0 != 0xE0:
        return UNKNOWN
    version, layer = head[1] >> 3 & 3, head[1] >> 1 & 3
    if layer == 0:
        return "audio/aac" if head[1] & 0xF0 == 0xF0 and head[2] >> 2 & 15 < 13 else UNKNOWN
    return "audio/mpeg" if version != 1 and head[2] >> 4 not in (0, 15) and head[2] >> 2 & 3 != 3 else UNKNOWN
