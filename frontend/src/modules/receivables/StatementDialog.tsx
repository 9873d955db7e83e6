import "./debts.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask, queryString } from "@/api/client";
import { useMeta } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { invalidateObject } from "@/api/records";
import type { Money } from "@/api/types";
import { Failure, tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, Segmented, Select, TextInput } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import type { RecordActProps } from "@/platform/extensions";
import { DayInput } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";

const LANGUAGES = ["ru", "de", "en"] as const;

interface Movement {
  day: string;
  words: string;
  charged: Money | null;
  paid: Money | null;
}

/** The account of a client; firms, currencies and addresses are what can be chosen. */
interface Statement {
  firm: string;
  currency: string;
  language: (typeof LANGUAGES)[number];
  since: string;
  until: string;
  opening: Money;
  closing: Money;
  movements: Movement[];
  firms: { id: string; title: string }[];
  currencies: string[];
  to: string[];
}

type Wish = Partial<Record<"firm" | "currency" | "language" | "since" | "until", string>>;

function Table({ found }: { found: Statement }) {
  const { t } = useTranslation();
  const format = useFormat();
  if (found.movements.length === 0) return <p className="mut">{t("debts.nothing_moved")}</p>;
  return (
    <div className="statement">
      <table className="t">
        <thead>
          <tr>
            <th>{t("debts.date")}</th>
            <th>{t("debts.document")}</th>
            <th className="r">{t("debts.charged")}</th>
            <th className="r">{t("debts.paid")}</th>
          </tr>
        </thead>
        <tbody>
          {found.movements.map((one, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a finished account never move
            <tr key={place}>
              <td className="nw">{format.day(one.day)}</td>
              <td>{one.words}</td>
              <td className="r">{one.charged && format.money(one.charged)}</td>
              <td className="r">{one.paid && format.money(one.paid)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Choices({ found, wish, onWish }: Parts) {
  const { t } = useTranslation();
  const day = (name: "since" | "until") => (
    <Field label={t(`debts.${name}_day`)}>
      {(attributes) => (
        <DayInput
          {...attributes}
          field={pseudoField(name, t(`debts.${name}_day`), "date")}
          value={found[name]}
          onChange={(value) => value && onWish({ ...wish, [name]: String(value) })}
        />
      )}
    </Field>
  );
  return (
    <div className="statementbar">
      <Field label={t("debts.firm")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={found.firm}
            onValue={(firm) => onWish({ ...wish, firm })}
            choices={found.firms.map((one) => ({ value: one.id, label: one.title }))}
          />
        )}
      </Field>
      <Field label={t("debts.currency")}>
        {(attributes) => (
          <Select
            {...attributes}
            value={found.currency}
            onValue={(currency) => onWish({ ...wish, currency })}
            choices={found.currencies.map((one) => ({ value: one, label: one }))}
          />
        )}
      </Field>
      {day("since")}
      {day("until")}
      <Segmented
        label={t("debts.language")}
        value={found.language}
        onValue={(language) => onWish({ ...wish, language })}
        choices={LANGUAGES.map((one) => ({ value: one, label: one.toUpperCase() }))}
      />
    </div>
  );
}

interface Parts {
  found: Statement;
  wish: Wish;
  onWish: (wish: Wish) => void;
}

/** Sends the statement as PDF; the letter stands on the client's timeline. */
function Send({ found, path, object, id, onClose }: SendProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState(found.to[0] ?? "");
  const [problem, setProblem] = useState("");
  const [once] = useState(() => crypto.randomUUID());
  const alone = useAlone();
  const { firm, currency, language, since, until } = found;
  const send = () =>
    alone(async () => {
      try {
        const body = { firm, currency, language, since, until, to: to.split(/[\s,;]+/) };
        await ask(`${path}/letter`, { method: "POST", body, once });
        await invalidateObject(object, id);
        toast(t("debts.statement_sent", { to }));
        onClose();
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error.byField.to ?? error.message);
      }
    }).catch(tellProblem);
  return (
    <>
      {problem && <Banner>{problem}</Banner>}
      <div className="row w">
        <Field label={t("debts.to")}>
          {(attributes) => (
            <TextInput {...attributes} value={to} onValue={setTo} inputMode="email" />
          )}
        </Field>
        <Button icon="send" aria-disabled={!to} onClick={() => to && void send()}>
          {t("debts.send")}
        </Button>
      </div>
    </>
  );
}

interface SendProps {
  found: Statement;
  path: string;
  object: string;
  id: string;
  onClose: () => void;
}

/** The client's account with an own firm in a period: to look at, as PDF and table, by mail. */
export default function StatementDialog({ object, record, onClose }: RecordActProps) {
  const { t } = useTranslation();
  const format = useFormat();
  const { language } = useMeta();
  const [wish, setWish] = useState<Wish>({});
  const path = `/receivables/${object.name}/${record.id}/statement`;
  const asked = useQuery({
    queryKey: ["records", object.name, "statement", record.id, language, wish],
    queryFn: ({ signal }) => ask<Statement>(path, { query: wish, signal }),
    placeholderData: (before) => before,
  });
  const found = asked.data;
  const file = (form: "pdf" | "xlsx") => {
    const { firm = "", currency = "", since = "", until = "" } = found ?? {};
    const query = queryString({ firm, currency, since, until, language: found?.language });
    return `/api/v1${path}/${form}?${query}`;
  };
  return (
    <Dialog
      title={t("debts.statement")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      size="l"
    >
      {asked.error && <Failure error={asked.error} onRetry={() => void asked.refetch()} />}
      {!found && !asked.error && <Late>{t("state.loading")}</Late>}
      {found && (
        <div className="statementbox">
          <Choices found={found} wish={wish} onWish={setWish} />
          <p className="row">
            {t("debts.opening")} <span className="sp" /> <b>{format.money(found.opening)}</b>
          </p>
          <Table found={found} />
          <p className="row">
            {t("debts.closing")} <span className="sp" /> <b>{format.money(found.closing)}</b>
          </p>
          <div className="row w">
            {(["pdf", "xlsx"] as const).map((form) => (
              <a key={form} className="btn" href={file(form)} download>
                {form.toUpperCase()}
              </a>
            ))}
          </div>
          <Send
            key={found.to.join()}
            found={found}
            path={path}
            object={object.name}
            id={record.id}
            onClose={onClose}
          />
        </div>
      )}
    </Dialog>
  );
}
