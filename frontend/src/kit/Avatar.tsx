const TONES = ["", "a", "p", "w", "v"];

/** First letters of the first two words, without quotes and legal forms in front of them. */
export function initialsOf(name: string): string {
  const quoted = /[«„“"]([^»“”"]+)/.exec(name)?.[1] ?? name;
  const words = quoted.split(/[\s.-]+/).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}

/** The same name has the same colour everywhere. */
function toneOf(name: string): string {
  let sum = 0;
  for (const letter of name) sum = (sum * 31 + (letter.codePointAt(0) ?? 0)) % 997;
  return TONES[sum % TONES.length] ?? "";
}

interface Props {
  name: string;
  initials?: string;
  size?: "s" | "l" | "xl";
  /** Firms and things are square, people round. */
  square?: boolean;
}

export function Avatar({ name, initials, size = "s", square }: Props) {
  const classes = ["av", toneOf(name), size === "s" ? "" : size, square ? "sq" : ""];
  return (
    // Drawn, not written: the letters are a picture of the name that stands beside them.
    <span
      className={classes.filter(Boolean).join(" ")}
      data-initials={initials || initialsOf(name)}
      aria-hidden="true"
    />
  );
}
