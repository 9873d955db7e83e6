import "./account.css";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "@/api/session";
import { Door } from "@/app/door/Door";
import { Link } from "@/app/Link";

interface Props {
  title: string;
  about?: string | undefined;
  children: ReactNode;
}

/** A page that nobody has to sign in for, with the way back to the door. */
export function DoorPage({ title, about, children }: Props) {
  const { t } = useTranslation();
  const session = useSession().data;
  if (!session) return null;
  return (
    <Door session={session} title={title} about={about}>
      {children}
      <div className="doorlinks">
        <Link href="/">{t(session.user ? "action.to_start" : "door.to_sign_in")}</Link>
      </div>
    </Door>
  );
}
