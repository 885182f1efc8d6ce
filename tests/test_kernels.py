# SPDX-License-Identifier: MIT
"""The answers do not hang on one machine's linear algebra: recomputed under several kernels, each agrees with the record."""

import os
import platform
import subprocess
import sys
from pathlib import Path

import pytest

RECOMPUTE = Path(__file__).with_name("recompute.py")
KERNELS = {"x86_64": ["Prescott", "Nehalem", "Haswell"], "aarch64": ["ARMV8", "NEOVERSEN1"], "arm64": ["ARMV8"]}


def recompute(**environment):
    return subprocess.run([sys.executable, str(RECOMPUTE)], env=os.environ | environment, text=True, capture_output=True, timeout=900, check=False)


@pytest.mark.parametrize("kernel", KERNELS.get(platform.machine().replace("AMD64", "x86_64"), []))
def test_every_answer_agrees_with_the_record_under_another_kernel(kernel):
    done = recompute(OPENBLAS_CORETYPE=kernel, OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"kernel {kernel}: " in done.stdout
    assert int(done.stdout.rsplit(": ", 1)[1].split()[0]) > 200


@pytest.mark.skipif(platform.machine() not in ("x86_64", "AMD64"), reason="elsewhere two kernels may round alike")
def test_another_kernel_is_another_computation():
    """Were the last bits the same as well, the test above would show nothing."""
    code = "import numpy; a = numpy.random.default_rng(1).normal(size=(300, 300)); print((a @ a).tobytes().hex()[:4000])"
    run = [subprocess.run([sys.executable, "-c", code], env=os.environ | {"OPENBLAS_CORETYPE": kernel}, capture_output=True, check=True).stdout
           for kernel in KERNELS["x86_64"][:2]]
    assert len(set(run)) == 2
