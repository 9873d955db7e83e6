import { useQuery } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { confirmSignup, signupQuery } from "@/api/auth";
import type { Language } from "@/api/types";
import { useWords } from "@/app/door/use-words";
import { Link } from "@/app/Link";
import { Button } from "@/kit/Button";
import { Field, TextInput } from "@/kit/inputs";
import { Banner } from "@/kit/states";
import { DoorPage } from "./DoorPage";
import { useDoorAct } from "./door-act";
import { NewPassword } from "./NewPassword";

/** The link of a letter proves the address; here a newcomer says who he is, once. */
export default function RegistrationPage() {
  const { t } = useTranslation();
  const { key = "" } = useParams({ strict: false });
  const found = useQuery(signupQuery(key));
  const words = useWords();
  const [done, setDone] = useState<{ waits: boolean } | null>(null);
  const title = t("door.register");
  if (done)
    return (
      <DoorPage title={title}>
        <Banner tone="info" icon="check">
          {t(done.waits ? "door.registered_waits" : "door.registered")}
        </Banner>
      </DoorPage>
    );
  if (found.isPending) return null;
  if (found.error)
    return (
      <DoorPage title={title}>
        <Banner tone="bad">{words(found.error)}</Banner>
        <Link className="btn l p" href="/register">
          {t("door.new_link")}
        </Link>
      </DoorPage>
    );
  return (
    <DoorPage title={title} about={t("door.registration_about", { login: found.data })}>
      <Form link={key} login={found.data} onDone={setDone} />
    </DoorPage>
  );
}

interface FormProps {
  link: string;
  login: string;
  onDone: (made: { waits: boolean }) => void;
}

function Form({ link, login, onDone }: FormProps) {
  const { t, i18n } = useTranslation();
  const [name, setName] = useState("");
  const [password, setPassword] = useState("");
  const language = i18n.language as Language;
  const act = useDoorAct(() => confirmSignup({ key: link, name, password, language }), onDone);
  return (
    <form onSubmit={act.submit} aria-label={t("door.register")}>
      {act.refusal && <Banner tone="bad">{act.refusal}</Banner>}
      <Field label={t("door.full_name")} error={act.fields.name} required>
        {(attributes) => (
          <TextInput
            {...attributes}
            name="name"
            autoComplete="name"
            autoFocus
            required
            maxLength={200}
            value={name}
            onValue={setName}
          />
        )}
      </Field>
      {/* browsers keep the password under this name */}
      <input hidden readOnly name="username" autoComplete="username" value={login} />
      <NewPassword value={password} onValue={setPassword} error={act.fields.password} />
      <Button tone="primary" type="submit" large aria-disabled={act.busy}>
        {t("door.register_do")}
      </Button>
    </form>
  );
}
