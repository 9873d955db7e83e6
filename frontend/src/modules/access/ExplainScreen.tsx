import "./access.css";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import { recordQuery } from "@/api/records";
import type { Field, LinkValue, ObjectMeta } from "@/api/types";
import { stringifySearch } from "@/app/address";
import { Failure } from "@/app/errors";
import { Link, useGo } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Icon } from "@/kit/Icon";
import { Select } from "@/kit/inputs";
import { recordHref } from "@/platform/addresses";
import { capital } from "@/platform/timeline/capital";
import { RecordPicker, titleOf } from "@/platform/values/RecordPicker";
import { type Explanation, ROLE } from "./rights";

const PATH = "/rights/explain";
const USER = "access.user";

type Question = Partial<Record<"user" | "object" | "id", string>>;

function useExplanation({ user, object, id }: Question) {
  const { version } = useMeta();
  return useQuery({
    queryKey: ["records", object, "rights", user, id, version],
    queryFn: ({ signal }) =>
      ask<Explanation>("/rights/explain", { query: { user, object, id }, signal }),
    enabled: Boolean(user && object && id),
    placeholderData: keepPreviousData,
  });
}

/** The link value of a record of which only the id is in the address. */
function useTitled(object: ObjectMeta | undefined, id: string | undefined): LinkValue | null {
  const query = recordQuery(object?.name ?? "", id ?? "");
  const found = useQuery({ ...query, enabled: Boolean(object && id) });
  if (!id || !object) return null;
  return { id, title: found.data ? titleOf(object, found.data) : "" };
}

interface PickProps {
  label: string;
  target: string;
  value: LinkValue | null;
  onPick: (id: string) => void;
}

function Pick({ label, target, value, onPick }: PickProps) {
  const id = useId();
  const field = { name: "picked", label, kind: "link", target } as Field;
  return (
    <div className="fld">
      <label className="lab" htmlFor={id}>
        {label}
      </label>
      <RecordPicker
        key={`${target} ${value?.id} ${value?.title}`}
        id={id}
        field={field}
        target={target}
        value={value}
        onChange={(next) => onPick((next as LinkValue | null)?.id ?? "")}
      />
    </div>
  );
}

function Answers({ found }: { found: Explanation }) {
  const { t } = useTranslation();
  return (
    <>
      <p className="exf">
        <b>{found.user.title}</b>
        {" · "}
        <Link href={recordHref(found.record.object, found.record.id)}>
          {found.record.title || found.record.id}
        </Link>
        <span className="mut">
          {found.owner && ` · ${t("rights.owner", { name: found.owner.title })}`}
          {found.unit && ` · ${found.unit.title}`}
        </span>
      </p>
      <ul className="exa" aria-label={t("rights.answers")}>
        {found.answers.map((one) => (
          <li key={one.privilege} className="row">
            <span className={one.yes ? "pos" : "neg"}>
              <Icon name={one.yes ? "check" : "close"} />
            </span>
            <span className="exw m">{one.label}</span>
            <span className="vh">{t(one.yes ? "rights.yes" : "rights.no")}</span>
            <span className="mut">{one.reason}</span>
          </li>
        ))}
      </ul>
      {found.fields.length > 0 && (
        <section className="sec">
          <h2>{t("rights.fields")}</h2>
          <ul className="col g4">
            {found.fields.map((one) => (
              <li key={one.field} className="row g4">
                <Icon name="lock" size="s" />
                {one.label}: {one.words}
              </li>
            ))}
          </ul>
        </section>
      )}
      {found.roles.length > 0 && (
        <p className="mut">
          {t("rights.roles")}:{" "}
          {found.roles.map((role, at) => (
            <span key={role.id}>
              {at > 0 && ", "}
              <Link href={recordHref(ROLE, role.id)}>{role.title}</Link>
            </span>
          ))}
        </p>
      )}
    </>
  );
}

/** What somebody may do with a record, and why: who and what are in the address. */
export default function ExplainScreen() {
  const { t } = useTranslation();
  const go = useGo();
  const { objects } = useMeta();
  const question = useSearch({ strict: false }) as Question;
  const { user, id } = question;
  const name = question.object && objects[question.object] ? question.object : "";
  const found = useExplanation({ ...question, object: name });
  const person = useTitled(objects[USER], user);
  const record = useTitled(objects[name], id);
  useRider({
    key: PATH,
    href: `${PATH}${location.search}`,
    title: t("rights.explain"),
    icon: "shield",
  });
  const to = (part: Question) => go(`${PATH}${stringifySearch({ ...question, ...part })}`, true);
  const choices = Object.values(objects).map((one) => ({ value: one.name, label: one.title }));
  return (
    <>
      <div className="head">
        <h1>{t("rights.explain")}</h1>
      </div>
      <div className="explain">
        <div className="exq">
          <Pick
            label={t("rights.user")}
            target={USER}
            value={person}
            onPick={(next) => to({ user: next })}
          />
          <div className="fld">
            <span className="lab">{t("rights.object")}</span>
            <Select
              aria-label={t("rights.object")}
              value={name}
              empty={t("rights.choose")}
              choices={choices}
              onValue={(next) => to({ object: next, id: "" })}
            />
          </div>
          {name && (
            <Pick
              label={capital(objects[name]?.one ?? "")}
              target={name}
              value={record}
              onPick={(next) => to({ id: next })}
            />
          )}
        </div>
        {found.error && user && id ? (
          <Failure error={found.error} onRetry={() => void found.refetch()} />
        ) : found.data && user && id ? (
          <Answers found={found.data} />
        ) : (
          <p className="mut">{t("rights.choose_both")}</p>
        )}
      </div>
    </>
  );
}
