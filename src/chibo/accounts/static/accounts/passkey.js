// Passkeys: asks the browser for a key when its form is sent, then sends the form with the answer.

const toBytes = (text) => {
  const plain = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(plain, (letter) => letter.charCodeAt(0));
};

const toText = (buffer) =>
  btoa(String.fromCharCode(...new Uint8Array(buffer)))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");

const withBytes = (keys) => keys?.map((key) => ({ ...key, id: toBytes(key.id) }));

const optionsOf = async (form) => {
  const { options, optionsFrom } = form.dataset;
  if (options) return JSON.parse(document.getElementById(options).textContent);
  const answer = await fetch(optionsFrom, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(`the server answered ${answer.status}`);
  return answer.json();
};

const create = async (form) => {
  const { publicKey } = (await optionsOf(form)).creation_options;
  const made = await navigator.credentials.create({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      user: { ...publicKey.user, id: toBytes(publicKey.user.id) },
      excludeCredentials: withBytes(publicKey.excludeCredentials),
      authenticatorSelection: {
        ...publicKey.authenticatorSelection,
        residentKey: "required",
        requireResidentKey: true,
        userVerification: "required",
      },
    },
  });
  return describe(made, {
    attestationObject: toText(made.response.attestationObject),
    transports: made.response.getTransports?.() ?? [],
  });
};

const get = async (form) => {
  const { publicKey } = (await optionsOf(form)).request_options;
  const found = await navigator.credentials.get({
    publicKey: {
      ...publicKey,
      challenge: toBytes(publicKey.challenge),
      allowCredentials: withBytes(publicKey.allowCredentials),
    },
  });
  const { authenticatorData, signature, userHandle } = found.response;
  return describe(found, {
    authenticatorData: toText(authenticatorData),
    signature: toText(signature),
    userHandle: userHandle ? toText(userHandle) : null,
  });
};

const describe = (credential, response) => ({
  type: credential.type,
  id: credential.id,
  rawId: toText(credential.rawId),
  authenticatorAttachment: credential.authenticatorAttachment,
  clientExtensionResults: credential.getClientExtensionResults(),
  response: { clientDataJSON: toText(credential.response.clientDataJSON), ...response },
});

const send = async (form) => {
  const failed = form.querySelector("[data-passkey-failed]");
  failed.hidden = true;
  try {
    const credential = await (form.dataset.passkey === "create" ? create : get)(form);
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch (error) {
    console.warn(error);
    failed.hidden = false;
  }
};

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send(form);
    });
  }
}
