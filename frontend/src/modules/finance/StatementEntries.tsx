import "./statement.css";
import { useInfiniteQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { useFormat } from "@/app/format";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { recordHref } from "@/platform/addresses";
import type { CardTopProps } from "@/platform/extensions";
import { type Booking, bookingsOf, STATEMENT } from "./statement";

const PAYMENT = "finance.payment";

/** The bookings in the file, and what became of each: shown before anything is booked. */
export default function StatementEntries({ record }: CardTopProps) {
  const { t } = useTranslation();
  const found = useInfiniteQuery({
    queryKey: ["records", STATEMENT, "entries", record.id, record.version],
    queryFn: ({ pageParam, signal }) => bookingsOf(record.id, pageParam, signal),
    initialPageParam: 0,
    getNextPageParam: (last, pages) => {
      const shown = pages.reduce((sum, page) => sum + page.items.length, 0);
      return last.items.length > 0 && shown < last.count ? shown : undefined;
    },
    enabled: Boolean(record.file),
    retry: false,
  });
  const items = found.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section className="bookings" aria-label={t("finance.entries")}>
      <table className="t">
        <thead>
          <tr>
            <th scope="col">{t("finance.day")}</th>
            <th scope="col" className="who">
              {t("finance.party")}
            </th>
            <th scope="col" className="r">
              {t("finance.amount")}
            </th>
            <th scope="col">{t("finance.state")}</th>
          </tr>
        </thead>
        <tbody>
          {items.map((one, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file do not move
            <Row key={index} one={one} />
          ))}
        </tbody>
      </table>
      {found.hasNextPage && (
        <Button tone="quiet" onClick={() => void found.fetchNextPage()}>
          {t("finance.more")}
        </Button>
      )}
    </section>
  );
}

function Row({ one }: { one: Booking }) {
  const { t } = useTranslation();
  const format = useFormat();
  return (
    <tr>
      <td className="nw">{format.shortDay(one.day)}</td>
      <td className="who">
        {one.party || one.party_account || "–"}
        <div className="mut sm purpose" title={one.purpose}>
          {one.purpose}
        </div>
      </td>
      <td className="r nw num">{format.money(one.amount)}</td>
      <td className="nw">
        {one.payment ? (
          <Link href={recordHref(PAYMENT, one.payment)}>{t(`finance.${one.state}`)}</Link>
        ) : (
          t(`finance.${one.state}`)
        )}
      </td>
    </tr>
  );
}
