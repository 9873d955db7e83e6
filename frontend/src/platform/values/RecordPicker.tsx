import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta, useObject } from "@/api/meta";
import { useList } from "@/api/records";
import type { Filter, LinkValue, ObjectMeta, Rec } from "@/api/types";
import { IconButton } from "@/kit/Button";
import type { PickerItem } from "@/kit/Picker";
import { useDebounced } from "@/kit/use-debounced";
import type { EditProps } from "./kind";
import { useWords } from "./words";

const Picker = lazy(() => import("@/kit/Picker"));

const USER = "access.user";
const ROWS = 20;
/** Fields of the second line; two tell records of one name apart. */
const NOTES = 2;
/** Without their names these say nothing. */
const BARE: ReadonlySet<string | undefined> = new Set(["bool", "integer", "number", "percent"]);

export function titleOf(object: ObjectMeta, record: Rec): string {
  const value = record[object.title_field];
  return value == null || value === "" ? String(record.id) : String(value);
}

/** Records of an object by typed text, each with a line that tells it apart. */
function useCandidates(
  target: string,
  typed: string,
  filter: Filter | null = null,
): { found: PickerItem[]; settled: boolean } {
  const object = useObject(target);
  const words = useWords();
  const search = useDebounced(typed, 120);
  const telling = (name: string) =>
    name !== object?.title_field && !BARE.has(object?.fields.find((f) => f.name === name)?.kind);
  const notes = object?.columns.filter(telling).slice(0, NOTES) ?? [];
  const fields = object ? [object.title_field, ...notes] : [];
  const list = useList(target, { search, limit: ROWS, fields, filter }, object !== undefined);
  if (!object) return { found: [], settled: false };
  const found = (list.data?.pages[0]?.items ?? []).map((item) => ({
    id: item.id,
    title: titleOf(object, item),
    icon: object.icon,
    note: notes
      .map((name) => words(object, name, item[name]))
      .filter(Boolean)
      .join(" · "),
  }));
  return { found, settled: search === typed && !list.isFetching };
}

type Given = LinkValue | string | null | undefined;

interface Props extends EditProps {
  target: string;
  /** Filters take ids and "me" for links to users; editors take links with their titles. */
  forFilter?: boolean;
  /** A record that may not be chosen: the one it would be linked to itself. */
  without?: string;
}

const idOf = (value: Given) => (typeof value === "object" ? value?.id : value) ?? null;

/** Chooses one record of an object. */
export function RecordPicker({
  field,
  target,
  value,
  onChange,
  forFilter,
  without,
  ...rest
}: Props) {
  const { t } = useTranslation();
  const meta = useMeta();
  const given = value as Given;
  const title = typeof given === "object" ? (given?.title ?? "") : "";
  const [picked, setPicked] = useState<PickerItem | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const { found, settled } = useCandidates(target, typed ?? "", field.among);
  const own = { id: "me", title: t("value.me"), icon: "person" };
  const others = found.filter((item) => item.id !== without);
  const items = forFilter && target === USER ? [own, ...others] : others;
  const id = idOf(given);
  const known = picked?.id === id ? picked.title : title;
  const meNow = id === "me" ? t("value.me") : id === meta.user.id ? meta.user.name : "";
  const shown = typed ?? (id ? known || meNow || t("value.chosen") : "");
  const pick = (item: PickerItem) => {
    setPicked(item);
    setTyped(null);
    onChange(forFilter ? item.id : { id: item.id, title: item.title });
  };
  /** Whoever typed a whole title and went on has chosen it; anything else is left as it was. */
  const leave = () => {
    const wanted = typed?.trim().toLowerCase();
    const same = items.filter((item) => item.title.toLowerCase() === wanted);
    if (wanted && settled && same[0] && same.length === 1) pick(same[0]);
    else setTyped(null);
  };
  return (
    <Suspense fallback={<span className="inp ro">{shown}</span>}>
      <Picker
        label={field.label}
        id={rest.id}
        describedBy={rest["aria-describedby"]}
        invalid={rest.invalid}
        autoFocus={rest.autoFocus}
        items={items}
        selected={id}
        settled={settled}
        typed={shown}
        onTyped={(text) => {
          if (text === shown) return;
          setTyped(text);
          if (text === "" && id) onChange(null);
        }}
        onPick={pick}
        onBlur={leave}
        placeholder={t("placeholder.search")}
        nothing={t("picker.nothing")}
      />
    </Suspense>
  );
}

/** Chooses several records of an object. */
export function RecordsPicker({ field, target, value, onChange, forFilter, ...rest }: Props) {
  const { t } = useTranslation();
  const [titles, setTitles] = useState<Record<string, string>>({});
  const given = (Array.isArray(value) ? value : []) as (LinkValue | string)[];
  const ids = given.map((one) => idOf(one) ?? "");
  const [typed, setTyped] = useState("");
  const candidates = useCandidates(target, typed, field.among);
  const found = candidates.found.filter((item) => !ids.includes(item.id));
  const items =
    forFilter && target === USER
      ? [{ id: "me", title: t("value.me"), icon: "person" }, ...found]
      : found;
  const nameOf = (one: LinkValue | string) =>
    typeof one === "object" ? one.title : one === "me" ? t("value.me") : (titles[one] ?? "…");
  return (
    <span className="col g4">
      {given.length > 0 && (
        <span className="row g4 w">
          {given.map((one) => (
            <span key={idOf(one)} className="chip">
              <span>{nameOf(one)}</span>
              <IconButton
                small
                icon="close"
                label={t("action.remove_named", { title: nameOf(one) })}
                onClick={() => onChange(given.filter((other) => other !== one))}
              />
            </span>
          ))}
        </span>
      )}
      <Suspense fallback={<span className="inp ro" />}>
        <Picker
          label={field.label}
          id={rest.id}
          autoFocus={rest.autoFocus}
          invalid={rest.invalid}
          items={items}
          selected={null}
          settled={candidates.settled}
          typed={typed}
          onTyped={setTyped}
          onPick={(item) => {
            setTitles({ ...titles, [item.id]: item.title });
            setTyped("");
            onChange([...given, forFilter ? item.id : { id: item.id, title: item.title }]);
          }}
          placeholder={t("placeholder.search")}
          nothing={t("picker.nothing")}
        />
      </Suspense>
    </span>
  );
}
