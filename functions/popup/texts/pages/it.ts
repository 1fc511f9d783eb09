import { BUTTONS, MENUS } from '../buttons.ts';
import type { PageTexts } from '../text-shapes.ts';

const { activate, reauthorize } = BUTTONS.it;
const menu = MENUS.it;

export const it = {
  language: 'Lingua',
  store: 'Negozio',
  product: 'Prodotto',
  account: 'Account',
  reference: 'Riferimento: {reference}',

  sign_in_title: 'Collega il tuo negozio',
  sign_in_asks: `{product} chiede di accedere a questo negozio, con le autorizzazioni elencate da Magento quando hai premuto ${activate}.`,
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
  gets: `{product} riceve le autorizzazioni elencate da Magento quando hai premuto ${activate} e le prova una volta.`,
  can_end: 'Puoi interrompere il collegamento in Magento in qualsiasi momento.',
  renews: 'Questo negozio è collegato al tuo account dal {since, day}. Le sue chiavi vengono sostituite con nuove.',
  move: 'Trasferisci il negozio al mio account.',
  return_to: 'Al termine, torna a {host}, dove si trova l’amministrazione di questo Magento.',

  working_title: 'Collegamento in corso…',
  steps_done: '{done, plural, one {# passaggio su {all} completato} other {# passaggi su {all} completati}}',
  step_keys: 'Magento ha inviato le sue chiavi',
  step_answered: 'Il negozio ha risposto',
  step_agreed: 'Hai dato il tuo consenso',
  step_exchanged: 'Le chiavi sono state scambiate',
  step_tested: 'Il collegamento è stato provato',
  step_connected: 'Il negozio è collegato',
  step_done: '(fatto)',
  goes_on: 'Questa pagina va avanti da sola. Lasciala aperta.',

  done_title: 'Negozio collegato',
  done: '{store} è collegato a {product}. Chiudi questa finestra.',
  done_stays: 'L’indirizzo per tornare a Magento mancava o non è di Magento, perciò non lo abbiamo seguito.',
  already_title: 'Già collegato',
  already: '{store} è collegato a {product} e il collegamento funziona. Chiudi questa finestra.',
  already_anew: `Per ricollegarla, in Magento (${menu}) premi ${reauthorize}.`,

  choose_title: 'Qual è il tuo negozio?',
  choose: 'Più negozi hanno inviato le chiavi di questa integrazione a {product}. Scegli quello da cui provieni.',
  move_title: 'Trasferire il tuo negozio?',
  move_button: 'Trasferisci',
  moves: 'Questo negozio è collegato a un altro account, che lo perderà.',
  wait_answered: 'In attesa della risposta del negozio',
  wait_exchanged: 'Scambio delle chiavi con il negozio',
  wait_tested: 'Verifica del collegamento',
  wait_connected: 'Collegamento del negozio',
  slow: 'Il negozio ci sta mettendo più del solito.',
  close: 'Chiudi questa finestra',
  ended_title: 'Non più collegato',
  ended: '{store} è stato scollegato da {product}.',
  cut_off: `Hai rifiutato. Magento ha annullato il vecchio accesso quando è stato premuto ${reauthorize}: il negozio resta scollegato finché l’operazione non è completata.`,
  cut_off_next: `Per usare di nuovo il negozio, premi ${reauthorize} in Magento, o ${activate} se è ciò che mostra la riga, e accetta.`,
  stays_title: 'Non è cambiato nulla',
  stays_yours: 'Hai rifiutato. Il negozio resta collegato al tuo account come prima.',
  stays: 'Hai rifiutato. Il negozio resta collegato come prima.',
  stays_next: `Chiudi questa finestra. Per cambiare comunque, premi ${activate} in Magento, o ${reauthorize} se è ciò che mostra la riga.`,
  url_too_long: 'La Base URL del negozio supera i 2048 caratteri.',
  url_malformed: 'La Base URL del negozio non è un indirizzo valido.',
  url_not_https: 'La Base URL del negozio non inizia con https://.',
  url_not_public: 'La Base URL del negozio non è raggiungibile da internet: il suo host non è pubblico.',
  url_port_not_allowed: 'La Base URL del negozio indica una porta che qui non è consentita.',
  url_names_user: 'La Base URL del negozio contiene un nome utente o una password.',
  url_has_query: 'La Base URL del negozio contiene un punto interrogativo e dei parametri.',
  url_has_fragment: 'La Base URL del negozio contiene un # e un frammento.',

  what_next: 'Che cosa fare ora',
  sign_in_again: 'Accedi di nuovo',
  back: 'Torna alla domanda',
  support: 'Contatta l’assistenza di {product}',
  callback_url: 'Callback URL di {product}:',
  identity_link_url: 'Identity link URL di {product}:',

  start_title: 'Collegare negozi Magento',
  start: 'Qui è in funzione Handfast. Collega i negozi Magento a ciò che è elencato qui sotto.',
  start_how: `In Magento (${menu}), aggiungi un’integrazione con questi due indirizzi, seleziona le sue autorizzazioni, salvala e premi ${activate}.`,
  callback_title: 'Questo indirizzo è giusto',
  callback:
    'Magento invia qui il suo messaggio tramite POST. Inserisci l’indirizzo così com’è; nel browser non c’è nulla da fare.',
} as const satisfies PageTexts;
