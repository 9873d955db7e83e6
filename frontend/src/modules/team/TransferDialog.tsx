import { lazy, Suspense, useState } from "react";
import { useTranslation } from "react-i18next";
import { patchRecord } from "@/api/records";
import type { LinkValue } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Field } from "@/kit/inputs";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import type { Effect } from "@/modules/access/rights";
import type { RecordActProps } from "@/platform/extensions";
import { refreshCard } from "@/platform/record/card";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { UNIT, weighUser } from "./team-api";

const EffectDialog = lazy(() => import("@/modules/access/EffectDialog"));

/** Brings a user and his records to another unit, after showing who will see more and who less. */
export default function TransferDialog({ object, record, onClose }: RecordActProps) {
  const { t } = useTranslation();
  const alone = useAlone();
  const name = String(record.name);
  const home = record.unit as LinkValue | null;
  const [place, setPlace] = useState<LinkValue | null>(null);
  const [effect, setEffect] = useState<Effect | null>(null);
  const [saving, setSaving] = useState(false);
  const move = async (unit: LinkValue) => {
    setSaving(true);
    try {
      await patchRecord(object.name, record.id, record.version, { unit: unit.id });
      toast(t("team.transferred", { name, unit: unit.title }));
      void refreshCard(object.name, record.id);
      onClose();
    } catch (error) {
      tellRefusal(error);
      setSaving(false);
    }
  };
  const weigh = async (unit: LinkValue) => {
    try {
      const found = await weighUser(record.id, unit.id);
      if (found.people.count > 0) setEffect(found);
      else await move(unit);
    } catch (error) {
      tellRefusal(error);
    }
  };
  if (effect && place)
    return (
      <Suspense>
        <EffectDialog
          title={t("team.transferring", { name, unit: place.title })}
          confirm={t("team.transfer_run")}
          effect={effect}
          saving={saving}
          onConfirm={() => void alone(() => move(place))}
          onCancel={onClose}
        />
      </Suspense>
    );
  return (
    <Dialog
      title={t("team.transfer_named", { name })}
      closeLabel={t("action.close")}
      isOpen
      size="s"
      onClose={onClose}
      actions={
        <DialogFoot
          confirm={t("team.transfer_run")}
          waiting={place === null || saving}
          onConfirm={() => place && void alone(() => weigh(place))}
          onCancel={onClose}
        />
      }
    >
      <div className="col g12">
        <p className="mut">{t("team.transfer_text")}</p>
        <Field label={t("team.part_of")}>
          {(attributes) => (
            <RecordPicker
              {...attributes}
              field={pseudoField("unit", t("team.part_of"), "link")}
              target={UNIT}
              {...(home ? { without: home.id } : {})}
              value={place}
              onChange={(value) => setPlace(value as LinkValue | null)}
              autoFocus
            />
          )}
        </Field>
      </div>
    </Dialog>
  );
}
