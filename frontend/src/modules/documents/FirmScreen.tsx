import "./documents.css";
import { useTranslation } from "react-i18next";
import type { RecordScreenProps } from "@/platform/extensions";
import { SideCard } from "@/platform/record/SideCard";
import { Colours } from "./Colours";
import { LogoField } from "./LogoField";
import { Sample } from "./Sample";

/** An own firm: its fields, how its papers look, and a sample that follows every change. */
export default function FirmScreen({ object: name, id }: RecordScreenProps) {
  const { t } = useTranslation();
  return (
    <SideCard
      object={name}
      id={id}
      className="firm"
      label={t("firm.look")}
      aside={(record, object) => (
        <>
          <div className="sec">
            <h2>{t("firm.look")}</h2>
            <LogoField object={object} record={record} />
            <Colours object={object} record={record} />
          </div>
          <Sample record={record} firm={id} language={String(record.language)} />
        </>
      )}
    />
  );
}
