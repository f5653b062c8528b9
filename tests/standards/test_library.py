"""What is shipped: complete, cited, honest about what nobody saw."""

from decimal import Decimal
from pathlib import Path

import pytest

from hengji import standards
from hengji.domain.problem import UnknownStandard
from hengji.domain.source import Confidence
from hengji.domain.standard import Criterion, Standard, grade_of
from hengji.standards import shelf

FILES = sorted(shelf.LIBRARY.rglob("*.yaml"))
EDITIONS = standards.available()
UNSEEN = {Confidence.RECALLED, Confidence.CHOSEN}


def walk(criteria: tuple[Criterion, ...]) -> list[Criterion]:
    return [one for criterion in criteria for one in (criterion, *walk(criterion.criteria))]


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(shelf.LIBRARY)))
def test_every_file_is_sound(path: Path) -> None:
    assert standards.check_file(path) == ()


def test_every_file_is_found_by_its_id() -> None:
    found = (*EDITIONS, *standards.available_overlays(), *standards.available_outlines())
    assert len(found) == len(FILES)
    assert [standards.load(one.id) for one in EDITIONS] == list(EDITIONS)
    assert [standards.load_overlay(one.id) for one in standards.available_overlays()]
    assert [standards.load_outline(one.id) for one in standards.available_outlines()]


def test_what_the_house_promises_is_there() -> None:
    promised = {
        "cn.project-self-evaluation.2020": ["10", "50", "30", "10"],
        "cn-340000.project-self-evaluation.2022": ["10", "50", "30", "10"],
        "cn-530000.project-self-evaluation.2020": ["10", "50", "30", "10"],
        "cn-510000.project-self-evaluation.2023": ["10", "90"],
        "cn-420000.project-self-evaluation.2020": ["20", "80"],
        "cn-510000.department-overall.2018": ["25", "30", "45"],
        "cn-510000.project-self-evaluation.2018": ["20", "10", "70"],
        "cn-440700.department-overall.2024": ["60", "40"],
        "cn.department-common-indicators.2013": ["None"] * 4,
    }
    shipped = {one.id: [str(top.full_marks) for top in one.criteria] for one in EDITIONS}
    assert promised == shipped


@pytest.mark.parametrize("standard", EDITIONS, ids=lambda one: one.id)
class TestEveryEdition:
    def test_its_marks_sum(self, standard: Standard) -> None:
        if standard.demands_weights:
            assert all(leaf.full_marks is None for leaf in standard.leaves())
            return
        assert standard.full_marks == sum((leaf.full_marks or Decimal(0)) for leaf in standard.leaves())
        for one in walk(standard.criteria):
            if one.criteria:
                assert one.full_marks == sum((child.full_marks or Decimal(0)) for child in one.criteria)

    def test_every_number_is_cited(self, standard: Standard) -> None:
        for one in walk(standard.criteria):
            assert one.basis is not None, one.code
            if one.full_marks is not None and one.marks_confidence is Confidence.SEEN:
                assert one.basis.confidence not in UNSEEN, one.code

    def test_what_nobody_saw_is_declared(self, standard: Standard) -> None:
        leaves = list(standard.leaves())
        if any(leaf.full_marks is not None and leaf.marks_confidence in UNSEEN for leaf in leaves):
            assert standard.illustrative
        if any(leaf.method_confidence in UNSEEN for leaf in leaves):
            assert standard.notes

    def test_it_loads_for_every_year_it_claims(self, standard: Standard) -> None:
        assert standard.first_fiscal_year is not None
        last = standard.last_fiscal_year or 2026
        assert last >= standard.first_fiscal_year
        for _ in range(standard.first_fiscal_year, last + 1):
            assert standards.load(standard.id).edition_hash == standard.edition_hash
        assert len(standard.edition_hash) == 64

    def test_every_total_has_a_grade(self, standard: Standard) -> None:
        titles = [
            grade_of(Decimal(points), standard.grades).title
            for points in ("0", "59.99", "60", "79.99", "80", "89.99", "90", "100")
        ]
        assert titles == ["差", "差", "中", "中", "良", "良", "优", "优"]

    def test_its_outline_exists(self, standard: Standard) -> None:
        outline = standards.load_outline(standard.outline or standards.DEFAULT_OUTLINE)
        assert len(list(outline.walk())) > 4

    def test_its_description_says_everything(self, standard: Standard) -> None:
        page = standards.describe(standard)
        for one in walk(standard.criteria):
            assert one.title in page
        for note in standard.notes:
            assert note in page
        assert standard.edition_hash in page
        assert str(standard.basis) in page
        assert ("示例标准" in page) is standard.illustrative
        assert ("没有分值" in page) is standard.demands_weights


