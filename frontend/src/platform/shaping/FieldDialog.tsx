import { useTranslation } from "react-i18next";
import { reloadMeta, useObject } from "@/api/meta";
import { deleteRecord, useRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { tellRefusal } from "../save/tell-refusal";
import { FieldForm } from "./FieldForm";
import { useShaping, type Values } from "./use-shaping";

export const FIELD = "meta.field";

interface Props {
  /** The object that gets the field. */
  object: ObjectMeta;
  /** The record of an existing field; without it a new one is made. */
  field?: string | undefined;
  onDone: (name: string) => void;
  onClose: () => void;
}

/** Makes or changes a field where it is missed: from a list, a form or a card. */
export default function FieldDialog({ field, ...rest }: Props) {
  const meta = useObject(FIELD);
  if (!meta) return null;
  if (field) return <Existing {...rest} meta={meta} field={field} />;
  return <Window {...rest} meta={meta} start={{ object: rest.object.name, kind: "text" }} />;
}

type Inner = Omit<Props, "field"> & { meta: ObjectMeta };

function Existing({ field, ...rest }: Inner & { field: string }) {
  const { t } = useTranslation();
  const record = useRecord(FIELD, field);
  if (!record.data) return <Late>{t("state.loading")}</Late>;
  return <Window {...rest} start={record.data} />;
}

function Window({ meta, object, start, onDone, onClose }: Inner & { start: Rec | Values }) {
  const { t } = useTranslation();
  const existing = "id" in start;
  const alone = useAlone();
  const form = useShaping(meta, start, (record) => {
    toast(t(existing ? "shape.changed" : "shape.made", { name: record.name }));
    onDone(`f_${record.number}`);
    onClose();
  });
  const retire = async () => {
    const { id, version, name } = start as Rec;
    try {
      await deleteRecord(FIELD, id, version);
      await reloadMeta();
      toast(t("shape.retired", { name }));
      onClose();
    } catch (error) {
      tellRefusal(error);
    }
  };
  return (
    <Dialog
      title={t(existing ? "shape.change_title" : "shape.new_title", { title: object.title })}
      closeLabel={t("action.close")}
      isOpen
      size="l"
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" aria-disabled={form.saving} onClick={form.save}>
            {t(existing ? "action.save" : "shape.make")}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
          {existing && (
            <Button tone="quiet" onClick={() => void alone(retire)}>
              {t("shape.retire")}
            </Button>
          )}
        </>
      }
    >
      <FieldForm
        object={meta}
        form={form}
        existing={existing}
        withObject={false}
        onReshaped={existing ? onClose : undefined}
      />
    </Dialog>
  );
}
