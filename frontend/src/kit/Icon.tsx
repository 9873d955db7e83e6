import { drawings } from "./icon-drawings";

type IconName = keyof typeof drawings;

/** Other words for the same picture, as modules and firms call their objects. */
const also: Record<string, IconName> = {
  building: "company",
  firm: "company",
  user: "person",
  funnel: "lead",
  stage: "board",
  tree: "branch",
  pdf: "offer",
  delete: "trash",
};

function drawingOf(name: string) {
  const known = also[name] ?? name;
  return drawings[known in drawings ? (known as IconName) : "card"];
}

interface Props {
  /** A name of the set; names that come from meta and are unknown here are drawn as a card. */
  name: string;
  size?: "s" | "m" | "l";
  className?: string;
  /** Only for an icon that carries meaning alone; others are hidden from assistive technology. */
  label?: string;
}

export function Icon({ name, size = "m", className, label }: Props) {
  const classes = ["i", size === "m" ? "" : size, className ?? ""].filter(Boolean).join(" ");
  const drawing = drawingOf(name);
  if (label)
    return (
      <svg className={classes} viewBox="0 0 16 16" role="img" aria-label={label}>
        {drawing}
      </svg>
    );
  return (
    <svg className={classes} viewBox="0 0 16 16" aria-hidden="true">
      {drawing}
    </svg>
  );
}

export function Logo() {
  return (
    <svg className="i l" viewBox="0 0 20 20" aria-hidden="true">
      <path d="M2.6 7.4V3.6h4l1 1.6h9.8v2.2" opacity=".45" />
      <path d="M2.6 11V7h6.4l1 1.6h7.4V11" opacity=".7" />
      <path d="M2.6 10.6h8.8l1 1.6h5v4.8H2.6z" />
    </svg>
  );
}
