import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { Field, Segmented, Select } from "@/kit/inputs";
import { EMPTY_DRAFT, type EntryDraft, RESULTS } from "../timeline/entry";
import { MentionArea } from "../timeline/MentionArea";
import type { NewForm } from "./use-form";

/** Whoever is not known yet has usually called himself. */
export const INCOMING: EntryDraft = { ...EMPTY_DRAFT, direction: "in" };

/** The call a new client comes from: noted in the same form and saved with him. */
export function FirstTalk({ form }: { form: NewForm }) {
  const { t } = useTranslation();
  const { talk, setTalk } = form;
  if (!talk)
    return (
      <Button tone="quiet" icon="phone" className="start" onClick={() => setTalk(INCOMING)}>
        {t("form.talk")}
      </Button>
    );
  const set = (change: Partial<EntryDraft>) => setTalk({ ...talk, ...change });
  return (
    <fieldset className="ftalk" aria-label={t("entry.call")}>
      <div className="row">
        <Segmented
          label={t("entry.direction")}
          value={talk.direction}
          onValue={(direction) => set({ direction })}
          choices={[
            { value: "in", label: t("entry.in"), icon: "call-in" },
            { value: "out", label: t("entry.out"), icon: "call-out" },
          ]}
        />
        <span className="sp" />
        <Button tone="quiet" icon="close" onClick={() => setTalk(null)}>
          {t("form.no_talk")}
        </Button>
      </div>
      <Field label={t("entry.call_text")} error={form.problems["entry.text"]}>
        {(attributes) => (
          <MentionArea
            id={attributes.id}
            label={t("entry.call_text")}
            text={talk.text}
            onText={(text) => set({ text })}
            mentions={talk.mentions}
            onMentions={(mentions) => set({ mentions })}
            onSubmit={form.save}
            rows={3}
          />
        )}
      </Field>
      <Field label={t("entry.result")} error={form.problems["entry.result"]}>
        {(attributes) => (
          <Select
            {...attributes}
            value={talk.result}
            onValue={(result) => set({ result })}
            choices={RESULTS.map((value) => ({ value, label: t(`entry.${value}`) }))}
            empty={t("value.none")}
          />
        )}
      </Field>
    </fieldset>
  );
}
