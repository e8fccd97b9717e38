"""Compiles the XLSForm sources of `official/` into `compiled/`, at publish time only: `python -m forms.compile`."""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

import yaml
from pyxform.xls2xform import convert

from forms.engine.errors import FormRefused
from forms.engine.load import load_form
from forms.library import COMPILED

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
        return f"{self.form_id}-{self.version}"


def compile_form(source: Path) -> Compiled:
    """Return the compiled form of `<form>.md` and `<form>.layout.yaml` beside it; the same source gives the same bytes.

    Raises FormRefused when our engine could not run it; pyxform's own errors pass.
    """
    xml = convert(source.read_text(encoding="utf-8"), file_type=".md", validate=False, pretty_print=True).xform.encode()
    form = load_form(xml)
    if form.id != source.stem or not form.version:
        raise FormRefused("the form_id is not the file's name, or the version is missing", str(source.name))
    layout = yaml.safe_load(source.with_suffix(".layout.yaml").read_text(encoding="utf-8"))
    described = {"form": form.id, "version": form.version, "title": form.title, "sha256": sha256(xml).hexdigest(), "layout": layout}
    return Compiled(form.id, form.version, xml, (json.dumps(described, ensure_ascii=False, indent=1) + "\n").encode())


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
