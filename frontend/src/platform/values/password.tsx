import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { TextInput } from "@/kit/inputs";
import type { EditProps, ValueKind } from "./kind";

/** A password is typed and never read. */
function Nothing() {
  return null;
}

function Edit({ field, value, onChange, autoFocus, invalid, inCell, ...attributes }: EditProps) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <span className="row g4">
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
    </span>
  );
}

export const password: ValueKind = { Show: Nothing, Edit, Filter: Nothing, width: 100 };
