import "./shaping.css";
import { useTranslation } from "react-i18next";
import { fieldOf, reloadMeta, useObject } from "@/api/meta";
import { deleteRecord, useRecord } from "@/api/records";
import type { Field, Language, ObjectMeta, Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Switch } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { tellRefusal } from "../save/tell-refusal";
import { type ChoiceRow, ChoicesEditor } from "./ChoicesEditor";
import { BUILTIN } from "./parts";
import { useShaping, type Values } from "./use-shaping";
import { Words } from "./Words";

/** Kinds whose values nobody can be made to fill in. */
const NEVER = ["bool", "lines", "record"];

interface Props {
  object: ObjectMeta;
  field: Field;
  onClose: () => void;
}

/** What the firm says otherwise about a field that comes with the program. */
export default function BuiltinDialog({ object, field, onClose }: Props) {
  const meta = useObject(BUILTIN);
  const choices = useKnown(field);
  if (!meta) return null;
  if (field.set_by)
    return (
      <Existing meta={meta} object={object} field={field} id={field.set_by} onClose={onClose} />
    );
  const start = {
    object: object.name,
    field: field.name,
    required: false,
    ...(field.open ? { choices } : {}),
  };
  return <Window meta={meta} field={field} start={start} onClose={onClose} />;
}

/** The choices as they are now, as lines of the settings. */
function useKnown(field: Field): ChoiceRow[] {
  const { i18n } = useTranslation();
  const words = `label_${i18n.language.slice(0, 2) as Language}` as const;
  return (field.options ?? []).map(({ value, label, color, retired }) => {
    const row: ChoiceRow = { value, color: color ?? null, retired: retired ?? false };
    row[words] = label;
    return row;
  });
}

type Inner = Omit<Props, "object"> & { meta: ObjectMeta };

function Existing({ id, object: _, ...rest }: Inner & { id: string; object: ObjectMeta }) {
  const { t } = useTranslation();
  const record = useRecord(BUILTIN, id);
  const known = useKnown(rest.field);
  if (!record.data) return <Late>{t("state.loading")}</Late>;
  const mine = (record.data.choices ?? []) as ChoiceRow[];
  const others = known.filter((one) => !mine.some((row) => row.value === one.value));
  // Those of the program that are out of use can be taken into use again.
  const choices = rest.field.open ? [...mine, ...others] : mine;
  return <Window {...rest} start={{ ...record.data, choices }} />;
}

function Window({ meta, field, start, onClose }: Inner & { start: Rec | Values }) {
  const { t } = useTranslation();
  const alone = useAlone();
  const form = useShaping(meta, start, () => {
    toast(t("shape.changed", { name: field.label }));
    onClose();
  });
  const back = async () => {
    const { id, version } = start as Rec;
    try {
      await deleteRecord(BUILTIN, id, version);
      await reloadMeta();
      onClose();
    } catch (error) {
      tellRefusal(error);
    }
  };
  const colours =
    fieldOf(meta, "choices")?.lines?.find((one) => one.name === "color")?.options ?? [];
  return (
    <Dialog
      title={t("shape.change_title", { title: field.label })}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" aria-disabled={form.saving} onClick={form.save}>
            {t("action.save")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          {"id" in start && (
            <Button tone="quiet" onClick={() => void alone(back)}>
              {t("shape.as_delivered")}
            </Button>
          )}
        </>
      }
    >
      <div className="nform shform">
        {form.general && <Banner tone="bad">{form.general}</Banner>}
        {form.problems.field && <Banner tone="bad">{form.problems.field}</Banner>}
        <Words
          form={form}
          prefix="label"
          label={t("shape.name")}
          help={t("shape.name_delivered")}
          placeholder={field.label}
        />
        <Words form={form} prefix="help" label={t("shape.hint")} />
        {field.open && (
          <ChoicesEditor
            rows={(form.values.choices as ChoiceRow[] | undefined) ?? []}
            colours={colours}
            problem={form.problems.choices}
            onChange={(choices) => form.set({ choices })}
          />
        )}
        {!NEVER.includes(field.kind) && !field.read_only && (
          <div className="shrules">
            <span className="row g4">
              <Switch
                aria-label={fieldOf(meta, "required")?.label ?? ""}
                checked={form.values.required === true}
                onValue={(required) => form.set({ required })}
              />
              {fieldOf(meta, "required")?.label}
            </span>
            {form.problems.required && <div className="errm">{form.problems.required}</div>}
          </div>
        )}
      </div>
    </Dialog>
  );
}
