import "./file-strip.css";
import { type DragEvent, useRef, useState } from "react";
import { Button } from "@/kit/Button";

interface Props {
  /** What may be dropped here, and what comes of it. */
  label: string;
  choose: string;
  /** Shown while files are taken in. */
  busyLabel: string;
  busy: boolean;
  accept: string;
  multiple?: boolean;
  onFiles: (files: File[]) => void;
}

/** A strip that takes files: dropped, or chosen with the button. */
export function FileStrip({ label, choose, busyLabel, busy, accept, multiple, onFiles }: Props) {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const begin = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1);
    if (files.length > 0 && !busy) onFiles(files);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    begin(event.dataTransfer.files);
  };
  const enter = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <section
      className={over ? "filestrip over" : "filestrip"}
      aria-label={label}
      aria-busy={busy}
      onDragOver={enter}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <input
        ref={input}
        type="file"
        hidden
        multiple={multiple}
        accept={accept}
        aria-label={choose}
        onChange={(event) => {
          begin(event.target.files);
          event.target.value = "";
        }}
      />
      <span className="mut2">{busy ? busyLabel : label}</span>
      <Button icon="upload" aria-disabled={busy} onClick={() => input.current?.click()}>
        {choose}
      </Button>
    </section>
  );
}
