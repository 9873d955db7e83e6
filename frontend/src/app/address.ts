/**
 * The question part of an address. Values stay plain text, so that a shared address is readable;
 * what is structured (a filter) is JSON inside its own value.
 */
export type SearchParams = Record<string, string>;

export function parseSearch(text: string): SearchParams {
  return Object.fromEntries(new URLSearchParams(text));
}

export function stringifySearch(search: Record<string, unknown>): string {
  const pairs = Object.entries(search).filter(([, value]) => value != null && value !== "");
  const text = new URLSearchParams(pairs.map(([key, value]) => [key, String(value)])).toString();
  // Commas, brackets and quotes are allowed in a question and read better plain.
  const readable = text
    .replace(/%2C/g, ",")
    .replace(/%3A/g, ":")
    .replace(/%5B/g, "[")
    .replace(/%5D/g, "]");
  return readable ? `?${readable}` : "";
}
