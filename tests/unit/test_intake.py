"""Looking at files: what photos say about themselves, working copies and thumbnails, and files that mean harm."""

import io
import os
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from core.evidence.drill_photos import draw_all, drill_photos
from core.evidence.inspect import WHY_NOT, Intake, Looked, why_not_words
from core.evidence.media_type import media_type_of


@pytest.fixture(scope="module")
def intake():
    with Intake() as intake:
        yield intake


@pytest.fixture(scope="module")
def drawn(tmp_path_factory) -> dict[str, Path]:
    return {path.name: path for path in draw_all(tmp_path_factory.mktemp("photos"))}


@pytest.fixture(scope="module")
def looked_at(intake, drawn) -> dict[str, Looked]:
    return {name: intake.look(path) for name, path in drawn.items()}


def opened(jpeg: bytes | None) -> Image.Image:
    assert jpeg
    picture = Image.open(io.BytesIO(jpeg))
    picture.load()
    assert (picture.format, picture.mode) == ("JPEG", "RGB")
    return picture


def is_red(pixel: tuple[int, int, int]) -> bool:
    return pixel[0] > 180 and max(pixel[1:]) < 60


def table_of_expected_facts(readme: str) -> list[dict[str, str]]:
    lines = readme[readme.index("## What a reader should find") :].splitlines()
    rows = [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines if line.startswith("| ")]
    return [dict(zip(rows[0], row, strict=True)) for row in rows[1:21]]


def test_the_drawn_photos_say_what_was_drawn_into_them(looked_at):
    for photo in drill_photos():
        looked = looked_at[photo.name]
        position = None if photo.latitude is None else (f"{float(photo.latitude):.6f}", f"{float(photo.longitude):.6f}")
        assert (looked.shown, looked.why_not) == (True, None), photo.name
        assert (looked.width, looked.height) == photo.size, photo.name
        assert looked.taken_at == (photo.taken_at and photo.taken_at + (photo.offset or "")), photo.name
        assert looked.orientation == (photo.orientation if photo.taken_at else 1), photo.name
        assert (looked.latitude and (looked.latitude, looked.longitude)) == position, photo.name
        assert looked.camera == (photo.taken_at and "Rekaan Kamera Latihan"), photo.name


def test_the_drawn_photos_are_of_every_kind(looked_at, drawn):
    kinds = [looked.media_type for looked in looked_at.values()]
    assert set(kinds) == {"image/jpeg", "image/png", "image/webp", "image/heic"}
    assert {photo.orientation for photo in drill_photos()} == {1, 3, 6, 8}
    sizes = [path.stat().st_size for path in drawn.values()]
    assert sum(1_500_000 < size < 4_000_000 for size in sizes) >= 5


def test_every_copy_is_upright_small_and_bare(looked_at):
    for name, looked in looked_at.items():
        for copy, edge_px in ((looked.working, 1280), (looked.thumbnail, 320)):
            picture = opened(copy)
            assert max(picture.size) == min(edge_px, max(looked.width, looked.height)), name
            assert abs(picture.width / picture.height - looked.width / looked.height) < 0.01, name
            assert is_red(picture.getpixel((4, 4))), name
            assert not any(is_red(picture.getpixel(at)) for at in ((picture.width - 4, 4), (4, picture.height - 4))), name
            assert not picture.getexif() and not {"exif", "icc_profile", "comment", "xmp"} & set(picture.info), name


def test_the_twenty_real_photos_say_what_their_table_says(intake, shared):
    rows = table_of_expected_facts((shared / "photos" / "README.md").read_text(encoding="utf-8")) if shared else []
    assert len(rows) == (20 if shared else 0)
    for row in rows:
        looked = intake.look(shared / "photos" / row["file"])
        gps = "-" if looked.latitude is None else f"{looked.latitude}, {looked.longitude}"
        found = (looked.camera or "-", looked.taken_at or "-", gps, f"{looked.width} x {looked.height}")
        assert found == (row["camera"], row["DateTimeOriginal"], row["GPS"], row["upright pixels"]), row["file"]
        kind = {"JPEG": "image/jpeg", "MPO": "image/jpeg", "HEIF": "image/heic", "WEBP": "image/webp", "PNG": "image/png"}
        assert looked.media_type == kind[row["decoded as"].split()[0]], row["file"]
        assert looked.orientation == int(row["file"].partition("-o")[2][:1] if "-o" in row["file"] else 1), row["file"]
        assert looked.shown and max(opened(looked.working).size) == min(1280, max(looked.width, looked.height)), row["file"]


