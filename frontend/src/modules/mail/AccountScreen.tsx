import "./mail.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { fieldOf, useObject } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import type { Rec } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import type { RecordScreenProps } from "@/platform/extensions";
import { SideCard } from "@/platform/record/SideCard";
import { Value } from "@/platform/values";
import { DomainPart } from "./DomainPart";
import type { Preferences } from "./mail-api";

/** What became of a test letter; over: it will not be tried again. */
interface Became {
  state: string;
  result: string;
  dialogue: string;
  over: boolean;
}

/** Milliseconds between two looks at a test letter that is on its way. */
const LOOK = 700;

/** The letter's way to the server, word for word. */
function Outcome({ letter }: { letter: string }) {
  const { t } = useTranslation();
  const object = useObject("mail.letter");
  const state = object && fieldOf(object, "state");
  const found = useQuery({
    queryKey: ["mail", "test", letter],
    queryFn: ({ signal }) => ask<Became>(`/mail/tests/${letter}`, { signal }),
    refetchInterval: ({ state: { data } }) => (data?.over ? false : LOOK),
    gcTime: 0,
  });
  if (found.error) return <Banner tone="bad">{found.error.message}</Banner>;
  if (!found.data) return <Late>{t("state.loading")}</Late>;
  const { over, result, dialogue } = found.data;
  return (
    <div className="outcome" role="status">
      <p className="row w">
        {state && <Value field={state} value={found.data.state} />}
        <span>{over ? result : t("letter.test_waits")}</span>
      </p>
      {dialogue && (
        <>
          <h3 className="sm m">{t("letter.dialogue")}</h3>
          <pre>{dialogue}</pre>
        </>
      )}
    </div>
  );
}

/** A test letter through this very account, and the conversation with its server. */
function Trial({ record }: { record: Rec }) {
  const { t } = useTranslation();
  const own = useQuery({
    queryKey: ["mail", "preferences"],
    queryFn: ({ signal }) => ask<Preferences>("/mail/preferences", { signal }),
  });
  const [typed, setTyped] = useState<string | null>(null);
  const to = typed ?? own.data?.address ?? "";
  const [letter, setLetter] = useState("");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const alone = useAlone();
  const send = () =>
    alone(async () => {
      setProblem(null);
      try {
        const path = `/mail/accounts/${record.id}/test`;
        setLetter((await ask<{ letter: string }>(path, { method: "POST", body: { to } })).letter);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      }
    }).catch(tellProblem);
  const words = problem?.errors[0]?.detail ?? problem?.message;
  return (
    <div className="sec">
      <h2>{t("letter.test")}</h2>
      {Boolean(record.login) && !record.has_password && <Banner>{t("letter.no_secret")}</Banner>}
      <Field label={t("letter.test_to")} error={words}>
        {(attributes) => (
          <TextInput {...attributes} value={to} onValue={setTyped} inputMode="email" />
        )}
      </Field>
      <div className="row">
        <Button icon="send" aria-disabled={!to} onClick={() => void send()}>
          {t("letter.test_send")}
        </Button>
      </div>
      {letter && <Outcome key={letter} letter={letter} />}
    </div>
  );
}

/** A mail account: its fields, and beside them whether it works. */
export default function AccountScreen({ object, id }: RecordScreenProps) {
  const { t } = useTranslation();
  return (
    <SideCard
      object={object}
      id={id}
      label={t("letter.seen")}
      aside={(record) => (
        <>
          {record.can?.write && <Trial record={record} />}
          <DomainPart record={record} />
        </>
      )}
    />
  );
}
