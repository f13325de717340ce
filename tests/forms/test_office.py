"""Forms that LibreOffice has opened and saved are read back as what they are."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from find_office import office_path, opens_workbooks
from support import forms

from checker.forms import write_form
from checker.load.evidence.formats import read_content
from checker.load.evidence.safefile import SafeFile
from checker.load.workspace import read_controls

ROOT = Path(__file__).parents[2]
BATCH = 100  # LibreOffice passes over files beyond some 250 without a word
OFFICE = office_path()
pytestmark = pytest.mark.skipif(OFFICE is None, reason="没有装 LibreOffice（make office 可以装），没有试它保存过的表单")


@pytest.fixture(scope="module")
def handbook():
    return read_controls(ROOT)


@pytest.fixture(scope="module")
def saved(handbook, tmp_path_factory):
    """Every form, filled and blank, as LibreOffice saves it; and what the filled ones mean."""
    controls, projects = handbook
    folder = tmp_path_factory.mktemp("office")
    meant = {}
    (folder / "in").mkdir()
    for record in controls.records.values():
        data, meant[record.id] = forms.filled(write_form(record, controls, projects), record)
        if record.sections:
            data = forms.edited(data, forms.with_text(record.sections[0], "写了内容"))
        folder.joinpath("in", f"{record.id}.docx").write_bytes(data)
        folder.joinpath("in", f"{record.id}-blank.docx").write_bytes(write_form(record, controls, projects))
    return convert(folder, "docx"), meant


def convert(folder, ending):
    """Open and save every file of the folder "in"; return the folder of what was saved."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    files = sorted(map(str, (folder / "in").iterdir()))
    call = [str(OFFICE), "--headless", profile, "--convert-to", ending, "--outdir", str(folder / "out")]
    for start in range(0, len(files), BATCH):
        subprocess.run([*call, *files[start : start + BATCH]], check=True, capture_output=True, timeout=180)
    assert len(list((folder / "out").iterdir())) == len(files)
    return folder / "out"


def test_what_was_filled_in_is_read_back(handbook, saved):
    folder, meant = saved
    named = forms.directory(*handbook)
    read = {key: forms.read_back(folder / f"{key}.docx", handbook[0], named) for key in meant}
    assert read == {key: (held, ()) for key, held in meant.items()}


def test_blank_ones_stay_blank(handbook, saved):
    folder, meant = saved
    named = forms.directory(*handbook)
    for key in meant:
        read, faults = forms.read_back(folder / f"{key}-blank.docx", handbook[0], named)
        held = {name: value for name, value in read.items() if value}
        assert (held, faults) == ({"record": key}, ())


def test_sections_stay_headings(handbook, saved):
    folder, meant = saved
    for key in meant:
        record = handbook[0].records[key]
        content = read_content(SafeFile(folder / f"{key}.docx", folder), "docx", headings=True)
        assert [(held.words, held.filled) for held in content.headings] == [
            (words, words == next(iter(record.sections), None)) for words in record.sections or ("内容",)
        ]


@pytest.mark.skipif(not opens_workbooks(OFFICE), reason="LibreOffice 没有装电子表格部分，没有试它保存过的 Excel 表单")
def test_workbooks_are_read_back(handbook, tmp_path):
    controls, projects = handbook
    (tmp_path / "in").mkdir()
    meant = {}
    for record in (held for held in controls.records.values() if held.columns or held.fields or held.approvals):
        data = write_form(record, controls, projects, ending="xlsx")
        (tmp_path / "in" / f"{record.id}-blank.xlsx").write_bytes(data)
        data, meant[record.id] = forms.filled_book(data, record, controls)
        (tmp_path / "in" / f"{record.id}.xlsx").write_bytes(data)
    folder, named = convert(tmp_path, "xlsx"), forms.directory(controls, projects)
    assert {key: forms.read_back(folder / f"{key}.xlsx", controls, named) for key in meant} == {
        key: (held, ()) for key, held in meant.items()
    }
    for key in meant:
        read, faults = forms.read_back(folder / f"{key}-blank.xlsx", controls, named)
        assert ({name: value for name, value in read.items() if value}, faults) == ({"record": key}, ())
