import "./team.css";
import { useMutation } from "@tanstack/react-query";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { queries } from "@/api/queries";
import { invalidateObject } from "@/api/records";
import type { Job, LinkValue } from "@/api/types";
import { Failure } from "@/app/errors";
import { useFormat } from "@/app/format";
import { Dialog } from "@/kit/Dialog";
import { DialogFoot } from "@/kit/DialogFoot";
import { Icon } from "@/kit/Icon";
import { Checkbox, Field } from "@/kit/inputs";
import { Banner, Late } from "@/kit/states";
import { toast } from "@/kit/toasts";
import { useAlone } from "@/kit/use-alone";
import type { RecordActProps } from "@/platform/extensions";
import { FormFields } from "@/platform/form/FormFields";
import { JobProgress } from "@/platform/jobs/JobProgress";
import { refreshCard } from "@/platform/record/card";
import { tellRefusal } from "@/platform/save/tell-refusal";
import { useTakeBack } from "@/platform/save/use-take-back";
import { pseudoField } from "@/platform/values/pseudo";
import { RecordPicker } from "@/platform/values/RecordPicker";
import { dismiss, type Holding, type Leaving, USER, useLeaving } from "./team-api";

interface HeirProps {
  label: string;
  id: string;
  value: LinkValue | null;
  onValue: (value: LinkValue | null) => void;
  autoFocus?: boolean;
}

/** Chooses who gets the records; never the one who leaves. */
function Heir({ label, id, value, onValue, ...rest }: HeirProps) {
  return (
    <RecordPicker
      {...rest}
      field={pseudoField("successor", label, "link")}
      target={USER}
      without={id}
      value={value}
      onChange={(next) => onValue(next as LinkValue | null)}
    />
  );
}

function Held({ one, children }: { one: Holding; children?: React.ReactNode }) {
  const { t } = useTranslation();
  const format = useFormat();
  const notes = [
    one.open ? t("team.open", { count: one.open }) : "",
    one.binned ? t("team.binned", { count: one.binned }) : "",
  ].filter(Boolean);
  return (
    <li>
      <Icon name={one.icon} size="s" />
      <span className="m">{one.title}</span>
      <span className="mut sm">{notes.join(" · ")}</span>
      <span className="sp" />
      <span className="num">{format.integer(one.count)}</span>
      {children}
    </li>
  );
}

/** What else ends or changes hands with the account. */
function Beside({ leaving }: { leaving: Leaving }) {
  const { t } = useTranslation();
  const lines = [
    [leaving.sessions + leaving.tokens, "team.signed_in"],
    [leaving.views, "team.views"],
    [leaving.own_views, "team.own_views"],
    [leaving.shares, "team.shares"],
    [leaving.substitutes, "team.substitutes"],
  ] as const;
  const told = lines.filter(([count]) => count > 0);
  if (told.length === 0) return null;
  return (
    <ul className="besides mut sm">
      {told.map(([count, words]) => (
        <li key={words}>{t(words, { count })}</li>
      ))}
    </ul>
  );
}

interface FormProps extends RecordActProps {
  leaving: Leaving;
  onJob: (job: string | null, change: string | null) => void;
}

function useDismissal({ record, leaving, onJob }: FormProps) {
  const [heir, setHeir] = useState<LinkValue | null>(null);
  const [apart, setApart] = useState(false);
  const [others, setOthers] = useState<Record<string, LinkValue | null>>({});
  const [leftOn, setLeftOn] = useState<unknown>(record.left_on ?? null);
  const [once] = useState(() => crypto.randomUUID());
  const alone = useAlone();
  const chosen = Object.entries(apart ? others : {}).filter(([, value]) => value);
  const run = useMutation({
    mutationFn: () =>
      dismiss(
        record.id,
        {
          successor: heir?.id ?? null,
          others: Object.fromEntries(chosen.map(([name, value]) => [name, value?.id ?? ""])),
          left_on: leftOn ? String(leftOn) : null,
        },
        once,
      ),
    onSuccess: ({ job, change }) => onJob(job, change),
    onError: (error) => {
      if (!(error instanceof ApiProblem) || !error.byField.successor) tellRefusal(error);
    },
  });
  const heirs = new Map(chosen);
  const complete = leaving.objects.every((one) => heir ?? heirs.get(one.object));
  const missing = run.error instanceof ApiProblem ? run.error.byField.successor : undefined;
  const start = () => void alone(() => run.mutateAsync().catch(() => undefined));
  return {
    heir, setHeir, apart, setApart, others, setOthers, leftOn, setLeftOn, missing, start,
    ready: complete && !leaving.beyond && !run.isPending,
  }; // biome-ignore format: one line each would hide the list
}

