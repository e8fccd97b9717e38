"""OpenStack Swift with its S3 interface, run by Debian's own Python: `/usr/bin/python3 swift_engine.py FOLDER PORT`.

All four servers in one process: a proxy with s3api and tempauth, and one account, container and object server with a single replica each.
Prints READY once it answers. The credentials come by the environment (SWIFT_ACCOUNT, SWIFT_USER, SWIFT_SECRET, SWIFT_BUCKET).
"""

from __future__ import annotations

import eventlet

eventlet.monkey_patch()

import os  # noqa: E402
import socket  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402

from eventlet import listen, wsgi  # noqa: E402
from swift.common import utils  # noqa: E402
from swift.common.ring import RingBuilder  # noqa: E402
from swift.common.swob import Request  # noqa: E402

ROOT, PORT = Path(sys.argv[1]), int(sys.argv[2])
KINDS = ("account", "container", "object")

STORAGE = """[DEFAULT]
devices = {root}/devices
mount_check = false
swift_dir = {root}
workers = 0
[pipeline:main]
pipeline = {kind}-server
[app:{kind}-server]
use = egg:swift#{kind}
"""
INSIDE = """[DEFAULT]
swift_dir = {root}
[pipeline:main]
pipeline = proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
"""
PROXY = """[DEFAULT]
swift_dir = {root}
workers = 0
[pipeline:main]
pipeline = catch_errors gatekeeper cache listing_formats bulk s3api tempauth copy slo dlo proxy-server
[app:proxy-server]
use = egg:swift#proxy
account_autocreate = true
[filter:catch_errors]
use = egg:swift#catch_errors
[filter:gatekeeper]
use = egg:swift#gatekeeper
[filter:cache]
use = egg:swift#memcache
memcache_servers = 127.0.0.1:{memcached}
[filter:s3api]
use = egg:swift#s3api
location = us-east-1
[filter:tempauth]
use = egg:swift#tempauth
user_{account}_{user} = {secret} .admin
[filter:copy]
use = egg:swift#copy
[filter:listing_formats]
use = egg:swift#listing_formats
[filter:slo]
use = egg:swift#slo
minimum_segment_size = 1
[filter:dlo]
use = egg:swift#dlo
[filter:bulk]
use = egg:swift#bulk
"""


def _memcached() -> int:
    """Start what tempauth keeps its groups in; it is in our process group, and ends with it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    subprocess.Popen(["memcached", "-l", "127.0.0.1", "-p", str(port), "-U", "0", "-m", "8", "-u", "nobody"])
    return port


def main() -> None:
    account, user, secret, bucket = (os.environ[f"SWIFT_{name}"] for name in ("ACCOUNT", "USER", "SECRET", "BUCKET"))
    (ROOT / "devices/d1").mkdir(parents=True, exist_ok=True)
    (ROOT / "swift.conf").write_text("[swift-hash]\nswift_hash_path_suffix = test\n")
    utils.set_swift_dir(str(ROOT))
    sockets = {kind: listen(("127.0.0.1", 0)) for kind in KINDS}
    for kind, listening in sockets.items():
        (ROOT / f"{kind}.conf").write_text(STORAGE.format(root=ROOT, kind=kind))
        builder = RingBuilder(4, 1, 0)
        place = {"region": 1, "zone": 1, "ip": "127.0.0.1", "port": listening.getsockname()[1], "device": "d1", "weight": 1, "meta": ""}
        builder.add_dev({**place, "replication_ip": "127.0.0.1", "replication_port": place["port"]})
        builder.rebalance()
        builder.get_ring().save(str(ROOT / f"{kind}.ring.gz"))
    memcached = _memcached()
    (ROOT / "proxy.conf").write_text(PROXY.format(root=ROOT, account=account, user=user, secret=secret, memcached=memcached))
    (ROOT / "proxy.conf").chmod(0o600)

    from swift.common.wsgi import loadapp  # reads what was written above

    for kind, listening in sockets.items():
        eventlet.spawn(wsgi.server, listening, loadapp(str(ROOT / f"{kind}.conf"), global_conf={"log_level": "ERROR"}), log_output=False)
    if bucket:
        (ROOT / "inside.conf").write_text(INSIDE.format(root=ROOT))
        inside = loadapp(str(ROOT / "inside.conf"), allow_modify_pipeline=False)
        made = Request.blank(f"/v1/AUTH_{account}/{bucket}", method="PUT").get_response(inside)
        if not made.is_success:
            raise SystemExit(f"no bucket: {made.status} {made.body!r}")
    door = eventlet.listen(("127.0.0.1", PORT), reuse_addr=True)
    door.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    print("READY", door.getsockname()[1], flush=True)
    wsgi.server(door, loadapp(str(ROOT / "proxy.conf")), log_output=False, max_size=64)


if __name__ == "__main__":
    main()
