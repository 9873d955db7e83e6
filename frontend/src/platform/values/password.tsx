import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { TextInput } from "@/kit/inputs";
import type { EditProps, ValueKind } from "./kind";

/** Without letters and digits that are mistaken for each other. */
const SIGNS = "abcdefghjkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";
/** 16 of 55 signs: more than 90 bits. */
const LENGTH = 16;

/** A password nobody has thought of; every sign is equally likely. */
function freshPassword(): string {
  const fair = 256 - (256 % SIGNS.length);
  let made = "";
  while (made.length < LENGTH) {
    const [byte = fair] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < fair) made += SIGNS[byte % SIGNS.length];
  }
  return made;
}

/** A password is typed and never read. */
function Nothing() {
  return null;
}

function Edit({ field, value, onChange, autoFocus, invalid, inCell, ...attributes }: EditProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <span className="row g4 w pwd">
      <TextInput
        {...attributes}
        aria-label={attributes.id ? undefined : field.label}
        type={shown ? "text" : "password"}
        autoComplete="new-password"
        autoFocus={autoFocus}
        invalid={invalid ?? false}
        value={value == null ? "" : String(value)}
        onValue={(text) => onChange(text)}
      />
      <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t(shown ? "action.hide" : "action.show")}
      </Button>
      <Button
        onClick={() => {
          setShown(true);
          onChange(freshPassword());
        }}
      >
        {t("value.make_password")}
      </Button>
    </span>
  );
}

export const password: ValueKind = { Show: Nothing, Edit, Filter: Nothing, width: 100 };
