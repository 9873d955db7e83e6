import "./team.css";
import { keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, queryString } from "@/api/client";
import { may, useMeta, useObject } from "@/api/meta";
import { createRecord, useList } from "@/api/records";
import type { LinkValue } from "@/api/types";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link, useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Field, Segmented, Select, TextInput } from "@/kit/inputs";
import { Menu } from "@/kit/Menu";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { date } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { USER } from "./team-api";

const AUDIT = "access.audit";
const OPENED = "opened";
const PAGE = 100;
/** Changed fields shown of each act. */
const FIRST = 4;
const VIA = ["page", "api", "import", "job", "cli", "rule", "demo", "setup", "clock"] as const;
const NAMES = ["user", "object", "record", "verb", "via", "ip", "field", "since", "until"] as const;

type Asked = Partial<Record<(typeof NAMES)[number], string>>;

interface Act {
  id: string;
  at: string;
  by: LinkValue | null;
  via: string;
  ip: string;
  object: string;
  object_title: string;
  icon: string;
  record: string;
  title: string;
  verb: string;
  verb_title: string;
  changes: { field: string; label: string; old: string; new: string }[];
  text: string;
}

interface Counted {
  id: string;
  object: string | null;
  title: string;
  opened: number;
  of: number;
}

/** The question as the server takes it: days become moments, the last day is included. */
function queryOf(asked: Asked): Record<string, string> {
  const { since, until, ...rest } = asked;
  const found: Record<string, string> = { ...rest };
  if (since) found.since = new Date(`${since}T00:00:00`).toISOString();
  if (until) {
    const end = new Date(`${until}T00:00:00`);
    end.setDate(end.getDate() + 1);
    found.until = end.toISOString();
  }
  return found;
}

/** What is asked stands in the address, so that it can be shared and kept. */
function useAsked(): [Asked, (change: Asked) => void] {
  const search = useSearch({ strict: false }) as Record<string, string>;
  const navigate = useNavigate();
  const asked: Asked = {};
  for (const name of NAMES) if (search[name]) asked[name] = search[name];
  const change = (more: Asked) =>
    void navigate({ to: "/audit", search: { ...asked, ...more } as never, replace: true });
  return [asked, change];
}

function useActs(asked: Asked) {
  const { language } = useMeta();
  return useInfiniteQuery({
    queryKey: ["audit", language, asked],
    queryFn: ({ pageParam, signal }) =>
      ask<{ items: Act[]; next: string | null }>("/audit", {
        query: { ...queryOf(asked), limit: PAGE, after: pageParam },
        signal,
      }),
    initialPageParam: "",
    getNextPageParam: (page) => page.next ?? undefined,
    placeholderData: keepPreviousData,
  });
}

function Filters({ asked, change }: { asked: Asked; change: (more: Asked) => void }) {
  const { t } = useTranslation();
  const { objects, language } = useMeta();
  const choices = useQuery({
    queryKey: ["audit", language, "choices"],
    queryFn: ({ signal }) =>
      ask<{ verbs: LinkValue[]; objects: LinkValue[] }>("/audit/choices", { signal }),
  }).data;
  const [user, setUser] = useState<LinkValue | null>(
    asked.user ? { id: asked.user, title: t("value.chosen") } : null,
  );
  const offered = (list: LinkValue[] = []) =>
    list.map((one) => ({ value: one.id, label: one.title }));
  const fields = (asked.object && objects[asked.object]?.fields) || [];
  const day = (name: "since" | "until") => (
    <Field label={t(`audit.${name}`)}>
      {(attributes) => (
        <date.Edit
          {...attributes}
          field={pseudoField(name, t(`audit.${name}`), "date")}
          value={asked[name] ?? null}
          onChange={(value) => change({ [name]: value ? String(value) : "" })}
        />
      )}
    </Field>
  );
  return (
    <search className="afilters">
      <Field label={t("audit.user")}>
        {(attributes) => (
          <RecordPicker
            {...attributes}
            field={pseudoField("user", t("audit.user"), "link")}
            target={USER}
            value={user}
            onChange={(value) => {
              const next = value as LinkValue | null;
              setUser(next);
              change({ user: next?.id ?? "" });
            }}
          />
        )}
      </Field>
      <Field label={t("audit.verb")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={asked.verb ?? ""}
            onValue={(verb) => change({ verb })}
            choices={offered(choices?.verbs)}
            empty={t("audit.any")}
          />
        )}
      </Field>
      <Field label={t("audit.object")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={asked.object ?? ""}
            onValue={(object) => change({ object, field: "", record: "" })}
            choices={offered(choices?.objects)}
            empty={t("audit.any")}
          />
        )}
      </Field>
      <Field label={t("audit.field")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={asked.field ?? ""}
            onValue={(field) => change({ field })}
            choices={fields.map((one) => ({ value: one.name, label: one.label }))}
            empty={t("audit.any")}
          />
        )}
      </Field>
      <Field label={t("audit.via")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={asked.via ?? ""}
            onValue={(via) => change({ via })}
            choices={VIA.map((via) => ({ value: via, label: t(`audit.through.${via}`) }))}
            empty={t("audit.any")}
          />
        )}
      </Field>
      <Field label={t("audit.ip")}>
        {(attributes) => (
          <TextInput {...attributes} value={asked.ip ?? ""} onValue={(ip) => change({ ip })} />
        )}
      </Field>
      {day("since")}
      {day("until")}
    </search>
  );
}

