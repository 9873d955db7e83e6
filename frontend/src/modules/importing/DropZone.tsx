import { type DragEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Icon } from "@/kit/Icon";

interface Props {
  busy: boolean;
  onFile: (file: File) => void;
}

/** What the readers know; the server looks at the content, not at the ending. */
const ACCEPT = ".xlsx,.xlsm,.xls,.ods,.csv,.tsv,.txt,.vcf,.vcard";

/** Takes a file dropped on it or chosen from the disk. */
export function DropZone({ busy, onFile }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const [over, setOver] = useState(false);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !busy) onFile(file);
  };
  return (
    <label
      htmlFor={id}
      className={over ? "dropzone over" : "dropzone"}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <Icon name="upload" size="l" />
      <b className="m">{busy ? t("import.reading") : t("import.drop")}</b>
      <span className="btn">{t("action.choose_file")}</span>
      <span className="sm mut">{t("import.kinds")}</span>
      <input
        id={id}
        type="file"
        className="vh"
        accept={ACCEPT}
        disabled={busy}
        onChange={(event) => {
          const file = event.target.files?.[0];
          event.target.value = "";
          if (file) onFile(file);
        }}
      />
    </label>
  );
}
