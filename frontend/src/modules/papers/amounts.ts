/** Arithmetic on decimal texts of one currency, exact to the last digit. */

function toMinor(text: string, digits: number): bigint {
  const negative = text.startsWith("-");
  const [whole = "0", fraction = ""] = text.replace("-", "").split(".");
  const minor = BigInt(whole + fraction.padEnd(digits, "0").slice(0, digits));
  return negative ? -minor : minor;
}

function fromMinor(minor: bigint, digits: number): string {
  const text = (minor < 0n ? -minor : minor).toString().padStart(digits + 1, "0");
  const whole = digits ? `${text.slice(0, -digits)}.${text.slice(-digits)}` : text;
  return minor < 0n ? `-${whole}` : whole;
}

/** Sum of amounts; each has at most `digits` decimals. */
export function sumOf(amounts: string[], digits: number): string {
  const total = amounts.reduce((sum, amount) => sum + toMinor(amount, digits), 0n);
  return fromMinor(total, digits);
}

export const minus = (one: string, other: string, digits: number): string =>
  fromMinor(toMinor(one, digits) - toMinor(other, digits), digits);