def test_only_the_demo_edition_is_illustrative() -> None:
    assert [one.id for one in EDITIONS if one.illustrative] == ["cn-440700.department-overall.2024"]


def test_an_overlay_becomes_part_of_id_hash_and_notes() -> None:
    plain = standards.load("cn.project-self-evaluation.2020")
    capped = standards.load(plain.id, overlays=("cn.platform-caps.2022",))
    assert capped.id == "cn.project-self-evaluation.2020+cn.platform-caps.2022"
    assert standards.load(capped.id) == capped
    assert plain.edition_hash != capped.edition_hash
    assert [one.method for one in capped.adjustments] == ["cap_by_measure", "cut_per_overshoot"]
    assert [one.confidence.value for one in capped.adjustments] == ["chosen", "seen"]
    assert any("70%" in note for note in capped.notes)
    assert capped.criteria == plain.criteria


def test_an_unknown_id_is_answered_with_the_nearest() -> None:
    with pytest.raises(UnknownStandard, match=r"cn\.project-self-evaluation\.2020"):
        standards.load("cn.project-self-evaluation.2021")


@pytest.mark.parametrize("name", ["../../etc/passwd", "cn/project-self-evaluation.2020", "", "cn.x.2020\n"])
def test_an_id_names_nothing_outside_the_library(name: str) -> None:
    with pytest.raises(UnknownStandard):
        standards.load(name)


def test_an_authoritys_own_folder_is_searched_after_the_library(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (shelf.LIBRARY / "cn-420000" / "project-self-evaluation.2020.yaml").read_text("utf-8")
    own = "cn-420100.project-self-evaluation.2025"
    path = tmp_path / f"{own}.yaml"
    path.write_text(text.replace("cn-420000.project-self-evaluation.2020", own), "utf-8")
    with pytest.raises(UnknownStandard):
        standards.load(own)
    monkeypatch.setenv(shelf.FOLDERS_VARIABLE, str(tmp_path))
    assert standards.load(own).id == own
    assert own in [one.id for one in standards.available()]
    path.write_text(text, "utf-8")
    assert "与文件的位置不符" in standards.check_file(path)[0].found


def test_line_ends_do_not_change_the_hash(tmp_path: Path) -> None:
    text = (shelf.LIBRARY / "cn-420000" / "project-self-evaluation.2020.yaml").read_bytes()
    hashes = set()
    for name, content in {"a": text, "b": text.replace(b"\n", b"\r\n"), "c": b"\xef\xbb\xbf" + text}.items():
        (tmp_path / f"{name}.yaml").write_bytes(content)
        hashes.add(standards.read_file(tmp_path / f"{name}.yaml").edition_hash)
    assert len(hashes) == 1


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (b"\xff\xfe\x00", "文件不是 UTF-8 编码"),
        (b"", "文件里没有键值"),
        (b"- 1\n", "文件里没有键值"),
        (b"a: " + b"[" * 60 + b"]" * 60, "层次过深"),
        (b"? [a]\n: 1\n", "键不是文字"),
        (b"x: \x07", "文件不是合法的 YAML"),
    ],
)
def test_a_file_that_is_no_edition_is_refused(tmp_path: Path, content: bytes, found: str) -> None:
    path = tmp_path / "x.yaml"
    path.write_bytes(content)
    assert found in [problem.found for problem in standards.check_file(path)]


def test_a_missing_file_and_a_huge_one_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert standards.check_file(tmp_path / "none.yaml")[0].found.startswith("打不开文件")
    path = tmp_path / "x.yaml"
    path.write_text("id: x", "utf-8")
    monkeypatch.setattr("hengji.standards.nodes.LARGEST_FILE", 3)
    assert standards.check_file(path)[0].found == "文件过大"
