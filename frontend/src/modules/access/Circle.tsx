import type { Depth } from "@/api/types";

const parts: Record<Depth, string> = {
  none: "",
  own: "M8.5 8.5V1.9A6.6 6.6 0 0 1 15.1 8.5Z",
  unit: "M8.5 1.9A6.6 6.6 0 0 1 8.5 15.1Z",
  subunits: "M8.5 8.5H1.9A6.6 6.6 0 1 0 8.5 1.9Z",
  organisation: "M8.5 1.9A6.6 6.6 0 1 1 8.49 1.9Z",
};

/** A depth as a circle: empty, a quarter, half, three quarters, full. */
export function Circle({ depth }: { depth: Depth }) {
  return (
    <svg width="17" height="17" viewBox="0 0 17 17" aria-hidden="true">
      <circle cx="8.5" cy="8.5" r="6.6" fill="none" stroke="currentColor" strokeWidth="1.5" />
      {parts[depth] && <path fill="currentColor" d={parts[depth]} />}
    </svg>
  );
}
