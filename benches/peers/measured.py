"""Commands as whole processes: wall and CPU time and peak memory, as the system accounts for each."""

import dataclasses
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import time


@dataclasses.dataclass(frozen=True)
class Cost:
    wall: float  # seconds
    cpu: float  # seconds
    peak: float  # MB, of the largest process


def run(command, cwd=None):
    """What a command costs. It must succeed."""
    began = time.perf_counter()
    process = subprocess.Popen(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    said = process.stdout.read()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - began
    if status != 0:
        sys.exit(f"failed: {' '.join(map(str, command))}\n{said.decode(errors='replace')[-2000:]}")
    scale = 1 if sys.platform == "darwin" else 1024
    return Cost(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * scale / 1e6)


def median(costs):
    return Cost(*(statistics.median(getattr(cost, field.name) for cost in costs) for field in dataclasses.fields(Cost)))


def in_turn(programs, folder, runs):
    """Each program of {name: command for an output folder}, one after another, `runs` times after a warm-up; each writes
    into a new folder, and nobody pays for deleting it. Gives {name: (Cost, files, bytes)}."""
    costs = {name: [] for name in programs}
    sizes = {}
    for round_ in range(runs + 1):
        for name, command in programs.items():
            out = folder / "out"
            cost = run(command(out))
            if round_ > 0:
                costs[name].append(cost)
            sizes[name] = size(out)
            shutil.rmtree(out)
    return {name: (median(of), *sizes[name]) for name, of in costs.items()}


def size(folder):
    """How many files a folder holds, and their bytes."""
    files = [path for path in pathlib.Path(folder).rglob("*") if path.is_file()]
    return len(files), sum(path.stat().st_size for path in files)