def test_bytes_give_the_same_as_the_path(intake, drawn, looked_at):
    for name in ("karung-berstiker.jpg", "kendaraan-pribadi.heic", "unggahan-akun.png"):
        assert intake.look(drawn[name].read_bytes()) == looked_at[name]


def test_cmyk_as_adobe_writes_it_is_not_shown_inverted(intake):
    out = io.BytesIO()
    Image.new("CMYK", (60, 60), (0, 255, 255, 0)).save(out, "JPEG")  # Pillow writes Adobe's inverted form
    assert b"Adobe" in out.getvalue()
    assert is_red(opened(intake.look(out.getvalue()).working).getpixel((30, 30)))


@pytest.mark.parametrize("orientation", [2, 4, 5, 7])
def test_mirrored_orientations_are_turned_back(intake, orientation):
    upright = Image.new("RGB", (80, 60), "white")
    upright.paste("red", (0, 0, 20, 20))
    undo = {2: "FLIP_LEFT_RIGHT", 4: "FLIP_TOP_BOTTOM", 5: "TRANSPOSE", 7: "TRANSVERSE"}[orientation]  # each is its own inverse
    exif, out = Image.Exif(), io.BytesIO()
    exif[274] = orientation
    upright.transpose(Image.Transpose[undo]).save(out, "JPEG", exif=exif)
    looked = intake.look(out.getvalue())
    assert (looked.width, looked.height, looked.orientation) == (80, 60, orientation)
    assert is_red(opened(looked.working).getpixel((5, 5)))


def test_transparent_deep_and_palette_pngs_are_shown_on_white(intake):
    with_palette = Image.new("P", (40, 40), 0)
    with_palette.putpalette([255, 255, 255])
    others = (("RGBA", (0, 0, 0, 0)), ("LA", (0, 0)), ("I;16", 65_535), ("1", 1), ("L", 255))
    for picture in [with_palette, *(Image.new(mode, (40, 40), colour) for mode, colour in others)]:
        out = io.BytesIO()
        picture.save(out, "PNG")
        assert opened(intake.look(out.getvalue()).working).getpixel((20, 20)) == (255, 255, 255), picture.mode


def test_a_small_photo_leaves_its_comment_profile_and_exif_behind(intake):
    exif, out = Image.Exif(), io.BytesIO()
    exif[315] = "Nama Pemotret"
    Image.new("RGB", (60, 40), "red").save(out, "JPEG", exif=exif, comment=b"rahasia", icc_profile=b"profil" * 30, xmp=b"<x/>")
    looked = intake.look(out.getvalue())
    for copy in (looked.working, looked.thumbnail):
        assert not any(word in copy for word in (b"Exif", b"rahasia", b"profil", b"Pemotret", b"<x/>"))


