import { useTranslation } from "react-i18next";
import type { FileValue, Rec } from "@/api/types";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Popover } from "@/kit/Popover";

interface Version extends FileValue {
  at?: string;
}

/** The papers that were issued of this offer, newest first. */
export function Versions({ record }: { record: Rec }) {
  const { t } = useTranslation();
  const format = useFormat();
  const files = ((record.with?.files as Version[] | undefined) ?? []).filter(
    (file) => file.type === "application/pdf",
  );
  if (files.length === 0) return null;
  return (
    <Popover
      label={t("offer.versions", { count: files.length })}
      trigger={
        <Button tone="quiet" icon="clock" chevron className="hide-m">
          {t("offer.versions", { count: files.length })}
        </Button>
      }
    >
      {() => (
        <ul className="versions">
          {files.map((file) => (
            <li key={file.id}>
              <a href={`${file.url}/inline`} target="_blank" rel="noreferrer" className="row">
                <Icon name="offer" />
                <span className="ell">{file.name}</span>
                <span className="sp" />
                <span className="mut3 sm nw">
                  {file.at ? format.shortMoment(file.at) : format.bytes(file.size)}
                </span>
              </a>
            </li>
          ))}
        </ul>
      )}
    </Popover>
  );
}
