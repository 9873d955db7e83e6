import { queryOptions } from "@tanstack/react-query";
import { ask } from "./client";

/** Signing in with a provider of the firm's, and letting programs know who one is. */

interface Signon {
  items: { id: string; name: string }[];
  /** Why the last attempt did not come in; told once. */
  fault: { code: string; detail: string } | null;
  /** A further step of the sign-in is open. */
  pending: boolean;
}

export const signonQuery = queryOptions({
  queryKey: ["signon"],
  queryFn: ({ signal }) => ask<Signon>("/signon", { signal }),
  staleTime: Number.POSITIVE_INFINITY,
});

/** Goes to a provider's page; back it leads to where one is now. */
export async function goToProvider(provider: string): Promise<void> {
  const next = window.location.pathname + window.location.search;
  const body = { provider, next };
  const { address } = await ask<{ address: string }>("/signon", { method: "POST", body });
  window.location.assign(address);
}

const ASKED = [
  "client_id",
  "redirect_uri",
  "response_type",
  "scope",
  "state",
  "nonce",
  "code_challenge",
  "code_challenge_method",
  "prompt",
];

export type Wish = Record<string, string>;

/** What a program asks, from the address under which it sent somebody. */
export function wishIn(search: string): Wish {
  const said = new URLSearchParams(search);
  const empty = { client_id: "", redirect_uri: "" };
  const found = ASKED.filter((name) => said.has(name)).map((name) => [name, said.get(name) ?? ""]);
  return { ...empty, ...Object.fromEntries(found) };
}

export interface Question {
  program: string;
  /** Where somebody is sent back to. */
  host: string;
  scopes: ("openid" | "profile" | "email" | "groups")[];
  /** Nobody is asked. */
  trusted: boolean;
  /** There is nothing to decide: the browser goes here. */
  address?: string;
}

export function questionQuery(wish: Wish) {
  return queryOptions({
    queryKey: ["consent", wish],
    queryFn: ({ signal }) =>
      ask<Question>("/oidc/question", { method: "POST", body: wish, signal }),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

/** Where the browser goes with a decision. */
export async function decide(wish: Wish, allow: boolean): Promise<string> {
  const body = { ...wish, allow };
  return (await ask<{ address: string }>("/oidc/decision", { method: "POST", body })).address;
}

/** A program's new secret, told this once. */
export const newSecret = (program: string) =>
  ask<{ client_id: string; secret: string }>(`/oidc/programs/${program}/secret`, {
    method: "POST",
    body: {},
  });
