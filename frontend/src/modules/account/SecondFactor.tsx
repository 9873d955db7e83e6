import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Tag } from "@/kit/Tag";
import { toast } from "@/kit/toasts";
import { AppDialog } from "./AppDialog";
import {
  freshSecret,
  momentOf,
  readCodes,
  removeApp,
  renewCodes,
  type Secret,
  useProofs,
} from "./account-api";
import { CodesDialog } from "./Codes";
import { useAct } from "./use-act";
import { useGuarded } from "./use-guarded";

/** The second proof by an app for codes, and the recovery codes for the day the phone is lost. */
export function SecondFactor() {
  const { t } = useTranslation();
  const format = useFormat();
  const proofs = useProofs();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [guarded, asking] = useGuarded();
  const run = useAct();
  const app = proofs.data?.find((one) => one.type === "totp");
  const kept = proofs.data?.find((one) => one.type === "recovery_codes");
  const show = (act: () => Promise<string[]>) => run(async () => setCodes(await guarded(act)));
  const added = () => {
    setSecret(null);
    toast(t("account.app_added"));
    show(readCodes);
  };
  const remove = () =>
    run(async () => {
      await guarded(removeApp);
      toast(t("account.app_removed"));
    });
  return (
    <section aria-labelledby="account-second">
      <h2 id="account-second">
        {t("account.second")}{" "}
        {proofs.data && (
          <Tag tone={app ? "pos" : "warn"}>{t(app ? "account.on" : "account.off")}</Tag>
        )}
      </h2>
      <p className="mut">{t("account.second_about")}</p>
      {proofs.error && !proofs.data && (
        <Failure error={proofs.error} onRetry={() => void proofs.refetch()} />
      )}
      {proofs.data && (
        <div className="row g8 w">
          {app ? (
            <>
              <span>
                {t("account.app_since", { when: format.shortMoment(momentOf(app.created_at)) })}
              </span>
              <Button tone="danger-text" onClick={remove}>
                {t("account.app_remove")}
              </Button>
            </>
          ) : (
            <Button tone="primary" onClick={() => run(async () => setSecret(await freshSecret()))}>
              {t("account.app_add")}
            </Button>
          )}
        </div>
      )}
      {kept && (
        <div className="row g8 w">
          <span>
            {t("account.codes_left", { count: kept.unused_code_count, of: kept.total_code_count })}
          </span>
          <Button onClick={() => show(renewCodes)}>{t("account.codes_renew")}</Button>
        </div>
      )}
      {secret && (
        <AppDialog
          secret={secret}
          guarded={guarded}
          onDone={added}
          onClose={() => setSecret(null)}
        />
      )}
      {codes && <CodesDialog codes={codes} onClose={() => setCodes(null)} />}
      {asking}
    </section>
  );
}
