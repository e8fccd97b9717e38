"""Lets another program drive the engine, one JSON object a line: `python -m forms.oracle_protocol`; for the differential test.

Requests: load (path or xml, media), set, add, remove, language, dump; the answer is an object, {"error": ...} for what cannot be done.
"""

from __future__ import annotations

import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from forms.attached import take_in
from forms.engine.functions import Clock
from forms.engine.instance import Instance
from forms.engine.load import load_form
from forms.engine.node import Node
from forms.engine.view import Field

OURS = re.compile(rb'\sbw:min_items="\d*"')  # the other engine does not know that some items are offered from the start
PROPERTIES = {"deviceid": "oracle-device", "username": "oracle-user", "email": "o@example.org", "phonenumber": "+620"}


class Conversation:
    """One form at a time; a load begins anew."""

    def __init__(self, clock: Clock | None = None) -> None:
        """clock: the moment at which forms are opened; None: each at its own."""
        self.form: Instance | None = None
        self._clock = clock

    def answer(self, request: dict[str, Any]) -> dict[str, Any]:
        """Return what one request brings. Raises what the engine raises."""
        operation = request["op"]
        if operation == "load":
            self.form = self._load(request)
            return {"ok": True}
        if self.form is None:
            raise ValueError("no form is loaded")
        if operation == "set":
            self.form.set(_place(request["ref"]), request["value"])
        elif operation == "add":
            self.form.add(_place(request["ref"]), request.get("index"))
        elif operation == "remove":
            self.form.remove(f"{_place(request['ref'])}[{request['index'] + 1}]")
        elif operation == "language":
            self.form.speak(request["value"])
        elif operation == "dump":
            return {"nodes": [self._described(node) for node in self.form.root.walk() if node.definition.structure == "leaf"]}
        else:
            raise ValueError(f"unknown operation {operation}")
        return {"ok": True}

    def _load(self, request: dict[str, Any]) -> Instance:
        path = Path(request["path"]) if "path" in request else None
        xml = request["xml"].encode() if "xml" in request else path.read_bytes() if path is not None else b""
        folder = Path(request["media"]) if request.get("media") else path.parent if path is not None else None
        now = datetime.now().astimezone()
        clock = self._clock or Clock(now.date(), now, properties=PROPERTIES)
        definition = load_form(OURS.sub(b"", take_in(xml, folder, missing_is_empty=True)), disputed=True)
        form = Instance(definition, None, clock, language="en")  # month names as ODK has them
        if definition.languages:
            form.speak(definition.languages[0])
        return form

    def _described(self, node: Node) -> dict[str, Any]:
        assert self.form is not None
        shown = self.form.node(node.ref)
        assert isinstance(shown, Field)
        described: dict[str, Any] = {
            "ref": node.ref, "value": node.text, "relevant": node.relevant, "required": node.required,
            "label": self.form.said(node, "labels"),
            "hint": self.form.said(node, "hints"), "readonly": node.readonly or shown.kind == "note",
            "required_ok": not (node.relevant and node.required and not node.text),
            "constraint_ok": not (node.relevant and node.text) or node.constraint_ok,
        }  # fmt: skip
        if shown.kind in ("select_one", "select_multiple", "rank"):
            described["choices"] = [list(choice) for choice in shown.choices]
        return described


def _place(ref: str) -> str:
    """The last step of a repeat's own path carries no position."""
    return re.sub(r"(?<=/)[\w.-]+:(?=\w)", "", ref)


def main() -> int:
    conversation = Conversation()
    for line in sys.stdin:
        if line.strip():
            try:
                reply = conversation.answer(json.loads(line))
            except Exception as error:  # the one on the other side is told and goes on
                reply = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(reply), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
