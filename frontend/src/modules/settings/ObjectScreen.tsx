import { useRouterState } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, may, useMeta, useObject } from "@/api/meta";
import { runCommand, useList } from "@/api/records";
import type { Field, ObjectMeta, Rec } from "@/api/types";
import { Link } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { listHref, newHref, recordHref } from "@/platform/addresses";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { BUILTIN, partsOf, placeOf } from "@/platform/shaping/parts";
import { useFieldDialog } from "@/platform/shaping/use-field-dialog";
import { FieldTable } from "./FieldTable";
import { objectHref } from "./places";
import { SettingsFrame } from "./SettingsFrame";

const BuiltinDialog = lazy(() => import("@/platform/shaping/BuiltinDialog"));

/** How one object is shaped: its fields in their order, its rules, what is out of use. */
export default function ObjectScreen() {
  const name = useRouterState({
    select: (state) => state.location.pathname.split("/")[3] ?? "",
  });
  const object = useObject(name);
  const meta = useObject("meta.field");
  if (!object || !may(meta, "create")) return <NotFound />;
  return <Page key={name} object={object} />;
}

function Page({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const href = objectHref(object.name);
  const field = useFieldDialog(object, () => undefined);
  const rules = may(useRule(), "create");
  const sets = may(useObject(BUILTIN), "create") && !object.name.startsWith("own.");
  const [built, setBuilt] = useState<Field | null>(null);
  useRider({ key: href, href, title: object.title, icon: "settings" });
  return (
    <SettingsFrame>
      <div className="head">
        <Icon name={object.icon} />
        <h1>{t("system.object", { title: object.title })}</h1>
        <span className="mono mut3 sm">{object.name}</span>
      </div>
      <div className="cmd">
        <Button tone="primary" icon="plus" onClick={() => field.open?.()}>
          {t("shape.new_field")}
        </Button>
        <Link className="btn" href={listHref(object.name)}>
          <Icon name="list" />
          {t("system.open_list")}
        </Link>
        {rules && (
          <Link className="btn" href={`${newHref("meta.rule")}?object=${object.name}`}>
            <Icon name="filter" />
            {t("system.new_rule")}
          </Link>
        )}
      </div>
      <div className="setbody">
        <FieldTable
          object={object}
          onOpen={(one) => field.open?.(one)}
          onSet={sets ? setBuilt : undefined}
        />
        <Parts object={object} />
        <Rules object={object} />
        <OutOfUse object={object} />
      </div>
      {field.dialog}
      {built && (
        <Suspense>
          <BuiltinDialog object={object} field={built} onClose={() => setBuilt(null)} />
        </Suspense>
      )}
    </SettingsFrame>
  );
}

/** Lines inside the object that take fields of their own. */
function Parts({ object }: { object: ObjectMeta }) {
  const meta = useMeta();
  const takes = fieldOf(useObject("meta.field") ?? object, "object")?.options ?? [];
  return partsOf(object, takes).map((name) => {
    const part = placeOf(meta, name);
    return part && <Lines key={name} part={part} />;
  });
}

function Lines({ part }: { part: ObjectMeta }) {
  const { t } = useTranslation();
  const field = useFieldDialog(part, () => undefined);
  return (
    <section>
      <div className="row g8">
        <h2>{part.title}</h2>
        <Button icon="plus" onClick={() => field.open?.()}>
          {t("shape.new_field")}
        </Button>
      </div>
      <FieldTable object={part} onOpen={(one) => field.open?.(one)} />
      <OutOfUse object={part} />
      {field.dialog}
    </section>
  );
}

const useRule = () => useObject("meta.rule");

/** The rules on the data of the object. */
function Rules({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const known = Boolean(useRule());
  const rules = useList(
    "meta.rule",
    { filter: ["object", "=", object.name], fields: ["name", "kind", "active"], limit: 100 },
    known,
  );
  const items = rules.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  return (
    <section>
      <h2>{t("system.rules")}</h2>
      <ul className="setrules">
        {items.map((rule) => (
          <li key={rule.id} className={rule.active ? "" : "mut3"}>
            <Link href={recordHref("meta.rule", rule.id)}>{String(rule.name)}</Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Fields that are retired: their values are kept and come back with them. */
function OutOfUse({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const retired = useList("meta.field", {
    filter: ["object", "=", object.name],
    fields: ["name", "kind"],
    deleted: true,
    limit: 100,
  });
  const [busy, setBusy] = useState("");
  const items = retired.data?.pages.flatMap((page) => page.items) ?? [];
  if (items.length === 0) return null;
  const restore = async (field: Rec) => {
    setBusy(field.id);
    await runCommand("meta.field", field, "restore").catch(tellRefusal);
    setBusy("");
  };
  return (
    <section>
      <h2>{t("system.retired")}</h2>
      <ul className="setrules">
        {items.map((field) => (
          <li key={field.id} className="row">
            <span className="mut">{String(field.name)}</span>
            <Button
              tone="quiet"
              icon="undo"
              aria-disabled={busy === field.id}
              onClick={() => void restore(field)}
            >
              {t("action.restore")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
