import type { Money } from "@/api/types";
import type { Line } from "./paper";
import type { LineSums } from "./use-sums";

/** Values that may come from elsewhere, with the mark that says so. */
const MARKS: Record<string, string> = { price: "price_by", discount: "discount_from" };

/** What one types over a price or a discount that came from elsewhere is one's own. */
export function typedOver<T extends Record<string, unknown>>(old: T, name: string, value: unknown) {
  const mark = MARKS[name];
  const marked = mark !== undefined && old[mark] != null && old[mark] !== "";
  return { ...old, [name]: value, ...(marked ? { [mark]: null } : {}) };
}

const follows = (line: Line, name: string) =>
  line[name] == null || Boolean(line[MARKS[name] ?? ""]);

/** The price of a line: the user's own, else the one that the server found. */
export function priceOf(line: Line, sums: LineSums | undefined): Money | null {
  const own = (line.price as Money | null | undefined) ?? null;
  return follows(line, "price") ? (sums?.price ?? own) : own;
}

/** The discount of a line, in the same way. */
export function discountOf(line: Line, sums: LineSums | undefined): string | null {
  const own = (line.discount as string | null | undefined) ?? null;
  return follows(line, "discount") && sums ? (sums.discount ?? null) : own;
}

/** Which list gives the price and which rule the discount; empty for what one typed oneself. */
export function sourcesOf(line: Line, sums: LineSums | undefined) {
  return {
    price: (follows(line, "price") && sums?.price_from) || "",
    discount: (follows(line, "discount") && sums?.discount_from) || "",
  };
}
