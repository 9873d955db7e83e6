import "./matching.css";
import { useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { queries } from "@/api/queries";
import { useCommands } from "@/app/commands";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { EmptyState, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { listHref } from "@/platform/addresses";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { Deciding } from "./Deciding";
import { PAYMENT, useDecide, useRun, useWaiting, type Waiting } from "./matching";

const MOST = 9;

/** Where one is in the list, and which proposal is picked there. */
function usePlace(items: Waiting[]) {
  const [id, setId] = useState("");
  const [picked, setPicked] = useState(0);
  const at = Math.max(
    0,
    items.findIndex((one) => one.id === id),
  );
  const go = (next: string) => {
    setId(next);
    setPicked(0);
    requestAnimationFrame(() =>
      document.getElementById(`waiting-${next}`)?.scrollIntoView({ block: "nearest" }),
    );
  };
  const step = (by: number) => {
    const next = items[Math.max(0, Math.min(items.length - 1, at + by))];
    if (next) go(next.id);
  };
  return { current: items[at], at, picked, setPicked, go, step };
}

type Place = ReturnType<typeof usePlace>;

/** Keys: ↑↓ payment, 1–9 proposal, Enter confirm, N none of them. */
function useKeys({ current, setPicked, step }: Place, confirm: () => void, none: () => void) {
  const { t } = useTranslation();
  const has = (at: number) => current !== undefined && current.proposals.length > at;
  useCommands([
    {
      id: "matching.next",
      label: t("matching.next"),
      shortcut: ["j", "arrowdown"],
      hint: t("matching.payment"),
      keyOnly: true,
      run: () => step(1),
    },
    {
      id: "matching.previous",
      label: t("matching.previous"),
      shortcut: ["k", "arrowup"],
      keyOnly: true,
      run: () => step(-1),
    },
    {
      id: "matching.confirm",
      label: t("matching.confirm"),
      icon: "check",
      shortcut: "enter",
      hint: t("matching.confirm"),
      when: () => has(0),
      run: confirm,
    },
    {
      id: "matching.none",
      label: t("matching.none"),
      shortcut: "n",
      hint: t("matching.none"),
      when: () => current !== undefined,
      run: none,
    },
    ...Array.from({ length: MOST }, (_none, at) => ({
      id: `matching.pick.${at}`,
      label: t("matching.pick", { number: at + 1 }),
      shortcut: String(at + 1),
      keyOnly: true,
      when: () => has(at),
      run: () => setPicked(at),
    })),
  ]);
}

function Head({ payment }: { payment: Waiting }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <>
      <span className="row">
        <span className="mut nw">{format.day(payment.date)}</span>
        <span className="m ell">{payment.party || t("matching.nobody")}</span>
        <span className="sp" />
        <span className="m nw">{format.money(payment.rest)}</span>
      </span>
      <span className="sm purpose">{payment.purpose}</span>
    </>
  );
}

function Rows({ items }: { items: Waiting[] }) {
  const place = usePlace(items);
  const [remember, setRemember] = useState(true);
  const category = useRef<HTMLSelectElement>(null);
  const decide = useDecide((payment) => {
    const next = items[items.indexOf(payment) + 1] ?? items[items.indexOf(payment) - 1];
    place.go(next?.id ?? "");
  });
  const { current, picked } = place;
  const confirm = () => {
    const proposal = current?.proposals[picked];
    if (current && proposal && !decide.isPending)
      decide.mutate({ payment: current, proposal, remember });
  };
  useKeys(place, confirm, () => category.current?.focus());
  return (
    <ol className="matching">
      {items.map((one) => (
        <li
          key={one.id}
          id={`waiting-${one.id}`}
          aria-current={one === current ? "true" : undefined}
        >
          <button type="button" className="col g4" onClick={() => place.go(one.id)}>
            <Head payment={one} />
          </button>
          {one === current && (
            <Deciding
              key={one.id}
              payment={one}
              picked={picked}
              onPick={place.setPicked}
              onConfirm={confirm}
              remember={remember}
              onRemember={setRemember}
              onCategory={(chosen) => decide.mutate({ payment: one, category: chosen, remember })}
              onSkip={() => place.step(1)}
              category={category}
              busy={decide.isPending}
            />
          )}
        </li>
      ))}
    </ol>
  );
}

/** Payments that nobody has assigned: one after the other by key. */
export default function MatchingPage() {
  const { t } = useTranslation();
  const object = useMeta().objects[PAYMENT];
  const [after, setAfter] = useState("");
  const waiting = useWaiting(after);
  const run = useRun();
  useRider({ key: "/matching", href: "/matching", title: t("matching.title"), icon: "check" });
  const items = waiting.data?.items ?? [];
  const count = waiting.data?.count ?? 0;
  const last = items.at(-1);
  return (
    <div className="matchpage">
      <div className="head">
        {object && (
          <Link className="mut" href={listHref(PAYMENT)}>
            {object.title}
          </Link>
        )}
        <h1>{t("matching.title")}</h1>
        <span className="mut">{waiting.data && t("matching.count", { count })}</span>
        <span className="sp" />
        <Button icon="check" aria-disabled={run.isPending} onClick={() => run.mutate()}>
          {t("matching.run")}
        </Button>
      </div>
      {run.data && (
        <JobProgress
          id={run.data.job}
          onOver={(job) => {
            run.reset();
            toast(t("matching.running_done", { booked: 0, asked: 0, ...job.result }));
            void queries.invalidateQueries({ queryKey: ["records"] });
          }}
        />
      )}
      {waiting.error && !waiting.data && (
        <Failure error={waiting.error} onRetry={() => void waiting.refetch()} />
      )}
      {waiting.isPending && <Late>{t("state.loading")}</Late>}
      {waiting.data && items.length === 0 && (
        <EmptyState title={t("matching.empty")}>{t("matching.empty_text")}</EmptyState>
      )}
      {items.length > 0 && <Rows items={items} />}
      <div className="row">
        {after && <Button onClick={() => setAfter("")}>{t("matching.first")}</Button>}
        {last && count > items.length && (
          <Button onClick={() => setAfter(last.id)}>{t("matching.more")}</Button>
        )}
      </div>
    </div>
  );
}
