import { useMutation } from "@tanstack/react-query";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { tellRefusal } from "../save/tell-refusal";
import {
  canSend,
  EMPTY_DRAFT,
  type EntryDraft,
  type EntryKind,
  entryBody,
  keepEntryDraft,
  readEntryDraft,
} from "./entry";

export interface EntryForm {
  draft: EntryDraft;
  set: (change: Partial<EntryDraft>) => void;
  /** Sends it as a note, a call or a meeting; the draft is emptied when it has arrived. */
  send: (kind: EntryKind) => void;
  sending: boolean;
}

/** What is being written about a record. The draft outlives leaving the card. */
export function useEntry(object: string, id: string, onDone: () => void): EntryForm {
  const { t } = useTranslation();
  const { user } = useMeta();
  const [draft, setDraft] = useState(() => readEntryDraft(user.id, object, id));
  useEffect(() => keepEntryDraft(user.id, object, id, draft), [user.id, object, id, draft]);
  const alone = useAlone();
  // A retry after a lost answer is the same act: it must not write the entry again.
  const once = useRef({ text: "", key: "" });
  const sending = useMutation({
    mutationFn: (kind: EntryKind) => {
      const body = entryBody(kind, draft);
      const text = JSON.stringify(body);
      if (once.current.text !== text) once.current = { text, key: crypto.randomUUID() };
      return ask(`/records/${object}/${id}/entries`, {
        method: "POST",
        body,
        once: once.current.key,
      });
    },
    onSuccess: (_, kind) => {
      once.current = { text: "", key: "" };
      setDraft(EMPTY_DRAFT);
      toast(t(`entry.saved_${kind}`));
      onDone();
    },
    onError: tellRefusal,
  });
  return {
    draft,
    set: (change) => setDraft((old) => ({ ...old, ...change })),
    send: (kind) => {
      if (canSend(kind, draft)) void alone(() => sending.mutateAsync(kind).catch(() => undefined));
    },
    sending: sending.isPending,
  };
}
