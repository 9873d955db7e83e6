import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { askRaw } from "@/api/client";
import { may, useObject } from "@/api/meta";
import type { Rec } from "@/api/types";
import { Late } from "@/kit/states";

/** Words by which a design names kinds of paper, and the objects they are. */
const OBJECTS: Record<string, string> = {
  offer: "offers.offer",
  order: "billing.order",
  invoice: "billing.invoice",
  act: "billing.delivery",
};

interface Props {
  /** The saved record whose look is shown; a new version draws the sample anew. */
  record: Rec;
  /** The own firm, the usual one where it is missing, and the language of the paper. */
  firm?: string;
  language: string;
  /** Word of the kind of paper. */
  paper?: string;
}

/** A made-up paper, drawn anew after every saved change. */
export function Sample({ record, firm, language, paper = "offer" }: Props) {
  const { t } = useTranslation();
  const name = OBJECTS[paper] ?? "offers.offer";
  const object = useObject(name);
  const [address, setAddress] = useState("");
  const line = (title: string, price: string) => ({ name: title, quantity: "2", price });
  const body = {
    ...(firm ? { firm } : {}),
    language,
    subject: t("firm.sample_subject"),
    lines: [line(t("firm.sample_goods"), "1250"), line(t("firm.sample_work"), "300")],
  };
  const page = useQuery({
    queryKey: ["records", "documents.design", "sample", record.id, record.version, name, body],
    queryFn: async ({ signal }) => {
      const answer = await askRaw(`/papers/${name}/preview.png`, { method: "POST", body, signal });
      return answer.blob();
    },
    enabled: may(object, "create") && may(object, "print") && !record.deleted,
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
  if (!may(object, "create")) return null;
  return (
    <div className="sec sample" aria-busy={page.isFetching}>
      <h2>{t("firm.sample")}</h2>
      {page.error && <p className="mut sm">{page.error.message}</p>}
      {address ? <img src={address} alt={t("firm.sample")} /> : <Late>{t("state.loading")}</Late>}
    </div>
  );
}
