/** A text that begins a line begins with a capital, also a weekday where it is written small. */
export function capital(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}
