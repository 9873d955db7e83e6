/** What is put before who has failed a few times: work for a machine, nothing for a person. */
export interface Riddle {
  algorithm: string;
  /** SHA-256 of salt and number, in hexadecimal digits. */
  challenge: string;
  salt: string;
  maxnumber: number;
  signature: string;
}

async function digest(text: string): Promise<string> {
  const found = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(found), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Tries numbers until one fits, and answers as the header X-Captcha wants it (ALTCHA, version 1). */
export async function solve(riddle: Riddle): Promise<string> {
  for (let number = 0; number <= riddle.maxnumber; number++)
    if ((await digest(`${riddle.salt}${number}`)) === riddle.challenge)
      return btoa(JSON.stringify({ ...riddle, number }));
  throw new Error("The riddle has no answer");
}
