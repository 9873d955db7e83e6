import { useQuery } from "@tanstack/react-query";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { useMeta } from "@/api/meta";
import { Failure } from "@/app/errors";
import { Icon } from "@/kit/Icon";
import { Late } from "@/kit/states";
import { Tag } from "@/kit/Tag";

interface Finding {
  id: string;
  severity: "high" | "middle" | "low";
  fine: boolean;
  title: string;
  text: string;
  cure: string;
}

const TONES = { high: "neg", middle: "warn", low: "neutral" } as const;

/** What is unsafe in the present settings with its cure; what is well stands below. */
export function Findings() {
  const { t } = useTranslation();
  const { language } = useMeta();
  const found = useQuery({
    queryKey: ["security", "findings", language],
    queryFn: ({ signal }) => ask<{ items: Finding[] }>("/security/findings", { signal }),
  });
  if (found.error) return <Failure error={found.error} onRetry={() => void found.refetch()} />;
  if (!found.data) return <Late>{t("state.loading")}</Late>;
  const unsafe = found.data.items.filter((one) => !one.fine);
  const fine = found.data.items.filter((one) => one.fine);
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and nothing in it takes the keyboard
    <section className="findings" tabIndex={0} aria-label={t("security.part_findings")}>
      <h2>{unsafe.length ? t("security.unsafe") : t("security.all_fine")}</h2>
      {unsafe.length > 0 && (
        <ul>
          {unsafe.map((one) => (
            <li key={one.id}>
              <Icon name="warning" />
              <div>
                <b>{one.title}</b>
                <p>{one.text}</p>
                <p>
                  {t("security.cure")}: {one.cure}
                </p>
              </div>
              <Tag tone={TONES[one.severity]}>{t(`security.${one.severity}`)}</Tag>
            </li>
          ))}
        </ul>
      )}
      {fine.length > 0 && (
        <>
          <h2>{t("security.fine")}</h2>
          <ul>
            {fine.map((one) => (
              <li key={one.id}>
                <Icon name="check" />
                <span>{one.title}</span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
