"""Runs a program once: launch.py OUTPUT PROGRAM [WORD...]

Prints as JSON its exit code, wall and CPU milliseconds (of it and of what it started and waited
for), and the peak memory of its largest process in MiB.
"""

import json
import os
import sys
import time

output, *words = sys.argv[1:]
streams = [
    (os.POSIX_SPAWN_OPEN, 0, os.devnull, os.O_RDONLY, 0),
    (os.POSIX_SPAWN_OPEN, 1, output, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o644),
]
begin = time.perf_counter()
child = os.posix_spawn(words[0], words, os.environ, file_actions=streams)
_, status, usage = os.wait4(child, 0)
wall = time.perf_counter() - begin
print(
    json.dumps(
        {
            "exitCode": os.waitstatus_to_exitcode(status),
            "wall": wall * 1000,
            "cpu": (usage.ru_utime + usage.ru_stime) * 1000,
            "peak": usage.ru_maxrss / 1024,
        }
    )
)
