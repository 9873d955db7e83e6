import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Money } from "@/api/types";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { IconButton } from "@/kit/Button";
import { EmptyState } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { type Asked, aboutOne, CLIENTS, type Debtor, type Receivables, SPANS } from "./debts";
import { OpenInvoices } from "./OpenInvoices";
import { PromiseTag } from "./Promise";

/** A sum of a column; nothing for none. */
function Sum({ money, strong }: { money: Money | undefined; strong?: boolean }) {
  const format = useFormat();
  if (!money || Number(money.amount) === 0) return <td className="r" />;
  return <td className={strong ? "r m" : "r"}>{format.money(money)}</td>;
}

export const rowKey = (row: Debtor) => `${row.key?.object} ${row.key?.id} ${row.currency}`;

function Title({ row }: { row: Debtor }) {
  const { t } = useTranslation();
  if (!row.key?.title) return <>{row.key ? t("debts.hidden") : row.currency}</>;
  return (
    <Link className="nm" href={recordHref(row.key.object, row.key.id)}>
      {row.key.title}
    </Link>
  );
}

function Row({ row, asked }: { row: Debtor; asked: Asked }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const client = row.key !== null && CLIENTS.includes(row.key.object);
  return (
    <Fragment>
      <tr>
        <td>
          <span className="row">
            <IconButton
              icon={open ? "chevron-down" : "chevron-right"}
              label={t(open ? "action.hide" : "debts.invoices")}
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            />
            <Title row={row} />
          </span>
        </td>
        <Sum money={row.total} strong />
        <Sum money={row.late} strong />
        {SPANS.map((id, at) => (
          <Sum key={id} money={row.spans[at]} />
        ))}
        <td className="r">{row.days > 0 && t("debts.days", { count: row.days })}</td>
        <td>{row.last_talk_at && format.shortMoment(row.last_talk_at)}</td>
        <td>{client && <PromiseTag promise={row.promise} />}</td>
      </tr>
      {open && (
        <tr>
          <td colSpan={SPANS.length + 6} className="inner">
            <OpenInvoices query={aboutOne(asked, row)} />
          </td>
        </tr>
      )}
    </Fragment>
  );
}

/** Who owes how much since when; each figure opens to its invoices. */
export function Debtors({ found, asked }: { found: Receivables; asked: Asked }) {
  const { t } = useTranslation();
  if (found.rows.length === 0) return <EmptyState title={t("debts.nobody")} />;
  return (
    <div className="debttable">
      <table className="t">
        <thead>
          <tr>
            <th>{t(`debts.by_${(asked.by as "client" | undefined) ?? "client"}`)}</th>
            <th className="r">{t("debts.total")}</th>
            <th className="r">{t("debts.late")}</th>
            {SPANS.map((id) => (
              <th key={id} className="r">
                {t(`debts.${id}`)}
              </th>
            ))}
            <th className="r">{t("debts.since")}</th>
            <th>{t("debts.talk")}</th>
            <th>{t("debts.promise")}</th>
          </tr>
        </thead>
        <tbody>
          {found.rows.map((row) => (
            <Row key={rowKey(row)} row={row} asked={asked} />
          ))}
        </tbody>
      </table>
      {found.count > found.rows.length && (
        <p className="mut note">{t("debts.more_rows", { count: found.count })}</p>
      )}
    </div>
  );
}
