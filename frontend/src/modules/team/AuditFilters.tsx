import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { LinkValue } from "@/api/types";
import { Field, Select, TextInput } from "@/kit/inputs";
import { date } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { type Asked, VIA } from "./audit";
import { USER } from "./team-api";

/** What the audit is asked: one field for each part of the question. */
export function Filters({ asked, change }: { asked: Asked; change: (more: Asked) => void }) {
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
