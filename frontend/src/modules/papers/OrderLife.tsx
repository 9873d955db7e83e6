import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { fieldOf } from "@/api/meta";
import type { LinkValue, Money, ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Value } from "@/platform/values";
import { OrderLines } from "./OrderLines";

/** The object whose records go through steps. */
export const ORDER = "billing.order";

interface Step {
  status: { value: string };
  entered_at: string;
  by: LinkValue | null;
}

interface Props {
  object: ObjectMeta;
  record: Rec;
}

/** The steps an order went, with who took each and when, and what of it is not invoiced. */
export function OrderLife({ object, record }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const steps = useQuery({
    queryKey: ["records", object.name, "steps", record.id, record.version],
    queryFn: () => ask<Step[]>(`/records/${object.name}/${record.id}/steps`),
    placeholderData: (before) => before,
  });
  const status = fieldOf(object, "status");
  const left = record.unbilled as Money | null | undefined;
  if (!status || !steps.data?.length) return null;
  return (
    <div className="life">
      <ol aria-label={t("offer.life")}>
        {steps.data.map((step) => (
          <li key={step.entered_at}>
            <Value field={status} value={step.status.value} />
            <span className="mut sm nw">
              {[step.by?.title, format.shortMoment(step.entered_at)].filter(Boolean).join(" · ")}
            </span>
          </li>
        ))}
      </ol>
      {left && (
        <span className="mut sm nw">{t("offer.unbilled", { sum: format.money(left) })}</span>
      )}
      <OrderLines object={object} record={record} />
    </div>
  );
}
