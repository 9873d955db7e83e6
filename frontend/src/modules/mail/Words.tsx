import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Tabs } from "@/kit/Tabs";
import type { Shown } from "./mail-api";

/** Both twins of a letter. The frame may do nothing: no script, no form, no way to the page. */
export function Words({ shown }: { shown: Shown }) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState("html");
  const tabs = [
    ...(shown.html ? [{ id: "html", label: t("letter.html") }] : []),
    { id: "text", label: t("letter.text") },
  ];
  const twin = shown.html ? chosen : "text";
  return (
    <div className="words">
      <p className="b">{shown.subject}</p>
      <Tabs label={t("letter.twins")} tabs={tabs} selected={twin} onSelect={setChosen}>
        {twin === "html" ? (
          <iframe title={shown.subject} sandbox="" srcDoc={shown.html} />
        ) : (
          <pre>{shown.text}</pre>
        )}
      </Tabs>
    </div>
  );
}
