import { useMutation } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { newSecret } from "@/api/signon";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { MadeToken } from "@/modules/account/TokenForm";
import type { RecordActProps } from "@/platform/extensions";
import { refreshCard } from "@/platform/record/card";

/** A new secret for a joined program: asked for first, for the old one ends, then shown once. */
export default function ProgramSecret({ object, record, onClose }: RecordActProps) {
  const { t } = useTranslation();
  const alone = useAlone();
  const make = useMutation({
    mutationFn: () => newSecret(record.id),
    onSuccess: () => refreshCard(object.name, record.id),
  });
  if (make.data)
    return (
      <MadeToken title={t("security.secret_made")} token={make.data.secret} onClose={onClose} />
    );
  return (
    <Dialog
      title={t("security.secret")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button
            tone="primary"
            aria-disabled={make.isPending}
            onClick={() => void alone(() => make.mutateAsync().catch(() => undefined))}
          >
            {t("security.secret_make")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      {make.error && <Banner tone="bad">{make.error.message}</Banner>}
      <p>{t("security.secret_ends")}</p>
    </Dialog>
  );
}
