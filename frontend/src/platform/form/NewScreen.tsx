import { useParams, useRouterState } from "@tanstack/react-router";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import type { ObjectMeta, Rec } from "@/api/types";
import { useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { closeRider, useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { toast } from "@/kit/toasts";
import { listHref, newHref, recordHref } from "../addresses";
import { titleOf } from "../values/RecordPicker";
import { INCOMING } from "./FirstTalk";
import { initialValues, isCalled } from "./initial";
import { NewForm } from "./NewForm";
import { useNewForm } from "./use-form";

function NewPage({ object }: { object: ObjectMeta }) {
  const { t } = useTranslation();
  const go = useGo();
  const search = useRouterState({ select: (state) => state.location.searchStr });
  const address = newHref(object.name);
  const onCreated = (record: Rec) => {
    closeRider(address);
    toast(t("form.created", { title: titleOf(object, record) }));
    go(recordHref(object.name, record.id), true);
  };
  const talk = isCalled(search) ? INCOMING : null;
  const form = useNewForm(object, initialValues(object, search), onCreated, talk);
  useRider({
    key: address,
    href: address,
    title: t("form.new", { one: object.one }),
    icon: object.icon,
    dirty: form.dirty,
  });
  const leave = () => {
    form.discard();
    closeRider(address);
    go(listHref(object.name), true);
  };
  return (
    <div className="newpage">
      <div className="head">
        <h1>{t("form.new", { one: object.one })}</h1>
      </div>
      <div className="cmd">
        <Button tone="primary" aria-disabled={form.saving} onClick={form.save}>
          {t("form.submit")}
        </Button>
        <Button onClick={leave}>{form.dirty ? t("action.discard") : t("action.cancel")}</Button>
        <span className="sp" />
        {form.dirty && <span className="mut3 sm">{t("form.draft_kept")}</span>}
      </div>
      <NewForm object={object} form={form} />
    </div>
  );
}

export default function NewScreen() {
  const { object: name } = useParams({ strict: false });
  const object = useObject(name ?? "");
  return object ? <NewPage key={object.name} object={object} /> : <NotFound />;
}
