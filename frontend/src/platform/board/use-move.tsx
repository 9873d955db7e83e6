import type { TFunction } from "i18next";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { patchRecord, runCommand, undo } from "@/api/records";
import type { CommandMeta, Field, ObjectMeta, Rec } from "@/api/types";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "../save/tell-refusal";
import { writable } from "../values";
import { titleOf } from "../values/RecordPicker";
import { type Question, useAsking } from "./asking";
import { type BoardColumn, columnIdOf } from "./columns";

type Extra = Record<string, unknown>;

/** The declared command that moves between columns, if the object has one. */
function moveCommand(object: ObjectMeta): CommandMeta | undefined {
  const by = object.board?.by;
  return object.commands.find(
    (one) => one.name === "move" && one.input.some((field) => field.name === by),
  );
}

/** What closing without success asks for, as the command that does it declares. */
export function lossFields(object: ObjectMeta, funnel: string | undefined): Field[] {
  const input = object.commands.find((one) => one.name === "lose")?.input ?? [];
  return input.map((field) => inFunnel(field, funnel));
}

/** Only the reasons that belong to a pipeline, or to all. */
export function inFunnel(field: Field, funnel: string | undefined): Field {
  if (field.name !== "loss_reason" || !funnel) return field;
  return { ...field, among: ["or", ["funnels", "empty"], ["funnels", "has", funnel]] };
}

/** Sends the move; answers how it is taken back. */
async function send(
  object: ObjectMeta,
  record: Pick<Rec, "id" | "version">,
  column: string,
  extra: Extra,
): Promise<() => Promise<unknown>> {
  const by = object.board?.by ?? "";
  const body = { [by]: column, ...extra };
  if (moveCommand(object)) {
    const { change } = await runCommand(object.name, record, "move", body);
    return () => undo(change);
  }
  const before = (record as Rec)[by];
  const saved = await patchRecord(object.name, record.id, record.version, body);
  const field = fieldOf(object, by);
  return () =>
    patchRecord(object.name, record.id, saved.version, {
      [by]: field ? writable(field, before) : before,
    });
}

/** Another's change of other fields is no reason to refuse a move. */
async function sendFresh(object: ObjectMeta, record: Rec, column: string, extra: Extra) {
  try {
    return await send(object, record, column, extra);
  } catch (error) {
    const current = error instanceof ApiProblem && error.status === 412 ? error.current : null;
    const fresh = current as Rec | null;
    if (!fresh || columnIdOf(object, fresh) !== columnIdOf(object, record)) throw error;
    return send(object, fresh, column, extra);
  }
}

/** The fields a refusal names, when all of them can be filled in here. */
export function demanded(object: ObjectMeta, known: Field[], error: unknown): Field[] | null {
  if (!(error instanceof ApiProblem) || error.status !== 422 || error.errors.length === 0)
    return null;
  const fields = error.errors.map(
    ({ field }) => known.find((one) => one.name === field) ?? fieldOf(object, field),
  );
  const usable = fields.filter((field) => field !== undefined && !field.read_only);
  const own = usable.every((field) => field?.name !== object.board?.by);
  return usable.length === fields.length && own ? [...new Set(usable as Field[])] : null;
}

function questionFor(t: TFunction, column: BoardColumn): Omit<Question, "fields"> {
  const danger = column.kind === "lost";
  return {
    title: column.title,
    ...(danger ? {} : { text: t("stage.ask", { stage: column.title }) }),
    confirm: danger ? column.title : t("stage.move"),
    danger,
  };
}

interface Mover {
  /** True when moved; false when refused or given up. */
  move: (record: Rec, column: BoardColumn) => Promise<boolean>;
  window: ReactNode;
}

/**
 * Moves a record into another column. What the column demands is asked in a small window: only the
 * missing fields, and for a loss what the object's command for it wants to know.
 */
export function useMove(object: ObjectMeta, onMoved?: () => unknown): Mover {
  const { t } = useTranslation();
  const { ask, window } = useAsking();

  const attempt = async (record: Rec, column: BoardColumn, extra: Extra): Promise<boolean> => {
    try {
      const takeBack = await sendFresh(object, record, column.id, extra);
      toast(t("stage.moved", { stage: column.title, title: titleOf(object, record) }), {
        undo: async () => {
          await takeBack().catch(tellRefusal);
          onMoved?.();
        },
      });
      return true;
    } catch (error) {
      const known = column.kind === "lost" ? lossFields(object, column.funnel?.id) : [];
      const fields = demanded(object, known, error);
      if (!fields) {
        tellRefusal(error);
        return false;
      }
      const problems = error instanceof ApiProblem ? error.byField : {};
      const all = [...known, ...fields.filter((field) => !known.includes(field))];
      return retry(record, column, extra, { fields: all, problems });
    }
  };

  const retry = async (
    record: Rec,
    column: BoardColumn,
    extra: Extra,
    asked: Pick<Question, "fields" | "problems">,
  ): Promise<boolean> => {
    const values = Object.fromEntries(
      asked.fields.map((field) => [field.name, record[field.name] ?? null]),
    );
    const answer = await ask({ ...questionFor(t, column), ...asked, values });
    if (!answer) return false;
    const written = asked.fields.map((field) => [field.name, writable(field, answer[field.name])]);
    const more = { ...record, ...answer };
    return attempt(more, column, { ...extra, ...Object.fromEntries(written) });
  };

  const move = async (record: Rec, column: BoardColumn): Promise<boolean> => {
    if (columnIdOf(object, record) === column.id) return false;
    const loss = column.kind === "lost" ? lossFields(object, column.funnel?.id) : [];
    const done =
      loss.length > 0
        ? await retry(record, column, {}, { fields: loss })
        : await attempt(record, column, {});
    if (done) onMoved?.();
    return done;
  };
  return { move, window };
}
