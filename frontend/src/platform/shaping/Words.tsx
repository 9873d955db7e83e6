import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Language } from "@/api/types";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import type { Shaping } from "./use-shaping";

const LANGUAGES: Language[] = ["ru", "de", "en"];

interface Props {
  form: Shaping;
  /** First part of the fields: "label" for label_ru, label_de, label_en. */
  prefix: string;
  label: string;
  help?: string;
  /** What stands there while nothing is said in the user's language. */
  placeholder?: string;
  required?: boolean;
  autoFocus?: boolean;
}

/** A word in the user's language; the other languages by one click, they fall back to this one. */
export function Words({ form, prefix, label, help, placeholder, required, autoFocus }: Props) {
  const { t, i18n } = useTranslation();
  const own = i18n.language.slice(0, 2) as Language;
  const others = LANGUAGES.filter((language) => language !== own);
  const field = (language: Language) => `${prefix}_${language}`;
  const filled = others.some((language) => form.values[field(language)]);
  const [open, setOpen] = useState(filled);
  const input = (language: Language, words: string, first: boolean) => (
    <Field
      key={language}
      label={words}
      required={Boolean(required) && first}
      help={first ? help : undefined}
      error={form.problems[field(language)]}
    >
      {(attributes) => (
        <TextInput
          {...attributes}
          autoFocus={Boolean(autoFocus) && first}
          placeholder={first ? placeholder : undefined}
          value={String(form.values[field(language)] ?? "")}
          invalid={field(language) in form.problems}
          onValue={(value) => form.set({ [field(language)]: value || null })}
        />
      )}
    </Field>
  );
  return (
    <div className="shwords">
      {input(own, label, true)}
      {open ? (
        <div className="ffields">
          {others.map((language) =>
            input(language, `${label} (${t(`shape.language_${language}`)})`, false),
          )}
        </div>
      ) : (
        <Button tone="quiet" icon="translate" className="start" onClick={() => setOpen(true)}>
          {t("shape.other_languages")}
        </Button>
      )}
    </div>
  );
}
