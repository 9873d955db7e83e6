import { useTranslation } from "react-i18next";
import { Switch } from "@/kit/inputs";
import { Tag } from "@/kit/Tag";
import type { ModuleChoice } from "./choices";

interface Props {
  modules: ModuleChoice[];
  /** Ids of the modules that were switched off. */
  off: string[];
  onOff: (off: string[]) => void;
}

/** What the firm needs; anything can be switched later. */
export function ModulesStep({ modules, off, onOff }: Props) {
  const { t } = useTranslation();
  return (
    <ul className="modules">
      {modules.map((one) => (
        <li key={one.id} className="row">
          <div>
            <b className="m">{one.title}</b>
            <p className="sm mut">{one.about}</p>
          </div>
          <span className="sp" />
          {one.required ? (
            <Tag>{t("setup.always")}</Tag>
          ) : (
            <Switch
              aria-label={one.title}
              checked={!off.includes(one.id)}
              onValue={(on) => onOff(on ? off.filter((id) => id !== one.id) : [...off, one.id])}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
