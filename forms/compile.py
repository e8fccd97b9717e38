"""Makes XForms of XLSForm workbooks, at publish time only; `python -m forms.compile` does it for all of `official/`."""

from __future__ import annotations

import argparse
import json
import re
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from pyxform.xls2xform import convert

from forms.engine.errors import FormRefused
from forms.engine.load import load_form
from forms.findings import Finding, Refused
from forms.library import COMPILED, FormVersion
from forms.lint import lint
from forms.plain_layout import plain_layout
from forms.workbook import read_workbook
from forms.xform import xform_of

OFFICIAL = Path(__file__).resolve().parent / "official"


@dataclass(frozen=True, slots=True)
class Compiled:
    """One form version, ready to write: the XForm and the JSON beside it (layout, title, SHA-256 of the XForm)."""

    form_id: str
    version: str
    xml: bytes
    json: bytes

    @property
    def stem(self) -> str:
        return "-".join(re.sub(r"[^\w.]+", "_", part).lstrip(".") or "form" for part in (self.form_id, self.version))

    def write(self, folder: Path) -> tuple[Path, Path]:
        """Write both files into `folder` and return their paths. Raises FileExistsError when this version was made before, otherwise."""
        paths = folder / f"{self.stem}.xml", folder / f"{self.stem}.json"
        for path, content in zip(paths, (self.xml, self.json), strict=True):
            if path.exists() and path.read_bytes() != content:
                raise FileExistsError(path.name)
        folder.mkdir(parents=True, exist_ok=True)
        for path, content in zip(paths, (self.xml, self.json), strict=True):
            path.write_bytes(content)
        return paths


def compile_form(source: Path) -> Compiled:
    """Return the compiled form of `<form>.md` and `<form>.layout.yaml` beside it; the same source gives the same bytes.

    Raises FormRefused when our engine could not run it; pyxform's own errors pass.
    """
    xml = convert(source.read_text(encoding="utf-8"), file_type=".md", validate=False, pretty_print=True).xform.encode()
    form = load_form(xml)
    if form.id != source.stem or not form.version:
        raise FormRefused("the form_id is not the file's name, or the version is missing", str(source.name))
    layout = yaml.safe_load(source.with_suffix(".layout.yaml").read_text(encoding="utf-8"))
    return _described(form.id, form.version, form.title, xml, layout)


def compile_workbook(path: Path) -> Compiled:
    """Return the compiled form of any workbook, with the lists of files beside it, and a plain layout when it has none of its own.

    Raises Refused with every error that `forms.lint` finds.
    """
    if errors := [finding for finding in lint(path) if finding.is_error]:
        raise Refused(*errors)
    xml = xform_of(read_workbook(path), path.parent)
    form = load_form(xml)
    return _described(form.id, form.version or "1", form.title, xml, layout_beside(path) or plain_layout(form.title))


def trial_version(path: Path) -> tuple[FormVersion, tuple[Finding, ...]]:
    """Return the form as it can be tried, and what is to be mended before it can be published.

    What the ODK engines disagree on runs as in ODK Web Forms. Raises Refused when the form cannot run at all.
    """
    findings = lint(path)
    if errors := [finding for finding in findings if finding.is_error and finding.rule not in ("engines.disagree", "column.not_in_list")]:
        raise Refused(*errors)
    xml = xform_of(read_workbook(path), path.parent)
    form = load_form(xml, disputed=True)
    layout = layout_beside(path) or plain_layout(form.title)
    titles = {"": form.title, **layout["title"]}
    return FormVersion(form.id, form.version or "1", sha256(xml).hexdigest(), titles, layout, lambda: form), findings


def layout_beside(path: Path) -> dict[str, Any] | None:
    """Return the layout in `<form>.layout.yaml` beside the workbook, None without one. Raises Refused for one that cannot be read."""
    source = path.with_suffix(".layout.yaml")
    if not source.is_file():
        return None
    try:
        layout = yaml.safe_load(source.read_text(encoding="utf-8"))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise Refused(Finding("layout.unreadable", f"{source.name} cannot be read: {' '.join(str(error).split())}")) from error
    if not isinstance(layout, dict) or not isinstance(layout.get("title"), dict):
        raise Refused(Finding("layout.unreadable", f"{source.name} names no title for each regime"))
    return {**plain_layout(""), "plain": False, **layout}


def _described(form_id: str, version: str, title: str, xml: bytes, layout: dict[str, Any]) -> Compiled:
    described = {"form": form_id, "version": version, "title": title, "sha256": sha256(xml).hexdigest(), "layout": layout}
    return Compiled(form_id, version, xml, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m forms.compile", description=__doc__)
    parser.add_argument("--overwrite", action="store_true", help="replace a version that has never been given out")
    parser.add_argument("--into", type=Path, default=COMPILED, help="the folder to write to (default: forms/compiled)")
    wanted = parser.parse_args(arguments)
    for source in sorted(OFFICIAL.glob("*.md")):
        made = compile_form(source)
        for path, content in ((wanted.into / f"{made.stem}.xml", made.xml), (wanted.into / f"{made.stem}.json", made.json)):
            if path.exists() and path.read_bytes() != content and not wanted.overwrite:
                print(f"{path.name} differs from what was compiled before. A published version never changes: raise it.", file=sys.stderr)
                return 1
            path.parent.mkdir(exist_ok=True)
            path.write_bytes(content)
        print(f"{made.stem} {sha256(made.xml).hexdigest()}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
