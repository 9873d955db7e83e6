import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import type { FileValue } from "@/api/types";
import { useFormat } from "@/app/format";
import { Icon } from "@/kit/Icon";
import { canPreview } from "./files";

const Preview = lazy(() => import("./Preview"));

/** An attached file: its picture or mark, name and size; opens what can be looked at. */
export function FileTag({ file }: { file: FileValue }) {
  const { t } = useTranslation();
  const format = useFormat();
  const [open, setOpen] = useState(false);
  const inside = (
    <>
      {file.thumb ? (
        <img src={file.thumb} alt="" className="fthumb" />
      ) : (
        <Icon name="attachment" className="tagi" />
      )}
      <span className="ell">{file.name}</span>
      <span className="mut3 nw">{format.bytes(file.size)}</span>
    </>
  );
  if (!canPreview(file))
    return (
      <a className="ftag" href={file.url} download={file.name}>
        {inside}
      </a>
    );
  return (
    <>
      <button
        type="button"
        className="ftag"
        title={t("file.preview", { name: file.name })}
        onClick={() => setOpen(true)}
      >
        {inside}
      </button>
      {open && (
        <Suspense>
          <Preview file={file} onClose={() => setOpen(false)} />
        </Suspense>
      )}
    </>
  );
}
