import { useTranslation } from "react-i18next";
import type { ObjectMeta, Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { NewForm } from "./NewForm";
import { useNewForm } from "./use-form";

interface Props {
  object: ObjectMeta;
  /** Values known beforehand: the parent, a typed name. */
  initial?: Record<string, unknown>;
  onCreated: (record: Rec) => void;
  onClose: () => void;
}

const NOTHING = {};

/** Creates a record in a window above what is open, which stays as it is. */
export default function NewDialog({ object, initial = NOTHING, onCreated, onClose }: Props) {
  const { t } = useTranslation();
  const form = useNewForm(object, initial, onCreated);
  return (
    <Dialog
      title={t("form.new", { one: object.one })}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" aria-disabled={form.saving} onClick={form.save}>
            {t("form.submit")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <NewForm object={object} form={form} />
    </Dialog>
  );
}
