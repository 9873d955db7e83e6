import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useMeta } from "@/api/meta";
import { Failure } from "@/app/errors";
import { NotFound } from "@/app/NotFound";
import { useRider } from "@/app/riders";
import { Button } from "@/kit/Button";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { Comparison } from "./Comparison";
import { FirmForm } from "./FirmForm";
import { Modules } from "./Modules";
import { SamplesSection } from "./SamplesSection";
import { SettingsFrame } from "./SettingsFrame";
import { type Source, useFirm, usePresets } from "./system-api";

const HERE = "/settings/system";

/** The firm itself: its basics, its modules, ready configurations, and its own as a file. */
export default function SystemScreen() {
  const { t, i18n } = useTranslation();
  const meta = useMeta();
  const firm = useFirm(i18n.language);
  const [source, setSource] = useState<Source | null>(null);
  const title = t("system.firm_and_modules");
  useRider({ key: HERE, href: HERE, title, icon: "settings" });
  if (!meta.user.administrator) return <NotFound />;
  if (firm.error && !firm.data)
    return <Failure error={firm.error} onRetry={() => void firm.refetch()} />;
  return (
    <SettingsFrame>
      <div className="head">
        <h1>{title}</h1>
      </div>
      {firm.data ? (
        <div className="setbody">
          <FirmForm key={JSON.stringify(firm.data)} firm={firm.data} />
          <Modules modules={firm.data.modules} />
          <Presets onChoose={setSource} />
          <SamplesSection />
          <OwnFile onChoose={setSource} />
        </div>
      ) : (
        <Late>{t("state.loading")}</Late>
      )}
      {source && <Comparison source={source} onClose={() => setSource(null)} />}
    </SettingsFrame>
  );
}

interface Choosing {
  onChoose: (source: Source) => void;
}

/** Ready configurations for trades; each is compared before it is taken in. */
function Presets({ onChoose }: Choosing) {
  const { t, i18n } = useTranslation();
  const presets = usePresets(i18n.language);
  return (
    <section>
      <h2>{t("system.presets")}</h2>
      <p className="mut">{t("system.presets_about")}</p>
      <ul className="presets">
        {(presets.data?.items ?? []).map((preset) => (
          <li key={preset.id}>
            <b className="m">{preset.title}</b>
            <p className="sm mut">{preset.about}</p>
            <Button onClick={() => onChoose({ preset: preset.id, title: preset.title })}>
              {t("system.look")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The firm's own configuration: as a file to keep, and from a file. */
function OwnFile({ onChoose }: Choosing) {
  const { t } = useTranslation();
  const read = async (file: File | undefined) => {
    if (!file) return;
    try {
      onChoose({ data: JSON.parse(await file.text()), title: file.name });
    } catch (error) {
      if (error instanceof SyntaxError) toast(t("system.no_file"), { tone: "error" });
      else tellRefusal(error);
    }
  };
  return (
    <section>
      <h2>{t("system.file")}</h2>
      <p className="mut">{t("system.file_about")}</p>
      <div className="row g8">
        <a className="btn" href="/api/v1/configuration" download="kartei-configuration.json">
          {t("system.download")}
        </a>
        <label className="btn">
          {t("system.upload")}
          <input
            type="file"
            accept=".json,application/json"
            className="vh"
            onChange={(event) => {
              void read(event.target.files?.[0]);
              event.target.value = "";
            }}
          />
        </label>
      </div>
    </section>
  );
}
