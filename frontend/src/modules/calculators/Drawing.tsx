import { useFormat } from "@/app/format";

interface Props {
  wide: string;
  high: string;
  label: string;
}

/** Room for the picture and for the numbers beside it, in units of the drawing. */
const SIDE = 100;
const EDGE = 22;

/** A rectangle in proportion, with its measures. */
export function Drawing({ wide, high, label }: Props) {
  const format = useFormat();
  const [width, height] = [Number(wide), Number(high)];
  if (!(width > 0 && height > 0)) return null;
  const scale = SIDE / Math.max(width, height);
  const [w, h] = [width * scale, height * scale];
  const left = EDGE + (SIDE - w) / 2;
  const top = (SIDE - h) / 2 + 2;
  return (
    <svg
      className="calcdraw"
      viewBox={`0 0 ${SIDE + EDGE + 4} ${SIDE + EDGE}`}
      role="img"
      aria-label={`${label}: ${format.number(wide)} × ${format.number(high)}`}
    >
      <rect x={left} y={top} width={w} height={h} />
      <rect x={left + 4} y={top + 4} width={Math.max(w - 8, 0)} height={Math.max(h - 8, 0)} />
      <text x={left + w / 2} y={top + h + 12} textAnchor="middle">
        {format.number(wide)}
      </text>
      <text
        x={left - 5}
        y={top + h / 2}
        textAnchor="middle"
        transform={`rotate(-90 ${left - 5} ${top + h / 2})`}
      >
        {format.number(high)}
      </text>
    </svg>
  );
}
