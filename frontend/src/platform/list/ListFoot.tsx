import { useTranslation } from "react-i18next";
import type { Field, ObjectMeta } from "@/api/types";
import { useFormat } from "@/app/format";
import { sumFields } from "./columns-in-sum";
import type { ListState } from "./state";
import { useListSum } from "./sums";

interface Props {
  object: ObjectMeta;
  state: ListState;
  loaded: number;
  total: number;
  exact: boolean;
}

function Sum({ object, state, field }: { object: ObjectMeta; state: ListState; field: Field }) {
  const format = useFormat();
  const sum = useListSum(object, state, field).data;
  if (!sum) return null;
  return (
    <span>
      {field.label} <b>{format.money(sum)}</b>
    </span>
  );
}

/** How many rows there are and what their money columns add up to, over the whole result. */
export function ListFoot({ object, state, loaded, total, exact }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <div className="foot">
      {total >= 0 && (
        <span>
          {t(exact ? "list.loaded" : "list.loaded_more", {
            loaded: format.integer(loaded),
            total: format.integer(exact ? total : total - 1),
          })}
        </span>
      )}
      <span className="sp" />
      {loaded > 0 &&
        sumFields(object, state).map((field) => (
          <Sum key={field.name} object={object} state={state} field={field} />
        ))}
    </div>
  );
}
