import { type FormEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import type { SavedView } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Field, Segmented, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { useViewActs } from "./use-views";

interface Props {
  object: string;
  state: Record<string, unknown>;
  onSaved: (view: SavedView) => void;
  onClose: () => void;
}

/** Keeps the present state of a list under a name, for oneself or for others. */
export default function SaveViewDialog({ object, state, onSaved, onClose }: Props) {
  const { t } = useTranslation();
  const { create } = useViewActs(object);
  const alone = useAlone();
  const [title, setTitle] = useState("");
  const [shared, setShared] = useState<SavedView["shared"]>("me");
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (!title.trim()) return;
    const view = { object, title: title.trim(), shared, state };
    // A refusal is shown above the form.
    void alone(() => create.mutateAsync(view).then(onSaved, () => undefined));
  };
  return (
    <Dialog
      title={t("view.save_as")}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" aria-disabled={!title.trim()} onClick={() => submit()}>
            {t("action.save")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <form className="col g12" onSubmit={submit}>
        {create.error && <Banner tone="bad">{create.error.message}</Banner>}
        <Field label={t("view.title")} required>
          {(attributes) => <TextInput {...attributes} autoFocus value={title} onValue={setTitle} />}
        </Field>
        <Segmented
          label={t("view.for_whom")}
          value={shared}
          onValue={setShared}
          choices={[
            { value: "me", label: t("view.for_me") },
            { value: "unit", label: t("view.for_unit") },
            { value: "all", label: t("view.for_all") },
          ]}
        />
      </form>
    </Dialog>
  );
}
