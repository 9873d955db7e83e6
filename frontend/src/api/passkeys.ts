/** WebAuthn as the browser offers it: options and answers travel as JSON (Level 3, section 5.1). */

/** Passkeys need a browser that reads options from JSON, and a safe connection. */
export function passkeysKnown(): boolean {
  return (
    "PublicKeyCredential" in window &&
    typeof PublicKeyCredential.parseRequestOptionsFromJSON === "function"
  );
}

/** What the server hands over: the options under their name in the standard. */
export interface Options<T> {
  publicKey: T;
}

/** Whoever closes the browser's window has not failed: nothing need be told. */
export class Dismissed extends Error {}

async function ask(asking: Promise<Credential | null>): Promise<unknown> {
  try {
    const found = await asking;
    if (!found) throw new Dismissed();
    return (found as PublicKeyCredential).toJSON();
  } catch (error) {
    const away = error instanceof DOMException && /NotAllowed|Abort/.test(error.name);
    throw away ? new Dismissed() : error;
  }
}

/** Lets the person prove himself with a passkey of his; rejects with Dismissed when he does not. */
export function showPasskey(options: Options<PublicKeyCredentialRequestOptionsJSON>) {
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options.publicKey);
  return ask(navigator.credentials.get({ publicKey }));
}

/** Lets the person make a passkey; rejects with Dismissed when he does not. */
export function makePasskey(options: Options<PublicKeyCredentialCreationOptionsJSON>) {
  const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(options.publicKey);
  return ask(navigator.credentials.create({ publicKey }));
}
