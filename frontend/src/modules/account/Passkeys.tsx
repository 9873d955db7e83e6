import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Dismissed, passkeysKnown } from "@/api/passkeys";
import { useFormat } from "@/app/format";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { TextInput } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import {
  addPasskey,
  momentOf,
  type Passkey,
  removePasskey,
  renamePasskey,
  useProofs,
} from "./account-api";
import { useAct } from "./use-act";
import { type Guarded, useGuarded } from "./use-guarded";

/** Passkeys: this computer, the phone or a key on the ring opens the door without a password. */
export function Passkeys() {
  const { t } = useTranslation();
  const proofs = useProofs();
  const [naming, setNaming] = useState(false);
  const [guarded, asking] = useGuarded();
  const run = useAct();
  const keys = proofs.data?.filter((one) => one.type === "webauthn") ?? [];
  const add = (name: string) =>
    run(async () => {
      try {
        await guarded(() => addPasskey(name));
        toast(t("account.passkey_added", { name }));
        setNaming(false);
      } catch (error) {
        if (!(error instanceof Dismissed)) throw error;
        toast(t("door.passkey_left"));
      }
    });
  return (
    <section aria-labelledby="account-passkeys">
      <h2 id="account-passkeys">{t("account.passkeys")}</h2>
      <p className="mut">{t("account.passkeys_about")}</p>
      {keys.length > 0 && (
        <ul className="doorlist">
          {keys.map((key) => (
            <Row key={key.id} passkey={key} guarded={guarded} />
          ))}
        </ul>
      )}
      {!passkeysKnown() ? (
        <p className="mut">{t("account.passkeys_unknown")}</p>
      ) : naming ? (
        <NameForm
          label={t("account.passkey_name")}
          start=""
          action={t("account.passkey_make")}
          onName={add}
          onClose={() => setNaming(false)}
        />
      ) : (
        <Button icon="plus" onClick={() => setNaming(true)}>
          {t("account.passkey_add")}
        </Button>
      )}
      {asking}
    </section>
  );
}

function Row({ passkey, guarded }: { passkey: Passkey; guarded: Guarded }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useAct();
  const [naming, setNaming] = useState(false);
  const rename = (name: string) =>
    run(async () => {
      await guarded(() => renamePasskey(passkey.id, name));
      setNaming(false);
    });
  const remove = () =>
    run(async () => {
      await guarded(() => removePasskey(passkey.id));
      toast(t("account.passkey_removed", { name: passkey.name }));
    });
  if (naming)
    return (
      <li>
        <NameForm
          label={t("account.passkey_name")}
          start={passkey.name}
          action={t("action.save")}
          onName={rename}
          onClose={() => setNaming(false)}
        />
      </li>
    );
  const used = passkey.last_used_at;
  return (
    <li>
      <Icon name="lock" />
      <span className="ell">
        <b>{passkey.name}</b>
        <span className="mut sm">
          {used
            ? t("account.used", { when: format.shortMoment(momentOf(used)) })
            : t("account.made", { when: format.shortMoment(momentOf(passkey.created_at)) })}
        </span>
      </span>
      <IconButton
        icon="edit"
        label={t("account.rename", { name: passkey.name })}
        onClick={() => setNaming(true)}
      />
      <IconButton
        icon="trash"
        label={t("action.remove_named", { title: passkey.name })}
        onClick={remove}
      />
    </li>
  );
}

interface NameProps {
  label: string;
  start: string;
  action: string;
  onName: (name: string) => void;
  onClose: () => void;
}

function NameForm({ label, start, action, onName, onClose }: NameProps) {
  const { t } = useTranslation();
  const [name, setName] = useState(start);
  return (
    <form
      className="row g8 w"
      onSubmit={(event) => {
        event.preventDefault();
        if (name.trim()) onName(name.trim());
      }}
    >
      <TextInput
        aria-label={label}
        placeholder={label}
        value={name}
        onValue={setName}
        maxLength={100}
        required
        autoFocus
      />
      <Button tone="primary" type="submit">
        {action}
      </Button>
      <Button onClick={onClose}>{t("action.cancel")}</Button>
    </form>
  );
}
