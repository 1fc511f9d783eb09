import type { syncReasons as english } from './en.ts';

export const syncReasons: Readonly<Record<keyof typeof english, string>> = {
  sync_reason_permission_missing: 'Der Integration fehlen dafür in Magento Berechtigungen.',
  sync_next_permission_missing:
    'Bitten Sie den Händler, die Ressourcen auf dem Reiter API der Integration (System > Erweiterungen > Integrationen) anzukreuzen und zu speichern. Das gilt sofort, ohne neue Genehmigung.',
  sync_reason_channel_unavailable: 'Die Verbindung des Shops funktioniert nicht, oder der Kanal ist angehalten.',
  sync_next_channel_unavailable:
    'Die Seite des Shops sagt, was zu tun ist; ein angehaltener Kanal wird auf seiner eigenen Seite fortgesetzt.',
  sync_reason_run_interrupted:
    'Der Lauf wurde auf AWS abgebrochen: Er wurde beendet, schlug fehl oder brauchte zu lange.',
  sync_next_run_interrupted: 'Synchronisieren Sie noch einmal, wenn der nächste Lauf es nicht von selbst erledigt.',
  sync_reason_record_unreadable: 'Der Datensatz ist nicht so aufgebaut, wie er sein sollte.',
  sync_next_record_unreadable: 'Sehen Sie sich den Datensatz im Shop an. Alles andere ist geliefert.',
  sync_reason_record_failing: 'Der Shop antwortet jedes Mal mit einem Fehler, wenn er diesen Datensatz senden soll.',
  sync_next_record_failing:
    'Bitten Sie den Händler, im Protokoll von Magento (var/log) nachsehen zu lassen. Alles andere ist geliefert.',
  sync_reason_connector_failed: 'Ihr eigener Code dieses Konnektors oder Schreibers ist fehlgeschlagen.',
  sync_next_connector_failed:
    'Probieren Sie ihn mit „npx handfast connector try“ aus, und beheben Sie den Fehler. Alles andere ist geliefert.',
  sync_reason_deletions_held: 'Im Shop fehlen viele Datensätze, und es wurde nichts gelöscht.',
  sync_next_deletions_held:
    'Fragen Sie den Händler, ob er sie gelöscht hat; bestätigen oder verwerfen Sie dann die Löschungen.',
  sync_reason_records_deleted: 'Die Verbindung wurde getrennt, und ihre Datensätze wurden mit ihr gelöscht.',
  sync_next_records_deleted: 'Sobald der Shop wieder verbunden ist, wird er neu gelesen.',
  sync_reason_cursor_expired:
    'Die Datensätze nach dieser Stelle werden nicht mehr aufbewahrt, oder der ganze Shop wurde neu gelesen.',
  sync_next_cursor_expired: 'Beginnen Sie auf der ersten Seite.',
  sync_reason_connector_unknown: 'Der Kanal hat keinen solchen Konnektor.',
  sync_next_connector_unknown: 'Wählen Sie einen aus der Liste.',
  sync_next_token_rejected: 'Die Seite des Shops sagt, was der Händler tun muss.',
  sync_next_consumer_unknown: 'Die Seite des Shops sagt, was der Händler tun muss.',
  sync_next_signature_rejected: 'Die Seite des Shops sagt, was der Händler tun muss.',
  sync_next_store_unreachable:
    'Es wird von selbst noch einmal versucht. Hält es an, öffnen Sie den Shop im Browser, und fragen Sie den Händler.',
  sync_next_store_timeout:
    'Es wird von selbst noch einmal versucht, mit kleineren Seiten. Hält es an, fragen Sie den Händler, wie ausgelastet der Server ist.',
  sync_next_store_busy: 'Es wird von selbst noch einmal versucht, sobald der Shop es zulässt.',
  sync_next_store_error:
    'Es wird von selbst noch einmal versucht. Hält es an, bitten Sie den Händler, im Protokoll von Magento (var/log) nachsehen zu lassen.',
  sync_next_store_invalid_response:
    'Es wird von selbst noch einmal versucht. Hält es an, bitten Sie den Händler, Anfragen an rest/ durchzulassen.',
  sync_next_certificate_invalid: 'Bitten Sie den Händler, ein gültiges Zertifikat einrichten zu lassen.',
  sync_next_internal:
    'Es wird von selbst noch einmal versucht. Hält es an, findet ein Betreiber den Grund in den Protokollen.',
  sync_reason_internal: 'Ein Fehler auf unserer Seite, der nicht vorgesehen war.',
  sync_reason_change_invalid:
    'Die Änderung ist nicht so aufgebaut, wie sie sein sollte. Es wurde nichts davon gesendet.',
  sync_next_change_invalid: 'Die Meldung nennt das Feld. Berichtigen Sie es, und senden Sie die Änderung noch einmal.',
  sync_reason_change_refused: 'Magento nimmt diese Änderung nicht an.',
  sync_next_change_refused:
    'Die Meldung ist die von Magento. Senden Sie die Änderung noch einmal, sobald sie berichtigt ist.',
  sync_reason_record_missing: 'Der Shop hat keinen solchen Datensatz.',
  sync_next_record_missing: 'Prüfen Sie ID oder SKU, und legen Sie den Datensatz zuerst an.',
  sync_reason_change_unclear: 'Die Änderung wurde gesendet, und der Shop sagte nie, ob er sie angenommen hat.',
  sync_next_change_unclear: 'Sehen Sie im Shop nach, bevor Sie sie noch einmal senden: Sie kann dort schon stehen.',
  sync_reason_writing_failed: 'Das Paket ließ sich eine Stunde lang nicht schreiben und wurde aufgegeben.',
  sync_next_writing_failed: 'Senden Sie noch einmal, was fehlgeschlagen ist. Sehen Sie im Shop nach, was unklar ist.',
  sync_reason_batch_cancelled: 'Das Paket wurde abgebrochen, bevor diese Änderung gesendet war.',
  sync_next_batch_cancelled: 'Senden Sie sie in einem anderen Paket noch einmal, wenn sie noch gewünscht ist.',
  sync_reason_changes_expired: 'Das Paket wartete länger, als Änderungen aufbewahrt werden.',
  sync_next_changes_expired: 'Senden Sie sie in einem anderen Paket noch einmal, wenn sie noch gewünscht ist.',
};
