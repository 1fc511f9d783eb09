import type { attempts as english } from './en.ts';

export const attempts: Readonly<Record<keyof typeof english, string>> = {
  nav_attempts: 'Versuche',
  attempts_title: 'Verbindungsversuche',
  attempts_intro:
    'Jedes Mal, wenn ein Händler in Magento auf „Aktivieren“ (Activate) oder „Nochmals genehmigen“ (Reauthorize) geklickt hat; die neuesten zuerst.',
  attempts_reason: 'Grund',
  attempts_begun: 'Begonnen',
  attempts_from: 'Von (UTC)',
  attempts_to: 'Bis (UTC)',
  attempts_none:
    'Noch niemand hat versucht, einen Shop zu verbinden. Ein Versuch beginnt, wenn ein Händler in Magento auf „Aktivieren“ (Activate) klickt.',
  attempts_none_found:
    'Kein Versuch passt. Hosts werden als Ganzes verglichen: shop.example.com, nicht shop. Hat der Händler auf „Aktivieren“ (Activate) geklickt und hier steht nichts, konnte Magento die „Callback URL“ nicht erreichen.',
  attempts_all: 'Alle Versuche zeigen',

  attempt_stage_received: 'begonnen',
  attempt_stage_requested: 'wartet auf den Händler',
  attempt_stage_granted: 'läuft',
  attempt_stage_checked: 'läuft',
  attempt_stage_linked: 'verbunden',
  attempt_stage_failed: 'fehlgeschlagen',
  attempt_stage_expired: 'nie abgeschlossen',

  attempt_why_received: 'Magento hat seine Schlüssel geschickt; der Shop wurde noch nicht nach einem Token gefragt.',
  attempt_why_requested: 'Der Shop ist bereit. Der Händler hat sich noch nicht angemeldet und zugestimmt.',
  attempt_why_granted: 'Der Händler hat zugestimmt, und der Shop hat sein Zugriffstoken ausgestellt.',
  attempt_why_checked: 'Das Zugriffstoken funktioniert. Der Shop wird dem Konto zugeordnet.',
  attempt_why_linked: 'Der Shop wurde verbunden.',
  attempt_why_failed: 'Der Versuch ist fehlgeschlagen.',
  attempt_why_expired:
    'Der Händler hat das Fenster geschlossen oder nie geantwortet. Der Versuch lässt sich nicht mehr abschließen.',

  attempts_at_granted: 'läuft: hat ein Token',
  attempts_at_checked: 'läuft: das Token funktioniert',
  attempt_why_unopened: 'Magento hat seine Schlüssel geschickt, aber dafür wurde nie ein Fenster von uns geöffnet.',
  attempt_tell_unopened:
    'Fragen Sie den Händler, ob sich ein Fenster öffnete, als er auf „Aktivieren“ (Activate) klickte. Wenn nicht, hat sein Browser es blockiert: Er erlaubt Pop-ups für den Adminbereich seines Shops und klickt noch einmal auf „Aktivieren“.',
  attempt_unopened_cause:
    'Öffnete sich ein Fenster mit einem Fehler des Browsers, ist vielleicht die Identity Link URL der Integration falsch: Vergleichen Sie sie mit der auf der Seite „Einstellungen“. Mehr ist über diesen Versuch nicht bekannt.',

  attempt_tell: 'Sagen Sie dem Händler:',
  attempt_tell_received:
    'Bitten Sie den Händler, im Fenster weiterzumachen, das Magento geöffnet hat. Gibt es keines, hat der Browser es vielleicht blockiert.',
  attempt_tell_requested:
    'Bitten Sie den Händler, im Fenster weiterzumachen, das Magento geöffnet hat: sich anzumelden und zuzustimmen.',
  attempt_tell_granted: 'Es ist nichts zu tun. Das dauert wenige Sekunden.',
  attempt_tell_checked: 'Es ist nichts zu tun. Das dauert wenige Sekunden.',
  attempt_tell_linked: 'Es ist nichts zu tun.',
  attempt_tell_failed:
    'Bitten Sie den Händler, in Magento (System > Erweiterungen > Integrationen) noch einmal auf „Aktivieren“ (Activate) zu klicken.',
  attempt_tell_expired:
    'Bitten Sie den Händler, in Magento (System > Erweiterungen > Integrationen) noch einmal auf „Aktivieren“ (Activate) zu klicken und im Fenster, das sich öffnet, alles abzuschließen.',
  attempt_to_store: 'Zum Shop, der so verbunden wurde',

  attempt_steps: 'Was geschah',
  attempt_step_received: 'Magento schickte die Schlüssel der Integration.',
  attempt_step_opened: 'Das Fenster des Händlers wurde geöffnet.',
  attempt_step_request_token: 'Der Shop stellte ein Anfragetoken aus.',
  attempt_step_signed_in: 'Der Händler meldete sich an.',
  attempt_step_consented: 'Der Händler stimmte zu.',
  attempt_step_declined: 'Der Händler lehnte ab.',
  attempt_step_access_token: 'Der Shop stellte das Zugriffstoken aus.',
  attempt_step_verified: 'Das Zugriffstoken öffnete die REST-API des Shops.',
  attempt_step_connected: 'Der Shop wurde mit dem Konto verbunden.',
  attempt_step_failed: 'Der Versuch endete ohne Verbindung.',
  attempt_waits_received:
    'Als Nächstes: Das Fenster des Händlers öffnet sich, und der Shop stellt ein Anfragetoken aus.',
  attempt_waits_requested: 'Als Nächstes: Der Händler meldet sich an und stimmt zu.',
  attempt_waits_granted: 'Als Nächstes: Das Zugriffstoken wird beim Shop ausprobiert.',
  attempt_waits_checked: 'Als Nächstes: Der Shop wird mit dem Konto verbunden.',

  attempt_words: 'Was dem Händler gezeigt wurde',
  attempt_words_language: 'In Ihrer Sprache; der Händler las es in der seines Browsers.',
  attempt_about: 'Über diesen Versuch',
  attempt_kind: 'Wozu er diente',
  attempt_kind_created: 'einen neuen Shop verbinden',
  attempt_kind_reauthorized: 'eine Verbindung erneuern',
  attempt_kind_moved: 'einen Shop auf ein anderes Konto übertragen',
  attempt_ended: 'Beendet',
  attempt_others: 'Andere Versuche',
  attempt_others_link: 'Alle Versuche dieses Hosts',
  attempt_id: 'ID des Versuchs',

  attempt_reason_consent_declined: 'Der Händler hat abgelehnt.',
  attempt_reason_consent_timed_out:
    'Die Frage, ob der Shop verbunden werden soll, wurde nicht rechtzeitig beantwortet.',
  attempt_reason_store_taken: 'Inzwischen wurde der Shop mit einem anderen Konto verbunden.',
  attempt_reason_consent_outdated: 'Der Shop hatte eine andere Verbindung als die, die dem Händler gezeigt wurde.',
  attempt_reason_activation_expired: 'Der Händler kam nach mehr als zwei Stunden zurück.',
  attempt_reason_activation_superseded:
    'Der Händler klickte noch einmal auf „Aktivieren“ (Activate), und der neuere Versuch löste diesen ab.',
  attempt_reason_signin_refused: 'Die Anmeldung des Händlers wurde abgebrochen oder abgelehnt.',
  attempt_reason_signin_unavailable: 'Der Anmeldedienst hat nicht so geantwortet, wie er sollte.',
  attempt_reason_account_unclear: 'Der Anmeldedienst nannte kein Konto, zu dem der Händler gehört.',
  attempt_reason_email_unverified: 'Die E-Mail-Adresse des Händlers ist beim Anmeldedienst nicht bestätigt.',
  attempt_reason_opened_in_two_browsers:
    'Zwei Browser waren an dem Versuch beteiligt; er wurde deshalb für beide beendet.',
  attempt_reason_integration_taken: 'Diese Integration war schon mit einem anderen Konto verbunden.',
  attempt_reason_account_full: 'Das Konto ist mit so vielen Shops verbunden, wie das Produkt erlaubt.',
  attempt_reason_consumer_key_expired:
    'Zwischen „Aktivieren“ (Activate) und dem ersten Schritt vergingen mehr als fünf Minuten; länger erlaubt Magento nicht.',
  attempt_reason_request_token_lost:
    'Die Antwort des Shops mit dem Anfragetoken kam nicht an, und Magento gibt sie nur einmal.',
  attempt_reason_access_token_lost:
    'Die Antwort des Shops mit dem Zugriffstoken kam nicht an, und Magento gibt sie nur einmal.',
  attempt_reason_token_rejected: 'Magento hat das Token dieses Versuchs verworfen, oder es war schon verwendet.',
  attempt_reason_authorization_header_missing:
    'Ein Webserver, Proxy oder eine Firewall vor dem Shop entfernt den Header Authorization.',
  attempt_reason_permission_missing:
    'Der Shop stellte ein Zugriffstoken aus, das aber nichts öffnet: Die Integration hat keine Berechtigungen.',
  attempt_reason_interrupted: 'Unsere Seite ist mitten in dem Versuch stehen geblieben.',
  attempt_reason_internal: 'Ein unvorhergesehener Fehler auf unserer Seite hat den Versuch beendet.',
};
