import { BUTTONS, MENUS } from '../buttons.ts';
import type { RefusalTexts } from '../text-shapes.ts';

const { activate, reauthorize, perhaps } = BUTTONS.it;
const menu = MENUS.it;
const ACTIVATE = `Chiudi questa finestra e, in Magento (${menu}), premi ${activate}.`;
const REAUTHORIZE = `Chiudi questa finestra e, in Magento (${menu}), premi ${reauthorize}.`;
const OR_REAUTHORIZE = `${ACTIVATE}${perhaps}`;
const TELL_VENDOR = 'Se succede di nuovo, avvisa l’assistenza del prodotto che stai collegando.';
const BASE_URL = `Imposta in Magento un indirizzo https pubblico come Base URL (Stores > Configuration > General > Web), poi premi di nuovo ${activate}.`;
const AS_MAGENTO = 'Invia ogni campo una sola volta, come fa Magento quando si attiva un’integrazione.';

export const it = {
  product_unknown: {
    title: 'Qui non c’è questo prodotto',
    happened: 'L’indirizzo indica un prodotto che non è offerto qui.',
    next: 'Controlla in Magento la «Callback URL» e la «Identity link URL» dell’integrazione.',
  },
  field_missing: {
    title: 'Manca un campo',
    happened: 'Un campo necessario non è stato inviato.',
    next: AS_MAGENTO,
  },
  field_repeated: {
    title: 'Un campo è stato inviato due volte',
    happened: 'Un campo che può comparire una volta sola è stato inviato più volte.',
    next: AS_MAGENTO,
  },
  field_malformed: {
    title: 'Un campo non è valido',
    happened: 'Un campo non ha la forma che gli dà Magento.',
    next: 'Invia il campo esattamente come Magento: chiavi, segreti e verifier sono di 32 caratteri tra a-z e 0-9.',
  },
  body_too_large: {
    title: 'Il messaggio è troppo grande',
    happened: 'È stato inviato più di quanto un’attivazione contiene.',
    next: 'Invia al massimo 8 KB.',
  },
  media_type_unsupported: {
    title: 'Non è un modulo',
    happened: 'Il contenuto del messaggio non è un modulo.',
    next: 'Invia il contenuto come application/x-www-form-urlencoded.',
  },
  store_url_refused: {
    title: 'Questo indirizzo del negozio non è utilizzabile',
    happened: 'La Base URL del negozio non può essere chiamata da Internet.',
    next: BASE_URL,
  },
  opened_by_hand: {
    title: 'Apri questa pagina da Magento',
    happened: 'Questa pagina conclude un’attivazione che comincia in Magento, ed è stata aperta senza.',
    next: `In Magento, apri ${menu} e premi ${activate} accanto all’integrazione.`,
  },
  activation_unknown: {
    title: 'Magento non ci ha raggiunti',
    happened:
      'Il messaggio del tuo negozio con le chiavi di questa integrazione non è arrivato. Magento lo invia alla «Callback URL» dell’integrazione e aspetta la risposta per cinque secondi.',
    next: `Controlla in Magento che la «Callback URL» dell’integrazione sia giusta e raggiungibile dal tuo server. Poi chiudi questa finestra e premi di nuovo ${activate}.`,
  },
  activation_expired: {
    title: 'Questo tentativo è troppo vecchio',
    happened: 'Un tentativo di collegamento si può concludere entro due ore; questo è cominciato prima.',
    next: ACTIVATE,
  },
  activation_superseded: {
    title: 'È in corso un tentativo più recente',
    happened:
      'L’integrazione è stata attivata di nuovo in Magento; questa finestra appartiene al tentativo precedente.',
    next: 'Chiudi questa finestra e continua in quella più recente.',
  },
  session_missing: {
    title: 'Questa finestra ha perso il filo',
    happened: 'Il browser non ha inviato il cookie con cui è cominciato questo tentativo.',
    next: `Consenti i cookie per questo sito. ${ACTIVATE}`,
  },
  form_not_ours: {
    title: 'Questo modulo non è stato accettato',
    happened: 'Il modulo non proveniva dalla pagina che abbiamo mostrato in questo browser.',
    next: ACTIVATE,
  },
  return_not_confirmed: {
    title: 'Conferma dove andare dopo',
    happened: 'L’amministrazione di Magento è su un host diverso dal negozio, e questo non è stato confermato.',
    next: 'Torna indietro e spunta la casella che indica l’host.',
  },
  move_not_confirmed: {
    title: 'Conferma la modifica',
    happened: 'Il negozio è già collegato, e la sostituzione di quel collegamento non è stata confermata.',
    next: 'Torna indietro e spunta la casella corrispondente.',
  },
  signin_refused: {
    title: 'L’accesso non è avvenuto',
    happened: 'L’accesso è stato annullato o rifiutato.',
    next: 'Prova ad accedere di nuovo.',
  },
  signin_unavailable: {
    title: 'Al momento non è possibile accedere',
    happened: 'Il servizio di accesso non ha risposto come dovrebbe.',
    next: `Riprova tra un minuto. ${TELL_VENDOR}`,
  },
  account_unclear: {
    title: 'Il tuo accesso non indica un account',
    happened: 'Il servizio di accesso non ha detto a quale account appartieni.',
    next: 'Chiedi all’assistenza del prodotto che stai collegando di assegnare un account al tuo utente.',
  },
  email_unverified: {
    title: 'Il tuo indirizzo e-mail non è verificato',
    happened:
      'Il servizio di accesso indica un indirizzo e-mail che non ha verificato, quindi non può rappresentare un account.',
    next: 'Verifica il tuo indirizzo e-mail dove effettui l’accesso, poi accedi di nuovo.',
  },
  signin_elsewhere: {
    title: 'Continua dove hai iniziato',
    happened: 'L’accesso è iniziato in un altro browser o in un’altra finestra ed è tornato in questa.',
    next: 'Chiudi questa finestra e continua in quella aperta da Magento.',
  },
  opened_in_two_browsers: {
    title: 'Questo tentativo è stato aperto due volte',
    happened:
      'Due browser hanno preso parte a questo tentativo prima che il negozio fosse collegato. Per sicurezza è stato interrotto per entrambi.',
    next: `Chiudi tutte le sue finestre, premi di nuovo ${activate} in Magento e usa un solo browser. Se l’altro browser non era tuo, aggiungi in Magento una nuova integrazione con gli indirizzi qui sotto: nessun altro ne conosce la chiave.`,
  },
  integration_taken: {
    title: 'Questa integrazione appartiene a un altro account',
    happened: 'L’integrazione è già stata collegata a un altro account. Solo quell’account può rinnovarla.',
    next: `Accedi con quell’account; oppure aggiungi in Magento una nuova integrazione con gli indirizzi qui sotto e premi ${activate}; oppure chiedi all’assistenza del prodotto di trasferire il negozio. Un’integrazione portata da un modulo può restare com’è.`,
  },
  account_full: {
    title: 'Il tuo account non ammette altri negozi',
    happened: 'L’account è collegato a tutti i negozi che il prodotto consente.',
    next: `Scollega un negozio che non ti serve più o chiedi all’assistenza del prodotto, poi premi ${reauthorize} in Magento.`,
  },
  consent_outdated: {
    title: 'Qualcosa è cambiato da quando hai accettato',
    happened: 'Il negozio ha un collegamento diverso da quello che ti è stato mostrato.',
    next: REAUTHORIZE,
  },
  consumer_key_expired: {
    title: 'Magento ha aspettato troppo',
    happened: `Magento accetta il primo passaggio per cinque minuti dopo ${activate}; sono trascorsi.`,
    next: ACTIVATE,
  },
  request_token_lost: {
    title: 'Magento risponde una volta sola',
    happened:
      'Il negozio ha già risposto a questo tentativo, ma la risposta non ci è arrivata. Non è possibile chiederla di nuovo.',
    next: `Se la riga mostra ${reauthorize}, premi quel pulsante. Altrimenti aggiungi in Magento una nuova integrazione con gli indirizzi qui sotto e premi ${activate} nella sua riga. Elimina quella vecchia; se l’ha portata un modulo, può restare com’è.`,
  },
  access_token_lost: {
    title: 'Magento risponde una volta sola',
    happened: 'Il negozio ha emesso la sua chiave, ma non ci è arrivata. Non è possibile chiederla di nuovo.',
    next: REAUTHORIZE,
  },
  token_rejected: {
    title: 'Il negozio non conosce più questo tentativo',
    happened: 'Il token di questo tentativo è stato eliminato in Magento, o già usato.',
    next: OR_REAUTHORIZE,
  },
  consumer_unknown: {
    title: 'Il negozio non conosce questa integrazione',
    happened: 'L’integrazione è stata eliminata in Magento, o il negozio ha ripristinato un backup.',
    next: `Aggiungi di nuovo l’integrazione in Magento e premi ${activate}.`,
  },
  signature_rejected: {
    title: 'Il negozio non ha accettato la nostra firma',
    happened:
      'Magento non ha potuto verificare la richiesta. Spesso la causa è un proxy davanti al negozio che riscrive gli indirizzi, o un server web che inoltra l’intestazione «Host» senza la porta.',
    next: `Controlla che la Base URL in Magento sia l’indirizzo a cui il negozio è raggiungibile e che Magento riceva l’intestazione «Host» invariata (nginx: $http_host al posto di $host). Poi premi di nuovo ${activate}. ${TELL_VENDOR}`,
  },
  token_refused: {
    title: 'Il negozio ha rifiutato il collegamento',
    happened: 'Magento ha risposto allo scambio delle chiavi con un rifiuto.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
  timestamp_rejected: {
    title: 'L’orologio del server del negozio sembra sbagliato',
    happened:
      'Magento confronta l’ora di ogni richiesta con il proprio orologio e la annota. Non ha accettato l’ora della nostra: il suo orologio è indietro, o il suo database non ha potuto annotarla.',
    next: `Chiedi al tuo fornitore di hosting di regolare l’orologio del server (NTP). ${OR_REAUTHORIZE}`,
  },
  authorization_header_missing: {
    title: 'Un’intestazione viene rimossa prima di arrivare al negozio',
    happened:
      'Secondo Magento la richiesta è arrivata senza chiavi. Un server web, un proxy o un firewall davanti al negozio rimuove l’intestazione Authorization.',
    next: `Chiedi al tuo fornitore di hosting di far arrivare l’intestazione Authorization a Magento. ${OR_REAUTHORIZE}`,
  },
  certificate_invalid: {
    title: 'Il certificato del negozio non è valido',
    happened:
      'Il negozio è stato raggiunto, ma il suo certificato TLS è scaduto, è autofirmato, è per un altro nome o arriva senza i certificati intermedi.',
    next: `Chiedi al tuo fornitore di hosting di installare un certificato valido con la catena completa. ${ACTIVATE}`,
  },
  tls_failed: {
    title: 'Nessuna connessione sicura al negozio',
    happened:
      'Il negozio è stato raggiunto, ma non offre alcuna versione di TLS dalla 1.2 in poi, o nessun TLS a questo indirizzo.',
    next: `Chiedi al tuo fornitore di hosting di attivare TLS 1.2 o 1.3. ${ACTIVATE}`,
  },
  store_error: {
    title: 'Il negozio segnala un errore',
    happened: 'Magento ha risposto con un errore interno. La causa è nel suo registro.',
    next: `Chiedi a chi gestisce il tuo negozio di guardare nel registro di Magento (var/log, var/report). ${OR_REAUTHORIZE}`,
  },
  permission_missing: {
    title: 'L’integrazione non ha autorizzazioni',
    happened: 'Il negozio ci ha dato una chiave, ma la chiave non apre nulla.',
    next: `In Magento, dai all’integrazione le autorizzazioni necessarie (scheda «API»), poi premi ${reauthorize}.`,
  },
  store_address_refused: {
    title: 'Questo indirizzo del negozio non è utilizzabile',
    happened: 'L’indirizzo del negozio non è pubblico, o il suo nome è sconosciuto.',
    next: BASE_URL,
  },
  store_unreachable: {
    title: 'Il negozio non è raggiungibile',
    happened: 'La connessione al negozio è fallita prima di qualsiasi richiesta.',
    next: `Controlla che la Base URL del negozio sia raggiungibile da Internet, poi premi di nuovo ${activate} in Magento.`,
  },
  store_timeout: {
    title: 'Il negozio non ha risposto',
    happened: 'Il negozio ha ricevuto la richiesta e non ha dato in tempo una risposta completa.',
    next: OR_REAUTHORIZE,
  },
  store_busy: {
    title: 'Il negozio è sovraccarico o in manutenzione',
    happened: 'Il negozio ha chiesto di tornare più tardi.',
    next: `Aspetta qualche minuto, poi premi di nuovo ${activate} in Magento.`,
  },
  store_invalid_response: {
    title: 'La risposta del negozio è illeggibile',
    happened: 'Magento non risponde così: c’è di mezzo un firewall, una pagina di manutenzione o un reindirizzamento.',
    next: `Lascia passare le richieste a oauth/ e rest/ sotto la Base URL, poi premi di nuovo ${activate} in Magento.${perhaps}`,
  },
  request_ambiguous: {
    title: 'Questa richiesta non si può firmare',
    happened: 'Non tutti i Magento leggerebbero l’indirizzo allo stesso modo, e la firma non sarebbe verificabile.',
    next: 'Invia ogni parametro una sola volta, con un nome e un valore.',
  },
  consent_declined: {
    title: 'Negozio non collegato',
    happened: 'Hai rifiutato. Non è stato collegato nulla.',
    next: `Chiudi questa finestra. Se vuoi collegarlo comunque, premi ${activate} in Magento.`,
  },
  consent_timed_out: {
    title: 'Nessuno ha dato il consenso',
    happened: 'La domanda se collegare il negozio non ha avuto risposta in tempo.',
    next: ACTIVATE,
  },
  store_taken: {
    title: 'Il negozio appartiene a un altro account',
    happened: 'Nel frattempo il negozio è stato collegato a un altro account.',
    next: `Aggiungi in Magento una nuova integrazione con gli indirizzi qui sotto, premi ${activate} e conferma lo spostamento; oppure chiedi all’assistenza del prodotto di trasferire il negozio.`,
  },
  interrupted: {
    title: 'Il collegamento è stato interrotto',
    happened: 'Il nostro servizio si è fermato a metà di questo tentativo.',
    next: OR_REAUTHORIZE,
  },
  internal: {
    title: 'Qualcosa è andato storto da parte nostra',
    happened: 'Un errore imprevisto ha concluso questo tentativo. È stato registrato.',
    next: `${ACTIVATE} ${TELL_VENDOR}`,
  },
} as const satisfies RefusalTexts;
