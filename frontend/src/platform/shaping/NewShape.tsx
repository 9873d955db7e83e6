import { useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { parseSearch } from "@/app/address";
import { useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { closeRider, useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { toast } from "@/kit/toasts";
import { listHref, newHref, recordHref } from "../addresses";
import { ShapeForm } from "./ShapeForm";
import { useShaping, type Values } from "./use-shaping";

/** What a new one holds beforehand. */
const STARTS: Record<string, Values> = {
  "meta.field": { kind: "text" },
  "meta.rule": { kind: "check", active: true },
};

/** A new field from the list of all fields, a new rule or a new object. */
export default function NewShape() {
  // "/o/meta.field/new": these pages have addresses of their own, without parameters
  const name = useRouterState({ select: (state) => state.location.pathname.split("/")[2] ?? "" });
  const object = useObject(name);
  return object ? <Page key={name} object={object} /> : <NotFound />;
}

function Page({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const go = useGo();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const address = newHref(object.name);
  const form = useShaping(object, { ...STARTS[object.name], ...parseSearch(search) }, (record) => {
    closeRider(address);
    toast(t(record.code ? "shape.made_object" : "shape.made", { name: record.name }));
    // An object is looked at as its people will see it; its fields are added there.
    go(record.code ? listHref(`own.${record.code}`) : recordHref(object.name, record.id), true);
  });
  useRider({
    key: address,
    href: address,
    title: t("form.new", { one: object.one }),
    icon: object.icon,
  });
  const leave = () => {
    closeRider(address);
    go(listHref(object.name), true);
  };
  return (
    <>
      <div className="head">
        <h1>{t("form.new", { one: object.one })}</h1>
      </div>
      <div className="cmd">
        <Button tone="primary" aria-disabled={form.saving} onClick={form.save}>
          {t("action.create")}
        </Button>
        <Button onClick={leave}>{t("action.cancel")}</Button>
      </div>
      <div className="shpage">
        <ShapeForm object={object} form={form} existing={false} />
      </div>
    </>
  );
}
