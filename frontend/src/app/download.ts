/** Hands a file to the browser's downloads; the name is the server's, or the fallback. */
export function offer(href: string, name: string): void {
  const link = Object.assign(document.createElement("a"), { href, download: name });
  link.click();
}

function nameOf(answer: Response, fallback: string): string {
  const head = answer.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(head)?.[1];
  return encoded
    ? decodeURIComponent(encoded)
    : (/filename="?([^";]+)/.exec(head)?.[1] ?? fallback);
}

/** Saves the body of an answer as a file. */
export async function download(answer: Response, fallback: string): Promise<void> {
  const address = URL.createObjectURL(await answer.blob());
  offer(address, nameOf(answer, fallback));
  URL.revokeObjectURL(address);
}
