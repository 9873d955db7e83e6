import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { reloadMeta } from "@/api/meta";
import type { Job } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, Select } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { JobProgress } from "../jobs/JobProgress";
import { KindPreview } from "./KindPreview";
import { changeKind, type KindWish, useKinds, usePreview } from "./reshaping";

interface Props {
  /** The record of the field, and its name. */
  field: string;
  name: string;
  onDone: () => void;
  onClose: () => void;
}

/** What stands for the kind before the last change among those to choose from. */
const BACK = "back";

const messageOf = (error: Error | null) => error?.message ?? "";

/** Gives a field another kind: what it can become, what that would come to, and the progress. */
export default function KindDialog({ field, name, onDone, onClose }: Props) {
  const { t } = useTranslation();
  const offered = useKinds(field);
  const [chosen, setChosen] = useState("");
  const [failed, setFailed] = useState("");
  const wish: KindWish | null = chosen
    ? { kind: chosen === BACK ? "" : chosen, back: chosen === BACK }
    : null;
  const preview = usePreview(field, wish);
  const starting = useMutation({
    mutationFn: (wanted: KindWish) => changeKind(field, wanted),
  });
  const job = starting.data?.id ?? offered.data?.job ?? null;
  const onOver = async (over: Job) => {
    await reloadMeta();
    if (over.state === "done") {
      toast(t("kind.changed", { name }));
      onDone();
      return;
    }
    setFailed(over.error || t("kind.stopped"));
    starting.reset();
    await offered.refetch();
  };
  const back = offered.data?.back;
  const choices = [
    ...(back ? [{ value: BACK, label: t("kind.back", { kind: back.label }) }] : []),
    ...(offered.data?.kinds ?? []),
  ];
  const breaking = preview.data?.uses.some((use) => use.why) ?? false;
  const ready = wish !== null && preview.data !== undefined && !preview.isFetching && !breaking;
  const fault = failed || messageOf(starting.error) || messageOf(offered.error ?? preview.error);
  return (
    <Dialog
      title={t("kind.title", { name })}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        !job && (
          <>
            <Button
              tone="primary"
              aria-disabled={!ready || starting.isPending}
              onClick={() => {
                setFailed("");
                if (ready && wish && !starting.isPending) starting.mutate(wish);
              }}
            >
              {preview.data?.lost
                ? t("kind.change_losing", { count: preview.data.lost })
                : t("kind.change")}
            </Button>
            <Button onClick={onClose}>{t("action.cancel")}</Button>
          </>
        )
      }
    >
      <div className="nform shform">
        {fault && <Banner tone="bad">{fault}</Banner>}
        {offered.data?.why && <Banner>{offered.data.why}</Banner>}
        {job ? (
          <>
            <JobProgress id={job} onOver={(over) => void onOver(over)} />
            <p className="help">{t("kind.running")}</p>
          </>
        ) : (
          choices.length > 0 && (
            <Field label={t("kind.new")} required help={t("kind.help")}>
              {(attributes) => (
                <Select
                  {...attributes}
                  empty={t("value.none")}
                  value={chosen}
                  choices={choices}
                  onValue={setChosen}
                />
              )}
            </Field>
          )
        )}
        {!job && wish && preview.isFetching && <Late>{t("kind.looking")}</Late>}
        {!job && wish && preview.data && !preview.isFetching && (
          <KindPreview preview={preview.data} />
        )}
      </div>
    </Dialog>
  );
}
