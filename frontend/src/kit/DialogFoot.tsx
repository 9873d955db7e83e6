import { useTranslation } from "react-i18next";
import { Button } from "./Button";

interface Props {
  /** What confirming does, in a word or two. */
  confirm: string;
  /** Danger: it cannot be taken back, or takes something from somebody. */
  tone?: "primary" | "danger";
  /** Not now: something is missing, or it is being done already. */
  waiting?: boolean;
  onConfirm: () => void;
  onCancel: () => void;
}

/** The foot of a window that asks before it does something: do it, or leave it. */
export function DialogFoot({ confirm, tone = "primary", waiting, onConfirm, onCancel }: Props) {
  const { t } = useTranslation();
  return (
    <>
      <Button tone={tone} aria-disabled={waiting} onClick={() => !waiting && onConfirm()}>
        {confirm}
      </Button>
      <Button onClick={onCancel}>{t("action.cancel")}</Button>
    </>
  );
}
