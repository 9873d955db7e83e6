import { useTranslation } from "react-i18next";
import type { Option } from "@/api/types";
import { useFormat } from "@/app/format";
import type { Parts } from "./sets";

interface Props {
  parts: Parts;
  units: readonly Pick<Option, "value" | "label">[];
  onToggle: (at: number) => void;
}

/** What is in a set; its optional parts can be taken or left. */
export function LineParts({ parts, units, onToggle }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const unitOf = (value: string) => units.find((unit) => unit.value === value)?.label ?? "";
  return (
    <section className="lineparts">
      <h3>{t("sets.parts")}</h3>
      <ul>
        {parts.rows.map((row, at) => {
          const words = `${row.name}, ${format.number(row.quantity)} ${unitOf(row.unit)}`;
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line keep their order
            <li key={at}>
              {row.optional ? (
                <label>
                  <input type="checkbox" checked={row.chosen} onChange={() => onToggle(at)} />{" "}
                  {words}
                </label>
              ) : (
                words
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}
