import { useQuery } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { queries } from "@/api/queries";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Icon } from "@/kit/Icon";
import { Field, Segmented, TextInput } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { date } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { useAct } from "./use-act";

interface Token {
  id: string;
  title: string;
  scopes: Record<string, "read" | "write">;
  expires_at: string | null;
  used_at: string | null;
}

const KEY = ["account", "tokens"];

/** Keys with which programs act in one's name. */
export function Tokens() {
  const { t } = useTranslation();
  const [making, setMaking] = useState(false);
  const [made, setMade] = useState<string | null>(null);
  const found = useQuery({
    queryKey: KEY,
    queryFn: ({ signal }) => ask<{ items: Token[] }>("/tokens", { signal }),
  });
  const items = found.data?.items ?? [];
  const done = (token: string) => {
    setMaking(false);
    setMade(token);
  };
  return (
    <section aria-labelledby="account-tokens">
      <h2 id="account-tokens">{t("account.tokens")}</h2>
      <p className="mut">{t("account.tokens_about")}</p>
      {found.error && <Failure error={found.error} onRetry={() => void found.refetch()} />}
      {items.length > 0 && (
        <ul className="doorlist">
          {items.map((token) => (
            <Row key={token.id} token={token} />
          ))}
        </ul>
      )}
      {making ? (
        <NewToken onDone={done} onClose={() => setMaking(false)} />
      ) : (
        <Button icon="plus" onClick={() => setMaking(true)}>
          {t("account.token_add")}
        </Button>
      )}
      {made && <Made token={made} onClose={() => setMade(null)} />}
    </section>
  );
}

function Row({ token }: { token: Token }) {
  const { t } = useTranslation();
  const format = useFormat();
  const run = useAct();
  const revoke = () =>
    run(async () => {
      await ask(`/tokens/${token.id}`, { method: "DELETE" });
      toast(t("account.token_revoked", { name: token.title }));
      await queries.invalidateQueries({ queryKey: KEY });
    });
  const about = [
    t(Object.values(token.scopes).includes("write") ? "account.may_write" : "account.may_read"),
    token.expires_at
      ? t("account.until_day", { when: format.shortMoment(token.expires_at) })
      : t("account.until_ever"),
    token.used_at
      ? t("account.used", { when: format.shortMoment(token.used_at) })
      : t("account.unused"),
  ];
  return (
    <li>
      <Icon name="lock" />
      <span className="ell">
        <b>{token.title}</b>
        <span className="mut sm">{about.join(" · ")}</span>
      </span>
      <Button tone="danger-text" onClick={revoke}>
        {t("account.token_revoke")}
      </Button>
    </li>
  );
}

interface NewProps {
  onDone: (token: string) => void;
  onClose: () => void;
}

function NewToken({ onDone, onClose }: NewProps) {
  const { t } = useTranslation();
  const run = useAct();
  const [title, setTitle] = useState("");
  const [level, setLevel] = useState<"read" | "write">("read");
  const [until, setUntil] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const expires_at = until ? new Date(`${until}T23:59:59`).toISOString() : null;
      const body = { title, scopes: { "*": level }, expires_at };
      const { token } = await ask<{ token: string }>("/tokens", { method: "POST", body });
      await queries.invalidateQueries({ queryKey: KEY });
      onDone(token);
    });
  };
  return (
    <form className="col g12" onSubmit={submit} aria-label={t("account.token_add")}>
      <Field label={t("account.token_title")} required>
        {(attributes) => (
          <TextInput
            {...attributes}
            required
            autoFocus
            maxLength={100}
            value={title}
            onValue={setTitle}
          />
        )}
      </Field>
      <Segmented
        label={t("account.token_level")}
        value={level}
        onValue={setLevel}
        choices={[
          { value: "read", label: t("account.may_read") },
          { value: "write", label: t("account.may_write") },
        ]}
      />
      <Field label={t("account.token_until")} help={t("account.token_until_help")}>
        {(attributes) => (
          <date.Edit
            {...attributes}
            field={pseudoField("until", t("account.token_until"), "date")}
            value={until}
            onChange={(value) => setUntil(value ? String(value) : null)}
          />
        )}
      </Field>
      <div className="row g8">
        <Button tone="primary" type="submit">
          {t("account.passkey_make")}
        </Button>
        <Button onClick={onClose}>{t("action.cancel")}</Button>
      </div>
    </form>
  );
}

/** The token itself, this once. */
function Made({ token, onClose }: { token: string; onClose: () => void }) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(token);
    toast(t("account.copied"));
  };
  return (
    <Dialog
      title={t("account.token_made")}
      closeLabel={t("action.close")}
      isOpen
      blocking
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" icon="copy" onClick={() => void copy()}>
            {t("account.copy")}
          </Button>
          <Button onClick={onClose}>{t("action.close")}</Button>
        </>
      }
    >
      <p>{t("account.token_copy_now")}</p>
      <code className="secret">{token}</code>
    </Dialog>
  );
}
