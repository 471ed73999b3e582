"""Runs a peer's script, then prints the memory that its workload took as a JSON line of its own.

    python memory.py torch_peer.py mnist-cnn --threads 2

It is the greatest resident set of the process less that of the idle process, with the peer imported, before its first workload.
With --idle nothing runs: whether the peer can be imported, and its name and version.
"""

import json
import runpy
import sys

import common


def resident():
    """The most bytes that this process has had in memory so far.

    Not getrusage's ru_maxrss, which starts at that of the process that started this one.
    """
    with open("/proc/self/status") as file:
        return next(int(line.split()[1]) * 1024 for line in file if line.startswith("VmHWM:"))


run = common.Bench.run


def watched(bench):
    idle = resident()
    try:
        run(bench)
    finally:
        print(json.dumps({"memory": resident() - idle}), flush=True)


def announced(bench):
    print(json.dumps({"peer": bench.peer, "version": bench.version}), flush=True)


only_import = "--idle" in sys.argv
sys.argv = [argument for argument in sys.argv[1:] if argument != "--idle"]
common.Bench.run = announced if only_import else watched
runpy.run_path(sys.argv[0], run_name="__main__")
