import i18next from "i18next";
import { Component, type ErrorInfo, type ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { ApiProblem } from "@/api/problem";
import { Button } from "@/kit/Button";
import { EmptyState } from "@/kit/states";
import { toast } from "@/kit/toasts";

interface FailureProps {
  error: unknown;
  onRetry: () => void;
}

/** A part of the program that could not be fetched: script (the browser's words) or style (Vite's). */
function isUnfetched(error: unknown): boolean {
  return error instanceof Error && /import|preload CSS/i.test(error.message);
}

function useWords(error: unknown): { title: string; text: string } {
  const { t } = useTranslation();
  if (isUnfetched(error)) return { title: t("error.offline"), text: t("error.offline_text") };
  if (!(error instanceof ApiProblem))
    return { title: t("error.broken"), text: t("error.broken_text") };
  if (error.status === 0) return { title: t("error.offline"), text: t("error.offline_text") };
  if (error.status === 403) return { title: t("error.forbidden"), text: error.message };
  if (error.status === 404) return { title: t("error.absent"), text: t("error.absent_text") };
  if (error.status >= 500) return { title: t("error.failed"), text: t("error.broken_text") };
  return { title: t("error.refused"), text: error.message };
}

/** What failed in plain words, with a way on. */
export function Failure({ error, onRetry }: FailureProps) {
  const { t } = useTranslation();
  const { title, text } = useWords(error);
  const copy = async () => {
    const details = error instanceof Error ? `${error.name}: ${error.message}\n${error.stack}` : "";
    await navigator.clipboard.writeText(`${location.href}\n${details}`);
    toast(t("error.copied"));
  };
  return (
    <EmptyState
      title={title}
      actions={
        <>
          <Button tone="primary" icon="refresh" onClick={onRetry}>
            {t("action.retry")}
          </Button>
          <Button icon="copy" onClick={() => void copy()}>
            {t("error.copy")}
          </Button>
        </>
      }
    >
      {text}
    </EmptyState>
  );
}

/**
 * A screen that broke, with the frame still around it. A part that was not fetched is asked for
 * again only by a new page: the failed attempt is remembered as long as the page lives.
 */
export function BrokenScreen({ error, reset }: { error: unknown; reset: () => void }) {
  return <Failure error={error} onRetry={isUnfetched(error) ? () => location.reload() : reset} />;
}

/** Tells a refusal in a toast; for acts whose place on the screen has no room for it. */
export function tellProblem(error: unknown): void {
  toast(textOf(error), { tone: "error" });
}

/** The server's own words where it had some; it has none when it is away or has failed. */
function textOf(error: unknown): string {
  const silent = error instanceof ApiProblem && (error.status === 0 || error.status >= 500);
  if (isUnfetched(error)) return i18next.t("error.offline");
  if (silent) return i18next.t(error.status === 0 ? "error.offline" : "error.failed");
  return error instanceof Error ? error.message : String(error);
}

interface BoundaryProps {
  children: ReactNode;
  /** A new value (the address) gives the part another try. */
  resetKey?: string;
}

/** Keeps the rest of the screen alive when one part breaks. */
export class ErrorBoundary extends Component<BoundaryProps, { error: unknown }> {
  override state = { error: null as unknown };

  static getDerivedStateFromError(error: unknown) {
    return { error };
  }

  override componentDidCatch(error: Error, info: ErrorInfo): void {
    reportError(Object.assign(error, { componentStack: info.componentStack }));
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.error && before.resetKey !== this.props.resetKey) this.setState({ error: null });
  }

  override render(): ReactNode {
    if (this.state.error === null) return this.props.children;
    return <BrokenScreen error={this.state.error} reset={() => this.setState({ error: null })} />;
  }
}

/** For what lies above the screen (palette, windows, reminders): told in a toast, the rest lives. */
export class QuietBoundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidCatch(error: Error): void {
    tellProblem(error);
    if (!isUnfetched(error)) reportError(error);
  }

  override componentDidUpdate(before: BoundaryProps): void {
    if (this.state.broken && before.resetKey !== this.props.resetKey)
      this.setState({ broken: false });
  }

  override render(): ReactNode {
    return this.state.broken ? null : this.props.children;
  }
}
