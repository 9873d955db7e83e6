import { useMutation } from "@tanstack/react-query";
import { useRef } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import type { FileValue } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import type { EditProps, ShowProps, ValueKind } from "./kind";
import { TextFilter } from "./text";

function Show({ value, short }: ShowProps) {
  const format = useFormat();
  const file = value as FileValue;
  if (short && file.thumb)
    return <img src={file.thumb} alt={file.name} className="thumb s" loading="lazy" />;
  if (short) return <>{file.name}</>;
  return (
    <a href={file.url} className="row g4">
      {file.thumb ? <img src={file.thumb} alt="" className="thumb" /> : <Icon name="attachment" />}
      <span className="ell">{file.name}</span>
      <span className="mut3 sm">{format.bytes(file.size)}</span>
    </a>
  );
}

/** Sends the file at once; the field keeps its id. */
function Edit({ field, value, onChange, id }: EditProps) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const file = value as FileValue | null;
  const upload = useMutation({
    mutationFn: (chosen: File) => {
      const body = new FormData();
      body.append("file", chosen);
      return ask<FileValue>("/files", { method: "POST", body });
    },
    onSuccess: (stored) => onChange(stored),
    onError: tellProblem,
  });
  return (
    <span className="row g4">
      <input
        ref={input}
        id={id}
        type="file"
        hidden
        aria-label={field.label}
        onChange={(event) => {
          const chosen = event.target.files?.[0];
          if (chosen) upload.mutate(chosen);
        }}
      />
      {file && <span className="ell">{file.name}</span>}
      <Button icon="upload" aria-disabled={upload.isPending} onClick={() => input.current?.click()}>
        {t("action.choose_file")}
      </Button>
      {file && (
        <IconButton
          small
          icon="close"
          label={t("action.remove_named", { title: file.name })}
          onClick={() => onChange(null)}
        />
      )}
    </span>
  );
}

export const file: ValueKind = { Show, Edit, Filter: TextFilter, width: 160 };
