import { useQuery } from "@tanstack/react-query";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import type { FileValue, LinkValue, ObjectMeta, Rec, Tone } from "@/api/types";
import type { TimelinePage } from "../timeline/model";
import { keepTimeline, knowsTimeline, PAGE, refreshTimeline } from "../timeline/use-timeline";

export interface RelatedList {
  items: Rec[];
  count: { value: number; exact: boolean } | null;
}

/** One stay of a record in a stage; `seconds` is null when the record is closed. */
export interface StageStay {
  stage: LinkValue & { color?: Tone | null };
  entered_at: string;
  left_at: string | null;
  seconds: number | null;
  by: LinkValue | null;
}

export interface CardParts {
  links?: Record<string, Rec>;
  timeline?: TimelinePage;
  related?: Record<string, RelatedList>;
  files?: FileValue[];
  stages?: StageStay[];
}

export type CardRecord = Rec & { with?: CardParts };

/** Rows of each related list. */
const RELATED = 5;

/** What a card of the object asks for beside the record, in the same call. */
function partsOf(object: ObjectMeta, id: string): string {
  const { features } = object;
  return [
    "links",
    `related:${RELATED}`,
    features.includes("timeline") && !knowsTimeline(object.name, id) ? `timeline:${PAGE}` : "",
    features.includes("files") ? "files" : "",
    object.board ? "stages" : "",
  ]
    .filter(Boolean)
    .join(",");
}

/** The whole card in one call. */
export function cardQuery(object: ObjectMeta, id: string) {
  return {
    queryKey: ["records", object.name, "one", id, "card"],
    queryFn: async ({ signal }: { signal: AbortSignal }): Promise<CardRecord> => {
      const query = { with: partsOf(object, id) };
      const record = await ask<CardRecord>(`/records/${object.name}/${id}`, { query, signal });
      if (record.with?.timeline) keepTimeline(object.name, id, record.with.timeline);
      return record;
    },
  };
}

export function useCard(object: ObjectMeta, id: string) {
  return useQuery(cardQuery(object, id));
}

/** Reads a card and its timeline again, after something was done on it. */
export async function refreshCard(object: string, id: string): Promise<void> {
  await Promise.all([
    queries.invalidateQueries({ queryKey: ["records", object, "one", id] }),
    refreshTimeline(object, id),
  ]);
}
