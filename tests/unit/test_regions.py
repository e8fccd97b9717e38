"""The region tables: codes, children, search by typing, the drill region."""

import pytest

from core.rules.regions import NATION, Regions, RegionUnknown, below, is_drill_code


@pytest.fixture(scope="module")
def regions() -> Regions:
    return Regions.load()


def test_the_tables_hold_the_whole_country_and_the_drill_region(regions):
    every = [regions.children("")]
    for _ in range(3):
        every.append([child for region in every[-1] for child in regions.children(region.code)])
    real = [len([region for region in level if not region.is_drill]) for level in every]
    assert real == [38, 514, 7_285, 83_762]
    assert [len(level) - count for level, count in zip(every, real, strict=True)] == [1, 1, 1, 3]


def test_a_code_gives_name_level_and_line(regions):
    village = regions.find("11.01.01.2001")
    assert (village.name, village.level, village.parent_code) == ("Keude Bakongan", "village", "11.01.01")
    assert [region.name for region in regions.line("11.01.01")] == ["Aceh", "Kabupaten Aceh Selatan", "Bakongan"]


@pytest.mark.parametrize(
    "code", ["", "99", "02", "01.01", "11.1", "11.01.99", "11.01.01.9999", "11.01.01.2001.1", "00.00.02", "aceh", "11."]
)
def test_an_unknown_code_is_refused(regions, code):
    with pytest.raises(RegionUnknown) as refused:
        regions.find(code)
    assert refused.value.code == "region.unknown"
    assert refused.value.details == {"region_code": code}


def test_the_drill_region_is_marked_and_no_real_one_is(regions):
    assert " > ".join(region.name for region in regions.line("00.00.01.2001")) == (
        "Provinsi Rekaan > Kabupaten Nusa Rekaan > Sukarekaan > Desa Mekarfiktif"
    )
    assert all(region.is_drill for region in regions.line("00.00.01.1001"))
    assert not is_drill_code("11.01") and is_drill_code("00.00.01") and not is_drill_code("001")


def test_upper_levels_do_not_read_the_villages():
    regions = Regions.load()
    assert regions.search("suka", "district")
    assert regions.children("11.01")
    assert "_villages" not in vars(regions)
    assert regions.find("11.01.01.2001")
    assert "_villages" in vars(regions)


def test_the_villages_of_one_district_are_read_without_keeping_those_of_the_country():
    regions = Regions.load()
    found = regions.children("33.07.01")
    assert "_villages" not in vars(regions)
    assert found == tuple(sorted(found, key=lambda one: one.name)) and {one.parent_code for one in found} == {"33.07.01"}
    assert len(found) == sum(one.parent_code == "33.07.01" for one in Regions.load()._villages.values())
    for district in regions.children("33.07")[:4]:
        assert regions.children(district.code)
    assert "_villages" in vars(regions)  # whoever asks for many is not made to wait for each


@pytest.mark.parametrize("code", ["11", "33.07", "33.07.01", "00", "00.00", "00.00.01"])
def test_what_lies_below_one_code_is_found_without_the_whole_tables(regions, code):
    assert below(code) == regions.children(code) != ()


@pytest.mark.parametrize("code", [NATION, "99", "11.01.99", "11.01.01.2001", "11.01.01.2001.1", "aceh"])
def test_nothing_lies_below_a_village_the_nation_or_an_unknown_code(code):
    assert below(code) == ()


def test_names_that_begin_with_the_text_come_first(regions):
    found = regions.search("ACEH", "regency", limit=100)
    assert {region.code for region in found} == {region.code for region in regions.children("11") if "Aceh" in region.name}
    names = [region.name for region in regions.search("suka", "district", limit=500)]
    starts = [name.casefold().startswith("suka") for name in names]
    assert starts == sorted(starts, reverse=True) and len(set(starts)) == 2


def test_case_accents_and_apostrophes_do_not_matter(regions):
    assert regions.search("súkarekaan", "district")[0].code == "00.00.01"
    odd = [region for region in regions.search("’", "village", limit=100) if "’" in region.name]
    assert odd
    assert odd[0] in regions.search(odd[0].name.replace("’", "'"), "village")


def test_a_name_that_occurs_twice_shows_its_regency(regions):
    found = regions.search("sukarame", "district")
    labels = [regions.label(region) for region in found if region.name == "Sukarame"]
    assert len(labels) > 1
    assert len(set(labels)) == len(labels)
    assert all(", K" in label for label in labels)
    one = regions.search("sukarame tasikmalaya", "district")
    assert [regions.label(region) for region in one] == ["Sukarame, Kabupaten Tasikmalaya"]


def test_the_search_stays_within_a_region_and_within_its_limit(regions):
    assert {region.code[:5] for region in regions.search("a", "district", within="11.01")} == {"11.01"}
    assert {region.code[:8] for region in regions.search("", "village", within="00.00.01")} == {"00.00.01"}
    assert {region.code[:5] for region in regions.search("desa", "village", within="00.00")} == {"00.00"}
    assert len(regions.search("a", "village", limit=7)) == 7
    assert [region.name for region in regions.search("", "province", limit=3)] == ["Aceh", "Bali", "Banten"]


def test_a_code_can_be_typed_and_nonsense_finds_nothing(regions):
    assert regions.search("11.01.01", "district")[0].name == "Bakongan"
    assert regions.search("zzzzqx", "village") == ()
