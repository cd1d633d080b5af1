"""Compiled kernels: one decorator, and a cache that a change anywhere in the package empties.

Numba's own cache looks only at the file of the function itself, so a changed kernel would live on inside its callers.
The cache folder is therefore named by a digest of the rooms that hold kernels, as no other room can be called from
one.
"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

import numba
from numba.core import config

from deterrence.caches import cache_folder
from deterrence.digest import files_digest

P = ParamSpec("P")
R = TypeVar("R")

_CONFIG: Any = config
_SELDOM = (20_000, 20, 20)  # Python's own is 700 objects
_IMPORTS = (b"import compiled", b"import inlined")  # in what holds kernels


@cache
def code_digest() -> str:
    """SHA-256 over the package's Python source, by relative path; works without version control."""
    root = Path(__file__).parent
    return files_digest(root, root.rglob("*.py"))


@cache
def _kernel_digest() -> str:
    """SHA-256 over the rooms that hold compiled kernels, and the ground; nothing else can be called from a kernel."""
    root = Path(__file__).parent
    room = {path: path.relative_to(root).parts[0] for path in root.rglob("*.py")}
    rooms = {room[path] for path in room if any(word in path.read_bytes() for word in _IMPORTS)}
    return files_digest(root, [path for path in room if path.parent == root or room[path] in rooms])


@contextmanager
def seldom_collecting() -> Iterator[None]:
    """Look for garbage less often: of the many objects that compiling makes nearly all stay."""
    before = gc.get_threshold()
    gc.set_threshold(*_SELDOM)
    try:
        yield
    finally:
        gc.set_threshold(*before)


def compiled(function: Callable[P, R]) -> Callable[P, R]:
    """Compile a function of numbers and arrays to machine code; it holds no lock and uses one thread.

    What is compiled is optimised once more within every kernel that calls it, and again within what calls that. So for
    a kernel that is called from Python, and for a part of one that is called in several places.
    """
    return _compiled(function, {})


def inlined(function: Callable[P, R]) -> Callable[P, R]:
    """A part of a kernel, written apart to be read: put into what calls it before anything is compiled.

    For what is called in one place of a kernel, as every call is a copy. It can be called from Python all the same.
    """
    return _compiled(function, {"inline": "always"})


def _compiled(function: Callable[P, R], options: Mapping[str, str]) -> Callable[P, R]:
    folder = cache_folder(_kernel_digest()[:16])
    before = _CONFIG.CACHE_DIR
    _CONFIG.CACHE_DIR = str(folder) if folder else before
    try:
        compiler: Any = numba.njit  # whose types do not know all of its options
        compile_ = compiler(cache=folder is not None, nogil=True, no_cfunc_wrapper=True, **options)
        dispatcher: Callable[P, R] = compile_(function)
    finally:
        _CONFIG.CACHE_DIR = before
    return dispatcher