@pytest.mark.parametrize(
    "name", ["karung-berstiker.jpg", "surat-undangan.jpg", "unggahan-akun.png", "antrean-balai-desa.webp", "kendaraan-pribadi.heic"]
)
def test_a_photo_cut_short_is_kept_as_damaged(intake, drawn, looked_at, name):
    whole = drawn[name].read_bytes()
    cut = intake.look(whole[: len(whole) * 6 // 10])
    assert (cut.shown, cut.working, cut.thumbnail, cut.why_not) == (False, None, None, "damaged")
    assert cut.media_type == looked_at[name].media_type
    if name.endswith("jpg"):
        assert cut.taken_at == looked_at[name].taken_at


def png_of(width: int, height: int) -> bytes:
    """A tiny file that claims to be a huge picture."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    packed = zlib.compressobj(9)
    row = b"\0" * (1 + (width + 7) // 8)
    body = b"".join(packed.compress(row) for _ in range(height)) + packed.flush()
    header = struct.pack(">IIBBBBB", width, height, 1, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", body) + chunk(b"IEND", b"")


def test_a_bomb_of_200_megapixels_is_refused_and_never_decoded(intake):
    bomb = png_of(20_000, 10_000)
    assert len(bomb) < 100_000
    looked = intake.look(bomb)
    assert (looked.shown, looked.why_not, looked.width, looked.height) == (False, "too_many_pixels", 20_000, 10_000)
    at_the_limit = intake.look(png_of(10_000, 10_000))
    assert (at_the_limit.why_not, at_the_limit.width) == (None, 10_000)


def test_a_file_of_nothing_and_one_of_two_gigabytes_are_no_trouble(intake, tmp_path):
    empty, huge, huge_photo = tmp_path / "empty.jpg", tmp_path / "huge.mp4", tmp_path / "huge.jpg"
    empty.touch()
    assert intake.look(empty).why_not == intake.look(b"").why_not == "empty"
    for path, start, found in (
        (huge, b"\0\0\0\x18ftypisom\0\0\0\0isommp42", ("video/mp4", "not_a_picture")),
        (huge_photo, b"\xff\xd8\xff\xe0", ("image/jpeg", "too_large")),
    ):
        with path.open("wb") as sparse:
            sparse.write(start)
            sparse.truncate(2 * 1024**3)
        looked = intake.look(path)
        assert (looked.media_type, looked.why_not) == found


def test_a_file_that_is_not_there_says_so(intake, tmp_path):
    assert intake.look(tmp_path / "gone.jpg") == Looked(media_type="application/octet-stream", why_not="unreadable")
    assert intake.look(tmp_path).why_not == "unreadable"


def test_after_a_dead_child_the_next_file_works(drawn):
    with Intake() as intake:
        assert intake.look(drawn["panggung.jpg"]).shown
        intake._child.kill()
        intake._child.wait()
        assert intake.look(drawn["panggung.jpg"]).why_not == "crashed"
        assert intake.look(drawn["panggung.jpg"]).shown


def test_a_file_that_takes_too_long_is_given_up_and_the_next_works(drawn):
    with Intake(timeout_s=0.001) as intake:  # shorter than any process needs to start
        looked = intake.look(drawn["daftar-hadir.jpg"])
        assert (looked.media_type, looked.why_not, looked.working) == ("image/jpeg", "too_slow", None)
        intake._timeout_s = 60
        assert intake.look(drawn["daftar-hadir.jpg"]).shown


def test_a_pipe_posing_as_a_file_does_not_keep_anybody_waiting(intake, tmp_path):
    if hasattr(os, "mkfifo"):  # Windows has none in folders
        os.mkfifo(tmp_path / "silent.jpg")
        assert intake.look(tmp_path / "silent.jpg").why_not == "unreadable"


def test_a_closed_intake_leaves_no_process(drawn):
    with Intake() as intake:
        assert intake.look(drawn["kuitansi.jpg"]).shown
        child = intake._child
        assert child.poll() is None
    assert child.poll() is not None


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"%PDF-1.7\n", "application/pdf"),
        (b"\0\0\0\x20ftypisom\0\0\2\0isomiso2avc1mp41", "video/mp4"),
        (b"\0\0\0\x14ftypqt  \0\0\2\0qt  ", "video/quicktime"),
        (b"\0\0\0\x18ftypM4A \0\0\2\0isomiso2", "audio/mp4"),
        (b"\0\0\0\x18ftyp3gp4\0\0\2\0isom3gp4", "video/3gpp"),
        (b"\0\0\0\x18ftypmif1\0\0\0\0mif1heic", "image/heic"),
        (b"\0\0\0\x1cftypavif\0\0\0\0avifmif1miaf", "image/avif"),
        (b"ID3\x04\0\0", "audio/mpeg"),
        (b"\xff\xfb\x90\x64\0", "audio/mpeg"),
        (b"\xff\xf1\x50\x80\0", "audio/aac"),
        (b"RIFF\x24\0\0\0WAVEfmt ", "audio/wav"),
        (b"OggS\0\2" + bytes(22) + b"OpusHead", "audio/ogg"),
        (b"#!AMR\n", "audio/amr"),
        (b"\xff\xff\xff\xff", "application/octet-stream"),
        (b"hello", "application/octet-stream"),
        (b"", "application/octet-stream"),
    ],
)
def test_the_kind_of_a_file_is_told_by_its_content(head, expected):
    assert media_type_of(head) == expected


def test_sound_film_and_paper_are_no_pictures(intake):
    looked = intake.look(b"%PDF-1.7\n" + bytes(100))
    assert (looked.media_type, looked.why_not) == ("application/pdf", "not_a_picture")
    assert looked.why_not in WHY_NOT


def test_every_reason_has_its_own_sentence():
    sentences = {why_not_words(code) for code in WHY_NOT}
    assert len(sentences) == len(WHY_NOT)
    assert why_not_words("anything else") not in sentences
