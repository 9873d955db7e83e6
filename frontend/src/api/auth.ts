import { queryOptions } from "@tanstack/react-query";
import { type Ask, ask } from "./client";
import { type Options, showPasskey } from "./passkeys";
import { ApiProblem } from "./problem";
import type { Language } from "./types";

/** Accounts at the door: signing in, second proofs, letters with links (docs/api.md, Accounts). */
export const AUTH = "/auth/browser/v1";

type Way = "totp" | "recovery_codes" | "webauthn";

/** Where somebody stands at the door. */
export interface Door {
  inside: boolean;
  /** The step that is asked for next, by its name in the API. */
  pending: string | null;
  /** Second proofs that he has. */
  ways: Way[];
}

export const OUTSIDE: Door = { inside: false, pending: null, ways: [] };
const INSIDE: Door = { ...OUTSIDE, inside: true };

interface Answer<T> {
  data: T;
}

/** A step at the door: 401 with something pending is an answer, not a refusal. */
async function step(path: string, options: Ask): Promise<Door> {
  try {
    await ask(`${AUTH}${path}`, options);
    return INSIDE;
  } catch (error) {
    const flows = error instanceof ApiProblem && error.status === 401 ? error.flows : [];
    const next = flows.find((flow) => flow.is_pending);
    if (!next) throw error;
    return { inside: false, pending: next.id, ways: (next.types ?? []) as Way[] };
  }
}

/** Where the sign-in stands that was begun before this page was opened. */
export const resume = () => step("/auth/session", {});

const post = (path: string, body: unknown = {}) => step(path, { method: "POST", body });

/** Runs an act, and once more with the riddle solved when one is put. */
async function riddled<T>(wish: Ask, act: (wish: Ask) => Promise<T>): Promise<T> {
  try {
    return await act(wish);
  } catch (error) {
    if (!(error instanceof ApiProblem && error.riddle)) throw error;
    const { solve } = await import("./riddle");
    return act({ ...wish, headers: { "X-Captcha": await solve(error.riddle) } });
  }
}

/** Signs in with a login name or a mail address; solves the riddle when one is put. */
export const enter = (username: string, password: string): Promise<Door> =>
  riddled({ method: "POST", body: { username, password } }, (wish) => step("/auth/login", wish));

export const giveCode = (code: string) => post("/auth/2fa/authenticate", { code });

/** Whether this browser is spared the second proof for a while. */
export const trustDevice = (trust: boolean) => post("/auth/2fa/trust", { trust });

type RequestOptions = Options<PublicKeyCredentialRequestOptionsJSON>;

async function byPasskey(path: string): Promise<Door> {
  const asked = await ask<Answer<{ request_options: RequestOptions }>>(`${AUTH}${path}`);
  return post(path, { credential: await showPasskey(asked.data.request_options) });
}

/** Signs in with a passkey alone. */
export const passkeyEnter = () => byPasskey("/auth/webauthn/login");

export const passkeySecond = () => byPasskey("/auth/webauthn/authenticate");

/** Asks for the letter with the link to a new password; the answer never tells who is known. */
export const askRecovery = (email: string) =>
  ask<unknown>(`${AUTH}/auth/password/request`, { method: "POST", body: { email } });

/** Whose letter it was; refused when the link is too old or was used. */
export function linkQuery(key: string) {
  return queryOptions({
    queryKey: ["link", key],
    queryFn: async ({ signal }) => {
      const headers = { "X-Password-Reset-Key": key };
      type Whose = Answer<{ user: { display: string; username: string } }>;
      return (await ask<Whose>(`${AUTH}/auth/password/reset`, { headers, signal })).data.user;
    },
  });
}

/** Sets the password of whoever holds the key of a letter. */
export const renewPassword = (key: string, password: string) =>
  post("/auth/password/reset", { key, password });

/** Asks for the letter by which one registers; the answer never tells who is known. */
export const askSignup = (email: string) =>
  riddled({ method: "POST", body: { email } }, (wish) => ask<unknown>("/signup", wish));

/** The address that the link of a letter proves; refused when it is too old or was used. */
export function signupQuery(key: string) {
  return queryOptions({
    queryKey: ["signup", key],
    queryFn: async ({ signal }) => {
      const wish: Ask = { method: "POST", body: { key }, signal };
      return (await ask<{ email: string }>("/signup/link", wish)).email;
    },
  });
}

/** What somebody says of himself behind that link. */
export interface Newcomer {
  key: string;
  name: string;
  password: string;
  language: Language;
}

/** Makes the account; `waits`: an administrator has to let him in first. */
export const confirmSignup = (body: Newcomer) =>
  ask<{ waits: boolean }>("/signup/confirm", { method: "POST", body });

interface Config {
  mfa?: { passkey_login_enabled: boolean };
}

/** What the door offers beside the password. */
export const doorsQuery = queryOptions({
  queryKey: ["doors"],
  queryFn: async ({ signal }) => {
    const { data } = await ask<Answer<Config>>(`${AUTH}/config`, { signal });
    return { passkeys: data.mfa?.passkey_login_enabled ?? false };
  },
  staleTime: Number.POSITIVE_INFINITY,
});
