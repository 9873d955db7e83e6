import { encode } from "uqr";

/** Quiet zone around the code, in modules (ISO/IEC 18004 wants four). */
const BORDER = 4;

/** A text as a QR code, drawn here: the text is a secret and goes to nobody. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, data } = encode(text, { ecc: "M", border: BORDER });
  const path = data
    .flatMap((row, y) => row.map((dark, x) => (dark ? `M${x} ${y}h1v1h-1z` : "")))
    .join("");
  return (
    <svg className="qr" viewBox={`0 0 ${size} ${size}`} role="img" aria-label={label}>
      <path d={path} />
    </svg>
  );
}
