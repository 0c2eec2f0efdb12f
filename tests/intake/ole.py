"""A small writer of OLE containers ([MS-CFB]), enough for Outlook messages."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from itertools import pairwise

END, FREE, FAT, NONE = 0xFFFFFFFE, 0xFFFFFFFF, 0xFFFFFFFD, 0xFFFFFFFF
Tree = Mapping[str, "bytes | Tree"]


def container(tree: Tree) -> bytes:
    """The bytes of a container with these streams and storages; small streams go into the mini stream."""
    entries: list[dict[str, object]] = [
        {"name": "Root Entry", "kind": 5, "child": NONE, "left": NONE, "right": NONE, "data": b""}
    ]

    def add(branch: Tree, parent: int) -> None:
        made = []
        for name in sorted(branch, key=lambda n: (len(n), n.upper())):
            value = branch[name]
            entries.append({"name": name, "kind": 2 if isinstance(value, bytes) else 1, "child": NONE, "left": NONE, "right": NONE,
                            "data": value if isinstance(value, bytes) else b""})  # fmt: skip
            number = len(entries) - 1
            made.append(number)
            if not isinstance(value, bytes):
                add(value, number)
        # a chain of right siblings is a lawful, if lopsided, tree
        for one, following in pairwise(made):
            entries[one]["right"] = following
        if made:
            entries[parent]["child"] = made[0]

    add(tree, 0)
    sectors: list[bytes] = []
    fat: list[int] = []

    def store(data: bytes) -> int:
        if not data:
            return END
        first = len(sectors)
        pieces = [data[i : i + 512].ljust(512, b"\0") for i in range(0, len(data), 512)]
        for i, piece in enumerate(pieces):
            sectors.append(piece)
            fat.append(first + i + 1 if i + 1 < len(pieces) else END)
        return first

    mini = bytearray()
    minifat: list[int] = []
    for entry in entries[1:]:
        data = entry["data"]
        assert isinstance(data, bytes)
        entry["size"] = len(data)
        if len(data) >= 4096:
            entry["start"] = store(data)
        elif data:
            entry["start"] = len(minifat)
            count = -(-len(data) // 64)
            minifat.extend([*range(len(minifat) + 1, len(minifat) + count), END])
            mini += data.ljust(count * 64, b"\0")
        else:
            entry["start"] = END
    entries[0]["start"], entries[0]["size"] = store(bytes(mini)), len(mini)
    minifat_start = store(
        b"".join(struct.pack("<I", x) for x in minifat).ljust(-(-len(minifat) * 4 // 512) * 512, b"\xff")
    )
    while len(entries) % 4:
        entries.append({"name": "", "kind": 0, "child": NONE, "left": NONE, "right": NONE, "start": 0, "size": 0})
    directory = b""
    for entry in entries:
        name = str(entry["name"]).encode("utf-16-le")
        size = len(name) + 2 if name else 0
        directory += name.ljust(64, b"\0") + struct.pack(
            "<HBBIII", size, int(entry["kind"]), 1, entry["left"], entry["right"], entry["child"]
        )  # type: ignore[call-overload]
        directory += b"\0" * 36 + struct.pack("<IQ", entry["start"], entry["size"])
    directory_start = store(directory)
    count = 1
    while -(-(len(fat) + count) // 128) > count:
        count += 1
    fat_first = len(sectors)
    fat.extend([FAT] * count)
    packed = b"".join(struct.pack("<I", x) for x in fat).ljust(count * 512, b"\xff")
    sectors.extend(packed[i : i + 512] for i in range(0, len(packed), 512))
    head = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 16 + struct.pack("<HHHHH", 0x3E, 3, 0xFFFE, 9, 6) + b"\0" * 6
    head += struct.pack(
        "<IIIIIIIII",
        0,
        count,
        directory_start,
        0,
        4096,
        minifat_start if minifat else END,
        -(-len(minifat) * 4 // 512),
        END,
        0,
    )
    head += b"".join(struct.pack("<I", fat_first + i if i < count else FREE) for i in range(109))
    return head + b"".join(sectors)


def message(*, subject: str = "", body: str = "", sender: str = "", html: bytes = b"", packed: bytes = b"", sent: int = 0,
            attachments: Mapping[str, bytes] | None = None, narrow: bool = False) -> bytes:  # fmt: skip
    """An Outlook message. ``sent`` is a FILETIME."""

    def text(tag: int, value: str) -> dict[str, bytes]:
        if not value:
            return {}
        if narrow:
            return {f"__substg1.0_{tag:04X}001E": value.encode("cp1252")}
        return {f"__substg1.0_{tag:04X}001F": value.encode("utf-16-le")}

    tree: dict[str, bytes | Tree] = {**text(0x0037, subject), **text(0x1000, body), **text(0x0C1A, sender)}
    if html:
        tree["__substg1.0_10130102"] = html
    if packed:
        tree["__substg1.0_10090102"] = packed
    fixed = b"\0" * 32 + struct.pack("<HHIQ", 0x0003, 0x3FFD, 6, 1252)
    if sent:
        fixed += struct.pack("<HHIQ", 0x0040, 0x0039, 6, sent)
    tree["__properties_version1.0"] = fixed
    for i, (name, data) in enumerate((attachments or {}).items()):
        tree[f"__attach_version1.0_#{i:08X}"] = {
            "__substg1.0_37010102": data,
            **text(0x3707, name),
            "__properties_version1.0": b"\0" * 8,
        }
    return container(tree)
