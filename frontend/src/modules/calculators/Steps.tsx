import type { Priced } from "./calculator";

/** The way to a price: each formula with what it came to. */
export function Steps({ steps }: { steps: NonNullable<Priced["steps"]> }) {
  return (
    <dl className="calcsteps sm">
      {steps.map((one) => (
        <div key={one.name}>
          <dt>{one.label}</dt>
          <dd>{one.value}</dd>
        </div>
      ))}
    </dl>
  );
}
