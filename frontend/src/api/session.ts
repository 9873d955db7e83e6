import { queryOptions, useQuery } from "@tanstack/react-query";
import { ask, configureClient } from "./client";
import { queries } from "./queries";
import type { Density, Language, Session, Theme } from "./types";

function adopt(session: Session): Session {
  configureClient({ csrf: session.csrf });
  return session;
}

/** The session that the server wrote into the page, for the first question only. */
function inPage(): Session | null {
  const data = document.getElementById("session");
  data?.remove();
  return data ? (JSON.parse(data.textContent) as Session) : null;
}

export const sessionQuery = queryOptions({
  queryKey: ["session"],
  queryFn: async ({ signal }) => adopt(inPage() ?? (await ask<Session>("/session", { signal }))),
  staleTime: Number.POSITIVE_INFINITY,
});

/** The running session; `data.user` is null while nobody is signed in. */
export function useSession() {
  return useQuery(sessionQuery);
}

function store(session: Session): Session {
  queries.setQueryData(sessionQuery.queryKey, adopt(session));
  return session;
}

/** The session anew, after somebody has come in. */
export async function readSession(): Promise<Session> {
  const session = await ask<Session>("/session");
  await queries.invalidateQueries({ queryKey: ["meta"] });
  return store(session);
}

export interface SetupAnswers {
  firm: string;
  country: string;
  language: Language;
  currency: string;
  timezone: string;
  name: string;
  login: string;
  password: string;
  modules: string[];
  /** A ready configuration for the trade; empty: none. */
  preset: string;
  /** Begin with sample data. */
  demo: boolean;
}

/** Sets an empty installation up; its first administrator is signed in afterwards. */
export async function setUp(answers: SetupAnswers): Promise<Session> {
  return store(await ask<Session>("/setup", { method: "POST", body: answers }));
}

/** Ends the session and forgets everything that was read under it. */
export async function signOut(): Promise<void> {
  await ask<void>("/session", { method: "DELETE" });
  queries.clear();
  store(await ask<Session>("/session"));
}

export interface Preferences {
  language?: Language;
  theme?: Theme;
  density?: Density;
}

export async function keepPreferences(change: Preferences): Promise<Session> {
  return store(await ask<Session>("/session", { method: "PATCH", body: change }));
}
