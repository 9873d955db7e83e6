/** The steps of an import in their order. */
export const STEPS = ["file", "columns", "duplicates", "check", "import"] as const;
export type Step = (typeof STEPS)[number];

export const importHref = (object: string) => `/import/${object}`;

export const stepHref = (object: string, id: string, step: Step) =>
  `/import/${object}?id=${id}&step=${step}`;

export function stepOf(text: string | undefined): Step {
  return STEPS.find((step) => step === text) ?? "columns";
}
