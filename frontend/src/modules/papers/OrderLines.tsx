import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import type { ObjectMeta, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Popover } from "@/kit/Popover";
import { lineFields } from "./paper";

interface Billed {
  lines: {
    id: string;
    name: string;
    unit: string;
    ordered: string;
    issued: string;
    delivered: string;
  }[];
}

interface Props {
  object: ObjectMeta;
  record: Rec;
}

function Table({ object, record }: Props) {
  const { t } = useTranslation();
  const format = useFormat();
  const found = useQuery({
    queryKey: ["records", object.name, "billed", record.id],
    queryFn: () => ask<Billed>(`/records/${object.name}/${record.id}/billed`),
    staleTime: 0,
  });
  const units = lineFields(object).find((field) => field.name === "unit")?.options ?? [];
  const unitOf = (value: string) => units.find((unit) => unit.value === value)?.label ?? "";
  if (!found.data) return <p className="mut">{t("state.loading")}</p>;
  return (
    <table className="t fulfilled">
      <thead>
        <tr>
          <th scope="col">{t("offer.item")}</th>
          <th scope="col" className="r">
            {t("offer.ordered")}
          </th>
          <th scope="col" className="r">
            {t("offer.delivered")}
          </th>
          <th scope="col" className="r">
            {t("offer.invoiced")}
          </th>
        </tr>
      </thead>
      <tbody>
        {found.data.lines.map((line) => (
          <tr key={line.id}>
            <td>{line.name}</td>
            <td className="r nw">
              {format.number(line.ordered)} {unitOf(line.unit)}
            </td>
            <td className="r nw">{format.number(line.delivered)}</td>
            <td className="r nw">{format.number(line.issued)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** How much of each line of an order is handed over and invoiced. */
export function OrderLines(props: Props) {
  const { t } = useTranslation();
  return (
    <Popover
      label={t("offer.fulfilment")}
      trigger={
        <Button tone="quiet" chevron>
          {t("offer.fulfilment")}
        </Button>
      }
    >
      {() => <Table {...props} />}
    </Popover>
  );
}
