import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { LinkValue, Money, Rec } from "@/api/types";
import { useDebounced } from "@/kit/use-debounced";

export const CALCULATOR = "calculators.calculator";

/** Typing rests this long before prices are asked for, in milliseconds. */
const REST = 60;

export interface Parameter {
  name: string;
  label: string;
  kind: "number" | "choice" | "bool";
  unit: string;
  low: string | null;
  high: string | null;
  step: string | null;
  default: string;
}

export interface Option {
  parameter: string;
  value: string;
  label: string;
}

/** A calculator as far as who uses it reads it. */
export interface Calculator {
  id: string;
  name: string;
  product: LinkValue | null;
  parameters: Parameter[];
  options: Option[];
  wide: string;
  high: string;
}

export type Values = Record<string, string | boolean>;

/** What a line of a paper was worked out from. */
export interface Calculation {
  calculator: string;
  version?: number;
  values: Values;
}

export interface Fault {
  parameter: string;
  detail: string;
}

/** What one set of parameters comes to; what the asker may not see is absent. */
export interface Priced {
  faults: Fault[];
  values?: Values;
  price?: Money;
  name?: string;
  details?: string;
  cost?: Money | null;
  profit?: Money | null;
  margin?: string | null;
  steps?: { name: string; label: string; value: string }[];
}

export interface Prices {
  version: number;
  items: Priced[];
}

export interface Variant {
  id: string;
  values: Values;
}

/** A record as a calculator; what is not filled is empty. */
export function calculatorOf(record: Rec): Calculator {
  const text = (value: unknown) => String(value ?? "");
  const rows = (name: string) => (record[name] as Record<string, unknown>[] | undefined) ?? [];
  const limit = (value: unknown) => (value === null || value === undefined ? null : String(value));
  return {
    id: record.id,
    name: text(record.name),
    product: (record.product as LinkValue | null | undefined) ?? null,
    parameters: rows("parameters").map((row) => ({
      name: text(row.name),
      label: text(row.label) || text(row.name),
      kind: (row.kind as Parameter["kind"] | null) ?? "number",
      unit: text(row.unit),
      low: limit(row.low),
      high: limit(row.high),
      step: limit(row.step),
      default: text(row.default),
    })),
    options: rows("options").map((row) => ({
      parameter: text(row.parameter).toLowerCase(),
      value: text(row.value) || text(row.label),
      label: text(row.label) || text(row.value),
    })),
    wide: text(record.wide),
    high: text(record.high),
  };
}

export const optionsOf = (calculator: Calculator, parameter: Parameter): Option[] =>
  calculator.options.filter((one) => one.parameter === parameter.name.toLowerCase());

const YES = ["1", "true", "yes", "ja", "да"];

/** What stands in the fields before anybody types. */
export function defaultsOf(calculator: Calculator): Values {
  return Object.fromEntries(
    calculator.parameters.map((one) => {
      if (one.kind === "bool") return [one.name, YES.includes(one.default.toLowerCase())];
      if (one.kind === "number") return [one.name, one.default];
      const known = optionsOf(calculator, one);
      const chosen = known.find((two) => two.value === one.default || two.label === one.default);
      return [one.name, chosen?.value ?? known[0]?.value ?? ""];
    }),
  );
}

/** Where two variants differ, told in a few words; the first one by its sizes. */
export function difference(calculator: Calculator, variant: Values, first: Values | null): string {
  const shown = (one: Parameter) => {
    const value = variant[one.name];
    if (one.kind === "bool") return value ? one.label : "";
    const option = optionsOf(calculator, one).find((two) => two.value === value);
    return option?.label ?? String(value ?? "");
  };
  const numbers = calculator.parameters.filter((one) => one.kind === "number");
  const changed = calculator.parameters.filter(
    (one) => one.kind !== "number" && (first === null || variant[one.name] !== first[one.name]),
  );
  const sizes = numbers.map(shown).join(" × ");
  return [sizes, ...changed.map(shown)].filter(Boolean).join(", ");
}

/** The prices of some variants; those before stay until the new ones have come. settled: the answer
 * is that to what is typed now. */
export function usePrices(calculator: string, variants: Variant[], vat: number | undefined) {
  const body = {
    variants: variants.map((one) => one.values),
    ...(vat === undefined ? {} : { vat }),
  };
  const now = JSON.stringify(body);
  const text = useDebounced(now, REST);
  const prices = useQuery({
    queryKey: ["records", CALCULATOR, "price", calculator, text],
    queryFn: ({ signal }) =>
      ask<Prices>(`/calculators/${calculator}/price`, {
        method: "POST",
        body: JSON.parse(text) as unknown,
        signal,
      }),
    placeholderData: keepPreviousData,
    enabled: calculator !== "",
    gcTime: 60_000,
    retry: false,
  });
  const settled = text === now && !prices.isFetching && !prices.isPlaceholderData;
  return { data: prices.data, error: prices.error, settled };
}
