import { type ComponentProps, useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { TextInput } from "@/kit/inputs";

/** A password that can be looked at while it is typed. */
export function PasswordInput(props: Omit<ComponentProps<typeof TextInput>, "type">) {
  const { t } = useTranslation();
  const [shown, setShown] = useState(false);
  return (
    <div className="row g4">
      <TextInput {...props} autoCapitalize="none" type={shown ? "text" : "password"} />
      <Button aria-pressed={shown} onClick={() => setShown(!shown)}>
        {t(shown ? "action.hide" : "action.show")}
      </Button>
    </div>
  );
}
