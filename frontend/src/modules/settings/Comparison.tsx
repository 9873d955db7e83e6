import { useMutation, useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { reloadMeta, useMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Banner, Late } from "@/kit/states";
import { Tag } from "@/kit/Tag";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { Changes } from "@/platform/timeline/Changes";
import { type Outcome, type Source, takeIn } from "./system-api";

const TONES = { create: "pos", change: "info", delete: "warn" };

interface Props {
  source: Source;
  onClose: () => void;
}

/** What a configuration would change, before anything does. */
export function Comparison({ source, onClose }: Props) {
  const { t } = useTranslation();
  const compared = useQuery({
    queryKey: ["compare", source],
    queryFn: () => takeIn(source, true),
    staleTime: 0,
    gcTime: 0,
  });
  const taking = useMutation({
    mutationFn: () => takeIn(source, false),
    onSuccess: async (outcome) => {
      await reloadMeta();
      void queries.invalidateQueries();
      toast(t("system.taken", { count: outcome.changes.length }));
      onClose();
    },
    onError: tellRefusal,
  });
  const found = compared.data;
  const ready = found && found.faults.length === 0 && found.changes.length > 0;
  return (
    <Dialog
      title={source.title}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        <>
          {ready && (
            <Button
              tone="primary"
              aria-disabled={taking.isPending}
              onClick={() => !taking.isPending && taking.mutate()}
            >
              {t("system.take", { count: found.changes.length })}
            </Button>
          )}
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      {compared.error && <Banner tone="bad">{compared.error.message}</Banner>}
      {compared.isPending && <Late>{t("state.loading")}</Late>}
      {found && <Found found={found} />}
    </Dialog>
  );
}

function Found({ found }: { found: Outcome }) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const title = (name: string) => objects[name]?.one ?? t("system.firm");
  return (
    <div className="compared">
      {found.faults.length > 0 && (
        <Banner tone="bad">
          <b>{t("system.faults")}</b>
          <ul>
            {found.faults.map((fault) => (
              <li key={`${fault.object}${fault.title}${fault.field}${fault.detail}`}>
                {[title(fault.object), fault.title].filter(Boolean).join(" «")}
                {fault.title && "»"}: {fault.detail}
              </li>
            ))}
          </ul>
        </Banner>
      )}
      {found.changes.length === 0 && found.faults.length === 0 && <p>{t("system.all_same")}</p>}
      <ul>
        {found.changes.map((change) => (
          <li key={`${change.object}${change.id}`} className="change">
            <div className="row g8 w">
              <Tag tone={TONES[change.verb]}>{t(`system.${change.verb}`)}</Tag>
              <span className="mut">{title(change.object)}</span>
              <b className="m">{change.title}</b>
              {change.where && change.where !== change.title && (
                <span className="mut">{change.where}</span>
              )}
            </div>
            {change.told.length > 0 && <Changes changes={change.told} />}
          </li>
        ))}
      </ul>
      {found.same > 0 && <p className="mut">{t("system.same", { count: found.same })}</p>}
      {found.only_here.length > 0 && (
        <p className="mut">{t("system.only_here", { count: found.only_here.length })}</p>
      )}
    </div>
  );
}
