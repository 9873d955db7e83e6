import type { Calculator, Priced } from "./calculator";
import { Drawing } from "./Drawing";
import { Figures } from "./Figures";

interface Props {
  calculator: Pick<Calculator, "name" | "wide" | "high">;
  values: Record<string, unknown>;
  priced: Priced | undefined;
}

/** What some parameters come to: figures, a drawing where there are measures, words of the line. */
export function Outcome({ calculator, values, priced }: Props) {
  return (
    <>
      <div className="calcshow">
        <Figures priced={priced} />
        {calculator.wide && calculator.high && (
          <Drawing
            wide={String(values[calculator.wide] ?? "")}
            high={String(values[calculator.high] ?? "")}
            label={calculator.name}
          />
        )}
      </div>
      {priced?.name && (
        <p className="sm mut calcwords">
          <b>{priced.name}</b>
          {"\n"}
          {priced.details}
        </p>
      )}
    </>
  );
}
