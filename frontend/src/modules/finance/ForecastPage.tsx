import "@/modules/reports/reports.css";
import { useQuery } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import type { Money } from "@/api/types";
import { type SearchParams, stringifySearch } from "@/app/address";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { useGo } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Field, Select } from "@/kit/inputs";
import { Late } from "@/kit/states";

const SUMS = ["invoices", "recurring", "deals", "receipts", "bills"] as const;

interface Period extends Record<(typeof SUMS)[number], Money> {
  since: string;
  until: string;
  balance: Money | null;
}

interface Forecast {
  on_accounts: Money | null;
  periods: Period[];
}

/** What can be asked, the usual first: how far, and what if. */
const CHOICES = {
  step: [
    ["month", "forecast.step.month"],
    ["week", "forecast.step.week"],
    ["day", "forecast.step.day"],
  ],
  delay: [
    ["0", "forecast.delay.0"],
    ["7", "forecast.delay.7"],
    ["14", "forecast.delay.14"],
    ["30", "forecast.delay.30"],
    ["60", "forecast.delay.60"],
  ],
  odds: [
    ["100", "forecast.odds.100"],
    ["50", "forecast.odds.50"],
    ["0", "forecast.odds.0"],
  ],
} as const;
const COUNTS: Record<string, number> = { month: 6, week: 13, day: 31 };

type Shown = (period: Period) => string;

/** A period in words: a day, the days of a week, or a month. */
function useTitle(step: string): Shown {
  const { language } = useMeta();
  const format = useFormat();
  return ({ since, until }) => {
    if (step === "day") return format.day(since);
    if (step === "week") return `${format.day(since)} – ${format.day(until)}`;
    const options = { month: "long", year: "numeric", timeZone: "UTC" } as const;
    return new Intl.DateTimeFormat(language, options).format(new Date(until));
  };
}

/** Receipts of each period as columns. */
function Columns({ periods, title }: { periods: Period[]; title: Shown }) {
  const { t } = useTranslation();
  const format = useFormat();
  const most = Math.max(...periods.map((one) => Number(one.receipts.amount)), 0);
  if (most <= 0) return null;
  return (
    <figure className="rchart">
      <figcaption>{t("forecast.receipts")}</figcaption>
      <ol>
        {periods.map((one) => (
          <li key={one.since} title={`${title(one)}: ${format.money(one.receipts)}`}>
            <span className="vh">{`${title(one)}: ${format.money(one.receipts)}`}</span>
            <div aria-hidden>
              <i style={{ "--part": Math.max(Number(one.receipts.amount), 0) / most } as object} />
            </div>
            <small aria-hidden>{title(one)}</small>
          </li>
        ))}
      </ol>
    </figure>
  );
}

/** Each period with what is expected, by where it comes from, and what will be on the accounts. */
function Rows({ found, title }: { found: Forecast; title: Shown }) {
  const { t } = useTranslation();
  const format = useFormat();
  const money = (sum: Money) => (/[1-9]/.test(sum.amount) ? format.money(sum) : "–");
  return (
    <div className="rtable">
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t("forecast.period")}</th>
            {SUMS.map((name) => (
              <th key={name} scope="col" className="r">
                {t(`forecast.${name}`)}
              </th>
            ))}
            {found.on_accounts && (
              <th scope="col" className="r">
                {t("forecast.balance")}
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {found.periods.map((one) => (
            <tr key={one.since}>
              <td className="b nw">{title(one)}</td>
              {SUMS.map((name) => (
                <td key={name} className={name === "receipts" ? "r num b" : "r num"}>
                  {money(one[name])}
                </td>
              ))}
              {one.balance && (
                <td className={one.balance.amount.startsWith("-") ? "r num rless" : "r num"}>
                  {format.money(one.balance)}
                </td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** What will come in and go out, and what if clients paid later or deals went worse. */
export default function ForecastPage() {
  const { t } = useTranslation();
  const { language } = useMeta();
  const format = useFormat();
  const go = useGo();
  const search = useSearch({ strict: false }) as SearchParams;
  useRider({ key: "/forecast", href: "/forecast", title: t("forecast.title"), icon: "chart" });
  const wish = Object.fromEntries(
    Object.entries(CHOICES).map(([name, values]) => {
      const said = String(search[name] ?? "");
      return [name, values.some(([value]) => value === said) ? said : values[0][0]];
    }),
  ) as Record<keyof typeof CHOICES, string>;
  const title = useTitle(wish.step);
  const query = stringifySearch({ ...wish, count: String(COUNTS[wish.step]) });
  const found = useQuery({
    queryKey: ["forecast", query, language],
    queryFn: ({ signal }) => ask<Forecast>(`/finance/forecast${query}`, { signal }),
    placeholderData: (before) => before,
  });
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <div className="reports">
      <div className="head">
        <h1>{t("forecast.title")}</h1>
        <span className="sp" />
        {found.data?.on_accounts && (
          <span className="mut">
            {t("forecast.on_accounts")} <b>{format.money(found.data.on_accounts)}</b>
          </span>
        )}
      </div>
      <div className="rask">
        {(Object.keys(CHOICES) as (keyof typeof CHOICES)[]).map((name) => (
          <Field key={name} label={t(`forecast.${name}.title`)}>
            {(attributes) => (
              <Select
                {...attributes}
                value={wish[name]}
                onValue={(value) => go(`/forecast${stringifySearch({ ...wish, [name]: value })}`)}
                choices={CHOICES[name].map(([value, label]) => ({ value, label: t(label) }))}
              />
            )}
          </Field>
        ))}
      </div>
      <div className="rbody">
        {!found.data && <Late>{t("state.loading")}</Late>}
        {found.data && (
          <>
            <Columns periods={found.data.periods} title={title} />
            <Rows found={found.data} title={title} />
            <p className="help">{t("forecast.help")}</p>
          </>
        )}
      </div>
    </div>
  );
}
