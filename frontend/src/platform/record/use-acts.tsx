import { type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { bulk, runCommand } from "@/api/records";
import type { CommandMeta, Field, LinkValue, ObjectMeta, Rec } from "@/api/types";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { useAsking } from "../board/asking";
import { demanded, inFunnel } from "../board/use-move";
import { tellRefusal } from "../save/tell-refusal";
import { useTakeBack } from "../save/use-take-back";
import { writableFields } from "../values";
import { titleOf } from "../values/RecordPicker";
import { refreshCard } from "./card";

export type WindowName = "share" | "merge" | "assign";

export interface Acts {
  /** Runs a declared command; asks its input first, and again what the server still misses. */
  run: (command: CommandMeta) => void;
  remove: () => void;
  restore: () => void;
  /** The open window of a command that has one of its own. */
  opened: WindowName | null;
  open: (name: WindowName | null) => void;
  window: ReactNode;
}

/** What can be done with one record, each with a way back. */
export function useActs(object: ObjectMeta, record: Rec): Acts {
  const { t } = useTranslation();
  const { ask, window } = useAsking();
  const [opened, open] = useState<WindowName | null>(null);
  const title = titleOf(object, record);
  const renew = () => refreshCard(object.name, record.id);
  const takeBack = useTakeBack();
  const alone = useAlone();

  const fitting = (field: Field) =>
    inFunnel(field, (record.funnel as LinkValue | null | undefined)?.id);
  const send = async (command: CommandMeta, values: Record<string, unknown>): Promise<void> => {
    const input = writableFields([...command.input, ...object.fields], values);
    try {
      const { message, change } = await runCommand(object.name, record, command.name, input);
      toast(message ?? t("card.done", { command: command.label, title }), {
        undo: takeBack(change),
      });
      await renew();
    } catch (error) {
      const fields = demanded(object, command.input, error)?.map(fitting);
      if (!fields) return tellRefusal(error);
      const problems = error instanceof ApiProblem ? error.byField : {};
      const answer = await ask({
        title: command.label,
        confirm: command.label,
        fields,
        problems,
        values: { ...record, ...values },
      });
      if (answer) await send(command, { ...values, ...answer });
    }
  };
  const run = async (command: CommandMeta) => {
    const asks = command.input.length > 0 || command.confirm;
    if (!asks) return send(command, {});
    const answer = await ask({
      title: command.label,
      ...(command.confirm ? { text: t("card.sure", { command: command.label, title }) } : {}),
      fields: command.input.map(fitting),
      values: Object.fromEntries(command.input.map((field) => [field.name, record[field.name]])),
      confirm: command.label,
      danger: command.tone === "danger" || command.tone === "neg",
    });
    if (answer) await send(command, answer);
  };
  const remove = async () => {
    try {
      const done = await bulk(object.name, { ids: [record.id] }, { command: "delete" });
      if (!("change" in done)) return;
      const refused = done.failed[0];
      if (refused) return tellRefusal(new Error(refused.detail));
      toast(t("card.deleted", { title }), done.change ? { undo: takeBack(done.change) } : {});
    } catch (error) {
      tellRefusal(error);
    }
  };
  const restore = async () => {
    try {
      await runCommand(object.name, record, "restore");
      toast(t("card.restored", { title }));
      await renew();
    } catch (error) {
      tellRefusal(error);
    }
  };
  return {
    run: (command) => void alone(() => run(command)),
    remove: () => void alone(remove),
    restore: () => void alone(restore),
    opened,
    open,
    window,
  };
}
