import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LinkValue } from "@/api/types";
import { Button } from "@/kit/Button";
import { Field, Select, TextInput } from "@/kit/inputs";
import { date } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { type Asked, useReasons } from "./security-api";

interface Props {
  asked: Asked;
  change: (more: Asked) => void;
  /** Further buttons of the bar. */
  children: ReactNode;
}

/** What the log is asked: one field for each part of the question. */
export function Filters({ asked, change, children }: Props) {
  const { t } = useTranslation();
  const reasons = useReasons().data ?? [];
  const [user, setUser] = useState<LinkValue | null>(
    asked.user ? { id: asked.user, title: t("value.chosen") } : null,
  );
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
  const text = (name: "search" | "ip", label: string) => (
    <Field label={label}>
      {(attributes) => (
        <TextInput
          {...attributes}
          value={asked[name] ?? ""}
          onValue={(value) => change({ [name]: value })}
        />
      )}
    </Field>
  );
  const { part, ...rest } = asked;
  return (
    <search className="doorfilters">
      {text("search", t("security.search"))}
      {text("ip", t("security.address"))}
      <Field label={t("security.user")}>
        {(attributes) => (
          <RecordPicker
            {...attributes}
            field={pseudoField("user", t("security.user"), "link")}
            target="access.user"
            value={user}
            onChange={(value) => {
              const next = value as LinkValue | null;
              setUser(next);
              change({ user: next?.id ?? "" });
            }}
          />
        )}
      </Field>
      <Field label={t("security.result")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={asked.reason ?? ""}
            onValue={(reason) => change({ reason })}
            choices={reasons.map((one) => ({ value: one.id, label: one.title }))}
            empty={t("audit.any")}
          />
        )}
      </Field>
      {day("since")}
      {day("until")}
      <div className="row g8 end">
        {children}
        {Object.keys(rest).length > 0 && (
          <Button
            tone="quiet"
            onClick={() => {
              setUser(null);
              change(Object.fromEntries(Object.keys(rest).map((name) => [name, ""])));
            }}
          >
            {t("audit.clear")}
          </Button>
        )}
      </div>
    </search>
  );
}
