// The admin's page in the browser. It does what Magento's integration.js does: posts, opens the popup only after
// the answer, and looks at the popup every 500 ms.
const POPUP_WIDTH = 680;
const POPUP_HEIGHT = 510;
const LOOK_EVERY_MS = 500;

const { grid, successCallback, formKey } = document.body.dataset;
let looking;

document.addEventListener('click', (event) => {
  const button = event.target.closest('button');
  if (button?.dataset.opens) document.getElementById(button.dataset.opens).showModal();
  if (button?.hasAttribute('data-closes')) button.closest('dialog').close();
  if (button?.dataset.allows) void allow(button);
});

async function allow(button) {
  const { allows: id, reauthorize } = button.dataset;
  button.closest('dialog').close();
  say('status', 'Sending the keys…');
  const response = await fetch(`${grid}tokensExchange/id/${id}/reauthorize/${reauthorize}/`, {
    method: 'POST',
    redirect: 'manual',
    body: new URLSearchParams({ form_key: formKey }),
  }).catch(() => null);
  const { popup_url: popupUrl } = (await response?.json().catch(() => null)) ?? {};
  // The reason waits on the server and shows after the reload, as in Magento.
  if (!popupUrl) return window.location.reload();
  openPopup(popupUrl);
}

function openPopup(url) {
  const place = `top=${screen.height - POPUP_HEIGHT - 300},left=${screen.width - POPUP_WIDTH - 30}`;
  const popup = window.open(url, '', `${place},width=${POPUP_WIDTH},height=${POPUP_HEIGHT},scrollbars=no`);
  if (popup === null) return offerLink(url);
  popup.focus();
  say('status', 'Waiting for the popup: this page reloads as soon as it is done or closed.');
  clearInterval(looking);
  looking = setInterval(() => look(popup), LOOK_EVERY_MS);
}

function look(popup) {
  if (!popup.closed && !isAtSuccess(popup)) return;
  clearInterval(looking);
  window.location.reload();
}

function isAtSuccess(popup) {
  try {
    return popup.location.href === successCallback;
  } catch {
    // Another origin: still on its way.
    return false;
  }
}

function offerLink(url) {
  say('alert', 'Popup Blocker is enabled! Please add this site to your exception list, or ');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = 'open the popup here';
  link.addEventListener('click', (event) => {
    event.preventDefault();
    openPopup(url);
  });
  document.querySelector('#messages p').append(link);
}

function say(role, text) {
  const line = document.createElement('p');
  line.className = `message ${role === 'alert' ? 'error' : 'notice'}`;
  line.setAttribute('role', role);
  line.textContent = text;
  document.getElementById('messages').replaceChildren(line);
}
