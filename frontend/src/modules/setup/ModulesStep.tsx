import { useTranslation } from "react-i18next";
import { Switch } from "@/kit/inputs";
import { Tag } from "@/kit/Tag";
import { type ModuleChoice, offAfter } from "./choices";

interface Props {
  modules: ModuleChoice[];
  /** Ids of the modules that were switched off. */
  off: string[];
  onOff: (off: string[]) => void;
}

/** What the firm needs; a switch takes along what depends on it. */
export function ModulesStep({ modules, off, onOff }: Props) {
  const { t } = useTranslation();
  const needed = (one: ModuleChoice) =>
    modules.filter((other) => one.needs.includes(other.id) && !other.required);
  return (
    <ul className="modules">
      {modules.map((one) => (
        <li key={one.id} className="row">
          <div>
            <b className="m">{one.title}</b>
            <p className="sm mut">{one.about}</p>
            {needed(one).length > 0 && (
              <p className="sm mut3">
                {t("setup.needs", {
                  list: needed(one)
                    .map(({ title }) => title)
                    .join(", "),
                })}
              </p>
            )}
          </div>
          <span className="sp" />
          {one.required ? (
            <Tag>{t("setup.always")}</Tag>
          ) : (
            <Switch
              aria-label={one.title}
              checked={!off.includes(one.id)}
              onValue={(on) => onOff(offAfter(modules, off, one.id, on))}
            />
          )}
        </li>
      ))}
    </ul>
  );
}
