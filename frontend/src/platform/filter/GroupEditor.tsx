import { useTranslation } from "react-i18next";
import type { Filter, ObjectMeta } from "@/api/types";
import { Button, IconButton } from "@/kit/Button";
import { Segmented } from "@/kit/inputs";
import { ConditionEditor } from "./ConditionEditor";
import { type Group, isGroup, isNegation, startCondition } from "./model";
import { useFieldChoices } from "./use-choices";

/** Groups within groups that can be built by hand; the server takes eight. */
const DEEPEST = 3;

interface Props {
  object: ObjectMeta;
  filter: Filter;
  onChange: (filter: Filter | null) => void;
  depth?: number;
  autoFocus?: boolean | undefined;
}

function GroupBox({
  object,
  group,
  onChange,
  depth,
}: Omit<Props, "filter"> & { group: Group; depth: number }) {
  const { t } = useTranslation();
  const [kind, ...parts] = group as [Group[0], ...Filter[]];
  const first = useFieldChoices(object)[0];
  const put = (index: number, part: Filter | null) => {
    const next = part ? parts.with(index, part) : parts.toSpliced(index, 1);
    onChange(next.length > 0 ? [kind, ...next] : null);
  };
  return (
    <fieldset className="group" aria-label={t(`filter.${kind}_all`)}>
      <Segmented
        label={t("filter.join")}
        value={kind}
        onValue={(next) => onChange([next, ...parts])}
        choices={[
          { value: "and", label: t("filter.and_all") },
          { value: "or", label: t("filter.or_all") },
        ]}
      />
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: parts of a filter have no identity beside their place
        <div key={index} className="gpart">
          <FilterEditor
            object={object}
            filter={part}
            onChange={(next) => put(index, next)}
            depth={depth + 1}
          />
          <IconButton
            small
            icon="close"
            label={t("filter.remove_part")}
            onClick={() => put(index, null)}
          />
        </div>
      ))}
      {first && (
        <div className="row g4">
          <Button
            tone="quiet"
            icon="plus"
            onClick={() => onChange([...group, startCondition(first)])}
          >
            {t("filter.add_condition")}
          </Button>
          {depth < DEEPEST && (
            <Button
              tone="quiet"
              icon="group"
              onClick={() => onChange([...group, ["or", startCondition(first)]])}
            >
              {t("filter.add_group")}
            </Button>
          )}
        </div>
      )}
    </fieldset>
  );
}

/** A condition, a group of them, or what must not hold. */
export function FilterEditor({ object, filter, onChange, depth = 0, autoFocus }: Props) {
  const { t } = useTranslation();
  if (isGroup(filter))
    return <GroupBox object={object} group={filter} onChange={onChange} depth={depth} />;
  if (isNegation(filter))
    return (
      <fieldset className="group" aria-label={t("filter.not")}>
        <span className="m">{t("filter.not")}</span>
        <FilterEditor
          object={object}
          filter={filter[1]}
          onChange={(next) => onChange(next && ["not", next])}
          depth={depth + 1}
        />
      </fieldset>
    );
  return (
    <ConditionEditor object={object} condition={filter} onChange={onChange} autoFocus={autoFocus} />
  );
}
