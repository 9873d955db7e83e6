import { useTranslation } from "react-i18next";
import type { FileValue } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { Icon } from "@/kit/Icon";
import { inlineHref } from "./files";

/** A picture or a PDF above the card. */
export default function Preview({ file, onClose }: { file: FileValue; onClose: () => void }) {
  const { t } = useTranslation();
  const picture = file.type.startsWith("image/");
  return (
    <Dialog
      title={file.name}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        <a className="btn p" href={file.url} download={file.name}>
          <Icon name="download" />
          <span>{t("file.download")}</span>
        </a>
      }
    >
      {picture ? (
        <img className="preview" src={inlineHref(file)} alt={file.name} />
      ) : (
        <iframe
          className="preview pdf"
          src={inlineHref(file)}
          title={t("file.preview", { name: file.name })}
        />
      )}
    </Dialog>
  );
}
