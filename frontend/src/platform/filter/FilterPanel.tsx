import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, ObjectMeta } from "@/api/types";
import { Button } from "@/kit/Button";
import { TextInput } from "@/kit/inputs";
import { FilterEditor } from "./GroupEditor";
import { completeOnly, isGroup, startCondition } from "./model";
import { useFieldChoices } from "./use-choices";

interface Props {
  object: ObjectMeta;
  /** The part to change; null: a new one, whose field is asked first. */
  part: Filter | null;
  onDone: (part: Filter | null) => void;
}

function FieldList({ object, onPick }: { object: ObjectMeta; onPick: (filter: Filter) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const found = useFieldChoices(object).filter((choice) =>
    choice.label.toLowerCase().includes(typed.toLowerCase()),
  );
  const pickFirst = (event: FormEvent) => {
    event.preventDefault();
    if (found[0]) onPick(startCondition(found[0]));
  };
  return (
    <form onSubmit={pickFirst} className="col g4">
      <TextInput
        aria-label={t("filter.find_field")}
        placeholder={t("filter.find_field")}
        autoFocus
        value={typed}
        onValue={setTyped}
      />
      <ul className="fieldlist">
        {found.map((choice) => (
          <li key={choice.name}>
            <button type="button" className="mi" onClick={() => onPick(startCondition(choice))}>
              {choice.label}
            </button>
          </li>
        ))}
      </ul>
    </form>
  );
}

/** Makes or changes one part of a filter. Loaded when first opened. */
export default function FilterPanel({ object, part, onDone }: Props) {
  const { t } = useTranslation();
  const [draft, setDraft] = useState<Filter | null>(part);
  if (!draft) return <FieldList object={object} onPick={setDraft} />;
  const apply = (event: FormEvent) => {
    event.preventDefault();
    onDone(completeOnly(draft));
  };
  return (
    <form className="col fpanel" onSubmit={apply}>
      <FilterEditor object={object} filter={draft} onChange={setDraft} autoFocus />
      <div className="row">
        <Button tone="primary" type="submit">
          {t("action.apply")}
        </Button>
        {!isGroup(draft) && (
          <Button tone="quiet" onClick={() => setDraft(["or", draft, draft])}>
            {t("filter.or_else")}
          </Button>
        )}
        <span className="sp" />
        {part && (
          <Button tone="danger-text" icon="trash" onClick={() => onDone(null)}>
            {t("filter.remove")}
          </Button>
        )}
      </div>
    </form>
  );
}
