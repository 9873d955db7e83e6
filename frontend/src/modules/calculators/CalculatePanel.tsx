import "./calculators.css";
import { type KeyboardEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useList, useRecord } from "@/api/records";
import type { Rec } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Field, Select } from "@/kit/inputs";
import { Late } from "@/kit/states";
import {
  CALCULATOR,
  type Calculation,
  type Calculator,
  calculatorOf,
  defaultsOf,
  type Priced,
  usePrices,
  type Values,
  type Variant,
} from "./calculator";
import { Outcome } from "./Outcome";
import { Parameters } from "./Parameters";
import { Steps } from "./Steps";
import { Variants } from "./Variants";

/** What a line takes over. */
export interface Taken {
  calculator: Calculator;
  calculation: Calculation;
  priced: Priced;
}

interface Props {
  /** Of the line that is opened again. */
  given: Calculation | null;
  /** The VAT rate that stands in prices, in per cent; undefined: as the usual own firm has it. */
  vat: number | undefined;
  /** Puts in one variant, or several of which the client chooses. */
  onTake: (taken: Taken[]) => void;
  onClose: () => void;
}

const LAST = "kartei.calculator";

const variantOf = (values: Values): Variant => ({ id: crypto.randomUUID(), values });

/** The calculators there are; the one used last is offered first. */
function Chooser({
  items,
  value,
  onValue,
}: {
  items: Rec[];
  value: string;
  onValue: (id: string) => void;
}) {
  const { t } = useTranslation();
  if (items.length < 2) return null;
  return (
    <Field label={t("calc.which")}>
      {(attributes) => (
        <Select
          {...attributes}
          value={value}
          onValue={onValue}
          choices={items.map((one) => ({ value: one.id, label: String(one.name) }))}
        />
      )}
    </Field>
  );
}

/** Parameters, figures and variants of one calculator. */
function Calculating({ record, given, vat, onTake }: { record: Rec } & Omit<Props, "onClose">) {
  const { t } = useTranslation();
  const calculator = calculatorOf(record);
  const body = useRef<HTMLDivElement>(null);
  const [variants, setVariants] = useState<Variant[]>(() => [
    variantOf({ ...defaultsOf(calculator), ...given?.values }),
  ]);
  const [chosen, setAt] = useState(0);
  const at = Math.min(chosen, variants.length - 1);
  const [hasty, setHasty] = useState(false);
  const { data, error, settled } = usePrices(record.id, variants, vat);
  const prices = data?.items ?? [];
  const now = variants[at]?.values ?? {};
  const priced = prices[at];
  useEffect(() => {
    body.current?.querySelector<HTMLElement>(".calcform input, .calcform select")?.focus();
  }, []);

  const taken = (index: number): Taken[] => {
    const found = prices[index];
    if (!data || !found?.values) return [];
    const { values } = found;
    const calculation = { calculator: record.id, version: data.version, values };
    return [{ calculator, calculation, priced: found }];
  };
  // Enter came before the answer: the price there was for other parameters.
  // biome-ignore lint/correctness/useExhaustiveDependencies: only the answer is waited for
  useEffect(() => {
    if (!hasty || !settled) return;
    setHasty(false);
    const made = taken(at);
    if (made.length > 0) onTake(made);
  }, [hasty, settled]);
  const set = (name: string, value: string | boolean) =>
    setVariants((old) =>
      old.map((one, index) =>
        index === at ? { ...one, values: { ...one.values, [name]: value } } : one,
      ),
    );
  const add = () => {
    setVariants((old) => [...old, variantOf(now)]);
    setAt(variants.length);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const control = event.target instanceof HTMLButtonElement;
    if (event.key !== "Enter" || control || event.ctrlKey || event.altKey) return;
    event.preventDefault();
    setHasty(true);
  };
  const problems = Object.fromEntries(
    (priced?.faults ?? []).filter((one) => one.parameter).map((one) => [one.parameter, one.detail]),
  );
  const general = (priced?.faults ?? []).filter((one) => !one.parameter);
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: Enter in any field below puts the price in
    <div className="calcbody" ref={body} onKeyDown={onKeyDown}>
      <Parameters calculator={calculator} values={now} problems={problems} onSet={set} />
      {general.map((one) => (
        <p key={one.detail} className="errm" role="alert">
          {one.detail}
        </p>
      ))}
      {error && <p className="errm">{error.message}</p>}
      <Outcome calculator={calculator} values={now} priced={priced} />
      <div className="row w g4">
        <Button
          tone="primary"
          shortcut="Enter"
          aria-disabled={!priced?.price}
          onClick={() => setHasty(true)}
        >
          {given ? t("calc.replace") : t("calc.take")}
        </Button>
        <Button icon="copy" onClick={add} disabled={variants.length >= 20}>
          {t("calc.add_variant")}
        </Button>
        {variants.length > 1 && (
          <Button
            aria-disabled={!settled}
            onClick={() => settled && onTake(variants.flatMap((_, index) => taken(index)))}
          >
            {t("calc.take_all")}
          </Button>
        )}
      </div>
      {variants.length > 1 && (
        <Variants
          calculator={calculator}
          variants={variants}
          prices={prices}
          at={at}
          onChoose={setAt}
          onRemove={(index) => setVariants((old) => old.toSpliced(index, 1))}
        />
      )}
      {priced?.steps && priced.steps.length > 0 && (
        <details className="sm">
          <summary>{t("calc.way")}</summary>
          <Steps steps={priced.steps} />
        </details>
      )}
    </div>
  );
}

/** A price while the client talks: parameters by keyboard, figures at once, several variants. */
export default function CalculatePanel({ given, vat, onTake, onClose }: Props) {
  const { t } = useTranslation();
  const list = useList(CALCULATOR, {
    filter: ["active", "=", true],
    sort: "name",
    fields: ["name", "product"],
    limit: 200,
  });
  const items = list.data?.pages.flatMap((page) => page.items) ?? [];
  const [picked, setPicked] = useState(given?.calculator ?? "");
  const last = localStorage.getItem(LAST);
  const usual = items.find((one) => one.id === last) ?? items[0];
  const id = picked || usual?.id || "";
  const record = useRecord(CALCULATOR, id);
  const choose = (next: string) => {
    localStorage.setItem(LAST, next);
    setPicked(next);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onClose();
  };
  return (
    <aside className="prev calc" aria-label={t("calc.title")} onKeyDown={onKeyDown}>
      <div className="row prevhead">
        <b className="m">{t("calc.title")}</b>
        <span className="sp" />
        <IconButton small icon="close" label={t("action.close")} onClick={onClose} />
      </div>
      <div className="pgs calcpad">
        <Chooser items={items} value={id} onValue={choose} />
        {list.data && items.length === 0 && <p className="mut">{t("calc.none")}</p>}
        {id && record.error && <p className="mut">{record.error.message}</p>}
        {id && record.data && (
          <Calculating
            key={record.data.id}
            record={record.data}
            given={given?.calculator === record.data.id ? given : null}
            vat={vat}
            onTake={onTake}
          />
        )}
        {(list.isPending || (id && record.isPending)) && <Late>{t("state.loading")}</Late>}
      </div>
    </aside>
  );
}
