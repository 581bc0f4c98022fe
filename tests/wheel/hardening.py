"""What the compiled core does against being abused, as its file says."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

from elftools.elf.dynamic import DynamicSection
from elftools.elf.elffile import ELFFile
from elftools.elf.sections import SymbolTableSection

if TYPE_CHECKING:
    from pathlib import Path

BIND_NOW = 0x8  # DF_BIND_NOW
NOW = 0x1  # DF_1_NOW
EXECUTABLE = 0x1  # PF_X


def extracted_core(wheel: Path, folder: Path) -> Path:
    """The extension module of a wheel."""
    with zipfile.ZipFile(wheel) as files:
        (name,) = (name for name in files.namelist() if name.endswith(".so"))
        return folder / files.extract(name, folder)


def check_hardened(core: Path) -> None:
    """Frames are guarded, nothing can be written that decides where calls go, and no data is executed."""
    with core.open("rb") as file:
        elf = ELFFile(file)
        segments = {segment["p_type"]: segment["p_flags"] for segment in elf.iter_segments()}
        dynamic = elf.get_section_by_name(".dynamic")
        symbols = elf.get_section_by_name(".dynsym")
        assert isinstance(dynamic, DynamicSection)
        assert isinstance(symbols, SymbolTableSection)
        tags = {tag.entry.d_tag: tag.entry.d_val for tag in dynamic.iter_tags()}
        imported = {symbol.name for symbol in symbols.iter_symbols()}
    assert "PT_GNU_RELRO" in segments
    assert tags["DT_FLAGS"] & BIND_NOW
    assert tags["DT_FLAGS_1"] & NOW
    assert not segments["PT_GNU_STACK"] & EXECUTABLE
    assert "__stack_chk_fail" in imported
