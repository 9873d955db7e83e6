import "./account.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { passkeysKnown } from "@/api/passkeys";
import { readSession, signOut } from "@/api/session";
import type { Session } from "@/api/types";
import { Door } from "@/app/door/Door";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { AppDialog } from "./AppDialog";
import { addPasskey, freshSecret, readCodes, type Secret } from "./account-api";
import { CodesDialog } from "./Codes";
import { useAct } from "./use-act";
import { useGuarded } from "./use-guarded";

interface Props {
  session: Session;
  due: { until: string; late: boolean };
  /** It can wait still. */
  onLater: () => void;
}

/** The firm demands a second step: who has none sets it up before anything else, or in time. */
export default function DemandPage({ session, due, onLater }: Props) {
  const { t, i18n } = useTranslation();
  const [secret, setSecret] = useState<Secret | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [guarded, asking] = useGuarded();
  const run = useAct();
  const until = new Intl.DateTimeFormat(i18n.language, {
    dateStyle: "long",
    timeZone: session.firm.timezone,
  }).format(new Date(due.until));
  const added = () => {
    setSecret(null);
    run(async () => setCodes(await guarded(readCodes)));
  };
  const byKey = () =>
    run(async () => {
      await guarded(() => addPasskey(t("account.passkeys")));
      await readSession();
    });
  return (
    <Door session={session} title={t("demand.title")} about={t("demand.about")}>
      <Banner tone={due.late ? "warn" : "info"}>
        {due.late ? t("demand.late") : t("demand.until", { until })}
      </Banner>
      <Button tone="primary" large onClick={() => run(async () => setSecret(await freshSecret()))}>
        {t("account.app_add")}
      </Button>
      {passkeysKnown() && (
        <Button icon="lock" large onClick={byKey}>
          {t("account.passkey_add")}
        </Button>
      )}
      <div className="doorlinks">
        {!due.late && (
          <button type="button" className="link" onClick={onLater}>
            {t("demand.later")}
          </button>
        )}
        <button type="button" className="link" onClick={() => void signOut()}>
          {t("demand.leave")}
        </button>
      </div>
      {secret && (
        <AppDialog
          secret={secret}
          guarded={guarded}
          onDone={added}
          onClose={() => setSecret(null)}
        />
      )}
      {codes && <CodesDialog codes={codes} onClose={() => void readSession()} />}
      {asking}
    </Door>
  );
}
