import type { stores as english } from './en.ts';

export const stores: Readonly<Record<keyof typeof english, string>> = {
  stores_title: 'Shops',
  stores_host: 'Host',
  stores_account: 'Konto-ID',
  stores_product: 'Produkt',
  stores_status: 'Status',
  store: 'Shop',
  account: 'Konto',
  stores_found: 'Gefundene Shops',
  stores_none: 'Es ist noch kein Shop verbunden. Händler tun das in Magento mit „Aktivieren“ (Activate).',
  stores_none_found:
    'Kein Shop passt. Hosts und Konto-IDs werden als Ganzes verglichen: shop.example.com, nicht shop. Eine Konto-ID ist die in Ihrem Produkt, meist keine E-Mail-Adresse. Lassen Sie ein Feld leer, um mehr zu sehen.',
  stores_all: 'Alle Shops zeigen',
  store_unchecked: 'keine, seit er verbunden ist',
  stores_none_here: 'Auf dieser Seite steht nichts, aber die Liste geht weiter.',

  status_active: 'funktioniert',
  status_needs_reauthorization: 'muss neu genehmigt werden',
  status_inactive: 'in Magento ausgeschaltet',
  status_unreachable: 'nicht erreichbar',
  status_disconnected: 'getrennt',

  status_doubtful: 'funktioniert, eine fehlerhafte Antwort',

  status_active_why: 'Der Shop nimmt unsere Zugangsdaten an.',
  status_active_next: 'Es ist nichts zu tun.',
  status_needs_reauthorization_why:
    'Magento hat unseren Zugang zu diesem Shop gelöscht; es kann nichts gelesen und nichts geschrieben werden.',
  status_needs_reauthorization_next:
    'Bitten Sie den Händler, in Magento (System > Erweiterungen > Integrationen) auf „Nochmals genehmigen“ (Reauthorize) zu klicken. Nur er kann das. Fehlt die Integration dort, verbindet er den Shop neu; der Verlauf hier bleibt erhalten.',
  status_consumer_unknown_next:
    'Bitten Sie den Händler, die Integration in Magento neu anzulegen (System > Erweiterungen > Integrationen) und auf „Aktivieren“ (Activate) zu klicken. Nur er kann das. Verbindet er sie mit demselben Konto, bleibt der Verlauf hier erhalten.',
  status_inactive_why:
    'Magento kennt unsere Zugangsdaten, erlaubt ihnen aber nichts: Die Integration ist nicht aktiv oder hat keine Berechtigungen.',
  status_inactive_next:
    'Bitten Sie den Händler, die Integration in Magento (System > Erweiterungen > Integrationen) zu öffnen, auf dem Reiter API die Berechtigungen anzukreuzen und zu speichern. Steht in der Zeile „Aktivieren“ (Activate), klickt er auch darauf: Nach dem Update eines Moduls ist das üblich.',
  status_unreachable_why: 'Der Shop hat seit drei Tagen keine Antwort von Magento gegeben.',
  status_unreachable_next:
    'Öffnen Sie den Shop im Browser. Ist er nicht da oder umgezogen, fragen Sie den Händler; ist er da, sperrt uns vielleicht eine Firewall: Der Hosting-Anbieter muss Anfragen an rest/ durchlassen. Mit der ersten fehlerfreien Antwort gilt der Shop wieder als verbunden.',
  status_disconnected_why: 'Die Verbindung wurde auf unserer Seite beendet, die Zugangsdaten sind vernichtet.',
  status_disconnected_next:
    'Um den Shop wieder zu nutzen, klickt der Händler in Magento auf „Aktivieren“ (Activate) oder „Nochmals genehmigen“ (Reauthorize). Dort besteht die Integration weiter, bis er sie löscht.',
  suspect:
    'Eine fehlerhafte Antwort {when} ist noch nicht bestätigt. Der Status ändert sich, wenn eine zweite Prüfung mindestens zwei Minuten später dasselbe ergibt; „Jetzt prüfen“ fragt sofort.',

  reason_token_rejected: 'Magento kennt unser Zugriffstoken nicht mehr.',
  reason_consumer_unknown:
    'Magento kennt die Integration nicht mehr: Sie wurde dort gelöscht, oder eine Sicherung wurde eingespielt.',
  reason_signature_rejected:
    'Magento nimmt unsere Signatur nicht an: Die Schlüssel wurden geändert, oder ein Proxy vor dem Shop schreibt Adressen um.',
  reason_permission_missing: 'Magento antwortet, dass die Integration keine Berechtigungen hat.',
  reason_store_unreachable: 'Die Verbindung zum Shop kam nicht zustande.',
  reason_store_timeout: 'Der Shop hat die Anfrage angenommen, aber nicht rechtzeitig vollständig geantwortet.',
  reason_store_busy: 'Der Shop antwortete, dass er überlastet oder in Wartung ist.',
  reason_store_error: 'Magento antwortete mit einem eigenen internen Fehler.',
  reason_store_invalid_response:
    'Die Antwort ist keine von Magento: Eine Firewall, eine Wartungsseite oder eine Weiterleitung ist im Weg.',
  reason_certificate_invalid: 'Das Zertifikat des Shops ist abgelaufen oder gilt nicht für seinen Namen.',
  reason_tls_failed: 'Der Shop bietet keine sichere Verbindung (TLS 1.2 oder neuer).',
  reason_store_address_refused: 'Die Adresse des Shops ist nicht öffentlich, oder ihr Name ist unbekannt.',
  reason_timestamp_rejected: 'Die Uhr des Shops geht falsch: Er hält unsere Anfragen für veraltet.',
  reason_token_refused: 'Magento hat kein Token ausgestellt.',

  store_now: 'Wie es steht',
  store_reason: 'Was der Shop sagte',
  store_reason_code: 'Grund',
  store_next: 'Was zu tun ist',
  store_suspect: 'Unbestätigt',
  store_since: 'Seit',
  store_checked: 'Letzte Prüfung',
  store_about: 'Über diesen Shop',
  store_url: 'Adresse',
  store_issuer: 'Konto bei',
  store_vendor_account: 'Konto in Ihrem System',
  store_vendor_answer: 'Antwort Ihres Systems',
  store_generation: 'Magento-Generation',
  store_credentials: 'Zugangsdaten',
  store_credentials_age: 'ausgestellt {when}',
  store_credentials_none: 'vernichtet',
  store_lacks:
    'Nicht alles an diesem Shop lässt sich lesen oder schreiben: Magento gewährt uns diese Berechtigungen nicht.',
  store_lacks_next:
    'Bitten Sie den Händler, sie auf dem Reiter API der Integration (System > Erweiterungen > Integrationen) anzukreuzen und zu speichern. Das gilt sofort, ohne neue Genehmigung.',
  store_permissions: 'Fehlende Berechtigungen',
  store_permissions_all: 'alle, oder die Integration ist nicht aktiv',
  store_deliveries: 'Ereignisse an Ihr System',
  store_deliveries_FAILED: 'fehlgeschlagene',
  store_deliveries_WAITING: 'wartende',
  store_id: 'ID der Verbindung',
  answer_accepted: 'angenommen',
  answer_rejected: 'abgelehnt',
  answer_pending: 'folgt',

  open_in_product: 'In {product} öffnen',
  check_button: 'Jetzt prüfen',
  disconnect_button: 'Trennen …',
  disconnect_sure: 'Endgültig trennen',
  disconnect_ask:
    'Die Zugangsdaten werden vernichtet und Datensätze dieses Shops gelöscht. Nur der Händler kann ihn wieder verbinden, in Magento.',
  done_store_works: 'Der Shop wurde eben gefragt, und alles funktioniert.',
  done_failed_check: 'Der Shop wurde eben gefragt und hat fehlerhaft geantwortet: siehe unten.',
  done_disconnected: 'Der Shop ist getrennt.',

  happened_created: 'Zum ersten Mal verbunden',
  happened_connected: 'Neu verbunden: Die Zugangsdaten wurden ausgestellt',
  happened_checked: 'Geprüft',
  happened_status: 'Status wurde „{status}“',
  happened_answer: 'Ihr System antwortete: {answer}',
  happened_check: 'Von Hand geprüft',
  happened_disconnect: 'Von Hand getrennt',
  happened_api_check: 'Über die API geprüft',
  happened_api_disconnect: 'Über die API getrennt',
  happened_api_move: 'Über die API einem anderen Konto gegeben',
  happened_api_create_channel: 'Kanal über die API angelegt',
  happened_other: 'Aktion „{action}“',
  happened_refused: '{what} (abgelehnt: {code})',
};
