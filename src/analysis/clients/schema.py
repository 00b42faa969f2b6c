"""The client file's own description, for editors that complete and check it."""

from __future__ import annotations

from typing import Any

from analysis.clients.model import Client


def client_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of a client file, with a description of each key."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "client.yml",
        **{key: value for key, value in Client.model_json_schema().items() if key != "title"},
    }
