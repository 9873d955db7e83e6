import { useMutation, useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { useTranslation } from "react-i18next";
import { readSession, useSession } from "@/api/session";
import { decide, type Question, questionQuery, type Wish, wishIn } from "@/api/signon";
import type { Session } from "@/api/types";
import { useWords } from "@/app/door/use-words";
import { LoginPage } from "@/app/login/LoginPage";
import { Button } from "@/kit/Button";
import { Banner } from "@/kit/states";
import { useAlone } from "@/kit/use-alone";
import { DoorPage } from "./DoorPage";

/** Another program sent somebody here to learn who he is: he signs in, then decides. */
export default function ConsentPage() {
  const session = useSession().data;
  // what the program asked stands in the address as it is; the router would read numbers in it
  const [wish] = useState(() => wishIn(window.location.search));
  if (!session) return null;
  if (!session.user) return <LoginPage session={session} onDone={() => void readSession()} />;
  return <Asked session={session} wish={wish} />;
}

function Asked({ session, wish }: { session: Session; wish: Wish }) {
  const { t } = useTranslation();
  const words = useWords();
  const { data, error } = useQuery(questionQuery(wish));
  const address = data?.address;
  useEffect(() => {
    if (address) window.location.assign(address);
  }, [address]);
  if (error)
    return (
      <DoorPage title={t("consent.impossible")}>
        <Banner tone="bad">{words(error)}</Banner>
      </DoorPage>
    );
  if (!data || address) return null;
  return <Decision name={session.user?.name ?? ""} wish={wish} question={data} />;
}

interface DecisionProps {
  name: string;
  wish: Wish;
  question: Question;
}

function Decision({ name, wish, question }: DecisionProps) {
  const { t } = useTranslation();
  const words = useWords();
  const alone = useAlone();
  const act = useMutation({
    mutationFn: (allow: boolean) => decide(wish, allow),
    onSuccess: (address) => window.location.assign(address),
  });
  const { mutate } = act;
  useEffect(() => {
    if (question.trusted) mutate(true);
  }, [question.trusted, mutate]);
  // A refusal is shown above the buttons.
  const run = (allow: boolean) => void alone(() => act.mutateAsync(allow).catch(() => undefined));
  if (question.trusted && !act.error) return null;
  const { program, host } = question;
  return (
    <DoorPage title={t("consent.title", { program })} about={t("consent.about", { name, host })}>
      {act.error && <Banner tone="bad">{words(act.error)}</Banner>}
      <ul className="told">
        {question.scopes.map((scope) => (
          <li key={scope}>{t(`consent.${scope}`)}</li>
        ))}
      </ul>
      <Button tone="primary" large aria-disabled={act.isPending} onClick={() => run(true)}>
        {t("consent.allow")}
      </Button>
      <Button large aria-disabled={act.isPending} onClick={() => run(false)}>
        {t("consent.refuse")}
      </Button>
    </DoorPage>
  );
}
