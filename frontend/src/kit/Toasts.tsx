import { Button, IconButton } from "./Button";
import { Icon } from "./Icon";
import { dismissToast, type Toast, useToasts } from "./toasts";

interface Labels {
  region: string;
  undo: string;
  /** The keys that undo, as they are printed. */
  undoKeys: string;
  close: string;
}

function One({ toast, labels, newest }: { toast: Toast; labels: Labels; newest: boolean }) {
  const close = () => dismissToast(toast.id);
  const act = (run: () => unknown) => () => {
    close();
    void run();
  };
  return (
    <div className={toast.tone === "error" ? "toast bad" : "toast"}>
      {toast.tone === "error" && <Icon name="warning" />}
      <span className="sp">{toast.text}</span>
      {toast.undo && (
        <Button
          className="u"
          tone="quiet"
          onClick={act(toast.undo)}
          shortcut={newest ? labels.undoKeys : undefined}
        >
          {labels.undo}
        </Button>
      )}
      {toast.action && (
        <Button className="u" tone="quiet" onClick={act(toast.action.run)}>
          {toast.action.label}
        </Button>
      )}
      <IconButton icon="close" label={labels.close} small onClick={close} />
    </div>
  );
}

/** The corner where changes are reported; announced politely, errors at once. */
export function Toasts({ labels }: { labels: Labels }) {
  const toasts = useToasts();
  const undoable = toasts.findLast((toast) => toast.undo);
  return (
    // The mark keeps it in reach while a window is open, which makes all else inert.
    <section
      className="toasts"
      aria-label={labels.region}
      aria-live="polite"
      data-react-aria-top-layer="true"
    >
      {toasts.map((toast) => (
        <One key={toast.id} toast={toast} labels={labels} newest={toast === undoable} />
      ))}
    </section>
  );
}
