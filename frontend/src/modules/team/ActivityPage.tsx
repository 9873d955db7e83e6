import "./team.css";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask, queryString } from "@/api/client";
import { may, useMeta, useObject } from "@/api/meta";
import type { LinkValue } from "@/api/types";
import { useFormat } from "@/app/format";
import { useRider } from "@/app/riders";
import { Field, Segmented } from "@/kit/inputs";
import { date } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { ActivityPeople } from "./ActivityPeople";
import { ActivityReport } from "./ActivityReport";
import { daysBack, type Question, SPANS, useQuestion } from "./activity";
import { AUDIT } from "./audit";
import { USER } from "./team-api";

type Change = (more: Record<string, string>) => void;

/** Of which days: a ready length up to today, or any two. */
function Days({ question, change }: { question: Question; change: Change }) {
  const { t } = useTranslation();
  const today = useFormat().today();
  const { since, until } = question;
  const span = SPANS.find((days) => until === today && since === daysBack(today, days));
  return (
    <>
      <Segmented
        label={t("activity.period")}
        value={span ? String(span) : ""}
        onValue={(days) => change({ since: daysBack(today, Number(days)), until: today })}
        choices={SPANS.map((days) => ({
          value: String(days),
          label: t("activity.span", { count: days }),
        }))}
      />
      {(["since", "until"] as const).map((name) => (
        <Field key={name} label={t(`audit.${name}`)}>
          {(attributes) => (
            <date.Edit
              {...attributes}
              field={pseudoField(name, t(`audit.${name}`), "date")}
              value={question[name]}
              onChange={(value) => change({ [name]: value ? String(value) : "" })}
            />
          )}
        </Field>
      ))}
    </>
  );
}

/** Whose: for those who may look at others. */
function Who({ question, change }: { question: Question; change: Change }) {
  const { t } = useTranslation();
  const me = useMeta().user;
  const id = question.user || me.id;
  const chosen = useQuery({
    queryKey: ["records", USER, id, "title"],
    queryFn: ({ signal }) => ask<{ name: string }>(`/records/${USER}/${id}`, { signal }),
    enabled: id !== me.id,
  }).data;
  return (
    <>
      <Segmented
        label={t("activity.who")}
        value={question.everybody ? "everybody" : "one"}
        onValue={(who) => change({ who: who === "everybody" ? who : "" })}
        choices={[
          { value: "one", label: t("activity.one") },
          { value: "everybody", label: t("activity.everybody") },
        ]}
      />
      {!question.everybody && (
        <Field label={t("audit.user")}>
          {(attributes) => (
            <RecordPicker
              {...attributes}
              field={pseudoField("user", t("audit.user"), "link")}
              target={USER}
              value={{ id, title: id === me.id ? me.name : (chosen?.name ?? "…") }}
              onChange={(value) => change({ user: (value as LinkValue | null)?.id ?? "" })}
            />
          )}
        </Field>
      )}
    </>
  );
}

/** How one works oneself, and, for those who may read the audit, how others do. */
export default function ActivityPage() {
  const { t } = useTranslation();
  const [question, change] = useQuestion();
  const others = may(useObject(AUDIT), "read");
  const { since, until, user, everybody } = question;
  const address = { since, until, user, who: everybody ? "everybody" : "" };
  const title = t(others ? "activity.title" : "activity.mine");
  useRider({ key: "/activity", href: `/activity?${queryString(address)}`, title, icon: "chart" });
  return (
    <div className="audit">
      <div className="head">
        <h1>{title}</h1>
      </div>
      <search className="aask">
        <Days question={question} change={change} />
        {others && <Who question={question} change={change} />}
      </search>
      {others && everybody ? (
        <ActivityPeople question={question} />
      ) : (
        <ActivityReport question={question} />
      )}
    </div>
  );
}
