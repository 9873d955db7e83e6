import "./calculators.css";
import "@/styles/record.css";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { createRecord, patchRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { useGo } from "@/app/Link";
import { closeRider, useRider } from "@/app/riders";
import { printStroke } from "@/app/strokes";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { newHref, recordHref } from "@/platform/addresses";
import { FormFields } from "@/platform/form/FormFields";
import { RecordHead } from "@/platform/record/RecordHead";
import { Timeline } from "@/platform/timeline/Timeline";
import { bodyOf, draftOf, placesOf, type Row, rowsOf, useTrial } from "./build";
import { calculatorOf, defaultsOf, type Values } from "./calculator";
import { Rows } from "./Rows";
import { Tables } from "./Tables";
import { Trial } from "./Trial";

const HEAD = ["name", "product", "group", "active", "currency", "rounding", "rounding_way"];
const PRICE = ["price", "cost"];
const LINE = ["line", "details", "wide", "high"];

interface Props {
  object: ObjectMeta;
  /** Null for one that is not saved yet. */
  record: Rec | null;
}

/** Everything of a calculator on one screen, and beside it what it comes to now. */
export function Builder({ object, record }: Props) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const [base, setBase] = useState(record);
  const [draft, setDraft] = useState(() => draftOf(object, record));
  const [typed, setTyped] = useState<Values>({});
  const [once] = useState(() => crypto.randomUUID());
  const body = bodyOf(object, draft);
  const dirty = JSON.stringify(body) !== JSON.stringify(bodyOf(object, draftOf(object, base)));
  const values = { ...defaultsOf(calculatorOf({ ...draft, id: "" } as never)), ...typed };
  const known = Object.entries(values).filter(([name]) =>
    rowsOf(draft, "parameters").some((row) => row.name === name),
  );
  const trial = useTrial(record?.id ?? null, body, Object.fromEntries(known));
  const address = record ? recordHref(object.name, record.id) : newHref(object.name);
  const write = useMutation({
    mutationFn: () => {
      if (base) return patchRecord(object.name, base.id, base.version, body);
      const filled = Object.entries(body).filter(([, value]) => value != null);
      return createRecord(object.name, Object.fromEntries(filled), once);
    },
    onSuccess: (saved) => {
      setBase(saved);
      setDraft(draftOf(object, saved));
      if (record) return;
      go(recordHref(object.name, saved.id), true);
      // This screen draws itself once more before the other takes over, and with it its rider.
      setTimeout(() => closeRider(address), 0);
    },
  });
  const save = () => {
    if (dirty && !write.isPending) write.mutate();
  };
  useCommands([
    {
      id: "calculator.save",
      label: t("action.save"),
      icon: "check",
      group: t("keys.screen"),
      shortcut: "ctrl+s",
      inFields: true,
      run: save,
    },
  ]);
  const title = String(record?.name ?? "") || t("form.new", { one: object.one });
  useRider({ key: address, href: address, title, icon: object.icon, dirty });
  const problems = { ...placesOf(trial.error), ...placesOf(write.error) };
  const set = (name: string, value: unknown) => {
    write.reset();
    setDraft((old) => ({ ...old, [name]: value }));
  };
  const pick = (names: string[]) =>
    names.flatMap((name) => object.fields.find((field) => field.name === name) ?? []);
  const form = (names: string[]) => (
    <FormFields fields={pick(names)} values={draft} problems={problems} onChange={set} />
  );
  const part = (name: string) => {
    const [field] = pick([name]);
    return {
      label: field?.label ?? name,
      fields: (field?.lines ?? []).filter((one) => !one.read_only),
      rows: rowsOf(draft, name),
      problems,
      onRows: (rows: Row[]) => set(name, rows),
    };
  };
  const locked = record !== null && (record.can?.write === false || record.deleted);
  return (
    <>
      <header className="rhead">
        {base && record ? (
          <RecordHead object={object} record={base} />
        ) : (
          <div className="head">
            <h1>{title}</h1>
          </div>
        )}
      </header>
      <div className="builder">
        <fieldset disabled={locked} className="build">
          <div className="row g4">
            <Button
              tone="primary"
              shortcut={printStroke("ctrl+s", i18n.language)}
              aria-disabled={!dirty || write.isPending}
              onClick={save}
            >
              {t("action.save")}
            </Button>
          </div>
          {write.error && Object.keys(placesOf(write.error)).length === 0 && (
            <Banner tone="bad">{write.error.message}</Banner>
          )}
          <div className="sec">{form(HEAD)}</div>
          <Rows name="parameters" {...part("parameters")} />
          <Rows name="options" {...part("options")} />
          <Tables {...part("tables")} />
          <Rows name="formulas" {...part("formulas")} />
          <div className="sec">{form(PRICE)}</div>
          <Rows name="rules" {...part("rules")} />
          <div className="sec">{form(LINE)}</div>
          {record && <Timeline object={object} id={record.id} />}
        </fieldset>
        <Trial
          draft={draft}
          values={values}
          priced={trial.error ? undefined : trial.data}
          refused={trial.error ? [...new Set(Object.values(placesOf(trial.error)))] : []}
          onSet={(name, value) => setTyped((old) => ({ ...old, [name]: value }))}
        />
      </div>
    </>
  );
}
