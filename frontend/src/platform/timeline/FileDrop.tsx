import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { remove as removeFile } from "@/api/records";
import type { FileValue } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { toast } from "@/kit/toasts";
import { useTakeBack } from "../save/use-take-back";
import { FileTag } from "./FileTag";
import type { Uploads } from "./use-uploads";

/** Running uploads with their progress; each can be stopped. */
export function UploadList({ uploads }: Pick<Uploads, "uploads">) {
  const { t } = useTranslation();
  return uploads.map((upload) => (
    <div key={upload.id} className="row g4 uploading" role="status">
      <Icon name="upload" size="s" />
      <span className="ell">{t("entry.uploading", { name: upload.name })}</span>
      <progress max={1} value={upload.share} aria-label={upload.name} />
      <IconButton
        small
        icon="close"
        label={t("entry.stop_upload", { name: upload.name })}
        onClick={upload.stop}
      />
    </div>
  ));
}

interface DropProps {
  uploads: Uploads;
  files: FileValue[];
}

/** Where files are dropped or chosen, and those the record has. */
export function FileDrop({ uploads, files }: DropProps) {
  const { t } = useTranslation();
  const takeBack = useTakeBack();
  const remove = async (file: FileValue) => {
    try {
      const change = await removeFile(`/files/${file.id}`);
      toast(t("file.deleted", { name: file.name }), { undo: takeBack(change) });
    } catch (error) {
      tellProblem(error);
    }
  };
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <input
        ref={input}
        type="file"
        multiple
        hidden
        aria-label={t("entry.attach")}
        onChange={(event) => {
          uploads.add([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <button type="button" className="fdrop" onClick={() => input.current?.click()}>
        <Icon name="upload" />
        {t("entry.drop")}
      </button>
      {files.length > 0 && (
        <div className="row g4 w fhave">
          {files.map((file) => (
            <span key={file.id} className="row fone">
              <FileTag file={file} />
              <IconButton
                small
                icon="close"
                label={`${t("file.delete")}: ${file.name}`}
                onClick={() => void remove(file)}
              />
            </span>
          ))}
        </div>
      )}
    </>
  );
}