/** What changed; of many fields the first ones, the others on request. */
function Changed({ act }: { act: Act }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  if (act.changes.length === 0) return <span className="mut">{act.text}</span>;
  const shown = all ? act.changes : act.changes.slice(0, FIRST);
  return (
    <ul className="achanges">
      {shown.map((one) => (
        <li key={one.field}>
          <span className="mut">{one.label}:</span>{" "}
          {one.old && (
            <>
              <span className="was">{one.old}</span>
              {" → "}
            </>
          )}
          <span>{one.new || "–"}</span>
        </li>
      ))}
      {shown.length < act.changes.length && (
        <li>
          <button type="button" className="mut sm" onClick={() => setAll(true)}>
            {t("board.more", { count: act.changes.length - shown.length })}
          </button>
        </li>
      )}
    </ul>
  );
}

function Acts({ asked, change }: { asked: Asked; change: (more: Asked) => void }) {
  const { t } = useTranslation();
  const format = useFormat();
  const acts = useActs(asked);
  const { objects } = useMeta();
  const rows = acts.data?.pages.flatMap((page) => page.items) ?? [];
  const through = (via: string) => {
    const known = VIA.find((one) => one === via);
    return known ? t(`audit.through.${known}`) : via;
  };
  if (acts.error && !acts.data)
    return <Failure error={acts.error} onRetry={() => void acts.refetch()} />;
  if (acts.isPending) return <Late>{t("state.loading")}</Late>;
  if (rows.length === 0) return <EmptyState title={t("audit.nothing")} />;
  return (
    <div className="acts">
      <table className="t">
        <thead>
          <tr>
            <th>{t("audit.when")}</th>
            <th>{t("audit.user")}</th>
            <th>{t("audit.verb")}</th>
            <th>{t("audit.record")}</th>
            <th>{t("audit.changes")}</th>
            <th>{t("audit.via")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((act) => (
            <tr key={act.id}>
              <td className="nw">{format.moment(act.at)}</td>
              <td>{act.by?.title}</td>
              <td>{act.verb_title}</td>
              <td>
                <Icon name={act.icon} size="s" />{" "}
                {objects[act.object] ? (
                  <Link href={recordHref(act.object, act.record)}>
                    {act.title || act.object_title}
                  </Link>
                ) : (
                  act.title || act.object_title
                )}{" "}
                {!asked.record && (
                  <button
                    type="button"
                    className="mut sm"
                    onClick={() => change({ object: act.object, record: act.record })}
                  >
                    {t("audit.only_this")}
                  </button>
                )}
              </td>
              <td>
                <Changed act={act} />
              </td>
              <td className="mut">
                {through(act.via)} {act.ip}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {acts.hasNextPage && (
        <Button aria-disabled={acts.isFetchingNextPage} onClick={() => void acts.fetchNextPage()}>
          {t("audit.older")}
        </Button>
      )}
    </div>
  );
}

/** How often cards were opened, by users or by records. */
function Counts({ asked, by }: { asked: Asked; by: "user" | "record" }) {
  const { t } = useTranslation();
  const format = useFormat();
  const counts = useQuery({
    queryKey: ["audit", "opened", asked, by],
    queryFn: ({ signal }) =>
      ask<{ items: Counted[] }>("/audit/opened", {
        query: { ...queryOf(asked), verb: "", by },
        signal,
      }),
  });
  if (counts.error) return <Failure error={counts.error} onRetry={() => void counts.refetch()} />;
  if (!counts.data) return <Late>{t("state.loading")}</Late>;
  if (counts.data.items.length === 0) return <EmptyState title={t("audit.nothing")} />;
  return (
    <div className="acts">
      <table className="t">
        <thead>
          <tr>
            <th>{t(by === "user" ? "audit.user" : "audit.record")}</th>
            <th className="r">{t("audit.opened")}</th>
            <th className="r">{t(by === "user" ? "audit.records" : "audit.users")}</th>
          </tr>
        </thead>
        <tbody>
          {counts.data.items.map((one) => (
            <tr key={one.id}>
              <td>
                <Link href={recordHref(one.object ?? USER, one.id)}>{one.title || "–"}</Link>
              </td>
              <td className="r num">{format.integer(one.opened)}</td>
              <td className="r num">{format.integer(one.of)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Kept questions: a name and the address that asks it. */
function Kept({ asked }: { asked: Asked }) {
  const { t } = useTranslation();
  const go = useGo();
  const object = useObject(AUDIT);
  const kept = useList(AUDIT, { fields: ["name", "question"], sort: "name", limit: 100 });
  const [naming, setNaming] = useState<string | null>(null);
  const rows = kept.data?.pages.flatMap((page) => page.items) ?? [];
  const keep = () => {
    const name = naming?.trim();
    if (!name) return;
    setNaming(null);
    createRecord(AUDIT, { name, question: queryString(asked) }, crypto.randomUUID()).then(
      () => toast(t("audit.kept", { name })),
      tellRefusal,
    );
  };
  const entries = rows.map((one) => ({
    id: one.id,
    label: String(one.name),
    run: () => go(`/audit?${String(one.question ?? "")}`),
  }));
  return (
    <>
      {entries.length > 0 && (
        <Menu label={t("audit.questions")} groups={[{ id: "kept", entries }]}>
          <Button chevron>{t("audit.questions")}</Button>
        </Menu>
      )}
      {may(object, "create") && naming === null && Object.keys(asked).length > 0 && (
        <Button onClick={() => setNaming("")}>{t("audit.keep")}</Button>
      )}
      {naming !== null && (
        <form
          className="row g4"
          onSubmit={(event) => {
            event.preventDefault();
            keep();
          }}
        >
          <TextInput
            aria-label={t("audit.name")}
            placeholder={t("audit.name")}
            value={naming}
            onValue={setNaming}
            maxLength={120}
            autoFocus
          />
          <Button type="submit" tone="primary">
            {t("action.save")}
          </Button>
        </form>
      )}
    </>
  );
}

function Audit() {
  const { t } = useTranslation();
  const [asked, change] = useAsked();
  const [by, setBy] = useState<"" | "user" | "record">("");
  const object = useObject(AUDIT);
  useRider({
    key: "/audit",
    href: `/audit?${queryString(asked)}`,
    title: t("audit.title"),
    icon: "history",
  });
  const file = (format: string) =>
    location.assign(`/api/v1/audit/export?${queryString({ ...queryOf(asked), format })}`);
  const formats = ["xlsx", "csv"].map((id) => ({
    id,
    label: id.toUpperCase(),
    icon: "download",
    run: () => file(id),
  }));
  return (
    <div className="audit">
      <div className="head">
        <h1>{t("audit.title")}</h1>
      </div>
      <div className="cmd">
        {asked.verb === OPENED && (
          <Segmented
            label={t("audit.count")}
            value={by}
            onValue={setBy}
            choices={[
              { value: "", label: t("audit.each") },
              { value: "user", label: t("audit.by_user") },
              { value: "record", label: t("audit.by_record") },
            ]}
          />
        )}
        {may(object, "export") && (
          <Menu label={t("action.export")} groups={[{ id: "files", entries: formats }]}>
            <Button icon="download" chevron>
              {t("action.export")}
            </Button>
          </Menu>
        )}
        <Kept asked={asked} />
        {Object.keys(asked).length > 0 && (
          <Button
            tone="quiet"
            onClick={() => change(Object.fromEntries(NAMES.map((name) => [name, ""])))}
          >
            {t("audit.clear")}
          </Button>
        )}
      </div>
      <Filters key={asked.user ?? ""} asked={asked} change={change} />
      {asked.verb === OPENED && by ? (
        <Counts asked={asked} by={by} />
      ) : (
        <Acts asked={asked} change={change} />
      )}
    </div>
  );
}

/** Who did what, when and from where. */
export default function AuditPage() {
  const object = useObject(AUDIT);
  return may(object, "read") ? <Audit /> : <NotFound />;
}
