"""
What a page of a PDF draws besides words: how many paths, and whether an image.
"""

from __future__ import annotations

import ctypes
import itertools
from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, Final, cast

from pypdfium2 import raw

RULED_PATHS: Final = 4
"""A table has at least a frame."""
_MANY_OBJECTS: Final = 300
_STRIDES: Final = (1, 3, 5, 4, 2, 6)


def counted(page: Any) -> tuple[int, bool]:
    """How many paths the page draws (no more than matter), and whether it shows an image."""
    handle = ctypes.cast(page, ctypes.c_void_p).value
    count = raw.FPDFPage_CountObjects(page)
    places: Iterable[int] = range(count)
    if count > _MANY_OBJECTS:
        # A page may hold an object a character.  The lines of a table are drawn many together, so
        # uneven strides cannot pass them all by.
        strides = itertools.accumulate(itertools.cycle(_STRIDES), initial=0)
        places = itertools.takewhile(lambda at: at < count, strides)
    kinds = Counter(_type_of(_object_at(handle, at)) for at in places)
    if 0 < kinds[raw.FPDF_PAGEOBJ_PATH] < RULED_PATHS and count > _MANY_OBJECTS:
        kinds = Counter(_type_of(_object_at(handle, at)) for at in range(count))
    if kinds[raw.FPDF_PAGEOBJ_FORM]:
        for at in range(count):
            item = raw.FPDFPage_GetObject(page, at)
            if raw.FPDFPageObj_GetType(item) == raw.FPDF_PAGEOBJ_FORM:
                inner = range(min(raw.FPDFFormObj_CountObjects(item), _MANY_OBJECTS))
                kinds.update(raw.FPDFPageObj_GetType(raw.FPDFFormObj_GetObject(item, n)) for n in inner)
    return kinds[raw.FPDF_PAGEOBJ_PATH], kinds[raw.FPDF_PAGEOBJ_IMAGE] > 0


def _fast(function: Any, result: Any, *arguments: Any) -> Callable[..., int]:
    """The same C function with plain addresses for handles: half the cost of a call."""
    address = ctypes.cast(function, ctypes.c_void_p).value or 0
    return cast("Callable[..., int]", ctypes.PYFUNCTYPE(result, *arguments)(address))


_object_at = _fast(raw.FPDFPage_GetObject, ctypes.c_void_p, ctypes.c_void_p, ctypes.c_int)
_type_of = _fast(raw.FPDFPageObj_GetType, ctypes.c_int, ctypes.c_void_p)
