import type { integrations as english } from './en.ts';

export const integrations: Readonly<Record<keyof typeof english, string>> = {
  nav_integrations: 'Integrationen',
  integrations_title: 'Integrationen',
  integrations_name: 'Name, Nummer oder ID',
  integrations_none:
    'Es gibt noch keine Integration. Drücken Sie „Neue Integration“, oder lassen Sie Ihr Backend eine über die API anlegen.',
  integrations_none_found:
    'Keine Integration passt. Vom Namen genügt ein Teil; Nummer oder ID müssen vollständig sein.',
  integrations_all: 'Alle Integrationen anzeigen',
  integrations_too_many:
    'Es gibt zu viele Integrationen, um sie auf einmal zu durchsuchen. Geben Sie die Nummer oder die ID der gesuchten ein.',
  integrations_changed: 'seither geändert',
  integrations_unpublished: 'nie veröffentlicht',
  integration: 'Integration',
  integration_unnamed: 'Integration ohne Namen',
  integration_number: 'Nummer',
  integration_products: 'Produkte',
  integration_published: 'Veröffentlicht',
  integration_working: 'In Arbeit',
  integration_health: 'Zustand',
  integration_id: 'ID der Integration',
  integration_revision: 'Revision',
  integration_modified: 'Letzte Änderung',

  integration_health_used: 'in Gebrauch',
  integration_health_unused: 'noch nicht in Gebrauch',
  integration_health_failing: 'URLs gestört',
  integration_health_gone: 'URLs teilweise aus',
  integration_health_paused: 'Zustellung angehalten',
  integration_paused:
    'Es wird nichts gesendet: Seit fünf Tagen hat keine URL dieser Integration funktioniert, deshalb wurden ihre Zustellungen angehalten. Was inzwischen geschieht, wird verworfen und kann später noch einmal gesendet werden. Bringen Sie die URLs in Ordnung, testen Sie sie, und schalten Sie die Zustellungen dann wieder ein.',
  integration_gone:
    'An diese URLs wird nichts mehr gesendet, weil sie mit 410 (gone) geantwortet haben oder fünf Tage lang gestört waren: {kinds}. Bringen Sie sie in Ordnung, testen Sie sie, und schalten Sie die Zustellungen wieder ein; oder veröffentlichen Sie andere URLs.',
  integration_failing:
    'Seit einiger Zeit hat keine URL dieser Integration ein Ereignis angenommen. Zustellungen werden von selbst wiederholt.',
  integration_enable: 'Zustellungen einschalten',
  integration_never_published:
    'Es ist noch nichts veröffentlicht, also wird kein Ereignis gesendet. Sehen Sie die Befunde durch, testen Sie die URLs, und veröffentlichen Sie dann.',
  integration_all_published: 'Alles ist veröffentlicht: Ereignisse werden so gesendet, wie es hier steht.',
  integration_unlinked:
    'Alles ist veröffentlicht, aber kein Produkt nutzt diese Integration, also wird kein Ereignis gesendet.',
  integration_published_failing:
    'Alles ist veröffentlicht: Ereignisse werden so gesendet, wie es hier steht. Der letzte Test ist fehlgeschlagen, siehe unten: Bringen Sie die URLs in Ordnung, und testen Sie sie noch einmal.',
  integration_not_all_published:
    'Es gibt Änderungen, die nicht veröffentlicht sind. Bis dahin werden Ereignisse nach der veröffentlichten Version gesendet.',
  integration_read_only:
    'Mehr als ein Produkt nutzt diese Integration, deshalb kann sie hier nur gelesen werden: Eine Änderung beträfe sie alle. Ihr Backend kann sie über die API ändern oder Produkte lösen, bis nur noch eines übrig ist.',
  integration_locked_title: 'Das lässt sich hier nicht ändern',

  integration_test: 'URLs testen',
  integration_test_published: 'Veröffentlichte Version testen',
  integration_test_sign_in: 'Anmeldung testen',
  integration_edit: 'Bearbeiten',
  integration_publish_button: 'Veröffentlichen …',
  integration_deliveries: 'Zustellungen',

  integration_findings: 'Befunde',
  integration_findings_none: 'Alles ist in Ordnung.',
  integration_severity: 'Schwere',
  integration_where: 'Wo',
  integration_what: 'Was nicht stimmt',
  integration_error: 'Fehler',
  integration_warning: 'Warnung',
  integration_urls: 'URLs',
  integration_urls_none: 'Es ist keine URL eingetragen. Mit „Bearbeiten“ geben Sie welche ein.',
  integration_events: 'Ereignisse',
  integration_url: 'URL',
  integration_url_gone: 'abgeschaltet',
  integration_credentials: 'Anmeldung mit',
  integration_last_test: 'Letzter Test',
  integration_untested: 'nicht getestet',
  integration_answer: 'Antwort',
  integration_test_never: 'Die URLs wurden noch nie getestet.',
  integration_test_of: 'Version „{version}“, {when}.',
  integration_test_runs: 'Testereignisse sind unterwegs. Diese Seite zeigt die Antworten, sobald sie da sind.',
  integration_test_lost: 'Der Test wurde nicht fertig. Starten Sie ihn noch einmal.',
  integration_test_sign_in_only: 'Nur die Anmeldung der Händler wurde getestet.',
  integration_test_good: 'funktioniert',
  integration_test_bad: 'fehlgeschlagen',
  integration_token_time: 'Token {time}',
  integration_versions: 'Version in Arbeit und veröffentlichte Version',
  integration_field: 'Feld',
  integration_differs: 'abweichend',
  integration_differs_unseen:
    'Verschieden ist nur, was nicht angezeigt wird: ein Geheimnis oder eine Einzelheit der Händleranmeldung oder einer Frage.',
  integration_differs_nowhere: 'Es gibt keinen Unterschied.',
  integration_publications: 'Veröffentlichte Versionen',
  integration_version: 'Revision {revision}',
  integration_at_revision: '(Revision {revision})',

  integration_edit_title: 'Bearbeiten',
  integration_save: 'Speichern',
  integration_save_hint:
    'Speichern sendet nichts: Ereignisse folgen der veröffentlichten Version, bis Sie veröffentlichen.',
  integration_urls_hint:
    'Lassen Sie ein Feld leer, um Ereignisse dieser Art nicht zu senden. Vollständige https-Adressen.',
  integration_only_oauth: 'Für OAuth 2.0.',
  integration_only_basic: 'Für Benutzername und Passwort.',
  integration_secret_stored: 'gespeichert',
  integration_secret_none: 'keines',
  integration_secret_keep:
    'Ein Geheimnis ist gespeichert und wird nie angezeigt. Lassen Sie das Feld leer, um es zu behalten. Es muss neu eingegeben werden, wenn es an jemand anderen ginge: bei anderer Client-ID, anderer Token-URL, anderem Benutzernamen oder anderem Host.',
  integration_secret_new: 'Das Client-Secret oder das Passwort. Es wird nie wieder angezeigt.',
  integration_secret_again: 'Geheimnisse werden nicht wieder angezeigt: Bitte geben Sie es noch einmal ein.',
  integration_not_saved: 'Es wurde nichts gespeichert. Ihre Eingaben sind noch da.',
  integration_conflict: '{who} hat diese Integration gespeichert, während Sie sie bearbeitet haben.',
  integration_conflict_fields: 'Diese Felder haben sich inzwischen geändert: {names}.',
  integration_conflict_elsewhere: 'Keines dieser Felder hat sich inzwischen geändert.',
  integration_conflict_next:
    'Von Ihnen wurde noch nichts gespeichert. Sehen Sie das Formular durch, und speichern Sie noch einmal.',
  integration_somebody: 'Jemand anderes',
  integration_theirs_taken: 'Inzwischen geändert: Das ist der neue Wert.',
  integration_theirs_differs: 'Inzwischen geändert in {theirs}. Wenn Sie speichern, ersetzt Ihr Wert diesen.',

  integration_publish: 'Veröffentlichen',
  integration_publish_sure: 'Jetzt veröffentlichen',
  integration_publish_changes: 'Was sich ändert',
  integration_publish_after: 'Von jetzt an',
  integration_publish_before: 'Bisher',
  integration_publish_nothing: 'Es gibt nichts zu veröffentlichen: Die veröffentlichte Version ist dieselbe.',
  integration_publish_used:
    '{count, plural, one {Ein Produkt nutzt diese Integration.} other {# Produkte nutzen diese Integration.}} Vom nächsten Ereignis an wird so gesendet, wie Sie es veröffentlichen.',
  integration_publish_unused:
    'Noch nutzt kein Produkt diese Integration, also wird nichts gesendet, bis eines verknüpft ist.',
  integration_publish_despite:
    'Trotz {count, plural, one {eines Fehlers} other {# Fehlern}} veröffentlichen: Ereignisse schlagen fehl oder werden nicht gesendet',
  integration_publish_conflict:
    'Jemand anderes hat diese Integration gerade geändert, und es wurde nichts veröffentlicht. Sehen Sie noch einmal nach, was sich ändert.',
  integration_not_published: 'Es wurde nichts veröffentlicht.',
  integration_not_ready:
    'Unter den Befunden sind Fehler. Beheben Sie sie, oder bestätigen Sie unten, dass Sie trotzdem veröffentlichen möchten.',
  integration_note: 'Notiz',
  integration_note_hint:
    'Was sich ändert und warum, für die Liste der veröffentlichten Versionen. Sie darf leer bleiben.',
  integration_version_title: 'Veröffentlichte Version',
  integration_this_version: 'Diese Version',
  integration_version_beside: 'Vergleich',
  integration_published_on: 'Veröffentlicht',
  integration_version_id: 'ID der Version',
  integration_roll_back: 'Zu dieser Version zurückkehren …',
  integration_roll_back_sure: 'Jetzt zurückkehren',
  integration_roll_back_ask:
    'Diese Version wird noch einmal veröffentlicht, und die Version in Arbeit wird ihr gleich. Was seitdem geändert wurde, geht verloren.',
  integration_roll_back_conflict:
    'Jemand anderes hat diese Integration gerade geändert. Sehen Sie noch einmal nach, und kehren Sie dann zurück.',
  integration_not_rolled_back: 'Es blieb alles, wie es war.',

  integration_product: 'Produkt',
  integration_slug: 'Name in URLs',
  integration_identity_link: '„Identity link URL“ für Magento',
  integration_products_none: 'Kein Produkt nutzt diese Integration.',
  integration_products_link: 'Produkte, die diese Integration nutzen',
  integration_link_title: 'Produkt verknüpfen',
  integration_link: 'Verknüpfen',
  integration_link_product: 'Produkt-ID oder Name in URLs',
  integration_link_moves:
    'Ein Produkt nutzt immer nur eine Integration. Nutzt es heute eine andere, wird es von ihr gelöst.',
  integration_link_second:
    'Mit einem zweiten Produkt lässt sich die Integration hier nicht mehr bearbeiten oder veröffentlichen.',
  integration_link_unpublished: 'Veröffentlichen Sie die Integration zuerst: Vorher kann kein Produkt sie nutzen.',
  integration_unlink: 'Lösen …',
  integration_unlink_sure: 'Jetzt lösen',
  integration_unlink_ask:
    'Ereignisse der Shops dieses Produkts gehen nicht mehr an diese Integration, und seine Händler melden sich beim eigenen Anmeldedienst dieser Installation an.',

  done_integration_saved: 'Gespeichert. Ereignisse folgen der veröffentlichten Version, bis Sie veröffentlichen.',
  done_integration_tested: 'Der Test wurde gestartet. Die Ergebnisse stehen unten.',
  done_integration_enabled: 'Die Zustellungen sind eingeschaltet: Ereignisse werden wieder gesendet.',
  done_integration_published: 'Veröffentlicht. Von jetzt an wird nach dieser Version gesendet.',
  done_integration_rolled_back: 'Die frühere Version ist wieder veröffentlicht.',
  done_integration_linked: 'Das Produkt nutzt jetzt diese Integration.',
  done_integration_unlinked: 'Das Produkt nutzt diese Integration nicht mehr.',
};
