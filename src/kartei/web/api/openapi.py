"""The OpenAPI document, composed for the asker: his objects, his fields, his language.

Fixed endpoints are described by Ninja; the generic record endpoints are written out per object, so
that a generated client has ``people.person`` with its real fields, run-time ones included.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse

import kartei
from kartei.platform.access.actor import Actor
from kartei.platform.meta.spec import Command, FieldSpec
from kartei.platform.meta.world import Obj
from kartei.platform.records.exporting import FORMATS
from kartei.web.api.base import answer, only
from kartei.web.api.meta import visible
from kartei.web.api.openapi_parts import (
    ID,
    LIST_BODY,
    LIST_PARAMETERS,
    SCHEMAS,
    body,
    json_answer,
    operation,
    parameter,
    reference,
)

FIXED_ERRORS = (400, 401, 403, 404, 409, 413, 415, 422, 503)
EXPORTED = {kind.split(";")[0]: {"schema": {"type": "string"}} for kind in FORMATS.values()}


def get_openapi(request: HttpRequest) -> HttpResponse:
    """GET /openapi.json"""
    only(request.GET)
    actor: Actor | None = request.found_actor  # type: ignore[attr-defined]
    if actor is None:
        return answer(document(None))
    key = ("openapi", actor.roster.mark, actor.language, actor.mark)
    derived = actor.world.derived
    if key not in derived:
        if len(derived) > 50:
            derived.clear()
        derived[key] = document(actor)
    return answer(derived[key])


def document(actor: Actor | None) -> dict[str, Any]:
    """The whole document; nobody sees only how to sign in."""
    from kartei.web.urls import api

    fixed = api.get_openapi_schema(path_prefix="/")
    paths = {p: fixed_path(found) for p, found in fixed["paths"].items()}
    schemas = {**fixed["components"]["schemas"], **SCHEMAS}
    if actor is None:
        public = ("/session", "/setup")
        paths = {p: v for p, v in paths.items() if p in public}
    else:
        paths["/meta"] = {"get": operation("getMeta", "meta", json_answer({"type": "object"}))}
        for name, obj in actor.world.objects.items():
            if actor.in_use(name) and visible(actor, name):
                schemas.update(object_schemas(actor, obj))
                paths.update(object_paths(actor, obj))
    return {
        "openapi": "3.1.0",
        "info": {"title": "Kartei", "version": kartei.__version__},
        "servers": [{"url": "/api/v1"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "securitySchemes": {
                "token": {"type": "http", "scheme": "bearer"},
                "session": {"type": "apiKey", "in": "cookie", "name": "kartei_session"},
            },
        },
        "security": [{"token": []}, {"session": []}],
    }


def fixed_path(found: dict[str, Any]) -> dict[str, Any]:
    """A path that Ninja described, with the refusals that every endpoint can answer."""
    for described in found.values():
        described["responses"] = {str(c): v for c, v in described["responses"].items()}
        for code in FIXED_ERRORS:
            described["responses"].setdefault(str(code), problem_answer())
    return found


def problem_answer() -> dict[str, Any]:
    """A refusal."""
    schema = {"$ref": "#/components/schemas/Problem"}
    return {"description": "Refused", "content": {"application/problem+json": {"schema": schema}}}


def schema_name(name: str, suffix: str = "") -> str:
    """``people.person`` as the name of a component."""
    return "".join(part.title() for part in name.replace("_", ".").split(".")) + suffix


def written(actor: Actor, obj: Obj, spec: FieldSpec) -> bool:
    """Whether the asker may send the field."""
    return not spec.hidden and actor.field_right(obj, spec) == "write"


def object_schemas(actor: Actor, obj: Obj) -> dict[str, Any]:
    """What an object is read as, created and changed with."""
    fields = actor.fields(obj)
    shown = {n: s for n, s in fields.items() if not s.hidden}
    read: dict[str, Any] = {n: titled(s, s.kind.schema(s, write=False)) for n, s in shown.items()}
    read.update(
        id=ID,
        version={"type": "integer"},
        deleted={"type": "boolean"},
        can={"type": "object", "additionalProperties": {"type": "boolean"}},
        commands={"type": "array", "items": {"type": "string"}},
        **{"with": {"type": "object"}},
    )
    sent = {
        n: titled(s, s.kind.schema(s, write=True))
        for n, s in shown.items()
        if written(actor, obj, s)
    }
    strict = {"type": "object", "additionalProperties": False}
    parts = beside_parts(obj)
    beside = {"with": {**strict, "properties": parts}} if parts else {}
    return {
        schema_name(obj.name): {
            "type": "object",
            "properties": read,
            "required": ["id", "version"],
        },
        schema_name(obj.name, "Create"): {**strict, "properties": {"id": ID, **sent, **beside}},
        schema_name(obj.name, "Change"): {**strict, "properties": sent},
        schema_name(obj.name, "Page"): {
            "type": "object",
            "properties": {
                "items": {"type": "array", "items": reference(schema_name(obj.name))},
                "next": {"type": ["string", "null"]},
                "count": {"anyOf": [reference("Count"), {"type": "null"}]},
            },
            "required": ["items", "next", "count"],
        },
    }


def beside_parts(obj: Obj) -> dict[str, Any]:
    """What can be done together with a new record."""
    entity = obj.entity
    if entity is None:
        return {}
    parts = {"entry": reference("Entry")} if "timeline" in entity.features else {}
    return parts | {c.name: {"type": "object"} for c in entity.commands if c.first}


def titled(spec: FieldSpec, schema: dict[str, Any]) -> dict[str, Any]:
    """The field's label goes into the document."""
    return {"title": str(spec.label), **schema}


