import type { ReactNode } from "react";
import { Heading, Modal, ModalOverlay, Dialog as RacDialog } from "react-aria-components";
import { IconButton } from "./Button";
import { Localised } from "./Localised";

interface Props {
  title: string;
  /** Name of the closing button, in the user's language. */
  closeLabel: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  /** Buttons; the primary one first. */
  actions?: ReactNode;
  size?: "s" | "m" | "l";
  /** A decision that blocks: a click beside it does not close it. */
  blocking?: boolean;
}

/** A modal window; a full screen on a phone. Focus returns to where it was opened. */
export function Dialog({
  title,
  closeLabel,
  isOpen,
  onClose,
  children,
  actions,
  size = "m",
  blocking = false,
}: Props) {
  return (
    <Localised>
      <ModalOverlay
        className="mscrim"
        isOpen={isOpen}
        isDismissable={!blocking}
        onOpenChange={(open) => !open && onClose()}
      >
        <Modal className={`mwin ${size}`}>
          <RacDialog className="mbox" role={blocking ? "alertdialog" : "dialog"}>
            <header className="mhead">
              <Heading slot="title">{title}</Heading>
              <IconButton icon="close" label={closeLabel} onClick={onClose} />
            </header>
            <div className="mbody">{children}</div>
            {actions && <footer className="mfoot">{actions}</footer>}
          </RacDialog>
        </Modal>
      </ModalOverlay>
    </Localised>
  );
}
