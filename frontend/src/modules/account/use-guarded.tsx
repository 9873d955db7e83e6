import { type ReactNode, useState } from "react";
import { ApiProblem } from "@/api/problem";
import { ProveDialog } from "./ProveDialog";

interface Asking {
  ways: string[];
  /** Goes on with what was begun, or gives it up. */
  answer: (proven: boolean) => void;
}

/** Whoever closes the window does not want it any more: nothing to be told. */
export class GivenUp extends Error {}

/** The ways to prove oneself anew that a refusal names; empty when it is about something else. */
function waysOf(error: unknown): string[] {
  if (!(error instanceof ApiProblem) || error.code !== "session.prove") return [];
  return error.flows.map((flow) => flow.id).filter((id) => id.endsWith("reauthenticate"));
}

export type Guarded = <T>(act: () => Promise<T>) => Promise<T>;

/** Runs an act and, where the server wants to be sure first, asks for a proof and runs it again. */
export function useGuarded(): [Guarded, ReactNode] {
  const [asking, setAsking] = useState<Asking | null>(null);
  const guarded = async <T,>(act: () => Promise<T>): Promise<T> => {
    try {
      return await act();
    } catch (error) {
      const ways = waysOf(error);
      if (ways.length === 0) throw error;
      const proven = await new Promise<boolean>((answer) => setAsking({ ways, answer }));
      setAsking(null);
      if (!proven) throw new GivenUp();
      return act();
    }
  };
  const dialog = asking && <ProveDialog ways={asking.ways} onAnswer={asking.answer} />;
  return [guarded, dialog];
}
