import { useTranslation } from "react-i18next";
import { PasswordInput } from "@/app/door/PasswordInput";
import { Field } from "@/kit/inputs";

/** Shortest password that the forms send on; the server checks more. */
const SHORTEST = 8;

interface Props {
  value: string;
  onValue: (value: string) => void;
  error?: string | undefined;
}

/** A password that is thought of now; browsers offer to make and keep one. */
export function NewPassword({ value, onValue, error }: Props) {
  const { t } = useTranslation();
  return (
    <Field
      label={t("door.new_password")}
      help={t("setup.password_help", { count: SHORTEST })}
      error={error}
      required
    >
      {(attributes) => (
        <PasswordInput
          {...attributes}
          name="password"
          autoComplete="new-password"
          required
          minLength={SHORTEST}
          maxLength={256}
          value={value}
          onValue={onValue}
        />
      )}
    </Field>
  );
}
