import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import type { ObjectMeta } from "@/api/types";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { listHref } from "../addresses";
import { tellRefusal } from "../save/tell-refusal";

/**
 * The card of a record that is not there, or not for the asker: which of both is not told, and a
 * request for access is taken alike.
 */
export function AbsentCard({ object, id }: { object: ObjectMeta; id: string }) {
  const { t } = useTranslation();
  const alone = useAlone();
  const [asked, setAsked] = useState(false);
  const request = () =>
    alone(() =>
      ask("/access/requests", { method: "POST", body: { object: object.name, id } }).then(
        () => setAsked(true),
        tellRefusal,
      ),
    );
  return (
    <EmptyState
      title={t("error.absent")}
      actions={
        <>
          {object.features.includes("owner") && !asked && (
            <Button tone="primary" onClick={() => void request()}>
              {t("share.request")}
            </Button>
          )}
          <Link className="btn" href={listHref(object.name)}>
            {object.title}
          </Link>
        </>
      }
    >
      {asked ? t("share.requested") : t("error.absent_text")}
    </EmptyState>
  );
}
