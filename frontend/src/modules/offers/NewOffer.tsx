import { useQuery } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta, useObject } from "@/api/meta";
import type { LinkValue, ObjectMeta, Rec } from "@/api/types";
import { parseSearch } from "@/app/address";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { Late } from "@/kit/states";
import { titleOf } from "@/platform/values/RecordPicker";
import { OfferEditor } from "./OfferEditor";
import { type Draft, OFFER } from "./offer";
import { askSums } from "./use-sums";

type Objects = Record<string, ObjectMeta>;

async function titled(objects: Objects, target: string, id: string): Promise<LinkValue> {
  const object = objects[target];
  if (!object) return { id, title: "" };
  const record = await ask<Rec>(`/records/${target}/${id}`);
  return { id, title: titleOf(object, record) };
}

/** What the server's rules put into a new offer: the deal's client, the firm's texts and dates. */
async function begin(objects: Objects, object: ObjectMeta, asked: Record<string, string>) {
  const fields = object.fields.filter((field) => !field.read_only && field.kind !== "lines");
  const given = fields.filter((field) => asked[field.name]).map((field) => field.name);
  const wanted = Object.fromEntries(given.map((name) => [name, asked[name]]));
  const subject = asked.text ? { subject: asked.text } : {};
  const terms = await askSums({ ...subject, ...wanted, lines: [] });
  const values = fields
    .filter((field) => terms[field.name] != null)
    .map(async (field) => {
      const value = terms[field.name];
      const link = field.kind === "link" && field.target && typeof value === "string";
      return [field.name, link ? await titled(objects, field.target ?? "", value) : value] as const;
    });
  return { values: Object.fromEntries(await Promise.all(values)), lines: [] } satisfies Draft;
}

function Fresh({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const asked = parseSearch(search);
  const start = useQuery({
    queryKey: ["records", OFFER, "begin", asked],
    queryFn: () => begin(objects, object, asked),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (start.error) return <Failure error={start.error} onRetry={() => void start.refetch()} />;
  if (!start.data) return <Late>{t("state.loading")}</Late>;
  const fresh = Object.keys(asked).length > 0;
  return <OfferEditor object={object} record={null} base={start.data} fresh={fresh} />;
}

/** A new offer; `?deal=`, `?company=` and the like say for whom, `?text=` what it is about. */
export default function NewOffer() {
  const object = useObject(OFFER);
  return object ? <Fresh object={object} /> : <NotFound />;
}
