import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { Button } from "@/kit/Button";
import { tellRefusal } from "../save/tell-refusal";
import { MentionArea } from "./MentionArea";
import { type Mention, mentionedIn } from "./mentions";
import type { TimelineEvent } from "./model";

interface Props {
  event: TimelineEvent;
  onSaved: () => void;
  onClose: () => void;
}

/** Rewrites the text of one's own entry where it stands. */
export default function EntryEditor({ event, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(event.text);
  const [mentions, setMentions] = useState((event.data.mentioned ?? []) as Mention[]);
  const save = useMutation({
    mutationFn: () =>
      ask(`/entries/${event.id}`, {
        method: "PATCH",
        body: { text, mentions: mentionedIn(text, mentions).map((one) => one.id) },
      }),
    onSuccess: () => {
      onSaved();
      onClose();
    },
    onError: tellRefusal,
  });
  return (
    <div className="eedit">
      <MentionArea
        label={event.title}
        text={text}
        onText={setText}
        mentions={mentions}
        onMentions={setMentions}
        onSubmit={() => save.mutate()}
        onCancel={onClose}
        autoFocus
        rows={3}
      />
      <div className="row g4">
        <Button tone="primary" aria-disabled={save.isPending} onClick={() => save.mutate()}>
          {t("action.save")}
        </Button>
        <Button onClick={onClose}>{t("action.cancel")}</Button>
      </div>
    </div>
  );
}
