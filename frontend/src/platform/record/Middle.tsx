import { type DragEvent, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { ObjectMeta } from "@/api/types";
import { moduleFronts, partOf } from "../extensions";
import { Composer } from "../timeline/Composer";
import { UploadList } from "../timeline/FileDrop";
import { Timeline } from "../timeline/Timeline";
import { useUploads } from "../timeline/use-uploads";
import { type CardRecord, refreshCard } from "./card";

interface Props {
  object: ObjectMeta;
  record: CardRecord;
}

/** Files dropped anywhere on the middle of the card are attached. */
function useDrop(add: (files: Iterable<File>) => void, enabled: boolean) {
  const [over, setOver] = useState(false);
  const carries = (event: DragEvent) => enabled && event.dataTransfer.types.includes("Files");
  return {
    over,
    handlers: {
      onDragOver: (event: DragEvent) => {
        if (!carries(event)) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave: (event: DragEvent) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setOver(false);
      },
      onDrop: (event: DragEvent) => {
        setOver(false);
        if (!carries(event)) return;
        event.preventDefault();
        add([...event.dataTransfer.files]);
      },
    },
  };
}

/** What modules have to show over the timeline. */
function Tops({ object, record }: Props) {
  return (
    <Suspense>
      {moduleFronts().map(({ name, cardTops }) => {
        const load = cardTops?.[object.name];
        const Top = load && partOf(load);
        return Top && <Top key={name} record={record} />;
      })}
    </Suspense>
  );
}

/** Composer and timeline of a record. */
export function Middle({ object, record }: Props) {
  const { t } = useTranslation();
  const renew = () => void refreshCard(object.name, record.id);
  const uploads = useUploads(object.name, record.id, renew);
  const open = !record.deleted && record.can?.append_to !== false;
  const drop = useDrop(uploads.add, open && object.features.includes("files"));
  return (
    <div className={drop.over ? "mid over" : "mid"} {...drop.handlers}>
      <Tops object={object} record={record} />
      {open && (
        <Composer
          object={object}
          record={record}
          files={record.with?.files ?? []}
          uploads={uploads}
          onDone={renew}
        />
      )}
      <UploadList uploads={uploads.uploads} />
      {drop.over && <div className="dropnote">{t("entry.drop_here")}</div>}
      <Timeline object={object} id={record.id} />
    </div>
  );
}
