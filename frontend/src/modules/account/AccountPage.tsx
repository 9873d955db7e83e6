import "./account.css";
import { useTranslation } from "react-i18next";
import { useRider } from "@/app/riders";
import { Me } from "./Me";
import { Passkeys } from "./Passkeys";
import { PasswordForm } from "./PasswordForm";
import { SecondFactor } from "./SecondFactor";
import { Sessions } from "./Sessions";
import { Tokens } from "./Tokens";

/** One's own account: who one is, how one gets in, and what else is let in by it. */
export default function AccountPage() {
  const { t } = useTranslation();
  const title = t("account.title");
  useRider({ key: "/account", href: "/account", title, icon: "person" });
  return (
    <>
      <div className="head">
        <h1>{title}</h1>
      </div>
      <div className="account">
        <Me />
        <PasswordForm />
        <SecondFactor />
        <Passkeys />
        <Sessions />
        <Tokens />
      </div>
    </>
  );
}