def object_paths(actor: Actor, obj: Obj) -> dict[str, Any]:
    """The endpoints of one object."""
    name = obj.name
    one = reference(schema_name(name))
    page = json_answer(reference(schema_name(name, "Page")))
    base, each = f"/records/{name}", f"/records/{name}/{{id}}"
    made = schema_name(name).replace(".", "")
    match = parameter("If-Match", {"type": "string"}, place="header")
    required_match = {**match, "required": True}
    once = parameter("Idempotency-Key", {"type": "string", "maxLength": 200}, place="header")
    wishes = parameter("with", {"type": "string"})
    key = {"name": "id", "in": "path", "required": True, "schema": ID}
    found: dict[str, Any] = {
        base: {
            "get": operation(f"list{made}", name, page, parameters=LIST_PARAMETERS),
            "post": operation(
                f"create{made}", name, json_answer(one, 201),
                parameters=[once], requestBody=body(reference(schema_name(name, "Create"))),
            ),
        },
        f"{base}/query": {
            "post": operation(f"query{made}", name, page, requestBody=body(LIST_BODY))
        },
        each: {
            "parameters": [key],
            "get": operation(f"get{made}", name, json_answer(one), parameters=[wishes]),
            "patch": operation(
                f"change{made}", name, json_answer(one),
                parameters=[required_match],
                requestBody=body(reference(schema_name(name, "Change"))),
            ),
            "delete": operation(
                f"delete{made}", name, {"204": {"description": "In the bin"}},
                parameters=[required_match],
            ),
        },
        f"{each}/timeline": {
            "parameters": [key],
            "get": operation(
                f"timeline{made}", name, json_answer(reference("Timeline")),
                parameters=[
                    parameter("after", {"type": "string", "maxLength": 4000}),
                    parameter("limit", {"type": "integer", "minimum": 1, "maximum": 200}),
                    parameter("kinds", {"type": "string"}),
                ],
            ),
        },
        f"{each}/entries": {
            "parameters": [key],
            "post": operation(
                f"addEntry{made}", name, json_answer(reference("Event"), 201),
                parameters=[once], requestBody=body(reference("Entry")),
            ),
        },
        f"{base}/bulk": {
            "post": operation(
                f"bulk{made}", name,
                {**json_answer({"type": "object"}), **json_answer({"type": "object"}, 202)},
                parameters=[parameter("dry_run", {"enum": ["0", "1"]})],
                requestBody=body(reference("Bulk")),
            )
        },
        f"{base}/similar": {
            "post": operation(
                f"similar{made}", name, json_answer(reference("Items")),
                requestBody=body({"type": "object"}),
            )
        },
        f"{base}/duplicates": {
            "get": operation(
                f"duplicates{made}", name, json_answer(reference("Duplicates")),
                parameters=[
                    parameter("after", {"type": "integer", "minimum": 0}),
                    parameter("apart", {"enum": ["0", "1"]}),
                ],
            ),
            "post": operation(
                f"apart{made}", name, {"204": {"description": "Kept"}},
                requestBody=body(reference("Apart")),
            ),
        },
        f"{base}/duplicates/sure": {
            "get": operation(
                f"sure{made}", name, json_answer(reference("SureDuplicates")),
                parameters=[parameter("after", {"type": "integer", "minimum": 0})],
            ),
            "post": operation(
                f"mergeSure{made}", name, json_answer({"type": "object"}, 202),
                parameters=[once], requestBody=body(reference("MergeSure")),
            ),
        },
        f"{base}/groups": {
            "get": operation(
                f"groups{made}", name, json_answer({"type": "object"}),
                parameters=[parameter("by", {"type": "string"}, required=True), *BOARD],
            )
        },
        f"{base}/export": {
            "post": operation(
                f"export{made}", name,
                {
                    "200": {"description": "The file", "content": EXPORTED},
                    **json_answer({"type": "object"}, 202),
                },
                requestBody=body(reference("Export")),
            )
        },
    }  # fmt: skip
    if obj.board is not None:
        more = [
            parameter("by", {"type": "string"}),
            parameter("limit", {"type": "integer", "minimum": 1, "maximum": 200}),
            parameter("column", ID),
            parameter("after", {"type": "string", "maxLength": 4000}),
        ]
        found[f"{base}/board"] = {
            "get": operation(
                f"board{made}", name, json_answer({"type": "object"}), parameters=[*more, *BOARD]
            )
        }
    for command, schema in commands_of(actor, obj).items():
        found[f"{each}/{command}"] = {
            "parameters": [key],
            "post": operation(
                f"{command}{made}", name, json_answer(reference("Done")),
                parameters=[parameter("dry_run", {"enum": ["0", "1"]}), match, once],
                requestBody=body(schema, required=False),
            ),
        }  # fmt: skip
    return found


