"""Read a client file and check it whole."""

from __future__ import annotations

import copy
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from analysis.clients.document import ClientFile, read_document
from analysis.clients.model import Client
from analysis.clients.project import CLIENT_FILE, client_folder
from analysis.clients.retired_keys import without_retired_keys
from analysis.clients.settings_problems import settings_problems
from analysis.errors import ClientError, Problem

Model = TypeVar("Model", bound=BaseModel)


def load_client(name: str) -> Client:
    """Return a client as its file describes it.

    Parameters
    ----------
    name : str
        The client's name: its folder in ``data/`` or ``data/examples/``.

    Raises
    ------
    ClientError
        With everything that is wrong in the file, each with its line and the nearest valid name.
    """
    file = read_document(client_folder(name) / CLIENT_FILE)
    return validated(without_retired_keys(file), Client).read_from(file)


def validated(file: ClientFile, model: type[Model]) -> Model:
    """Return what a settings file says as ``model``; every problem at once.

    Checks over several settings only run where each setting is right. So that an unknown key
    does not hide what they find, the file is checked again without its unknown keys.
    """
    try:
        return model.model_validate(file.values)
    except ValidationError as error:
        problems = settings_problems(error, file, model)
        rest = copy.deepcopy(file.values)
        unknown = [e["loc"] for e in error.errors() if e["type"] == "extra_forbidden"]
        for place in unknown:
            _remove(rest, place)
        if unknown:
            problems += _more(rest, file, model)
    raise ClientError(dict.fromkeys(problems))


def _more(values: dict[str, Any], file: ClientFile, model: type[BaseModel]) -> list[Problem]:
    try:
        model.model_validate(values)
    except ValidationError as error:
        return settings_problems(error, file, model)
    return []


def _remove(values: Any, place: tuple[Any, ...]) -> None:
    for part in place[:-1]:
        if (isinstance(values, dict) and part in values) or (
            isinstance(values, list) and isinstance(part, int)
        ):
            values = values[part]
    if isinstance(values, dict):
        values.pop(place[-1], None)
