import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { Field, Money } from "@/api/types";
import { useCommands } from "@/app/commands";
import type { Taken } from "../calculators/CalculatePanel";
import { CALCULATOR, type Calculation } from "../calculators/calculator";
import { focusCell } from "./LineTable";
import type { Line } from "./paper";
import type { PaperDraft } from "./use-draft";
import { currentLine } from "./use-keys";
import type { Sums } from "./use-sums";

interface Options {
  draft: PaperDraft;
  fields: Field[];
  sums: Sums | undefined;
  currency: string;
  locked: boolean;
}

/** What a line takes from a calculator; a price in another currency the server converts. */
function calculated({ calculator, calculation, priced }: Taken, currency: string) {
  const price = priced.price as Money;
  return {
    calculation,
    ...(calculator.product ? { product: calculator.product } : {}),
    name: priced.name ?? "",
    description: priced.details ?? "",
    price: price.currency === currency ? price : null,
    // The server knows it, whoever asks.
    cost: null,
  };
}

/** The panel of calculators: opened for a new line, or for one that was calculated before. */
export function useCalculating({ draft, fields, sums, currency, locked }: Options) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const [line, setLine] = useState<string | null>(null);
  const names = new Set(fields.map((field) => field.name));
  const possible = !locked && names.has("calculation") && may(objects[CALCULATOR], "read");
  const given = (draft.lines.find((one) => one.id === line)?.calculation ??
    null) as Calculation | null;
  const open = () => {
    const here = draft.lines.find((one) => one.id === currentLine());
    setLine(here?.calculation ? here.id : "");
  };
  useCommands([
    {
      id: "offer.calculate",
      label: t("calc.open"),
      icon: "money",
      group: t("keys.screen"),
      shortcut: "alt+c",
      hint: t("calc.hint"),
      inFields: true,
      when: () => possible,
      run: open,
    },
  ]);
  const put = (id: string, values: Record<string, unknown>) => {
    for (const [name, value] of Object.entries(values))
      if (names.has(name)) draft.setLine(id, name, value);
  };
  const take = (all: Taken[]) => {
    const several = all.length > 1;
    const made = all.map((one): Line => {
      const optional = several && names.has("optional") ? { optional: true } : {};
      return {
        id: crypto.randomUUID(),
        quantity: "1",
        ...calculated(one, currency),
        ...optional,
      };
    });
    const [first] = all;
    if (line && !several && first) put(line, calculated(first, currency));
    else for (const one of made) draft.insert(one);
    const last = (line && !several && line) || made.at(-1)?.id;
    setLine(null);
    // The line is drawn after this change, the field can take the focus then.
    requestAnimationFrame(() => last && focusCell(last, "quantity"));
  };
  const here = draft.lines.find((one) => one.id === line);
  const rate = String(here?.vat_rate ?? "");
  const included = !sums || sums.vat_mode === "included";
  const vat = included ? (/^\d+$/.test(rate) ? Number(rate) : undefined) : 0;
  return {
    possible,
    isOpen: possible && line !== null,
    given,
    vat,
    open,
    take,
    close: () => setLine(null),
  };
}
