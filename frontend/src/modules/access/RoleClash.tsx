import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";

/** Somebody else has saved the role meanwhile. */
export default function RoleClash(props: { name: string; onResolve: (mine: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <Dialog
      title={t("conflict.title")}
      closeLabel={t("action.close")}
      isOpen
      blocking
      onClose={() => props.onResolve(false)}
      actions={
        <>
          <Button tone="primary" onClick={() => props.onResolve(true)}>
            {t("conflict.keep_mine")}
          </Button>
          <Button onClick={() => props.onResolve(false)}>{t("conflict.keep_theirs")}</Button>
        </>
      }
    >
      <p>{t("rights.clash", { name: props.name })}</p>
    </Dialog>
  );
}
