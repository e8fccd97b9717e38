"""What the commands about signing take: sign, digest, insert."""

from __future__ import annotations

import argparse
from pathlib import Path


def add_manner(parser: argparse.ArgumentParser) -> None:
    """Add with which key is signed; without any of these it is one's own key in the vault."""
    parser.add_argument(
        "--key-file", type=Path, metavar="P12", help="sign with a certificate file (.p12, .pfx); its passphrase is asked next"
    )
    parser.add_argument("--module", metavar="FILE", help="sign with a token: its PKCS#11 library (.dll, .so); the PIN is asked next")
    parser.add_argument(
        "--token", metavar="LABEL", default=None, help="which token, by label or serial number; else the only one plugged in"
    )
    parser.add_argument(
        "--key", metavar="SHA256", default="", help="which certificate of the token, by its SHA-256; else the only one that can sign"
    )
    parser.add_argument(
        "--same-person", action="store_true", help="the certificate bears another name than the block, and both are one person"
    )


def add_sign(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("papers", nargs="+", metavar="PAPER", help="a PDF; with --vault also the id of a kept paper")
    parser.add_argument("--field", metavar="NAME", help="the signature block; else the one that bears the signer's name")
    add_manner(parser)
    parser.add_argument(
        "--out", type=Path, metavar="PATH", help="the signed PDF, or a folder for several; else PAPER.signed.pdf beside each"
    )


def add_digest(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", metavar="PAPER", help="a PDF; with --vault also the id of a kept paper, or of a document")
    parser.add_argument("--field", metavar="NAME", help="the signature block; else the open one whose turn it is")
    parser.add_argument("--certificate", type=Path, metavar="CERT", help="with which it will be signed (PEM or DER), to look at it now")
    parser.add_argument(
        "--same-person", action="store_true", help="the certificate bears another name than the block, and both are one person"
    )
    parser.add_argument("--out", type=Path, metavar="FILE", help="the prepared PDF; else PAPER.prepared.pdf beside the paper")
    parser.add_argument(
        "--content", type=Path, metavar="FILE", help="write the bytes to be signed too, for a program that hashes them itself"
    )


def add_insert(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("paper", type=Path, metavar="PAPER", help="the prepared PDF, or the paper beside which it lies")
    parser.add_argument("cms", type=Path, metavar="CMS", help="the signature that came back (DER or PEM)")
    parser.add_argument("--out", type=Path, metavar="FILE", help="the signed PDF; else PAPER.signed.pdf beside it")
