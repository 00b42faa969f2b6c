"""What mypy cannot say: a function that passes on what is absent takes it as any argument.

A plugin of mypy. ``@unless_absent`` widens every parameter, ``X`` to ``X | Absent``; no type of
Python's own says that of an unknown list of parameters.
"""

from __future__ import annotations

from collections.abc import Callable

from mypy.plugin import FunctionContext, Plugin
from mypy.types import AnyType, CallableType, Instance, Parameters, Type, UnionType, get_proper_type

MODULE = "analysis.values.absent"


def widened(context: FunctionContext) -> Type:
    found = get_proper_type(context.default_return_type)
    if not isinstance(found, Instance):
        return found
    taken = get_proper_type(found.args[0])
    if not isinstance(taken, Parameters):
        return found
    call = get_proper_type(found.type.names["__call__"].type)
    assert isinstance(call, CallableType)
    answer = get_proper_type(call.ret_type)  # Found | Absent
    assert isinstance(answer, UnionType)
    types = [
        one
        if isinstance(get_proper_type(one), AnyType)
        else UnionType.make_union([one, answer.items[-1]])
        for one in taken.arg_types
    ]
    return found.copy_modified(args=[taken.copy_modified(arg_types=types), *found.args[1:]])


class AbsentTypes(Plugin):
    def get_function_hook(self, fullname: str) -> Callable[[FunctionContext], Type] | None:
        return widened if fullname == f"{MODULE}.unless_absent" else None


def plugin(version: str) -> type[Plugin]:
    return AbsentTypes
