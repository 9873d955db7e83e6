"""A page that shows the OpenAPI document; nothing is loaded from outside."""

from __future__ import annotations

from html import escape
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from kartei.web.api.base import only
from kartei.web.api.openapi import document

STYLE = """
body{font:14px/1.5 system-ui,sans-serif;margin:0 auto;max-width:980px;padding:24px}
h1{font-size:20px} h2{font-size:16px;margin:28px 0 8px;border-bottom:1px solid #dbe1e2}
details{border-bottom:1px solid #dbe1e2;padding:4px 0} summary{cursor:pointer}
code,pre{font:12px/1.5 ui-monospace,monospace} pre{background:#f3f6f7;padding:8px;overflow:auto}
b{display:inline-block;min-width:56px;color:#006279}
"""

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; "
    "base-uri 'none'; frame-ancestors 'none'; form-action 'none'"
)


def get_docs(request: HttpRequest) -> HttpResponse:
    """GET /docs"""
    only(request.GET)
    found = document(request.found_actor)  # type: ignore[attr-defined]
    groups: dict[str, list[str]] = {}
    for address, verbs in found["paths"].items():
        for verb, described in verbs.items():
            if verb != "parameters":
                tag = (described.get("tags") or [""])[0]
                groups.setdefault(tag, []).append(entry(verb, address, described))
    body = "".join(f"<h2>{escape(tag)}</h2>{''.join(rows)}" for tag, rows in groups.items())
    language = getattr(request, "language", "en")
    page = (
        f'<!doctype html><html lang="{language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width"><title>Kartei API</title>'
        f"<style>{STYLE}</style><h1>Kartei API</h1><p>"
        f'<a href="openapi.json">openapi.json</a> · {escape(_("for your rights and fields"))}</p>'
        f"{body}</html>"
    )
    response = HttpResponse(page, content_type="text/html; charset=utf-8")
    response["Content-Security-Policy"] = POLICY
    return response


def entry(verb: str, address: str, described: dict[str, Any]) -> str:
    """One endpoint: verb, address, parameters and body."""
    import json

    shown = {k: v for k, v in described.items() if k in ("parameters", "requestBody")}
    detail = escape(json.dumps(shown, indent=1, ensure_ascii=False)) if shown else ""
    note = escape(described.get("summary") or described.get("operationId") or "")
    return (
        f"<details><summary><b>{verb.upper()}</b> <code>{escape(address)}</code> {note}</summary>"
        f"<pre>{detail}</pre></details>"
    )