function Form(props: FormProps) {
  const { t } = useTranslation();
  const { record, leaving, onClose } = props;
  const form = useDismissal(props);
  const day = pseudoField("left_on", t("team.last_day"), "date", { help: t("team.last_day_help") });
  const name = String(record.name);
  return (
    <Dialog
      title={t("team.dismiss_named", { name })}
      closeLabel={t("action.close")}
      isOpen
      onClose={onClose}
      actions={
        <DialogFoot
          tone="danger"
          confirm={
            leaving.records ? t("team.dismiss_with", { count: leaving.records }) : t("team.dismiss")
          }
          waiting={!form.ready}
          onConfirm={form.start}
          onCancel={onClose}
        />
      }
    >
      <div className="col g12 dismissal">
        {leaving.beyond && <Banner tone="bad">{t("team.beyond")}</Banner>}
        <p>{leaving.records ? t("team.dismiss_text") : t("team.dismiss_empty")}</p>
        {leaving.records > 0 && (
          <>
            <Field label={t("team.successor")} required error={form.missing}>
              {(attributes) => (
                <Heir
                  {...attributes}
                  label={t("team.successor")}
                  id={record.id}
                  value={form.heir}
                  onValue={form.setHeir}
                  autoFocus
                />
              )}
            </Field>
            <label className="row g4">
              <Checkbox checked={form.apart} onValue={form.setApart} />
              {t("team.apart")}
            </label>
            <ul className="held">
              {leaving.objects.map((one) => (
                <Held key={one.object} one={one}>
                  {form.apart && (
                    <span className="heir">
                      <Heir
                        label={t("team.successor_of", { title: one.title })}
                        id={record.id}
                        value={form.others[one.object] ?? form.heir}
                        onValue={(value) => form.setOthers({ ...form.others, [one.object]: value })}
                      />
                    </span>
                  )}
                </Held>
              ))}
            </ul>
          </>
        )}
        <FormFields
          fields={[day]}
          values={{ left_on: form.leftOn }}
          problems={{}}
          onChange={(_, value) => form.setLeftOn(value)}
        />
        <Beside leaving={leaving} />
      </div>
    </Dialog>
  );
}

/** Keeps a user out and hands everything he owns over, after showing what that is. */
export default function DismissDialog(props: RecordActProps) {
  const { t } = useTranslation();
  const { object, record, onClose } = props;
  const leaving = useLeaving(record.id);
  const takeBack = useTakeBack();
  const [running, setRunning] = useState<{ job: string; change: string | null } | null>(null);
  const renew = () => {
    void invalidateObject(object.name);
    void refreshCard(object.name, record.id);
  };
  const end = (change: string | null, over: Job | null) => {
    void queries.invalidateQueries({ queryKey: ["records"] });
    if (over && over.state !== "done") toast(over.error ?? t("team.stopped"));
    else
      toast(
        t("team.dismissed", { name: String(record.name) }),
        change ? { undo: takeBack(change) } : {},
      );
    onClose();
  };
  const onJob = (job: string | null, change: string | null) => {
    renew();
    if (job) setRunning({ job, change });
    else end(change, null);
  };
  if (leaving.data && !running) return <Form {...props} leaving={leaving.data} onJob={onJob} />;
  return (
    <Dialog title={t("team.dismiss")} closeLabel={t("action.close")} isOpen onClose={onClose}>
      {running ? (
        <div className="col g12">
          <p>{t("team.running")}</p>
          <JobProgress id={running.job} onOver={(job) => end(running.change, job)} />
        </div>
      ) : leaving.error ? (
        <Failure error={leaving.error} onRetry={() => void leaving.refetch()} />
      ) : (
        <Late>{t("state.loading")}</Late>
      )}
    </Dialog>
  );
}
