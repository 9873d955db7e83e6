import { type KeyboardEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";
import { Select } from "@/kit/inputs";
import { Popover } from "@/kit/Popover";
import type { ImportColumn, ImportTarget } from "./import-api";

interface Props {
  column: ImportColumn;
  targets: ImportTarget[];
  /** Null skips the column. */
  onTarget: (target: string | null, kind: string | null) => void;
}

const nameOf = (target: ImportTarget) =>
  target.group ? `${target.group} → ${target.title}` : target.title;

interface ListProps extends Props {
  close: () => void;
}

/** Search on top, the fields by group below; arrows choose, Enter takes. */
function TargetList({ column, targets, onTarget, close }: ListProps) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState("");
  const [at, setAt] = useState(0);
  const wanted = typed.trim().toLocaleLowerCase();
  const found = targets.filter((one) => nameOf(one).toLocaleLowerCase().includes(wanted));
  const offered: (ImportTarget | null)[] = wanted ? found : [null, ...found];
  const take = (target: ImportTarget | null) => {
    const same = target?.kinds?.some((kind) => kind.value === column.kind);
    onTarget(target?.id ?? null, target?.kinds ? (same ? column.kind : null) : null);
    close();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    if (step) {
      event.preventDefault();
      const next = Math.min(Math.max(at + step, 0), offered.length - 1);
      setAt(next);
      document.getElementById(`${id}-${next}`)?.scrollIntoView({ block: "nearest" });
    }
    const chosen = offered[at];
    if (event.key === "Enter" && chosen !== undefined) {
      event.preventDefault();
      take(chosen);
    }
  };
  return (
    <div className="targets">
      <input
        className="inp"
        role="combobox"
        aria-expanded="true"
        aria-controls={id}
        aria-activedescendant={`${id}-${at}`}
        aria-label={t("import.find_target")}
        placeholder={t("import.find_target")}
        // biome-ignore lint/a11y/noAutofocus: opened to be searched
        autoFocus
        value={typed}
        onChange={(event) => {
          setTyped(event.target.value);
          setAt(0);
        }}
        onKeyDown={onKeyDown}
      />
      <div id={id} role="listbox" aria-label={t("import.target")} className="targetlist">
        {offered.map((target, index) => (
          <button
            key={target?.id ?? ""}
            id={`${id}-${index}`}
            type="button"
            role="option"
            tabIndex={-1}
            aria-selected={index === at}
            className={index === at ? "mi on" : "mi"}
            onClick={() => take(target)}
          >
            <span className="ell">{target ? target.title : t("import.skip")}</span>
            <span className="mut3 sm">{target?.group}</span>
          </button>
        ))}
        {offered.length === 0 && <p className="mh">{t("picker.nothing")}</p>}
      </div>
    </div>
  );
}

/** Where a column goes, and its kind where the field holds several (mobile, work …). */
export function TargetSelect(props: Props) {
  const { column, targets, onTarget } = props;
  const { t } = useTranslation();
  const target = targets.find((one) => one.id === column.target);
  const words = target ? nameOf(target) : t("import.skip");
  return (
    <span className="row g4">
      <Popover
        label={t("import.target_of", { column: column.title, target: words })}
        trigger={
          <button
            type="button"
            className="inp pick"
            aria-label={t("import.target_of", { column: column.title, target: words })}
          >
            <span className={target ? "ell" : "ell mut3"}>{words}</span>
            <Icon name="chevron-down" size="s" />
          </button>
        }
      >
        {(close) => <TargetList {...props} close={close} />}
      </Popover>
      {target?.kinds && (
        <Select
          aria-label={t("import.kind_of", { column: column.title })}
          value={column.kind ?? ""}
          empty={t("import.any_kind")}
          choices={target.kinds}
          onValue={(kind) => onTarget(target.id, kind || null)}
        />
      )}
    </span>
  );
}
