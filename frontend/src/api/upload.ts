import { callHeaders } from "./client";
import { ApiProblem } from "./problem";
import type { FileValue } from "./types";

interface UploadOptions {
  /** The record the file is attached to; without it an entry or a field names it later. */
  home?: { object: string; id: string } | undefined;
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

function problemFrom(request: XMLHttpRequest): ApiProblem {
  const kind = request.getResponseHeader("content-type") ?? "";
  const body = kind.includes("json") ? (JSON.parse(request.responseText) as object) : {};
  return new ApiProblem(request.status, body);
}

/** Stores a file and tells how far it is, from 0 to 1; `fetch` cannot say that. */
export function uploadFile(file: File, options: UploadOptions = {}): Promise<FileValue> {
  const { home, onProgress, signal } = options;
  const body = new FormData();
  body.append("file", file);
  if (home) {
    body.append("object", home.object);
    body.append("record", home.id);
  }
  return new Promise((done, fail) => {
    const request = new XMLHttpRequest();
    request.open("POST", "/api/v1/files");
    callHeaders({ method: "POST", body }).forEach((value, name) => {
      request.setRequestHeader(name, value);
    });
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    };
    request.onload = () => {
      if (request.status < 300) done(JSON.parse(request.responseText) as FileValue);
      else fail(problemFrom(request));
    };
    request.onerror = () => fail(new ApiProblem(0, {}));
    request.onabort = () => fail(new DOMException("aborted", "AbortError"));
    signal?.addEventListener("abort", () => request.abort());
    request.send(body);
  });
}
