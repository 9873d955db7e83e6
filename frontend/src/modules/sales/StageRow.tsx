import type { KeyboardEvent } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, may } from "@/api/meta";
import type { LinkValue, ObjectMeta, Rec, Tone } from "@/api/types";
import { useFormat } from "@/app/format";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Menu } from "@/kit/Menu";
import { Tag } from "@/kit/Tag";

interface Props {
  stage: ObjectMeta;
  record: Rec;
  place: number;
  total: number;
  count: number;
  chosen: boolean;
  lifted: boolean;
  /** Where a held stage would come, while it is above this one. */
  over: "above" | "below" | null;
  editable: boolean;
  onChoose: () => void;
  onMove: (to: number) => void;
  onAdd: (at: number) => void;
  onRetire: () => void;
}

/** The rules of a stage in few words. */
function useRules(stage: ObjectMeta, record: Rec): string[] {
  const { t } = useTranslation();
  const format = useFormat();
  const many = (name: string) => (record[name] as unknown[] | null)?.length ?? 0;
  const kind = fieldOf(stage, "kind")?.options?.find((one) => one.value === record.kind);
  const named = (record.moves as LinkValue[] | null) ?? [];
  return [
    record.kind === "open" ? format.percent(String(record.probability ?? 0)) : (kind?.label ?? ""),
    record.rot_days ? t("funnel.rots", { count: Number(record.rot_days) }) : "",
    many("required") ? t("funnel.demands", { count: many("required") }) : "",
    named.length > 0 ? `→ ${named.map(({ title }) => title).join(", ")}` : "",
  ];
}

/** A stage as a line: moved by its handle, by Alt with an arrow, or from its menu. */
export function StageRow(props: Props) {
  const { stage, record, place, total, count, editable } = props;
  const { t } = useTranslation();
  const format = useFormat();
  const title = String(record.name);
  const rules = useRules(stage, record);
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!by) return;
    event.preventDefault();
    if (event.altKey) {
      if (editable) props.onMove(place + by);
      return;
    }
    const all = document.querySelectorAll<HTMLElement>(".fstages .fname");
    all[place + by]?.focus();
  };
  const shape = [
    "fstage",
    props.chosen ? "on" : "",
    props.lifted ? "src" : "",
    props.over ?? "",
    record.kind === "won" || record.kind === "lost" ? "end" : "",
  ];
  const entry = (id: string, label: string, run: () => void, disabled = false) => ({
    id,
    label,
    run,
    disabled,
  });
  return (
    <li
      className={shape.filter(Boolean).join(" ")}
      data-place={record.id}
      {...(editable ? { "data-card": record.id } : {})}
    >
      {editable && (
        <span className="fgrip" aria-hidden="true">
          <Icon name="drag" />
        </span>
      )}
      <button
        type="button"
        className="fname"
        aria-pressed={props.chosen}
        aria-keyshortcuts="Alt+ArrowUp Alt+ArrowDown"
        onClick={props.onChoose}
        onKeyDown={onKey}
      >
        <span className="fwho">
          <Tag tone={record.color as Tone | null}>{title}</Tag>
        </span>
        <span className="frules">
          {rules.map((rule, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: each rule has its place
            <span key={at} className="ell">
              {rule}
            </span>
          ))}
        </span>
        <span className="fcount" title={t("funnel.count")}>
          {format.integer(count)}
        </span>
      </button>
      {editable && (
        <Menu
          label={t("funnel.menu", { name: title })}
          placement="bottom end"
          groups={[
            {
              id: "move",
              entries: [
                entry("up", t("funnel.up"), () => props.onMove(place - 1), place === 0),
                entry("down", t("funnel.down"), () => props.onMove(place + 1), place === total - 1),
              ],
            },
            {
              id: "add",
              entries: may(stage, "create")
                ? [
                    entry("before", t("funnel.before"), () => props.onAdd(place)),
                    entry("after", t("funnel.after"), () => props.onAdd(place + 1)),
                  ]
                : [],
            },
            {
              id: "end",
              entries: may(stage, "delete")
                ? [{ ...entry("retire", t("funnel.retire"), props.onRetire), icon: "archive" }]
                : [],
            },
          ]}
        >
          <IconButton small icon="more" label={t("funnel.menu", { name: title })} />
        </Menu>
      )}
    </li>
  );
}
