import { useObject } from "@/api/meta";
import { NotFound } from "@/app/NotFound";
import { Builder } from "./Builder";
import { CALCULATOR } from "./calculator";

/** A calculator that is not saved yet. */
export default function NewCalculator() {
  const object = useObject(CALCULATOR);
  return object ? <Builder object={object} record={null} /> : <NotFound />;
}
