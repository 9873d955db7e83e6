import { useTranslation } from "react-i18next";
import { IconButton } from "@/kit/Button";
import { Popover } from "@/kit/Popover";

/** What the people who work at a stage are told to do there. */
export function LaneHelp({ title, text }: { title: string; text: string }) {
  const { t } = useTranslation();
  const label = t("stage.help", { stage: title });
  return (
    <Popover
      label={label}
      className="lhelp"
      trigger={<IconButton small className="kadd" icon="help" label={label} />}
    >
      {() => <p className="pre">{text}</p>}
    </Popover>
  );
}
