import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import { runCommand } from "@/api/records";
import type { LinkValue, ObjectMeta, Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { FormFields } from "../form/FormFields";
import { tellRefusal } from "../save/tell-refusal";
import { useTakeBack } from "../save/use-take-back";
import { refreshCard } from "./card";

interface Props {
  object: ObjectMeta;
  record: Rec;
  onClose: () => void;
}

/** Gives a record another owner. */
export default function AssignDialog({ object, record, onClose }: Props) {
  const { t } = useTranslation();
  const [owner, setOwner] = useState(record.owner as LinkValue | null);
  const field = fieldOf(object, "owner");
  const takeBack = useTakeBack();
  const alone = useAlone();
  const assign = useMutation({
    mutationFn: () => runCommand(object.name, record, "assign", { owner: owner?.id }),
    onSuccess: ({ change }) => {
      toast(t("card.assigned", { title: owner?.title ?? "" }), { undo: takeBack(change) });
      void refreshCard(object.name, record.id);
      onClose();
    },
    onError: tellRefusal,
  });
  if (!field) return null;
  return (
    <Dialog
      title={t("card.assign")}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={onClose}
      actions={
        <>
          <Button
            tone="primary"
            aria-disabled={!owner || assign.isPending}
            onClick={() => owner && void alone(() => assign.mutateAsync().catch(() => undefined))}
          >
            {t("action.apply")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <FormFields
        fields={[{ ...field, read_only: false }]}
        values={{ owner }}
        problems={{}}
        autoFocus
        onChange={(_, value) => setOwner(value as LinkValue | null)}
      />
    </Dialog>
  );
}
