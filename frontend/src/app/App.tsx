import { QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { useState } from "react";
import { I18nProvider } from "react-aria-components";
import { useTranslation } from "react-i18next";
import { queries } from "@/api/queries";
import { makeRouter } from "./router";

/** Everything every screen stands in. */
export function App() {
  const { i18n } = useTranslation();
  const [router] = useState(makeRouter);
  const locale = { ru: "ru-RU", de: "de-DE", en: "en-GB" }[i18n.language as "ru" | "de" | "en"];
  return (
    <QueryClientProvider client={queries}>
      <I18nProvider locale={locale}>
        <RouterProvider router={router} />
      </I18nProvider>
    </QueryClientProvider>
  );
}
