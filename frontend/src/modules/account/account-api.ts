import { useQuery } from "@tanstack/react-query";
import { AUTH } from "@/api/auth";
import { ask } from "@/api/client";
import { makePasskey, type Options, showPasskey } from "@/api/passkeys";
import { ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";

const OWN = `${AUTH}/account`;
const PROOFS = `${OWN}/authenticators`;

/** A second proof of one's own; times are seconds since 1970, as the accounts' part tells them. */
export type Proof =
  | { type: "totp"; created_at: number; last_used_at: number | null }
  | {
      type: "recovery_codes";
      created_at: number;
      last_used_at: number | null;
      total_code_count: number;
      unused_code_count: number;
    }
  | Passkey;

export interface Passkey {
  type: "webauthn";
  id: number;
  name: string;
  created_at: number;
  last_used_at: number | null;
}

interface Answer<T> {
  data: T;
}

const KEY = ["account", "proofs"];

export function useProofs() {
  return useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await ask<Answer<Proof[]>>(PROOFS, { signal })).data,
  });
}

const renewed = () => queries.invalidateQueries({ queryKey: KEY });

export const changePassword = (current_password: string, new_password: string) =>
  ask<unknown>(`${OWN}/password/change`, {
    method: "POST",
    body: { current_password, new_password },
  });

/** Asks for another mail address; it counts when the letter that goes there was answered. */
export const changeMail = (email: string) =>
  ask<unknown>("/account/email", { method: "POST", body: { email } });

/** Answers that letter; the address that counts from now on. */
export const confirmMail = (key: string) =>
  ask<{ email: string }>("/account/email/confirm", { method: "POST", body: { key } });

/** What an app for codes has to know: the secret, and the same as an address for its camera. */
export interface Secret {
  secret: string;
  totp_url: string;
}

/** The secret for a new app; the server answers 404, for there is none set up yet. */
export async function freshSecret(): Promise<Secret> {
  try {
    await ask(`${PROOFS}/totp`);
  } catch (error) {
    const { secret, totp_url } = error instanceof ApiProblem ? error.meta : {};
    if (secret && totp_url) return { secret, totp_url };
    throw error;
  }
  throw new Error("An app is set up already");
}

/** Switches the app on, proven by its first code. */
export async function addApp(code: string): Promise<void> {
  await ask(`${PROOFS}/totp`, { method: "POST", body: { code } });
  await renewed();
}

export async function removeApp(): Promise<void> {
  await ask(`${PROOFS}/totp`, { method: "DELETE" });
  await renewed();
}

interface Codes {
  unused_codes: string[];
}

/** The codes that are still good. */
export const readCodes = async () =>
  (await ask<Answer<Codes>>(`${PROOFS}/recovery-codes`)).data.unused_codes;

/** New codes; the old ones are good for nothing from now on. */
export async function renewCodes(): Promise<string[]> {
  const made = await ask<Answer<Codes>>(`${PROOFS}/recovery-codes`, { method: "POST", body: {} });
  await renewed();
  return made.data.unused_codes;
}

type CreationOptions = Options<PublicKeyCredentialCreationOptionsJSON>;
type RequestOptions = Options<PublicKeyCredentialRequestOptionsJSON>;

/** Makes a passkey on this device or key, under a name by which its owner knows it. */
export async function addPasskey(name: string): Promise<void> {
  const asked = await ask<Answer<{ creation_options: CreationOptions }>>(`${PROOFS}/webauthn`, {
    query: { passwordless: "true" },
  });
  const credential = await makePasskey(asked.data.creation_options);
  await ask(`${PROOFS}/webauthn`, { method: "POST", body: { name, credential } });
  await renewed();
}

export async function renamePasskey(id: number, name: string): Promise<void> {
  await ask(`${PROOFS}/webauthn`, { method: "PUT", body: { id, name } });
  await renewed();
}

export async function removePasskey(id: number): Promise<void> {
  await ask(`${PROOFS}/webauthn`, { method: "DELETE", body: { authenticators: [id] } });
  await renewed();
}

/** Ways to prove anew that it is oneself, before something that a thief would do first. */
export const again = {
  password: (password: string) =>
    ask<unknown>(`${AUTH}/auth/reauthenticate`, { method: "POST", body: { password } }),
  code: (code: string) =>
    ask<unknown>(`${AUTH}/auth/2fa/reauthenticate`, { method: "POST", body: { code } }),
  passkey: async () => {
    const path = `${AUTH}/auth/webauthn/reauthenticate`;
    const asked = await ask<Answer<{ request_options: RequestOptions }>>(path);
    const credential = await showPasskey(asked.data.request_options);
    return ask<unknown>(path, { method: "POST", body: { credential } });
  },
};

/** A moment of the accounts' part as everything else in the program writes it. */
export const momentOf = (seconds: number) => new Date(seconds * 1000).toISOString();
