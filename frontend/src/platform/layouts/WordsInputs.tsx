import { useTranslation } from "react-i18next";
import type { Language } from "@/api/types";
import { TextInput } from "@/kit/inputs";
import type { Words } from "./definition";

const LANGUAGES: Language[] = ["ru", "de", "en"];

interface Props {
  label: string;
  /** Name of the input of one language: "Heading in German". */
  named: (language: string) => string;
  words: Words;
  /** What stands there while nothing is given. */
  usual: string;
  onChange: (words: Words) => void;
}

/** A word in the three languages, the user's own first; an empty one falls back to another. */
export function WordsInputs({ label, named, words, usual, onChange }: Props) {
  const { t, i18n } = useTranslation();
  const own = i18n.language.slice(0, 2);
  const order = [...LANGUAGES].sort((a, b) => Number(b === own) - Number(a === own));
  return (
    <fieldset className="lwords">
      <legend className="lab">{label}</legend>
      {order.map((language) => (
        <div key={language} className="row g4">
          <span className="lcode" aria-hidden="true">
            {language.toUpperCase()}
          </span>
          <TextInput
            aria-label={named(t(`shape.language_${language}`))}
            placeholder={usual}
            value={words[language] ?? ""}
            onValue={(text) => onChange({ ...words, [language]: text })}
          />
        </div>
      ))}
    </fieldset>
  );
}
