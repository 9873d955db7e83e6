import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { askRaw } from "@/api/client";
import { may, useObject } from "@/api/meta";
import type { Rec } from "@/api/types";
import { Late } from "@/kit/states";

const OFFER = "offers.offer";

/** A made-up offer of the firm, drawn anew after every saved change. */
export function Sample({ record }: { record: Rec }) {
  const { t } = useTranslation();
  const offers = useObject(OFFER);
  const [address, setAddress] = useState("");
  const line = (name: string, amount: string) => ({
    name,
    quantity: "2",
    ...(record.currency ? { price: { amount, currency: record.currency } } : {}),
  });
  const body = {
    firm: record.id,
    language: record.language,
    currency: record.currency,
    subject: t("firm.sample_subject"),
    lines: [line(t("firm.sample_goods"), "1250"), line(t("firm.sample_work"), "300")],
  };
  const page = useQuery({
    queryKey: ["records", "documents.firm", "sample", record.id, record.version, body],
    queryFn: async ({ signal }) => {
      const answer = await askRaw("/papers/offers.offer/preview.png", {
        method: "POST",
        body,
        signal,
      });
      return answer.blob();
    },
    enabled: may(offers, "create") && may(offers, "print") && !record.deleted,
    placeholderData: (before) => before,
    gcTime: 10_000,
  });
  const blob = page.data;
  useEffect(() => {
    if (!blob) return;
    const made = URL.createObjectURL(blob);
    setAddress(made);
    return () => URL.revokeObjectURL(made);
  }, [blob]);
  if (!may(offers, "create")) return null;
  return (
    <div className="sec sample" aria-busy={page.isFetching}>
      <h2>{t("firm.sample")}</h2>
      {page.error && <p className="mut sm">{page.error.message}</p>}
      {address ? <img src={address} alt={t("firm.sample")} /> : <Late>{t("state.loading")}</Late>}
    </div>
  );
}
