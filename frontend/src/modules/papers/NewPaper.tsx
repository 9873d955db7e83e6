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
import { PaperEditor } from "./PaperEditor";
import { type Draft, lineFields } from "./paper";
import { askSums } from "./use-sums";

/** "/o/offers.offer/new" is about offers. */
const objectIn = (path: string) => path.split("/").at(-2) ?? "";

type Objects = Record<string, ObjectMeta>;

async function titled(objects: Objects, target: string, id: string): Promise<LinkValue> {
  const object = objects[target];
  if (!object) return { id, title: "" };
  const record = await ask<Rec>(`/records/${target}/${id}`);
  return { id, title: titleOf(object, record) };
}

/** What the server's rules put into a new paper: the deal's client, the firm's texts and dates. */
async function begin(objects: Objects, object: ObjectMeta, asked: Record<string, string>) {
  const fields = object.fields.filter((field) => !field.read_only && field.kind !== "lines");
  const given = fields.filter((field) => asked[field.name]).map((field) => field.name);
  const wanted = Object.fromEntries(given.map((name) => [name, asked[name]]));
  const subject = asked.text ? { subject: asked.text } : {};
  const terms = await askSums(object.name, { ...subject, ...wanted });
  const values = fields
    .filter((field) => terms[field.name] != null)
    .map(async (field) => {
      const value = terms[field.name];
      const link = field.kind === "link" && field.target && typeof value === "string";
      return [field.name, link ? await titled(objects, field.target ?? "", value) : value] as const;
    });
  // The time until the offer is sent is counted from the moment at which somebody began to type.
  const begun = fields.some((field) => field.name === "begun_at" && !terms.begun_at)
    ? { begun_at: new Date().toISOString() }
    : {};
  const columns = lineFields(object).filter((field) => !field.read_only);
  const lines = terms.lines.map((line) => ({
    ...Object.fromEntries(columns.map(({ name }) => [name, line[name]])),
    id: line.id,
  }));
  return {
    values: { ...begun, ...Object.fromEntries(await Promise.all(values)) },
    lines,
  } satisfies Draft;
}

function Fresh({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const asked = parseSearch(search);
  const start = useQuery({
    queryKey: ["records", object.name, "begin", asked],
    queryFn: () => begin(objects, object, asked),
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
  });
  if (start.error) return <Failure error={start.error} onRetry={() => void start.refetch()} />;
  if (!start.data) return <Late>{t("state.loading")}</Late>;
  const fresh = Object.keys(asked).length > 0;
  return <PaperEditor object={object} record={null} base={start.data} fresh={fresh} />;
}

/** A new paper; `?deal=`, `?offer=` and the like say what it is made from, `?text=` what it is about. */
export default function NewPaper() {
  const path = useRouterState({ select: (state) => state.location.pathname });
  const object = useObject(objectIn(path));
  return object ? <Fresh object={object} /> : <NotFound />;
}
