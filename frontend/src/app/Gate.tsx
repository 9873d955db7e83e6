import { useRouterState } from "@tanstack/react-router";
import { lazy, type ReactNode, Suspense, useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { configureClient } from "@/api/client";
import { MetaContext, useMetaQuery } from "@/api/meta";
import { queries } from "@/api/queries";
import { readSession, sessionQuery, useSession } from "@/api/session";
import type { Language, Session, SessionUser } from "@/api/types";
import { Late } from "@/kit/states";
import { moduleFronts } from "@/platform/extensions";
import { Failure } from "./errors";
import { switchLanguage } from "./i18n";
import { useGo } from "./Link";
import { startLive } from "./live";
import { LoginPage } from "./login/LoginPage";
import { openRiders } from "./riders";
import { applyLook } from "./theme";

const DemandPage = lazy(() => import("@/modules/account/DemandPage"));

/** Takes over what the user has set for himself, once he is known. */
function adoptUser(user: SessionUser): void {
  openRiders(user.id);
  applyLook({ theme: user.theme, density: user.density });
  if (user.language) void switchLanguage(user.language);
}

function Waiting() {
  const { t } = useTranslation();
  return (
    <Late>
      <div className="waiting" role="status">
        {t("state.loading")}
      </div>
    </Late>
  );
}

/** Meta for everything inside; the old one stays until that of a new language has come. */
function WithMeta({ children }: { children: ReactNode }) {
  const { i18n } = useTranslation();
  const meta = useMetaQuery(i18n.language as Language, true);
  if (meta.data) return <MetaContext value={meta.data}>{children}</MetaContext>;
  if (meta.error) return <Failure error={meta.error} onRetry={() => void meta.refetch()} />;
  return <Waiting />;
}

/**
 * A session that ends while somebody works is asked for above the open screen,
 * so that nothing typed is lost.
 */
function SignedIn({ session, children }: { session: Session; children: ReactNode }) {
  const [ended, setEnded] = useState(false);
  const user = session.user;
  useEffect(() => {
    configureClient({
      onSignedOut: () => setEnded(true),
      onFactorDue: () => void readSession(),
    });
    return () => configureClient({ onSignedOut: () => undefined, onFactorDue: () => undefined });
  }, []);
  useEffect(() => {
    if (user) adoptUser(user);
  }, [user]);
  useEffect(() => startLive(), []);
  const comeBack = () => {
    setEnded(false);
    void queries.refetchQueries({ predicate: ({ state }) => state.status === "error" });
  };
  return (
    <>
      <WithMeta>{children}</WithMeta>
      {ended && (
        <div className="relogin">
          <LoginPage again session={session} onDone={comeBack} />
        </div>
      )}
    </>
  );
}

/** Whether an address is open to everybody: the pages to which letters lead, and the set-up. */
function isOpen(route: string | undefined): boolean {
  const pages = moduleFronts().flatMap((one) => one.pages ?? []);
  return pages.some((one) => one.bare && one.path === route);
}

/** Decides what may be shown: the set-up of an empty installation, the sign-in, or the program. */
export function Gate({ children }: { children: ReactNode }) {
  const session = useSession();
  const go = useGo();
  // What is drawn, not where one is on the way to: only the set-up may be drawn without meta.
  const path = useRouterState({ select: (state) => state.matches.at(-1)?.pathname });
  const route = useRouterState({
    select: (state): string => String(state.matches.at(-1)?.fullPath),
  });
  const [later, setLater] = useState(false);
  const setup = session.data?.setup ?? false;
  useEffect(() => {
    if (setup && path !== "/setup") go("/setup", true);
  }, [setup, path, go]);

  if (session.error)
    return <Failure error={session.error} onRetry={() => void session.refetch()} />;
  if (!session.data) return <Waiting />;
  if (setup || path === "/setup") return path === "/setup" ? children : <Waiting />;
  if (isOpen(route)) return children;
  if (!session.data.user)
    return (
      <LoginPage
        session={session.data}
        onDone={(next) => queries.setQueryData(sessionQuery.queryKey, next)}
      />
    );
  const due = session.data.user.second_factor;
  if (due && (due.late || !later))
    return (
      <Suspense fallback={<Waiting />}>
        <DemandPage session={session.data} due={due} onLater={() => setLater(true)} />
      </Suspense>
    );
  return <SignedIn session={session.data}>{children}</SignedIn>;
}
