"""Which server takes each client, as a script would find out: a list, and bisect on the ring.

usage: choose.py map-based|consistent SERVERS WEIGHT CLIENTS
"""

import socket
import sys
from bisect import bisect_left

MASK = 0xFFFFFFFF


def full_hash(a):
    a = (a + 0x7ED55D16 + (a << 12)) & MASK
    a = a ^ 0xC761C23C ^ (a >> 19)
    a = (a + 0x165667B1 + (a << 5)) & MASK
    a = ((a + 0xD3A2646C) ^ (a << 9)) & MASK
    a = (a + 0xFD7046C5 + (a << 3)) & MASK
    a = a ^ 0xB55A4F09 ^ (a >> 16)
    return (a * 3221225473) & MASK


def ring(names, weight):
    points = sorted(
        (full_hash((number * 4096 + point) & MASK), name)
        for number, name in enumerate(names, 1)
        for point in range(16 * weight)
    )
    keys = [key for key, _ in points]
    owners = [name for _, name in points]

    def choose(word):
        value = full_hash(word)
        at = bisect_left(keys, value) % len(keys)
        if (value - keys[at - 1]) & MASK <= (keys[at] - value) & MASK:
            return owners[at - 1]
        return owners[at]

    return choose


def main():
    method, servers, weight, clients = sys.argv[1:]
    names = [f"compile{number}" for number in range(1, int(servers) + 1)]
    choose = (
        ring(names, int(weight)) if method == "consistent" else lambda word: names[word % len(names)]
    )
    with open(clients, encoding="ascii") as lines:
        for line in lines:
            client = line.strip()
            word = int.from_bytes(socket.inet_aton(client), "big")
            sys.stdout.write(f"{client} {choose(word)}\n")


main()
