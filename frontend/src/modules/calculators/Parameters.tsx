import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Checkbox, Field, Select, TextInput } from "@/kit/inputs";
import { type Calculator, optionsOf, type Parameter, type Values } from "./calculator";

interface Props {
  calculator: Calculator;
  values: Values;
  problems: Record<string, string>;
  onSet: (name: string, value: string | boolean) => void;
}

/** The bounds of a number in words: from 600 to 3,000 mm. */
function useBounds() {
  const { t } = useTranslation();
  const format = useFormat();
  return (one: Parameter) => {
    const number = (value: string | null) => (value === null ? "" : format.number(value));
    const words = { low: number(one.low), high: number(one.high), unit: one.unit };
    if (one.low !== null && one.high !== null) return t("calc.between", words).trim();
    if (one.low !== null) return t("calc.from", words).trim();
    if (one.high !== null) return t("calc.to", words).trim();
    return one.unit;
  };
}

/** What a calculator asks, one under the other; Tab goes on, Enter takes over. */
export function Parameters({ calculator, values, problems, onSet }: Props) {
  const bounds = useBounds();
  return (
    <div className="calcform">
      {calculator.parameters.map((one) => (
        <Field
          key={one.name}
          label={one.label}
          error={problems[one.name]}
          help={one.kind === "number" ? bounds(one) : undefined}
        >
          {(attributes) => {
            if (one.kind === "bool")
              return (
                <Checkbox
                  {...attributes}
                  checked={values[one.name] === true}
                  onValue={(on) => onSet(one.name, on)}
                />
              );
            const value = String(values[one.name] ?? "");
            if (one.kind === "choice")
              return (
                <Select
                  {...attributes}
                  value={value}
                  onValue={(text) => onSet(one.name, text)}
                  choices={optionsOf(calculator, one)}
                />
              );
            return (
              <TextInput
                {...attributes}
                right
                inputMode="decimal"
                value={value}
                invalid={Boolean(problems[one.name])}
                onFocus={(event) => event.target.select()}
                onValue={(text) => onSet(one.name, text)}
              />
            );
          }}
        </Field>
      ))}
    </div>
  );
}
