import "./einvoice.css";
import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import type { CardTopProps } from "@/platform/extensions";
import { BILL, countPages, pageOf } from "./bill";

/** The pages of the received file, beside the fields that were read out of it. */
export default function BillPages({ record }: CardTopProps) {
  const { t } = useTranslation();
  const pages = useQuery({
    queryKey: ["records", BILL, "pages", record.id],
    queryFn: ({ signal }) => countPages(record.id, signal),
    enabled: Boolean(record.file),
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  const numbers = Array.from({ length: pages.data ?? 0 }, (_, index) => index + 1);
  if (numbers.length === 0) return null;
  return (
    <section className="billpages" aria-label={t("einvoice.pages")}>
      {numbers.map((page) => (
        <img
          key={page}
          src={pageOf(record.id, page)}
          alt={t("einvoice.page", { page })}
          loading="lazy"
        />
      ))}
    </section>
  );
}
