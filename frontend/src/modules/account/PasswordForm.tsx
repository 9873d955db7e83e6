import { useState } from "react";
import { useTranslation } from "react-i18next";
import { PasswordInput } from "@/app/door/PasswordInput";
import { Button } from "@/kit/Button";
import { Field } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { changePassword } from "./account-api";
import { useDoorAct } from "./door-act";
import { NewPassword } from "./NewPassword";

/** Another password; every other sign-in of the account ends with it. */
export function PasswordForm() {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <section aria-labelledby="account-password">
      <h2 id="account-password">{t("login.password")}</h2>
      <p className="mut">{t("account.password_about")}</p>
      {open ? (
        <Change onClose={() => setOpen(false)} />
      ) : (
        <Button onClick={() => setOpen(true)}>{t("account.password_change")}</Button>
      )}
    </section>
  );
}

function Change({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [old, setOld] = useState("");
  const [fresh, setFresh] = useState("");
  const act = useDoorAct(
    () => changePassword(old, fresh),
    () => {
      toast(t("account.password_changed"));
      onClose();
    },
  );
  return (
    <form className="col g12" onSubmit={act.submit} aria-label={t("account.password_change")}>
      {act.refusal && <Banner tone="bad">{act.refusal}</Banner>}
      <Field label={t("account.password_now")} error={act.fields.current_password} required>
        {(attributes) => (
          <PasswordInput
            {...attributes}
            name="current_password"
            autoComplete="current-password"
            autoFocus
            required
            value={old}
            onValue={setOld}
          />
        )}
      </Field>
      <NewPassword value={fresh} onValue={setFresh} error={act.fields.new_password} />
      <div className="row g8">
        <Button tone="primary" type="submit" aria-disabled={act.busy}>
          {t("account.password_change")}
        </Button>
        <Button onClick={onClose}>{t("action.cancel")}</Button>
      </div>
    </form>
  );
}
