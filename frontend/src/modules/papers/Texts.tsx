import type { ObjectMeta } from "@/api/types";
import { Field, TextArea } from "@/kit/inputs";
import type { PaperDraft } from "./use-draft";

interface Props {
  object: ObjectMeta;
  draft: PaperDraft;
  problems: Record<string, string>;
}

/** What is printed before and after the lines. */
export function Texts({ object, draft, problems }: Props) {
  const fields = ["intro", "outro"]
    .map((name) => object.fields.find((field) => field.name === name))
    .filter((field) => field !== undefined);
  return (
    <div className="texts">
      {fields.map((field) => (
        <Field key={field.name} label={field.label} error={problems[field.name]}>
          {(attributes) => (
            <TextArea
              {...attributes}
              rows={3}
              value={String(draft.values[field.name] ?? "")}
              onValue={(text) => draft.set(field.name, text || null)}
            />
          )}
        </Field>
      ))}
    </div>
  );
}
