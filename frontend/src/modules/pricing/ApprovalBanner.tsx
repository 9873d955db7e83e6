import "./approval.css";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import type { Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";

const APPROVAL = "pricing.approval";

/** How a document stands to one's price limits; GET /approvals/{object}/{id}. */
interface Standing {
  needed: boolean;
  text: string;
  state: "" | "waiting" | "given" | "refused" | "changed";
  answer: string;
  by: string;
  reason: string;
  /** One is asked oneself. */
  mine: boolean;
}

interface Act {
  path: string;
  body: Record<string, unknown>;
}

function useStanding(object: string, record: Rec) {
  const path = `/approvals/${object}/${record.id}`;
  const key = ["records", APPROVAL, record.id, record.version];
  const client = useQueryClient();
  const standing = useQuery({ queryKey: key, queryFn: () => ask<Standing>(path) });
  const act = useMutation({
    mutationFn: ({ path: end, body }: Act) =>
      ask<Standing>(`${path}${end}`, { method: "POST", body }),
    onSuccess: (now) => client.setQueryData(key, now),
  });
  return { standing: standing.data, act };
}

interface Props {
  object: string;
  record: Rec;
  onDecided?: () => void;
}

/** Whether a document may go out, whom to ask, and the decision where one is asked oneself. */
export default function ApprovalBanner({ object, record, onDecided }: Props) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const { standing, act } = useStanding(object, record);
  if (!standing?.needed && !standing?.state) return null;
  const { needed, state, by, mine } = standing;
  if (state === "given" && !needed)
    return <Banner tone="info">{[t("approval.given", { by }), standing.answer].join(" ")}</Banner>;
  if (!needed && !mine) return null;
  const asks = needed && state !== "waiting";
  const told = [
    mine ? t("approval.mine") : standing.text,
    mine && standing.reason,
    !mine && state && t(`approval.${state}`, { by }),
    state === "refused" && standing.answer,
  ];
  const send = (path: string, body: Record<string, unknown>) =>
    act.mutate(
      { path, body },
      {
        onSuccess: () => {
          setWords("");
          onDecided?.();
        },
      },
    );
  const input = (label: string) => (
    <input
      className="inp"
      aria-label={label}
      placeholder={label}
      maxLength={2000}
      value={words}
      onChange={(event) => setWords(event.target.value)}
    />
  );
  const decide = (approve: boolean) => send("/decision", { approve, answer: words });
  const actions = mine ? (
    <>
      {input(t("approval.answer"))}
      <Button disabled={act.isPending} onClick={() => decide(true)}>
        {t("approval.approve")}
      </Button>
      <Button disabled={act.isPending} onClick={() => decide(false)}>
        {t("approval.refuse")}
      </Button>
    </>
  ) : asks ? (
    <>
      {input(t("approval.reason"))}
      <Button disabled={act.isPending} onClick={() => send("", { reason: words })}>
        {t("approval.ask")}
      </Button>
    </>
  ) : null;
  return (
    <Banner actions={actions}>{[...told, act.error?.message].filter(Boolean).join(" ")}</Banner>
  );
}
