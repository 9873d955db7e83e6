import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import type { Field, Money, ObjectMeta, Rec } from "@/api/types";
import type { ListState } from "./state";

/** Decimal texts added without loss; all have at most six decimals. */
const SCALE = 6;

function scaled(text: string): bigint {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const value = BigInt(whole + fraction.padEnd(SCALE, "0").slice(0, SCALE));
  return negative ? -value : value;
}

export function addAmounts(amounts: string[]): string {
  const sum = amounts.reduce((total, amount) => total + scaled(amount), 0n);
  const digits = String(sum < 0n ? -sum : sum).padStart(SCALE + 1, "0");
  const text = `${digits.slice(0, -SCALE)}.${digits.slice(-SCALE)}`.replace(/\.?0+$/, "");
  return sum < 0n ? `-${text}` : text;
}

/** Sum of a money field over some records, in the firm's currency; amounts in others are left out. */
export function sumOf(records: Rec[], field: Field, currency: string): Money {
  const amounts = records
    .map((record) => record[field.name] as Money | null)
    .filter((money) => money?.currency === currency);
  return { amount: addAmounts(amounts.map((money) => money?.amount ?? "0")), currency };
}

interface Groups {
  groups: { value: unknown; count: number; sum: Money | null }[];
}

/** A field with few values to group by: its groups' sums add up to the sum of the list. */
function fewValued(object: ObjectMeta): Field | undefined {
  const groupable = object.fields.filter((field) => field.group);
  return (
    groupable.find((field) => field.kind === "choice" || field.kind === "bool") ??
    groupable.find((field) => field.kind === "link")
  );
}

/** The sum of a money field over everything the list finds, reckoned by the server. */
export function useListSum(object: ObjectMeta, state: ListState, field: Field | undefined) {
  const by = fewValued(object);
  const query = {
    by: by?.name,
    sum: field?.name,
    filter: state.filter ? JSON.stringify(state.filter) : undefined,
    search: state.search,
  };
  return useQuery({
    queryKey: ["records", object.name, "sum", query],
    queryFn: async ({ signal }): Promise<Money | null> => {
      const { groups } = await ask<Groups>(`/records/${object.name}/groups`, { query, signal });
      const sums = groups.map((group) => group.sum).filter((sum) => sum !== null);
      const currency = sums[0]?.currency;
      return currency ? { amount: addAmounts(sums.map((sum) => sum.amount)), currency } : null;
    },
    enabled: by !== undefined && field !== undefined && !state.deleted,
    retry: false,
  });
}
