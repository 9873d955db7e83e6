import { type KeyboardEvent, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rec } from "@/api/types";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Checkbox, TextInput } from "@/kit/inputs";

interface Props {
  record: Rec;
  place: number;
  total: number;
  /** Belongs to some pipelines alone. */
  only: boolean;
  over: boolean;
  lifted: boolean;
  editable: boolean;
  retirable: boolean;
  onName: (name: string) => void;
  onOnly: (only: boolean) => void;
  onMove: (to: number) => void;
  onRetire: () => void;
}

/** A reason of loss: its name is edited where it stands, Enter or leaving saves. */
export function ReasonRow(props: Props) {
  const { record, place, total, only, editable } = props;
  const { t } = useTranslation();
  const title = String(record.name);
  const [name, setName] = useState(title);
  useEffect(() => setName(title), [title]);
  const keep = () => {
    if (name.trim() && name.trim() !== title) props.onName(name.trim());
    else setName(title);
  };
  const onKey = (event: KeyboardEvent) => {
    const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (by && event.altKey) props.onMove(place + by);
    else if (event.key === "Enter") keep();
    else if (event.key === "Escape") setName(title);
    else return;
    event.preventDefault();
  };
  const shape = ["fstage", props.lifted ? "src" : "", props.over ? "above" : ""];
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
      <TextInput
        aria-label={title}
        className="sp"
        value={name}
        readOnly={!editable}
        maxLength={120}
        onValue={setName}
        onBlur={keep}
        onKeyDown={onKey}
      />
      <label className="row g4 nw">
        <Checkbox checked={only} disabled={!editable} onValue={props.onOnly} />
        {t("funnel.only_here")}
      </label>
      {editable && (
        <>
          <IconButton
            small
            icon="chevron-up"
            label={t("columns.up", { label: title })}
            disabled={place === 0}
            onClick={() => props.onMove(place - 1)}
          />
          <IconButton
            small
            icon="chevron-down"
            label={t("columns.down", { label: title })}
            disabled={place === total - 1}
            onClick={() => props.onMove(place + 1)}
          />
        </>
      )}
      {props.retirable && (
        <IconButton
          small
          icon="archive"
          label={t("funnel.retire_named", { name: title })}
          onClick={props.onRetire}
        />
      )}
    </li>
  );
}
