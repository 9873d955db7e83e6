import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import { runCommand } from "@/api/records";
import type { Job, LinkValue, ObjectMeta, Rec } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Field, Select } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { useTakeBack } from "@/platform/save/use-take-back";

interface Props {
  stage: ObjectMeta;
  record: Rec;
  every: Rec[];
  /** How many records the asker sees at the stage. */
  count: number;
  onClose: () => void;
  onDone: () => void;
}

/** A stage goes out of use; what stands at it goes to another stage with the same outcome. */
export function RetireDialog({ stage, record, every, count, onClose, onDone }: Props) {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  const alone = useAlone();
  const funnel = (record.funnel as LinkValue).id;
  const choices = every
    .filter((one) => one.id !== record.id && one.kind === record.kind)
    .sort((a, b) => beside(b, funnel) - beside(a, funnel))
    .map((one) => ({ value: one.id, label: place(one, funnel) }));
  const [to, setTo] = useState(choices[0]?.value ?? "");
  const [problem, setProblem] = useState<string>();
  const [running, setRunning] = useState<{ job: string; change: string } | null>(null);
  const title = String(record.name);
  const retire = async () => {
    try {
      const input = count > 0 ? { to } : {};
      const answer = await runCommand(stage.name, record, "retire", input);
      const { message, change, job } = answer;
      if (job) {
        setRunning({ job, change });
        return;
      }
      toast(
        message ?? t("funnel.retired", { name: title }),
        change ? { undo: takeBack(change) } : {},
      );
      onDone();
    } catch (error) {
      const own = error instanceof ApiProblem ? error.byField.to : undefined;
      setProblem(own);
      if (!own) tellRefusal(error);
    }
  };
  const end = (over: Job, change: string) => {
    const done = over.state === "done";
    const words = done
      ? t("funnel.retired", { name: title })
      : t("funnel.stopped", { name: title });
    toast(over.error ?? words, over.done > 0 ? { undo: takeBack(change) } : {});
    void queries.invalidateQueries({ queryKey: ["records"] });
    onDone();
  };
  if (running)
    return (
      <Dialog
        title={t("funnel.retire_title", { name: title })}
        closeLabel={t("action.close")}
        isOpen
        size="s"
        onClose={onClose}
      >
        <div className="col g12 frun">
          <p>{t("funnel.moving")}</p>
          <JobProgress id={running.job} onOver={(over) => end(over, running.change)} />
        </div>
      </Dialog>
    );
  return (
    <Dialog
      title={t("funnel.retire_title", { name: title })}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={onClose}
      actions={
        <DialogFoot
          confirm={count > 0 ? t("funnel.move_and_retire", { count }) : t("funnel.retire")}
          onConfirm={() => void alone(retire)}
          onCancel={onClose}
        />
      }
    >
      {count > 0 ? (
        <Field label={t("funnel.where", { count })} error={problem}>
          {(attributes) => <Select {...attributes} value={to} choices={choices} onValue={setTo} />}
        </Field>
      ) : (
        <p>{t("funnel.nobody")}</p>
      )}
    </Dialog>
  );
}

const beside = (stage: Rec, funnel: string) => Number((stage.funnel as LinkValue).id === funnel);

/** A stage of another pipeline is named with it. */
function place(stage: Rec, funnel: string): string {
  const own = stage.funnel as LinkValue;
  return own.id === funnel ? String(stage.name) : `${own.title}: ${String(stage.name)}`;
}
