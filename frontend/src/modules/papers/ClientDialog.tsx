import "@/styles/ask.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useObject } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { patchRecord, useRecord } from "@/api/records";
import type { ObjectMeta, Rec } from "@/api/types";
import { tellProblem } from "@/app/errors";
import { Button } from "@/kit/Button";
import { Dialog } from "@/kit/Dialog";
import { Late } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { FormFields } from "@/platform/form/FormFields";
import { writableFields } from "@/platform/values";
import { type Lacking, lackingOf, typedAt } from "./lacking";

interface Props {
  lacking: Lacking;
  onClose: () => void;
}

interface FormProps extends Props {
  object: ObjectMeta;
  client: Rec;
}

function ClientForm({ lacking, onClose, object, client }: FormProps) {
  const { t } = useTranslation();
  const alone = useAlone();
  const fields = typedAt(object);
  const [values, setValues] = useState<Record<string, unknown>>(client);
  const [version, setVersion] = useState(client.version);
  const [problems, setProblems] = useState<Record<string, string>>({});
  const [unread, setUnread] = useState<Record<string, string>>({});
  const [told, setTold] = useState(lacking.told);
  const set = (name: string, value: unknown, problem?: string) => {
    setValues((old) => ({ ...old, [name]: value }));
    setProblems(({ [name]: _, ...rest }) => rest);
    setUnread(({ [name]: _, ...rest }) => (problem ? { ...rest, [name]: problem } : rest));
  };
  const answer = () =>
    void alone(async () => {
      if (Object.keys(unread).length > 0) return;
      const saved = await patchRecord(
        object.name,
        client.id,
        version,
        writableFields(fields, values),
      );
      setVersion(saved.version);
      await lacking.again();
      onClose();
    }).catch((error: unknown) => {
      const again = lackingOf(error, lacking.paper);
      if (again) setTold(again);
      else if (error instanceof ApiProblem && fields.some(({ name }) => name in error.byField))
        setProblems(error.byField);
      else tellProblem(error);
    });
  return (
    <Dialog
      title={t("offer.client_lacks", { name: lacking.title })}
      closeLabel={t("action.close")}
      isOpen
      blocking
      onClose={onClose}
      actions={
        <>
          <Button tone="primary" onClick={answer}>
            {lacking.label}
          </Button>
          <Button onClick={onClose}>{t("action.cancel")}</Button>
        </>
      }
    >
      <div className="askform">
        {told.map((line) => (
          <p key={line} role="alert">
            {line}
          </p>
        ))}
        <p className="mut">{t("offer.client_saved")}</p>
        <FormFields
          fields={fields}
          values={values}
          problems={{ ...problems, ...unread }}
          onChange={set}
          autoFocus
        />
      </div>
    </Dialog>
  );
}

/** What a client lacks for a paper to be issued: typed here, kept on the client, then issued. */
export default function ClientDialog({ lacking, onClose }: Props) {
  const { t } = useTranslation();
  const object = useObject(lacking.object);
  const client = useRecord(lacking.object, lacking.id);
  if (!object || !client.data) return <Late>{t("state.loading")}</Late>;
  return <ClientForm lacking={lacking} onClose={onClose} object={object} client={client.data} />;
}
