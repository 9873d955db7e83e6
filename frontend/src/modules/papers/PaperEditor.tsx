import "./papers.css";
import { lazy, Suspense, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import type { LinkValue, ObjectMeta, Rec } from "@/api/types";
import { Link, useGo } from "@/app/Link";
import { closeRider, useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { newHref, recordHref } from "@/platform/addresses";
import { useAsking } from "@/platform/board/asking";
import { placeOf } from "@/platform/shaping/parts";
import { Value } from "@/platform/values";
import { focusCell, LineTable } from "./LineTable";
import type { Lacking } from "./lacking";
import { ORDER, OrderLife } from "./OrderLife";
import { PaperBar } from "./PaperBar";
import { type Draft, isFixed, type Line, lineFields, problemsOf } from "./paper";
import { isWanted } from "./sending";
import { unfolded } from "./sets";
import { Terms } from "./Terms";
import { Texts } from "./Texts";
import { Totals } from "./Totals";
import { useActs } from "./use-acts";
import { useCalculating } from "./use-calculating";
import { useColumns } from "./use-columns";
import { useDraft } from "./use-draft";
import { usePaperKeys } from "./use-keys";
import { useSaving } from "./use-saving";
import { useSums } from "./use-sums";
import { useWide } from "./use-wide";

const CalculatePanel = lazy(() => import("../calculators/CalculatePanel"));
const PaperView = lazy(() => import("./PaperView"));
const LineDialog = lazy(() => import("./LineDialog"));
const ApprovalBanner = lazy(() => import("../pricing/ApprovalBanner"));
const SendDialog = lazy(() => import("./SendDialog"));
const ClashDialog = lazy(() => import("./ClashDialog"));
const ClientDialog = lazy(() => import("./ClientDialog"));

const PAPER = "kartei.offer.paper";
const APPROVAL = "pricing.approval";
/** Fields by which lines hang together with other papers; nobody types them. */
const LINKING = new Set(["order_line", "settles"]);

interface Props {
  object: ObjectMeta;
  /** Null for a paper that is not saved yet. */
  record: Rec | null;
  base: Draft;
  /** Begins anew even when a draft of a new one was kept. */
  fresh?: boolean;
}

function Head({
  object,
  record,
  title,
}: {
  object: ObjectMeta;
  record: Rec | null;
  title: string;
}) {
  const status = fieldOf(object, "status");
  const payment = fieldOf(object, "payment");
  const spent = fieldOf(object, "prepared_in");
  const deal = record?.deal as LinkValue | null | undefined;
  return (
    <div className="head">
      <h1>{title}</h1>
      {status && record && <Value field={status} value={record.status} />}
      {payment && Boolean(record?.payment) && <Value field={payment} value={record?.payment} />}
      <span className="sp" />
      {spent && record?.prepared_in != null && (
        <span className="mut sm hide-m nw">
          {spent.label}: <Value field={spent} value={record.prepared_in} />
        </span>
      )}
      {deal && (
        <span className="mut sm hide-m nw intext">
          {fieldOf(object, "deal")?.label}:{" "}
          <Link href={recordHref("sales.deal", deal.id)}>{deal.title}</Link>
        </span>
      )}
    </div>
  );
}

/** Header fields, lines, totals and, beside them, the paper as it would be printed now. */
export function PaperEditor({ object, record, base, fresh = false }: Props) {
  const { t } = useTranslation();
  const go = useGo();
  const meta = useMeta();
  const id = record?.id ?? null;
  const address = id ? recordHref(object.name, id) : newHref(object.name);
  const version = record?.version ?? 0;
  const draft = useDraft({ object, id: id ?? "new", base, version, fresh });
  const { sums, error: refused, current } = useSums(object, id, draft.now);
  const onCreated = (made: Rec) => {
    go(recordHref(object.name, made.id), true);
    // This screen draws itself once more before the other takes over, and with it its rider.
    setTimeout(() => closeRider(address), 0);
  };
  const saving = useSaving({ object, record, draft, onCreated });
  const [letter, setLetter] = useState(() => isWanted(id));
  const { ask, window: question } = useAsking();
  const [lacking, setLacking] = useState<Lacking | null>(null);
  const onLetter = () => setLetter(true);
  const acts = useActs(object.name, record, address, saving.save, onLetter, ask, setLacking);
  const search = useRef<HTMLInputElement>(null);
  const [details, setDetails] = useState<string | null>(null);
  const [paper, setPaper] = useState(() => localStorage.getItem(PAPER) !== "off");

  const wide = useWide();
  const { dirty, basis, rebase } = draft;
  // biome-ignore lint/correctness/useExhaustiveDependencies: only a newer record is taken over
  useEffect(() => {
    if (record && !dirty && record.version > basis.version) rebase(record);
  }, [record, dirty, basis.version]);

  const title = record
    ? `${object.one.slice(0, 1).toUpperCase()}${object.one.slice(1)} ${String(record.number ?? "")}`.trim()
    : t("form.new", { one: object.one });
  useRider({
    key: address,
    href: address,
    title: record?.number ? String(record.number) : title,
    icon: object.icon,
    dirty,
  });
  const locked =
    record !== null &&
    (record.can?.write === false || record.deleted || isFixed(object.name, record));
  const fields = lineFields(object);
  const columns = useColumns(fields);
  // biome-ignore lint/correctness/useExhaustiveDependencies: once for each answer of the server
  useEffect(() => {
    const next = current && sums ? unfolded(draft.lines, sums.lines, fields) : draft.lines;
    if (next !== draft.lines) draft.setLines(next);
  }, [current, sums]);
  const part = placeOf(meta, `${object.name}.lines`) ?? object;
  const byName = Object.fromEntries(fields.map((field) => [field.name, field]));
  const fault = saving.error instanceof ApiProblem ? saving.error : refused;
  const problems = { ...problemsOf(fault, draft.lines), ...draft.unread };
  const general = saving.error && Object.keys(problems).length === 0 ? saving.error.message : null;
  const currency = sums?.currency ?? String(draft.values.currency ?? meta.firm.currency);
  const calculating = useCalculating({ draft, fields, sums, currency, locked });
  const showPaper = (on: boolean) => {
    localStorage.setItem(PAPER, on ? "on" : "off");
    setPaper(on);
  };
  const copy = (line: Line) => {
    const made = { ...line, id: crypto.randomUUID() };
    draft.insert(made, line.id);
    requestAnimationFrame(() => focusCell(made.id, "quantity"));
  };
  usePaperKeys({ draft, acts, locked, search, onCopy: copy, onDetails: setDetails });
  return (
    <div className={paper || calculating.isOpen ? "quo" : "quo alone"}>
      <div className="qm">
        <Head object={object} record={record} title={title} />
        {record && object.name === ORDER && <OrderLife object={object} record={record} />}
        <PaperBar
          object={object}
          record={record}
          draft={draft}
          acts={acts}
          saving={saving.saving}
          locked={locked}
          paper={paper}
          onPaper={() => showPaper(true)}
        />
        {record && meta.objects[APPROVAL] && (
          <Suspense>
            <ApprovalBanner object={object.name} record={record} />
          </Suspense>
        )}
        {general && <Banner tone="bad">{general}</Banner>}
        {draft.restored && (
          <Banner
            tone="info"
            actions={<Button onClick={draft.discard}>{t("offer.discard")}</Button>}
          >
            {t("offer.restored")}
          </Banner>
        )}
        {dirty && record && record.version > basis.version && (
          <Banner>{t("offer.changed_meanwhile")}</Banner>
        )}
        <fieldset className="qbody" disabled={locked}>
          <Terms object={object} draft={draft} problems={problems} />
          <div className="tw">
            <LineTable
              draft={draft}
              fields={byName}
              sums={sums}
              currency={currency}
              problems={problems}
              locked={locked}
              columns={columns}
              part={part}
              narrow={(paper || calculating.isOpen) && !wide}
              search={search}
              onDetails={setDetails}
              onCopy={copy}
            />
            <Texts object={object} draft={draft} problems={problems} />
          </div>
        </fieldset>
        <Totals
          sums={sums}
          object={object}
          record={record}
          locked={locked}
          onAdd={() => search.current?.focus()}
          {...(calculating.possible ? { onCalculate: calculating.open } : {})}
        />
      </div>
      {question}
      <Suspense>
        {calculating.isOpen && (
          <CalculatePanel
            given={calculating.given}
            vat={calculating.vat}
            onTake={calculating.take}
            onClose={calculating.close}
          />
        )}
        {paper && !calculating.isOpen && (
          <PaperView
            object={object}
            id={id}
            draft={draft.now}
            onPdf={acts.pdf}
            onClose={() => showPaper(false)}
          />
        )}
        {letter && record && (
          <SendDialog
            object={object.name}
            one={object.one}
            id={record.id}
            number={String(record.number ?? "")}
            onClose={() => setLetter(false)}
          />
        )}
        {lacking && <ClientDialog lacking={lacking} onClose={() => setLacking(null)} />}
        {details && (
          <LineDialog
            draft={draft}
            id={details}
            fields={fields.filter((field) => !LINKING.has(field.name))}
            sums={sums?.lines.find((one) => one.id === details)}
            problems={problems}
            locked={locked}
            onClose={() => setDetails(null)}
          />
        )}
        {saving.clash && (
          <ClashDialog
            object={object}
            draft={draft}
            clash={saving.clash}
            onResolve={(mine) => void saving.resolve(mine)}
          />
        )}
      </Suspense>
    </div>
  );
}
