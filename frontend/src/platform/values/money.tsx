import { useMeta } from "@/api/meta";
import type { Money } from "@/api/types";
import { useFormat } from "@/app/format";
import { Select } from "@/kit/inputs";
import type { EditProps, ShowProps, ValueKind } from "./kind";
import { NumberFilter, NumberInput } from "./number";

/** In a list the firm's own currency stands in the head of the column, not in every row. */
function Show({ value, short }: ShowProps) {
  const format = useFormat();
  const home = useMeta().firm.currency;
  const money = value as Money;
  if (short && money.currency === home) return <>{format.amount(money.amount, money.currency)}</>;
  return <>{format.money(money)}</>;
}

function Edit(props: EditProps) {
  const meta = useMeta();
  const money = props.value as Money | null;
  const currency = money?.currency ?? meta.firm.currency;
  const currencies = Object.keys(meta.currencies);
  const change = (amount: unknown, problem?: string) =>
    props.onChange(amount == null ? null : { amount: String(amount), currency }, problem);
  return (
    <span className="row g4 money">
      <NumberInput {...props} value={money?.amount} onChange={change} />
      {currencies.length > 1 && !props.inCell && (
        <Select
          aria-label={`${props.field.label}: ${currency}`}
          value={currency}
          onValue={(next) => props.onChange(money && { ...money, currency: next })}
          choices={currencies.map((code) => ({ value: code, label: code }))}
        />
      )}
    </span>
  );
}

export const money: ValueKind = { Show, Edit, Filter: NumberFilter, right: true, width: 108 };
