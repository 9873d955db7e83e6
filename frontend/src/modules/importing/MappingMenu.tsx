import { useState } from "react";
import { useTranslation } from "react-i18next";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Checkbox, Field, TextInput } from "@/kit/inputs";
import { Menu } from "@/kit/Menu";
import { toast } from "@/kit/toasts";
import type { StepProps } from "./ColumnsStep";
import { applied, useMappings } from "./import-api";

function SaveDialog({ one, onChange, onClose }: Omit<StepProps, "busy"> & { onClose: () => void }) {
  const { t } = useTranslation();
  const [title, setTitle] = useState(one.mapping_title ?? "");
  const [shared, setShared] = useState(false);
  const save = () => {
    if (!title.trim()) return;
    onChange({ mapping_title: title.trim(), mapping_shared: shared });
    toast(t("import.mapping_kept"));
    onClose();
  };
  return (
    <Dialog
      title={t("import.save_mapping")}
      closeLabel={t("action.close")}
      size="s"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" onClick={save}>
            {t("action.save")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <Field label={t("view.title")} help={t("import.mapping_help")}>
        {(attributes) => (
          <TextInput
            {...attributes}
            autoFocus
            maxLength={80}
            value={title}
            onValue={setTitle}
            onKeyDown={(event) => event.key === "Enter" && save()}
          />
        )}
      </Field>
      <label className="row sharing">
        <Checkbox checked={shared} onValue={setShared} />
        {t("import.mapping_shared")}
      </label>
    </Dialog>
  );
}

/** Takes over a saved assignment of columns, or saves this one under a name. */
export function MappingMenu({ one, onChange }: Omit<StepProps, "busy">) {
  const { t } = useTranslation();
  const [naming, setNaming] = useState(false);
  const saved = useMappings(one.object).data?.items ?? [];
  const entries = saved.map((mapping) => ({
    id: mapping.id,
    label: mapping.title,
    checked: mapping.title === one.mapping_title,
    run: () => onChange({ mapping: applied(mapping, one.columns) }),
  }));
  return (
    <>
      {entries.length > 0 && (
        <Menu label={t("import.reuse")} groups={[{ id: "saved", entries }]} placement="bottom end">
          <Button tone="quiet" chevron>
            {t("import.reuse")}
          </Button>
        </Menu>
      )}
      <Button tone="quiet" className="hide-m" onClick={() => setNaming(true)}>
        {t("import.save_mapping")}
      </Button>
      {naming && <SaveDialog one={one} onChange={onChange} onClose={() => setNaming(false)} />}
    </>
  );
}
