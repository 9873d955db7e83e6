import { useState } from "react";
import { useMeta } from "@/api/meta";
import type { Laid } from "./model";

/** What is arranged and not saved yet; `version`: of the saved layout it was begun with, 0: none. */
export interface Draft {
  laid: Laid;
  version: number;
}

/** The draft of one form, kept on this device per user: leaving the page asks nothing. */
export function useDraft(form: string) {
  const { user } = useMeta();
  const place = `kartei.layout.${user.id}.${form}`;
  const [kept] = useState(() => {
    const text = localStorage.getItem(place);
    return text ? (JSON.parse(text) as Draft) : undefined;
  });
  return {
    /** As it was when the page was opened. */
    kept,
    keep: (draft: Draft) => localStorage.setItem(place, JSON.stringify(draft)),
    forget: () => localStorage.removeItem(place),
  };
}
