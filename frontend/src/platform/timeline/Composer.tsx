import { type ReactNode, Suspense, useId, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { useTranslation } from "react-i18next";
import { may, useMeta } from "@/api/meta";
import type { FileValue, ObjectMeta, Rec } from "@/api/types";
import { useCommands } from "@/app/commands";
import { printStroke } from "@/app/strokes";
import { Button, IconButton } from "@/kit/Button";
import { Icon } from "@/kit/Icon";
import { Kbd } from "@/kit/Kbd";
import { Tabs } from "@/kit/Tabs";
import { type ComposerForm, moduleFronts, partOf } from "../extensions";
import { CallFields, TalkFields } from "./EntryFields";
import { canSend, type EntryKind } from "./entry";
import { FileDrop } from "./FileDrop";
import { MentionArea } from "./MentionArea";
import { type EntryForm, useEntry } from "./use-entry";
import type { Uploads } from "./use-uploads";

interface Props {
  object: ObjectMeta;
  record: Rec;
  files: FileValue[];
  uploads: Uploads;
  /** Something was added to the record. */
  onDone: () => void;
}

interface Tab {
  id: string;
  label: string;
  icon: string;
  shortcut: string;
  hint?: string;
}

/** Forms that modules add, where the asker may create what they make. */
function useForms(): ComposerForm[] {
  const { objects } = useMeta();
  return useMemo(
    () =>
      moduleFronts()
        .flatMap((one) => one.composers ?? [])
        .filter((form) => may(objects[form.creates], "create")),
    [objects],
  );
}

function useTabs(object: ObjectMeta, forms: ComposerForm[]): Tab[] {
  const { t } = useTranslation();
  const own: Tab[] = [
    { id: "note", label: t("entry.note"), icon: "note", shortcut: "n", hint: t("hint.note") },
    { id: "call", label: t("entry.call"), icon: "phone", shortcut: "p", hint: t("hint.call") },
    { id: "meeting", label: t("entry.meeting"), icon: "users", shortcut: "v" },
  ];
  const added = forms.map((form) => ({
    id: form.id,
    label: form.label(t),
    icon: form.icon,
    shortcut: form.shortcut,
    hint: form.id === "task" ? t("hint.task") : "",
  }));
  const file = { id: "file", label: t("entry.file"), icon: "attachment", shortcut: "a" };
  return [...own, ...added, ...(object.features.includes("files") ? [file] : [])];
}

interface EntryProps {
  kind: EntryKind;
  object: ObjectMeta;
  record: Rec;
  form: EntryForm;
  areaId: string;
  onAttach: (() => void) | null;
}

function EntryPanel({ kind, object, record, form, areaId, onAttach }: EntryProps) {
  const { t, i18n } = useTranslation();
  const { draft, set } = form;
  const placeholder = t(`entry.${kind}_text`);
  return (
    <>
      {kind === "call" && <CallFields record={record} form={form} />}
      <MentionArea
        id={areaId}
        label={placeholder}
        placeholder={placeholder}
        text={draft.text}
        onText={(text) => set({ text })}
        mentions={draft.mentions}
        onMentions={(mentions) => set({ mentions })}
        onSubmit={() => form.send(kind)}
        onCancel={() => (document.activeElement as HTMLElement | null)?.blur()}
      />
      {kind !== "note" && <TalkFields object={object} form={form} />}
      <div className="row csend">
        <span className="sm mut3 hide-m">
          <Kbd>{printStroke("ctrl+enter", i18n.language)}</Kbd> {t("entry.save")}
        </span>
        <span className="sp" />
        {onAttach && (
          <IconButton small icon="attachment" label={t("entry.attach")} onClick={onAttach} />
        )}
        <Button
          tone="primary"
          aria-disabled={form.sending || !canSend(kind, draft)}
          onClick={() => form.send(kind)}
        >
          {t("entry.save")}
        </Button>
      </div>
    </>
  );
}

/** A form of a module, loaded when first shown. */
function ModuleForm({
  form,
  ...props
}: { form: ComposerForm } & Pick<Props, "object" | "record" | "onDone">) {
  const Form = partOf(form.load);
  return (
    <Suspense>
      <Form {...props} />
    </Suspense>
  );
}

/** Writes about a record: note, call, meeting, task, file. */
export function Composer({ object, record, files, uploads, onDone }: Props) {
  const { t } = useTranslation();
  const areaId = useId();
  const box = useRef<HTMLDivElement>(null);
  const [selected, setSelected] = useState("note");
  const form = useEntry(object.name, record.id, onDone);
  const forms = useForms();
  const tabs = useTabs(object, forms);
  const show = (id: string) => {
    flushSync(() => setSelected(id));
    // The form of a module comes a moment later and takes the focus itself.
    const first = document.getElementById(areaId) ?? box.current?.querySelector("input,.fdrop");
    if (first instanceof HTMLElement) first.focus();
  };
  useCommands(
    tabs.map((tab) => ({
      id: `compose.${tab.id}`,
      label: tab.label,
      icon: tab.icon,
      shortcut: tab.shortcut,
      hint: tab.hint || undefined,
      run: () => show(tab.id),
    })),
  );
  const added = forms.find((one) => one.id === selected);
  const panel = (): ReactNode => {
    if (added) return <ModuleForm form={added} object={object} record={record} onDone={onDone} />;
    if (selected === "file") return <FileDrop uploads={uploads} files={files} />;
    return (
      <EntryPanel
        kind={selected as EntryKind}
        object={object}
        record={record}
        form={form}
        areaId={areaId}
        onAttach={object.features.includes("files") ? () => setSelected("file") : null}
      />
    );
  };
  return (
    <div className="comp" ref={box}>
      <Tabs
        label={t("entry.new")}
        selected={selected}
        onSelect={setSelected}
        tabs={tabs.map((tab) => ({
          id: tab.id,
          label: tab.label,
          icon: <Icon name={tab.icon} />,
        }))}
      >
        {panel()}
      </Tabs>
    </div>
  );
}
