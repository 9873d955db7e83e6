import { useState } from "react";
import { useTranslation } from "react-i18next";
import { uploadFile } from "@/api/upload";
import { tellProblem } from "@/app/errors";
import { toast } from "@/kit/toasts";

export interface Upload {
  id: string;
  name: string;
  /** Sent part, from 0 to 1. */
  share: number;
  stop: () => void;
}

/** Attaches files to a record, one after the other, with progress. */
export function useUploads(object: string, id: string, onDone: () => void) {
  const { t } = useTranslation();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const change = (key: string, share: number) =>
    setUploads((old) => old.map((one) => (one.id === key ? { ...one, share } : one)));

  const one = async (file: File, key: string, signal: AbortSignal): Promise<boolean> => {
    try {
      await uploadFile(file, {
        home: { object, id },
        onProgress: (share) => change(key, share),
        signal,
      });
      return true;
    } catch (error) {
      if (!signal.aborted) tellProblem(error);
      return false;
    } finally {
      setUploads((old) => old.filter((upload) => upload.id !== key));
    }
  };
  const add = async (files: Iterable<File>) => {
    const begun = [...files].map((file) => ({
      file,
      key: crypto.randomUUID(),
      stop: new AbortController(),
    }));
    setUploads((old) => [
      ...old,
      ...begun.map(({ file, key, stop }) => ({
        id: key,
        name: file.name,
        share: 0,
        stop: () => stop.abort(),
      })),
    ]);
    let stored = 0;
    for (const { file, key, stop } of begun)
      if (!stop.signal.aborted && (await one(file, key, stop.signal))) stored += 1;
      else setUploads((old) => old.filter((upload) => upload.id !== key));
    if (stored === 0) return;
    toast(t("entry.uploaded", { count: stored }));
    onDone();
  };
  return { uploads, add: (files: Iterable<File>) => void add(files) };
}

export type Uploads = ReturnType<typeof useUploads>;
