import { useFormat } from "@/app/format";
import type { Figure, Measure } from "./reports";

/** A figure as people read it; what is not known is a dash. */
export function useShown(): (measure: Measure, figure: Figure | undefined) => string {
  const format = useFormat();
  return (measure, figure) => {
    if (figure === null || figure === undefined) return "–";
    if (typeof figure === "object") return format.money(figure);
    if (measure.kind === "percent") return format.percent(Number(figure).toFixed(1));
    return typeof figure === "number" ? format.integer(figure) : format.number(figure);
  };
}
