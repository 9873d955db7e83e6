import "./team.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { queryString } from "@/api/client";
import { may, useObject } from "@/api/meta";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Segmented } from "@/kit/inputs";
import { Menu } from "@/kit/Menu";
import { Acts } from "./AuditActs";
import { Counts } from "./AuditCounts";
import { Filters } from "./AuditFilters";
import { Kept } from "./AuditKept";
import { AUDIT, NAMES, OPENED, queryOf, useAsked } from "./audit";

function Audit() {
  const { t } = useTranslation();
  const [asked, change] = useAsked();
  const [by, setBy] = useState<"" | "user" | "record">("");
  const object = useObject(AUDIT);
  useRider({
    key: "/audit",
    href: `/audit?${queryString(asked)}`,
    title: t("audit.title"),
    icon: "history",
  });
  const file = (format: string) =>
    location.assign(`/api/v1/audit/export?${queryString({ ...queryOf(asked), format })}`);
  const formats = ["xlsx", "csv"].map((id) => ({
    id,
    label: id.toUpperCase(),
    icon: "download",
    run: () => file(id),
  }));
  return (
    <div className="audit">
      <div className="head">
        <h1>{t("audit.title")}</h1>
      </div>
      <div className="cmd">
        {asked.verb === OPENED && (
          <Segmented
            label={t("audit.count")}
            value={by}
            onValue={setBy}
            choices={[
              { value: "", label: t("audit.each") },
              { value: "user", label: t("audit.by_user") },
              { value: "record", label: t("audit.by_record") },
            ]}
          />
        )}
        {may(object, "export") && (
          <Menu label={t("action.export")} groups={[{ id: "files", entries: formats }]}>
            <Button icon="download" chevron>
              {t("action.export")}
            </Button>
          </Menu>
        )}
        <Kept asked={asked} />
        {Object.keys(asked).length > 0 && (
          <Button
            tone="quiet"
            onClick={() => change(Object.fromEntries(NAMES.map((name) => [name, ""])))}
          >
            {t("audit.clear")}
          </Button>
        )}
      </div>
      <Filters key={asked.user ?? ""} asked={asked} change={change} />
      {asked.verb === OPENED && by ? (
        <Counts asked={asked} by={by} />
      ) : (
        <Acts asked={asked} change={change} />
      )}
    </div>
  );
}

/** Who did what, when and from where. */
export default function AuditPage() {
  const object = useObject(AUDIT);
  return may(object, "read") ? <Audit /> : <NotFound />;
}
