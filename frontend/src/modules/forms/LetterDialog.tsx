import "./forms.css";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { tellProblem } from "@/app/errors";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Checkbox, Field, Segmented, TextArea, TextInput } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import type { RecordActProps } from "@/platform/extensions";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { refreshCard } from "@/platform/record/card";
import { type Format, type FormLetter, orderDocument, useLetter, useOffered } from "./forms-api";
import { Templates } from "./Templates";

interface LetterProps extends RecordActProps {
  template: string;
  pdf: boolean;
  found: FormLetter;
  /** What stands above the letter. */
  above: React.ReactNode;
}

/** The receivers that the client's record proposes. */
function Receivers({
  found,
  to,
  onTo,
}: {
  found: FormLetter;
  to: readonly string[];
  onTo: (to: readonly string[]) => void;
}) {
  const { t } = useTranslation();
  return (
    <fieldset className="boxes" aria-label={t("offer.to")}>
      <legend className="lab">{t("offer.to")}</legend>
      {found.to.map(({ address, name }) => (
        <label key={address} className="row g4">
          <Checkbox
            checked={to.includes(address)}
            onValue={(on) => onTo(on ? [...to, address] : to.filter((one) => one !== address))}
          />
          <span className="ell">{address}</span>
          <span className="mut sm ell">{name}</span>
        </label>
      ))}
      {found.to.length === 0 && <p className="mut">{t("offer.no_address")}</p>}
    </fieldset>
  );
}

function Letter({ object, record, template, pdf, found, above, onClose }: LetterProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState<readonly string[]>(found.to.slice(0, 1).map((one) => one.address));
  const [other, setOther] = useState("");
  const [subject, setSubject] = useState(found.subject);
  const [text, setText] = useState(found.text);
  const [format, setFormat] = useState<Format>(pdf ? "pdf" : "docx");
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [job, setJob] = useState("");
  const [once] = useState(() => crypto.randomUUID());
  const alone = useAlone();
  const all = [...to, ...other.split(/[\s,;]+/).filter(Boolean)];
  const twice = problem?.code === "papers.sent_before";
  const faults = problem?.byField ?? {};

  const send = () =>
    alone(async () => {
      const again = twice ? { again: true } : {};
      const what = { object: object.name, record: record.id, template, format };
      try {
        const wanted = { ...what, to: all, subject, text, ...again };
        setJob(await orderDocument(wanted, `${once}${twice ? "2" : ""}`));
        setProblem(null);
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      }
    }).catch(tellProblem);
  return (
    <Dialog
      title={t("forms.mail")}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      size="l"
      actions={
        <DialogFoot
          confirm={t(twice ? "offer.send_again" : "offer.send")}
          waiting={!found.from || all.length === 0 || job !== ""}
          onConfirm={() => void send()}
          onCancel={onClose}
        />
      }
    >
      <div className="col g12">
        {above}
        {!found.from && <Banner>{t("offer.no_account")}</Banner>}
        {problem && Object.keys(faults).length === 0 && <Banner>{problem.message}</Banner>}
        {found.from && (
          <p className="mut">
            {t("offer.from", { name: found.from.name, address: found.from.address })}
          </p>
        )}
        <Receivers found={found} to={to} onTo={setTo} />
        <Field label={t("offer.other_address")} error={faults.to}>
          {(attributes) => (
            <TextInput {...attributes} value={other} onValue={setOther} inputMode="email" />
          )}
        </Field>
        <Field label={t("offer.letter_subject")} error={faults.subject}>
          {(attributes) => <TextInput {...attributes} value={subject} onValue={setSubject} />}
        </Field>
        <Field label={t("offer.letter_text")} error={faults.text}>
          {(attributes) => <TextArea {...attributes} rows={8} value={text} onValue={setText} />}
        </Field>
        {pdf && (
          <Segmented
            label={t("forms.attached")}
            value={format}
            onValue={setFormat}
            choices={[
              { value: "pdf", label: t("forms.pdf") },
              { value: "docx", label: t("forms.docx") },
            ]}
          />
        )}
        {job && (
          <JobProgress
            id={job}
            onOver={(done) => {
              setJob("");
              if (done.state !== "done") return tellProblem(new Error(done.error ?? ""));
              toast(t("offer.letter_queued", { to: all.join(", ") }));
              void refreshCard(object.name, record.id);
              onClose();
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

/** A document by a template, mailed: to whom, in which words, as PDF or Word file. */
export default function LetterDialog(props: RecordActProps) {
  const { t } = useTranslation();
  const offered = useOffered(props.object.name, props.record.id);
  const templates = offered.data?.templates ?? [];
  const [picked, setPicked] = useState("");
  const template = picked || templates[0]?.id || "";
  const letter = useLetter(props.object.name, props.record.id, template);
  const above = <Templates templates={templates} value={template} onValue={setPicked} />;
  if (letter.data)
    return (
      <Letter
        key={template}
        {...props}
        template={template}
        pdf={offered.data?.pdf ?? false}
        found={letter.data}
        above={above}
      />
    );
  const error = offered.error ?? letter.error;
  return (
    <Dialog
      title={t("forms.mail")}
      closeLabel={t("action.close")}
      isOpen
      onClose={props.onClose}
      size="l"
    >
      {above}
      {error && <Banner>{error.message}</Banner>}
      {offered.data && templates.length === 0 && <p className="mut">{t("forms.none")}</p>}
      {!error && (offered.isPending || letter.isFetching) && <Late>{t("state.loading")}</Late>}
    </Dialog>
  );
}
