import { useEffect, useMemo, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { remove as removeEntry } from "@/api/records";
import type { ObjectMeta } from "@/api/types";
import { Failure, tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useTakeBack } from "../save/use-take-back";
import { capital } from "./capital";
import { Event } from "./Event";
import { byDay, FILTERS, type TimelineEvent, type TimelineFilter } from "./model";
import { refreshTimeline, useTimeline } from "./use-timeline";

interface Props {
  object: ObjectMeta;
  id: string;
}

/** Filters of things that not everybody has. */
const GUESTS = { tasks: "task", offers: "offer", letters: "letter" };

/** Filters of things the asker's firm has: no tasks without the module of tasks. */
function useFilters(): TimelineFilter[] {
  const { objects } = useMeta();
  const has = (guest: string) => Object.keys(objects).some((name) => name.endsWith(`.${guest}`));
  return (Object.keys(FILTERS) as TimelineFilter[]).filter(
    (filter) => !(filter in GUESTS) || has(GUESTS[filter as keyof typeof GUESTS]),
  );
}

function Head({ day }: { day: string }) {
  const { t } = useTranslation();
  const format = useFormat();
  const away = format.daysUntil(day);
  const words = format.longDay(day);
  if (away === 0) return <h2>{t("timeline.today", { day: words })}</h2>;
  if (away === -1) return <h2>{t("timeline.yesterday", { day: words })}</h2>;
  const year = day.slice(0, 4);
  return <h2>{capital(year === format.today().slice(0, 4) ? words : `${words} ${year}`)}</h2>;
}

/** Calls back when the end of the list comes into sight. */
function useEnd(onEnd: () => void) {
  const mark = useRef<HTMLDivElement>(null);
  const latest = useRef(onEnd);
  latest.current = onEnd;
  useEffect(() => {
    if (!mark.current) return;
    const watcher = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && latest.current(),
      { rootMargin: "400px" },
    );
    watcher.observe(mark.current);
    return () => watcher.disconnect();
  }, []);
  return mark;
}

/** Everything that happened to a record, newest first, by day. */
export function Timeline({ object, id }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const [filter, setFilter] = useState<TimelineFilter>("all");
  const takeBack = useTakeBack();
  const filters = useFilters();
  const stream = useTimeline(object.name, id, filter);
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = stream;
  const events = useMemo(() => data?.pages.flatMap((page) => page.items) ?? [], [data]);
  const days = useMemo(() => byDay(events, format.dayOf), [events, format]);
  const renew = () => void refreshTimeline(object.name, id);
  const end = useEnd(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  });
  const remove = async (event: TimelineEvent) => {
    try {
      const change = await removeEntry(`/entries/${event.id}`);
      toast(t("timeline.deleted"), { undo: takeBack(change) });
    } catch (error) {
      tellProblem(error);
    }
  };
  return (
    <section className="tl" aria-label={t("timeline.title")}>
      <fieldset className="tlf" aria-label={t("timeline.filter")}>
        {filters.map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={one === filter}
            onClick={() => setFilter(one)}
          >
            {t(`timeline.${one}`)}
          </button>
        ))}
      </fieldset>
      {stream.error && events.length === 0 && (
        <Failure error={stream.error} onRetry={() => void stream.refetch()} />
      )}
      {stream.isPending && (
        <Late>
          <p className="mut3">{t("state.loading")}</p>
        </Late>
      )}
      {days.map(({ day, events: ofDay }) => (
        <div key={day} className="tlday">
          <Head day={day} />
          {ofDay.map((event) => (
            <Event
              key={event.id}
              event={event}
              home={{ object: object.name, id }}
              onChanged={renew}
              onDelete={(one) => void remove(one)}
            />
          ))}
        </div>
      ))}
      {stream.isSuccess && events.length === 0 && (
        <p className="mut3 tlempty">
          {t(filter === "all" ? "timeline.empty" : "timeline.empty_kind")}
        </p>
      )}
      <div ref={end} />
      {hasNextPage && (
        <Button tone="quiet" className="start" onClick={() => void fetchNextPage()}>
          {t("timeline.more")}
        </Button>
      )}
    </section>
  );
}
