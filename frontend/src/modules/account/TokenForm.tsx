import { type FormEvent, type ReactNode, useState } from "react";
import { useTranslation } from "react-i18next";
import { ask } from "@/api/client";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, Segmented, TextInput } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { date } from "@/platform/values/date";
import { pseudoField } from "@/platform/values/pseudo";
import { useAct } from "./use-act";

interface NewProps {
  /** Where it is made. */
  path: string;
  /** What is sent besides. */
  extra?: Record<string, unknown>;
  /** Fields above the others. */
  children?: ReactNode;
  onDone: (token: string) => void;
  onClose: () => void;
}

/** What a key is for, what it may do, and until when. */
export function NewToken({ path, extra, children, onDone, onClose }: NewProps) {
  const { t } = useTranslation();
  const run = useAct();
  const [title, setTitle] = useState("");
  const [level, setLevel] = useState<"read" | "write">("read");
  const [until, setUntil] = useState<string | null>(null);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    run(async () => {
      const expires_at = until ? new Date(`${until}T23:59:59`).toISOString() : null;
      const body = { ...extra, title, scopes: { "*": level }, expires_at };
      const { token } = await ask<{ token: string }>(path, { method: "POST", body });
      onDone(token);
    });
  };
  return (
    <form className="col g12" onSubmit={submit} aria-label={t("account.token_add")}>
      {children}
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

interface MadeProps {
  token: string;
  /** Says what it is; left out for a key of the API. */
  title?: string;
  onClose: () => void;
}

/** The token itself, this once. */
export function MadeToken({ token, title, onClose }: MadeProps) {
  const { t } = useTranslation();
  const copy = async () => {
    await navigator.clipboard.writeText(token);
    toast(t("account.copied"));
  };
  return (
    <Dialog
      title={title ?? t("account.token_made")}
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
