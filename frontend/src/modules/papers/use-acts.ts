import { useTranslation } from "react-i18next";
import { askRaw } from "@/api/client";
import { deleteRecord, runCommand } from "@/api/records";
import type { CommandMeta, Rec } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { useGo } from "@/app/Link";
import { printPdf } from "@/app/print";
import { closeRider } from "@/app/riders";
import { toast } from "@/kit/toasts";
import { listHref, recordHref } from "@/platform/addresses";
import type { Question } from "@/platform/board/asking";
import { writableFields } from "@/platform/values";
import { download, paperPath } from "./files";
import { clientOf, type Lacking, lackingOf } from "./lacking";
import { openSoon } from "./sending";

export interface PaperActs {
  save: () => void;
  saveAndClose: () => void;
  pdf: () => void;
  xlsx: () => void;
  docx: () => void;
  /** Opens the print dialog of the browser with the PDF. */
  print: () => void;
  mail: () => void;
  /** Opens the window of the letter. */
  letter: () => void;
  remove: () => void;
  /** Runs a command; asks its input first. */
  run: (command: CommandMeta) => void;
  /** Does something once what is typed is saved. */
  saved: (then: () => void) => void;
}

/** Commands on a paper; those that concern its paper save first, so that paper and screen agree. */
export function useActs(
  object: string,
  record: Rec | null,
  address: string,
  save: () => Promise<Rec | null>,
  onLetter: () => void,
  ask: (question: Question) => Promise<Record<string, unknown> | null>,
  onLacking: (lacking: Lacking) => void,
): PaperActs {
  const { t } = useTranslation();
  const go = useGo();
  const leave = () => {
    const neighbour = closeRider(address);
    go(neighbour?.href ?? listHref(object));
  };
  const guarded = (act: () => Promise<void>) => () => void act().catch(tellProblem);

  const paper = (what: "pdf" | "xlsx" | "docx" | "eml") =>
    guarded(async () => {
      const saved = await save();
      if (saved)
        await download(paperPath(object, saved.id, what), `${String(saved.number)}.${what}`);
    });
  return {
    save: guarded(async () => {
      const saved = await save();
      if (saved) toast(t("offer.saved", { number: String(saved.number) }));
    }),
    saveAndClose: guarded(async () => {
      if (await save()) leave();
    }),
    pdf: paper("pdf"),
    xlsx: paper("xlsx"),
    docx: paper("docx"),
    print: guarded(async () => {
      const saved = await save();
      if (saved) printPdf(await (await askRaw(paperPath(object, saved.id, "pdf"))).blob());
    }),
    mail: paper("eml"),
    letter: guarded(async () => {
      const saved = await save();
      if (saved && record) onLetter();
      else if (saved) openSoon(saved.id);
    }),
    remove: guarded(async () => {
      if (!record) return;
      await deleteRecord(object, record.id, record.version);
      toast(t("offer.removed", { number: String(record.number) }), {
        undo: () => runCommand(object, record, "restore").catch(tellProblem),
      });
      leave();
    }),
    saved: (then) =>
      guarded(async () => {
        if (await save()) then();
      })(),
    run: (command) =>
      void (async () => {
        const saved = await save();
        if (!saved) return;
        const { name, label, input } = command;
        const asks = input.length > 0;
        const given = asks ? await ask({ title: label, confirm: label, fields: input }) : {};
        if (!given) return;
        const carryOut = async () => {
          const answer = await runCommand(object, saved, name, writableFields(input, given));
          if (answer.message) toast(answer.message);
          // A new version is a record of its own, as is an invoice of an order: the way leads there.
          if (answer.made) go(recordHref(answer.made.object, answer.made.id));
          else if (answer.record.id !== saved.id) go(recordHref(object, answer.record.id));
        };
        await carryOut().catch((error: unknown) => {
          const told = lackingOf(error, saved);
          const client = clientOf(saved);
          if (!told || !client) throw error;
          onLacking({ ...client, told, paper: saved, label, again: carryOut });
        });
      })().catch(tellProblem),
  };
}
