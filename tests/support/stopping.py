"""A process that ends, or a system that refuses, at the n-th thing done to the disk."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

    import pytest

CALLS = (
    (os, "replace"), (os, "rename"), (os, "mkdir"), (os, "unlink"), (os, "rmdir"), (Path, "write_bytes"), (shutil, "copy2"),
)  # fmt: skip


class Killed(BaseException):
    """Stands for the end of the process: nothing that would come after it happens."""


class Stop:
    """Counts what is done to the disk; from the n-th on, it does what `then` says."""

    def __init__(
        self,
        monkeypatch: pytest.MonkeyPatch,
        place: int,
        then: Callable[[Stop, Callable[[], Any]], Any],
        below: Path = Path("/"),
    ) -> None:
        self.count, self.place, self.below = 0, place, below
        for owner, name in CALLS:
            monkeypatch.setattr(owner, name, self._around(getattr(owner, name), then))

    def _around(self, real: Callable[..., Any], then: Callable[[Stop, Callable[[], Any]], Any]) -> Callable[..., Any]:
        def called(*args: Any, **kwargs: Any) -> Any:
            if not Path.cwd().joinpath(args[0]).is_relative_to(self.below):
                return real(*args, **kwargs)
            self.count += 1
            if self.count < self.place:
                return real(*args, **kwargs)
            if real.__name__ == "write_bytes" and self.count == self.place:
                real(args[0], args[1][: len(args[1]) // 2])  # a half-written file
            return then(self, lambda: real(*args, **kwargs))

        called.__name__ = real.__name__
        return called

    @property
    def reached(self) -> bool:
        return self.count >= self.place


def killed(stop: Stop, go_on: Callable[[], Any]) -> Any:
    raise Killed
