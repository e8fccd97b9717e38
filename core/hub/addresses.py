"""Under which addresses this laptop is reached on its networks now; they change with the Wi-Fi."""

from __future__ import annotations

import ipaddress

import ifaddr


def own_addresses() -> list[str]:
    """Return the IPv4 addresses of this laptop, those of a local network first; loopback only where there is nothing else."""
    found = {str(one.ip) for adapter in ifaddr.get_adapters() for one in adapter.ips if one.is_IPv4}
    outside = [one for one in found if not ipaddress.ip_address(one).is_loopback]
    return sorted(outside, key=lambda one: (not _is_local(one), ipaddress.ip_address(one))) or ["127.0.0.1"]


def _is_local(address: str) -> bool:
    found = ipaddress.ip_address(address)
    return found.is_private and not found.is_link_local
