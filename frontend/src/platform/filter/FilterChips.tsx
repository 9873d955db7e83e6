import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { Filter, ObjectMeta } from "@/api/types";
import { useCommands } from "@/app/commands";
import { Icon } from "@/kit/Icon";
import { Popover } from "@/kit/Popover";
import { isImport, isSample, joinParts, partsOf } from "./model";
import { Sentence } from "./Sentence";

const FilterPanel = lazy(() => import("./FilterPanel"));

interface Props {
  object: ObjectMeta;
  filter: Filter | null;
  onChange: (filter: Filter | null) => void;
}

/** One chip per condition as a sentence: a click changes it, × removes it, F adds one. */
export function FilterChips({ object, filter, onChange }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number | null>(null);
  const parts = partsOf(filter);
  useCommands([
    {
      id: "filter.add",
      label: t("command.filter"),
      icon: "filter",
      shortcut: "f",
      run: () => setOpen(parts.length),
    },
  ]);
  const put = (index: number, part: Filter | null) => {
    const next = part
      ? [...parts.slice(0, index), part, ...parts.slice(index + 1)]
      : parts.toSpliced(index, 1);
    setOpen(null);
    onChange(joinParts(next));
  };
  const panel = (index: number) => () => (
    <Suspense>
      <FilterPanel
        object={object}
        part={parts[index] ?? null}
        onDone={(part) => put(index, part)}
      />
    </Suspense>
  );
  const opening = (index: number) => ({
    isOpen: open === index,
    onOpenChange: (on: boolean) => setOpen(on ? index : null),
  });
  return (
    <>
      {parts.map((part, index) => (
        <span key={JSON.stringify(part)} className="chip">
          {isImport(part) || isSample(part) ? (
            <span className="chipt">
              <Sentence filter={part} object={object} />
            </span>
          ) : (
            <Popover
              label={t("filter.title")}
              className="wide"
              {...opening(index)}
              trigger={
                <button type="button" className="chipt">
                  <Sentence filter={part} object={object} />
                </button>
              }
            >
              {panel(index)}
            </Popover>
          )}
          <button
            type="button"
            aria-label={t("filter.remove_number", { number: index + 1 })}
            onClick={() => put(index, null)}
          >
            <Icon name="close" size="s" />
          </button>
        </span>
      ))}
      <Popover
        label={t("filter.title")}
        className="wide"
        {...opening(parts.length)}
        trigger={
          <button type="button" className="chip add">
            <Icon name="plus" size="s" />
            {t("filter.title")}
          </button>
        }
      >
        {panel(parts.length)}
      </Popover>
    </>
  );
}
