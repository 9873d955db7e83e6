import { type DragEvent, type KeyboardEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { reloadMeta, useObject } from "@/api/meta";
import { listRecords, patchRecord } from "@/api/records";
import type { Field, ObjectMeta } from "@/api/types";
import { Icon } from "@/kit/Icon";
import { Tag } from "@/kit/Tag";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { KIND_ICONS } from "@/platform/shaping/kinds";

/** Kinds that only built-in fields have, so that the choices of kinds do not name them. */
const BUILT_ONLY = ["messengers", "lines", "record"] as const;

interface Props {
  object: ObjectMeta;
  /** Opens the window of a field of one's own. */
  onOpen: (id: string) => void;
  /** Opens the window of a field of the program, for who may set it otherwise. */
  onSet?: ((field: Field) => void) | undefined;
}

/** All fields of an object; those of one's own can be opened and put into another order. */
export function FieldTable({ object, onOpen, onSet }: Props) {
  const { t } = useTranslation();
  const kinds = useObject("meta.field")?.fields.find((field) => field.name === "kind")?.options;
  const own = object.fields.filter((field) => field.shaped_by);
  const built = object.fields.filter((field) => !field.shaped_by);
  const [dragged, setDragged] = useState<string | null>(null);
  const reorder = async (name: string, to: number) => {
    const names = own.map((field) => field.name).filter((one) => one !== name);
    names.splice(Math.max(0, to), 0, name);
    await place(object, own, names).catch(tellRefusal);
    requestAnimationFrame(() => document.getElementById(`own-${name}`)?.focus());
  };
  const onKey = (event: KeyboardEvent, field: Field, at: number) => {
    const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
    if (event.altKey && by) {
      event.preventDefault();
      void reorder(field.name, at + by);
    }
  };
  const onDrop = (event: DragEvent, at: number) => {
    event.preventDefault();
    if (dragged) void reorder(dragged, at);
    setDragged(null);
  };
  const kindWords = (field: Field) => {
    const builtOnly = BUILT_ONLY.find((kind) => kind === field.kind);
    if (builtOnly) return t(`system.kind_${builtOnly}`);
    return kinds?.find((option) => option.value === field.kind)?.label ?? "";
  };
  const row = (field: Field, at: number) => {
    const mine = field.shaped_by;
    const target = {
      onDragOver: (event: DragEvent) => dragged && event.preventDefault(),
      // Below the own fields stand the built-in ones: what is let go there becomes the last.
      onDrop: (event: DragEvent) => onDrop(event, mine ? at : own.length),
    };
    const dragging = mine
      ? {
          ...target,
          draggable: true,
          onDragStart: (event: DragEvent) => {
            // Some browsers carry nothing that has no data.
            event.dataTransfer.setData("text/plain", field.label);
            setDragged(field.name);
          },
          onDragEnd: () => setDragged(null),
        }
      : target;
    return (
      <tr key={field.name} {...dragging} className={dragged === field.name ? "dragged" : ""}>
        <td className="mover">{mine && <Icon name="drag" />}</td>
        <td>
          <span className="row g8">
            <Icon name={KIND_ICONS[field.kind] ?? "text"} />
            {mine ? (
              <button
                type="button"
                id={`own-${field.name}`}
                className="link"
                onClick={() => onOpen(mine)}
                onKeyDown={(event) => onKey(event, field, at)}
              >
                {field.label}
              </button>
            ) : onSet ? (
              <button type="button" className="link" onClick={() => onSet(field)}>
                {field.label}
              </button>
            ) : (
              field.label
            )}
          </span>
        </td>
        <td className="mono mut3 hide-m">{field.name}</td>
        <td className="mut hide-m">{kindWords(field)}</td>
        <td>
          <span className="row g4">
            {mine && <Tag tone="info">{t("system.own")}</Tag>}
            {field.set_by && <Tag tone="info">{t("system.set")}</Tag>}
            {field.required && <Tag>{t("system.required")}</Tag>}
            {field.computed && <Tag>{t("system.computed")}</Tag>}
          </span>
        </td>
      </tr>
    );
  };
  return (
    <table className="settable">
      <thead>
        <tr>
          <th aria-label={t("system.order")} />
          <th>{t("system.field")}</th>
          <th className="hide-m">{t("shape.api_name")}</th>
          <th className="hide-m">{t("shape.kind")}</th>
          <th>{t("system.note")}</th>
        </tr>
      </thead>
      <tbody>
        {own.map(row)}
        {built.map(row)}
      </tbody>
    </table>
  );
}

/** Gives the fields the places of their new order; only those that move are written. */
async function place(object: ObjectMeta, own: Field[], names: string[]): Promise<void> {
  const found = await listRecords("meta.field", {
    filter: ["object", "=", object.name],
    fields: ["number", "position"],
    limit: 200,
  });
  for (const record of found.items) {
    const at = names.indexOf(`f_${record.number}`);
    const position = (at + 1) * 10;
    const known = own.some((field) => field.shaped_by === record.id);
    if (at >= 0 && known && record.position !== position)
      await patchRecord("meta.field", record.id, record.version, { position });
  }
  await reloadMeta();
}
