# SPDX-License-Identifier: MIT
"""A folder that is replaced whole or not at all: what is new is made beside it and takes its place when it is complete."""

import ctypes
import os
import shutil
from pathlib import Path

import filelock


class Staging:
    """`folder` is where to build; `publish()` puts it in the place of `final`. One process at a time: the lock dies with it."""

    def __init__(self, final):
        self.final = Path(final).resolve()
        self.folder, self._old = (self.final.with_name(self.final.name + ending) for ending in (".building", ".old"))
        if self.final.is_dir() and any(self.final.iterdir()) and not (self.final / "addresses.html").exists():
            raise FileExistsError(f"{final} holds something else than this site; name an empty folder, or none yet")
        self._lock = filelock.FileLock(self.final.with_name(f".{self.final.name}.lock"))
        try:
            self._lock.acquire(timeout=0)
        except filelock.Timeout:
            raise BlockingIOError(f"another build is writing {final}; wait for it to end, then type the command again") from None
        if self._old.exists() and not self.final.exists():  # killed between the two renames of publish()
            self._old.rename(self.final)
        self._clear()

    def publish(self):
        # Linux exchanges the two at once, RENAME_EXCHANGE (2) from AT_FDCWD (-100): neither is ever missing. Others do not know how.
        if os.name == "nt" or getattr(ctypes.CDLL(None), "renameat2", lambda *_: -1)(-100, bytes(self.folder), -100, bytes(self.final), 2):
            if self.final.exists():
                self.final.rename(self._old)
            self.folder.rename(self.final)

    def leave(self):
        self._clear()
        self._lock.release()

    def _clear(self):
        for leftover in (self.folder, self._old):
            shutil.rmtree(leftover, ignore_errors=True)
