let frame: HTMLIFrameElement | null = null;

/** Opens the browser's print dialog with a PDF and leaves the page where it is. */
export function printPdf(data: Blob): void {
  const href = URL.createObjectURL(data.slice(0, data.size, "application/pdf"));
  // The dialog goes on reading from its frame: the one before stays until the next.
  frame?.remove();
  const made = Object.assign(document.createElement("iframe"), { src: href, className: "vh" });
  made.tabIndex = -1;
  made.ariaHidden = "true";
  made.onload = () => {
    made.contentWindow?.focus();
    made.contentWindow?.print();
    URL.revokeObjectURL(href);
  };
  document.body.append(made);
  frame = made;
}
