import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { TextInput } from "@/kit/inputs";
import { useAlone } from "@/kit/use-alone";

interface Props {
  label: string;
  /** False when refused: what was typed stays. */
  onMake: (name: string) => Promise<boolean>;
  onDone: () => void;
}

/** One line that makes something by its name and Enter. */
export function NewLine({ label, onMake, onDone }: Props) {
  const { t } = useTranslation();
  const [name, setName] = useState("");
  const alone = useAlone();
  return (
    <li className="fstage new">
      <form
        className="row g4"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim()) void alone(async () => (await onMake(name.trim())) && setName(""));
        }}
        onKeyDown={(event) => {
          if (event.key !== "Escape") return;
          event.stopPropagation();
          onDone();
        }}
      >
        <TextInput
          autoFocus
          aria-label={label}
          placeholder={label}
          maxLength={80}
          value={name}
          onValue={setName}
        />
        <Button tone="primary" type="submit">
          {t("action.create")}
        </Button>
        <Button onClick={onDone}>{t("action.cancel")}</Button>
      </form>
    </li>
  );
}
