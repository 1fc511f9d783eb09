import type { PageTexts } from '../text-shapes.ts';

export const it = {
  language: 'Lingua',
  store: 'Negozio',
  product: 'Prodotto',
  account: 'Account',
  reference: 'Riferimento: {reference}',

  sign_in_title: 'Collega il tuo negozio',
  sign_in_asks:
    '{product} chiede di accedere a questo negozio, con le autorizzazioni elencate da Magento quando hai premuto «Activate».',
  sign_in_how:
    'Accedi con l’account {product} a cui collegare il negozio. Nulla viene collegato prima del tuo consenso nella pagina successiva.',
  sign_in_button: 'Accedi a {product}',
  open_for:
    'Fai con calma: questo tentativo resta aperto ancora per {minutes, plural, one {# minuto} other {# minuti}}.',

  connect_title: 'Collegare il tuo negozio?',
  reconnect_title: 'Ricollegare il tuo negozio?',
  connect_button: 'Collega',
  reconnect_button: 'Ricollega',
  not_now: 'Non ora',
  not_you: 'Non sei tu? Usa un altro account',
  gets: '{product} riceve le autorizzazioni elencate da Magento quando hai premuto «Activate» e le prova una volta.',
  can_end: 'Puoi interrompere il collegamento in Magento in qualsiasi momento.',
  renews: 'Questo negozio è collegato al tuo account dal {since, day}. Le sue chiavi vengono sostituite con nuove.',
  move: 'Questo negozio è collegato a un altro account. Spostalo nel mio.',
  replace: 'Il tuo account è collegato a {address}. Sostituisci quel collegamento.',
  return_to: 'Al termine, torna a {host}, dove si trova l’amministrazione di questo Magento.',

  working_title: 'Collegamento in corso…',
  steps_done: '{done, plural, one {# passaggio su {all} completato} other {# passaggi su {all} completati}}',
  step_keys: 'Magento ha inviato le sue chiavi',
  step_answered: 'Il negozio ha risposto',
  step_agreed: 'Hai dato il tuo consenso',
  step_exchanged: 'Le chiavi sono state scambiate',
  step_tested: 'Il collegamento è stato provato',
  step_connected: 'Il negozio è collegato',
  step_done: 'fatto',
  goes_on: 'Questa pagina va avanti da sola. Lasciala aperta.',

  done_title: 'Negozio collegato',
  done: '{store} è collegato a {product}. Chiudi questa finestra.',
  done_stays: 'L’indirizzo per tornare a Magento mancava o non è di Magento, perciò non lo abbiamo seguito.',
  already_title: 'Già collegato',
  already: 'Questa integrazione è già collegata a {product}. Chiudi questa finestra.',
  already_anew: 'Per ricollegarla, premi «Reauthorize» in Magento (System > Extensions > Integrations).',

  what_next: 'Che cosa fare ora',
  sign_in_again: 'Accedi di nuovo',
  back: 'Torna alla domanda',
  support: 'Contatta l’assistenza di {product}',
  callback_url: 'Callback URL di {product}:',
  identity_link_url: 'Identity link URL di {product}:',
} as const satisfies PageTexts;
