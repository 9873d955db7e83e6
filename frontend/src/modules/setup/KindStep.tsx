import { useTranslation } from "react-i18next";
import { Checkbox } from "@/kit/inputs";
import type { PresetChoice } from "./choices";

interface Props {
  presets: PresetChoice[];
  /** Id of the chosen one; empty: none. */
  preset: string;
  demo: boolean;
  onPreset: (preset: string) => void;
  onDemo: (demo: boolean) => void;
}

/** What kind of firm it is: a ready configuration or none, and whether it begins with samples. */
export function KindStep({ presets, preset, demo, onPreset, onDemo }: Props) {
  const { t } = useTranslation();
  const none = { id: "", title: t("setup.no_preset"), about: t("setup.no_preset_about") };
  return (
    <>
      <fieldset>
        <legend className="lab">{t("setup.kind")}</legend>
        <div className="cards kinds">
          {[none, ...presets].map((one) => (
            <label key={one.id}>
              <input
                type="radio"
                name="preset"
                checked={preset === one.id}
                onChange={() => onPreset(one.id)}
              />
              <span>
                <b className="m">{one.title}</b>
                <span className="sm mut">{one.about}</span>
              </span>
            </label>
          ))}
        </div>
      </fieldset>
      <label className="row g8">
        <Checkbox checked={demo} onValue={onDemo} />
        {t("setup.with_samples")}
      </label>
    </>
  );
}
