import "./forms.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import type { Rec } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { Button } from "@/kit/Button";
import { TextInput } from "@/kit/inputs";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { download } from "@/modules/papers/files";
import type { RecordScreenProps } from "@/platform/extensions";
import { SideCard } from "@/platform/record/SideCard";
import { type Group, usePlaces } from "./forms-api";

function useCopy() {
  const { t } = useTranslation();
  return async (place: string) => {
    await navigator.clipboard.writeText(place);
    toast(t("letter.copied", { place }));
  };
}

/** The placeholders of one group; a click copies one. */
function Places({ group, typed }: { group: Group; typed: string }) {
  const { t } = useTranslation();
  const copy = useCopy();
  const wanted = typed.trim().toLowerCase();
  const found = group.places.filter((one) =>
    `${group.label} ${one.label} ${one.insert}`.toLowerCase().includes(wanted),
  );
  if (found.length === 0) return null;
  return (
    <details className="forms-group" open={wanted !== "" || group.name === "client"}>
      <summary>
        {group.label} <span className="mut3 sm">{found.length}</span>
      </summary>
      {group.repeat && (
        <p className="mut sm">
          {t("forms.repeat")} <code>{group.repeat}</code>
        </p>
      )}
      <ul>
        {found.map((one) => (
          <li key={one.insert}>
            <span className="m ell">{one.label}</span>
            <Button
              tone="quiet"
              icon="copy"
              aria-label={t("forms.copy", { place: one.insert })}
              onClick={() => void copy(one.insert)}
            >
              <code>{one.insert}</code>
            </Button>
          </li>
        ))}
      </ul>
    </details>
  );
}

/** All that a template for the object can insert, and a sample to begin from. */
function InsertList({ record }: { record: Rec }) {
  const { t } = useTranslation();
  const object = String(record.object ?? "");
  const places = usePlaces(object);
  const [typed, setTyped] = useState("");
  const sample = () =>
    void download(`/forms/sample?object=${object}`, `${object}.docx`).catch(tellProblem);
  return (
    <div className="sec forms-list">
      <h2>{t("forms.insert")}</h2>
      <p className="mut sm">
        {t("forms.insert_help", { condition: "{% if client.name %}…{% endif %}" })}
      </p>
      <div className="row w g8">
        <TextInput
          aria-label={t("forms.find")}
          placeholder={t("forms.find")}
          value={typed}
          onValue={setTyped}
        />
        <Button icon="download" onClick={sample}>
          {t("forms.sample")}
        </Button>
      </div>
      {places.error && <p className="mut">{places.error.message}</p>}
      {places.isPending && <Late>{t("state.loading")}</Late>}
      {places.data?.map((group) => (
        <Places key={group.name} group={group} typed={typed} />
      ))}
    </div>
  );
}

/** A Word template: its file and what a check found, and beside it what it can insert. */
export default function TemplateScreen({ object, id }: RecordScreenProps) {
  const { t } = useTranslation();
  return (
    <SideCard
      object={object}
      id={id}
      label={t("forms.insert")}
      aside={(record) => <InsertList record={record} />}
    />
  );
}
