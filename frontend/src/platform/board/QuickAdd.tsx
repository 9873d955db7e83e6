import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { createRecord } from "@/api/records";
import type { ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { tellRefusal } from "../save/tell-refusal";
import { writableFields } from "../values";
import { useAsking } from "./asking";
import type { Lane } from "./model";
import { demanded } from "./use-move";

interface Props {
  object: ObjectMeta;
  lane: Lane;
  onDone: () => void;
}

/** One line that makes a card: a name and Enter. What the column demands beside is asked. */
export function QuickAdd({ object, lane, onDone }: Props) {
  const { t } = useTranslation();
  const { ask, window } = useAsking();
  const [name, setName] = useState("");
  const [busy, setBusy] = useState(false);
  const once = useRef(crypto.randomUUID());
  const create = async (more: Record<string, unknown>): Promise<void> => {
    const by = object.board?.by ?? "";
    const given = { [object.title_field]: name.trim(), [by]: lane.id };
    try {
      await createRecord(object.name, { ...given, ...more }, once.current);
      once.current = crypto.randomUUID();
      setName("");
    } catch (error) {
      const fields = demanded(object, [], error);
      if (!fields) return tellRefusal(error);
      const problems = error instanceof ApiProblem ? error.byField : {};
      const answer = await ask({
        title: lane.title,
        confirm: t("action.create"),
        fields,
        problems,
      });
      if (answer) await create({ ...more, ...writableFields(fields, answer) });
    }
  };
  const submit = async () => {
    if (!name.trim() || busy) return;
    setBusy(true);
    await create({});
    setBusy(false);
  };
  return (
    <form
      className="kc knew"
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.stopPropagation();
        onDone();
      }}
    >
      <input
        className="inp"
        // biome-ignore lint/a11y/noAutofocus: opened by the user to type in
        autoFocus
        aria-label={t("board.name")}
        placeholder={t("board.name")}
        maxLength={200}
        value={name}
        onChange={(event) => setName(event.target.value)}
        onBlur={() => !name && onDone()}
      />
      {name && (
        <div className="row g4">
          <Button tone="primary" type="submit" aria-disabled={busy}>
            {t("action.create")}
          </Button>
          <Button onClick={onDone}>{t("action.cancel")}</Button>
        </div>
      )}
      {window}
    </form>
  );
}
