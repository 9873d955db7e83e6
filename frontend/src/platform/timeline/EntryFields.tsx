import { useTranslation } from "react-i18next";
import type { ObjectMeta, Rec } from "@/api/types";
import { Field, Segmented, Select, TextInput } from "@/kit/inputs";
import { Editor } from "../values";
import { pseudoField } from "../values/pseudo";
import { nextStepField, phonesOf, RESULTS } from "./entry";
import type { EntryForm } from "./use-entry";

interface Props {
  object: ObjectMeta;
  record: Rec;
  form: EntryForm;
}

function Phone({ record, form }: Omit<Props, "object">) {
  const { t } = useTranslation();
  const phones = phonesOf(record);
  const listed = phones.some((one) => one.value === form.draft.phone);
  return (
    <Field label={t("entry.phone")}>
      {(attributes) => (
        <>
          <TextInput
            {...attributes}
            type="tel"
            list={`${attributes.id}-list`}
            value={
              listed
                ? (phones.find((one) => one.value === form.draft.phone)?.label ?? "")
                : form.draft.phone
            }
            onValue={(typed) => {
              const known = phones.find((one) => one.label === typed || one.value === typed);
              form.set({ phone: known?.value ?? typed });
            }}
          />
          <datalist id={`${attributes.id}-list`}>
            {phones.map((one) => (
              <option key={one.value} value={one.label} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}

/** Direction and number of a call. */
export function CallFields({ record, form }: Omit<Props, "object">) {
  const { t } = useTranslation();
  return (
    <div className="efields call2">
      <div className="fld">
        <span className="lab">{t("entry.direction")}</span>
        <Segmented
          label={t("entry.direction")}
          value={form.draft.direction}
          onValue={(direction) => form.set({ direction })}
          choices={[
            { value: "out", label: t("entry.out"), icon: "call-out" },
            { value: "in", label: t("entry.in"), icon: "call-in" },
          ]}
        />
      </div>
      <Phone record={record} form={form} />
    </div>
  );
}

/** When a talk was, how long, what came of it and what is next. */
export function TalkFields({ object, form }: Omit<Props, "record">) {
  const { t } = useTranslation();
  const step = nextStepField(object);
  const { draft } = form;
  const at = pseudoField("at", t("entry.at"), "moment");
  return (
    <>
      <div className="efields">
        <Field label={t("entry.result")}>
          {(attributes) => (
            <Select
              {...attributes}
              value={draft.result}
              onValue={(result) => form.set({ result })}
              choices={RESULTS.map((value) => ({ value, label: t(`entry.${value}`) }))}
              empty={t("value.none")}
            />
          )}
        </Field>
        <Field label={t("entry.minutes")}>
          {(attributes) => (
            <TextInput
              {...attributes}
              inputMode="numeric"
              className="timein"
              value={draft.minutes}
              onValue={(minutes) => form.set({ minutes: minutes.replace(/\D/g, "") })}
            />
          )}
        </Field>
        <Field label={t("entry.at")}>
          {(attributes) => (
            <Editor
              {...attributes}
              field={at}
              value={draft.at || null}
              onChange={(value, problem) => !problem && form.set({ at: String(value ?? "") })}
            />
          )}
        </Field>
      </div>
      {step && (
        <div className="efields">
          <Field label={t("entry.next_step")}>
            {(attributes) => (
              <TextInput
                {...attributes}
                maxLength={200}
                value={draft.nextStep}
                onValue={(nextStep) => form.set({ nextStep })}
              />
            )}
          </Field>
          <Field label={t("entry.next_step_on")}>
            {(attributes) => (
              <Editor
                {...attributes}
                field={{ ...step, label: t("entry.next_step_on") }}
                value={draft.nextStepOn || null}
                onChange={(value, problem) =>
                  !problem && form.set({ nextStepOn: String(value ?? "") })
                }
              />
            )}
          </Field>
        </div>
      )}
    </>
  );
}
