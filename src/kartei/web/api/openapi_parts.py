"""Building blocks of the OpenAPI document."""

from __future__ import annotations

from typing import Any

ID: dict[str, Any] = {"type": "string", "format": "uuid"}
TEXT: dict[str, Any] = {"type": "string"}
ANY: dict[str, Any] = {}
#: What any record endpoint may answer besides success.
ERRORS = (400, 401, 403, 404, 409, 412, 413, 415, 422, 428, 503)


def reference(name: str) -> dict[str, str]:
    """A component by name."""
    return {"$ref": f"#/components/schemas/{name}"}


def parameter(
    name: str, schema: dict[str, Any], *, place: str = "query", required: bool = False
) -> dict[str, Any]:
    """A parameter."""
    return {"name": name, "in": place, "required": required, "schema": schema}


def body(schema: dict[str, Any], *, required: bool = True) -> dict[str, Any]:
    """A JSON body."""
    return {"required": required, "content": {"application/json": {"schema": schema}}}


def json_answer(schema: dict[str, Any], code: int = 200) -> dict[str, Any]:
    """A JSON answer under its status."""
    return {str(code): {"description": "Done", "content": {"application/json": {"schema": schema}}}}


def operation(name: str, tag: str, good: dict[str, Any], **more: Any) -> dict[str, Any]:
    """One endpoint with its answers and refusals."""
    problem = {"application/problem+json": {"schema": reference("Problem")}}
    refusals = {str(code): {"description": "Refused", "content": problem} for code in ERRORS}
    return {"operationId": name, "tags": [tag], "responses": {**good, **refusals}, **more}


COUNTS = {"enum": ["exact", "capped", "none"]}
LIST_PARAMETERS = [
    {
        "name": "filter",
        "in": "query",
        "description": "A filter as JSON, see docs/api.md",
        "content": {"application/json": {"schema": {"type": "array"}}},
    },
    parameter("sort", {"type": "string", "maxLength": 200}),
    parameter("fields", {"type": "string"}),
    parameter("search", {"type": "string", "maxLength": 200}),
    parameter("limit", {"type": "integer", "minimum": 1, "maximum": 200}),
    parameter("after", {"type": "string", "maxLength": 4000}),
    parameter("count", COUNTS),
    parameter("deleted", {"enum": ["0", "1"]}),
]
LIST_BODY: dict[str, Any] = {
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "filter": {"type": ["array", "null"]},
        "sort": {"type": "string", "maxLength": 200},
        "fields": {"type": "array", "items": TEXT},
        "search": {"type": "string", "maxLength": 200},
        "limit": {"type": "integer", "minimum": 1, "maximum": 200},
        "after": {"type": "string", "maxLength": 4000},
        "count": COUNTS,
        "deleted": {"type": "boolean"},
    },
}


def record(properties: dict[str, Any], *required: str, strict: bool = True) -> dict[str, Any]:
    """An object schema."""
    found: dict[str, Any] = {"type": "object", "properties": properties, "required": list(required)}
    if strict:
        found["additionalProperties"] = False
    return found


SHARE_TARGET = {"user": ID, "team": ID, "unit": ID}
SCHEMAS: dict[str, Any] = {
    "Problem": record(
        {
            "type": TEXT,
            "title": TEXT,
            "status": {"type": "integer"},
            "code": TEXT,
            "detail": TEXT,
            "errors": {
                "type": "array",
                "items": record(
                    {
                        "field": TEXT,
                        "pointer": TEXT,
                        "code": TEXT,
                        "detail": TEXT,
                        "row": {"type": "integer"},
                    },
                    "field",
                    "code",
                    "detail",
                ),
            },
            "current": {},
        },
        "type",
        "title",
        "status",
        "code",
        "detail",
        strict=False,
    ),
    "Count": record({"value": {"type": "integer"}, "exact": {"type": "boolean"}}, "value", "exact"),
    "Items": record({"items": {"type": "array", "items": {"type": "object"}}}, "items"),
    "Duplicates": record(
        {
            "items": {"type": "array", "items": {"type": "object"}},
            "next": {"type": ["integer", "null"]},
            "count": {"type": "integer"},
        },
        "items",
        "next",
        "count",
    ),
    "Event": record(
        {"id": TEXT, "kind": TEXT, "at": {"type": "string", "format": "date-time"}},
        "id",
        "kind",
        "at",
        strict=False,
    ),
    "Timeline": record(
        {
            "items": {"type": "array", "items": reference("Event")},
            "next": {"type": ["string", "null"]},
        },
        "items",
        "next",
    ),
    "Entry": record(
        {
            "kind": {"enum": ["note", "call", "meeting"]},
            "text": {"type": "string", "maxLength": 100_000},
            "at": {"type": ["string", "null"], "format": "date-time"},
            "direction": {"enum": ["in", "out", None]},
            "phone": {"type": ["string", "null"], "maxLength": 60},
            "result": {"type": ["string", "null"], "maxLength": 40},
            "minutes": {"type": ["integer", "null"], "minimum": 0, "maximum": 1440},
            "next_step": {"type": ["string", "null"], "maxLength": 200},
            "next_step_on": {"type": ["string", "null"]},
            "links": {"type": "array", "items": record({"object": TEXT, "id": ID}, "object", "id")},
            "mentions": {"type": "array", "items": ID},
            "files": {"type": "array", "items": ID},
        },
        "kind",
    ),
    "Bulk": record(
        {
            "ids": {"type": "array", "items": ID},
            "filter": {"type": ["array", "null"]},
            "search": {"type": "string", "maxLength": 200},
            "set": {"type": "object"},
            "command": TEXT,
            "input": {"type": "object"},
        }
    ),
    "Apart": record(
        {"ids": {"type": "array", "items": ID}, "apart": {"type": "boolean"}}, "ids", "apart"
    ),
    "SureDuplicates": record(
        {
            **{
                name: {"type": "array", "items": {"type": "object"}} for name in ("items", "doubts")
            },
            "next": {"type": ["integer", "null"]},
            "by": {"type": "array", "items": TEXT},
            "seal": TEXT,
            "more": {"type": "boolean"},
            **{n: {"type": "integer"} for n in ("groups", "records", "doubtful", "refused")},
        },
        *("items", "next", "groups", "records", "by", "doubts", "doubtful", "refused", "more"),
        "seal",
    ),
    "MergeSure": record({"seal": TEXT, "without": {"type": "array", "items": ID}}, "seal"),
    "Export": record(
        {**LIST_BODY["properties"], "format": {"enum": ["xlsx", "csv", "vcf"]}}, "format"
    ),
    "Share": record({**SHARE_TARGET, "rights": {"type": "array", "items": TEXT}}),
    "Unshare": record(SHARE_TARGET),
    "Merge": record({"into": ID, "prefer": {"type": "object"}}, "into"),
    "Done": record(
        {
            "record": {"type": "object"},
            "change": {"type": ["string", "null"]},
            "message": {"type": ["string", "null"]},
            "job": ID,
            "made": record({"object": TEXT, "id": ID}),
            "possible": {"type": "boolean"},
        },
        strict=False,
    ),
}