BOARD = [
    {
        "name": "filter",
        "in": "query",
        "content": {"application/json": {"schema": {"type": "array"}}},
    },
    parameter("search", {"type": "string", "maxLength": 200}),
    parameter("sum", {"type": "string"}),
]


def commands_of(actor: Actor, obj: Obj) -> dict[str, dict[str, Any]]:
    """Body schemas of the commands: those of every object and the declared ones."""
    found: dict[str, dict[str, Any]] = {}
    if obj.has_bin:
        found["restore"] = closed({})
    if obj.owned:
        found["assign"] = closed({"owner": {"type": ["string", "null"], "format": "uuid"}})
        found["share"] = reference("Share")
        found["unshare"] = reference("Unshare")
    found["merge"] = reference("Merge")
    for command in obj.entity.commands if obj.entity else ():
        found[command.name] = command_body(actor, obj, command)
    return found


def command_body(actor: Actor, obj: Obj, command: Command) -> dict[str, Any]:
    """What a declared command takes."""
    properties: dict[str, Any] = {}
    for part in command.input:
        name = str(part["name"])
        if name == "*":
            properties.update(
                {
                    n: s.kind.schema(s, write=True)
                    for n, s in actor.fields(obj).items()
                    if written(actor, obj, s)
                }
            )
        elif name in obj.fields and "kind" not in part:
            properties[name] = obj.fields[name].kind.schema(obj.fields[name], write=True)
        else:
            properties[name] = {}
    return closed(properties)


def closed(properties: dict[str, Any]) -> dict[str, Any]:
    """An object that knows only these fields."""
    return {"type": "object", "properties": properties, "additionalProperties": False}
