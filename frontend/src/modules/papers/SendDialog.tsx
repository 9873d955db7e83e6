import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { fieldOf, useMeta } from "@/api/meta";
import { ApiProblem } from "@/api/problem";
import { Failure, tellProblem } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Icon } from "@/kit/Icon";
import { Checkbox, Field, Segmented, Switch, TextArea, TextInput } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import { Value } from "@/platform/values";
import { LETTER, type Proposal, propose, sendLetter, takeBack } from "./sending";

const capital = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1);
const LANGUAGES = ["ru", "de", "en"] as const;

interface Props {
  object: string;
  /** The word for one of its kind. */
  one: string;
  id: string;
  number: string;
  onClose: () => void;
}

interface FormProps extends Props {
  found: Proposal;
  onLanguage: (language: Proposal["language"]) => void;
  onLink: (link: boolean) => void;
}

/** What was sent of this offer before, and what became of it. */
function Sent({ found }: { found: Proposal }) {
  const { t } = useTranslation();
  const format = useFormat();
  const letter = useMeta().objects[LETTER];
  const state = letter && fieldOf(letter, "state");
  if (found.sent.length === 0) return null;
  return (
    <section aria-label={t("offer.sent_before")}>
      <h3 className="sm m">{t("offer.sent_before")}</h3>
      <ul className="shares">
        {found.sent.map((one) => (
          <li key={one.id} className="row w">
            <span className="ell">{one.to}</span>
            {state && <Value field={state} value={one.state} />}
            <span className="sp" />
            <span className="mut3 sm nw">{format.shortMoment(one.at)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Receivers({
  found,
  to,
  onTo,
}: {
  found: Proposal;
  to: ReadonlySet<string>;
  onTo: (to: ReadonlySet<string>) => void;
}) {
  const { t } = useTranslation();
  const toggle = (address: string, on: boolean) => {
    const next = new Set(to);
    if (on) next.add(address);
    else next.delete(address);
    onTo(next);
  };
  return (
    <fieldset className="boxes" aria-label={t("offer.to")}>
      <legend className="lab">{t("offer.to")}</legend>
      {found.to.map((one) => (
        <label key={one.address} className="row g4">
          <Checkbox checked={to.has(one.address)} onValue={(on) => toggle(one.address, on)} />
          <span className="ell">{one.address}</span>
          <span className="mut sm ell">{one.name}</span>
        </label>
      ))}
      {found.to.length === 0 && <p className="mut">{t("offer.no_address")}</p>}
    </fieldset>
  );
}

function Form({ object, one, id, number, found, onLanguage, onLink, onClose }: FormProps) {
  const { t } = useTranslation();
  const [to, setTo] = useState<ReadonlySet<string>>(
    new Set(found.to.slice(0, 1).map((one) => one.address)),
  );
  const [other, setOther] = useState("");
  const [subject, setSubject] = useState(found.subject);
  const [text, setText] = useState(found.text);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [once] = useState(() => crypto.randomUUID());
  const alone = useAlone();
  const typed = other.split(/[\s,;]+/).filter(Boolean);
  const twice = problem?.code === "papers.sent_before";
  const faults = problem?.byField ?? {};

  const send = () =>
    alone(async () => {
      const letter = {
        to: [...to, ...typed],
        subject,
        text,
        language: found.language,
        link: found.link === true,
      };
      try {
        const again = twice ? { again: true } : {};
        const sent = await sendLetter(
          object,
          id,
          { ...letter, ...again },
          `${once}${twice ? "2" : ""}`,
        );
        toast(t("offer.letter_queued", { to: sent.letters.map((one) => one.to).join(", ") }), {
          undo: () =>
            takeBack(object, id, sent).then(() => toast(t("offer.letter_taken_back")), tellProblem),
        });
        onClose();
      } catch (error) {
        if (!(error instanceof ApiProblem)) throw error;
        setProblem(error);
      }
    }).catch(tellProblem);
  return (
    <Dialog
      title={t("offer.by_mail", { what: capital(one), number })}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      size="l"
      actions={
        <DialogFoot
          confirm={t(twice ? "offer.send_again" : "offer.send")}
          waiting={!found.from || to.size + typed.length === 0}
          onConfirm={() => void send()}
          onCancel={onClose}
        />
      }
    >
      <div className="col g12">
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
        <div className="row">
          <Segmented
            label={t("offer.letter_language")}
            value={found.language}
            onValue={onLanguage}
            choices={LANGUAGES.map((one) => ({ value: one, label: one.toUpperCase() }))}
          />
          <span className="sp" />
          {found.link !== null && (
            <>
              <Switch aria-label={t("offer.letter_link")} checked={found.link} onValue={onLink} />
              <span>{t("offer.letter_link")}</span>
            </>
          )}
        </div>
        <Field label={t("offer.letter_subject")} error={faults.subject}>
          {(attributes) => <TextInput {...attributes} value={subject} onValue={setSubject} />}
        </Field>
        <Field label={t("offer.letter_text")} error={faults.text} help={t("offer.letter_help")}>
          {(attributes) => <TextArea {...attributes} rows={9} value={text} onValue={setText} />}
        </Field>
        <p className="row g4">
          <Icon name="attachment" />
          {found.file}
        </p>
        <Sent found={found} />
      </div>
    </Dialog>
  );
}

/** An offer by mail: to whom, in which words, with its paper; another language renews the words. */
export default function SendDialog(props: Props) {
  const { t } = useTranslation();
  const [language, setLanguage] = useState("");
  const [link, setLink] = useState<boolean | null>(null);
  const found = useQuery({
    queryKey: ["offers", "letter", props.id, language, link],
    queryFn: ({ signal }) => propose(props.object, props.id, language, link, signal),
    // what was typed must not be lost to a renewed proposal
    staleTime: Number.POSITIVE_INFINITY,
    gcTime: 0,
    placeholderData: (before) => before,
  });
  if (found.data)
    return (
      <Form
        key={`${found.data.language} ${found.data.link}`}
        {...props}
        found={found.data}
        onLanguage={setLanguage}
        onLink={setLink}
      />
    );
  return (
    <Dialog
      title={t("offer.by_mail", { what: capital(props.one), number: props.number })}
      closeLabel={t("action.close")}
      isOpen
      onClose={props.onClose}
      size="l"
    >
      {found.error ? (
        <Failure error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Late>{t("state.loading")}</Late>
      )}
    </Dialog>
  );
}
