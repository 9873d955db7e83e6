import { useTranslation } from "react-i18next";
import type { SearchParams } from "@/app/address";
import { useFormat } from "@/app/format";
import { Icon } from "@/kit/Icon";
import { Field, Select } from "@/kit/inputs";
import { date } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { type Change, PERIODS, type Report, widened } from "./reports";

interface Props {
  search: SearchParams;
  report: Report;
  change: Change;
}

const COMPARED = ["before", "year"] as const;
const USUAL = "this_year";

/** Of which days: a named period, or any two. */
function Period({ search, report, change }: Props) {
  const { t } = useTranslation();
  const choices = PERIODS.map((value) => ({ value, label: t(`report.${value}`) }));
  const choose = (period: string) =>
    change(period === "own" ? { ...report.period, period } : { period, since: "", until: "" });
  return (
    <>
      <Field label={t("report.period")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={search.period || USUAL}
            onValue={choose}
            choices={choices}
          />
        )}
      </Field>
      {search.period === "own" &&
        (["since", "until"] as const).map((name) => (
          <Field key={name} label={t(`report.${name}`)}>
            {(attributes) => (
              <date.Edit
                {...attributes}
                field={pseudoField(name, t(`report.${name}`), "date")}
                value={report.period[name]}
                onChange={(value) => value && change({ ...report.period, [name]: String(value) })}
              />
            )}
          </Field>
        ))}
    </>
  );
}

/** By what the figures are grouped: nothing, one dimension or two. */
function Groups({ report, change }: Props) {
  const { t } = useTranslation();
  const [first = "", second = ""] = report.by;
  const choices = (but: string) =>
    report.dimensions
      .filter((one) => one.name !== but)
      .map((one) => ({ value: one.name, label: one.title }));
  const put = (...names: string[]) =>
    change({ by: names.filter(Boolean).join(",") || "-", sort: "" });
  return (
    <>
      <Field label={t("report.by")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={first}
            empty={t("report.no_group")}
            choices={choices(second)}
            onValue={(name) => put(name, name ? second : "")}
          />
        )}
      </Field>
      {first && (
        <Field label={t("report.then")}>
          {(attributes) => (
            <Select
              {...attributes}
              value={second}
              empty={t("report.no_group")}
              choices={choices(first)}
              onValue={(name) => put(first, name)}
            />
          )}
        </Field>
      )}
    </>
  );
}

/** The conditions, each with a button that takes it away. */
function Conditions({ search, report, change }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const { since, until } = report.period;
  return (
    <p className="rwhere">
      <span className="num">
        {format.day(since)} – {format.day(until)}
      </span>
      {report.where.map((one) => (
        <button
          key={one.name}
          type="button"
          className="chip"
          aria-label={t("report.all", { title: one.title })}
          onClick={() => change(widened(search, one.name))}
        >
          <span>
            {one.title}: {one.label || t("report.empty")}
          </span>
          <Icon name="close" size="s" />
        </button>
      ))}
    </p>
  );
}

/** Everything that can be asked of a report; it all stands in the address. */
export function Asking(props: Props) {
  const { t } = useTranslation();
  const { search, report, change } = props;
  const choose = (name: string, value: string) => {
    const chosen = report.params.map((p) => `${p.name}:${p.name === name ? value : p.value}`);
    change({ chosen: chosen.join(",") });
  };
  return (
    <>
      <search className="rask">
        <Period {...props} />
        <Groups {...props} />
        {report.params.map((param) => (
          <Field key={param.name} label={param.title}>
            {(attributes) => (
              <Select
                {...attributes}
                value={param.value}
                choices={param.options}
                onValue={(value) => choose(param.name, value)}
              />
            )}
          </Field>
        ))}
        <Field label={t("report.compare")}>
          {(attributes) => (
            <Select
              {...attributes}
              value={search.compare ?? ""}
              empty={t("report.compare_none")}
              choices={COMPARED.map((value) => ({ value, label: t(`report.compare_${value}`) }))}
              onValue={(compare) => change({ compare })}
            />
          )}
        </Field>
      </search>
      <Conditions {...props} />
    </>
  );
}
