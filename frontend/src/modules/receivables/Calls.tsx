import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/states";
import { recordHref } from "@/platform/addresses";
import { hrefOf } from "@/platform/values/contacts";
import { rowKey } from "./Debtors";
import { type Asked, aboutOne, type Debtor, PROMISE, type Receivables } from "./debts";
import { OpenInvoices } from "./OpenInvoices";
import { PromiseDialog, PromiseTag } from "./Promise";

function Call({ row, asked }: { row: Debtor; asked: Asked }) {
  const { t } = useTranslation();
  const format = useFormat();
  const mayNote = may(useObject(PROMISE), "create");
  const [open, setOpen] = useState(false);
  const [noting, setNoting] = useState(false);
  const { key } = row;
  if (!key) return null;
  return (
    <li>
      <div className="who">
        <Link className="nm" href={recordHref(key.object, key.id)}>
          {key.title || t("debts.hidden")}
        </Link>
        {row.phones.map((phone) => (
          <a key={phone.value} className="nw" href={hrefOf("phones", phone.value) ?? undefined}>
            {phone.show ?? phone.value}
          </a>
        ))}
      </div>
      <div className="what">
        <b className="nw">{format.money(row.late)}</b>
        <span className="late nw">{t("debts.days_late", { count: row.days })}</span>
        <button
          type="button"
          className="link nw"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t("debts.count", { count: row.count })}
        </button>
        <span className="mut nw">
          {row.last_talk_at
            ? t("debts.talked", { when: format.shortMoment(row.last_talk_at) })
            : t("debts.never_talked")}
        </span>
        <PromiseTag promise={row.promise} />
      </div>
      {mayNote && (
        <Button icon="clock" onClick={() => setNoting(true)}>
          {t("debts.promised")}
        </Button>
      )}
      {open && <OpenInvoices query={aboutOne(asked, row)} />}
      {noting && <PromiseDialog row={row} onClose={() => setNoting(false)} />}
    </li>
  );
}

/** Whom to call, in this order: broken promises first, promises that still hold last. */
export function Calls({ found, asked }: { found: Receivables; asked: Asked }) {
  const { t } = useTranslation();
  if (found.rows.length === 0) return <EmptyState title={t("debts.nobody_late")} />;
  return (
    <ol className="calls">
      {found.rows.map((row) => (
        <Call key={rowKey(row)} row={row} asked={asked} />
      ))}
    </ol>
  );
}
