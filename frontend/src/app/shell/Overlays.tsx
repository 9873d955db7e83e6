import { Suspense, useEffect, useState } from "react";
import { moduleFronts, partOf } from "@/platform/extensions";

/** The first picture is drawn before anything of these is loaded, in milliseconds. */
const LATER = 1200;

/** What modules keep on every screen, e.g. due reminders. */
export function Overlays() {
  const [due, setDue] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setDue(true), LATER);
    return () => clearTimeout(timer);
  }, []);
  if (!due) return null;
  return (
    <Suspense>
      {moduleFronts().map(({ name, overlay }) => {
        const Part = overlay && partOf(overlay);
        return Part && <Part key={name} />;
      })}
    </Suspense>
  );
}
