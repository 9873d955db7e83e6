import { useMutation } from "@tanstack/react-query";
import { useRouterState } from "@tanstack/react-router";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { ObjectMeta } from "@/api/types";
import { useGo } from "@/app/Link";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Segmented } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { DropZone } from "./DropZone";
import { EarlierImports } from "./EarlierImports";
import { uploadImport } from "./import-api";
import { StepBar } from "./StepBar";
import { importHref, stepHref } from "./steps";

/** The group of the menu that holds what firms keep in files: clients and products. */
const BASE = "base";

/** Objects whose files the asker may bring in, clients first. */
function useImportable(): ObjectMeta[] {
  const { objects, menu } = useMeta();
  const order = [
    ...menu.filter((item) => item.group === BASE),
    ...menu.filter((item) => item.group !== BASE),
  ];
  const place = (name: string) => {
    const at = order.findIndex((item) => item.object === name);
    return at < 0 ? order.length : at;
  };
  return Object.values(objects)
    .filter((object) => object.features.includes("import") && may(object, "create"))
    .sort((one, other) => place(one.name) - place(other.name));
}

/** First step: what the file holds and the file itself; below, what was imported before. */
export function ImportStart({ wanted }: { wanted?: string | undefined }) {
  const { t } = useTranslation();
  const go = useGo();
  const importable = useImportable();
  const object = importable.find((one) => one.name === wanted) ?? importable[0];
  const address = object && importHref(object.name);
  const path = useRouterState({ select: (state) => state.location.pathname });
  useEffect(() => {
    if (address && path === "/import") go(address, true);
  }, [address, path, go]);
  const title = t("import.title");
  // On the way from /import the object is not settled yet.
  useRider(
    address && path === address ? { key: address, href: address, title, icon: "upload" } : null,
  );
  const upload = useMutation({
    mutationFn: (file: File) => uploadImport(object?.name ?? "", file),
    onSuccess: (made) => go(stepHref(made.object, made.id, "columns")),
  });
  if (!object) return <NotFound />;
  return (
    <div className="importpage">
      <div className="head">
        <h1>{title}</h1>
      </div>
      <StepBar now="file" />
      {upload.error && <Banner tone="bad">{upload.error.message}</Banner>}
      <div className="startbody">
        <div className="row w g12">
          <span className="mut">{t("import.what")}</span>
          <Segmented
            label={t("import.what")}
            value={object.name}
            onValue={(name) => go(importHref(name), true)}
            choices={importable.map((one) => ({ value: one.name, label: one.title }))}
          />
        </div>
        <DropZone busy={upload.isPending} onFile={(file) => upload.mutate(file)} />
        <p className="sm mut">{t("import.promise")}</p>
      </div>
      <EarlierImports />
    </div>
  );
}
