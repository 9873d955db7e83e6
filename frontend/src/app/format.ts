import { useMemo } from "react";
import { useMeta } from "@/api/meta";
import { createFormat, type Format } from "@/kit/format";

/** Formatters in the user's language, the firm's zone and currencies. */
export function useFormat(): Format {
  const meta = useMeta();
  return useMemo(
    () =>
      createFormat({
        language: meta.language,
        timezone: meta.firm.timezone,
        currencies: meta.currencies,
      }),
    [meta],
  );
}
