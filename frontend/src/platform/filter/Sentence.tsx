import { useQuery } from "@tanstack/react-query";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta, useObject } from "@/api/meta";
import { recordQuery } from "@/api/records";
import type { Condition, Field, Filter, ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { titleOf } from "../values/RecordPicker";
import { conditionField, isGroup, isImport, isNegation, isSample, NEEDS_NO_VALUE } from "./model";

function RecordTitle({ target, id }: { target: string; id: string }) {
  const { t } = useTranslation();
  const object = useObject(target);
  const known = object !== undefined && id !== "me";
  const record = useQuery({ ...recordQuery(target, id), enabled: known });
  if (id === "me") return <>{t("value.me")}</>;
  return <>{record.data && object ? titleOf(object, record.data) : "…"}</>;
}

const RELATIVE = /^(today|tomorrow|yesterday|week|month|quarter|year|now)([+-]\d+)?$/;

function useDayWords(): (value: string) => string {
  const { t } = useTranslation();
  const format = useFormat();
  return (value) => {
    const match = RELATIVE.exec(value);
    if (!match) return /^\d{4}-\d\d-\d\d/.test(value) ? format.shortDay(value.slice(0, 10)) : value;
    const days = Number(match[2] ?? 0);
    if (match[1] === "today" && days !== 0)
      return t(days < 0 ? "day.ago" : "day.ahead", { count: Math.abs(days) });
    return t(`day.${match[1] as "today" | "week"}`);
  };
}

function One({ field, value }: { field: Field; value: unknown }) {
  const { t } = useTranslation();
  const format = useFormat();
  const home = useMeta().firm.currency;
  const dayWords = useDayWords();
  const text = String(value ?? "");
  switch (field.kind) {
    case "choice":
    case "choices":
      return <>{field.options?.find((option) => option.value === value)?.label ?? text}</>;
    case "link":
    case "links":
      return <RecordTitle target={field.target ?? ""} id={text} />;
    case "bool":
      return <>{value ? t("value.yes") : t("value.no")}</>;
    case "date":
    case "moment":
      return <>{dayWords(text)}</>;
    case "money":
      return <>{format.money({ amount: text || "0", currency: home })}</>;
    case "duration":
      return <>{format.duration(Number(text))}</>;
    case "percent":
      return <>{format.percent(text)}</>;
    case "integer":
    case "number":
      return <>{format.number(text)}</>;
    default:
      return <>{text}</>;
  }
}

/** The word between field and value; "is" needs none. */
function useOperatorWord(): (condition: Condition, field: Field) => string {
  const { t } = useTranslation();
  return ([, operator], field) => {
    const day = field.kind === "date" || field.kind === "moment";
    if (operator === "=" || operator === "in" || operator === "has") return "";
    if (day && (operator === ">=" || operator === ">")) return t("filter.from");
    if (day && (operator === "<=" || operator === "<")) return t("filter.until");
    return t(`operator.${operator}`);
  };
}

function ConditionSentence({ condition, object }: { condition: Condition; object: ObjectMeta }) {
  const meta = useMeta();
  const { t } = useTranslation();
  const word = useOperatorWord();
  const [name, operator, value] = condition;
  const found = conditionField(meta, object, name);
  if (!found) return <>{t("filter.unknown")}</>;
  const values = Array.isArray(value) ? value : [value];
  const between = word(condition, found.field);
  return (
    <>
      {found.label}: {between && <>{between} </>}
      {!NEEDS_NO_VALUE.has(operator) && (
        <b>
          {values.map((one, index) => (
            <Fragment key={String(one)}>
              {index > 0 && ", "}
              <One field={found.field} value={one} />
            </Fragment>
          ))}
        </b>
      )}
    </>
  );
}

/** "Import: clients.xlsx"; the name of the file is asked for. */
function ImportSentence({ id }: { id: string }) {
  const { t } = useTranslation();
  const found = useQuery({
    queryKey: ["imports", "one", id],
    queryFn: ({ signal }) => ask<{ file: { name: string } }>(`/imports/${id}`, { signal }),
    retry: false,
  });
  return (
    <>
      {t("filter.import")}: <b>{found.data?.file.name ?? "…"}</b>
    </>
  );
}

interface Props {
  filter: Filter;
  object: ObjectMeta;
  /** Inside another sentence: a group stands in brackets. */
  inner?: boolean;
}

/** A filter in words: "Region: Samara, Tatarstan", "(Debt: more than 0 or Group: dealer)". */
export function Sentence({ filter, object, inner = false }: Props) {
  const { t } = useTranslation();
  if (isNegation(filter))
    return (
      <>
        {t("filter.not")} (<Sentence filter={filter[1]} object={object} />)
      </>
    );
  if (isSample(filter)) return <b>{t(filter[2] ? "samples.only" : "samples.none")}</b>;
  if (isImport(filter)) return <ImportSentence id={String(filter[2])} />;
  if (!isGroup(filter)) return <ConditionSentence condition={filter} object={object} />;
  const [kind, ...parts] = filter;
  const joined = parts.map((part, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: parts of a filter have no identity beside their place
    <Fragment key={index}>
      {index > 0 && ` ${t(`filter.${kind}`)} `}
      <Sentence filter={part as Filter} object={object} inner />
    </Fragment>
  ));
  return inner ? <>({joined})</> : <>{joined}</>;
}
