import "@/styles/reminders.css";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import { runCommand } from "@/api/records";
import type { LinkValue } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { toast } from "@/kit/toasts";
import { usePhone } from "@/kit/use-phone";
import { listHref, recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";

interface Notice {
  id: string;
  kind: "share" | "assign" | "request" | "applied" | "event";
  at: string;
  by: LinkValue;
  object: string;
  many_title: string;
  record: string;
  title: string;
  version: number;
  count: number;
  until: string | null;
  /** What happened to the record, where nobody of the house did it, and what was said with it. */
  what: string;
  said: string;
}

const KEY = ["notices"];
/** So many stand there at once, on a phone and elsewhere; the others wait behind a button. */
const ROOM = { phone: 1, desk: 2 };

async function seen(notice: Notice): Promise<void> {
  queries.setQueryData<Notice[]>(KEY, (old) => old?.filter((one) => one.id !== notice.id));
  await ask(`/notices/${notice.id}/seen`, { method: "POST", body: {} }).catch(tellProblem);
}

function One({ notice }: { notice: Notice }) {
  const { t } = useTranslation();
  const format = useFormat();
  const close = () => void seen(notice);
  const give = () =>
    runCommand(notice.object, { id: notice.record, version: notice.version }, "share", {
      user: notice.by.id,
      rights: ["read"],
    }).then(() => {
      toast(t("notice.given", { name: notice.by.title }));
      close();
    }, tellRefusal);
  const answer = (command: "release" | "refuse") =>
    runCommand(notice.object, { id: notice.record, version: notice.version }, command).then(
      ({ message }) => {
        if (message) toast(message);
        close();
      },
      tellRefusal,
    );
  const asks = notice.kind === "request" || notice.kind === "applied";
  const many = notice.count > 1;
  const mine = JSON.stringify(["owner", "=", "me"]);
  const href = many
    ? listHref(notice.object, `?filter=${encodeURIComponent(mine)}&sort=-changed_at`)
    : recordHref(notice.object, notice.record);
  return (
    <article className="reminder">
      <header>
        <Icon name={asks ? "lock" : notice.kind === "event" ? "bell" : "share"} />
        <b>
          {notice.kind === "event"
            ? notice.what
            : t(`notice.${notice.kind}`, { name: notice.by.title })}
        </b>
        <span className="sp" />
        <IconButton small icon="close" label={t("action.close")} onClick={close} />
      </header>
      <Link className="m" href={href} onClick={asks ? undefined : close}>
        {many ? `${notice.many_title}: ${format.integer(notice.count)}` : notice.title}
      </Link>
      {notice.said && <span className="sm">{notice.said}</span>}
      <span className="mut sm">
        {notice.until
          ? t("notice.until", { until: format.shortMoment(notice.until) })
          : format.shortMoment(notice.at)}
      </span>
      {notice.kind === "request" && (
        <div className="row g4">
          <Button tone="primary" onClick={() => void give()}>
            {t("notice.give")}
          </Button>
          <Button onClick={close}>{t("notice.refuse")}</Button>
        </div>
      )}
      {notice.kind === "applied" && (
        <div className="row g4">
          <Button tone="primary" onClick={() => void answer("release")}>
            {t("notice.let_in")}
          </Button>
          <Button onClick={() => void answer("refuse")}>{t("notice.turn_away")}</Button>
        </div>
      )}
    </article>
  );
}

/** What others gave, shared or ask for: in a corner, until it was seen. */
export default function Notices() {
  const { t } = useTranslation();
  const notices = useQuery({
    queryKey: KEY,
    queryFn: async ({ signal }) => (await ask<{ items: Notice[] }>("/notices", { signal })).items,
  });
  const [all, setAll] = useState(false);
  const room = usePhone() ? ROOM.phone : ROOM.desk;
  const every = notices.data ?? [];
  const hidden = all ? 0 : Math.max(every.length - room, 0);
  const shown = every.slice(0, every.length - hidden);
  if (shown.length === 0) return null;
  return (
    <section className="reminders notices" aria-label={t("notice.title")} aria-live="polite">
      {hidden > 0 && (
        <Button className="remmore" icon="bell" onClick={() => setAll(true)}>
          {t("notice.more", { count: hidden })}
        </Button>
      )}
      {shown.map((one) => (
        <One key={one.id} notice={one} />
      ))}
    </section>
  );
}
