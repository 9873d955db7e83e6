import type { Money } from "@/api/types";

/** So many percent of an amount, to the cent, halves away from zero; percent is a whole number. */
export function weightedSum(money: Money, percent: number): Money {
  const negative = money.amount.startsWith("-");
  const [whole = "0", fraction = ""] = money.amount.replace("-", "").split(".");
  const cents = BigInt(whole + fraction.padEnd(2, "0").slice(0, 2));
  const share = (cents * BigInt(percent) + 50n) / 100n;
  const digits = String(share).padStart(3, "0");
  const amount = `${digits.slice(0, -2)}.${digits.slice(-2)}`;
  return { amount: negative && share > 0n ? `-${amount}` : amount, currency: money.currency };
}
