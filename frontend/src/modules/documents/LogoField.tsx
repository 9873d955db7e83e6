import { useMutation } from "@tanstack/react-query";
import { type DragEvent, useId } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf } from "@/api/meta";
import type { FileValue, ObjectMeta, Rec } from "@/api/types";
import { uploadFile } from "@/api/upload";
import { tellProblem } from "@/app/errors";
import { Button } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { isEditable } from "@/platform/record/FieldsPane";
import { useSaveField } from "@/platform/save/use-save-field";

interface Props {
  object: ObjectMeta;
  record: Rec;
}

/** The logo: dropped or chosen, sent and saved at once. */
export function LogoField({ object, record }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const field = fieldOf(object, "logo");
  const { save } = useSaveField(object);
  const upload = useMutation({
    mutationFn: (file: File) => uploadFile(file),
    onError: tellProblem,
    onSuccess: (stored) => field && save(record, field, stored),
  });
  if (!field) return null;
  const logo = record.logo as FileValue | null;
  const editable = isEditable(object, field, record);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    const file = event.dataTransfer.files[0];
    if (file && editable) upload.mutate(file);
  };
  return (
    <div className="logo">
      <label
        htmlFor={id}
        className="logobox"
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
      >
        {logo ? (
          <img src={`${logo.url}/inline`} alt={t("firm.logo_of", { name: logo.name })} />
        ) : (
          <>
            <Icon name="upload" />
            <span>{t("firm.logo_drop")}</span>
          </>
        )}
        <input
          id={id}
          type="file"
          className="vh"
          accept="image/png,image/jpeg,image/webp"
          aria-label={field.label}
          disabled={!editable || upload.isPending}
          onChange={(event) => {
            const file = event.target.files?.[0];
            event.target.value = "";
            if (file) upload.mutate(file);
          }}
        />
      </label>
      {logo && editable && (
        <Button tone="quiet" icon="trash" onClick={() => void save(record, field, null)}>
          {t("firm.logo_remove")}
        </Button>
      )}
    </div>
  );
}
