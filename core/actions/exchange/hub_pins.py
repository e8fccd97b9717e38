"""The evening stations that this laptop has met: their keys are pinned at the first meeting, by the code on their screen."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import Connection

from core.actions.clock import Now
from core.exchange.errors import other_kind
from core.exchange.hub_calls import HubFace
from core.exchange.hub_line import HubUnknown, changed, read_hub_code, wrong_hub_code
from core.exchange.one_time_code import fingerprint
from core.rules.regions import is_drill_code
from core.vault import local
from core.vault.vault import Vault
from record.seal import key_id

HUBS = "hubs"  # setting: id of the hub's key -> what is known of it


@dataclass(frozen=True, slots=True, kw_only=True)
class PinnedHub:
    """hub: id of its key; address: where it was met last; met_at: ISO 8601 by this laptop's clock."""

    hub: str
    office: str
    office_name: str
    name: str
    address: str
    met_at: str


def pinned_hubs(tx: Connection) -> list[PinnedHub]:
    """Return the hubs known here, the one met last first."""
    found = [
        PinnedHub(hub=hub, **{name: str(kept.get(name, "")) for name in ("office", "office_name", "name", "address", "met_at")})
        for hub, kept in _kept(tx).items()
        if isinstance(kept, dict)
    ]
    return sorted(found, key=lambda one: one.met_at, reverse=True)


def pin(vault: Vault, face: HubFace, *, address: str, code: str, now: Now) -> PinnedHub:
    """Return the hub that answered, once it is known to be the right one; remember it. code: as typed, empty for none.

    Raises HubUnknown when it was never met and no code was given, HubImpostor for a wrong code, HubChanged when another key answers
    under the name of one that is known, OtherKind between drill and real.
    """
    if face.is_drill != is_drill_code(vault.office):
        raise other_kind()
    hub = key_id(face.key)
    if code and read_hub_code(code) != fingerprint(face.key):
        raise wrong_hub_code()
    with vault.write() as tx:
        kept = dict(_kept(tx))
        if hub not in kept and not code:
            if any((one.office, one.name) == (face.office, face.name) for one in pinned_hubs(tx)):
                raise changed(face.name)
            raise HubUnknown(
                "This evening station was never met before: its code is needed once.",
                "Type the code that stands on its screen (15 characters). It proves that nobody else answers in its place.",
                name=face.name,
                office=face.office_name or face.office,
            )
        found = PinnedHub(
            hub=hub,
            office=face.office,
            office_name=face.office_name,
            name=face.name,
            address=address,
            met_at=now().isoformat(timespec="seconds"),
        )
        known = kept.get(hub)
        kept[hub] = {
            **(known if isinstance(known, dict) else {}),
            "key": base64.b64encode(face.key).decode(),
            "office": found.office,
            "office_name": found.office_name,
            "name": found.name,
            "address": found.address,
            "met_at": found.met_at,
        }
        local.keep_setting(tx, HUBS, kept)
    return found


def forget_hub(vault: Vault, hub: str) -> None:
    """Forget a hub: the next time its code is asked again."""
    with vault.write() as tx:
        local.keep_setting(tx, HUBS, {key: value for key, value in _kept(tx).items() if key != hub})


def _kept(tx: Connection) -> Mapping[str, object]:
    kept = local.setting(tx, HUBS)
    return {str(key): value for key, value in kept.items()} if isinstance(kept, dict) else {}
