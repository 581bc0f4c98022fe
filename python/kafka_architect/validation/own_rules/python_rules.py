"""Python files with rules of the user's own. They are programs: loading one runs it."""

from __future__ import annotations

import sys
import traceback
from importlib.util import module_from_spec, spec_from_file_location
from typing import TYPE_CHECKING

from kafka_architect.errors import InputError, SourceError
from kafka_architect.validation.own_rules.stated import CODE
from kafka_architect.validation.rule import Rule

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType


def python_rules(path: Path) -> list[Rule]:
    """The rules that a file makes, in their order.

    Raises:
        SourceError: if it cannot be read.
        InputError: with the line, if it is not Python or raises an exception; if it makes no rule, or one
            with a code or name of another form.
    """
    if not path.is_file():
        raise SourceError(2, f"cannot read the rules of {path}: no such file")
    module = _loaded(path)
    found = [value for value in vars(module).values() if isinstance(value, Rule)]
    if not found:
        raise InputError(f"{path} makes no rule: decorate a function with @rule or @system_rule")
    for one in found:
        check = one.check_config or one.check_system
        line = getattr(getattr(check, "__code__", None), "co_firstlineno", 1)
        if not CODE.fullmatch(one.code):
            raise InputError(
                f"{path}:{line}: code {one.code!r}: expected two to eight capital letters and three digits"
            )
    return found


def _loaded(path: Path) -> ModuleType:
    # The last part of the name becomes the rule's home, `own.<file>`.
    name = f"kafka_architect_rules.own.{path.stem}"
    spec = spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise InputError(f"{path}: expected a file whose name ends with .py")
    module = module_from_spec(spec)
    sys.modules[name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise InputError(f"{path}:{error.lineno or 1}: not Python: {error.msg}") from None
    except (Exception, SystemExit) as error:
        lines = [
            frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == str(path)
        ]
        line = next((number for number in reversed(lines) if number), 1)
        raise InputError(f"{path}:{line}: {type(error).__name__}: {error}") from error
    finally:
        sys.modules.pop(name, None)
    return module
