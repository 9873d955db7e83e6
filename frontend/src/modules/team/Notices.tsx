import "@/styles/reminders.css";
import { useQuery } from "@tanstack/react-query";
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
import { listHref, recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";

interface Notice {
  id: string;
  kind: "share" | "assign" | "request";
  at: string;
  by: LinkValue;
  object: string;
  many_title: string;
  record: string;
  title: string;
  version: number;
  count: number;
  until: string | null;
}

const KEY = ["notices"];
/** So many stand there at once; the others follow. */
const ROOM = 3;

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
  const many = notice.count > 1;
  const mine = JSON.stringify(["owner", "=", "me"]);
  const href = many
    ? listHref(notice.object, `?filter=${encodeURIComponent(mine)}&sort=-changed_at`)
    : recordHref(notice.object, notice.record);
  return (
    <article className="reminder">
      <header>
        <Icon name={notice.kind === "request" ? "lock" : "share"} />
        <b>{t(`notice.${notice.kind}`, { name: notice.by.title })}</b>
        <span className="sp" />
        <IconButton small icon="close" label={t("action.close")} onClick={close} />
      </header>
      <Link className="m" href={href} onClick={notice.kind === "request" ? undefined : close}>
        {many ? `${notice.many_title}: ${format.integer(notice.count)}` : notice.title}
      </Link>
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
  const shown = (notices.data ?? []).slice(0, ROOM);
  if (shown.length === 0) return null;
  return (
    <section className="reminders notices" aria-label={t("notice.title")} aria-live="polite">
      {shown.map((one) => (
        <One key={one.id} notice={one} />
      ))}
    </section>
  );
}
