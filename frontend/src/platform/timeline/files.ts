import type { FileValue } from "@/api/types";

/** Pictures the server draws anew, and PDF; everything else is only offered for saving. */
export function canPreview(file: FileValue): boolean {
  return file.thumb !== null || file.type === "application/pdf";
}

export function inlineHref(file: FileValue): string {
  return `${file.url}/inline`;
}
