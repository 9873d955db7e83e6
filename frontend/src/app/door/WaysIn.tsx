import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { type Door, resume } from "@/api/auth";
import { goToProvider, signonQuery } from "@/api/signon";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";

interface Props {
  /** Carries a way out, and tells what refuses it. */
  run: (way: () => Promise<Door>) => void;
}

/** Another page stands between a click and being inside; until it is there, nothing happens. */
async function away(provider: string): Promise<Door> {
  await goToProvider(provider);
  return new Promise(() => undefined);
}

/** Providers of the firm's beside the password; why the last one did not let in. */
export function WaysIn({ run }: Props) {
  const { t } = useTranslation();
  const store = useQueryClient();
  const ways = useQuery(signonQuery).data;
  const goOn = useEffectEvent(() => {
    store.setQueryData(signonQuery.queryKey, (old) => old && { ...old, pending: false });
    run(resume);
  });
  const pending = ways?.pending ?? false;
  useEffect(() => {
    if (pending) goOn();
  }, [pending]);
  return (
    <>
      {ways?.fault && <Banner tone="bad">{ways.fault.detail}</Banner>}
      {ways?.items.map(({ id, name }) => (
        <Button key={id} icon="shield" large onClick={() => run(() => away(id))}>
          {t("door.with_provider", { name })}
        </Button>
      ))}
    </>
  );
}
