import { useTranslation } from "react-i18next";
import type { Condition, ObjectMeta, Operator } from "@/api/types";
import { Select } from "@/kit/inputs";
import { kindOf } from "../values";
import { NEEDS_NO_VALUE, operatorsOf, startCondition, startValue } from "./model";
import { useFieldChoices } from "./use-choices";

/** Days come before and after each other; they are not less and more. */
function isOrder(operator: Operator): operator is "<" | "<=" | ">" | ">=" {
  return /^[<>]/.test(operator);
}

interface Props {
  object: ObjectMeta;
  condition: Condition;
  onChange: (condition: Condition) => void;
  /** The value takes the focus. */
  autoFocus?: boolean | undefined;
}

/** One condition: field, operator, value; every kind brings its own input. */
export function ConditionEditor({ object, condition, onChange, autoFocus }: Props) {
  const { t } = useTranslation();
  const choices = useFieldChoices(object);
  const [name, operator, value] = condition;
  const choice = choices.find((one) => one.name === name);
  const day = choice?.field.kind === "date" || choice?.field.kind === "moment";
  const Input = choice && kindOf(choice.field).Filter;
  const chooseField = (next: string) => {
    const found = choices.find((one) => one.name === next);
    if (found) onChange(startCondition(found));
  };
  const chooseOperator = (next: Operator) => {
    if (NEEDS_NO_VALUE.has(next)) return onChange([name, next]);
    const shape = (one: Operator) => one === "in";
    const keep = !NEEDS_NO_VALUE.has(operator) && shape(next) === shape(operator);
    onChange([name, next, keep || !choice ? value : startValue(choice.field, next)]);
  };
  return (
    <div className="cond">
      <Select
        aria-label={t("filter.field")}
        value={name}
        onValue={chooseField}
        choices={choices.map((one) => ({ value: one.name, label: one.label }))}
      />
      <Select
        aria-label={t("filter.operator")}
        value={operator}
        onValue={(next) => chooseOperator(next as Operator)}
        choices={(choice ? operatorsOf(choice.field) : []).map((one) => ({
          value: one,
          label: day && isOrder(one) ? t(`operator_day.${one}`) : t(`operator.${one}`),
        }))}
      />
      {Input && !NEEDS_NO_VALUE.has(operator) && (
        <div className="cval">
          <Input
            key={`${name} ${operator}`}
            field={choice.field}
            operator={operator}
            autoFocus={autoFocus}
            value={value}
            onChange={(next) => onChange([name, operator, next])}
          />
        </div>
      )}
    </div>
  );
}
