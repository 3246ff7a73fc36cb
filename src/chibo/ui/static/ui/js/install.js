// Brings the service worker, where the browser has one and the page came over a safe way.

if ("serviceWorker" in navigator && window.isSecureContext) {
  navigator.serviceWorker.register("/sw.js").catch(() => {}); // without it the pages work as before
}
