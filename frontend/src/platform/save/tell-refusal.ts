import { ApiProblem } from "@/api/problem";
import { tellProblem } from "@/app/errors";

/** Tells a refusal by what is wrong with each field, where there is no form to mark them in. */
export function tellRefusal(error: unknown): void {
  const details = error instanceof ApiProblem ? error.errors.map(({ detail }) => detail) : [];
  const words = [...new Set(details.filter(Boolean))].join(" ");
  tellProblem(words ? new Error(words) : error);
}
