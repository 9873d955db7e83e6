import { askRaw } from "@/api/client";

export const paperPath = (object: string, id: string, what: "pdf" | "xlsx" | "docx" | "eml") =>
  `/records/${object}/${id}/${what}`;

function nameIn(answer: Response): string | undefined {
  const head = answer.headers.get("content-disposition") ?? "";
  const encoded = /filename\*=utf-8''([^;]+)/i.exec(head)?.[1];
  return encoded ? decodeURIComponent(encoded) : /filename="?([^";]+)/.exec(head)?.[1];
}

/** Fetches a paper and hands it to the browser for saving; a refusal throws. */
export async function download(path: string, fallback: string): Promise<void> {
  const answer = await askRaw(path);
  const href = URL.createObjectURL(await answer.blob());
  const link = Object.assign(document.createElement("a"), {
    href,
    download: nameIn(answer) ?? fallback,
  });
  link.click();
  URL.revokeObjectURL(href);
}
