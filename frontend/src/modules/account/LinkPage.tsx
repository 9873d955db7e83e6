import { useQuery } from "@tanstack/react-query";
import { useParams, useRouterState } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type Door, linkQuery, OUTSIDE, renewPassword } from "@/api/auth";
import { keepPreferences, readSession } from "@/api/session";
import type { Language } from "@/api/types";
import SecondStep from "@/app/door/SecondStep";
import { useWords } from "@/app/door/use-words";
import { Link, useGo } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { DoorPage } from "./DoorPage";
import { useDoorAct } from "./door-act";
import { NewPassword } from "./NewPassword";

/** The links of letters lead here, of an invitation and of a recovery: a new password, once. */
export default function LinkPage() {
  const { t } = useTranslation();
  const { key = "" } = useParams({ strict: false });
  const path = useRouterState({ select: (state) => state.location.pathname });
  const invited = path.startsWith("/invitation/");
  const whose = useQuery(linkQuery(key));
  const words = useWords();
  if (whose.isPending) return null;
  if (whose.error)
    return (
      <DoorPage title={t("door.new_password")}>
        <Banner tone="bad">{words(whose.error)}</Banner>
        <Link className="btn l p" href="/recover">
          {t("door.new_link")}
        </Link>
      </DoorPage>
    );
  const { display: name, username: login } = whose.data;
  return (
    <DoorPage
      title={invited ? t("door.invitation_hello", { name }) : t("door.new_password")}
      about={t(invited ? "door.invitation_about" : "door.new_password_about", { login })}
    >
      <Form link={key} login={login} invited={invited} />
    </DoorPage>
  );
}

interface FormProps {
  link: string;
  login: string;
  /** The language chosen here stays the account's. */
  invited: boolean;
}

function Form({ link, login, invited }: FormProps) {
  const { t, i18n } = useTranslation();
  const go = useGo();
  const [password, setPassword] = useState("");
  const [at, setAt] = useState(OUTSIDE);
  const next = async (door: Door) => {
    setAt(door);
    if (!door.inside) return;
    await readSession();
    if (invited) await keepPreferences({ language: i18n.language as Language });
    go("/", true);
  };
  const act = useDoorAct(() => renewPassword(link, password), next);
  if (at.pending) return <SecondStep door={at} onNext={next} onBack={() => go("/", true)} />;
  const refusal = act.refusal ?? act.fields.key;
  return (
    <form onSubmit={act.submit} aria-label={t("door.new_password")}>
      {refusal && <Banner tone="bad">{refusal}</Banner>}
      {/* browsers keep the password under this name */}
      <input hidden readOnly name="username" autoComplete="username" value={login} />
      <NewPassword value={password} onValue={setPassword} error={act.fields.password} />
      <Button tone="primary" type="submit" large aria-disabled={act.busy}>
        {t("door.set_password")}
      </Button>
    </form>
  );
}
