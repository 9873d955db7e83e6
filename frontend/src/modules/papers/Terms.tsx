import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Field as FieldMeta, ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/inputs";
import { Editor } from "@/platform/values";
import { KINDS } from "./paper";
import type { PaperDraft } from "./use-draft";

/** The two lines at the head of a paper; everything else unfolds below them. */
const firstOf = (until: string, head: string[] = []) => [
  "company",
  "person",
  "date",
  until,
  ...head,
  "subject",
  "deal",
  "vat_mode",
  "discount",
];
const DOUBLE = new Set(["company", "subject"]);
/** Shown at other places of the screen. */
const ELSEWHERE = ["intro", "outro", "lines", "discount_from"];

interface Props {
  object: ObjectMeta;
  draft: PaperDraft;
  problems: Record<string, string>;
}

/** For whom, when, on what terms. */
export function Terms({ object, draft, problems }: Props) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const kind = KINDS[object.name];
  const elsewhere = [...ELSEWHERE, ...(kind?.hidden ?? [])];
  const open = object.fields.filter((field) => !field.read_only && !elsewhere.includes(field.name));
  const names = firstOf(kind?.until ?? "", kind?.head);
  const first = names
    .map((name) => open.find((field) => field.name === name))
    .filter((field) => field !== undefined);
  const rest = open.filter((field) => !names.includes(field.name));
  const hidden = rest.some((field) => field.name in problems);
  const shown = all || hidden ? [...first, ...rest] : first;
  const one = (field: FieldMeta) => (
    <div key={field.name} className={DOUBLE.has(field.name) ? "w2" : ""}>
      <Field label={field.label} required={field.required} error={problems[field.name]}>
        {(attributes) => (
          <Editor
            {...attributes}
            field={field}
            value={draft.values[field.name]}
            invalid={field.name in problems}
            onChange={(value, problem) => draft.set(field.name, value, problem)}
          />
        )}
      </Field>
    </div>
  );
  return (
    <div className="terms">
      <div className={all || hidden ? "qh open" : "qh"}>{shown.map(one)}</div>
      {rest.length > 0 && !hidden && (
        <Button
          tone="quiet"
          className="unfold"
          aria-expanded={all}
          icon={all ? "chevron-up" : "chevron-down"}
          onClick={() => setAll(!all)}
        >
          {t(all ? "offer.fewer_fields" : "offer.more_fields")}
        </Button>
      )}
    </div>
  );
}
