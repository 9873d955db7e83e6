import { useTranslation } from "react-i18next";
import type { Field } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { FormFields } from "@/platform/form/FormFields";
import { discountOf, priceOf } from "./followed";
import { LineParts } from "./LineParts";
import { partsOf, toggled } from "./sets";
import type { PaperDraft } from "./use-draft";
import type { LineSums } from "./use-sums";

/** Set by typing, not by hand. */
const MARKS = ["price_by", "discount_from", "calculation", "parts", "parts_as"];

interface Props {
  draft: PaperDraft;
  id: string;
  fields: Field[];
  sums: LineSums | undefined;
  problems: Record<string, string>;
  locked: boolean;
  onClose: () => void;
}

/** Everything of one line: description, picture, unit, purchase price. */
export default function LineDialog({ draft, id, fields, sums, problems, locked, onClose }: Props) {
  const { t } = useTranslation();
  const index = draft.lines.findIndex((line) => line.id === id);
  const line = draft.lines[index];
  if (!line) return null;
  const parts = partsOf(line, sums);
  const prefix = `${id}.`;
  const own = Object.entries(problems)
    .filter(([place]) => place.startsWith(prefix))
    .map(([place, text]) => [place.slice(prefix.length), text]);
  const remove = () => {
    onClose();
    draft.remove(id);
  };
  return (
    <Dialog
      title={t("offer.line_title", { number: index + 1 })}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" onClick={onClose}>
            {t("offer.line_done")}
          </Button>
          {!locked && (
            <Button tone="danger-text" onClick={remove}>
              {t("offer.remove_line")}
            </Button>
          )}
        </>
      }
    >
      <fieldset disabled={locked}>
        <FormFields
          fields={fields.filter((field) => !field.read_only && !MARKS.includes(field.name))}
          values={{ ...line, price: priceOf(line, sums), discount: discountOf(line, sums) }}
          problems={Object.fromEntries(own)}
          onChange={(name, value, problem) => draft.setLine(id, name, value, problem)}
        />
        {parts && (
          <LineParts
            parts={parts}
            units={fields.find((field) => field.name === "unit")?.options ?? []}
            onToggle={(at) => draft.setLine(id, "parts", toggled(parts, at))}
          />
        )}
      </fieldset>
    </Dialog>
  );
}
