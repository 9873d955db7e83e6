import "./access.css";
import { useMutation } from "@tanstack/react-query";
import { useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { may, useObject } from "@/api/meta";
import { createRecord, useList } from "@/api/records";
import type { Rec } from "@/api/types";
import { Failure } from "@/app/errors";
import { useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { newHref, recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { type Catalogue, ROLE, type Role, roleOf, useCatalogue } from "./rights";

/** Something a role can begin as. */
interface Source {
  id: string;
  title: string;
  about: string;
  key: string;
  role: Role;
}

const EMPTY: Role = { name: "", level: 10, administrator: false, grants: {}, fields: {} };

function useSources(catalogue: Catalogue, roles: Rec[]) {
  const { t } = useTranslation();
  const own = catalogue.administrator ? 100 : catalogue.level - 1;
  const below = (role: Role): Role => ({ ...role, level: Math.min(role.level, own) });
  const templates: Source[] = catalogue.templates
    .filter((one) => !one.everyone && (catalogue.administrator || !one.administrator))
    .map((one) => ({
      id: `template:${one.key}`,
      title: one.name,
      about: one.about,
      key: one.key,
      role: below(one),
    }));
  const copies: Source[] = roles
    .filter((one) => !one.everyone && (catalogue.administrator || !one.administrator))
    .map((one) => ({
      id: one.id,
      title: String(one.name),
      about: t("rights.level_of", { level: one.level }),
      key: String(one.key ?? ""),
      role: below({ ...roleOf(one), name: t("rights.copy_of", { name: String(one.name) }) }),
    }));
  const nothing: Source = {
    id: "empty",
    title: t("rights.empty"),
    about: t("rights.empty_help"),
    key: "",
    role: below(EMPTY),
  };
  return { templates, copies, nothing };
}

interface TilesProps {
  title: string;
  sources: Source[];
  chosen: string;
  onChoose: (source: Source) => void;
}

function Tiles({ title, sources, chosen, onChoose }: TilesProps) {
  return (
    <fieldset className="rtiles">
      <legend className="lab">{title}</legend>
      {sources.map((one) => (
        <label key={one.id}>
          <input
            type="radio"
            name="source"
            checked={one.id === chosen}
            onChange={() => onChoose(one)}
          />
          <span className="m">{one.title}</span>
          <span className="sm mut">{one.about}</span>
        </label>
      ))}
    </fieldset>
  );
}

function Form({ catalogue, roles }: { catalogue: Catalogue; roles: Rec[] }) {
  const { t } = useTranslation();
  const go = useGo();
  const { from = "" } = useSearch({ strict: false }) as { from?: string };
  const { templates, copies, nothing } = useSources(catalogue, roles);
  const all = [...templates, ...copies, nothing];
  const begin = all.find((one) => one.id === from) ?? null;
  const [source, setSource] = useState<Source | null>(begin);
  const [name, setName] = useState(begin?.role.name ?? "");
  const [named, setNamed] = useState(false);
  const [once] = useState(() => crypto.randomUUID());
  const making = useMutation({
    mutationFn: ({ role, key }: Source) => {
      const { level, administrator, grants, fields } = role;
      const rights = administrator ? { administrator } : {};
      return createRecord(ROLE, { name: name.trim(), key, level, grants, fields, ...rights }, once);
    },
    onSuccess: (record) => {
      toast(t("rights.made", { name: String(record.name) }));
      go(recordHref(ROLE, record.id), true);
    },
    onError: tellRefusal,
  });
  const choose = (next: Source) => {
    setSource(next);
    if (!named) setName(next.role.name);
  };
  const ready = source !== null && name.trim() !== "" && !making.isPending;
  return (
    <>
      <div className="head">
        <h1>{t("rights.new_role")}</h1>
      </div>
      <div className="cmd">
        <Button
          tone="primary"
          disabled={!ready}
          onClick={() => source && ready && making.mutate(source)}
        >
          {t("rights.make")}
        </Button>
      </div>
      <div className="rnew">
        <Field label={t("rights.name")} required>
          {(attributes) => (
            <TextInput
              {...attributes}
              value={name}
              maxLength={120}
              onValue={(text) => {
                setNamed(text !== "");
                setName(text);
              }}
            />
          )}
        </Field>
        <Tiles
          title={t("rights.from_template")}
          sources={templates}
          chosen={source?.id ?? ""}
          onChoose={choose}
        />
        <Tiles
          title={t("rights.from_role")}
          sources={[...copies, nothing]}
          chosen={source?.id ?? ""}
          onChoose={choose}
        />
      </div>
    </>
  );
}

/** A new role: from a ready one, as a copy of another, or from nothing. */
export default function NewRole() {
  const { t } = useTranslation();
  const object = useObject(ROLE);
  const catalogue = useCatalogue();
  const roles = useList(ROLE, { sort: "-level,name", fields: ["*"], limit: 200 });
  const address = newHref(ROLE);
  useRider({ key: address, href: address, title: t("rights.new_role"), icon: "shield" });
  if (!object || !may(object, "create")) return <NotFound />;
  const failed = [catalogue, roles].find((one) => one.error && !one.data);
  if (failed) return <Failure error={failed.error} onRetry={() => void failed.refetch()} />;
  if (!catalogue.data || !roles.data) return <Late>{t("state.loading")}</Late>;
  const known = roles.data.pages.flatMap((page) => page.items);
  return <Form catalogue={catalogue.data} roles={known} />;
}
