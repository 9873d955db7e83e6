import "./layouts.css";
import { useParams, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { useList } from "@/api/records";
import type { Filter, ObjectMeta, Rec } from "@/api/types";
import { parseSearch } from "@/app/address";
import { Failure } from "@/app/errors";
import { useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { Late } from "@/kit/states";
import type { AnyDefinition } from "./definition";
import { Editor } from "./Editor";
import { arrangeHref, LAYOUT, roleOf, type Trial, useLayouts, useTrial } from "./layout-api";
import { fromDefinition, fromMeta, type Place } from "./model";

const PLACES: Place[] = ["form", "quick", "caller"];

/** Arranges a form; `place`, `role` and `record` (a sample) stand in the address where wanted. */
export default function ArrangeScreen() {
  const text = useRouterState({ select: (state) => state.location.searchStr });
  const { object: name = "" } = useParams({ strict: false });
  const { place = "form", role = "", record = "" } = parseSearch(text);
  const object = useObject(name);
  const allowed = useObject(LAYOUT);
  const open = may(allowed, "write") || may(allowed, "create");
  const known = PLACES.find((one) => one === place);
  if (!object || !open || !known) return <NotFound />;
  return (
    <Loaded
      key={`${name} ${known} ${role}`}
      object={object}
      place={known}
      role={role}
      sample={record}
    />
  );
}

interface LoadedProps {
  object: ObjectMeta;
  place: Place;
  role: string;
  sample: string;
}

function Loaded({ object, place, role, sample }: LoadedProps) {
  const { t } = useTranslation();
  const go = useGo();
  const layouts = useLayouts(object.name);
  const standard = useTrial({ object: object.name, place: "form", definition: null, role: null });
  const record = useSample(object, sample);
  const error = layouts.error ?? standard.error;
  if (error) return <Failure error={error} onRetry={() => void layouts.refetch()} />;
  if (!layouts.data || !standard.data) return <Late>{t("state.loading")}</Late>;
  const all = layouts.data.pages
    .flatMap((page) => page.items)
    .filter((one) => one.place === place && !one.deleted);
  const change = (part: Record<string, string>) =>
    go(arrangeHref(object.name, { place, role, record: sample, ...part }), true);
  return (
    <Editor
      object={object}
      place={place}
      role={role}
      saved={all}
      start={startOf(all, standard.data, place, role)}
      standard={standard.data}
      sample={record}
      onPlace={(next) => change({ place: next, role: "" })}
      onRole={(next) => change({ role: next })}
    />
  );
}

/** A new layout of a role begins with what everybody has, that with what the program brings. */
function startOf(all: Rec[], standard: Trial, place: Place, role: string) {
  const found = all.find((one) => roleOf(one) === role) ?? all.find((one) => roleOf(one) === "");
  return found ? fromDefinition(found.definition as AnyDefinition) : fromMeta(standard, place);
}

/** The record whose values are shown: the one somebody came from, else the first there is. */
function useSample(object: ObjectMeta, id: string): Rec | undefined {
  const filter: Filter | null = id ? ["id", "=", id] : null;
  const found = useList(object.name, { filter, fields: ["*"], limit: 1 }, may(object, "read"));
  return found.data?.pages[0]?.items[0];
}
