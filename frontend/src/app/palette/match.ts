/** Finds commands by what was typed, also when the wrong keyboard layout was on. */
const LATIN = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`";
const CYRILLIC = "йцукенгшщзхъфывапролджэячсмитьбюё";

/** The same keys on the other layout: "cjrjk" becomes "сокол". */
export function otherLayout(text: string): string {
  return [...text.toLowerCase()]
    .map((letter) => {
      const latin = LATIN.indexOf(letter);
      if (latin >= 0) return CYRILLIC.charAt(latin);
      const cyrillic = CYRILLIC.indexOf(letter);
      return cyrillic >= 0 ? LATIN.charAt(cyrillic) : letter;
    })
    .join("");
}

const fold = (text: string) => text.toLowerCase().replaceAll("ё", "е");

/** True when every typed word begins a word of the label. */
function fits(label: string, typed: string): boolean {
  const words = fold(label).split(/[\s,.:«»„“”"-]+/);
  return fold(typed)
    .split(/\s+/)
    .filter(Boolean)
    .every((part) => words.some((word) => word.startsWith(part)));
}

export function matches(label: string, typed: string): boolean {
  return fits(label, typed) || fits(label, otherLayout(typed));
}
