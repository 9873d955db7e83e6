import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { useSearch } from "@/api/records";
import type { RecordLink } from "@/api/types";
import { useDebounced } from "@/kit/use-debounced";
import type { EditProps } from "./kind";

const Picker = lazy(() => import("@/kit/Picker"));

const ROWS = 20;

/** Chooses one record of any object, found by the search over everything. */
export function AnyPicker({ field, value, onChange, ...rest }: EditProps) {
  const { t } = useTranslation();
  const { objects } = useMeta();
  const given = value as RecordLink | null | undefined;
  const [typed, setTyped] = useState<string | null>(null);
  const asked = useDebounced(typed ?? "", 120);
  const search = useSearch(asked, ROWS);
  const hits = typed ? (search.data?.items ?? []) : [];
  const found = hits.map((hit) => ({
    id: `${hit.object}:${hit.id}`,
    title: hit.title,
    icon: hit.icon,
    note: [objects[hit.object]?.one, hit.note].filter(Boolean).join(" · "),
  }));
  const own = given && { id: `${given.object}:${given.id}`, title: given.title };
  const items = own && !typed ? [own] : found;
  const shown = typed ?? given?.title ?? "";
  const pick = (id: string) => {
    const hit = hits.find((one) => `${one.object}:${one.id}` === id);
    setTyped(null);
    if (hit) onChange({ object: hit.object, id: hit.id, title: hit.title });
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
        selected={own?.id ?? null}
        settled={asked === typed && !search.isFetching}
        typed={shown}
        onTyped={(text) => {
          if (text === shown) return;
          setTyped(text);
          if (text === "" && given) onChange(null);
        }}
        onPick={(item) => pick(item.id)}
        onBlur={() => setTyped(null)}
        placeholder={t("placeholder.search")}
        nothing={t("picker.nothing")}
      />
    </Suspense>
  );
}
