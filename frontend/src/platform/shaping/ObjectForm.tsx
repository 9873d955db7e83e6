import "./shaping.css";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { Icon } from "@/kit/Icon";
import { Banner } from "@/kit/states";
import { FormFields } from "../form/FormFields";
import type { Shaping } from "./use-shaping";
import { Words } from "./Words";

interface Props {
  object: ObjectMeta;
  form: Shaping;
  existing: boolean;
}

/** An object of one's own: its words, its drawing, its place in the menu. */
export function ObjectForm({ object, form, existing }: Props) {
  const { t } = useTranslation();
  const meta = (names: string[]) =>
    names.map((name) => fieldOf(object, name)).filter((field) => field !== undefined);
  const icons = fieldOf(object, "icon")?.options ?? [];
  return (
    <div className="nform shform">
      {form.general && <Banner tone="bad">{form.general}</Banner>}
      <Words
        form={form}
        prefix="one"
        label={t("shape.one")}
        help={t("shape.one_help")}
        required
        autoFocus
      />
      <Words form={form} prefix="many" label={t("shape.many")} help={t("shape.many_help")} />
      <fieldset className="tiles drawings">
        <legend className="lab">{fieldOf(object, "icon")?.label}</legend>
        {icons.map((option) => (
          <label key={option.value} title={option.label}>
            <input
              type="radio"
              name="icon"
              aria-label={option.label}
              checked={form.values.icon === option.value}
              onChange={() => form.set({ icon: option.value })}
            />
            <Icon name={option.value} />
          </label>
        ))}
      </fieldset>
      <FormFields
        fields={meta(existing ? ["group", "pipeline"] : ["group", "pipeline", "code"])}
        values={form.values}
        problems={form.problems}
        onChange={(name, value) => form.set({ [name]: value })}
      />
    </div>
  );
}
